"""Rows in order, each list of them in a tree of its own: a state's, those of one official in a state, a board's."""

from collections.abc import Iterable, Iterator

from BTrees.OOBTree import OOBTree
from persistent import Persistent

_MOMENT, _ID = 13, 19
_PLACE = _MOMENT + 1 + _ID


def place_key(*names: str, due: int, id: int = 0) -> str:
    """Where a row stands: the names of its list, its moment, its dossier. Keys of one list are in that order."""
    return "|".join((*names, f"{due:0{_MOMENT}d}", f"{id:0{_ID}d}"))


def moment_of(key: str) -> int:
    """The moment of a key, or of its end that `RowTrees.between` answers; seconds since 1970."""
    return int(key[-_PLACE:][:_MOMENT])


def _apart(key: str) -> tuple[str, str]:
    """The list, and the place in it."""
    return key[: -_PLACE - 1], key[-_PLACE:]


class RowTrees(Persistent):
    """Lines of rows by key.

    The lists are apart because a tree writes its upper part again whenever the first row of one of its lower parts
    goes, as rows do where the oldest come first; and the upper part of one tree is as large as all its lists.
    """

    def __init__(self) -> None:
        self._lists = OOBTree()

    def get(self, key: str) -> str | None:
        """The line of a row that may not be there."""
        name, place = _apart(key)
        return self._lists[name].get(place) if name in self._lists else None

    def __setitem__(self, key: str, line: str) -> None:
        name, place = _apart(key)
        rows = self._lists.get(name)
        if rows is None:
            rows = self._lists[name] = OOBTree()
        rows[place] = line

    def pop(self, key: str) -> None:
        """Take a row out, if it is there."""
        name, place = _apart(key)
        if name in self._lists:
            self._lists[name].pop(place, None)

    def items(self) -> Iterator[tuple[str, str]]:
        """Keys and lines of every list."""
        return ((f"{name}|{place}", line) for name, rows in self._lists.items() for place, line in rows.items())

    def between(self, first: str, behind: str) -> Iterable[tuple[str, str]]:
        """The ends of keys, and lines, of one list from a key on up to another, which is left out."""
        name, begin = _apart(first)
        _, end = _apart(behind)
        return self._lists[name].items(min=begin, max=end, excludemax=True) if name in self._lists else ()
