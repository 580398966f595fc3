"""Somebody has been served (đã xong), and nobody is called yet."""

from hcc.core.act import Act
from hcc.core.errors import NotInThisState

from ..resources import Queue, Ticket, TicketState
from .calling import counter_for, finish


def serve(queue: Queue, *, ticket: Ticket, act: Act) -> None:
    """Note that she has been served. Raises CounterNotChosen, and NotInThisState for a number not called here."""
    end(queue, ticket, TicketState.SERVED, act=act)


def end(queue: Queue, ticket: Ticket, state: TicketState, *, act: Act) -> None:
    """Done with the number that is called to the counter of who acts."""
    if ticket.state is not TicketState.CALLED or ticket.counter != counter_for(queue, act):
        raise NotInThisState(state=ticket.state.value)
    finish(ticket, state, act=act)
