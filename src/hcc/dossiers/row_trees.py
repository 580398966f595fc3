"""Rows in order, each list of them in a tree of its own: a state's, those of one official in a state, a board's."""

from collections.abc import Iterator

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from hcc.core.line_trees import LineBucket, LineTree

_MOMENT, _ID = 13, 19
_PLACE = _MOMENT + 1 + _ID
NO_DUE = 1 << 40
"""Stands for "no due moment yet": after every real one."""
_WAITING = f"{NO_DUE:0{_MOMENT}d}"
BLOCK = 16
"""Numbers of dossiers, one after another, whose rows stand in one block while no moment orders them."""


def place_key(*names: str, due: int, id: int = 0) -> str:
    """Where a row stands: the names of its list, its moment, its dossier. Keys of one list are in that order."""
    return "|".join((*names, f"{due:0{_MOMENT}d}", f"{id:0{_ID}d}"))


def moment_of(key: str) -> int:
    """The moment of a key, or of its end that `RowTrees.between` answers; seconds since 1970."""
    return int(key[-_PLACE:][:_MOMENT])


def id_of(key: str) -> int:
    """The dossier of a key, or of its end that `RowTrees.between` answers."""
    return int(key[-_ID:])


def waiting_key(*names: str, id: int) -> str:
    """Where a row stands while nobody knows when it is due."""
    return place_key(*names, due=NO_DUE, id=id)


def _apart(key: str) -> tuple[str, str]:
    """The list, and the place in it."""
    return key[: -_PLACE - 1], key[-_PLACE:]


def _block(place: str) -> int:
    """Which block of its list holds a place without a moment."""
    return int(place[_MOMENT + 1 :] or 0) // BLOCK


def _waits(place: str) -> bool:
    """Whether a place is behind every moment there is: nobody knows yet when it is due."""
    return place >= _WAITING


class RowTrees(Persistent):
    """Lines of rows by key.

    The lists are apart because a tree writes its upper part again whenever the first row of one of its lower parts
    goes, as rows do where the oldest come first; and the upper part of one tree is as large as all its lists. Rows
    that no moment orders go in any order: they stand in blocks by the number of their dossier, which have no upper part
    that hangs on what is in them.
    """

    def __init__(self) -> None:
        self._lists = OOBTree()
        self._blocks = OOBTree()

    def get(self, key: str) -> str | None:
        """The line of a row that may not be there."""
        name, place = _apart(key)
        rows = self._rows(name, place)
        return rows.get(place) if rows is not None else None

    def _rows(self, name: str, place: str) -> LineTree | LineBucket | None:
        """What holds this place of a list, if it is there."""
        if not _waits(place):
            return self._lists.get(name)
        blocks = self._blocks.get(name)
        return blocks.get(_block(place)) if blocks is not None else None

    def __setitem__(self, key: str, line: str) -> None:
        name, place = _apart(key)
        rows = self._rows(name, place)
        if rows is None:
            rows = self._begun(name, place)
        rows[place] = line

    def _begun(self, name: str, place: str) -> LineTree | LineBucket:
        if not _waits(place):
            rows = self._lists[name] = LineTree()
            return rows
        if name not in self._blocks:
            self._blocks[name] = LOBTree()
        block = self._blocks[name][_block(place)] = LineBucket()
        return block

    def pop(self, key: str) -> None:
        """Take a row out, if it is there."""
        name, place = _apart(key)
        rows = self._rows(name, place)
        if rows is None:
            return
        rows.pop(place, None)
        if _waits(place) and not rows:
            del self._blocks[name][_block(place)]

    def is_written_anyway(self, key: str) -> bool:
        """Whether this transaction writes what holds the row of a key that waits."""
        rows = self._rows(*_apart(key))
        return rows is not None and bool(rows._p_changed)

    def items(self) -> Iterator[tuple[str, str]]:
        """Keys and lines of every list."""
        for name in sorted({*self._lists, *self._blocks}):
            for place, line in self._between(name, "", None):
                yield f"{name}|{place}", line

    def between(self, first: str, behind: str) -> Iterator[tuple[str, str]]:
        """The ends of keys, and lines, of one list from a key on up to another, which is left out."""
        name, begin = _apart(first)
        return self._between(name, begin, _apart(behind)[1])

    def _between(self, name: str, begin: str, end: str | None) -> Iterator[tuple[str, str]]:
        if name in self._lists and not _waits(begin):
            yield from self._lists[name].items(min=begin, max=end, excludemax=end is not None)
        if name in self._blocks and (end is None or _waits(end)):
            first = _block(begin) if _waits(begin) else None
            for block in self._blocks[name].values(min=first):
                for place, line in block.items(min=begin):
                    if end is not None and place >= end:
                        return
                    yield place, line
