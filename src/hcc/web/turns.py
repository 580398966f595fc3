"""Turns: so many requests are worked on at once, however many threads there are for those that wait.

A request that waits for work done elsewhere (a child process that looks at a file) gives its turn back and does not ask
for another: what is left to do then is short. Whoever has no turn has no connection to the database yet, so that the
objects of four requests are kept in memory and not of twelve.

Large bodies are taken apart one at a time, and those that follow wait for that before they take a turn: eight scans
that come at once would have all turns, and the processor, for as long as all eight need.
"""

import threading
from queue import SimpleQueue
from typing import Any

LARGE = 2**18
"""Bytes of a body; a form without files has less, the longest procedure apart."""

_KEY = "hcc.turn"


class Turns:
    """The turns there are."""

    def __init__(self, count: int) -> None:
        self._free: SimpleQueue[None] = SimpleQueue()
        for _ in range(count):
            self._free.put(None)
        self._bodies = threading.Lock()

    def take(self, environ: dict[str, Any]) -> "Turn":
        """A turn for this request; waits until there is one."""
        body = self._bodies if _is_large(environ.get("CONTENT_LENGTH", "")) else None
        if body is not None:
            body.acquire()
        self._free.get()
        turn = environ[_KEY] = Turn(self._free, body)
        return turn

    @property
    def free(self) -> int:
        """How many nobody has."""
        return self._free.qsize()


class Turn:
    """One request's, until it is given back."""

    def __init__(self, free: "SimpleQueue[None]", body: Any) -> None:
        """`body`: the lock of large bodies, held for this one; None for one that is not large."""
        self._free = free
        self._body = body
        self._held = True

    def body_read(self) -> None:
        """The next large body may be taken apart."""
        if self._body is not None:
            self._body.release()
            self._body = None

    def give_back(self) -> None:
        """The next request may begin; nothing when it was given back before."""
        self.body_read()
        if self._held:
            self._held = False
            self._free.put(None)


def _is_large(content_length: str) -> bool:
    return content_length.isdecimal() and len(content_length) < 16 and int(content_length) > LARGE


def body_read(environ: dict[str, Any]) -> None:
    """The body of this request is taken apart."""
    turn: Turn | None = environ.get(_KEY)
    if turn is not None:
        turn.body_read()


def give_back(environ: dict[str, Any]) -> None:
    """This request waits now for work done elsewhere."""
    turn: Turn | None = environ.get(_KEY)
    if turn is not None:
        turn.give_back()
