"""Finding dossiers by several things at once, in bounded time whatever the centre holds.

One of the things asked for chooses what is read, the most telling first; the others are tested on what is read.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import chain

from . import workflow
from .fresh_numbers import backwards
from .resources import DossierFolder
from .search_trees import Kind, has_words, received_on
from .worklist import NO_DUE, ROWS, START, Row, Span

PASSED_OVER, LOOKED_AT = 20_000, 1_000
"""Most terms, and most rows, read for one page: a question that few dossiers answer goes on from where it stopped."""
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


@dataclass(frozen=True)
class Wanted:
    """What is asked for; what is empty lets everything through. Numbers are whole or tails."""

    number: str = ""
    """Of a reception number or dossier code."""
    paper: str = ""
    """Of a citizen number or the number of another identity paper."""
    phone: str = ""
    digits: str = ""
    """Of any of the three."""
    words: tuple[str, ...] = ()
    """Each begins a word of one name; without accents."""
    procedures: tuple[str, ...] = ()
    """Codes, or beginnings of codes, of which one fits."""
    revision: int = 0
    """Of the one procedure asked for: only unfinished dossiers that stand on this revision of it."""
    state: str = ""
    since: date | None = None
    until: date | None = None
    """Days of reception, both included."""
    due_since: int = 0
    due_until: int = NO_DUE + 1
    """Due moment in `[due_since, due_until)`, seconds since 1970."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """What kinds of things are asked for, by name."""
        names = ("number", "paper", "phone", "digits", "words", "procedures", "revision", "state")
        due = (self.due_since, self.due_until) != (0, NO_DUE + 1)
        more = (("received", self.since or self.until), ("due", due))
        return tuple(name for name in names if getattr(self, name)) + tuple(name for name, given in more if given)

    @property
    def personal(self) -> bool:
        """Whether it asks who somebody is."""
        return bool(self.paper or self.phone or self.digits or self.words)


@dataclass(frozen=True)
class FoundPage:
    """Rows of a page."""

    rows: tuple[Row, ...] = ()
    after: tuple[int, int] | None = None
    """Where the next page begins; None when everything was read."""
    looked_through: bool = False
    """The page ends because so much was read, not because it is full."""


def find_dossiers(
    folder: DossierFolder,
    wanted: Wanted,
    *,
    may: Callable[[Row], bool],
    after: tuple[int, int] | None = None,
    limit: int = ROWS,
) -> FoundPage:
    """The dossiers that fit and that the reader may see, behind a place; neither counted nor read further than that."""
    rows: list[Row] = []
    seen: set[int] = set()
    passed = looked = 0
    place = after
    for place_now, id in _candidates(folder, wanted, after):
        if len(rows) == limit:
            return FoundPage(tuple(rows), place)
        if passed == PASSED_OVER or looked == LOOKED_AT:
            return FoundPage(tuple(rows), place, looked_through=True)
        passed, place = passed + 1, place_now
        if id is None or id in seen:
            continue
        looked += 1
        row = folder.row(id)
        if row is not None and _fits(folder, row, wanted) and may(row) and _has_terms(folder, id, wanted):
            seen.add(id)
            rows.append(row)
    return FoundPage(tuple(rows))


def _tails(wanted: Wanted) -> list[tuple[str, tuple[Kind, ...]]]:
    asked = (
        (wanted.number, (Kind.NUMBER,)),
        (wanted.paper, (Kind.PAPER,)),
        (wanted.phone, (Kind.PHONE,)),
        (wanted.digits, (Kind.NUMBER, Kind.PAPER, Kind.PHONE)),
    )
    return [(backwards(typed), kinds) for typed, kinds in asked if typed]


Candidate = tuple[tuple[int, int], int | None]
"""The place behind it, and the dossier; None for a term passed over."""


def _candidates(folder: DossierFolder, wanted: Wanted, after: tuple[int, int] | None) -> Iterator[Candidate]:
    """What the most telling thing asked for leads to: parts one behind the other, each from a dossier on."""
    part, behind = after or (0, None)
    streams = _streams(folder, wanted)
    for number in range(part, len(streams)):
        last = 0
        for id, own in streams[number](behind if number == part else None):
            last = own
            yield (number, last), id


Stream = Callable[[int | None], Iterable[tuple[int | None, int]]]


def _streams(folder: DossierFolder, wanted: Wanted) -> list[Stream]:
    def terms(kind: Kind, start: str) -> Stream:
        return lambda after: ((id, id) for _, id, _ in folder.beginning_with(kind, start, after))

    if tails := _tails(wanted):
        tail, kinds = tails[0]
        return [_tail(folder, tail, kinds, kind) for kind in kinds]
    if wanted.words:
        return [lambda after: folder.named(wanted.words, after)]
    if wanted.revision:
        return [_open_under(folder, code, wanted.revision) for code in wanted.procedures]
    if wanted.since or wanted.until:
        since, until = wanted.since or FIRST_DAY, wanted.until or LAST_DAY
        return [lambda after: ((id, id) for id in folder.received_between(since, until, after))]
    if wanted.procedures:
        return [terms(Kind.PROCEDURE, code) for code in wanted.procedures]
    if not wanted.kinds:
        return []
    states = [wanted.state] if wanted.state else list(workflow.WORKFLOW.states)
    spans = [Span(state, None, wanted.due_since, wanted.due_until) for state in states]
    return [lambda after: _by_due(folder, spans, after)]


def _tail(folder: DossierFolder, tail: str, kinds: tuple[Kind, ...], kind: Kind) -> Stream:
    """The terms of one of several kinds that have the tail; a dossier that has it twice is passed over once."""

    def read(after: int | None) -> Iterator[tuple[int | None, int]]:
        for term, id, _ in folder.beginning_with(kind, tail, after):
            own = [(kinds.index(Kind(k)), t) for k, t, _ in folder.found_by(id) if k in kinds and t.startswith(tail)]
            yield (id if min(own) == (kinds.index(kind), term) else None), id

    return read


def _open_under(folder: DossierFolder, code: str, revision: int) -> Stream:
    return lambda after: ((id, id) for id in folder.open_under(code, revision, after or 0))


def _by_due(folder: DossierFolder, spans: list[Span], after: int | None) -> Iterator[tuple[int, int]]:
    row = folder.row(after) if after is not None else None
    place = (row.due, row.id) if row is not None else START
    rows = (folder.rows(span, place) for span in spans)
    return ((one.id, one.id) for one in merge(*rows, key=lambda one: (one.due, one.id)))


def _fits(folder: DossierFolder, row: Row, wanted: Wanted) -> bool:
    if wanted.state and row.state != wanted.state:
        return False
    if wanted.revision and not folder.is_open_under(row.procedure, wanted.revision, row.id):
        return False
    if wanted.procedures and not row.procedure.startswith(wanted.procedures):
        return False
    if not wanted.due_since <= row.due < wanted.due_until:
        return False
    if wanted.since or wanted.until:
        day = received_on(row)
        return day is not None and (wanted.since or FIRST_DAY) <= day <= (wanted.until or LAST_DAY)
    return True


def _has_terms(folder: DossierFolder, id: int, wanted: Wanted) -> bool:
    """Whether the dossier is found by everything asked for, beside the one thing that led to it."""
    tails = _tails(wanted)
    if len(tails) + bool(wanted.words) < 2:
        return True
    found = folder.found_by(id)
    if wanted.words:
        names = chain.from_iterable(names.split("|") for kind, _, names in found if kind == Kind.NAME)
        if not any(has_words(name, wanted.words) for name in names):
            return False
    return all(any(kind in kinds and term.startswith(tail) for kind, term, _ in found) for tail, kinds in tails)
