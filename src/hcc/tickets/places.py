"""What other pages may show of the queue: the counter of who is signed in, and the number called there."""

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.calendar import LOCAL

from .resources import DayQueue, Ticket


def today(request: Request) -> DayQueue | None:
    """The numbers of today; None when none was given."""
    return request.site.queue.day(request.now.astimezone(LOCAL).date())


def _counter(request: Request) -> int:
    """The counter the official sits at; 0: none."""
    return request.site.queue.counter_of(request.official.login) if request.official is not None else 0


def _called_ticket(request: Request) -> Ticket | None:
    """The number called to her counter and not done with."""
    day = today(request) if request.counter else None
    return day.current(request.counter) if day is not None else None


def includeme(config: Configurator) -> None:
    config.add_request_method(_counter, "counter", reify=True)
    config.add_request_method(_called_ticket, "called_ticket", reify=True)
