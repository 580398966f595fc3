"""Turns: so many requests are worked on at once, however many threads there are for those that wait.

A request that waits for work done elsewhere (a child process that looks at a file) gives its turn back and does not ask
for another: what is left to do then is short. Whoever has no turn has no connection to the database yet, so that the
objects of four requests are kept in memory and not of twelve.
"""

from queue import SimpleQueue
from typing import Any

_KEY = "hcc.turn"


class Turns:
    """The turns there are."""

    def __init__(self, count: int) -> None:
        self._free: SimpleQueue[None] = SimpleQueue()
        for _ in range(count):
            self._free.put(None)

    def take(self, environ: dict[str, Any]) -> "Turn":
        """A turn for this request; waits until there is one."""
        self._free.get()
        turn = environ[_KEY] = Turn(self._free)
        return turn

    @property
    def free(self) -> int:
        """How many nobody has."""
        return self._free.qsize()


class Turn:
    """One request's, until it is given back."""

    def __init__(self, free: "SimpleQueue[None]") -> None:
        self._free = free
        self._held = True

    def give_back(self) -> None:
        """The next request may begin; nothing when it was given back before."""
        if self._held:
            self._held = False
            self._free.put(None)


def give_back(environ: dict[str, Any]) -> None:
    """This request waits now for work done elsewhere."""
    turn: Turn | None = environ.get(_KEY)
    if turn is not None:
        turn.give_back()
