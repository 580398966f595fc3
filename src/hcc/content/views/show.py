"""A thing as it is read, with the acts of whoever looks at it."""

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.procedures.structured_data import as_script
from hcc.web.headers import let_be_found
from hcc.web.origins import public_origin

from ..body import unseen_in
from ..fields import procedures_named
from ..kinds import Kind, kind_of
from ..reading import is_translated, reading_of
from ..resources import Item
from ..section_menu import section_menu
from ..seeing import title_told
from ..sent_back import sent_back
from ..tree import path_of
from .linked import told
from .places import FRONT, back_of, toolbar


def show_item(context: Item, request: Request) -> dict[str, Any]:
    if context.is_public(request.now):
        let_be_found(request)
    kind, reading = kind_of(request, context), reading_of(context, request)
    crumbs = _crumbs(context, request)
    before, behind = request.public_tree.beside(path_of(context))
    lang = request.locale_name
    return {
        "title": reading.title,
        "item": context,
        "reading": reading,
        "kind": kind,
        "back": back_of(context, request),
        "crumbs": crumbs,
        "structured": _structured(crumbs, reading.title, request),
        "toolbar": (bar := toolbar(context, request)),
        "unseen": told(unseen_in(context, request), request) if bar else [],
        "sent_back": sent_back(context, request) if bar else None,
        "section_menu": section_menu(context, request),
        "procedures": procedures_named(context.text.get("procedures") or (), request),
        "translated": is_translated(context),
        "beside": [
            (rel, words, request.script_name + entry.url, entry.title_in(lang), entry.lang_in(lang))
            for rel, words, entry in (("prev", BEFORE, before), ("next", BEHIND, behind))
            if entry is not None
        ],
        **(kind.told(context, request) if kind.told is not None else {}),
    }


BEFORE, BEHIND = message("Before this"), message("After this")


def _crumbs(item: Item, request: Request) -> list[tuple[str, Any, str | None]]:
    """Address, words and their language of the way that leads here, from the front page on."""
    way = [(request.resource_path(folder), *title_told(folder, request)) for folder in item.above()]
    return [(f"{request.script_name}{FRONT[0]}", request.localizer.translate(FRONT[1]), None), *reversed(way)]


def _structured(crumbs: list[tuple[str, Any, str | None]], title: str, request: Request) -> str:
    """The way here as search engines read it (schema.org BreadcrumbList)."""
    origin = public_origin(request)
    steps = [(title_, f"{origin}{url}") for url, title_, _ in crumbs]
    listed: list[dict[str, Any]] = [
        {"@type": "ListItem", "position": place, "name": str(name), "item": url}
        for place, (name, url) in enumerate(steps, 1)
    ]
    listed.append({"@type": "ListItem", "position": len(listed) + 1, "name": title})
    return as_script({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": listed})


def includeme(config: Configurator) -> None:
    kinds: dict[str, Kind] = config.registry["hcc.content_kinds"]
    for kind in kinds.values():
        config.add_view(
            show_item,
            context=kind.resource,
            permission=Permission.CONTENT_VIEW,
            request_method="GET",
            renderer=kind.template,
            cached=("page",),
        )
