"""Calling the next number (gọi số tiếp): who goes first, and how long the others may have to wait for it."""

from itertools import islice

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..resources import DayQueue, Lane, Queue, Ticket
from .calling import call, counter_for

PRIORITY_RUN = 3
"""Most calls out of the priority lane in a row, over all counters, while somebody waits in the other: after three who
go first one who came before them gets her turn, so that nobody waits without end. See docs/decisions."""


class NobodyWaits(Refusal):
    text = message("Nobody waits. Call the next number once more when somebody has taken one.")


def call_next(queue: Queue, *, act: Act) -> Ticket:
    """Call whose turn it is to the counter of who acts; whoever was called there before has been served.

    Two counters that call at once change the same objects, so one of them is tried again and gets the next number.
    Raises CounterNotChosen, NobodyWaits.
    """
    counter = counter_for(queue, act)
    day = queue.day(act.at.astimezone(LOCAL).date())
    ticket = whose_turn(day) if day is not None else None
    if day is None or ticket is None:
        raise NobodyWaits()
    call(day, ticket, counter=counter, act=act)
    return ticket


def whose_turn(day: DayQueue) -> Ticket | None:
    """Who is called next: the first of the priority lane, unless it had its run and somebody waits in the other."""
    first = {lane: next(day.waiting(lane), None) for lane in Lane}
    priority, normal = first[Lane.PRIORITY], first[Lane.NORMAL]
    if priority is None or normal is None:
        return priority or normal
    return normal if _priority_had_its_run(day) else priority


def _priority_had_its_run(day: DayQueue) -> bool:
    calls = (one for _, one in day.latest_calls() if not one.again)
    lanes = [day[str(one.number)].lane for one in islice(calls, PRIORITY_RUN)]
    return lanes == [Lane.PRIORITY] * PRIORITY_RUN
