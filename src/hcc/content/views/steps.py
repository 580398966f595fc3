"""The state of a thing, and the step whoever looks may take from it, with a note."""

import colander
from deform.widget import RadioChoiceWidget, TextAreaWidget
from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form, FormSchema

from ..operations.step import take_step
from ..resources import Item
from ..workflow import CONTENT
from .places import address, state_mark, within

PAGE = "hcc:templates/content/steps.pt"
NOTE = 1_000
WORDS: dict[str, TranslationString] = {
    "submit": message("Submit for review"),
    "retract": message("Take it back to write on"),
    "send_back": message("Send it back to be written on"),
    "publish": message("Publish this page"),
    "unpublish": message("Take it off the site"),
    "archive": message("Put it into the archive"),
    "reopen": message("Take it out of the archive"),
}


def steps_for(item: Item, request: Request) -> list[str]:
    """The steps that whoever asks may take now."""
    return [one.act for one in CONTENT.acts_from(item.state) if request.has_permission(one.permission, item)]


def _form(item: Item, request: Request) -> Form:
    steps = steps_for(item, request)
    schema = FormSchema()
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="step",
            title=message("What happens with it"),
            validator=colander.OneOf(steps),
            widget=RadioChoiceWidget(values=[(step, WORDS[step]) for step in steps]),
        )
    )
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="note",
            title=message("Note"),
            description=message("Stands in the history"),
            missing="",
            validator=colander.Length(max=NOTE),
            widget=TextAreaWidget(rows=2),
        )
    )
    buttons = [Button("save", message("Do this"), icon="tick", key="Ctrl+Enter")] if steps else []
    return Form(schema.bind(request=request), request, buttons=buttons, buttons_outside=True)


def _page(item: Item, request: Request) -> dict:
    title = message("State of ${title}", mapping={"title": item.title})
    return within(item, request, title, "steps", mark=state_mark(item, request), may=bool(steps_for(item, request)))


def show_steps(context: Item, request: Request) -> dict:
    return show_form(_form(context, request), _page(context, request))


def do_step(context: Item, request: Request):
    """The choices of the form are what the sender may do: no other step is read."""

    def do(typed: dict) -> str:
        take_step(context, step=typed["step"], note=typed["note"], act=request.act)
        request.flash(message("Done."))
        return address(request, context)

    return act_on_form(request, _form(context, request), lambda: _page(context, request), do)


def includeme(config: Configurator) -> None:
    view = {"context": Item, "name": "steps", "permission": Permission.CONTENT_HISTORY, "renderer": PAGE}
    config.add_view(show_steps, request_method="GET", **view)
    config.add_view(do_step, request_method="POST", once=True, **view)
