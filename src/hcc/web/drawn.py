"""Pieces of pages that are drawn once, and put into every page that tells the same.

An approved text never changes, so what is drawn of it need not be drawn for each reader; the page around it is (see
also hcc.web.frame, which does the same for the frame). A template says with `${hole}` where one piece ends and the next
begins: something else stands there on each page.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import Any, NamedTuple

from chameleon.utils import Markup
from pyramid.config import Configurator
from pyramid.renderers import render
from pyramid.request import Request

HOLE = Markup("<!--hole-->")
"""What a text says is escaped, so it never holds one."""
MOST = 256
"""Drawings kept; that of a sheet takes some 12 kilobytes."""

Told = Mapping[str, Any]
Pieces = tuple[str, ...]
"""HTML, to be put in as it is."""


def draw_pieces(template: str, told: Told, request: Request) -> Pieces:
    """The pieces between the holes of a template."""
    return tuple(render(template, {**told, "hole": HOLE}, request).split(HOLE))


class Drawing(NamedTuple):
    """What was drawn, and of what."""

    told: Told
    pieces: Pieces
    encoded: tuple[bytes, ...]


class DrawnPieces:
    """The drawings made last."""

    def __init__(self, *, reload: bool) -> None:
        self._kept: OrderedDict[Hashable, Drawing] = OrderedDict()
        self._lock = threading.Lock()
        self._reload = reload

    def of(
        self, template: str, about: Hashable, told: Told, request: Request, more: Callable[[], Told] = dict
    ) -> Pieces:
        """The pieces that `template` draws of `told`, whose values can be compared and are all it shows besides the
        office, the language and where the site is mounted; what it is `about` has one drawing at a time. `more` gives
        what follows from `told` and is only worked out for drawing.
        """
        return self._drawing(template, about, told, request, more).pieces

    def encoded(
        self, template: str, about: Hashable, told: Told, request: Request, more: Callable[[], Told] = dict
    ) -> tuple[bytes, ...]:
        """As `of`, in UTF-8."""
        return self._drawing(template, about, told, request, more).encoded

    def _drawing(
        self, template: str, about: Hashable, told: Told, request: Request, more: Callable[[], Told]
    ) -> Drawing:
        key = (template, about, request.locale_name, request.script_name)
        kept = self._kept.get(key)
        if kept is not None and kept.told == told:
            self._note_used(key)
            return kept
        pieces = draw_pieces(template, {**told, **more()}, request)
        drawing = Drawing(told, pieces, tuple(piece.encode() for piece in pieces))
        if not self._reload:
            self._keep(key, drawing)
        return drawing

    def _note_used(self, key: Hashable) -> None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)

    def _keep(self, key: Hashable, drawing: Drawing) -> None:
        with self._lock:
            self._kept[key] = drawing
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)

    def __len__(self) -> int:
        return len(self._kept)


def includeme(config: Configurator) -> None:
    reload = bool(config.registry.settings and config.registry.settings.get("reload_templates"))
    config.registry["hcc.drawn_pieces"] = DrawnPieces(reload=reload)
