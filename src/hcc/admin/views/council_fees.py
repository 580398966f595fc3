"""/quan-tri/cai-dat/council_fees: what the province's council makes procedures cost, entered by resolution."""

from datetime import date

import colander
from deform.widget import MappingWidget, TextAreaWidget, TextInputWidget
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.dossiers.schemas import TWOS
from hcc.procedures.council_fees import COUNCIL_FEE_SET, COUNCIL_FEE_TAKEN_BACK, CouncilFee, entered, in_force
from hcc.procedures.operations.set_council_fees import (
    MOST,
    RESOLUTION_LIMIT,
    NoSuchEntry,
    set_council_fees,
    take_back_council_fee,
)
from hcc.procedures.wording import money
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, DateWidget, DayMonthYear, DigitsWidget, Form, FormSchema, StrictSchema
from hcc.web.typed import typed_text

from ..council_fee_rows import ListedPlace, entry_rows, fitting, holds_for, listed_places
from ..decisions_told import told_of
from ..places import OfficeSettings
from .office_settings import PATH, page

HERE = f"{PATH}/council_fees"
SHOWN = 60
"""Fees on a page; of more the page asks which."""
REASON_LIMIT = 300


class ResolutionSchema(FormSchema):
    resolution = colander.SchemaNode(
        colander.String(),
        title=message("Resolution of the province's council"),
        description=message("Number and day, as citizens are to read it"),
        widget=TextInputWidget(autocomplete="off", unmarked=True),
        validator=colander.Length(max=RESOLUTION_LIMIT),
        missing="",
    )
    first = colander.SchemaNode(DayMonthYear(), title=message("First day"), widget=DateWidget())
    last = colander.SchemaNode(
        DayMonthYear(),
        title=message("Last day"),
        description=message("Only where the resolution names one"),
        widget=DateWidget(),
        missing=None,
    )
    reason = colander.SchemaNode(
        colander.String(),
        title=message("Reason"),
        description=message("Needed when the first day has passed"),
        widget=TextAreaWidget(rows=2, unmarked=True),
        validator=colander.Length(max=REASON_LIMIT),
        missing="",
    )


def _asked(request: Request) -> str:
    return request.GET.get("q", "")[:100].strip()


def _every(request: Request) -> list[ListedPlace]:
    return listed_places(request.registry["hcc.board_rows"].of(request.site.procedures, request.now.date(), "code"))


def _places(request: Request) -> list[ListedPlace]:
    return fitting(_every(request), _asked(request))


def _form(request: Request) -> Form:
    schema = ResolutionSchema()
    amounts = StrictSchema(name="amounts", title=message("Amounts, in đồng"), widget=MappingWidget(css_class=TWOS))
    for one in _places(request)[:SHOWN]:
        amounts.add(
            colander.SchemaNode(
                colander.Integer(),
                name=one.name,
                title=f"{one.place.code} {one.title}",
                description=_told_now(one, request),
                widget=DigitsWidget(unmarked=True),
                validator=colander.Range(min=0, max=MOST),
                missing=None,
            )
        )
    if amounts.children:
        schema.add(amounts)
    button = Button("save", message("Set these fees"), icon="tick", key="Ctrl+Enter")
    return Form(schema.bind(request=request), request, buttons=[button], buttons_outside=True)


def _told_now(one: ListedPlace, request: Request) -> str:
    """For which case it is, and what holds today."""
    translate, folder, today = request.localizer.translate, request.site.procedures, request.now.date()
    entries = folder.council_fees.get(one.place.code, ())
    place = (one.place.case, one.place.channel)
    now = next((fee for fee in in_force(entries, today) if fee.place == place), None)
    coming = next((fee for fee in entered(entries) if fee.place == place and fee.first > today), None)
    said = _amount(now, request) if now is not None else ""
    if coming is not None:
        facts = {"day": f"{coming.first:%d/%m/%Y}", "amount": _amount(coming, request)}
        said = "; ".join(filter(None, (said, translate(message("from ${day}: ${amount}", mapping=facts)))))
    return ": ".join((*filter(None, [holds_for(one.place, request)]), said or translate(message("not entered yet"))))


def _amount(fee: CouncilFee, request: Request) -> str:
    return request.localizer.translate(money(fee.amount) if fee.amount else message("Free"))


def _page(request: Request) -> dict:
    places, folder = _places(request), request.site.procedures
    return page(
        message("Fees set by the province's council"),
        rows=entry_rows(folder, places[:SHOWN], request),
        asked=_asked(request),
        here=HERE,
        more=max(len(places) - SHOWN, 0),
        nothing=not places,
        told=told_of(request, folder.chain, COUNCIL_FEE_SET, COUNCIL_FEE_TAKEN_BACK),
    )


def show_council_fees(context: OfficeSettings, request: Request) -> dict:
    return show_form(_form(request), _page(request))


def do_set_council_fees(context: OfficeSettings, request: Request):
    def do(typed: dict) -> str:
        given = typed.get("amounts", {})
        amounts = {one.place: given[one.name] for one in _places(request) if given.get(one.name) is not None}
        set_council_fees(
            request.site.procedures,
            amounts=amounts,
            resolution=typed["resolution"],
            first=typed["first"],
            last=typed["last"],
            reason=typed["reason"],
            act=request.act,
        )
        facts = {"count": len(amounts), "day": f"{typed['first']:%d/%m/%Y}"}
        text = message("${count} fees are set from ${day}. Sheets that hang with the old words are to be replaced.")
        request.flash(type(text)(text, domain=text.domain, mapping=facts))
        return HERE

    return act_on_form(request, _form(request), lambda: _page(request), do)


def do_take_back(context: OfficeSettings, request: Request) -> HTTPSeeOther:
    """Take back the entry of one fee (`name`) for one first day (`first`, ISO)."""
    folder, name, first = request.site.procedures, typed_text(request, "name"), typed_text(request, "first")
    try:
        place = next((one.place for one in _every(request) if one.name == name), None)
        if place is None:
            raise NoSuchEntry()
        take_back_council_fee(folder, place=place, first=_day(first), act=request.act)
    except Refusal as refusal:
        for sentence in request.refused(refusal):
            request.flash(sentence, "warn")
    else:
        request.flash(message("Taken back. What held before holds on; dossiers keep what they were told."))
    return HTTPSeeOther(HERE)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoSuchEntry() from None


def includeme(config: Configurator) -> None:
    edit = {"context": OfficeSettings, "permission": Permission.PROCEDURE_PUBLISH}
    view = {"name": "council_fees", "renderer": "hcc:templates/admin/council_fees.pt", **edit}
    config.add_view(show_council_fees, request_method="GET", **view)
    config.add_view(do_set_council_fees, request_method="POST", once=True, **view)
    config.add_view(do_take_back, name="take_back_council_fee", request_method="POST", once=True, **edit)
