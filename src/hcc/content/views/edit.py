"""The text of a thing is written anew."""

from datetime import datetime

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther, HTTPTemporaryRedirect
from pyramid.request import Request

from hcc.core.errors import NotInThisState
from hcc.core.kept_forms import Controls
from hcc.core.moments import clock, short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.web.acting import REFUSED, act_on_form, needs_another_state, show_form, show_refused
from hcc.web.errors import ERROR, forbidden
from hcc.web.forms import ROW_BUTTONS, Form
from hcc.web.keeping import KEEP, KeptDraft, controls_of, to_keep
from hcc.web.once import was_done
from hcc.web.typed import typed_text

from ..edit_form import contested_form, decided, edit_form, sent_form
from ..editing_now import EditingNow
from ..intake import file_of, keep_with
from ..markdown_field import asks_preview
from ..onward import FIELD, go_on
from ..operations.edit import edit_item
from ..reconciling import BothWrote, text_of
from ..resources import ContentRoot, Item
from ..sent_back import sent_back
from ..workflow import CONTENT
from .places import address, view_address, within

FORM = "hcc:templates/content/edit.pt"


def _page(
    item: Item, request: Request, *, kept_at: datetime | None = None, restored: bool = False, moved: bool = False
) -> dict:
    """`kept_at`: when what is shown was kept; `restored`: it comes from an earlier visit; `moved`: whether somebody
    saved after it was opened.
    """
    return within(
        item,
        request,
        message("Edit: ${title}", mapping={"title": item.title}),
        "edit",
        kept=KeptDraft(
            view_address(request, item, "edit_keep"),
            view_address(request, item, "edit_give_up"),
            _said(request, kept_at),
        ),
        restored=restored,
        unkept=request.method == "POST" and kept_at is None,
        moved=moved,
        written=short_moment(item.changed_at, request.locale_name),
        written_by=request.name_of(item.changed_by),
        others=others_editing(item, request),
        sent_back=sent_back(item, request),
    )


def _said(request: Request, moment: datetime | None) -> str:
    return short_moment(moment, request.locale_name) if moment is not None else ""


def others_editing(item: Item, request: Request) -> list[tuple[str, str]]:
    """Who else has the form open, and since when."""
    editing: EditingNow = request.registry["hcc.editing_now"]
    found = editing.others(item.id, request.official.login, request.now)
    return [(request.name_of(one.login), clock(one.since)) for one in found]


def show_edit(context: Item, request: Request) -> dict:
    """The form as the page stands, or as she left it."""
    request.registry["hcc.editing_now"].note(context.id, request.official.login, request.now)
    kept = context.root.kept_form(request.official.login, _kept_as(context), request.now)
    if kept is None:
        return show_form(edit_form(context, request), _page(context, request))
    at, controls = kept
    form = sent_form(context, request, controls)
    moved = form.retype(controls).get("seen") != str(context.version)
    return show_form(form, _page(context, request, kept_at=at, restored=True, moved=moved))


def do_edit(context: Item, request: Request):
    """Save; or keep what was typed and go on."""
    controls = controls_of(request)
    if (of := typed_text(request, "of")) and of != context.id:
        return _follow(context.root, request, of)
    form = sent_form(context, request, controls)
    if KEEP in {name for name, _ in controls}:
        form.retype(controls)
        kept = _keep(context, request, controls)
        return show_form(form, _page(context, request, kept_at=request.now if kept else None))
    if asks_preview(request):
        form.retype(controls)
        return show_form(form, _page(context, request))
    try:
        return act_on_form(
            request, form, lambda: _page(context, request), lambda typed: _save(context, request, form, typed), controls
        )
    except _Anew as anew:
        request.response.status = REFUSED
        anew.form.refuse(request.refused(anew.refusal))
        return {**show_form(anew.form, _page(context, request)), "errors": True}


def _follow(root: ContentRoot, request: Request, id: str) -> HTTPTemporaryRedirect:
    """What the form was opened on went elsewhere, and something else has its address: the form is sent on to it."""
    item = root.by_id.get(id)
    if item is None or not request.has_permission(Permission.CONTENT_VIEW, item):
        raise HTTPNotFound()
    return HTTPTemporaryRedirect(view_address(request, item, "edit"))


def _save(item: Item, request: Request, form: Form, typed: dict) -> str:
    sent, seen, note = decided(item, form, typed)
    by = request.name_of(item.changed_by)
    try:
        before = text_of(item, seen) or item.text
        with file_of(request, type(item), sent, item, Permission.CONTENT_EDIT, before) as (text, file):
            joined = edit_item(item, text=text, seen=seen, note=note, act=request.act)
            if file is not None:
                keep_with(item, file)
    except BothWrote as refusal:
        raise _Anew(item, request, refusal) from None
    _leave(item, request)
    said = message("Saved, together with what ${by} changed meanwhile. Look at it once.")
    # What came together unseen is looked at before it goes on.
    done = None if joined else go_on(item, request)
    request.flash(TranslationString(said, mapping={"by": by}) if joined else done or message("Saved."))
    return address(request, item)


class _Anew(Exception):
    """What was sent cannot be saved, and the form is shown with more in it than was typed."""

    def __init__(self, item: Item, request: Request, refusal: BothWrote) -> None:
        super().__init__()
        self.refusal, self.form = refusal, contested_form(item, request, refusal)


def keep_edit(context: Item, request: Request) -> dict:
    """What scripts send while the form is typed; answers when it was kept, empty when it was too long to be, when this
    very form was saved before what was typed into it arrived, or when something else has the address by now.
    """
    of = typed_text(request, "of")
    if was_done(request) or (of and of != context.id):
        return {"at": ""}
    request.registry["hcc.editing_now"].note(context.id, request.official.login, request.now)
    kept = _keep(context, request, controls_of(request))
    return {"at": short_moment(request.now, request.locale_name) if kept else ""}


def give_up_edit(context: Item, request: Request):
    """What was typed is forgotten, and the form is closed."""
    _leave(context, request)
    return HTTPSeeOther(address(request, context))


def _leave(item: Item, request: Request) -> None:
    login = request.official.login
    item.root.forget_form(login, _kept_as(item))
    request.registry["hcc.editing_now"].end(item.id, login)


def _kept_as(item: Item) -> str:
    return f"edit {item.id}"


def _keep(item: Item, request: Request, controls: Controls) -> bool:
    typed = to_keep(controls, ("save", FIELD, *ROW_BUTTONS))
    return item.root.keep_form(request.official.login, _kept_as(item), typed, request.now)


def overtaken(error: HTTPForbidden, request: Request):
    """The page went on to a state in which she writes no more: her form as it was typed, with why it is not saved."""
    item = request.context
    asked = isinstance(item, Item) and request.method == "POST" and request.view_name == "edit"
    if (
        not asked
        or not request.has_permission(Permission.CONTENT_VIEW, item)
        or not needs_another_state(error, request, CONTENT, item.parts_shared())
    ):
        request.override_renderer = ERROR
        return forbidden(error, request)
    form: Form = edit_form(item, request)
    form.buttons = []
    return show_refused(request, form, _page(item, request), NotInThisState(act="edit", state=item.state))


def includeme(config: Configurator) -> None:
    view = {"context": Item, "name": "edit", "permission": Permission.CONTENT_EDIT, "renderer": FORM}
    config.add_view(show_edit, request_method="GET", **view)
    config.add_view(do_edit, request_method="POST", once=True, **view)
    kept = {"context": Item, "permission": Permission.CONTENT_EDIT, "request_method": "POST"}
    config.add_view(keep_edit, name="edit_keep", renderer="json", **kept)
    config.add_view(give_up_edit, name="edit_give_up", once=True, **kept)
    config.add_exception_view(overtaken, context=HTTPForbidden, containment=Item, renderer=FORM)
