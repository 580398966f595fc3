"""What every call needs: a counter to call to, and an end to the call before it."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..resources import DayQueue, Queue, Ticket, TicketState


class CounterNotChosen(Refusal):
    text = message("Choose the counter you sit at first: the screen in the hall tells people where to go.")


def counter_for(queue: Queue, act: Act) -> int:
    """The counter of the official who acts. Raises CounterNotChosen."""
    counter = queue.counter_of(act.by)
    if not counter:
        raise CounterNotChosen()
    return counter


def call(day: DayQueue, ticket: Ticket, *, counter: int, act: Act) -> None:
    """Call a number to a counter; whoever was called there before has been served."""
    before = day.current(counter)
    if before is not None and before is not ticket:
        finish(before, TicketState.SERVED, act=act)
    day.call(ticket, counter=counter, by=act.by, at=act.at)
    day.chain.append(act, "call", number=ticket.number, counter=counter)


def finish(ticket: Ticket, state: TicketState, *, act: Act) -> None:
    """Done with a number."""
    ticket.day.end(ticket, state, at=act.at)
    ticket.day.chain.append(act, state.value, number=ticket.number, counter=ticket.counter)
