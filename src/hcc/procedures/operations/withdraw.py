"""Ending a procedure, and taking back the approval of a text whose day has not come."""

from datetime import date
from typing import Any

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, message

from ..announced_waiting import is_scheduled
from ..resources import Procedure, Revision
from .reopen_announced import reopen_emptied

END_TAKEN_BACK = "end taken back"
"""What the chain calls it when an end that was decided is not to be."""


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


class EndNotAsked(Refusal):
    text = message("In this office two people look at what ends. Ask for it first; a colleague approves it.")


class OwnEnding(Refusal):
    text = message("You asked for this yourself, and in this office another person approves it.")


class AskedOtherwise(Refusal):
    stale = True
    text = message("Something else is asked for by now. Look at the page again, then decide.")


class TextsMoved(Refusal):
    stale = True
    text = message(
        "Which texts of this procedure are approved changed after you opened this page. Look at what ends now, then "
        "decide again."
    )


def texts_stamp(procedure: Procedure) -> str:
    """What a page remembers of the texts that a withdrawal would end."""
    return " ".join(str(one.number) for one in procedure.revisions.values() if one.takes_effect)


def end_complaints(place: Procedure | Revision, act: Act, on: date | None = None) -> list[Refusal]:
    """Why this person may not end it, where two have to look at each text (`ProcedureFolder.four_eyes`)."""
    procedure = place if isinstance(place, Procedure) else place.procedure
    if not procedure.__parent__.four_eyes:
        return []
    asked = place.asked_end
    if asked is None:
        return [EndNotAsked()]
    if act.is_of(asked.by):
        return [OwnEnding()]
    return [AskedOtherwise()] if asked.on != on else []


def withdraw_procedure(
    procedure: Procedure,
    *,
    on: date,
    reason: str,
    act: Act,
    announcement: int | None = None,
    seen: str | None = None,
) -> None:
    """End a procedure: from the day `on` no text of it holds, and no approved one for a later day takes effect.

    Nothing is deleted; a new revision brings the procedure back. The day may have passed, where the decision came late,
    but not before the text in force took effect. `announcement` is the number of the decision that ends it: whoever
    publishes that has looked whether a second person is needed. `seen` is the `texts_stamp` of what was looked at;
    None: nobody waited between looking and deciding. Raises TextsMoved, TookEffectAfter, NothingInForce,
    WithdrawnWithoutReason, and what `end_complaints` finds.
    """
    today, reason = act.at.astimezone(LOCAL).date(), clean_line(reason)
    complaints = withdrawal_faults(procedure, on, today=today)
    if not complaints and seen is not None and seen != texts_stamp(procedure):
        complaints.append(TextsMoved())
    if announcement is None:
        complaints += end_complaints(procedure, act, on)
    refuse_if([*complaints, *([] if reason else [WithdrawnWithoutReason()])])
    ending, later = affected(procedure, on)
    asked_by = procedure.asked_end.by if procedure.asked_end is not None and announcement is None else ""
    for revision in later:
        _withdraw(revision, today, reason, act, asked_by)
    if ending is not None:
        _withdraw(ending, on, reason, act, asked_by)
    procedure.asked_end = None
    facts: dict[str, Any] = {"code": procedure.code, "on": on.isoformat(), "reason": reason}
    facts["revisions"] = [one.number for one in (*([ending] if ending is not None else []), *later)]
    if ending is not None and ending.effective_from is not None and ending.effective_from > on:
        # It came along with the program and held before: it ends on that day, and was not taken back before its own.
        facts["ending"] = ending.number
    if announcement is not None:
        facts["announcement"] = announcement
    if asked_by:
        facts["asked_by"] = asked_by
    procedure.__parent__.journal.append("changed", procedure.code)
    procedure.__parent__.chain.append(act, "withdrawn", **facts)
    if announcement is None:
        reopen_emptied(later, today=today, act=act)


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
    later = [one for one in procedure.revisions.values() if one.takes_effect and one.begins > on]
    return last, later


def cancel_scheduled(revision: Revision, *, reason: str, act: Act) -> None:
    """Take the approval of a text back before its day: it never takes effect, and what is in force stays.

    Raises NotScheduled, WithdrawnWithoutReason, and what `end_complaints` finds.
    """
    today, reason = act.at.astimezone(LOCAL).date(), clean_line(reason)
    if not is_scheduled(revision, today):
        raise NotScheduled()
    if not reason:
        raise WithdrawnWithoutReason()
    refuse_if(end_complaints(revision, act))
    asked_by = revision.asked_end.by if revision.asked_end is not None else ""
    cancel_approval(revision, reason=reason, act=act, asked_by=asked_by)
    reopen_emptied([revision], today=today, act=act)


def cancel_approval(revision: Revision, *, reason: str, act: Act, asked_by: str = "") -> None:
    """`cancel_scheduled` for a text of which is known that it waits, and that this person may decide."""
    _withdraw(revision, act.at.astimezone(LOCAL).date(), reason, act, asked_by)
    procedure = revision.procedure
    facts: dict[str, Any] = {"code": procedure.code, "revision": revision.number, "reason": reason}
    if asked_by:
        facts["asked_by"] = asked_by
    procedure.__parent__.journal.append("changed", procedure.code)
    procedure.__parent__.chain.append(act, "cancelled", **facts)


def take_end_back(revision: Revision, *, reason: str, act: Act) -> None:
    """Let a text that was to end on a day still to come hold on; or one that was overtaken by such an end take effect.

    Raises NotScheduled where its day has come, WithdrawnWithoutReason.
    """
    today, reason = act.at.astimezone(LOCAL).date(), clean_line(reason)
    day = revision.withdrawn_on if revision.takes_effect else revision.effective_from
    if revision.withdrawn_on is None or day is None or day <= today:
        raise NotScheduled()
    if not reason:
        raise WithdrawnWithoutReason()
    revision.withdrawn_on = revision.withdrawn_by = revision.withdrawn_at = None
    revision.withdrawal_reason = revision.withdrawal_asked_by = revision.replaced_by = ""
    procedure = revision.procedure
    procedure.__parent__.journal.append("changed", procedure.code)
    procedure.__parent__.chain.append(act, END_TAKEN_BACK, code=procedure.code, revision=revision.number, reason=reason)


def _withdraw(revision: Revision, on: date, reason: str, act: Act, asked_by: str) -> None:
    revision.asked_end, revision.withdrawal_asked_by = None, asked_by
    revision.withdrawn_on, revision.withdrawal_reason = on, reason
    revision.withdrawn_by, revision.withdrawn_at = act.by, act.at
