"""What was certified in a period, from the books: copies, cases and fees by kind, as the ministry's report asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from hcc.core.calendar import LOCAL

from .closings import Tally, tally_of
from .resources import COPIES, ELECTRONIC, Book, BookEntry, BookFolder, BookKind
from .workflow import NUMBERED


@dataclass(frozen=True)
class KindFigures:
    """One kind of book in a period, by the day on which numbers were taken."""

    kind: str
    symbol: str
    numbers: int
    """All of them, struck ones too."""
    tally: Tally
    electronic_copies: int
    """Of the copies, those issued as files."""
    waiting: int
    """Numbers among them that are not signed yet: they count, and may still be struck."""

    @property
    def copies(self) -> int:
        return self.tally.copies

    @property
    def cases(self) -> int:
        """Cases (việc): papers in which signatures, translations or contracts were certified; not copies."""
        return 0 if self.kind == COPIES else self.tally.papers


def figures_of(books: BookFolder, first: date, last: date) -> list[KindFigures]:
    """A line for every kind of book, from the first day to the last, both taken in, on the office's clock."""
    return [_of_kind(books, kind, first, last) for kind in books.kinds()]


def _of_kind(books: BookFolder, kind: BookKind, first: date, last: date) -> KindFigures:
    entries = [entry for book in kind for entry in _within(book, first, last)]
    tally = tally_of(entries)
    return KindFigures(
        kind=kind.kind,
        symbol=kind.symbol,
        numbers=len(entries),
        tally=tally,
        electronic_copies=sum(entry.copies for entry in entries if entry.way == ELECTRONIC and entry.paper is not None),
        waiting=sum(entry.state == NUMBERED for entry in entries),
    )


def _within(book: Book, first: date, last: date) -> Iterator[BookEntry]:
    """Lines of these days; numbers are taken in the order of time, so the rest need not be read.

    What was entered afterwards counts on the day it was certified on paper.
    """
    if not first.year <= book.year <= last.year:
        return
    begin = datetime.combine(first, time(), LOCAL)
    for entry in book.entries(_first_since(book, begin)):
        if entry.at.astimezone(LOCAL).date() > last:
            break
        if entry.given is None:
            yield entry
    for entry in book.by_hand:
        if entry.given is not None and first <= entry.given.at.astimezone(LOCAL).date() <= last:
            yield entry


def _first_since(book: Book, moment: datetime) -> int:
    """The first number taken at the moment or later, found by halving."""
    low, high = book.first_number, book.last_number + 1
    while low < high:
        middle = (low + high) // 2
        if book[str(middle)].at < moment:
            low = middle + 1
        else:
            high = middle
    return low
