"""A dossier as lists show it: the rows that the covering trees hold."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from heapq import merge
from itertools import islice

NO_DUE = 1 << 40
"""Stands for "no due moment yet" in the worklist: after every real one."""


class Board(StrEnum):
    """Lists across states, each in the order of a moment of its own."""

    NO_CODE = "no_code"
    """Chưa có mã hồ sơ quốc gia: received, and the dossier code of the other system is not known; by reception."""
    TO_SEAL = "to_seal"
    """Approved, waiting for the clerk's register and seal; by due moment."""
    OWES_PAPER = "owes_paper"
    """A paper is still to be digitised; by its deadline."""


@dataclass(frozen=True)
class Row:
    """A dossier as a list shows it. Kept in trees: add fields with defaults, never rename them."""

    id: int
    state: str
    due: int
    """Due moment, seconds since 1970; NO_DUE before reception."""
    token: str
    number: str
    procedure: str
    title: str
    owner: str
    handler: str = ""
    helper: str = ""
    """Login of the official who helps the person with it."""
    code: str = ""
    """The dossier code; empty while it is not known."""
    channel: str = ""
    field: str = ""
    paused: bool = False
    """The person was asked for papers: nothing is overdue meanwhile."""
    sealing: bool = False
    """Approved, waiting for register and seal."""
    official: str = ""
    """Login of who has it: the handler, or who received it."""
    version: int = 0
    """How many acts there were: who looked at fewer sees that it changed."""
    by: str = ""
    """Login of who did the last of them."""

    @property
    def key(self) -> tuple[str, int, int]:
        return (self.state, self.due, self.id)

    @property
    def told(self) -> "Row":
        """What of it must agree with the dossier; the last act only makes a badge."""
        return replace(self, version=0, by="")

    @property
    def handled_key(self) -> tuple[str, str, int, int] | None:
        """Where it stands among the dossiers of its handler; None while nobody handles it."""
        return (self.handler, self.state, self.due, self.id) if self.handler else None


@dataclass
class Worklist:
    """A range read from one unit's covering tree."""

    rows: list[Row] = field(default_factory=list)
    more: bool = False


ROWS = 50
"""Rows of a page."""
LOOKED_THROUGH = 2_000
"""Most rows looked through for one page: a question that few rows answer goes on from where it stopped."""
COUNTED = 99
"""Counting stops here: people read "99+", and a page takes the same time whatever the centre holds."""
Place = tuple[int, int]
"""Where a page begins or ends: due moment and id of a row."""
START: Place = (-1, 0)


@dataclass(frozen=True)
class Span:
    """A stretch of the worklist: one state, the dossiers of one handler or of all, due in `[since, until)`."""

    state: str
    handler: str | None = None
    since: int = 0
    until: int = NO_DUE + 1
    """Seconds since 1970; those not yet received are due at NO_DUE."""


@dataclass(frozen=True)
class Page:
    """Rows of several spans in one order, by due moment."""

    rows: tuple[Row, ...] = ()
    after: Place | None = None
    """Where the next page begins; None at the end of the list."""
    looked_through: bool = False
    """The page ends because LOOKED_THROUGH rows were read, not because it is full."""


def page_of(streams: Iterable[Iterator[Row]], *, limit: int = ROWS, fits: Callable[[Row], bool] | None = None) -> Page:
    """The first rows that fit, out of streams that are each in the order of due moment and id."""
    rows: list[Row] = []
    last: Place = START
    read = 0
    for row in merge(*streams, key=_place):
        if len(rows) == limit:
            return Page(tuple(rows), last)
        if read == LOOKED_THROUGH:
            return Page(tuple(rows), last, looked_through=True)
        read, last = read + 1, (row.due, row.id)
        if fits is None or fits(row):
            rows.append(row)
    return Page(tuple(rows))


def _place(row: Row) -> Place:
    return (row.due, row.id)


def counted(keys: Iterable[object], most: int = COUNTED) -> int:
    """How many there are, as far as `most` + 1: more than `most` means "more than that"."""
    return sum(1 for _ in islice(iter(keys), most + 1))
