"""Making a draft the text citizens see."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, message

from ..events import RevisionPublished
from ..process_in_order import process_complaints
from ..readiness import readiness, surroundings
from ..record import ProcedureRecord
from ..resources import Procedure, Revision
from ..text_digest import text_digest


class AlreadyApproved(Refusal):
    text = message("This revision was already published. Open the procedure again to see it.")


class BeforeTheFormer(Refusal):
    text = message(
        "The day of effect ${day} is before that of revision ${number}, ${former}. Choose that day or a later one."
    )
    field = "effective"


class BeforeTheScheduled(Refusal):
    text = message(
        "Revision ${number} is approved for ${former}, after ${day}. Choose that day or a later one, or take the "
        "approval of revision ${number} back first."
    )
    field = "effective"


class ReasonMissing(Refusal):
    text = message("${day} has passed. Say why the text takes effect on a day in the past.")
    field = "reason"


class OwnText(Refusal):
    text = message(
        "You wrote this text, and in this office another person approves it. Submit it and ask a colleague to look."
    )


class NotSubmitted(Refusal):
    text = message("${by} is still writing this text. It can be approved once it was submitted.")


def effective_day(record: ProcedureRecord, asked: date) -> date:
    """The day a text takes effect: the one asked for, but never before the first day it was announced for.

    An announced day that has passed changes nothing: citizens see the text from the day it is published here.
    """
    return asked if record.effective_from is None else max(asked, record.effective_from)


def with_its_day(record: ProcedureRecord, effective: date) -> ProcedureRecord:
    """The text with the day it takes effect in place of the first day it names, if it names one."""
    over = record.effective_to is not None and record.effective_to < effective
    if record.effective_from in (None, effective) or over:
        return record
    return replace(record, effective_from=effective)


def day_complaints(procedure: Procedure, effective: date, *, today: date, reason: str = "") -> list[Refusal]:
    """What speaks against a new revision of this procedure taking effect on that day, decided on `today`."""
    found: list[Refusal] = []
    last = last_in_line(procedure)
    if last is not None and last.effective_from is not None and effective < last.begins:
        refusal = BeforeTheScheduled if last.effective_from > today else BeforeTheFormer
        facts = {"day": f"{effective:%d/%m/%Y}", "former": f"{last.begins:%d/%m/%Y}", "number": last.number}
        found.append(refusal(**facts, code=procedure.code))
    if effective < today and not reason:
        found.append(ReasonMissing(day=f"{effective:%d/%m/%Y}", code=procedure.code))
    return found


def last_in_line(procedure: Procedure) -> Revision | None:
    """The approved revision with the latest day of effect: none may take effect before it."""
    line = [one for one in procedure.revisions.values() if one.takes_effect]
    return max(line, key=lambda one: (one.begins, one.number), default=None)


def approver_complaints(revision: Revision, act: Act) -> list[Refusal]:
    """Why this person may not approve the text, where two have to look at each (`ProcedureFolder.four_eyes`)."""
    if not revision.procedure.__parent__.four_eyes:
        return []
    if act.is_of(revision.made_by):
        return [OwnText()]
    return [NotSubmitted(by=revision.made_by)] if revision.submitted_at is None else []


def publish_revision(
    revision: Revision, *, effective: date, act: Act, reason: str = "", announcement: int | None = None
) -> date:
    """Approve a draft for a day; from that day on it is the published one and the former is superseded.

    Answers the day: `effective`, or the announced first day where that is later. A day that has passed needs a
    `reason`; dossiers received since then keep the text they were received under. `announcement` is the number of the
    decision it is published from. A text whose last day has passed may be published: so a procedure is shown as no
    longer in force. Raises AlreadyApproved, or everything that is wrong with the text (`readiness`) and every complaint
    of `day_complaints` and `approver_complaints`.
    """
    wrong = readiness(revision.record, surroundings(revision.procedure.__parent__)).wrong
    return put_in_force(
        revision, effective=effective, act=act, reason=reason, announcement=announcement, complaints=wrong, chosen=True
    )


def put_in_force(
    revision: Revision,
    *,
    effective: date,
    act: Act,
    reason: str = "",
    announcement: int | None = None,
    complaints: Iterable[Refusal] = (),
    chosen: bool = False,
) -> date:
    """`publish_revision` for a text whose `complaints` are known: a file's, which has been read by the same rules.

    `chosen`: a person chose the day, and where the text names another as its first the chosen one is written into it:
    what holds and what is read must be one day.
    """
    if revision.approved_at is not None:
        raise AlreadyApproved()
    procedure, reason = revision.procedure, clean_line(reason)
    effective, today = effective_day(revision.record, effective), act.at.astimezone(LOCAL).date()
    of_the_day = day_complaints(procedure, effective, today=today, reason=reason)
    of_process = process_complaints(procedure, revision.record, day=today)
    refuse_if([*complaints, *approver_complaints(revision, act), *of_the_day, *of_process])
    if chosen:
        revision.record = with_its_day(revision.record, effective)
    revision.approved_by, revision.approved_at, revision.effective_from = act.by, act.at, effective
    if effective < today:
        revision.approval_reason = reason
    revision.announcement = announcement
    folder = procedure.__parent__
    folder.journal.append("changed", procedure.code)
    facts: dict[str, Any] = {"code": procedure.code, "revision": revision.number, "effective": effective.isoformat()}
    facts["digest"] = text_digest(revision.record)
    if effective < today:
        facts["reason"] = reason
    if announcement is not None:
        facts["announcement"] = announcement
    folder.chain.append(act, "published", **facts)
    act.announce(RevisionPublished(revision))
    return effective
