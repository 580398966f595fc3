"""Something new: which kind, then its form."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form
from hcc.web.keeping import controls_of
from hcc.web.once import committed_in_turn
from hcc.web.typed import asked_text

from ..intake import file_of, keep_with
from ..kinds import Kind
from ..markdown_field import asks_preview
from ..names import name_of_title
from ..onward import go_on, new_buttons, wants_next
from ..operations.add import add_item
from ..resources import Container, Item
from .places import address, view_address, within
from .reserved import reserved_names

CHOOSE = "hcc:templates/content/add.pt"
FORM = "hcc:templates/content/form.pt"
SAVED = message("Saved. Only officials see it until it is published.")
NUMBERED = message("Its address is ${address}, for ${name} was taken. You can choose another name under “Arrange”.")
PAGES = "pages of the centre"
"""The acts that are done one after the other: many who add to one folder write beside each other."""


def _kind(request: Request) -> Kind:
    kind = request.registry["hcc.content_kinds"].get(asked_text(request, "kind"))
    if kind is None:
        raise HTTPNotFound()
    return kind


def choose_kind(context, request: Request) -> dict:
    """Which kind of thing is to be added."""
    kinds = request.registry["hcc.content_kinds"].values()
    where = view_address(request, context, "new")
    return within(
        context,
        request,
        message("Add here"),
        "add",
        kinds=[(kind, f"{where}?kind={kind.name}") for kind in kinds],
        upload_url=view_address(request, context, "upload"),
    )


def _address(context, request: Request, kind: Kind) -> str:
    return f"{view_address(request, context, 'new')}?kind={kind.name}"


def _numbered(item: Item, request: Request) -> list[tuple[TranslationString, str]]:
    """What is said where the name of its title was taken by something else."""
    wanted = name_of_title(item.text.get("title", ""))
    if item.__name__ == wanted:
        return []
    told = {"address": address(request, item), "name": wanted}
    return [(TranslationString(NUMBERED, mapping=told), "info")]


def _form(context, request: Request, kind: Kind) -> Form:
    buttons = [
        Button("save", message("Save"), icon="tick", key="Ctrl+Enter"),
        *new_buttons(context, kind.resource, request),
    ]
    action = _address(context, request, kind)
    return Form(
        kind.schema().bind(request=request, item=None), request, action=action, buttons=buttons, buttons_outside=True
    )


def _page(context, request: Request, kind: Kind) -> dict:
    title = message("New: ${kind}", mapping={"kind": request.localizer.translate(kind.label)})
    return within(context, request, title, "add", note=message("Only officials see it until it is published."))


def show_new(context, request: Request) -> dict:
    kind = _kind(request)
    return show_form(_form(context, request, kind), _page(context, request, kind))


def do_add(context, request: Request):
    kind = _kind(request)

    said: list[tuple[TranslationString, str]] = []

    def do(typed: dict) -> str:
        with file_of(request, kind.resource, typed, context) as (text, file):

            def laid_in() -> str:
                item = add_item(
                    context, resource=kind.resource, text=text, act=request.act, reserved=reserved_names(request)
                )
                if file is not None:
                    keep_with(item, file)
                said[:] = [(go_on(item, request) or SAVED, "ok"), *_numbered(item, request)]
                return _address(context, request, kind) if wants_next(request) else address(request, item)

            # What is kept with a file belongs to the transaction in which the file was taken in.
            where = laid_in() if file is not None else committed_in_turn(request, PAGES, laid_in)
        for sentence, sort in said:
            request.flash(sentence, sort)
        return where

    form, page = _form(context, request, kind), _page(context, request, kind)
    if asks_preview(request):
        form.retype(controls_of(request))
        return show_form(form, page)
    return act_on_form(request, form, page, do)


def includeme(config: Configurator) -> None:
    view = {"context": Container, "permission": Permission.CONTENT_ADD}
    config.add_view(choose_kind, name="add", request_method="GET", renderer=CHOOSE, **view)
    config.add_view(show_new, name="new", request_method="GET", renderer=FORM, **view)
    config.add_view(do_add, name="new", request_method="POST", once=True, renderer=FORM, **view)
