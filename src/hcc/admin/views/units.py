"""/quan-tri/don-vi: the units of the commune."""

from collections import Counter
from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.accounts.history import shown_records
from hcc.accounts.operations.units import add_unit, close_unit, open_unit, rename_unit
from hcc.accounts.units import CENTRE
from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..places import UNITS, UnitPlace, Units
from .official_forms import UnitSchema

PATH = f"/quan-tri/{UNITS}"
RECENT = 20


def _add_form(request: Request) -> Form:
    button = Button("save", message("Open a unit"), style="second", icon="plus")
    return Form(UnitSchema().bind(request=request), request, buttons=[button])


def _page(context: Units, request: Request) -> dict:
    members = Counter(one.unit for one in context.accounts.officials() if not one.disabled)
    return {
        "title": message("Units"),
        "section": UNITS,
        "admin": True,
        "units": [(unit, members[unit.number]) for unit in context.accounts.units()],
        "centre": CENTRE,
        "records": shown_records(request, context.accounts.chain, most=RECENT),
        "may_edit": request.has_permission(Permission.ACCOUNT_EDIT),
    }


def show_units(context: Units, request: Request) -> dict:
    return show_form(_add_form(request), _page(context, request))


def do_add_unit(context: Units, request: Request):
    def do(typed: dict) -> str:
        unit = add_unit(context.accounts, name=typed["name"], act=request.act)
        request.flash(message("${name} is open. Officials can belong to it now.", mapping={"name": unit.name}))
        return PATH

    return act_on_form(request, _add_form(request), _page(context, request), do)


def _rename_form(request: Request, name: str) -> Form:
    button = Button("save", message("Save"), icon="tick", key="Ctrl+Enter")
    schema = UnitSchema().bind(request=request)
    return Form(schema, request, buttons=[button], buttons_outside=True, appstruct={"name": name})


def _rename_page(context: UnitPlace) -> dict:
    return {
        "title": message("Rename ${name}", mapping={"name": context.unit.name}),
        "section": UNITS,
        "admin": True,
        "back": (PATH, message("Units")),
        "note": message("The new name stands everywhere at once, on dossiers of before too."),
    }


def show_rename(context: UnitPlace, request: Request) -> dict:
    return show_form(_rename_form(request, context.unit.name), _rename_page(context))


def do_rename(context: UnitPlace, request: Request):
    def do(typed: dict) -> str:
        rename_unit(request.site.accounts, number=context.unit.number, name=typed["name"], act=request.act)
        request.flash(message("Saved."))
        return PATH

    return act_on_form(request, _rename_form(request, context.unit.name), _rename_page(context), do)


def _button(act_on: Callable, done):
    def view(context: UnitPlace, request: Request) -> HTTPSeeOther:
        try:
            act_on(request.site.accounts, number=context.unit.number, act=request.act)
        except Refusal as refusal:
            for sentence in request.refused(refusal):
                request.flash(sentence, "warn")
        else:
            request.flash(message(done, mapping={"name": context.unit.name}))
        return HTTPSeeOther(PATH)

    return view


def includeme(config: Configurator) -> None:
    config.add_place(
        UNITS,
        message("Units"),
        icon="counter",
        path=PATH,
        permission=Permission.ACCOUNT_VIEW,
        order=86,
        admin=True,
    )
    edit = {"permission": Permission.ACCOUNT_EDIT}
    template = "hcc:templates/admin/units.pt"
    config.add_view(
        show_units, context=Units, permission=Permission.ACCOUNT_VIEW, request_method="GET", renderer=template
    )
    config.add_view(do_add_unit, context=Units, request_method="POST", once=True, renderer=template, **edit)
    rename = {"context": UnitPlace, "name": "rename", "renderer": "hcc:templates/admin/official_form.pt", **edit}
    config.add_view(show_rename, request_method="GET", **rename)
    config.add_view(do_rename, request_method="POST", once=True, **rename)
    act = {"context": UnitPlace, "request_method": "POST", "once": True, **edit}
    config.add_view(_button(close_unit, message("${name} is closed.")), name="close", **act)
    config.add_view(_button(open_unit, message("${name} is open again.")), name="open", **act)
