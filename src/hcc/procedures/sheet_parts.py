"""The parts of a sheet, drawn once for all who read the same text in the same language.

A finished page is kept for citizens only (hcc.web.page_cache); what an official sees of a sheet is the same but for the
frame around it. templates/procedures/sheet_parts.pt is given nothing but what parts are told apart by, so that none can
show what belongs to another page.
"""

import threading
from collections import OrderedDict
from typing import Any

from chameleon.utils import Markup
from pyramid.config import Configurator
from pyramid.renderers import render
from pyramid.request import Request

PARTS = ("head", "heading", "top", "main", "side")
TOLD = (
    "banner",
    "base",
    "coming",
    "ended",
    "field_name",
    "heading",
    "og",
    "older",
    "own_portal",
    "portal",
    "questions",
    "record",
    "related",
    "revision_number",
    "sheet",
    "since",
    "structured",
)
"""What of a page the parts are given."""
MOST = 64
"""Sheets kept; with its text each takes some 40 kilobytes."""


class DrawnSheets:
    """The parts drawn last, by the address of the text, its language and the path the program is served under."""

    def __init__(self, *, reload: bool) -> None:
        self._kept: OrderedDict[tuple[str, str, str], tuple[dict[str, Any], dict[str, Markup]]] = OrderedDict()
        self._lock = threading.Lock()
        self._reload = reload

    def of(self, page: dict[str, Any], request: Request) -> dict[str, Markup]:
        """The parts of a page, by name."""
        told = {name: page[name] for name in TOLD}
        key = (page["base"], request.locale_name, request.script_name)
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
        if kept is not None and kept[0] == told and not self._reload:
            return kept[1]
        parts = {
            name: Markup(render(f"hcc:templates/procedures/sheet_parts#{name}.pt", told, request)) for name in PARTS
        }
        with self._lock:
            self._kept[key] = (told, parts)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return parts


def includeme(config: Configurator) -> None:
    reload = bool(config.registry.settings and config.registry.settings.get("reload_templates"))
    config.registry["hcc.drawn_sheets"] = DrawnSheets(reload=reload)
