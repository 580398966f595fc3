"""Striking what was not used of the outage pad, in one act with one reason."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..resources import Book, BookEntry, BookFolder
from ..workflow import RESERVED
from .close import YearIsClosed
from .numbering import check_book_clock
from .strike import strike


class NothingReserved(Refusal):
    field = "first"
    text = message("No number from ${first} to ${last} is reserved and open. Look at the list of outstanding numbers.")


def strike_unused(books: BookFolder, *, book: Book, first: int, last: int, reason: str, act: Act) -> list[BookEntry]:
    """Strike every number from `first` to `last` that is still reserved; the others are left as they are."""
    if book.closed is not None:
        raise YearIsClosed(book=book.volume_line)
    check_book_clock(books, book.kind, act.at)
    unused = [entry for entry in book.open_lines(RESERVED) if first <= entry.number <= last]
    if not unused:
        raise NothingReserved(first=first, last=last)
    for entry in unused:
        strike(books, entry=entry, reason=reason, act=act)
    return unused
