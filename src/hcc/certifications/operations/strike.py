"""Striking a number that was taken and cannot be used; the row stays with its reason."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import clean_text, message

from ..resources import BookEntry, BookFolder, tray_key
from ..workflow import RESERVED, WORKFLOW


class StrikeReasonMissing(Refusal):
    text = message("Write why the number is struck: the reason stands in the book.")


def strike(books: BookFolder, *, entry: BookEntry, reason: str, act: Act) -> None:
    """Strike the row; its number is never used again."""
    reason = clean_text(reason)[:500]
    if not reason:
        raise StrikeReasonMissing()
    target = WORKFLOW.target("strike", entry.state)
    if entry.state == RESERVED:
        entry.settle(target, act.at)
    else:
        entry.state = target
    entry.struck_reason = reason
    books.waiting.pop(tray_key(entry), None)
    entry.book.chain.append(act, "struck", number=entry.number, reason=reason)
