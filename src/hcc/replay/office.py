"""The officials at work: a queue of people and papers, served in working sessions only."""

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import Any

from hcc.core.act import Act
from hcc.core.calendar import OfficeCalendar
from hcc.core.roles import Role


@dataclass(frozen=True)
class Work:
    """One piece of work of one official; what it comes to is done when it ends."""

    role: Role
    minutes: float
    due: datetime | None = None
    """Of papers: they are taken by due moment. None: a person waits, is served first, in turn, and in one go."""
    login: str = ""
    """Only this official can do it; empty: whoever has the role."""


@dataclass(frozen=True)
class Rest:
    """Nobody of the office works on it until a moment."""

    until: datetime


Course = Generator[Work | Rest, Act, None]
"""What happens to one visit: each piece of work that it yields comes back as the act that it ended with."""


@dataclass
class Seat:
    """An official, and how long she has worked."""

    login: str
    roles: frozenset[Role]
    worked: timedelta = timedelta()
    busy: bool = False


@dataclass
class _Waiting:
    number: int
    work: Work
    course: Course

    def rank(self, seat: Seat) -> tuple:
        """What the official takes first: signatures only she can give, then people, then papers by due moment."""
        signs = self.work.role is Role.APPROVER
        person = self.work.due is None
        return (not signs, not person, 0 if person else self.work.due, self.number)


@dataclass
class OfficeAtWork:
    """Lives through the days, from one event to the next."""

    calendar: OfficeCalendar
    seats: list[Seat]
    committed: Callable[[datetime], None]
    """Called after everything that was done at a moment."""
    announce: Callable[[object], None]
    """Called with each event of an act."""
    stretch: float
    """Minutes after which an official at papers looks up, and takes what is more urgent first."""
    _events: list[tuple[datetime, int, Seat | None, Any]] = field(default_factory=list)
    _waiting: list[_Waiting] = field(default_factory=list)
    _numbers: Any = field(default_factory=count)

    def comes(self, at: datetime, course: Course) -> None:
        """A visit begins at a moment."""
        heappush(self._events, (at, next(self._numbers), None, course))

    def work_through(self, sessions: Iterable[tuple[datetime, datetime]]) -> None:
        """Work in these sessions, and stop at the end of the last."""
        sessions = list(sessions)
        for begins, _ in sessions:
            heappush(self._events, (begins, next(self._numbers), None, None))
        closing = sessions[-1][1]
        while self._events and self._events[0][0] <= closing:
            now, _, seat, what = heappop(self._events)
            if seat is not None:
                seat.busy = False
            if isinstance(what, _Waiting):  # laid aside, to be gone on with
                self._waiting.append(what)
            elif what is not None:
                self._go_on(what, Act(seat.login, now, self.announce) if seat is not None else None, now)
            self._give_work(now, closing)

    def _go_on(self, course: Course, act: Act | None, now: datetime) -> None:
        try:
            step = course.send(act) if act is not None else next(course)
        except StopIteration:
            step = None
        if act is not None:
            self.committed(now)
        if isinstance(step, Rest):
            heappush(self._events, (max(step.until, now), next(self._numbers), None, course))
        elif step is not None:
            self._waiting.append(_Waiting(next(self._numbers), step, course))

    def _give_work(self, now: datetime, closing: datetime) -> None:
        if not self.calendar.is_open(now):
            return
        left = next(end for begin, end in self.calendar.sessions_on(now.date()) if begin <= now < end) - now
        for seat in sorted(self.seats, key=lambda one: (one.worked, one.login)):
            if seat.busy:
                continue
            fitting = [one for one in self._waiting if _fits(one.work, seat, left)]
            if not fitting:
                continue
            taken = min(fitting, key=lambda one: one.rank(seat))
            self._waiting.remove(taken)
            minutes = taken.work.minutes
            after: Course | _Waiting = taken.course
            if taken.work.due is not None and minutes > self.stretch:
                rest = replace(taken.work, minutes=minutes - self.stretch, login=seat.login)
                minutes, after = self.stretch, replace(taken, work=rest)
            ends = self.calendar.advance(now, timedelta(minutes=minutes))
            seat.busy, seat.worked = True, seat.worked + self.calendar.worked(now, min(ends, closing))
            heappush(self._events, (ends, next(self._numbers), seat, after))


def _fits(work: Work, seat: Seat, left: timedelta) -> bool:
    """Whether the official may do it, and would not send a person to lunch in the middle of it."""
    if work.login and work.login != seat.login:
        return False
    return work.role in seat.roles and (work.due is not None or timedelta(minutes=work.minutes) <= left)
