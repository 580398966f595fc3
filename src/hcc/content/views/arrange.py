"""/…/arrange: one thing is renamed, moved, copied, put in its place, or deleted."""

from collections.abc import Callable
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.web.acting import act_on_form

from ..operations.copy import copy_items
from ..operations.delete import delete_items
from ..operations.menu import put_in_menu
from ..operations.move import move_items
from ..operations.order import put_in_place
from ..operations.rename import rename_item
from ..resources import Item
from ..tree import walk
from .arrange_forms import (
    NotYours,
    Panel,
    back_to,
    deleting,
    into,
    panel,
    placing,
    refuse_unless,
    renaming,
    showing_in_menu,
)
from .linked import linked
from .places import address, view_address, within
from .reserved import reserved_names
from .targets import folders_for, target_of

PAGE = "hcc:templates/content/arrange.pt"


def _panels(item: Item, request: Request) -> dict[str, Panel]:
    def made(key: str, heading, icon: str, label, fields, **more: Any) -> Panel:
        return panel(
            request, key, heading, icon, action=view_address(request, item, key), label=label, fields=fields, **more
        )

    folders = folders_for(request, [item])
    found = [
        made("rename", message("Name in the address"), "pen", message("Rename"), renaming, name=item.__name__),
    ]
    if request.has_permission(Permission.CONTENT_EDIT, item.container) and len(item.container) > 1:
        place = item.container.names().index(item.__name__) + 1
        found.append(
            made("place", message("Place in the folder"), "list", message("Put it there"), placing, place=place)
        )
    found += [
        made("move", message("Move to another folder"), "swap", message("Move there"), into(folders)),
        made("copy", message("Copy to another folder"), "papers", message("Copy there"), into(folders)),
    ]
    label = message("Save the menu")
    found.append(made("in_menu", message("Menu"), "list", label, showing_in_menu, in_menu=item.in_menu))
    label = message("Lay it into the trash")
    found.append(made("delete", message("Delete"), "trash", label, deleting, style="destroy"))
    return {one.key: one for one in found}


def _page(item: Item, request: Request, panels: dict[str, Panel], active: str = "") -> dict[str, Any]:
    for one in panels.values():
        if one.key != active:
            one.rendered = one.form.render()
    things = sum(1 for one in walk(item) if request.has_permission(Permission.CONTENT_VIEW, one)) - 1
    return within(
        item,
        request,
        message("Rename, move, copy or delete: ${title}", mapping={"title": item.title}),
        "arrange",
        panels=list(panels.values()),
        active=active,
        rows=[],
        things=things,
        linked=linked([item], request),
        folder=address(request, item.container) if isinstance(item.container, Item) else "",
    )


def show_arrange(context: Item, request: Request) -> dict[str, Any]:
    return {**_page(context, request, _panels(context, request)), "rendered": ""}


Do = Callable[[Item, Request, dict[str, Any]], str]


def _rename(item: Item, request: Request, typed: dict[str, Any]) -> str:
    rename_item(item, name=typed["name"], act=request.act, reserved=reserved_names(request))
    request.flash(message("Renamed. The former address leads here."))
    return address(request, item)


def _move(item: Item, request: Request, typed: dict[str, Any]) -> str:
    move_items([item], to=target_of(request, typed["target"]), act=request.act)
    request.flash(message("Moved. The former address leads here."))
    return address(request, item)


def _copy(item: Item, request: Request, typed: dict[str, Any]) -> str:
    refuse_unless(Permission.CONTENT_VIEW, list(walk(item)), request)
    to = target_of(request, typed["target"])
    (copy,) = copy_items([item], to=to, act=request.act, reserved=reserved_names(request))
    request.flash(message("This is the copy. Only officials see it until it is published."))
    return address(request, copy)


def _place(item: Item, request: Request, typed: dict[str, Any]) -> str:
    put_in_place(item.container, names=[item.__name__], place=typed["place"], act=request.act)
    request.flash(message("Put in its place."))
    return view_address(request, item.container, "contents")


def _delete(item: Item, request: Request, typed: dict[str, Any]) -> str:
    container, title = item.container, item.title
    refuse_unless(Permission.CONTENT_DELETE, list(walk(item)), request)
    delete_items([item], act=request.act, why=typed["why"])
    request.flash(message("“${title}” lies in the trash; it can be restored from there.", mapping={"title": title}))
    return back_to(container, request)


def _in_menu(item: Item, request: Request, typed: dict[str, Any]) -> str:
    put_in_menu(item, shown=typed["in_menu"], act=request.act)
    request.flash(message("The menu is saved."))
    return view_address(request, item, "arrange")


ACTS: dict[str, Do] = {
    "rename": _rename,
    "move": _move,
    "copy": _copy,
    "place": _place,
    "in_menu": _in_menu,
    "delete": _delete,
}


def do_act(context: Item, request: Request):
    """The act that the address names, with what its panel asks."""
    key = request.view_name
    panels = _panels(context, request)
    if key not in panels:
        raise NotYours(title=context.title)
    return act_on_form(
        request,
        panels[key].form,
        lambda: _page(context, request, panels, key),
        lambda typed: ACTS[key](context, request, typed),
    )


def includeme(config: Configurator) -> None:
    config.add_view(
        show_arrange,
        context=Item,
        name="arrange",
        permission=Permission.CONTENT_EDIT,
        request_method="GET",
        renderer=PAGE,
    )
    for key in ACTS:
        config.add_view(
            do_act,
            context=Item,
            name=key,
            permission=Permission.CONTENT_DELETE if key == "delete" else Permission.CONTENT_EDIT,
            request_method="POST",
            once=True,
            renderer=PAGE,
        )
