"""After a backup was brought back: how far the book on paper goes, before numbers are taken again."""

from datetime import datetime

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..resources import INK, Book, BookEntry, BookFolder, Requester, Signer
from ..workflow import ON_PAPER
from .numbering import check_book_clock, counter_name, refuse_closed_day

MOST_LOST = 500
"""Numbers a backup can be behind the paper book: ten days of a busy desk."""
CONFIRMED = "confirmed on paper"


class NothingToConfirm(Refusal):
    text = message("The last number on paper is confirmed already.")


class PaperBehind(Refusal):
    field = "last"
    text = message(
        "The book here has the numbers up to ${last} already. If the paper book ends before, write ${last}: "
        "what comes after stays, and can be struck."
    )


class PaperFarAhead(Refusal):
    field = "last"
    text = message("The book here ends at ${last}. Look again: more than ${most} numbers cannot be missing.")


def wait_for_paper(books: BookFolder, at: datetime) -> None:
    """A backup was brought back: no book takes numbers until its last number on paper was confirmed."""
    books.begin_kinds()
    for kind in books.kinds():
        kind.restored_at = at


def confirm_paper(books: BookFolder, *, kind: str, last: int, act: Act) -> Book:
    """The last number of this year in the paper book of a kind is `last` (0: none); numbering goes on after it.

    Numbers the backup does not know become lines that say so: they were given, and what they say stands on paper.
    """
    place = books[kind]
    if place.restored_at is None:
        raise NothingToConfirm()
    check_book_clock(books, kind, act.at)
    year = act.at.astimezone(LOCAL).year
    known = place.get(year)
    had = known.last_number if known is not None else 0
    if last < had:
        raise PaperBehind(last=had)
    if last > had + MOST_LOST:
        raise PaperFarAhead(last=had, most=MOST_LOST)
    if last > had and known is not None:
        refuse_closed_day(known, act.at)
    book = place.book(year)
    place.restored_at = None
    book.chain.append(act, CONFIRMED, last=last, had=had)
    if last > had:
        for number in range(had + 1, last + 1):
            book.add(number_alone(number, act.at, ON_PAPER))
        books.counters.begin_after(last, *counter_name(book))
        book.chain.append(act, ON_PAPER, first=had + 1, last=last)
    return book


def number_alone(number: int, at: datetime, state: str) -> BookEntry:
    """A line of which nothing is known but its number."""
    entry = BookEntry(
        number,
        at=at,
        way=INK,
        requester=Requester(""),
        title="",
        holder="",
        pages=0,
        copies=0,
        fee=0,
        signer=Signer("", "", "", ()),
        token="",
    )
    entry.state = state
    return entry
