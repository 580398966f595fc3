"""Nobody came for a number (vắng mặt): it stands aside, and may be called again."""

from hcc.core.act import Act

from ..resources import Queue, Ticket, TicketState
from .serve import end


def miss(queue: Queue, *, ticket: Ticket, act: Act) -> None:
    """Note that nobody came. Raises CounterNotChosen, and NotInThisState for a number not called to this counter."""
    end(queue, ticket, TicketState.MISSED, act=act)
