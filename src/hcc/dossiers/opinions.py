"""Opinions that officials of the centre are asked for, found by who is asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from BTrees.OOBTree import OOTreeSet

from .workflow import CONSULTING

if TYPE_CHECKING:
    from .resources import Dossier

Key = tuple[str, int, int, int]
"""Login of who is asked, day until which, dossier, number of the consultation within it."""
_AFTER_EVERY_DAY = 1 << 40
MOST = 50
"""Opinions read at once for one official: nobody owes more."""


@dataclass(frozen=True)
class AskedOpinion:
    """An opinion somebody owes, as a desk shows it."""

    until: date
    token: str
    number: str
    title: str
    question: str


class Opinions:
    """The part of the folder that knows who is asked for an opinion."""

    _dossiers: Any
    _opinions: Any = None
    """Every opinion that is owed. None in an older database until its evolution step makes it."""

    def __init__(self) -> None:
        super().__init__()
        self._opinions = OOTreeSet()

    def begin_opinions(self, dossiers: Iterable["Dossier"]) -> None:
        """Make the tree anew, of every dossier there is."""
        self._opinions = OOTreeSet()
        for dossier in dossiers:
            self.note_opinions(dossier)

    def note_opinions(self, dossier: "Dossier") -> None:
        """Something was done to the dossier: what is asked stands here, what was answered or rests does not."""
        if self._opinions is None or not dossier.consultations:
            return
        owed = set(_keys(dossier))
        for key in _keys(dossier, every=True):
            if key in owed and key not in self._opinions:
                self._opinions.add(key)
            elif key not in owed and key in self._opinions:
                self._opinions.remove(key)

    def opinions_of(self, login: str) -> list[AskedOpinion]:
        """What this official is asked, the most urgent first; at most MOST."""
        if self._opinions is None:
            return []
        keys = self._opinions.keys(min=(login, 0, 0, 0), max=(login, _AFTER_EVERY_DAY, 0, 0))
        return [_asked(self._dossiers[dossier], number) for _, _, dossier, number in islice(keys, MOST)]

    def opinion_faults(self, dossiers: Iterable["Dossier"]) -> Iterator[str]:
        """Where the tree and the dossiers disagree."""
        should = {key for dossier in dossiers for key in _keys(dossier)}
        if self._opinions is not None and set(self._opinions) != should:
            yield "opinions are asked of other officials than it should"


def _keys(dossier: "Dossier", *, every: bool = False) -> Iterator[Key]:
    for one in dossier.consultations:
        if one.login and (every or (one.open and dossier.state == CONSULTING)):
            yield one.login, one.due.toordinal(), dossier.id, one.number


def _asked(dossier: "Dossier", number: int) -> AskedOpinion:
    asked = next(one for one in dossier.consultations if one.number == number)
    return AskedOpinion(asked.due, dossier.token, dossier.number_shown, dossier.record.title, asked.question)
