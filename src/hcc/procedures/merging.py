"""Two texts written from one: what only one of them changed is taken, what both changed differently is told.

Rows of a list are recognised again in the other text, so that a paper added by one and a paper changed by another come
together. Nothing is decided between two changes of the same thing, and no value is made that nobody wrote.
"""

import difflib
import itertools
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from .record import Case, Component, Fee, Method, ProcedureRecord, TimeLimit

_CHOSEN_SETS = frozenset({"audiences", "life_events"})
"""Lists whose order says nothing."""
_ONE_AFTER_ANOTHER = frozenset({"steps"})
"""Lists in which a place means something: two entries added at one place are not simply put behind each other."""
_TOGETHER: dict[type, tuple[tuple[str, ...], ...]] = {
    Fee: (("kind", "amount", "further_amount", "further_from", "cap", "per"),),
    TimeLimit: (("unit", "amount"),),
    Component: (("replaced_by", "database"), ("form", "form_file")),
}
"""Fields of a row that mean something only together: half of each text would be a third one."""


@dataclass(frozen=True)
class Merged:
    """What came of two texts: `mine` and `theirs` differ in the `conflicts` alone, and hold each one's own text there.

    Within a list in conflict, both hold what was changed in other rows of it.
    """

    mine: ProcedureRecord
    theirs: ProcedureRecord
    conflicts: tuple[str, ...]
    """Fields that both changed, differently, in the order of the record."""

    def chosen(self, of_theirs: Collection[str]) -> ProcedureRecord:
        """The text in which their side stands in these fields and mine in the others."""
        return replace(self.mine, **{name: getattr(self.theirs, name) for name in of_theirs})


@dataclass(frozen=True)
class _Part:
    """One value, or the two that are in conflict."""

    mine: Any
    theirs: Any
    conflict: bool = False


def merge(base: ProcedureRecord, mine: ProcedureRecord, theirs: ProcedureRecord) -> Merged:
    """Both texts as changes to `base`."""
    parts = {
        one.name: _field(one.name, *(getattr(text, one.name) for text in (base, mine, theirs)))
        for one in fields(ProcedureRecord)
    }
    return Merged(
        mine=replace(mine, **{name: part.mine for name, part in parts.items()}),
        theirs=replace(theirs, **{name: part.theirs for name, part in parts.items()}),
        conflicts=tuple(name for name, part in parts.items() if part.conflict),
    )


def _one(base: Any, mine: Any, theirs: Any) -> _Part | None:
    """What stands where at most one text changed something; None where both did, differently."""
    if mine == theirs or theirs == base:
        return _Part(mine, mine)
    return _Part(theirs, theirs) if mine == base else None


def _field(name: str, base: Any, mine: Any, theirs: Any) -> _Part:
    simple = _one(base, mine, theirs)
    if simple is not None:
        return simple
    if name in _CHOSEN_SETS:
        whole = _set(base, mine, theirs)
        return _Part(whole, whole)
    if isinstance(base, tuple):
        return _rows(base, mine, theirs, ordered=name in _ONE_AFTER_ANOTHER)
    return _Part(mine, theirs, conflict=True)


def _set(base: tuple, mine: tuple, theirs: tuple) -> tuple:
    """What neither took away and what either added: in the order it had, what is new by name."""
    stays = [one for one in base if one in mine and one in theirs]
    return (*stays, *sorted({*mine, *theirs} - set(base)))


# Lists of rows

_GONE = object()


def _rows(base: tuple, mine: tuple, theirs: tuple, *, ordered: bool) -> _Part:
    sides = [_Side(base, text) for text in (mine, theirs)]
    whole = _Part(mine, theirs, conflict=True)
    if not base or any(side.moved for side in sides):
        return whole
    left: list[Any] = []
    right: list[Any] = []
    conflict = False
    for place in range(len(base) + 1):
        new = _added(*(side.added.get(place, []) for side in sides), ordered=ordered)
        now = _row(base[place], *(side.now[place] for side in sides)) if place < len(base) else _Part(_GONE, _GONE)
        if now.conflict and any(side.rewrote(place) for side in sides):
            return whole
        both_added = all(side.added.get(place) for side in sides) and sides[0].added[place] != sides[1].added[place]
        if both_added and any(side.rewrote(place, place - 1) for side in sides):
            return whole
        conflict = conflict or new.conflict or now.conflict
        left += [*new.mine, *([now.mine] if now.mine is not _GONE else [])]
        right += [*new.theirs, *([now.theirs] if now.theirs is not _GONE else [])]
    if any(_repeats(result, mine, theirs) for result in (left, right)):
        return whole
    return _Part(tuple(left), tuple(right), conflict)


def _row(base: Any, mine: Any, theirs: Any) -> _Part:
    simple = _one(base, mine, theirs)
    if simple is not None:
        return simple
    if mine is _GONE or theirs is _GONE or isinstance(base, str):
        return _Part(mine, theirs, conflict=True)
    together = _TOGETHER.get(type(base), ())
    alone = {one.name for one in fields(base)} - {name for names in together for name in names}
    parts = []
    for names in (*together, *((name,) for name in sorted(alone))):
        of_all = [{name: getattr(row, name) for name in names} for row in (base, mine, theirs)]
        parts.append(_one(*of_all) or _Part(of_all[1], of_all[2], conflict=True))
    left = {name: value for part in parts for name, value in part.mine.items()}
    right = {name: value for part in parts for name, value in part.theirs.items()}
    return _Part(type(base)(**left), type(base)(**right), any(part.conflict for part in parts))


def _added(mine: list, theirs: list, *, ordered: bool) -> _Part:
    """What both put at one place: what was saved first stands first."""
    simple = _one([], mine, theirs)
    if simple is not None:
        return simple
    alike = {_key(row) for row in mine if row not in theirs} & {_key(row) for row in theirs if row not in mine}
    if ordered or alike:
        return _Part(mine, theirs, conflict=True)
    both = [*theirs, *(row for row in mine if row not in theirs)]
    return _Part(both, both)


def _repeats(result: Iterable[Any], mine: tuple, theirs: tuple) -> bool:
    """Whether a row stands there more often than in either text: both added it, at different places."""
    counts = [Counter(map(_key, rows)) for rows in (result, mine, theirs)]
    return any(count > max(counts[1][key], counts[2][key]) for key, count in counts[0].items())


def _key(row: Any) -> Hashable:
    """What a row is recognised by, when something else in it was changed."""
    if isinstance(row, Case):
        return row.name
    if isinstance(row, Component):
        return row.case, row.name
    if isinstance(row, Fee | TimeLimit):
        return row.case, row.channel
    if isinstance(row, Method):
        return row.channel
    return row


class _Side:
    """One text beside the one it was written from: what became of each row, and what was added before which."""

    def __init__(self, base: tuple, rows: tuple) -> None:
        at = _recognised(base, rows)
        order = [at[place] for place in range(len(rows)) if at[place] is not None]
        self.moved = any(before > after for before, after in itertools.pairwise(order))
        self.now = [_GONE] * len(base)
        self.added: dict[int, list] = {}
        behind = 0
        for place, row in enumerate(rows):
            was = at[place]
            if was is None:
                self.added.setdefault(behind, []).append(row)
            else:
                self.now[was] = row
                behind = was + 1

    def rewrote(self, *places: int) -> bool:
        """Whether a row went and others came beside it: perhaps the same one in other words."""
        return any(
            0 <= place < len(self.now) and self.now[place] is _GONE and self.added.keys() & {place, place + 1}
            for place in places
        )


def _recognised(base: Sequence[Any], rows: Sequence[Any]) -> list[Any]:
    """For each row the place it had, or None for a new one: by its whole, by its key, then by its place."""
    at: list[int | None] = [None] * len(rows)
    for start, other, length in difflib.SequenceMatcher(None, base, rows, autojunk=False).get_matching_blocks():
        for step in range(length):
            at[other + step] = start + step
    for same in (lambda row: row, _key):
        free: dict[Hashable, list[int]] = {}
        for place in sorted(set(range(len(base))) - {one for one in at if one is not None}):
            free.setdefault(same(base[place]), []).append(place)
        for place, row in enumerate(rows):
            if at[place] is None and free.get(same(row)):
                at[place] = free[same(row)].pop(0)
    return _by_place(len(base), at)


def _by_place(length: int, at: list[int | None]) -> list[int | None]:
    """Where as many rows went as came between two that stayed, each stands for the one it replaced."""
    known = {one for one in at if one is not None}
    gone = [place for place in range(length) if place not in known]
    result, begin = list(at), 0
    while begin < len(at):
        end = begin
        while end < len(at) and at[end] is None:
            end += 1
        if end > begin:
            before = at[begin - 1] if begin else -1
            after = at[end] if end < len(at) else length
            between = [place for place in gone if before is not None and after is not None and before < place < after]
            if len(between) == end - begin:
                result[begin:end] = between
        begin = end + 1
    return result
