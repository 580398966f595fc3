"""Texts of a procedure for tests, each made so that one act upon it can be done: a fresh one at every call."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count

from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.procedures.operations.ask_end import ask_cancelling, ask_withdrawal
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.publish import publish_revision
from hcc.procedures.operations.return_to import return_to
from hcc.procedures.operations.submit import submit_revision
from hcc.procedures.operations.withdraw import texts_stamp
from hcc.procedures.resources import Procedure
from office import LOGINS, Office

ENDING, COMING, RETURNING, SUBMITTED = "1.001699", "1.001731", "1.001653", "1.001776"
ASKED = "1.001766"
_written = count(1)


def _of(office: Office, code: str, make: Callable[[Procedure, Act], object]) -> str:
    with office.changing() as site:
        make(site.procedures[code], Act(LOGINS[Role.CATALOGUE_ADMINISTRATOR], office.now))
    return f"/thu-tuc/{code}/"


def _drafted(procedure: Procedure, act: Act) -> None:
    """A draft that differs from every other one, unless there is one already."""
    if procedure.draft() is None:
        record = replace(procedure.latest().record, agency=f"Ủy ban nhân dân xã, lần {next(_written)}")
        edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=act)


def _published(procedure: Procedure, act: Act, days: int = 0) -> None:
    _drafted(procedure, act)
    day = act.at.date() + timedelta(days=days)
    last = max((one.effective_from for one in procedure.revisions.values() if one.takes_effect), default=day)
    publish_revision(procedure.draft(), effective=max(day, last), act=act)


def in_force(office: Office) -> str:
    """A procedure with a text in force and none to come."""
    return _of(office, ENDING, _published)


def seen(office: Office) -> dict[str, str]:
    """What the page that ends `in_force` remembers of it."""
    with office.site() as site:
        return {"texts": texts_stamp(site.procedures[ENDING])}


def scheduled(office: Office) -> str:
    """The newest text of a procedure, approved for a later day."""

    def make(procedure: Procedure, act: Act) -> None:
        _published(procedure, act, days=9)

    path = _of(office, COMING, make)
    with office.site() as site:
        return f"{path}phien-ban/{site.procedures[COMING].latest().number}/"


def end_asked(office: Office) -> str:
    """A procedure of which it is asked that it ends."""

    def make(procedure: Procedure, act: Act) -> None:
        if procedure.asked_end is None:
            ask_withdrawal(procedure, on=act.at.date(), reason="Quyết định bãi bỏ.", act=act)

    return _of(office, ASKED, make)


def cancel_asked(office: Office) -> str:
    """A text approved for a later day, of which it is asked that its approval is taken back."""
    path = scheduled(office)
    with office.changing() as site:
        act = Act(LOGINS[Role.CATALOGUE_ADMINISTRATOR], office.now)
        ask_cancelling(site.procedures[COMING].latest(), reason="Ghi nhầm ngày.", act=act)
    return path


def superseded(office: Office) -> str:
    """The first text of a procedure that has two, and no draft."""
    return f"{_of(office, RETURNING, _published)}phien-ban/1/"


def returned(office: Office) -> str:
    """A procedure with a draft that brings its first text back, after a withdrawal and with a text to come."""

    def make(procedure: Procedure, act: Act) -> None:
        _published(procedure, act)
        return_to(procedure, number=1, reason="Bản hai ghi nhầm lệ phí.", act=act)

    return _of(office, "1.001612", make)


def submitted(office: Office) -> str:
    """A procedure whose draft lies before whoever approves it."""

    def make(procedure: Procedure, act: Act) -> None:
        _drafted(procedure, act)
        if procedure.draft().submitted_at is None:
            submit_revision(procedure.draft(), act=act)

    return _of(office, SUBMITTED, make)


def drafted(office: Office) -> str:
    """The same, still with its writer."""

    def make(procedure: Procedure, act: Act) -> None:
        _drafted(procedure, act)
        procedure.draft().submitted_at = procedure.draft().submitted_by = None

    return _of(office, SUBMITTED, make)


def stamp(office: Office, code: str) -> str:
    with office.site() as site:
        return draft_stamp(site.procedures[code])
