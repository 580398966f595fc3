"""Certification books (sổ chứng thực): one a kind and year, with volumes, closings and a chain of evidence."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from BTrees.IOBTree import IOBTree
from persistent import Persistent

from hcc.core.calendar import LOCAL
from hcc.core.evidence import LongChain
from hcc.core.folder import number_name
from hcc.core.short_leaves import NumberedTree

from . import workflow
from .book_kinds import BOOK_KINDS
from .closings import AMOUNTS, Closing, Tally, Volume, sum_of, tally_of
from .entries import BookEntry
from .outage import OutagePad
from .rights import BOOK_ACL


class Book(Persistent):
    """One book of one kind and year. Numbers run through the year, across its volumes; the chain is its evidence."""

    closed: Closing | None = None
    """The closing of the year (khóa sổ), after which nothing is written."""
    __acl__ = BOOK_ACL

    def __init__(self, kind: str, year: int) -> None:
        self.__name__ = str(year)
        self.kind = kind
        self.year = year
        self.volumes: tuple[Volume, ...] = (Volume(1, 1),)
        self._entries = NumberedTree()
        self._closings = IOBTree()
        self._by_hand = NumberedTree()
        self._open = NumberedTree()
        self.chain = LongChain()

    pads: tuple[OutagePad, ...] = ()
    """Printed pads, the oldest first."""
    __parent__: Any = None

    @property
    def symbol(self) -> str:
        return BOOK_KINDS[self.kind]

    @property
    def volume(self) -> Volume:
        """The volume being written."""
        return self.volumes[-1]

    def volume_of(self, number: int) -> Volume:
        """The volume in which a number stands, or would stand."""
        return [one for one in self.volumes if one.first <= number][-1]

    @property
    def volume_line(self) -> str:
        """ "01/2026 - SCT/BS", as after "Quyển số:"."""
        return self.line_of(self.volume)

    def volume_line_of(self, number: int) -> str:
        return self.line_of(self.volume_of(number))

    def line_of(self, volume: Volume) -> str:
        return f"{volume.number:02d}/{self.year} - {self.symbol}"

    def __getitem__(self, name: str) -> BookEntry:
        return self._entries[number_name(name, 9)]

    def add(self, entry: BookEntry) -> None:
        entry.__parent__ = self
        self._entries[entry.number] = entry
        if entry.state in workflow.OPEN_STATES:
            self._by_hand[entry.number] = entry
            self._open[entry.number] = entry

    def settled(self, entry: BookEntry) -> None:
        """The line is a number alone no more."""
        del self._open[entry.number]

    @property
    def by_hand(self) -> Iterator[BookEntry]:
        """Lines that began as a number alone: of an outage pad, or given on paper and lost here."""
        return iter(self._by_hand.values())

    def open_lines(self, *states: str) -> list[BookEntry]:
        """Lines by hand that are in one of these states still, by number; in any open state when none is named."""
        return [entry for entry in self._open.values() if entry.state in (states or workflow.OPEN_STATES)]

    def pad_of(self, number: int) -> OutagePad | None:
        """The pad on a sheet of which a number stands."""
        return next((pad for pad in self.pads if pad.first <= number <= pad.last), None)

    def latest(self, limit: int, before: int | None = None) -> list[BookEntry]:
        """The newest lines, newest first, those numbered below `before`."""
        top = min(before - 1, self.last_number) if before is not None else self.last_number
        return [self._entries[number] for number in range(top, max(top - limit, self.first_number - 1), -1)]

    def __iter__(self) -> Iterator[BookEntry]:
        return iter(self._entries.values())

    def entries(self, first: int, last: int | None = None) -> Iterator[BookEntry]:
        """Lines from a number on, up to another, both taken in."""
        return iter(self._entries.values(min=first, max=last) if last is not None else self._entries.values(min=first))

    def entries_of(self, volume: Volume) -> Iterator[BookEntry]:
        """The lines of one volume."""
        later = [one.first for one in self.volumes if one.number > volume.number]
        return self.entries(volume.first, later[0] - 1 if later else None)

    @property
    def first_number(self) -> int:
        """Where numbers begin: 1, or what a paper book that was taken over left."""
        return self.volumes[0].first

    @property
    def last_number(self) -> int:
        """The last number taken, on paper or here."""
        return self._entries.maxKey() if self._entries else self.first_number - 1

    @property
    def empty(self) -> bool:
        return not self._entries

    def tally(self, first: int | None = None, last: int | None = None, as_of: datetime | None = None) -> Tally:
        """What the lines come to, or came to at the moment `as_of`."""
        return tally_of(list(self.entries(self.first_number if first is None else first, last)), as_of)

    @property
    def tally_so_far(self) -> Tally:
        """What all lines come to, closed days by what was written down of them: not line by line."""
        if self.closed is not None:
            return self.closed.tally
        open_days = self.tally(self.closed_number + 1)
        total = sum_of([closing.tally for closing in self.closings] + [open_days])
        for entry in self._settled_after_closing:
            then, now = tally_of([entry], entry.at), tally_of([entry])
            total = replace(total, **{n: getattr(total, n) + getattr(now, n) - getattr(then, n) for n in AMOUNTS})
        return total

    @property
    def _settled_after_closing(self) -> list[BookEntry]:
        """Lines that were open when their day was closed, and are entered or struck by now."""
        late = [entry for entry in self.by_hand if entry.settled_at is not None and entry.number <= self.closed_number]
        return [entry for entry in late if entry.state_at(self._closing_of(entry).at) != entry.state]

    def _closing_of(self, entry: BookEntry) -> Closing:
        return self._closings[entry.at.astimezone(LOCAL).date().toordinal()]

    # Closings

    def close(self, closing: Closing) -> None:
        self._closings[closing.day.toordinal()] = closing

    @property
    def closings(self) -> list[Closing]:
        """Closed days, the oldest first."""
        return list(self._closings.values())

    @property
    def closed_through(self) -> date | None:
        """The last closed day: that day and those before it take no more lines."""
        return date.fromordinal(self._closings.maxKey()) if self._closings else None

    def open_before(self, today: date) -> date | None:
        """The first day before today that has lines and was not closed; None when there is none."""
        first = next(self.entries(self.closed_number + 1), None)
        day = first.at.astimezone(LOCAL).date() if first is not None else today
        return day if day < today else None

    @property
    def closed_number(self) -> int:
        """The last number of closed days."""
        numbers = [closing.tally.last for closing in self._closings.values() if closing.tally.last]
        return max(numbers, default=self.first_number - 1)


class BookKind(Persistent):
    """/chung-thuc/ban-sao: the books of one kind, by year."""

    restored_at: datetime | None = None
    """When a backup was brought back: no number is taken until the last one on paper was confirmed."""
    __acl__ = BOOK_ACL

    def __init__(self, kind: str) -> None:
        self.__name__ = kind
        self.kind = kind
        self._books = IOBTree()

    __parent__: Any = None

    def __getitem__(self, name: str) -> Book:
        return self._books[number_name(name, 4)]

    @property
    def symbol(self) -> str:
        return BOOK_KINDS[self.kind]

    def get(self, year: int) -> Book | None:
        return self._books.get(year)

    def book(self, year: int) -> Book:
        """The book of a year, begun when its first number is taken."""
        found = self._books.get(year)
        if found is None:
            found = self._books[year] = Book(self.kind, year)
            found.__parent__ = self
        return found

    def __iter__(self) -> Iterator[Book]:
        return iter(self._books.values())
