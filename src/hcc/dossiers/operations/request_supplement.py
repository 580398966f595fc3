"""Asking for what is missing or wrong: once, and everything in one list (form 02; NĐ 61/2018 art. 11, 17).

A second request needs a director who says why, and the national index counts the dossier as overdue (QĐ 766/QĐ-TTg).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hcc.core.act import Act
from hcc.core.calendar import OfficeCalendar
from hcc.core.deadlines import DeadlinePolicy, Pause
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_text, message

from ..checklist import Finding, Verdict
from ..course import Defect, SupplementRequest
from ..due import reckoned
from ..events import SupplementRequested
from ..resources import NOTE_LIMIT, Dossier, reception_day
from ..slips import Slip, SlipKind
from .moving import check_move, move
from .taking_slips import check_clock, take_slip

MOST_DEFECTS = 60


class NothingAskedFor(Refusal):
    text = message("Say of at least one paper what is missing or wrong: the person must know what to bring.")


class DefectUnexplained(Refusal):
    text = message("Say what is wrong with ${paper}.")


class SupplyDayPast(Refusal):
    field = "until"
    text = message("The last day for bringing the papers has passed already. Choose a later one.")


class SecondSupplement(Refusal):
    """The one request was made already; only a director may make another."""

    text = message(
        "Papers were asked for once already, on ${day}. Only the director can ask a second time, with a reason; the "
        "dossier then counts as overdue."
    )


class SecondReasonMissing(Refusal):
    field = "second_reason"
    text = message("Write why papers must be asked for a second time: the dossier then counts as overdue.")


def request_supplement(
    dossier: Dossier,
    *,
    defects: Sequence[Defect],
    reason: str = "",
    until: date | None = None,
    second_reason: str = "",
    director: bool = False,
    calendar: OfficeCalendar,
    policy: DeadlinePolicy | None = None,
    symbol: str = "",
    seen: int | None = None,
    act: Act,
) -> Slip:
    """Ask for everything at once; answers the numbered request. The clock of a received dossier stands still.

    `director`: the act is a director's. Each component asked for is found missing or wrong, until it is looked at anew.
    """
    check_move(dossier, "request_supplement", seen)
    defects = _read(dossier, defects)
    second_reason = clean_text(second_reason)[:NOTE_LIMIT]
    complaints: list[Refusal] = [] if defects else [NothingAskedFor()]
    for defect in defects:
        if not defect.text:
            complaints.append(DefectUnexplained(paper=_name(dossier, defect)))
    if until is not None and until < reception_day(act.at):
        complaints.append(SupplyDayPast())
    if dossier.supplements and not director:
        complaints.append(SecondSupplement(day=f"{reception_day(dossier.supplements[0].asked_at):%d/%m/%Y}"))
    elif dossier.supplements and not second_reason:
        complaints.append(SecondReasonMissing())
    refuse_if(complaints)
    check_clock(dossier, act)
    again = bool(dossier.supplements)
    lines = tuple(_line(dossier, defect) for defect in defects)
    slip = take_slip(dossier, SlipKind.SUPPLEMENT_REQUEST, reason=reason, details=lines, symbol=symbol, act=act)
    request = SupplementRequest(act.at, act.by, defects, slip.line, until, second_reason if again else "")
    dossier.supplements = (*dossier.supplements, request)
    dossier.counts_as_overdue = dossier.counts_as_overdue or again
    dossier.verdicts = {**dossier.verdicts, **{d.component: _finding(d) for d in defects if d.component is not None}}
    if dossier.received_at is not None:
        dossier.pauses = (*dossier.pauses, Pause(act.at))
        dossier.due = reckoned(dossier, calendar, policy)
    facts: dict[str, Any] = {"second_reason": second_reason, "counts_as_overdue": True} if again else {}
    move(dossier, "request_supplement", act=act, slip=slip.line, defects=list(lines), **facts)
    act.announce(SupplementRequested(dossier))
    return slip


def _read(dossier: Dossier, defects: Sequence[Defect]) -> tuple[Defect, ...]:
    known = {index for index, _ in dossier.components()}
    kept = [d for d in defects if d.component is None or d.component in known][:MOST_DEFECTS]
    read = [replace(d, text=clean_text(d.text)[:NOTE_LIMIT]) for d in kept]
    return tuple(d for d in read if d.text or d.component is not None)


def _name(dossier: Dossier, defect: Defect) -> str:
    return dossier.record.components[defect.component].name if defect.component is not None else ""


def _line(dossier: Dossier, defect: Defect) -> str:
    name = _name(dossier, defect)
    return f"{name}: {defect.text}" if name else defect.text


def _finding(defect: Defect) -> Finding:
    return Finding(Verdict.MISSING if defect.missing else Verdict.WRONG, defect.text)
