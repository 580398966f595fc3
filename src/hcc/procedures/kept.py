"""What is worked out from the whole catalogue, once for each state of it and day."""

from collections.abc import Callable
from datetime import date
from typing import Generic, TypeVar

from .resources import Procedure, ProcedureFolder, RevisionFolder

T = TypeVar("T")


class Kept(Generic[T]):
    """The last value made; made anew when the journal moved on or another day began.

    Two threads that find it outdated both make it, and both are right.
    """

    def __init__(self, make: Callable[[ProcedureFolder, date], T]) -> None:
        self._make = make
        self._kept: tuple[tuple[tuple[int, int], date], T] | None = None

    def of(self, folder: ProcedureFolder, today: date) -> T:
        key, kept = (folder.journal.position, today), self._kept
        if kept is None or kept[0] != key:
            kept = self._kept = (key, self._make(folder, today))
        return kept[1]


def let_go(procedure: Procedure | None) -> None:
    """Of thousands of procedures looked at in turn none stays in memory, but those with changes not yet stored."""
    if procedure is not None:
        revisions = procedure.revisions
        for one in (*revisions.values(), revisions, procedure[RevisionFolder.SLUG], procedure):
            if not one._p_changed:
                one._p_deactivate()
