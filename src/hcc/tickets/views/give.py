"""/goi-so/give: the greeter gives a number with one key, and prints it with another."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.folder import number_name
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..operations.give import give
from ..places import today
from ..resources import Lane, Queue, Reason, Ticket
from ..schemas import GiveSchema
from ..wording import REASONS

NORMAL = ""
"""What the button says that gives a number without a reason to go first."""


class ProcedureUnknown(Refusal):
    field = "procedure"
    text = message("There is no procedure with the code ${code}. Look at the code again, or leave it empty.")


def _form(request: Request) -> Form:
    """One button a reason; 1 gives the next number, and Enter does the same."""
    buttons = [Button("reason", message("Give the next number"), value=NORMAL, key="1", icon="plus")]
    for place, (reason, words) in enumerate(REASONS.items(), 2):
        buttons.append(Button("reason", words, value=reason.value, key=str(place), style="second"))
    return Form(GiveSchema().bind(request=request), request, buttons=buttons, buttons_outside=True, guard=False)


def _page(request: Request) -> dict:
    day, given = today(request), _given(request)
    return {
        "title": message("Give a number"),
        "section": "lay-so",
        "given": given,
        "ahead": given.day.ahead_of(given) if given is not None else 0,
        "waiting": {lane.value: sum(1 for _ in day.waiting(lane)) if day is not None else 0 for lane in Lane},
        "last": day.last_given.value if day is not None else 0,
    }


def _given(request: Request) -> Ticket | None:
    """The number given just now, as the address of the page says."""
    day = today(request)
    try:
        return day.get(number_name(request.GET.get("given", ""))) if day is not None else None
    except KeyError:
        return None


def show_give(context: Queue, request: Request) -> dict:
    return show_form(_form(request), _page(request))


def do_give(context: Queue, request: Request):
    reason = _reason(request)

    def do(typed: dict) -> str:
        code = typed["procedure"].strip()
        if code and code not in request.site.procedures:
            raise ProcedureUnknown(code=code)
        ticket = give(context, reason=reason, on_paper=typed["number"], procedure=code, act=request.act)
        return request.resource_path(context, "give", query={"given": ticket.number})

    return act_on_form(request, _form(request), _page(request), do)


def _reason(request: Request) -> Reason | None:
    posted = request.POST.get("reason", NORMAL)
    if posted == NORMAL:
        return None
    if posted not in set(Reason):
        raise HTTPBadRequest()
    return Reason(posted)


def includeme(config: Configurator) -> None:
    config.add_numbering_view("give", "ticket")
    page = {
        "context": Queue,
        "name": "give",
        "permission": Permission.TICKET_GIVE,
        "renderer": "hcc:templates/tickets/give.pt",
    }
    config.add_view(show_give, request_method="GET", **page)
    config.add_view(do_give, request_method="POST", once=True, **page)
    config.add_place(
        "lay-so",
        message("Give numbers"),
        icon="list",
        path="/goi-so/give",
        context="/goi-so",
        permission=Permission.TICKET_GIVE,
        order=8,
    )
