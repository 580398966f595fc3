"""Gapless numbers: each counter alone in its own object, changed in the transaction that uses the number."""

import threading
from collections import defaultdict

from BTrees.OOBTree import OOBTree
from persistent import Persistent


class Counter(Persistent):
    """The last number taken. Two transactions that take one at once must conflict: never resolve it."""

    value = 0

    def take(self) -> int:
        self.value += 1
        return self.value


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
