"""A thing as it is read, with the acts of whoever looks at it."""

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission

from ..body import body_of
from ..file_facts import facts_of
from ..kinds import Kind, kind_of
from ..resources import Item
from .places import back_of, toolbar


def show_item(context: Item, request: Request) -> dict:
    return {
        "title": context.title,
        "item": context,
        "body": body_of(context, request),
        "file": facts_of(context, request),
        "kind": kind_of(request, context),
        "back": back_of(context, request),
        "toolbar": toolbar(context, request),
        "children": [child for child in getattr(context, "items_in_order", tuple)() if child.is_out(request.now)],
    }


def includeme(config: Configurator) -> None:
    kinds: dict[str, Kind] = config.registry["hcc.content_kinds"]
    for kind in kinds.values():
        config.add_view(
            show_item,
            context=kind.resource,
            permission=Permission.CONTENT_VIEW,
            request_method="GET",
            renderer=kind.template,
        )
