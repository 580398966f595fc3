"""Which procedure takes the place of which, and whether a line of them comes back to where it began."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from .announcements import AnnouncedRow
from .national_codes import known_code
from .record import ProcedureRecord
from .resources import ProcedureFolder

Follows = Callable[[str], str]
"""Answers the code of what takes the place of a procedure; empty where nothing does."""


def circle(code: str, successor: str, follows: Follows) -> str:
    """ "1.000001 → 1.000002 → 1.000001", where `code` would take its own place by way of others; else empty."""
    line = [code]
    while successor and successor not in line:
        line.append(successor)
        successor = follows(successor)
    return " → ".join((*line, code)) if successor == code and len(line) > 1 else ""


def circles(records: Mapping[str, ProcedureRecord], follows: Follows) -> dict[str, str]:
    """Each circle that these texts would close, once, at the first code in it; `follows`: what holds of the others."""

    def with_them(code: str) -> str:
        record = records.get(code)
        return record.successor if record is not None else follows(code)

    found: dict[str, str] = {}
    told = set[str]()
    for code, record in records.items():
        closed = circle(code, record.successor, with_them) if record.successor and code not in told else ""
        if closed:
            found[code] = closed
            told.update(closed.split(" → "))
    return found


class Succession:
    """What takes the place of each procedure: by these rows, by open decisions, by its draft, by its newest text."""

    def __init__(self, folder: ProcedureFolder, rows: Iterable[AnnouncedRow] = ()) -> None:
        """`rows`: what is about to be written down; it counts before what stands."""
        self._folder, self._rows = folder, tuple(rows)

    @cached_property
    def _planned(self) -> dict[str, AnnouncedRow]:
        open_ones = [one for one in self._folder.announcements.newest_first() if one.published_at is None]
        rows = [row for one in reversed(open_ones) for row in one.rows]
        return {known_code(row.code, self._folder): row for row in (*rows, *self._rows)}

    def follows(self, code: str) -> str:
        row, procedure = self._planned.get(code), self._folder.get(code)
        draft = procedure.draft() if procedure is not None else None
        successor = draft.record.successor if draft is not None else ""
        if row is not None:
            # Where a decision gives it a text, what ended before by another decision is in force again.
            successor = row.successor if row.kind.ends else successor
        elif procedure is not None and not successor:
            newest = procedure.newest_approved()
            if newest is not None:
                successor = newest.replaced_by if draft is not None else newest.successor
        return known_code(successor, self._folder) if successor else ""

    def circle(self, code: str, successor: str) -> str:
        """The circle that it closes where `successor` takes the place of `code`; empty where it closes none."""
        return circle(known_code(code, self._folder), known_code(successor, self._folder), self.follows)


def standing(folder: ProcedureFolder) -> dict[str, str]:
    """What takes the place of each procedure, where anything does."""
    succession = Succession(folder)
    return {code: successor for code in folder if (successor := succession.follows(code))}
