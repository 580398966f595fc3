"""/noi-dung/trash: what was deleted, to be restored or deleted for good."""

from typing import Any

import colander
from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.moments import moment_line
from hcc.core.permissions import Permission
from hcc.core.text import fold, message
from hcc.web.acting import act_on_form, show_form, show_refused
from hcc.web.forms import Button, Form, FormSchema
from hcc.web.typed import asked_text

from ..kinds import kind_of
from ..operations.purge import purge_item
from ..operations.restore import NotInTrash, former_folder, restore_item
from ..resources import ContentRoot, Item
from ..trash import TrashEntry
from .arrange_forms import NotYours
from .linked import linked
from .parts import part_of
from .places import address, view_address, within
from .reserved import reserved_names
from .targets import SITE, folders_for, target_node, target_of

PAGE = "hcc:templates/content/trash.pt"
FORM = "hcc:templates/content/trash_act.pt"
PAGE_SIZE = 50


def may_restore(entry: TrashEntry, root: ContentRoot, request: Request) -> bool:
    """Whoever deleted a thing may restore it, and whoever may delete everything."""
    return request.has_permission(Permission.CONTENT_DELETE, root) or request.stands_for(entry.by)


def _told(entry: TrashEntry, root: ContentRoot, request: Request) -> dict[str, Any]:
    """An entry as its page shows it."""
    item, where = entry.item, f"entry={entry.id}"
    purges = request.has_permission(Permission.CONTENT_DELETE, root)
    return {
        "title": item.title,
        "kind": request.localizer.translate(kind_of(request, item).label),
        "icon": kind_of(request, item).icon,
        "path": "/" + "/".join(entry.path),
        "inner": entry.count - 1,
        "by": request.name_of(entry.by),
        "at": moment_line(entry.at, request.locale_name),
        "why": entry.why,
        "restore": f"{view_address(request, root, 'restore')}?{where}" if may_restore(entry, root, request) else "",
        "purge": f"{view_address(request, root, 'purge')}?{where}" if purges else "",
    }


def show_trash(context: ContentRoot, request: Request) -> dict[str, Any]:
    asked, path = asked_text(request, "q", 100).strip(), view_address(request, context, "trash")
    every = [
        entry
        for entry in context.trash.newest_first()
        if all(word in fold(f"{entry.item.title} {'/'.join(entry.path)}") for word in fold(asked).split())
    ]
    shown, paging = part_of(every, request, path, size=PAGE_SIZE, asked=[("q", asked)] if asked else [])
    rows = [_told(entry, context, request) for entry in shown]
    more = {"rows": rows, "total": len(every), "q": asked, "path": path, "paging": paging}
    return within(context, request, message("Trash"), "trash", **more)


def _entry(root: ContentRoot, request: Request) -> TrashEntry:
    entry = root.trash.get(asked_text(request, "entry", 40))
    if entry is None:
        raise NotInTrash()
    return entry


def _page(root: ContentRoot, request: Request, entry: TrashEntry, title, **more: Any) -> dict[str, Any]:
    back = (view_address(request, root, "trash"), message("Trash"))
    page = within(root, request, title, "trash", entry=_told(entry, root, request), **more)
    return {**page, "back": back}


def _restore_form(root: ContentRoot, request: Request, entry: TrashEntry) -> Form:
    schema = FormSchema()
    schema.add(target_node(folders_for(request)))
    former = former_folder(root, entry)
    chosen = SITE if former is root else former.id if isinstance(former, Item) else ""
    return Form(
        schema.bind(request=request),
        request,
        buttons=[Button("save", message("Restore"), icon="return", key="Ctrl+Enter")],
        buttons_outside=True,
        appstruct={"target": chosen},
    )


def _restore_page(root: ContentRoot, request: Request, entry: TrashEntry) -> dict[str, Any]:
    title = message("Restore: ${title}", mapping={"title": entry.item.title})
    gone = former_folder(root, entry) is None
    return _page(root, request, entry, title, gone="/" + "/".join(entry.path[:-1]) if gone else "", linked=[])


def show_restore(context: ContentRoot, request: Request) -> dict[str, Any]:
    entry = _entry(context, request)
    return show_form(_restore_form(context, request, entry), _restore_page(context, request, entry))


def do_restore(context: ContentRoot, request: Request):
    entry = _entry(context, request)
    form, page = _restore_form(context, request, entry), _restore_page(context, request, entry)
    if not may_restore(entry, context, request):
        return show_refused(request, form, page, NotYours(title=entry.item.title))

    def do(typed: dict[str, Any]) -> str:
        to = target_of(request, typed["target"])
        item = restore_item(context, entry.id, act=request.act, reserved=reserved_names(request), to=to)
        if item.__name__ != entry.path[-1]:
            facts = {"name": entry.path[-1], "new": item.__name__}
            request.flash(
                message("Restored. ${name} was taken, so its name in the address is now ${new}.", mapping=facts)
            )
        else:
            request.flash(message("Restored."))
        return address(request, item)

    return act_on_form(request, form, page, do)


def _purge_form(request: Request) -> Form:
    schema = FormSchema()
    schema.add(
        colander.SchemaNode(
            colander.Boolean(),
            name="sure",
            title=message("Delete for good"),
            label=message("I know that this cannot be taken back"),
            validator=_sure,
            missing=False,
        )
    )
    return Form(
        schema.bind(request=request),
        request,
        buttons=[Button("save", message("Delete for good"), style="destroy", icon="trash")],
        buttons_outside=True,
    )


def _sure(node: colander.SchemaNode, value: bool) -> None:
    if not value:
        raise colander.Invalid(node, message("Tick this if it is to be deleted for good; otherwise go back."))


def _purge_page(root: ContentRoot, request: Request, entry: TrashEntry) -> dict[str, Any]:
    title = message("Delete for good: ${title}", mapping={"title": entry.item.title})
    return _page(root, request, entry, title, gone="", linked=linked([entry.item], request))


def show_purge(context: ContentRoot, request: Request) -> dict[str, Any]:
    return show_form(_purge_form(request), _purge_page(context, request, _entry(context, request)))


def do_purge(context: ContentRoot, request: Request):
    entry = _entry(context, request)

    def do(typed: dict[str, Any]) -> str:
        purge_item(context, entry.id, act=request.act)
        request.flash(message("Deleted for good."))
        return view_address(request, context, "trash")

    return act_on_form(request, _purge_form(request), lambda: _purge_page(context, request, entry), do)


def includeme(config: Configurator) -> None:
    view: dict[str, Any] = {"context": ContentRoot}
    config.add_view(
        show_trash, name="trash", permission=Permission.CONTENT_HISTORY, request_method="GET", renderer=PAGE, **view
    )
    for name, permission, show, do in (
        ("restore", Permission.CONTENT_ADD, show_restore, do_restore),
        ("purge", Permission.CONTENT_DELETE, show_purge, do_purge),
    ):
        acts = {"name": name, "permission": permission, "renderer": FORM, **view}
        config.add_view(show, request_method="GET", **acts)
        config.add_view(do, request_method="POST", once=True, **acts)
