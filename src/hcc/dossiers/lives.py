"""From when to when a dossier was with the office: what figures of any day are counted from, without a walk.

Each life is read off the dossier's chain when something happens that figures tell of. The tree answers which lives
touch a day. One that has ended stands at the day that it covers and that is divisible by the highest power of two (its
node), so that a day is asked at some twenty nodes, and each holds no more lives than were with the office on that one
day. Those that have not ended are not in the tree: each stands in the row of its dossier, which every act writes again
anyway. What is kept of each is one short line, under a key that is text too.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hcc.core.calendar import LOCAL
from hcc.core.evidence import Record
from hcc.core.line_trees import LineTree

from .workflow import DRAFT, RESOLVED, SUBMITTED, WORKFLOW
from .worklist import Row, Span

if TYPE_CHECKING:
    from .resources import Dossier

TOLD_BY = frozenset(
    {
        "receive",
        "request_supplement",
        "supply",
        "extend",
        "approve",
        "register_and_seal",
        "resolve",
        "stop",
        "accept_withdrawal",
    }
)
"""Acts after which a life is another."""
LEVELS = 22
"""Powers of two up to beyond the number of any day."""
_WITH_THE_OFFICE = tuple(
    name for name, state in WORKFLOW.states.items() if not state.final and name not in (DRAFT, SUBMITTED, RESOLVED)
)
"""The states of dossiers that were received and have not ended."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def _key(node: int, day: int, id: int = 0) -> str:
    """Node, day of reception (its ordinal), dossier; in the order of these numbers."""
    return f"{node:013d}|{day:07d}|{id:019d}"


def instant(moment: datetime) -> int:
    """Microseconds since 1970: moments are compared exactly."""
    return (moment - _EPOCH) // _MICROSECOND


def local_day(at: int) -> int:
    """The ordinal of the office's day of a moment."""
    return (_EPOCH + at * _MICROSECOND).astimezone(LOCAL).toordinal()


@dataclass(frozen=True)
class Stretch:
    """From a moment on the result is due at another, or the clock stands still; both in microseconds since 1970."""

    since: int
    due: int
    paused: int = 0
    """1: it stands still."""


@dataclass(frozen=True)
class Life:
    """A received dossier as figures see it."""

    id: int
    field: str
    channel: str
    received: int
    """Microseconds since 1970, as all moments here."""
    stretches: tuple[Stretch, ...]
    ended: int | None = None
    resolved: bool = False
    """It ended with a result; otherwise it was stopped, or the person took it back."""
    late: bool = False
    """Papers were asked for twice (QĐ 766/QĐ-TTg)."""

    @property
    def key(self) -> str | None:
        """Where it stands in the tree; None while it has not ended."""
        if self.ended is None:
            return None
        begins = local_day(self.received)
        return _key(_node(begins, max(local_day(self.ended), begins)), begins, self.id)

    @property
    def line(self) -> str:
        """As it is kept: add parts at the end, never move one."""
        stretches = ";".join(f"{one.since},{one.due},{one.paused:d}" for one in self.stretches)
        ended = "" if self.ended is None else self.ended
        return f"{self.field}|{self.channel}|{self.received}|{stretches}|{ended}|{self.resolved:d}|{self.late:d}"

    @classmethod
    def read(cls, id: int, line: str) -> "Life":
        """From its line."""
        field, channel, received, stretches, ended, resolved, late = line.split("|")
        return cls(
            id,
            field,
            channel,
            int(received),
            tuple(Stretch(*map(int, one.split(","))) for one in stretches.split(";")),
            int(ended) if ended else None,
            resolved == "1",
            late == "1",
        )

    def lasts_to(self, day: int) -> bool:
        """Whether it was still with the office when a day began, by the ordinal of the day."""
        return self.ended is None or local_day(self.ended) >= day

    def stretch_at(self, at: int) -> Stretch:
        """What held at a moment after reception."""
        return next((one for one in reversed(self.stretches) if one.since <= at), self.stretches[0])


def _node(begins: int, ends: int) -> int:
    """Twice a day for what began and ended on it; else twice, and one, the day between that most days would share."""
    if begins == ends:
        return begins * 2
    below = (begins ^ ends).bit_length() - 1
    return (ends >> below << below) * 2 + 1


def life_of(dossier: "Dossier") -> Life | None:
    """Read off its chain; None before reception."""
    received, ended, resolved, overdue = None, None, False, False
    stretches: list[Stretch] = []
    for moment, what, facts in dossier.chain.told(*TOLD_BY):
        at = instant(datetime.fromisoformat(moment))
        if what == "receive":
            received = at
        if received is None:
            continue
        if "due" in facts or what == "receive":
            stretches.append(Stretch(at, _due(facts, dossier)))
        elif what == "request_supplement":
            stretches.append(Stretch(at, stretches[-1].due, paused=1))
            overdue = overdue or bool(facts.get("counts_as_overdue"))
        state = facts.get("to")
        if state == RESOLVED or (state is not None and WORKFLOW.states[state].final):
            ended, resolved = at, state == RESOLVED
    if received is None:
        return None
    return Life(dossier.id, dossier.record.field, dossier.channel, received, tuple(stretches), ended, resolved, overdue)


def _begun(dossier: "Dossier", reception: Record) -> Life:
    """The life of a dossier that was received just now, as `life_of` reads it, from its last record alone."""
    at = instant(reception.at)
    stretch = Stretch(at, _due(reception.facts, dossier))
    return Life(dossier.id, dossier.record.field, dossier.channel, at, (stretch,))


def _due(facts: dict[str, Any], dossier: "Dossier") -> int:
    """As the record says; the first programs did not record it, and never moved it either."""
    if "due" in facts:
        return instant(datetime.fromisoformat(facts["due"]))
    assert dossier.due is not None  # nothing is received without one
    return instant(dossier.due.moment)


class Lives:
    """The part of the folder that knows which dossiers were with the office on a day."""

    rows: Callable[[Span], Iterator[Row]]
    _lives: Any = None
    """None in an older database until its evolution step makes it."""

    def __init__(self) -> None:
        super().__init__()
        self._lives = LineTree()

    def begin_lives(self, dossiers: Iterable["Dossier"]) -> None:
        """Make the tree anew, of every dossier there is. Those with the office must be listed again."""
        self._lives = LineTree()
        for dossier in dossiers:
            dossier.life_key = dossier.open_life = None
            self._keep_life(dossier)

    def note_life(self, dossier: "Dossier") -> None:
        """Something was done to the dossier: if figures tell of it, or have not heard of it, read its life anew."""
        last = dossier.chain.last
        if self._lives is None or last is None:
            return
        known = dossier.life_key is not None or dossier.open_life is not None
        if last.what == "receive":
            dossier.open_life = _begun(dossier, last).line
        elif last.what in TOLD_BY or (not known and dossier.received_at is not None):
            self._keep_life(dossier)

    def _keep_life(self, dossier: "Dossier") -> None:
        life = life_of(dossier)
        if life is None:
            return
        key, line = life.key, life.line
        if dossier.life_key not in (None, key):
            self._lives.pop(dossier.life_key, None)
        if key is not None:
            self._lives[key] = line
        dossier.life_key, dossier.open_life = key, line if key is None else None

    def lives_of(self, day: date) -> Iterator[Life]:
        """Every dossier that was with the office on the day: received on it or before, and not ended before it."""
        if self._lives is None:
            return
        asked = day.toordinal()
        yield from self._lives_at(asked * 2, asked)
        for level in range(1, LEVELS):
            middle = asked >> level << level | 1 << level - 1
            for life in self._lives_at(middle * 2 + 1, asked):
                if asked < middle or life.lasts_to(asked):
                    yield life
        yield from (life for life in self._open_lives() if local_day(life.received) <= asked)

    def _open_lives(self) -> Iterator[Life]:
        """Those that have not ended, of the rows they stand in."""
        for state in _WITH_THE_OFFICE:
            for row in self.rows(Span(state)):
                if row.life:
                    yield Life.read(row.id, row.life)

    def _lives_at(self, node: int, day: int) -> Iterator[Life]:
        """Those of a node received on the day or before."""
        for key, line in self._lives.items(min=_key(node, 0), max=_key(node, day + 1), excludemax=True):
            yield Life.read(int(key.rpartition("|")[2]), line)

    def life_faults(self, dossiers: Iterable["Dossier"]) -> Iterator[str]:
        """Where the tree and the chains of every dossier there is disagree."""
        if self._lives is None:
            return
        count = 0
        for dossier in dossiers:
            life = life_of(dossier)
            ended = life is not None and life.ended is not None
            count += ended
            kept = (dossier.life_key, self._lives.get(dossier.life_key) if ended else dossier.open_life)
            if kept != ((life.key, life.line) if life is not None else (None, None)):
                yield f"dossier {dossier.number_shown} is counted wrongly in the figures"
        if count != len(self._lives):
            yield "the figures count dossiers there are not"
