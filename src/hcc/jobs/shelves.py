"""Where jobs stand: few small objects, which acts of all counters change at once and none in vain."""

from typing import Any

from persistent import Persistent
from ZODB.POSException import ConflictError

Lines = dict[str, str]


class Shelf(Persistent):
    """Lines of jobs by id, in one record. What two transactions did to different jobs is put together.

    Not a tree of BTrees': its leaves refuse to be merged when one side took the last job away, and that is what the
    worker does most of the time. An upload that has to be repeated reads its paper again.
    """

    def __init__(self) -> None:
        self.lines: Lines = {}

    def put(self, id: str, line: str) -> None:
        self.lines = {**self.lines, id: line}

    def remove(self, id: str) -> None:
        self.lines = {other: line for other, line in self.lines.items() if other != id}

    def _p_resolveConflict(self, old: dict[str, Any], stored: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
        return {**stored, "lines": _merged(old["lines"], stored["lines"], new["lines"])}


def _merged(old: Lines, stored: Lines, new: Lines) -> Lines:
    merged = dict(stored)
    for id in old.keys() | new.keys():
        was, becomes = old.get(id), new.get(id)
        if becomes == was:
            continue
        if stored.get(id) not in (was, becomes):
            raise ConflictError(f"job {id} was changed twice")
        if becomes is None:
            merged.pop(id, None)
        else:
            merged[id] = becomes
    return merged


class Held(Persistent):
    """Job id -> who is at it, and until when it is hers. No acts of the office write it, and it is never merged: of
    two workers who take a job at once, one begins anew and sees what the other took.
    """

    def __init__(self) -> None:
        self.leases: dict[str, tuple[str, float]] = {}

    def put(self, id: str, holder: str, until: float) -> None:
        self.leases = {**self.leases, id: (holder, until)}

    def remove(self, id: str) -> None:
        self.leases = {other: lease for other, lease in self.leases.items() if other != id}
