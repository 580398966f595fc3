"""/quan-tri/quy-trinh/process_adopt: a shipped process put in force for the procedures of a field."""

from typing import Any

import colander
from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.dossiers.schemas import choice
from hcc.procedures.able_officials import able_on
from hcc.procedures.operations.process_adopt import adopt_process
from hcc.procedures.shipped_processes import shipped_numbered
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, DateWidget, DayMonthYear, Form, FormSchema

from ..places import OfficeProcess
from ..process_places import ADOPT, OFFICE_PATH, head_of
from ..shipped_rows import shipped_rows

PAGE = "hcc:templates/admin/process_adopt.pt"


def _form(context: OfficeProcess, request: Request) -> Form:
    fields = {key: info.name for key, info in request.registry["hcc.fields"].items()}
    shipped = {one.number: one.name for one in shipped_rows(context, request)}
    schema = FormSchema()
    for name, title, values in (
        ("shipped", message("Which shipped process"), shipped),
        ("field", message("Field whose procedures take it over"), fields),
    ):
        schema.add(choice(title, values, message("Not chosen yet"), name=name))
        schema[name].missing = colander.required
    schema.add(colander.SchemaNode(DayMonthYear(), name="effective", title=message("Holds from"), widget=DateWidget()))
    button = Button("adopt", message("Put it in force for the field"), icon="tick", key="Ctrl+Enter")
    values = {"effective": request.now.astimezone(LOCAL).date()}
    return Form(schema.bind(request=request), request, buttons=[button], buttons_outside=True, appstruct=values)


def _page(context: OfficeProcess, request: Request) -> dict[str, Any]:
    return {
        **head_of(context, request),
        "title": message("Take over for a field"),
        "back": (OFFICE_PATH, message("Internal process")),
        "all_shipped": shipped_rows(context, request),
    }


def show_process_adopt(context: OfficeProcess, request: Request) -> dict[str, Any]:
    return show_form(_form(context, request), _page(context, request))


def do_process_adopt(context: OfficeProcess, request: Request):
    accounts, today = request.site.accounts, request.now.astimezone(LOCAL).date()

    def do(typed: dict) -> str:
        shipped = shipped_numbered(int(typed["shipped"]))
        assert shipped is not None  # the form offers no other
        adopted = adopt_process(
            [one for one in request.site.procedures.values() if one.latest().record.field == typed["field"]],
            shipped=shipped,
            effective=typed["effective"],
            today=today,
            able=able_on(accounts, today),
            units=accounts.units(),
            clerk=request.office.clerk_registers,
            act=request.act,
        )
        facts = {"day": f"{typed['effective']:%d/%m/%Y}", "taken": len(adopted.taken), "left": len(adopted.left)}
        request.flash(
            message(
                "Procedures that follow it from ${day} on: ${taken}. Left as they are, since it does not fit them: "
                "${left}.",
                mapping=facts,
            )
        )
        return OFFICE_PATH

    return act_on_form(request, _form(context, request), lambda: _page(context, request), do)


def includeme(config: Configurator) -> None:
    adopt = {"context": OfficeProcess, "name": ADOPT, "permission": Permission.PROCEDURE_PUBLISH, "renderer": PAGE}
    config.add_view(show_process_adopt, request_method="GET", **adopt)
    config.add_view(do_process_adopt, request_method="POST", once=True, **adopt)
