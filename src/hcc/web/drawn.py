"""Pages that are drawn once for all who would see the very same.

A finished page is kept for citizens only (hcc.web.page_cache), and given out before anything is asked. Here the view
has worked out what the page tells; what was drawn of the same values, at the same address and in the same frame, is
used again, for officials too.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from pyramid import renderers
from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from hcc.core.text import TranslationString

from .layout import Frame, Layout
from .page_cache import is_kept_to_reader

MOST = 64
"""Pages kept; with what it tells each takes some 60 kilobytes."""

Told = dict[str, Any]


class DrawnPages:
    """The pages drawn last."""

    def __init__(self, *, reload: bool) -> None:
        self._kept: OrderedDict[tuple[str, str, Frame], tuple[Told, bytes]] = OrderedDict()
        self._lock = threading.Lock()
        self._reload = reload

    def answer(
        self,
        template: str,
        page: Mapping[str, Any],
        request: Request,
        more: Callable[[], Mapping[str, Any]] = dict,
    ) -> Response:
        """The page that `template` draws of `page`, whose values can be compared and are all it shows besides its
        frame. `more` gives what is only worked out for drawing. With a sentence carried over, a token or a cookie it
        is drawn for this reader alone.
        """
        layout = Layout(request, page)
        key = (template, layout.this_page, layout.frame)
        told = {name: _whole(value) for name, value in page.items()}
        response = request.response
        body = None if request.flashes or self._reload else self._find(key, told)
        if body is not None:
            response.body = body
            return response
        response = renderers.render_to_response(template, {**page, **more()}, request, response=response)
        if not is_kept_to_reader(request, response):
            self._keep(key, told, response.body)
        return response

    def _find(self, key: tuple[str, str, Frame], told: Told) -> bytes | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
        return kept[1] if kept is not None and kept[0] == told else None

    def _keep(self, key: tuple[str, str, Frame], told: Told, body: bytes) -> None:
        with self._lock:
            self._kept[key] = (told, body)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)

    def __len__(self) -> int:
        return len(self._kept)


def _whole(value: Any) -> Any:
    """Two messages that differ only by what is filled in are equal; not so with it."""
    return (value, value.mapping) if isinstance(value, TranslationString) else value


def includeme(config: Configurator) -> None:
    reload = bool(config.registry.settings and config.registry.settings.get("reload_templates"))
    config.registry["hcc.drawn_pages"] = DrawnPages(reload=reload)
