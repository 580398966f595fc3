"""The queue brought into the state a test needs: somebody waits, is called to the receiver's counter, or was missed."""

from collections.abc import Iterator
from contextlib import contextmanager

from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.tickets.operations.call_again import call_again
from hcc.tickets.operations.give import give
from hcc.tickets.operations.miss import miss
from hcc.tickets.operations.sit import sit
from hcc.tickets.resources import Queue, Reason, Ticket
from office import LOGINS, Office

COUNTER = 3
"""Where the receiver sits."""


@contextmanager
def _fresh(office: Office, reason: Reason | None = None, procedure: str = "") -> Iterator[tuple[Queue, Ticket]]:
    with office.changing() as site:
        ticket = give(site.queue, reason=reason, procedure=procedure, act=Act(LOGINS[Role.GREETER], office.now))
        yield site.queue, ticket


def _path(ticket: Ticket) -> str:
    return f"/goi-so/{ticket.day.__name__}/{ticket.number}/"


def waiting(office: Office, reason: Reason | None = None, procedure: str = "") -> str:
    """The address of a fresh number."""
    with _fresh(office, reason, procedure) as (_, ticket):
        return _path(ticket)


def called(office: Office, reason: Reason | None = None, procedure: str = "") -> str:
    """The address of a fresh number that is called to the receiver's counter."""
    with _fresh(office, reason, procedure) as (queue, ticket):
        act = Act(LOGINS[Role.RECEIVER], office.now)
        sit(queue, counter=COUNTER, most=9, act=act)
        before = ticket.day.current(COUNTER)
        if before is not None:
            miss(queue, ticket=before, act=act)
        ticket.day.call(ticket, counter=COUNTER, by=act.by, at=act.at)
        ticket.day.chain.append(act, "call", number=ticket.number, counter=COUNTER)
        return _path(ticket)


def missed(office: Office) -> str:
    """The address of a fresh number nobody came for."""
    path = called(office)
    with office.changing() as site:
        miss(site.queue, ticket=_ticket(site.queue, path), act=Act(LOGINS[Role.RECEIVER], office.now))
    return path


def called_twice(office: Office) -> str:
    """The address of a fresh number that was called again."""
    path = called(office)
    with office.changing() as site:
        call_again(site.queue, ticket=_ticket(site.queue, path), act=Act(LOGINS[Role.RECEIVER], office.now))
    return path


def receiver_sits(office: Office) -> None:
    with office.changing() as site:
        sit(site.queue, counter=COUNTER, most=9, act=Act(LOGINS[Role.RECEIVER], office.now))


def another_counter(office: Office) -> str:
    """A counter the receiver does not sit at."""
    with office.site() as site:
        return str(1 + site.queue.counter_of(LOGINS[Role.RECEIVER]) % 2)


def _ticket(queue: Queue, path: str) -> Ticket:
    _, _, day, number, _ = path.split("/")
    return queue[day][number]
