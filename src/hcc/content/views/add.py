"""Something new: which kind, then its form, which is kept while it is typed."""

from datetime import datetime

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from hcc.core.kept_forms import Controls
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import ROW_BUTTONS, Button, Form
from hcc.web.keeping import KEEP, KeptDraft, controls_of, to_keep
from hcc.web.once import committed_in_turn, was_done
from hcc.web.typed import asked_text

from ..intake import check_still, file_of, keep_with
from ..kinds import Kind
from ..markdown_field import asks_preview
from ..names import name_of_title
from ..onward import FIELD, NEXT, go_on, new_buttons, wants_next
from ..operations.add import add_item
from ..resources import Container, Item
from .places import address, view_address, within
from .reserved import reserved_names

CHOOSE = "hcc:templates/content/add.pt"
FORM = "hcc:templates/content/edit.pt"
SAVED = message("Saved. Only officials see it until it is published.")
NUMBERED = message(
    "Its address is ${address}, for ${name} was taken. You can choose another name under “Rename, move, delete”."
)
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
        Button(KEEP, message("Keep what I typed, for later"), style="plain"),
    ]
    action = _address(context, request, kind)
    return Form(
        kind.schema().bind(request=request, item=None), request, action=action, buttons=buttons, buttons_outside=True
    )


def _page(context, request: Request, kind: Kind, *, kept_at: datetime | None = None, restored: bool = False) -> dict:
    """`kept_at`: when what is shown was kept; `restored`: it comes from an earlier visit."""
    title = message("New: ${kind}", mapping={"kind": request.localizer.translate(kind.label)})
    keep_url, give_up_url = (
        f"{view_address(request, context, view)}?kind={kind.name}" for view in ("new_keep", "new_give_up")
    )
    return within(
        context,
        request,
        title,
        "add",
        note=message("Only officials see it until it is published."),
        kept=KeptDraft(keep_url, give_up_url, short_moment(kept_at, request.locale_name) if kept_at else ""),
        restored=restored,
        unkept=request.method == "POST" and kept_at is None,
        moved=False,
        others=[],
    )


def show_new(context, request: Request) -> dict:
    """The form as it begins, or as she left it."""
    kind = _kind(request)
    form = _form(context, request, kind)
    kept = context.root.kept_form(request.official.login, _kept_as(context, kind), request.now)
    if kept is None:
        return show_form(form, _page(context, request, kind))
    at, controls = kept
    form.retype(controls)
    return show_form(form, _page(context, request, kind, kept_at=at, restored=True))


def _kept_as(context: Container, kind: Kind) -> str:
    """What is typed of a new thing of that kind, by the folder it is to lie in."""
    return f"new {kind.name} {context.id if isinstance(context, Item) else ''}"


def _keep(context: Container, request: Request, kind: Kind, controls: Controls) -> bool:
    typed = to_keep(controls, ("save", FIELD, NEXT, *ROW_BUTTONS))
    return context.root.keep_form(request.official.login, _kept_as(context, kind), typed, request.now)


def keep_new(context, request: Request) -> dict:
    """What scripts send while the form is typed; answers when it was kept, empty when it was too long to be, or when
    this very form was saved before what was typed into it arrived.
    """
    kept = not was_done(request) and _keep(context, request, _kind(request), controls_of(request))
    return {"at": short_moment(request.now, request.locale_name) if kept else ""}


def give_up_new(context, request: Request) -> HTTPSeeOther:
    """What was typed is forgotten, and the form is closed."""
    context.root.forget_form(request.official.login, _kept_as(context, _kind(request)))
    return HTTPSeeOther(view_address(request, context, "contents"))


def do_add(context, request: Request):
    kind = _kind(request)

    said: list[tuple[TranslationString, str]] = []

    def do(typed: dict) -> str:
        with file_of(request, kind.resource, typed, context, Permission.CONTENT_ADD) as (text, file):

            def laid_in() -> str:
                check_still(request, Permission.CONTENT_ADD, context)
                item = add_item(
                    context, resource=kind.resource, text=text, act=request.act, reserved=reserved_names(request)
                )
                if file is not None:
                    keep_with(item, file)
                context.root.forget_form(request.official.login, _kept_as(context, kind))
                said[:] = [(go_on(item, request) or SAVED, "ok"), *_numbered(item, request)]
                return _address(context, request, kind) if wants_next(request) else address(request, item)

            # What is kept with a file belongs to the transaction in which the file was taken in.
            where = laid_in() if file is not None else committed_in_turn(request, PAGES, laid_in)
        for sentence, sort in said:
            request.flash(sentence, sort)
        return where

    form, page = _form(context, request, kind), _page(context, request, kind)
    if KEEP in request.POST:
        form.retype(controls_of(request))
        kept = _keep(context, request, kind, controls_of(request))
        return show_form(form, _page(context, request, kind, kept_at=request.now if kept else None))
    if asks_preview(request):
        form.retype(controls_of(request))
        return show_form(form, page)
    return act_on_form(request, form, page, do)


def includeme(config: Configurator) -> None:
    view = {"context": Container, "permission": Permission.CONTENT_ADD}
    config.add_view(choose_kind, name="add", request_method="GET", renderer=CHOOSE, **view)
    config.add_view(show_new, name="new", request_method="GET", renderer=FORM, **view)
    config.add_view(do_add, name="new", request_method="POST", once=True, renderer=FORM, **view)
    config.add_view(keep_new, name="new_keep", request_method="POST", renderer="json", **view)
    config.add_view(give_up_new, name="new_give_up", request_method="POST", once=True, **view)
