"""Bringing back the text of an earlier revision, as a new one."""

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, message

from ..resources import Procedure, Revision


class NoSuchRevision(Refusal):
    text = message("There is no revision ${number} of this procedure. Choose one of the list.")


class DraftInTheWay(Refusal):
    text = message(
        "${by} is writing revision ${number} of this procedure. Publish that draft or bring it in line first: nothing "
        "of it may be lost."
    )


class InForceAlready(Refusal):
    text = message("Revision ${number} says the same as the text in force. There is nothing to bring back.")


class ReturnedWithoutReason(Refusal):
    text = message("Say why the earlier text comes back.")
    field = "reason"


def return_to(procedure: Procedure, *, number: int, reason: str, act: Act) -> Revision:
    """Begin a new draft with the text of an earlier revision. Nothing is deleted, and nothing is published yet.

    Raises NoSuchRevision, DraftInTheWay, InForceAlready, ReturnedWithoutReason.
    """
    chosen, draft, reason = procedure.revisions.get(number), procedure.draft(), clean_line(reason)
    if chosen is None:
        raise NoSuchRevision(number=number)
    complaints: list[Refusal] = []
    if draft is not None:
        complaints.append(DraftInTheWay(by=draft.made_by, number=draft.number))
    today = act.at.astimezone(LOCAL).date()
    in_force = procedure.published(today)
    lasts = in_force is not None and in_force.ended_on is None and procedure.upcoming(today) is None
    if in_force is not None and lasts and in_force.record == chosen.record:
        complaints.append(InForceAlready(number=number))
    if not reason:
        complaints.append(ReturnedWithoutReason())
    refuse_if(complaints)
    revision = procedure.add_revision(chosen.record, made_by=act.by, made_at=act.at, base=procedure.latest().number)
    revision.copy_of, revision.why = number, reason
    procedure.__parent__.chain.append(
        act, "returned", code=procedure.code, revision=revision.number, to=number, reason=reason
    )
    return revision
