"""Making a draft the text citizens see."""

from datetime import date

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import message

from ..events import RevisionPublished
from ..resources import Procedure, Revision


class AlreadyApproved(Refusal):
    text = message("This revision was already published. Open the procedure again to see it.")


class EffectiveInThePast(Refusal):
    text = message("The day of effect ${day} is before the one in force. Choose today or a later day.")


def day_complaints(procedure: Procedure, effective: date) -> list[Refusal]:
    """What speaks against a new revision of this procedure taking effect on that day."""
    approved = [r.effective_from for r in procedure.revisions.values() if r.approved_at is not None]
    if approved and effective < max(approved):
        return [EffectiveInThePast(day=f"{effective:%d/%m/%Y}", code=procedure.code)]
    return []


def publish_revision(revision: Revision, *, effective: date, act: Act) -> None:
    """Approve a draft for a day; from that day on it is the published one and the former is superseded."""
    if revision.approved_at is not None:
        raise AlreadyApproved()
    procedure = revision.procedure
    refuse_if(day_complaints(procedure, effective))
    revision.approved_by, revision.approved_at, revision.effective_from = act.by, act.at, effective
    folder = procedure.__parent__
    folder.journal.append("changed", procedure.code)
    folder.chain.append(
        act, "published", code=procedure.code, revision=revision.number, effective=effective.isoformat()
    )
    act.announce(RevisionPublished(revision))
