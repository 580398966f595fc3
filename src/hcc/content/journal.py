"""The journal of pages: many write at the same time, and their entries are put one behind the other at the commit."""

import secrets
from collections.abc import Iterator
from typing import Any

from persistent import Persistent
from ZODB.POSException import ConflictError

from hcc.search.journal import NOWHERE, Journal

Entry = tuple[str, str, int]
LONGEST = 64
"""Entries that a transaction writes again with its own. Where they are laid aside two transactions do conflict."""


class Tail(Persistent):
    """The newest entries. Two transactions that both append are both kept: whoever commits later stands behind.

    So the numbers of a journal have no gaps and none appears late, as an index that follows it needs.
    """

    def __init__(self, first: int) -> None:
        self.first = first
        """Number of the first entry it holds, or will hold."""
        self.entries: tuple[Entry, ...] = ()

    def _p_resolveConflict(self, old: dict[str, Any], saved: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
        known = old["entries"]
        if not old["first"] == saved["first"] == new["first"] or saved["entries"][: len(known)] != known:
            raise ConflictError()
        return {**saved, "entries": saved["entries"] + new["entries"][len(known) :]}


class PageJournal(Journal):
    """A journal whose newest entries stand in a `Tail`; the older ones are numbered as in any journal."""

    def __init__(self) -> None:
        super().__init__()
        self._tail = Tail(1)

    def append(self, op: str, key: str) -> int:
        """Note that `op` happened to `key`; returns the entry's number, unless others commit before."""
        tail = self._tail
        if len(tail.entries) >= LONGEST:
            self._entries.update(dict(enumerate(tail.entries, tail.first)))
            tail.first, tail.entries = tail.first + len(tail.entries), ()
        tail.entries = (*tail.entries, (op, key, secrets.randbits(62)))
        return self.last

    @property
    def last(self) -> int:
        return self._tail.first + len(self._tail.entries) - 1

    @property
    def position(self) -> tuple[int, int]:
        last = self.last
        entry = self._entry(last)
        return (last, entry[2]) if entry is not None else NOWHERE

    def knows(self, position: tuple[int, int]) -> bool:
        sequence, mark = position
        if position == NOWHERE:
            return not self.last or self._entry(1) is not None
        entry = self._entry(sequence)
        return entry is not None and entry[2] == mark

    def since(self, sequence: int) -> Iterator[tuple[int, str, str]]:
        yield from super().since(sequence)
        for number, (op, key, _mark) in enumerate(self._tail.entries, self._tail.first):
            if number > sequence:
                yield number, op, key

    def trim(self, before: int) -> None:
        for number in list(self._entries.keys(max=before, excludemax=True)):
            del self._entries[number]

    def _entry(self, number: int) -> Entry | None:
        behind = number - self._tail.first
        if 0 <= behind < len(self._tail.entries):
            return self._tail.entries[behind]
        found: Entry | None = self._entries.get(number)
        return found
