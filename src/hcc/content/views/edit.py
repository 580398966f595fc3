"""The text of a thing is written anew."""

import colander
from deform.widget import HiddenWidget
from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..kinds import kind_of
from ..operations.edit import edit_item
from ..resources import Item
from ..schemas import line_node
from .places import address, within

FORM = "hcc:templates/content/form.pt"
NOTE = 200


def _form(item: Item, request: Request) -> Form:
    schema = kind_of(request, item).schema()
    schema.add(
        line_node(
            "note", message("What you changed"), NOTE, missing="", description=message("For the history, if you like")
        )
    )
    schema.add(colander.SchemaNode(colander.Integer(), name="seen", widget=HiddenWidget(), missing=0))
    button = Button("save", message("Save"), icon="tick", key="Ctrl+Enter")
    return Form(
        schema.bind(request=request, item=item),
        request,
        buttons=[button],
        buttons_outside=True,
        appstruct={**item.text, "seen": item.version},
    )


def _page(item: Item, request: Request) -> dict:
    return within(item, request, message("Edit: ${title}", mapping={"title": item.title}), "edit", note="")


def show_edit(context: Item, request: Request) -> dict:
    return show_form(_form(context, request), _page(context, request))


def do_edit(context: Item, request: Request):
    def do(typed: dict) -> str:
        note, seen = typed.pop("note"), typed.pop("seen")
        edit_item(context, text=typed, seen=seen, note=note, act=request.act)
        request.flash(message("Saved."))
        return address(request, context)

    return act_on_form(request, _form(context, request), lambda: _page(context, request), do)


def includeme(config: Configurator) -> None:
    view = {"context": Item, "name": "edit", "permission": Permission.CONTENT_EDIT, "renderer": FORM}
    config.add_view(show_edit, request_method="GET", **view)
    config.add_view(do_edit, request_method="POST", once=True, **view)
