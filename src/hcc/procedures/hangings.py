"""What hangs where (niêm yết): which sheet of which revision is pinned up at which place, by whom, since when.

NĐ 63/2010/NĐ-CP art. 16-17: procedures are posted where they are received. A sheet is stale once the text it shows, or
a fee of the council on it, is not the one in force any more; that is reckoned from dates, like the states of revisions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from BTrees.OOBTree import OOBTree

from hcc.core.calendar import LOCAL
from hcc.core.folder import Node

from .council_fees import fees_of, shown_day, told_alike

if TYPE_CHECKING:
    from .resources import ProcedureFolder, Revision

PLACE_LIMIT = 120
MOST_PLACES = 200


class SheetKind(StrEnum):
    """What is pinned up. The values stand in databases and chains."""

    POSTER_A4 = "poster-a4"
    POSTER_A3 = "poster-a3"
    SHEET = "sheet"
    """The guide sheet, one A4."""


@dataclass(frozen=True)
class HangingPlace:
    """A notice board: in the centre, at a hamlet's culture house."""

    number: int
    name: str
    closed: bool = False


@dataclass(frozen=True)
class Hanging:
    """One sheet that hangs."""

    code: str
    place: int
    kind: SheetKind
    revision: int
    by: str
    at: datetime
    """UTC."""


class Standing(StrEnum):
    """How a sheet that hangs stands to the text in force."""

    RIGHT = "right"
    EARLY = "early"
    """It shows a text that holds from a later day only, and was put up on purpose."""
    ENDING = "ending"
    """Right today; from a later day on nothing is in force: it is to be taken down then."""
    COMING = "coming"
    """Right today; another text is approved for a later day."""
    STALE = "stale"
    """Another text is in force."""
    ENDED = "ended"
    """The procedure has no text in force: it is to be taken down."""


@dataclass(frozen=True)
class Posted:
    """A sheet that hangs, and what should hang instead."""

    hanging: Hanging
    standing: Standing
    wanted: "Revision | None"
    """The revision to pin up instead: the one in force, or for COMING the next; None where it is to be taken down."""
    day: date | None = None
    """From which day on that is so, where it is not so today."""

    @property
    def is_stale(self) -> bool:
        return self.standing in (Standing.STALE, Standing.ENDED)


class HangingFolder(Node):
    """The places, and what hangs at each: at most one sheet of a kind of a procedure."""

    places: tuple[HangingPlace, ...] = ()
    version = 0
    """Counts the changes."""

    def __init__(self) -> None:
        self._hanging = OOBTree()

    def place(self, number: int) -> HangingPlace | None:
        return next((place for place in self.places if place.number == number), None)

    @property
    def open_places(self) -> tuple[HangingPlace, ...]:
        return tuple(place for place in self.places if not place.closed)

    def hang(self, one: Hanging) -> None:
        self._hanging[(one.code, one.place, one.kind.value)] = (one.revision, one.by, one.at)
        self.version += 1

    def take_down(self, code: str, place: int, kind: SheetKind) -> bool:
        """Answers whether it hung."""
        if self._hanging.pop((code, place, kind.value), None) is None:
            return False
        self.version += 1
        return True

    def find(self, code: str, place: int, kind: SheetKind) -> Hanging | None:
        kept = self._hanging.get((code, place, kind.value))
        return Hanging(code, place, kind, *kept) if kept is not None else None

    def __iter__(self) -> Iterator[Hanging]:
        """By code, place and kind."""
        for (code, place, kind), kept in self._hanging.items():
            yield Hanging(code, place, SheetKind(kind), *kept)

    def of(self, code: str) -> Iterator[Hanging]:
        for (_, place, kind), kept in self._hanging.items(min=(code,), max=(code, 1 << 30)):
            yield Hanging(code, place, SheetKind(kind), *kept)

    def __len__(self) -> int:
        return len(self._hanging)


def posted(folder: "ProcedureFolder", one: Hanging, today: date) -> Posted:
    """How this sheet stands on that day."""
    procedure = folder.get(one.code)
    in_force = procedure.published(today) if procedure is not None else None
    coming = procedure.upcoming(today) if procedure is not None else None
    if in_force is None:
        # A text that hangs before its day is there on purpose.
        if coming is not None and coming.number == one.revision:
            return Posted(one, Standing.EARLY, coming, coming.effective_from)
        return Posted(one, Standing.ENDED, None)
    if coming is not None:
        if coming.number == one.revision:
            return Posted(one, Standing.EARLY, coming, coming.effective_from)
        if in_force.number == one.revision:
            return Posted(one, Standing.COMING, coming, coming.effective_from)
    right = in_force.number == one.revision and not _has_other_fees(in_force, one, today)
    end = procedure.ending(today) if procedure is not None else None
    if right and end is not None:
        return Posted(one, Standing.ENDING, None, end)
    return Posted(one, Standing.RIGHT if right else Standing.STALE, in_force)


def _has_other_fees(revision: "Revision", one: Hanging, today: date) -> bool:
    """Whether the province's council makes it cost something else than when the sheet was pinned up."""
    hung = shown_day(revision, one.at.astimezone(LOCAL).date())
    return not told_alike(fees_of(revision, hung, one.at), fees_of(revision, today))


def all_posted(folder: "ProcedureFolder", today: date) -> list[Posted]:
    """Every sheet that hangs, by code, place and kind."""
    return [posted(folder, one, today) for one in folder.hangings]


_kept: tuple[tuple, frozenset[str]] = ((), frozenset())


def stale_codes(folder: "ProcedureFolder", today: date) -> frozenset[str]:
    """The procedures with a stale sheet somewhere; worked out once for each state of catalogue, boards and day."""
    global _kept
    if not len(folder.hangings):
        return frozenset()
    key = (folder.journal.position, folder.hangings.version, today)
    kept = _kept
    if kept[0] != key:
        kept = _kept = (key, frozenset(one.hanging.code for one in all_posted(folder, today) if one.is_stale))
    return kept[1]
