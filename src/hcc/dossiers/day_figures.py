"""Figures of a day as they stood at any hour of it, counted from what was recorded and not from today's state.

Whatever was carried over or received is resolved, has ended otherwise, or is still in process: each dossier is counted
once on either side.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime, time

from hcc.core.calendar import LOCAL

from .lives import Life, Lives, instant, local_day


@dataclass
class Count:
    """Dossiers of one field, or of all."""

    carried_over: int = 0
    """With the office when the day began (tồn trước)."""
    received: int = 0
    early: int = 0
    """Resolved before the day on which it was due (trước hạn)."""
    on_time: int = 0
    """Resolved on that day, not after the moment (đúng hạn)."""
    late: int = 0
    """Resolved after it, or papers had been asked for twice (quá hạn; QĐ 766/QĐ-TTg)."""
    ended: int = 0
    """Stopped, or taken back by the person."""
    in_time: int = 0
    """In process, and the due moment not passed."""
    waiting: int = 0
    """In process; the person was asked for papers and the clock stands still."""
    overdue: int = 0
    """In process, and the due moment passed."""

    @property
    def resolved(self) -> int:
        return self.early + self.on_time + self.late

    @property
    def in_process(self) -> int:
        return self.in_time + self.waiting + self.overdue

    @property
    def adds_up(self) -> bool:
        return self.carried_over + self.received == self.resolved + self.ended + self.in_process

    def __add__(self, other: "Count") -> "Count":
        return Count(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


@dataclass
class DayFigures:
    """One day, up to a moment of it."""

    at: datetime
    total: Count = field(default_factory=Count)
    channels: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Received, by channel."""
    fields: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    """By field of the procedure."""


def figures_at(folder: Lives, at: datetime) -> DayFigures:
    """The figures of the local day of `at`, as they stood then."""
    return count(folder.lives_of(at.astimezone(LOCAL).date()), at)


def count(lives: Iterable[Life], at: datetime) -> DayFigures:
    """The figures of a day as they stood at `at`, from the lives that touch it."""
    figures = DayFigures(at)
    begun = instant(datetime.combine(at.astimezone(LOCAL).date(), time(), LOCAL))
    now = instant(at)
    for life in lives:
        if life.received > now or (life.ended is not None and life.ended < begun):
            continue
        counted = figures.fields[life.field]
        if life.received < begun:
            counted.carried_over += 1
        else:
            counted.received += 1
            figures.channels[life.channel] += 1
        name = _stands(life, now)
        setattr(counted, name, getattr(counted, name) + 1)
    figures.total = sum(figures.fields.values(), Count())
    return figures


def _stands(life: Life, now: int) -> str:
    """Which of the counts a dossier belongs to at a moment."""
    if life.ended is None or life.ended > now:
        held = life.stretch_at(now)
        if held.paused:
            return "waiting"
        return "overdue" if held.due < now else "in_time"
    if not life.resolved:
        return "ended"
    due = life.stretch_at(life.ended).due
    if life.late or life.ended > due:
        return "late"
    return "early" if local_day(life.ended) < local_day(due) else "on_time"
