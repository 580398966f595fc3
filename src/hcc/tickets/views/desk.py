"""/goi-so/desk: an official at her counter calls numbers with one key."""

from collections.abc import Callable
from dataclasses import dataclass

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.moments import clock
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.web.acting import REFUSED
from hcc.web.display import local_path

from ..operations.call_again import call_again
from ..operations.call_next import call_next, whose_turn
from ..operations.miss import miss
from ..operations.serve import serve
from ..operations.sit import sit
from ..places import today
from ..resources import Lane, Queue, Ticket
from ..wording import REASONS

DESK = "hcc:templates/tickets/desk.pt"
PAGE = "/goi-so/desk"
ROWS = 30
MINUTE = 60


@dataclass(frozen=True)
class WaitingRow:
    """One number as the desk shows it."""

    number: int
    reason: TranslationString | None
    taken: str
    minutes: int
    procedure: str
    next: bool
    """Whether it is the one the key would call."""


def _row(ticket: Ticket, turn: Ticket | None, request: Request) -> WaitingRow:
    return WaitingRow(
        number=ticket.number,
        reason=REASONS[ticket.reason] if ticket.reason is not None else None,
        taken=clock(ticket.taken_at),
        minutes=max(int((request.now - ticket.taken_at).total_seconds()) // MINUTE, 0),
        procedure=_procedure(ticket, request),
        next=ticket is turn,
    )


def _procedure(ticket: Ticket, request: Request) -> str:
    """What somebody comes for, in the words of the list; empty where nobody asked."""
    if ticket.procedure not in request.site.procedures:
        return ""
    revision = request.site.procedures[ticket.procedure].published(request.now.date())
    return (revision.record.short_name or revision.record.title) if revision is not None else ""


def desk_page(context: Queue, request: Request, problems: list[str] | None = None) -> dict:
    """The page as it stands, with what was refused."""
    day, called = today(request), request.called_ticket
    turn = whose_turn(day) if day is not None else None
    waiting = [ticket for lane in reversed(Lane) for ticket in day.waiting(lane)] if day is not None else []
    rows = sorted(waiting, key=lambda ticket: (ticket is not turn, ticket.lane is Lane.NORMAL, ticket.order))
    most = request.office.counters
    sitting = {counter: request.site.accounts.get(context.sitting_at(counter)) for counter in range(1, most + 1)}
    return {
        "title": message("Counter ${number}", mapping={"number": request.counter})
        if request.counter
        else message("Call numbers"),
        "section": "goi-so",
        "called": called,
        "called_procedure": _procedure(called, request) if called is not None else "",
        "called_reason": REASONS[called.reason] if called is not None and called.reason is not None else None,
        "rows": [_row(ticket, turn, request) for ticket in rows[:ROWS]],
        "count": len(waiting),
        "missed": day.missed()[:ROWS] if day is not None else [],
        "counters": [(counter, who.name if who is not None else "") for counter, who in sitting.items()],
        "problems": problems or [],
        "may_greet": request.has_permission(Permission.DOSSIER_GREET, request.site.dossiers),
    }


def show_desk(context: Queue, request: Request) -> dict:
    return desk_page(context, request)


def _acted(queue: Queue, request: Request, do: Callable[[], object]):
    """Do an act and go where the form says, else to the desk; a refusal shows the desk with its sentence."""
    try:
        do()
    except Refusal as refusal:
        request.response.status = REFUSED
        return desk_page(queue, request, request.refused(refusal))
    asked = request.POST.get("next")
    return HTTPSeeOther((local_path(asked) if isinstance(asked, str) else "") or PAGE)


def do_sit(context: Queue, request: Request):
    typed = request.POST.get("counter")
    if not (isinstance(typed, str) and typed.isascii() and typed.isdecimal() and len(typed) < 3):
        raise HTTPBadRequest()
    return _acted(
        context, request, lambda: sit(context, counter=int(typed), most=request.office.counters, act=request.act)
    )


def do_call_next(context: Queue, request: Request):
    return _acted(context, request, lambda: call_next(context, act=request.act))


def do_call_again(context: Ticket, request: Request):
    return _acted(context.day.queue, request, lambda: call_again(context.day.queue, ticket=context, act=request.act))


def do_miss(context: Ticket, request: Request):
    return _acted(context.day.queue, request, lambda: miss(context.day.queue, ticket=context, act=request.act))


def do_serve(context: Ticket, request: Request):
    return _acted(context.day.queue, request, lambda: serve(context.day.queue, ticket=context, act=request.act))


def includeme(config: Configurator) -> None:
    call = {"permission": Permission.TICKET_CALL, "renderer": DESK}
    config.add_view(show_desk, context=Queue, name="desk", request_method="GET", **call)
    for view, context, name in (
        (do_sit, Queue, "sit"),
        (do_call_next, Queue, "call_next"),
        (do_call_again, Ticket, "call_again"),
        (do_miss, Ticket, "miss"),
        (do_serve, Ticket, "serve"),
    ):
        # All of them change the same day: in one process they wait for one another instead of being tried again.
        config.add_numbering_view(name, "ticket")
        config.add_view(view, context=context, name=name, request_method="POST", once=True, **call)
    config.add_place(
        "goi-so",
        message("Call numbers"),
        icon="bell",
        path=PAGE,
        context="/goi-so",
        permission=Permission.TICKET_CALL,
        order=9,
    )
