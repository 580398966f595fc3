"""/quan-tri/can-bo/<sign-in name>/capacities: in what capacity an official signs certifications, and since when."""

import re

import colander
from deform.widget import CheckboxChoiceWidget, RadioChoiceWidget
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.accounts.capacities import Capacity, Seat
from hcc.accounts.operations.capacities import DECISION_LIMIT, TITLE_LIMIT, end_capacity, give_capacity
from hcc.certifications.book_names import BOOK_NAMES
from hcc.certifications.resources import BOOK_KINDS
from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, DateWidget, DayMonthYear, Form, FormSchema

from ..places import OfficialPlace
from .officials import page

SEATS = {
    Seat.CHAIR: message("Chair of the commune"),
    Seat.VICE_CHAIR: message("Vice chair, in the chair's place"),
    Seat.DELEGATED: message("Delegated by the chair"),
}
NUMBER = re.compile(r"[1-9]\d{0,3}\Z", re.ASCII)


def _line(name: str, title, description, limit: int) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        description=description,
        validator=colander.Length(max=limit),
        missing="",
    )


def _schema() -> FormSchema:
    schema = FormSchema()
    seats, kinds = [(one.value, name) for one, name in SEATS.items()], list(BOOK_NAMES.items())
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="seat",
            title=message("Signs as"),
            widget=RadioChoiceWidget(values=seats),
            validator=colander.OneOf([value for value, _ in seats]),
        )
    )
    schema.add(colander.SchemaNode(DayMonthYear(), name="first", title=message("First day"), widget=DateWidget()))
    schema.add(
        colander.SchemaNode(
            DayMonthYear(),
            name="last",
            title=message("Last day"),
            description=message("A delegation ends on a day; left empty, the others hold until they are ended"),
            widget=DateWidget(),
            missing=None,
        )
    )
    decision = message("Number and day; a delegation needs one")
    schema.add(_line("decision", message("Decision"), decision, DECISION_LIMIT))
    title = message("Only for a delegation: the second line of its block")
    schema.add(_line("title", message("Position of the delegate"), title, TITLE_LIMIT))
    schema.add(
        colander.SchemaNode(
            colander.Set(),
            name="kinds",
            title=message("Books a delegation covers"),
            widget=CheckboxChoiceWidget(values=kinds, unmarked=True),
            validator=colander.ContainsOnly(list(BOOK_KINDS)),
            missing=frozenset(),
        )
    )
    return schema


def _form(request: Request) -> Form:
    button = Button("save", message("Write it down"), icon="tick", key="Ctrl+Enter")
    return Form(_schema().bind(request=request), request, buttons=[button], buttons_outside=True)


def _page(context: OfficialPlace, request: Request) -> dict:
    official, today = context.official, request.now.date()
    back = (request.resource_path(context), official.name)
    title = message("In what capacity ${name} signs certifications", mapping={"name": official.name})
    rows = [_row(one, today) for one in sorted(official.capacities, key=lambda one: one.first, reverse=True)]
    return page(title, back=back, official=official, rows=rows, url=request.resource_path(context))


def _row(one: Capacity, today) -> dict:
    over = one.last is not None and one.last < today
    return {
        "number": one.number,
        "lines": " / ".join(one.lines),
        "decision": one.decision,
        "kinds": ", ".join(symbol for kind, symbol in BOOK_KINDS.items() if one.covers(kind)),
        "first": f"{one.first:%d/%m/%Y}",
        "last": f"{one.last:%d/%m/%Y}" if one.last else "",
        "never": one.last is not None and one.last < one.first,
        "holds": one.holds_on(today),
        "over": over,
    }


def show_capacities(context: OfficialPlace, request: Request) -> dict:
    return show_form(_form(request), _page(context, request))


def do_give_capacity(context: OfficialPlace, request: Request):
    def do(typed: dict) -> str:
        give_capacity(
            context.official,
            seat=Seat(typed["seat"]),
            first=typed["first"],
            last=typed["last"],
            title=typed["title"],
            decision=typed["decision"],
            kinds=frozenset(typed["kinds"]),
            act=request.act,
        )
        request.flash(message("Saved. It counts on every attestation from its first day on."))
        return request.resource_path(context, "capacities")

    return act_on_form(request, _form(request), _page(context, request), do)


def do_end_capacity(context: OfficialPlace, request: Request):
    typed = request.POST.get("number", "")
    number = int(typed) if isinstance(typed, str) and NUMBER.match(typed) else 0
    try:
        end_capacity(context.official, number=number, today=request.now.date(), act=request.act)
    except Refusal as refusal:
        for sentence in request.refused(refusal):
            request.flash(sentence, "warn")
    else:
        request.flash(message("Ended. What was signed until now stays as it is."))
    return HTTPSeeOther(request.resource_path(context, "capacities"))


def includeme(config: Configurator) -> None:
    edit = {"context": OfficialPlace, "permission": Permission.ACCOUNT_EDIT}
    template = "hcc:templates/admin/capacities.pt"
    config.add_view(show_capacities, name="capacities", request_method="GET", renderer=template, **edit)
    config.add_view(do_give_capacity, name="capacities", request_method="POST", once=True, renderer=template, **edit)
    config.add_view(do_end_capacity, name="end_capacity", request_method="POST", once=True, **edit)
