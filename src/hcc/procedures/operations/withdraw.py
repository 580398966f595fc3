"""Ending a procedure, and taking back the approval of a text whose day has not come."""

from datetime import date
from typing import Any

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, message

from ..resources import Procedure, Revision


class NothingInForce(Refusal):
    text = message("On ${day} no text of this procedure is in force, and none is approved for later.")
    field = "on"


class TookEffectAfter(Refusal):
    text = message("Revision ${number} took effect on ${day}, after the day you chose. Choose that day or a later one.")
    field = "on"


class WithdrawnWithoutReason(Refusal):
    text = message("Say why, for whoever reads the history.")
    field = "reason"


class NotScheduled(Refusal):
    text = message("This text is not waiting for its day any more. Open the history again to see how it stands.")


def withdraw_procedure(
    procedure: Procedure, *, on: date, reason: str, act: Act, announcement: int | None = None
) -> None:
    """End a procedure: from the day `on` no text of it holds, and no approved one for a later day takes effect.

    Nothing is deleted; a new revision brings the procedure back. The day may have passed, where the decision came late,
    but not before the text in force took effect. `announcement` is the number of the decision that ends it. Raises
    TookEffectAfter, NothingInForce, WithdrawnWithoutReason.
    """
    today, reason = act.at.astimezone(LOCAL).date(), clean_line(reason)
    complaints = withdrawal_faults(procedure, on, today=today)
    refuse_if([*complaints, *([] if reason else [WithdrawnWithoutReason()])])
    ending, later = affected(procedure, on)
    for revision in later:
        _withdraw(revision, today, reason, act)
    if ending is not None:
        _withdraw(ending, on, reason, act)
    facts: dict[str, Any] = {"code": procedure.code, "on": on.isoformat(), "reason": reason}
    facts["revisions"] = [one.number for one in (*([ending] if ending is not None else []), *later)]
    if announcement is not None:
        facts["announcement"] = announcement
    procedure.__parent__.journal.append("changed", procedure.code)
    procedure.__parent__.chain.append(act, "withdrawn", **facts)


def withdrawal_faults(procedure: Procedure, on: date, *, today: date) -> list[Refusal]:
    """What speaks against the procedure ending on that day, decided on `today`."""
    ending, later = affected(procedure, on)
    begun = [one for one in later if one.effective_from is not None and one.effective_from <= today]
    if begun:
        newest = begun[-1]
        return [TookEffectAfter(number=newest.number, day=f"{newest.effective_from:%d/%m/%Y}")]
    if ending is None and not later:
        return [NothingInForce(day=f"{on:%d/%m/%Y}", code=procedure.code)]
    return []


def affected(procedure: Procedure, on: date) -> tuple[Revision | None, list[Revision]]:
    """The revision whose days a withdrawal on this day would end, if any, and those that would never take effect."""
    last = procedure.in_effect(on)
    if last is not None and last.ended_on is not None and last.ended_on <= on:
        last = None
    later = [
        one
        for one in procedure.revisions.values()
        if one.takes_effect and one.effective_from is not None and one.effective_from > on
    ]
    return last, later


def cancel_scheduled(revision: Revision, *, reason: str, act: Act) -> None:
    """Take the approval of a text back before its day: it never takes effect, and what is in force stays.

    Raises NotScheduled, WithdrawnWithoutReason.
    """
    today, reason = act.at.astimezone(LOCAL).date(), clean_line(reason)
    if not revision.takes_effect or revision.effective_from is None or revision.effective_from <= today:
        raise NotScheduled()
    if not reason:
        raise WithdrawnWithoutReason()
    _withdraw(revision, today, reason, act)
    procedure = revision.procedure
    procedure.__parent__.journal.append("changed", procedure.code)
    procedure.__parent__.chain.append(act, "cancelled", code=procedure.code, revision=revision.number, reason=reason)


def _withdraw(revision: Revision, on: date, reason: str, act: Act) -> None:
    revision.withdrawn_on, revision.withdrawal_reason = on, reason
    revision.withdrawn_by, revision.withdrawn_at = act.by, act.at
