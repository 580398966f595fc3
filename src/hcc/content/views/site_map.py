"""/noi-dung/: every page of the centre that citizens see, as a list with its folders."""

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import message

from ..resources import ContentRoot
from .parts import part_of
from .places import FRONT, toolbar

LISTED = 100


def show_site_map(context: ContentRoot, request: Request) -> dict[str, Any]:
    """Everything in the order of the folders, a page at a time."""
    lang, root = request.locale_name, request.script_name
    shown, paging = part_of(request.public_tree.readable, request, request.resource_path(context), size=LISTED)
    kinds = request.registry["hcc.content_kinds"]
    return {
        "title": message("All pages of the centre"),
        "item": context,
        "back": FRONT,
        "toolbar": toolbar(context, request),
        "lines": [
            (
                min(len(one.path), 6),
                root + one.url,
                one.title_in(lang),
                one.lang_in(lang),
                kinds[one.kind].label if one.kind != "page" else "",
            )
            for one in shown
        ],
        "paging": paging,
    }


def includeme(config: Configurator) -> None:
    config.add_view(
        show_site_map,
        context=ContentRoot,
        permission=Permission.SITE_VIEW,
        request_method="GET",
        renderer="hcc:templates/content/site_map.pt",
        cached=("page",),
    )
