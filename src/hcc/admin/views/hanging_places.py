"""/quan-tri/niem-yet/places: the notice boards; /new: sheets that hang now for the first time."""

from collections import Counter

import colander
from deform.widget import CheckboxChoiceWidget, RadioChoiceWidget, TextAreaWidget, TextInputWidget
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.procedures.announced_lines import read_lines
from hcc.procedures.announcements import ChangeOfRules
from hcc.procedures.hangings import PLACE_LIMIT, SheetKind
from hcc.procedures.operations.post import (
    CannotHang,
    close_place,
    open_place,
    post_sheets,
    rename_place,
    reopen_place,
)
from hcc.procedures.resources import ProcedureFolder, Revision
from hcc.web.acting import REFUSED, act_on_form, show_form
from hcc.web.forms import Button, Form, FormSchema
from hcc.web.typed import typed_text

from ..catalogue_places import Hangings
from ..hangings_shown import KIND_NAMES, printed_together
from .announcements import refuse_lines
from .hangings import BACK, PATH, pdf_of_sheets, within

PLACES = f"{PATH}/places"
PLACES_PAGE = "hcc:templates/admin/hanging_places.pt"
NEW_PAGE = "hcc:templates/admin/hanging_new.pt"


class PlaceSchema(FormSchema):
    name = colander.SchemaNode(
        colander.String(),
        title=message("Name of the place"),
        description=message("Such as “Notice board in the centre” or “Culture house of a hamlet”"),
        validator=colander.Length(max=PLACE_LIMIT),
        widget=TextInputWidget(autocomplete="off"),
    )


def _place_form(request: Request) -> Form:
    button = Button("save", message("Add this place"), style="primary", icon="plus")
    return Form(PlaceSchema().bind(request=request), request, buttons=[button], buttons_outside=True)


def _places_page(context: Hangings, request: Request, complaints: list[str] | None = None) -> dict:
    hangings = context.procedures.hangings
    count = Counter(one.place for one in hangings)
    return within(
        message("Places where sheets hang"),
        back=BACK,
        kit_url=PATH,
        places=[(place, count[place.number]) for place in hangings.places],
        complaints=[("", sentence) for sentence in complaints or ()],
    )


def show_places(context: Hangings, request: Request) -> dict:
    return show_form(_place_form(request), _places_page(context, request))


def do_open_place(context: Hangings, request: Request):
    def do(typed: dict) -> str:
        place = open_place(context.procedures, name=typed["name"], act=request.act)
        request.flash(message("${name} is in the list now.", mapping={"name": place.name}))
        return PLACES

    return act_on_form(request, _place_form(request), _places_page(context, request), do)


def _number(request: Request) -> int:
    sent = typed_text(request, "number")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) <= 6 else 0


def do_change_place(context: Hangings, request: Request):
    """Rename, close or reopen one place; `do` says which."""
    number, what = _number(request), typed_text(request, "do")
    try:
        if what == "rename":
            rename_place(context.procedures, number=number, name=typed_text(request, "name"), act=request.act)
        elif what == "close":
            close_place(context.procedures, number=number, act=request.act)
        else:
            reopen_place(context.procedures, number=number, act=request.act)
    except Refusal as refusal:
        request.response.status = REFUSED
        return show_form(_place_form(request), _places_page(context, request, request.refused(refusal)))
    request.flash(message("Saved."))
    return HTTPSeeOther(PLACES)


# Sheets that hang for the first time


def _new_schema(context: Hangings) -> FormSchema:
    schema = FormSchema()
    kinds = [(kind.value, name) for kind, name in KIND_NAMES.items()]
    places = [(str(place.number), place.name) for place in context.procedures.hangings.open_places]
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="lines",
            title=message("Procedures"),
            description=message("Their codes, one a line"),
            widget=TextAreaWidget(rows=6),
            validator=colander.Length(max=20_000),
        )
    )
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="kind",
            title=message("Kind of sheet"),
            widget=RadioChoiceWidget(values=kinds),
            validator=colander.OneOf([value for value, _ in kinds]),
            default=SheetKind.POSTER_A4.value,
        )
    )
    schema.add(
        colander.SchemaNode(
            colander.Set(),
            name="places",
            title=message("Notice boards"),
            widget=CheckboxChoiceWidget(values=places, unmarked=True),
            validator=colander.All(colander.Length(min=1), colander.ContainsOnly([value for value, _ in places])),
        )
    )
    return schema


def _new_form(context: Hangings, request: Request) -> Form:
    codes = "\n".join(code[:40] for code in request.GET.getall("code")[:200])
    button = Button("post", message("They hang now"), icon="tick", key="Ctrl+Enter")
    values = {"lines": codes} if codes else {}
    schema = _new_schema(context).bind(request=request)
    return Form(
        schema,
        request,
        action=f"{PATH}/new",
        buttons=[button],
        buttons_outside=True,
        guard=False,
        appstruct=values,
    )


def _new_page(context: Hangings) -> dict:
    return within(
        message("Put up further sheets"),
        back=BACK,
        kit_url=PATH,
        has_places=bool(context.procedures.hangings.open_places),
    )


def _revisions(procedures: ProcedureFolder, text: str, request: Request) -> list[Revision]:
    """The texts that citizens see today, or the first that is to come, of the codes typed. Raises every complaint."""
    rows, complaints = read_lines(text, ChangeOfRules.AMENDED)
    today = request.now.date()
    found: list[Revision] = []
    for row in rows:
        procedure = procedures.get(row.code)
        revision = (procedure.published(today) or procedure.upcoming(today)) if procedure is not None else None
        if revision is None:
            complaints.append(CannotHang(code=row.code))
        else:
            found.append(revision)
    refuse_lines(complaints, text)
    return found


def show_new(context: Hangings, request: Request) -> dict:
    return show_form(_new_form(context, request), _new_page(context))


def do_post_new(context: Hangings, request: Request):
    def do(typed: dict) -> str:
        kind = SheetKind(typed["kind"])
        sheets = [
            ((revision.record.code, int(place), kind), revision.number)
            for revision in _revisions(context.procedures, typed["lines"], request)
            for place in sorted(typed["places"], key=int)
        ]
        count = post_sheets(context.procedures, sheets=sheets, act=request.act)
        request.flash(message("Written down: ${count} sheets hang.", mapping={"count": count}))
        return PATH

    return act_on_form(request, _new_form(context, request), _new_page(context), do)


def do_print_new(context: Hangings, request: Request):
    """The sheets of the form as one PDF, one for each place; nothing is written down by it."""
    form = _new_form(context, request)
    made: list[tuple[bytes, int]] = []

    def do(typed: dict) -> str:
        kind = SheetKind(typed["kind"])
        revisions = _revisions(context.procedures, typed["lines"], request)
        sheets = [(one, kind) for _ in typed["places"] for one in revisions]
        made.append((printed_together(sheets, request), len(sheets)))
        return PATH

    answer = act_on_form(request, form, _new_page(context), do)
    if not made:
        return answer
    content, count = made[0]
    return pdf_of_sheets(content, count, request)


def includeme(config: Configurator) -> None:
    view = {"context": Hangings, "permission": Permission.PROCEDURE_EDIT}
    act = {"request_method": "POST", "once": True, **view}
    config.add_view(show_places, name="places", request_method="GET", renderer=PLACES_PAGE, **view)
    config.add_view(do_open_place, name="places", renderer=PLACES_PAGE, **act)
    config.add_view(do_change_place, name="change_place", renderer=PLACES_PAGE, **act)
    config.add_view(show_new, name="new", request_method="GET", renderer=NEW_PAGE, **view)
    config.add_view(do_post_new, name="new", renderer=NEW_PAGE, **act)
    config.add_view(do_print_new, name="print_new", request_method="POST", renderer=NEW_PAGE, **view)
