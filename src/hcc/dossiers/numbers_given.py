"""Dossiers by the numbers they were given: at reception, by another system, on a slip, by the clerk's register."""

from typing import TYPE_CHECKING, Any

from hcc.core.identifiers import reception_place
from hcc.core.line_trees import LineTree

from .fresh_numbers import receptions
from .results import Result
from .slips import Slip

if TYPE_CHECKING:
    from .resources import Dossier


class NumbersGiven:
    """The part of the folder that knows whose each number is."""

    counters: Any
    _dossiers: Any
    all: Any
    _numbers: Any
    """Dossier codes that are no reception numbers -> dossier. Of those the counter of the day knows whose they are."""
    slips: Any
    """(Kind, year, number) of a slip -> dossier."""
    outgoing: Any
    """(Symbol, year, number) in the clerk's register of outgoing papers -> dossier."""

    def by_number(self, number: str) -> "Dossier | None":
        """The dossier with this reception number or dossier code."""
        found = self._numbers.get(number)
        if found is not None:
            return self._dossiers[found]
        place = reception_place(number)
        found = self.counters.holder(place[1], *receptions(place[0])) if place is not None else None
        dossier = self._dossiers.get(found) if found is not None else None
        return dossier if dossier is not None and dossier.reception_number == number else None

    def number(self, dossier: "Dossier") -> None:
        """Make the dossier findable by the numbers it was given."""
        if (place := reception_place(dossier.reception_number)) is not None:
            self.counters.keep(place[1], dossier.id, *receptions(place[0]))
        if dossier.dossier_code not in ("", dossier.reception_number):
            self._numbers[dossier.dossier_code] = dossier.id

    def begin_numbers(self) -> None:
        """Note anew whose every number is."""
        self._numbers = LineTree()
        for dossier in self.all():
            self.number(dossier)

    def forget_number(self, number: str) -> None:
        """A number that was a mistake leads nowhere any more."""
        self._numbers.pop(number, None)

    def keep_slip(self, dossier: "Dossier", slip: Slip) -> None:
        """Make the dossier findable by a slip that was taken for it."""
        self.slips[(slip.kind.value, slip.year, slip.number)] = dossier.id

    def by_slip(self, kind: str, year: int, number: int) -> "Dossier | None":
        """The dossier for which this slip was taken."""
        found = self.slips.get((kind, year, number))
        return self._dossiers[found] if found is not None else None

    def by_outgoing(self, symbol: str, year: int, number: str) -> "Dossier | None":
        """The dossier whose result went out under this number of the clerk's register."""
        found = self.outgoing.get((symbol, year, number))
        return self._dossiers[found] if found is not None else None

    def keep_outgoing(self, dossier: "Dossier", result: Result) -> None:
        """The result's number in the clerk's register is taken."""
        assert result.registered_on is not None  # it was registered on some day
        self.outgoing[(result.symbol, result.registered_on.year, result.number)] = dossier.id

    def forget_outgoing(self, result: Result) -> None:
        """A registered result that is sent back gives its number free: the clerk strikes or uses it again."""
        if result.registered_on is not None:
            self.outgoing.pop((result.symbol, result.registered_on.year, result.number), None)
