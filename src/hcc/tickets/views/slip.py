"""One number on a strip of paper 80 mm wide, printed by the greeter's browser. It bears no name and no reason."""

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.moments import moment_line
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.printing.qr import qr_svg

from ..resources import Queue, Ticket, TicketState


def show_slip(context: Ticket, request: Request) -> dict:
    board = request.office.public_url and f"{request.office.public_url}/goi-so"
    return {
        "title": message("Number ${number}", mapping={"number": context.number}),
        "back": ("/goi-so/give", message("Give a number")),
        "ticket": context,
        "taken": moment_line(context.taken_at, request.locale_name),
        "ahead": context.day.ahead_of(context) if context.state is TicketState.WAITING else 0,
        "board": board.partition("//")[2],
        "qr": qr_svg(board) if board else "",
        "print_now": "print" in request.GET,
    }


def includeme(config: Configurator) -> None:
    config.add_view(
        show_slip,
        context=Ticket,
        containment=Queue,
        permission=Permission.TICKET_GIVE,
        request_method="GET",
        renderer="hcc:templates/tickets/slip.pt",
    )
