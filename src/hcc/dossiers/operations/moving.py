"""What every act upon a dossier does: check the table and the form's age, change, list, record."""

from typing import Any

from hcc.core.act import Act
from hcc.core.errors import NotInThisState, Refusal
from hcc.core.permissions import Permission
from hcc.core.text import clean_text, message

from ..process_way import go_on
from ..resources import NOTE_LIMIT, Dossier
from ..workflow import WORKFLOW


class StaleForm(Refusal):
    """Somebody did something to the dossier after the form was opened."""

    stale = True
    text = message("${by} changed this dossier after you opened it. What you typed is kept: look again, then send it.")


class ReasonMissing(Refusal):
    field = "reason"
    text = message("Write the reason, so that the reader knows what to do.")


def check_version(dossier: Dossier, seen: int | None) -> None:
    """Refuse a form that was opened on an older state of the dossier; None is not checked."""
    if seen is not None and seen != dossier.version:
        last = dossier.chain.last
        raise StaleForm(by=last.by if last else "", what=last.what if last else "")


def check_move(dossier: Dossier, verb: str, seen: int | None) -> None:
    """Refuse an act that the table does not have from here, or whose form is old."""
    check_version(dossier, seen)
    WORKFLOW.target(verb, dossier.state)
    _check_granted(dossier, verb, WORKFLOW.transitions[verb].permission)


def check_standing(dossier: Dossier, verb: str, seen: int | None) -> None:
    """The same for an act that moves nothing."""
    check_version(dossier, seen)
    WORKFLOW.check(verb, dossier.state)
    _check_granted(dossier, verb, WORKFLOW.standing[verb].permission)


def _check_granted(dossier: Dossier, verb: str, permission: Permission) -> None:
    """An act that nobody may do as things stand cannot be done, even where the state by itself allows it."""
    if not any(permission in given for given in dossier.standing.grants.values()):
        raise NotInThisState(act=verb, state=dossier.state)


def move(dossier: Dossier, verb: str, *, act: Act, to: str | None = None, **facts: Any) -> None:
    """Move the dossier by the table and record it; refuses when the table has no such step from here."""
    dossier.state = WORKFLOW.target(verb, dossier.state, to)
    go_on(dossier, at=act.at)
    dossier.chain.append(act, verb, to=dossier.state, **facts)
    dossier.__parent__.relist(dossier)


def stay(dossier: Dossier, verb: str, *, act: Act, **facts: Any) -> None:
    """Record an act that leaves the dossier where it is, and bring its rows up to date."""
    WORKFLOW.check(verb, dossier.state)
    dossier.chain.append(act, verb, **facts)
    if not dossier.begun_by:
        dossier.__parent__.relist(dossier)


def read_reason(text: str, complaints: list[Refusal], kind: type[Refusal] = ReasonMissing) -> str:
    """A reason in its kept form; that there is none is added to `complaints`."""
    reason = clean_text(text)[:NOTE_LIMIT]
    if not reason:
        complaints.append(kind())
    return reason


def reason_of(text: str, kind: type[Refusal] = ReasonMissing) -> str:
    """A reason in its kept form; refused when there is none."""
    reason = clean_text(text)[:NOTE_LIMIT]
    if not reason:
        raise kind()
    return reason
