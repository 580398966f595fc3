"""What changed, in order: the list in ZODB that an index outside it follows."""

import secrets
from collections.abc import Iterator

from BTrees.LOBTree import LOBTree
from persistent import Persistent

NOWHERE = (0, 0)
"""The position of a journal nothing was written to."""


class Journal(Persistent):
    """Numbered entries (operation, key), written in the transaction that makes the change.

    Two transactions that overlap and both append take the same number and one of them meets a ConflictError: the
    numbers have no gaps and none appears late, so "everything after n" is all an index needs to remember. Each entry
    carries a random mark; an index that knows number and mark notices when the database was put back to an older
    day and went on from there.

    Nothing that many people do at the same time may append here; it is for procedures and pages.
    """

    def __init__(self) -> None:
        self._entries = LOBTree()

    def append(self, op: str, key: str) -> int:
        """Note that `op` ("changed", "removed") happened to `key`; returns the entry's number, from 1 on."""
        sequence = self.last + 1
        self._entries[sequence] = (op, key, secrets.randbits(62))
        return sequence

    @property
    def last(self) -> int:
        """Number of the newest entry, 0 when there is none."""
        return self._entries.maxKey() if self._entries else 0

    @property
    def position(self) -> tuple[int, int]:
        """Number and mark of the newest entry."""
        sequence = self.last
        return (sequence, self._entries[sequence][2]) if sequence else NOWHERE

    def knows(self, position: tuple[int, int]) -> bool:
        """Whether `position` was once the newest of this very journal and everything after it is still here."""
        sequence, mark = position
        if position == NOWHERE:
            return not self._entries or self._entries.minKey() == 1
        entry = self._entries.get(sequence)
        return entry is not None and entry[2] == mark

    def since(self, sequence: int) -> Iterator[tuple[int, str, str]]:
        """Entries after `sequence` as (number, operation, key), oldest first."""
        for number, (op, key, _mark) in self._entries.items(min=sequence, excludemin=True):
            yield number, op, key

    def trim(self, before: int) -> None:
        """Forget the entries numbered below `before`, but never the newest: its number goes on.

        An index that had not come so far is built anew when it next follows.
        """
        for number in list(self._entries.keys(max=min(before, self.last), excludemax=True)):
            del self._entries[number]
