"""A dossier as lists show it: the rows that the covering trees hold.

A tree keeps a row as one line of text, under a key that is text too. Its part with the dossier holds some twenty rows,
and every act writes it again: ZODB's pickler asks a function of each single value whether it is an object of its own,
and rows and keys of many values took most of the time of an act.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import cache, lru_cache
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING

from .row_trees import NO_DUE, place_key
from .workflow import DRAFT

# Loaded with the first row, not with the program.
if TYPE_CHECKING:
    from msgspec.json import Decoder

LOOKED_THROUGH = 2_000
"""Most rows looked through for one page: a question that few rows answer goes on from where it stopped."""


class Board(StrEnum):
    """Lists across states, each in the order of a moment of its own."""

    NO_CODE = "no_code"
    """Chưa có mã hồ sơ quốc gia: received, and the dossier code of the other system is not known; by reception."""
    TO_SEAL = "to_seal"
    """Approved, waiting for the clerk's register and seal; by due moment."""
    OWES_PAPER = "owes_paper"
    """A paper is still to be digitised; by its deadline."""
    NOT_FETCHED = "not_fetched"
    """Kết quả chưa nhận: the result is ready and nobody has fetched it; by when it was ready."""


@dataclass(frozen=True)
class Row:
    """A dossier as a list shows it. Kept in trees as its `line`: add fields with defaults, never rename them."""

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
    life: str = ""
    """What figures count it by while it is with the office (`lives.Life.line`)."""
    process: str = ""
    """The version of the internal process it follows (`Dossier.process`); empty without one, or when it has ended."""
    step: int = 0
    """Key of the step that runs; 0 while none does."""
    step_due: int = 0
    """When the hours of that step are over, seconds since 1970; 0 where it has no time."""
    unit: int = 0
    """The unit that acts next; 0 for any."""
    stand_in: str = ""
    """Login of who acts in that unit's place."""

    @property
    def key(self) -> str:
        return place_key(self.state, due=self.due, id=self.id)

    @property
    def line(self) -> str:
        """As it is kept: JSON of all that is not as usual."""
        from msgspec.json import encode

        told = {name: value for name, usual in _FIELDS if (value := getattr(self, name)) != usual}
        return encode(told).decode()

    @property
    def told(self) -> "Row":
        """What of it must agree with the dossier; the last act only makes a badge."""
        return replace(self, version=0, by="")

    @property
    def places(self) -> tuple[str, str | None]:
        """Where it stands in the worklist, and among the dossiers of whoever has it in hand."""
        return self.key, self.handled_key

    @property
    def handled_key(self) -> str | None:
        """Where it stands among the dossiers of whoever has it in hand: its handler, or who helps with the draft;
        None while nobody has.
        """
        login = self.handler or (self.helper if self.state == DRAFT else "")
        return place_key(login, self.state, due=self.due, id=self.id) if login else None


OF_A_UNIT = '"unit":'
"""Stands in the line of a row whose step is one unit's: rows of no unit need not be read to be counted."""
_FIELDS = tuple((one.name, one.default) for one in fields(Row))


@cache
def _decoder() -> "Decoder[Row]":
    from msgspec.json import Decoder

    return Decoder(Row)


@lru_cache(maxsize=LOOKED_THROUGH * 2)
def row_from(line: str) -> Row:
    """The row of a line. Remembered: an official's next page looks through the same lines again."""
    return _decoder().decode(line)


@dataclass
class Worklist:
    """A range read from one unit's covering tree."""

    rows: list[Row] = field(default_factory=list)
    more: bool = False


ROWS = 50
"""Rows of a page."""
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
    """Login of who has them in hand (`Row.handled_key`)."""
    since: int = 0
    until: int = NO_DUE + 1
    """Seconds since 1970; those not yet received are due at NO_DUE."""


@dataclass(frozen=True)
class Page:
    """Rows of several spans in one order, by due moment; or of a board, by its own."""

    rows: tuple[Row, ...] = ()
    after: Place | None = None
    """Where the next page begins; None at the end of the list."""
    looked_through: bool = False
    """The page ends because LOOKED_THROUGH rows were read, not because it is full."""
    moments: tuple[int, ...] = ()
    """What each row is ordered by, seconds since 1970."""


def page_of(streams: Iterable[Iterator[Row]], *, limit: int = ROWS, fits: Callable[[Row], bool] | None = None) -> Page:
    """The first rows that fit, out of streams that are each in the order of due moment and id."""
    return page_in_order(((row.due, row) for row in merge(*streams, key=_place)), limit=limit, fits=fits)


def page_in_order(
    stream: Iterable[tuple[int, Row]], *, limit: int = ROWS, fits: Callable[[Row], bool] | None = None
) -> Page:
    """The first rows that fit, out of one stream of rows with the moment each is ordered by."""
    rows: list[Row] = []
    moments: list[int] = []
    last: Place = START
    read = 0
    for moment, row in stream:
        if len(rows) == limit:
            return Page(tuple(rows), last, moments=tuple(moments))
        if read == LOOKED_THROUGH:
            return Page(tuple(rows), last, looked_through=True, moments=tuple(moments))
        read, last = read + 1, (moment, row.id)
        if fits is None or fits(row):
            rows.append(row)
            moments.append(moment)
    return Page(tuple(rows), moments=tuple(moments))


def shown_count(count: int) -> str:
    """A bounded count as people read it."""
    return f"{COUNTED}+" if count > COUNTED else str(count)


def _place(row: Row) -> Place:
    return (row.due, row.id)


def counted(keys: Iterable[object], most: int = COUNTED) -> int:
    """How many there are, as far as `most` + 1: more than `most` means "more than that"."""
    return sum(1 for _ in islice(iter(keys), most + 1))
