"""Giving somebody a number (lấy số), or entering the number on the paper she holds."""

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..resources import HIGHEST, DayQueue, Queue, Reason, Ticket


class NumberOutOfRange(Refusal):
    field = "number"
    text = message("A number on paper is from 1 to ${highest}. Look at the paper again.")


class NumberTaken(Refusal):
    field = "number"
    text = message("Number ${number} was given out today already. Look at the paper again, or give a new number.")


def give(
    queue: Queue, *, reason: Reason | None = None, on_paper: int | None = None, procedure: str = "", act: Act
) -> Ticket:
    """The next number of the day of the act, in the priority lane when there is a reason.

    `on_paper`: the number that stands on a paper already, such as a torn-off roll; it is unique in a day. The counter
    passes over numbers that were entered so, and no number is left out.
    """
    day = queue.begin(act.at.astimezone(LOCAL).date())
    if on_paper is not None:
        if not 1 <= on_paper <= HIGHEST:
            raise NumberOutOfRange(highest=HIGHEST)
        if day.get(on_paper) is not None:
            raise NumberTaken(number=on_paper)
    ticket = Ticket(
        _next(day) if on_paper is None else on_paper,
        order=day.next_order(),
        reason=reason,
        taken_at=act.at,
        on_paper=on_paper is not None,
        procedure=procedure,
    )
    day.add(ticket)
    day.chain.append(act, "give", number=ticket.number, lane=ticket.lane.value, on_paper=ticket.on_paper)
    return ticket


def _next(day: DayQueue) -> int:
    number = day.last_given.take()
    while day.get(number) is not None:
        number = day.last_given.take()
    return number
