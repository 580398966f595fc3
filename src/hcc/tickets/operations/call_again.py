"""Calling a number once more: nobody came yet, or who had missed it has come."""

from hcc.core.act import Act
from hcc.core.errors import NotInThisState

from ..resources import Queue, Ticket, TicketState
from .calling import call, counter_for


def call_again(queue: Queue, *, ticket: Ticket, act: Act) -> None:
    """Call a number again to the counter of who acts: the one called there now, or one that was missed.

    Raises CounterNotChosen; NotInThisState for a number that waits, is served, or was called to another counter.
    """
    counter = counter_for(queue, act)
    mine = ticket.state is TicketState.CALLED and ticket.counter == counter
    if not mine and ticket.state is not TicketState.MISSED:
        raise NotInThisState(state=ticket.state.value)
    call(ticket.day, ticket, counter=counter, act=act)
