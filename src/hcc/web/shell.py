"""The page round a text: drawn once for all pages whose frame is alike, with holes where the texts stand.

It may show nothing of a page but its frame (hcc.web.layout.Frame) and the link above its heading; what else differs is
filled into the holes, finished HTML by name (hcc.web.drawn keeps that of texts). A page with a sentence carried over is
drawn for its reader.
"""

import re
from collections.abc import Hashable, Mapping
from html import escape
from typing import Any

from chameleon.utils import Markup
from pyramid.config import Configurator
from pyramid.renderers import render
from pyramid.request import Request
from pyramid.response import Response

from hcc.core.text import TranslationString

from .layout import Layout

_HOLE = re.compile("\0([a-z]+)\0")
"""No text of a page holds the character."""
MOST = 500
"""Shells kept, some 5 kilobytes each: languages times sizes times opening states are fewer."""


class Shells:
    """The shells drawn so far."""

    def __init__(self, *, reload: bool) -> None:
        self._kept: dict[Hashable, list[bytes]] = {}
        self._reload = reload

    def answer(self, template: str, page: Mapping[str, Any], parts: Mapping[str, bytes], request: Request) -> Response:
        """The page that `template` makes of its `parts`, HTML in UTF-8 by names of small letters. Besides these it is
        given the frame, `title` and `back` of the page, and nothing else.
        """
        layout = Layout(request, page)
        response = request.response
        if layout.flashes or self._reload:
            told = {name: part.decode() for name, part in parts.items()}
            response.text = render(template, {**page, "parts": told}, request)
            return response
        key = (template, layout.frame, layout.back, tuple(parts))
        shell = self._kept.get(key)
        if shell is None:
            shell = self._draw(template, page, parts, request)
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[key] = shell
        title = layout.title
        filled = {
            b"title": escape(layout.words(title) if isinstance(title, TranslationString) else title, quote=False),
            b"here": layout.quoted_page,
            b"other": escape(layout.language_url),
        }
        by_name = {name: words.encode() for name, words in filled.items()}
        by_name |= {name.encode(): part for name, part in parts.items()}
        pieces = shell.copy()
        pieces[1::2] = [by_name[name] for name in shell[1::2]]
        response.body = b"".join(pieces)
        return response

    def _draw(
        self, template: str, page: Mapping[str, Any], parts: Mapping[str, bytes], request: Request
    ) -> list[bytes]:
        """What stands between the holes, and their names."""
        layout = Layout(
            request, {"title": Markup(_hole("title")), "section": page.get("section"), "back": page.get("back")}
        )
        vars(layout).update(quoted_page=_hole("here"), language_url=_hole("other"))
        told = {"layout": layout, "parts": {name: _hole(name) for name in parts}}
        return [piece.encode() for piece in _HOLE.split(render(template, told, request))]


def _hole(name: str) -> str:
    return f"\0{name}\0"


def includeme(config: Configurator) -> None:
    reload = bool(config.registry.settings and config.registry.settings.get("reload_templates"))
    config.registry["hcc.shells"] = Shells(reload=reload)
