"""Marking a printed paper as signed and sealed in ink."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..resources import INK, BookEntry, BookFolder, tray_key
from ..workflow import WORKFLOW


class NotInk(Refusal):
    text = message("This is an electronic copy: the signer signs it at their own desk.")


def confirm(books: BookFolder, *, entry: BookEntry, act: Act) -> None:
    """The paper was signed and sealed by hand: it is issued."""
    if entry.way != INK:
        raise NotInk()
    entry.state = WORKFLOW.target("confirm", entry.state)
    entry.issued_at = act.at
    books.waiting.pop(tray_key(entry), None)
    entry.book.chain.append(act, "signed in ink", number=entry.number)
