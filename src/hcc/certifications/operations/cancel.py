"""Taking back an issued paper: what it says no longer counts, and the public check says so to whoever holds it."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import clean_text, message

from ..resources import BookEntry
from ..workflow import CANCELLED, ISSUED, REPLACED, WORKFLOW

REASON_LIMIT = 500


class CancelReasonMissing(Refusal):
    field = "cancel-reason"
    text = message("Write why the paper is cancelled: the public check shows the reason. Name nobody in it.")


class ReplacementWrong(Refusal):
    field = "replaced-by"
    text = message(
        "The paper that replaces this one must be issued already and stand in the same book under another number."
    )


def cancel(entry: BookEntry, *, reason: str, replaced_by: int | None = None, act: Act) -> None:
    """Cancel an issued paper; with `replaced_by`, the number in the same book of the one issued in its place.

    Its number and what stands in the line stay: copies of the paper may be anywhere.
    """
    reason = clean_text(reason)[:REASON_LIMIT]
    if not reason:
        raise CancelReasonMissing()
    target = WORKFLOW.target("cancel", entry.state, CANCELLED if replaced_by is None else REPLACED)
    if replaced_by is not None:
        other = _issued(entry, replaced_by)
        entry.replaced_by = other.number
    entry.state, entry.cancelled_at, entry.cancelled_reason = target, act.at, reason
    facts = {"number": entry.number, "reason": reason}
    entry.book.chain.append(act, target, **facts if replaced_by is None else {**facts, "by": replaced_by})


def _issued(entry: BookEntry, number: int) -> BookEntry:
    try:
        other = entry.book[str(number)]
    except KeyError:
        raise ReplacementWrong() from None
    if other is entry or other.state != ISSUED:
        raise ReplacementWrong()
    return other
