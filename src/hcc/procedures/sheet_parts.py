"""Sheets, drawn once for all who read the same text in the same language and frame.

A finished page is kept for citizens only (hcc.web.page_cache), and given out before anything is asked. Here the view
has said what the page tells; what was drawn of the very same is used again, for officials too. The parts of a sheet
outlast the frame around them: templates/procedures/sheet_parts.pt is given nothing but what parts are told apart by, so
that none can show what belongs to another page.
"""

import threading
from collections import OrderedDict
from typing import Any

from chameleon.utils import Markup
from pyramid import renderers
from pyramid.config import Configurator
from pyramid.renderers import render
from pyramid.request import Request
from pyramid.response import Response

from hcc.web.layout import Frame, Layout

PAGE = "hcc:templates/procedures/sheet.pt"

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
    """The sheets drawn last: parts by the address of the text, its language and the path the program is served under,
    whole pages by their address and frame.
    """

    def __init__(self, *, reload: bool) -> None:
        self._kept: OrderedDict[tuple[str, str, str], tuple[dict[str, Any], dict[str, Markup]]] = OrderedDict()
        self._pages: OrderedDict[tuple[str, Frame], tuple[dict[str, Any], bytes]] = OrderedDict()
        self._lock = threading.Lock()
        self._reload = reload

    def page(self, page: dict[str, Any], request: Request) -> Response:
        """The whole page. One with a sentence carried over is drawn for this reader alone."""
        layout = Layout(request, page)
        key, told = (layout.this_page, layout.frame), {name: page.get(name) for name in (*TOLD, "back", "title")}
        with self._lock:
            kept = self._pages.get(key)
            if kept is not None:
                self._pages.move_to_end(key)
        if kept is not None and kept[0] == told and not request.flashes and not self._reload:
            body = kept[1]
        else:
            body = renderers.render(PAGE, {**page, "parts": self._parts(page, request)}, request).encode()
            if not request.flashes:
                self._keep(key, told, body)
        request.response.body = body
        return request.response

    def _keep(self, key: tuple[str, Frame], told: dict[str, Any], body: bytes) -> None:
        with self._lock:
            self._pages[key] = (told, body)
            while len(self._pages) > MOST:
                self._pages.popitem(last=False)

    def _parts(self, page: dict[str, Any], request: Request) -> dict[str, Markup]:
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
