"""Volumes of a book, and what its lines come to when a day or the year is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from .workflow import ON_PAPER, RESERVED, STRUCK

if TYPE_CHECKING:
    from .entries import BookEntry


@dataclass(frozen=True)
class Volume:
    """One volume (quyển số) of a year's book: its number, and the first certification number in it."""

    number: int
    first: int


@dataclass(frozen=True)
class Tally:
    """What lines come to. `papers`, `copies` and `fee` (đồng) count written lines only: neither struck ones, nor those
    known on paper alone or reserved for the outage pad.
    """

    first: int = 0
    """The first number; 0 when there is no line, as is `last`."""
    last: int = 0
    struck: int = 0
    on_paper: int = 0
    papers: int = 0
    copies: int = 0
    fee: int = 0
    reserved: int = 0
    """Numbers of the outage pad that are neither entered nor struck."""

    @property
    def numbers(self) -> int:
        return self.last - self.first + 1 if self.last else 0

    @property
    def facts(self) -> dict[str, int]:
        """As a chain records it."""
        return {**vars(self), "numbers": self.numbers}


AMOUNTS = ("struck", "on_paper", "papers", "copies", "fee", "reserved")
"""What of a tally adds up."""


@dataclass(frozen=True)
class Closing:
    """A day closed, or with its last day the year: when, by whom, and what its lines came to."""

    day: date
    at: datetime
    by: str
    tally: Tally
    said: str = ""
    """Why it was closed although numbers of the outage pad were outstanding."""


def sum_of(tallies: Sequence[Tally]) -> Tally:
    """What days in a row come to together."""
    written = [tally for tally in tallies if tally.last]
    if not written:
        return Tally()
    sums = {name: sum(getattr(tally, name) for tally in written) for name in AMOUNTS}
    return Tally(first=written[0].first, last=written[-1].last, **sums)


def tally_of(entries: Sequence["BookEntry"], as_of: datetime | None = None) -> Tally:
    """The tally of lines in a row; `as_of` a moment, what was entered or struck of the outage pad later is open."""
    if not entries:
        return Tally()
    states = [entry.state_at(as_of) for entry in entries]
    unwritten = (STRUCK, ON_PAPER, RESERVED)
    written = [entry for entry, state in zip(entries, states, strict=True) if state not in unwritten]
    return Tally(
        first=entries[0].number,
        last=entries[-1].number,
        struck=states.count(STRUCK),
        on_paper=states.count(ON_PAPER),
        papers=sum(entry.papers for entry in written),
        copies=sum(entry.copies for entry in written),
        fee=sum(entry.fee for entry in written),
        reserved=states.count(RESERVED),
    )
