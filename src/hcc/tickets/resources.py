"""The queue, a day of it, and one number; who sits at which counter."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from hcc.core.acl import DENY_ALL, Everyone, allow
from hcc.core.evidence import Chain
from hcc.core.folder import number_name
from hcc.core.numbering import Counter
from hcc.core.permissions import Permission
from hcc.core.roles import Role

HIGHEST = 9_999
"""The highest number that can stand on a ticket."""
_DAY_LENGTH = len("2026-11-25")


class Lane(StrEnum):
    """Which of the two rows somebody stands in."""

    NORMAL = "normal"
    PRIORITY = "priority"


class Reason(StrEnum):
    """Why somebody goes first (ưu tiên)."""

    ELDERLY = "elderly"
    """Người cao tuổi: 60 and older (Luật Người cao tuổi 2009 art. 2)."""
    DISABLED = "disabled"
    """Người khuyết tật."""
    PREGNANT = "pregnant"
    """Phụ nữ mang thai."""
    SMALL_CHILD = "small_child"
    """Has a small child along (con nhỏ)."""


class TicketState(StrEnum):
    """What became of a number."""

    WAITING = "waiting"
    CALLED = "called"
    SERVED = "served"
    MISSED = "missed"
    """Called, and nobody came; may be called again."""


class Ticket(Persistent):
    """One number of one day (số thứ tự)."""

    state = TicketState.WAITING
    called_at: datetime | None = None
    """When it was called last."""
    called_by = ""
    """Login of who called it."""
    counter = 0
    """The counter it was called to; 0: none yet."""
    ended_at: datetime | None = None
    """When it was served, or nobody had come."""

    def __init__(
        self, number: int, *, order: int, reason: Reason | None, taken_at: datetime, on_paper: bool, procedure: str
    ) -> None:
        self.__name__ = str(number)
        self.number = number
        self.order = order
        """Its place in the order of arrival, from 1: a number torn off a roll says nothing of that."""
        self.reason = reason
        self.taken_at = taken_at
        self.on_paper = on_paper
        """The number stood on a paper already and was typed in."""
        self.procedure = procedure
        """Code of the procedure somebody comes for, where the greeter asked; or empty."""

    __parent__: Any = None

    @property
    def lane(self) -> Lane:
        return Lane.NORMAL if self.reason is None else Lane.PRIORITY

    @property
    def day(self) -> "DayQueue":
        return self.__parent__


class Call(NamedTuple):
    """One call, as it stands in the row of calls; kept inside days, so fields are only added, with defaults."""

    number: int
    counter: int
    again: bool
    """Not the first call of this number."""
    at: datetime


class DayQueue(Persistent):
    """The numbers of one day, from 1, and the calls of that day."""

    def __init__(self, day: date) -> None:
        self.__name__ = day.isoformat()
        self.day = day
        self.last_given = Counter()
        """The last number taken here; numbers that were on paper may be higher."""
        self._tickets = IOBTree()
        self._arrivals = IOBTree()
        self._waiting = {lane: IOBTree() for lane in Lane}
        self._calls = IOBTree()
        self._at_counter = IOBTree()
        self.chain = Chain()

    __parent__: Any = None

    @property
    def queue(self) -> "Queue":
        return self.__parent__

    def __getitem__(self, name: str) -> Ticket:
        return self._tickets[number_name(name, len(str(HIGHEST)))]

    def __len__(self) -> int:
        return len(self._tickets)

    def __iter__(self) -> Iterator[Ticket]:
        """Every number of the day, the lowest first."""
        return iter(self._tickets.values())

    def get(self, number: int) -> Ticket | None:
        return self._tickets.get(number)

    def waiting(self, lane: Lane) -> Iterator[Ticket]:
        """Who waits in this lane, in the order they came."""
        return (self._tickets[number] for number in self._waiting[lane].values())

    def count_waiting(self) -> int:
        return sum(map(len, self._waiting.values()))

    def ahead_of(self, ticket: Ticket) -> int:
        """How many waiting people came before, in the same lane; who goes first in the other lane is not counted."""
        return len(self._waiting[ticket.lane].keys(max=ticket.order, excludemax=True))

    def missed(self) -> list[Ticket]:
        """Numbers nobody came for, the one called last first."""
        found = [ticket for ticket in self if ticket.state is TicketState.MISSED]
        return sorted(found, key=lambda ticket: ticket.called_at or ticket.taken_at, reverse=True)

    def current(self, counter: int) -> Ticket | None:
        """The number that was called to a counter and is not done with."""
        number = self._at_counter.get(counter)
        return self._tickets[number] if number is not None else None

    def called(self) -> list[Ticket]:
        """The numbers at the counters now."""
        return [self._tickets[number] for number in self._at_counter.values()]

    def latest_calls(self) -> Iterator[tuple[int, Call]]:
        """Calls with their place in the day's row of calls, the newest first."""
        place = self._calls.maxKey() if self._calls else 0
        while place:
            yield place, self._calls[place]
            place -= 1

    # What the acts change; see operations

    def next_order(self) -> int:
        return (self._arrivals.maxKey() if self._arrivals else 0) + 1

    def add(self, ticket: Ticket) -> None:
        ticket.__parent__ = self
        self._tickets[ticket.number] = ticket
        self._arrivals[ticket.order] = ticket.number
        self._waiting[ticket.lane][ticket.order] = ticket.number

    def call(self, ticket: Ticket, *, counter: int, by: str, at: datetime) -> None:
        again = ticket.called_at is not None
        self._waiting[ticket.lane].pop(ticket.order, None)
        ticket.state, ticket.counter, ticket.called_by = TicketState.CALLED, counter, by
        ticket.called_at, ticket.ended_at = at, None
        self._at_counter[counter] = ticket.number
        self._calls[(self._calls.maxKey() if self._calls else 0) + 1] = Call(ticket.number, counter, again, at)

    def end(self, ticket: Ticket, state: TicketState, *, at: datetime) -> None:
        ticket.state, ticket.ended_at = state, at
        if self._at_counter.get(ticket.counter) == ticket.number:
            del self._at_counter[ticket.counter]


class Queue(Persistent):
    """/goi-so: the days, and who sits at which counter."""

    __acl__ = [
        allow(Everyone, Permission.SITE_VIEW),
        *[allow(role, Permission.TICKET_GIVE) for role in (Role.GREETER, Role.RECEIVER)],
        *[allow(role, Permission.TICKET_CALL) for role in (Role.GREETER, Role.RECEIVER, Role.CERTIFIER, Role.RETURNER)],
        DENY_ALL,
    ]

    __name__ = ""
    __parent__: Any = None

    def __init__(self) -> None:
        self._days = OOBTree()
        self._sitting = IOBTree()
        self.chain = Chain()

    def __getitem__(self, name: str) -> DayQueue:
        if len(name) != _DAY_LENGTH:
            raise KeyError(name)
        return self._days[name]

    def days(self) -> Iterator[DayQueue]:
        """Every day that had numbers, the oldest first."""
        return iter(self._days.values())

    def day(self, day: date) -> DayQueue | None:
        """The numbers of a day; None when none was given."""
        return self._days.get(day.isoformat())

    def begin(self, day: date) -> DayQueue:
        """The numbers of a day, begun when there are none."""
        found = self.day(day)
        if found is None:
            found = self._days[day.isoformat()] = DayQueue(day)
            found.__parent__ = self
        return found

    def counter_of(self, login: str) -> int:
        """The counter an official sits at; 0: none."""
        return next((counter for counter, sitting in self._sitting.items() if sitting == login), 0)

    def sitting_at(self, counter: int) -> str:
        """Login of who sits at a counter; empty: nobody."""
        return self._sitting.get(counter, "")

    def seat(self, login: str, counter: int) -> None:
        """Seat an official, 0 for nowhere; whoever sat there sits nowhere any more."""
        for other in [one for one, sitting in self._sitting.items() if sitting == login]:
            del self._sitting[other]
        if counter:
            self._sitting[counter] = login
