"""Throwing a draft away: nothing is deleted, the text stays in the history under its number."""

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, message

from ..resources import Procedure, Revision
from .edit import draft_stamp


class NoDraftToDiscard(Refusal):
    text = message("There is no draft any more. Open the history to see what became of it.")


class DraftMovedMeanwhile(Refusal):
    stale = True
    text = message("${by} saved this draft after you opened the page. Look at it, then throw it away if you want to.")


class OnlyText(Refusal):
    text = message("This procedure has no other text. Put the draft right instead of throwing it away.")


class DiscardedWithoutReason(Refusal):
    text = message("Say why, for whoever reads the history.")
    field = "reason"


def discard_draft(procedure: Procedure, *, seen: str, reason: str, act: Act) -> Revision:
    """Give up the draft, as it was at `seen` (`draft_stamp`): the procedure goes on from the text before it.

    Raises NoDraftToDiscard, DraftMovedMeanwhile, OnlyText, DiscardedWithoutReason.
    """
    draft, reason = procedure.draft(), clean_line(reason)
    if draft is None:
        raise NoDraftToDiscard()
    complaints: list[Refusal] = []
    if seen != draft_stamp(procedure):
        complaints.append(DraftMovedMeanwhile(by=draft.made_by))
    if all(one is draft or one.discarded_at is not None for one in procedure.revisions.values()):
        complaints.append(OnlyText())
    if not reason:
        complaints.append(DiscardedWithoutReason())
    refuse_if(complaints)
    draft.discarded_by, draft.discarded_at, draft.discard_reason = act.by, act.at, reason
    folder = procedure.__parent__
    folder.chain.append(act, "discarded", code=procedure.code, revision=draft.number, reason=reason)
    return draft
