"""The parts of a public page's frame: drawn once for all pages whose frame is alike, then put in as they are.

templates/layouts/<name>.pt is given a `layout` that knows nothing but what the parts of pages are told apart by, so
that none can show what belongs to another page. Only the links that lead back to the page itself differ; they are
filled in for each.
"""

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from chameleon.utils import Markup
from chameleon.zpt.template import PageTemplateFile
from pyramid.config import Configurator

from hcc.shipped import shipped

from .assets import Assets
from .display import display_address
from .layout import FOOT_LINKS, SECTIONS, Frame, Layout, Link
from .office_words import Office

_HERE, _OTHER_LANGUAGE = "-here-", "-this-page-in-the-other-language-"
"""Stand for the address of the page and for its link to the other language until a part is put into a page."""
_LINKS = re.compile(f"({_HERE}|{_OTHER_LANGUAGE})")
MOST = 500
"""Parts kept: languages times sizes times sections times opening states are fewer, and of those most are never asked
for."""


ABOVE = 2
"""Entries of the centre's own menu that have room in the red bar; the foot has them all."""


class PartLayout:
    """What the template of a part finds as `layout`."""

    def __init__(self, frame: Frame, office: Office, assets: Assets) -> None:
        self.lang, self.display, self.opening, self.office = frame.lang, frame.display, frame.opening, office
        self.hours = frame.hours
        self.vietnamese = None if frame.lang == "vi" else "vi"
        self._root, self._assets = frame.root, assets
        self.home_url, self.track_url = f"{self._root}/", f"{self._root}/tra-cuu"
        self.language_url = _OTHER_LANGUAGE
        self.smaller_url = display_address(self._root, frame.display, _HERE, size=frame.display.size - 1)
        self.larger_url = display_address(self._root, frame.display, _HERE, size=frame.display.size + 1)
        self.contrast_url = display_address(self._root, frame.display, _HERE, contrast=not frame.display.contrast)
        self.sections = [Link(words, self._root + path, name == frame.section) for name, words, path in SECTIONS]
        self.menu = [line._replace(url=self._root + line.url) for line in frame.menu]
        self.menu_above = self.menu[:ABOVE]
        self.foot_links = [Link(words, self._root + path) for words, path in FOOT_LINKS]

    def asset(self, name: str) -> str:
        return self._root + self._assets.path(name)

    def icon(self, name: str) -> str:
        return self.asset(f"icons.svg#{name}")


class Parts:
    """The parts drawn so far, of one office."""

    def __init__(self, folder: Path, assets: Assets, *, reload: bool) -> None:
        self._folder, self._assets, self._reload = folder, assets, reload
        self._templates: dict[str, PageTemplateFile] = {}
        self._drawn: dict[tuple[str, Frame], list[str]] = {}

    def draw(self, name: str, layout: Layout) -> Markup:
        """The part `name` as it stands on the page of `layout`."""
        frame = layout.frame
        drawn = self._drawn.get((name, frame))
        if drawn is None:
            whole = self._template(name)(
                layout=PartLayout(frame, layout.office, self._assets), office=layout.office, translate=layout.words
            )
            drawn = _LINKS.split(whole)
            if len(self._drawn) >= MOST:
                self._drawn.clear()
            if not self._reload:
                self._drawn[name, frame] = drawn
        if len(drawn) == 1:
            return Markup(drawn[0])
        here, other = layout.quoted_page, escape(layout.language_url)
        return Markup(
            "".join(here if piece == _HERE else other if piece == _OTHER_LANGUAGE else piece for piece in drawn)
        )

    def _template(self, name: str) -> Callable[..., str]:
        if name not in self._templates:
            self._templates[name] = PageTemplateFile(str(self._folder / f"{name}.pt"), auto_reload=self._reload)
        return self._templates[name]


def includeme(config: Configurator) -> None:
    settings: dict[str, Any] = config.registry.settings or {}
    config.registry["hcc.parts"] = Parts(
        shipped("templates") / "layouts", config.registry["hcc.assets"], reload=bool(settings.get("reload_templates"))
    )
