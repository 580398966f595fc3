"""Reception numbers of the last two days of work, and what is brought up to date only when those days are over.

A number given is a term that lies anywhere in the search tree: with each reception a part of it would be written, and
soon its upper part too. The counter of the day, which is written anyway, knows whose each number is: it is asked for
the numbers of the last two days, and with the first number of another day those of the older one are put into the tree.
Two days and not one: somebody may still be at work on a number of yesterday when today's first is given.

In the same way a dossier that is received leaves its row among the submitted ones until then: those beside it there
would be written again with each that goes. Whoever reads that list passes over those that have a number
(`received_lately`).
"""

import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .resources import Dossier

RECEPTIONS = "reception"
"""The series of reception numbers: by unit and day."""
UNIT = 1
"""The one unit of a commune's centre; ids are unit << 32 | number."""
SERIAL_DIGITS = range(4, 8)
"""How many digits the serial of a reception number has."""


def receptions(day: date) -> tuple[str, str, str]:
    """The series of a day's reception numbers."""
    return RECEPTIONS, str(UNIT), day.isoformat()


def backwards(typed: str) -> str:
    """A number as its terms are kept: letters and digits alone, capitals, last first."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())[::-1]


class FreshNumbers:
    """The part of the folder that finds dossiers by the numbers of the last two days."""

    counters: Any
    _dossiers: Any
    settle_number: Callable[["Dossier"], None]
    strike_off: Callable[[int], None]
    fresh_days: tuple[date, ...] = ()
    """The days whose numbers the tree need not hold, the newer last; at most two."""

    def begin_day(self, day: date) -> None:
        """A number of this day is given: those of the day before the last are put into the tree, if it is another."""
        if day in self.fresh_days:
            return
        for past in self.fresh_days[:-1]:
            for _, id in self._numbers_of(past):
                self.settle_number(self._dossiers[id])
                self.strike_off(id)
        self.fresh_days = (*self.fresh_days[-1:], day)

    def received_lately(self) -> list[frozenset[int]]:
        """The dossiers that got their number on these days, by day."""
        return [self.counters.all_holders(*receptions(day)) for day in self.fresh_days]

    def _numbers_of(self, day: date) -> Iterator[tuple[int, int]]:
        """Serial and dossier of every number of a day."""
        held = self.counters.held(receptions(day), receptions(day))
        return ((serial, id) for _, serial, id in held if id in self._dossiers)

    def fresh_numbers(self, start: str) -> Iterator[tuple[str, int]]:
        """Terms that begin so, with their dossiers, in no order."""
        for day in self.fresh_days:
            name = receptions(day)
            for serial in _serials(start, self.counters.last(*name)):
                holder = self.counters.holder(serial, *name)
                dossier = self._dossiers.get(holder) if holder is not None else None
                if dossier is not None and (term := backwards(dossier.reception_number)).startswith(start):
                    yield term, dossier.id

    def fresh_holder(self, term: str) -> int | None:
        """The dossier that has a number with this term, if any has; its agency is not looked at."""
        typed = term[::-1]
        days = {f"{day:%y%m%d}": day for day in self.fresh_days}
        for digits in SERIAL_DIGITS:
            serial, day = typed[-digits:], days.get(typed[-digits - 6 : -digits])
            if day is not None and serial.isascii() and serial.isdecimal():
                holder = self.counters.holder(int(serial), *receptions(day))
                if holder is not None:
                    return holder
        return None


def _serials(start: str, last: int) -> set[int]:
    """Serials as far as `last` that a term with this beginning may have."""
    found: set[int] = set()
    for digits in SERIAL_DIGITS:
        tail = start[:digits][::-1]
        if not tail:
            found.update(range(1, last + 1))
        elif tail.isascii() and tail.isdecimal():
            found.update((int(tail),) if len(tail) == digits else range(int(tail), last + 1, 10 ** len(tail)))
    return {serial for serial in found if 0 < serial <= last}
