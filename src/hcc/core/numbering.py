"""Gapless numbers: each counter alone in its own object, changed in the transaction that uses the number."""

import struct
import threading
from collections import defaultdict
from collections.abc import Iterator

from BTrees.OOBTree import OOBTree
from persistent import Persistent

_WIDTH = 8


class Counter(Persistent):
    """The last number taken. Two transactions that take one at once must conflict: never resolve it."""

    value = 0
    holders: bytes = b""
    """Whose the numbers are, of a series that keeps it: eight bytes a number, from 1; nothing but zeros: not known."""

    def take(self) -> int:
        self.value += 1
        return self.value

    def keep(self, number: int, holder: int) -> None:
        """The number is this one's: an id above 0."""
        before = self.holders.ljust((number - 1) * _WIDTH, b"\0")
        self.holders = before[: (number - 1) * _WIDTH] + holder.to_bytes(_WIDTH) + before[number * _WIDTH :]

    def holder(self, number: int) -> int | None:
        """Whose the number is, where that is known."""
        return int.from_bytes(self.holders[(number - 1) * _WIDTH : number * _WIDTH]) or None

    _v_all: tuple[bytes, frozenset[int]] | None = None

    def all_holders(self) -> frozenset[int]:
        """Everybody whose a number is, where that is known. Remembered until there are others."""
        if self._v_all is None or self._v_all[0] is not self.holders:
            found = frozenset(struct.unpack(f">{len(self.holders) // _WIDTH}Q", self.holders))
            self._v_all = self.holders, found - {0}
        return self._v_all[1]


class Counters(Persistent):
    """Counters by what they number, such as (unit, day) or (book, year)."""

    def __init__(self) -> None:
        self._counters = OOBTree()

    def take(self, *name: str) -> int:
        """The next number of this series, from 1."""
        counter = self._counters.get(name)
        if counter is None:
            counter = self._counters[name] = Counter()
        return counter.take()

    def keep(self, number: int, holder: int, *name: str) -> None:
        """A number of the series is this one's."""
        counter = self._counters.get(name)
        if counter is None:
            counter = self._counters[name] = Counter()
        counter.keep(number, holder)

    def holder(self, number: int, *name: str) -> int | None:
        """Whose a number of the series is, where that is known."""
        counter = self._counters.get(name)
        return counter.holder(number) if counter is not None else None

    def all_holders(self, *name: str) -> frozenset[int]:
        """Everybody whose a number of the series is, where that is known."""
        counter = self._counters.get(name)
        return counter.all_holders() if counter is not None else frozenset()

    def held(self, first: tuple[str, ...], last: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int, int]]:
        """Series, number and holder of all that is known, of the series from one to another, in their order."""
        for name, counter in self._counters.items(min=first, max=last):
            for number in range(1, len(counter.holders) // _WIDTH + 1):
                if (holder := counter.holder(number)) is not None:
                    yield name, number, holder

    def begin_after(self, value: int, *name: str) -> None:
        """Let the series go on after a number that was taken elsewhere; only where none above it was taken here."""
        counter = self._counters.get(name)
        if counter is None:
            counter = self._counters[name] = Counter()
        counter.value = value

    def last(self, *name: str) -> int:
        """The last number taken, 0 when none was."""
        counter = self._counters.get(name)
        return counter.value if counter is not None else 0

    def names(self) -> list[tuple[str, ...]]:
        return list(self._counters)


_locks: dict[str, threading.Lock] = defaultdict(threading.Lock)
_locks_lock = threading.Lock()


def number_lock(series: str) -> threading.Lock:
    """The lock of this process for a series, to be held from before the transaction begins until after it ends."""
    with _locks_lock:
        return _locks[series]
