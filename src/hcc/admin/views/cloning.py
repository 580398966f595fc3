"""/quan-tri/danh-muc/new: a procedure that the catalogue does not have yet, perhaps from the text of another one."""

from typing import Any

import colander
from deform.widget import HiddenWidget, SelectWidget, TextAreaWidget
from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.procedures.operations.clone import new_procedure
from hcc.procedures.resources import Procedure
from hcc.procedures.toml_files import NAME_LIMIT, SHORT_NAME_LIMIT
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form, FormSchema

from ..catalogue_places import CATALOGUE, Catalogue

PAGE = "hcc:templates/admin/official_form.pt"


class NewProcedureSchema(FormSchema):
    """Every field stands for what the announcement says."""

    source = colander.SchemaNode(
        colander.String(), widget=HiddenWidget(), missing="", validator=colander.Length(max=40)
    )
    code = colander.SchemaNode(
        colander.String(),
        title=message("Procedure code"),
        description=message("As announced, for example 2.000815."),
        validator=colander.Length(max=SHORT_NAME_LIMIT),
    )
    name = colander.SchemaNode(
        colander.String(),
        title=message("Full name of the procedure"),
        widget=TextAreaWidget(rows=3),
        validator=colander.Length(max=NAME_LIMIT),
    )
    field = colander.SchemaNode(colander.String(), title=message("Field"))

    def after_bind(self, node: colander.SchemaNode, kw: dict[str, Any]) -> None:
        node["field"].widget = SelectWidget(values=kw["fields"])
        node["field"].validator = colander.OneOf([key for key, _ in kw["fields"]])


def _source(context: Catalogue, code: str) -> Procedure | None:
    return context.procedures.get(code)


def _form(request: Request, source: Procedure | None) -> Form:
    fields = [(key, info.name) for key, info in request.registry["hcc.fields"].items()]
    values: dict[str, Any] = {}
    if source is not None:
        record = source.latest().record
        values = {"source": source.code, "name": record.name, "field": record.field}
        fields += [(record.field, record.field)] if record.field not in request.registry["hcc.fields"] else []
    schema = NewProcedureSchema().bind(request=request, fields=fields)
    button = Button("save", message("Make the draft"), icon="plus", key="Ctrl+Enter")
    return Form(schema, request, buttons=[button], buttons_outside=True, appstruct=values)


def _page(source: Procedure | None) -> dict[str, Any]:
    title = message("New procedure")
    if source is not None:
        title = message("New procedure from the text of ${code}", mapping={"code": source.code})
    return {
        "title": title,
        "section": CATALOGUE,
        "admin": True,
        "back": (f"/quan-tri/{CATALOGUE}", message("Procedure catalogue")),
    }


def show_new(context: Catalogue, request: Request) -> dict[str, Any]:
    source = _source(context, request.GET.get("from", ""))
    return show_form(_form(request, source), _page(source))


def do_new(context: Catalogue, request: Request):
    source = _source(context, str(request.POST.get("source", "")))

    def do(typed: dict) -> str:
        mark = ""
        if source is not None:
            mark = request.in_vietnamese(
                message("Copied from ${code}: look at every part.", mapping={"code": source.code})
            )
        made = new_procedure(
            context.procedures,
            code=typed["code"],
            name=typed["name"],
            field=typed["field"],
            source=source,
            mark=mark,
            act=request.act,
        )
        request.flash(message("The draft of ${code} is made. Fill in its text.", mapping={"code": made.code}))
        return request.resource_path(made, "edit")

    return act_on_form(request, _form(request, source), _page(source), do)


def includeme(config: Configurator) -> None:
    view = {"context": Catalogue, "name": "new", "permission": Permission.PROCEDURE_EDIT, "renderer": PAGE}
    config.add_view(show_new, request_method="GET", **view)
    config.add_view(do_new, request_method="POST", once=True, **view)
