"""Making a draft the text citizens see."""

from datetime import date

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import message

from ..events import RevisionPublished
from ..record import ProcedureRecord
from ..resources import Procedure, Revision


class AlreadyApproved(Refusal):
    text = message("This revision was already published. Open the procedure again to see it.")


class EffectiveInThePast(Refusal):
    text = message("The day of effect ${day} is before the one in force. Choose today or a later day.")


def effective_day(record: ProcedureRecord, asked: date) -> date:
    """The day a text takes effect: the one asked for, but never before the first day it was announced for.

    An announced day that has passed changes nothing: citizens see the text from the day it is published here.
    """
    return asked if record.effective_from is None else max(asked, record.effective_from)


def day_complaints(procedure: Procedure, effective: date) -> list[Refusal]:
    """What speaks against a new revision of this procedure taking effect on that day."""
    approved = [r.effective_from for r in procedure.revisions.values() if r.approved_at is not None]
    if approved and effective < max(approved):
        return [EffectiveInThePast(day=f"{effective:%d/%m/%Y}", code=procedure.code)]
    return []


def publish_revision(revision: Revision, *, effective: date, act: Act) -> date:
    """Approve a draft for a day; from that day on it is the published one and the former is superseded.

    Answers the day: `effective`, or the announced first day where that is later. A text whose last day has passed may
    be published: so a procedure is shown as no longer in force. Raises AlreadyApproved, EffectiveInThePast.
    """
    if revision.approved_at is not None:
        raise AlreadyApproved()
    procedure = revision.procedure
    effective = effective_day(revision.record, effective)
    refuse_if(day_complaints(procedure, effective))
    revision.approved_by, revision.approved_at, revision.effective_from = act.by, act.at, effective
    folder = procedure.__parent__
    folder.journal.append("changed", procedure.code)
    folder.chain.append(
        act, "published", code=procedure.code, revision=revision.number, effective=effective.isoformat()
    )
    act.announce(RevisionPublished(revision))
    return effective
