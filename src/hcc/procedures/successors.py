"""Which procedure takes the place of which, and whether a line of them comes back to where it began."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from .announcements import AnnouncedRow
from .national_codes import known_code
from .record import ProcedureRecord
from .resources import ProcedureFolder

Follows = Callable[[str], str]
"""Answers the code of what takes the place of a procedure; empty where nothing does."""


MOST_SHOWN = 12
"""So many codes of a circle are told: of a longer one its beginning and its end."""


def with_arrows(codes: Sequence[str]) -> str:
    """A circle in words: "1.000001 → 1.000002 → 1.000001"; empty where there is none."""
    if len(codes) > MOST_SHOWN:
        codes = (*codes[: MOST_SHOWN - 2], "…", codes[-1])
    return " → ".join((*codes, codes[0])) if codes else ""


def circle(code: str, successor: str, follows: Follows) -> tuple[str, ...]:
    """The codes of the circle, itself first, where `code` would take its own place by way of others; else empty."""
    line = {code: None}
    while successor and successor not in line:
        line[successor] = None
        successor = follows(successor)
    return tuple(line) if successor == code and len(line) > 1 else ()


class Walks:
    """Walks from code to code. None goes again where another has been, so `follows` is asked about each code once."""

    def __init__(self, follows: Follows) -> None:
        self._follows = follows
        self._been = set[str]()
        self._closed: dict[str, tuple[str, ...]] = {}

    def circle(self, code: str) -> tuple[str, ...]:
        """The codes of the circle in which `code` stands, itself first; empty where it stands in none."""
        line: list[str] = []
        at = code
        while at and at not in self._been:
            self._been.add(at)
            line.append(at)
            at = self._follows(at)
        if at in line[:-1]:  # what takes its own place is told by another rule
            closed = tuple(line[line.index(at) :])
            self._closed.update(dict.fromkeys(closed, closed))
        found = self._closed.get(code, ())
        first = found.index(code) if found else 0
        return found[first:] + found[:first]


def circles(codes: Iterable[str], follows: Follows) -> list[tuple[str, ...]]:
    """Each circle in which some of these codes stand, once, beginning at the first of them."""
    walks, found, known = Walks(follows), list[tuple[str, ...]](), set[str]()
    for code in codes:
        if code not in known and (closed := walks.circle(code)):
            found.append(closed)
            known.update(closed)
    return found


def circles_of_texts(records: Mapping[str, ProcedureRecord], follows: Follows) -> list[tuple[str, ...]]:
    """Each circle that these texts, by their codes, would close; `follows`: what holds of the others."""

    def with_them(code: str) -> str:
        record = records.get(code)
        return record.successor if record is not None else follows(code)

    return circles(records, with_them)


class Succession:
    """What takes the place of each procedure: by these rows, by open decisions, by its draft, by its newest text.

    It is of one moment: what it once answered of a circle it does not look up again.
    """

    def __init__(self, folder: ProcedureFolder, rows: Iterable[AnnouncedRow] = ()) -> None:
        """`rows`: what is about to be written down; it counts before what stands."""
        self._folder, self._rows = folder, tuple(rows)
        self._walks = Walks(self.follows)

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
                # A draft alone brings back nothing that ended; once it is published, no end stands any more.
                successor = newest.replaced_by if draft is not None else newest.successor
        return known_code(successor, self._folder) if successor else ""

    def circle(self, code: str, successor: str) -> str:
        """The circle (`with_arrows`) that it closes where `successor` takes the place of `code`; else empty."""
        return with_arrows(self.in_circle(code, successor))

    def in_circle(self, code: str, successor: str) -> tuple[str, ...]:
        """The codes of that circle, this one first."""
        code, successor = known_code(code, self._folder), known_code(successor, self._folder)
        if self.follows(code) == successor:
            return self._walks.circle(code)
        return circle(code, successor, self.follows)


def standing(folder: ProcedureFolder) -> dict[str, str]:
    """What takes the place of each procedure, where anything does."""
    succession = Succession(folder)
    return {code: successor for code in folder if (successor := succession.follows(code))}
