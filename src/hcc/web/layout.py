"""What every page knows besides its own content: the office, the reader's choices, who is signed in, what is open.

A view returns a dict; `Layout` stands beside it in the template as `layout`, and `ui` holds the macros of
templates/macros by name. Error pages are rendered when half of this could not be worked out, so nothing here may fail.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote_plus, urlencode

from chameleon.i18n import simple_translate
from pyramid.config import Configurator
from pyramid.decorator import reify
from pyramid.events import BeforeRender
from pyramid.i18n import TranslationString
from pyramid.request import Request

from hcc.core.text import message as _
from hcc.shipped import shipped
from hcc.web.assets import asset_url
from hcc.web.display import READING, Display, display_url, read_display, this_page
from hcc.web.macros import Macros
from hcc.web.office_words import Office, office_of

LANGUAGES = ("vi", "en")
_QUOTED = re.compile(r"[\w.~+%=&-]*", re.ASCII)
"""A query as browsers write it, that can be put into another address as it is."""

WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
"""By `datetime.weekday()`."""

SECTIONS = (
    ("procedures", _("Procedures"), "/thu-tuc"),
    ("track", _("Track a dossier"), "/tra-cuu"),
    ("check", _("Check a paper"), "/kiem-tra"),
)
"""The public places in the red bar: the name a view gives as `section`, the words, the path."""

FOOT_LINKS = (
    (_("About the centre"), "/gioi-thieu"),
    (_("Officials and their phones"), "/can-bo"),
    (_("Numbers being called"), "/goi-so"),
    (_("All pages of the centre"), "/noi-dung/"),
    (_("Accessibility"), "/tro-nang"),
    (_("Privacy"), "/quyen-rieng-tu"),
    (_("For officials"), "/ban-lam-viec"),
)
"""The pages named at the foot of every public page."""


_as_value = lru_cache(maxsize=1_000)(quote_plus)


@dataclass(frozen=True)
class Place:
    """One entry of the staff rail. `foot` puts it at the bottom; `count` is shown when it is not 0.

    `admin` entries stand in the rail of the administration only.
    """

    label: str | TranslationString
    icon: str
    url: str
    count: int = 0
    current: bool = False
    admin: bool = False
    foot: bool = False


class Link(NamedTuple):
    label: str | TranslationString
    url: str
    current: bool = False


class MenuLine(NamedTuple):
    """One entry of the centre's own menu."""

    label: str
    url: str
    """As seen from where the application is mounted."""
    lang: str | None
    """The `lang` of its words; None where it is that of the page."""


class OpeningLine(NamedTuple):
    """Whether the office is open, and the sentence that says so in the language of the page."""

    open: bool
    sentence: str


class Frame(NamedTuple):
    """What the parts of pages are told apart by, and all that they may show (see hcc.web.frame)."""

    lang: str
    display: Display
    section: str | None
    opening: OpeningLine | None
    hours: tuple[str, ...]
    root: str
    """Where the application is mounted, usually ""."""
    menu: tuple[MenuLine, ...] = ()


class Layout:
    """The frame round one page. `page` is what the view returned."""

    def __init__(self, request: Request | None, page: Any = None) -> None:
        self.request = request
        self.page: Mapping[str, Any] = page if isinstance(page, Mapping) else {}

    @reify
    def lang(self) -> str:
        found = self._of_request("locale_name", "vi")
        return found if found in LANGUAGES else "vi"

    @reify
    def office(self) -> Office:
        registry = self._of_request("registry", None)
        settings = registry.get("hcc.settings") if registry is not None else None
        kept = registry.get("hcc.office_words") if registry is not None else None
        if kept is None or kept[0] is not settings:
            kept = (settings, office_of(settings))
            if registry is not None:
                registry["hcc.office_words"] = kept
        return kept[1]

    @property
    def title(self) -> str | TranslationString:
        """The page's own title, as the view gave it."""
        return self.page.get("title") or self.office.name or "hcc"

    @property
    def has_errors(self) -> bool:
        """Whether the view says so (`errors`), or a form of the page was refused."""
        return bool(self.page.get("errors")) or self._noted("hcc.form_refused")

    @property
    def has_form(self) -> bool:
        """Whether a `hcc.web.forms.Form` stands on the page (or the view says `has_form`)."""
        return bool(self.page.get("has_form")) or self._noted("hcc.form")

    @property
    def back(self) -> Link | None:
        """The link above the heading; a view gives `back` as (address, words)."""
        back = self.page.get("back")
        return Link(back[1], back[0]) if back else None

    @property
    def section(self) -> str | None:
        """The part of the site the page belongs to (see SECTIONS)."""
        return self.page.get("section")

    @property
    def vietnamese(self) -> str | None:
        """The `lang` of words that are Vietnamese whatever the language of the page; None where it need not be said."""
        return None if self.lang == "vi" else "vi"

    def lang_of(self, words: str) -> str | None:
        """The `lang` of words that are either a message of the program or a name out of the office's own files."""
        return None if isinstance(words, TranslationString) else self.vietnamese

    @property
    def admin(self) -> bool:
        return bool(self.page.get("admin"))

    @reify
    def display(self) -> Display:
        return read_display(self.request) if self.request is not None else Display()

    @property
    def smaller_url(self) -> str:
        return self._display_url(size=self.display.size - 1)

    @property
    def larger_url(self) -> str:
        return self._display_url(size=self.display.size + 1)

    @property
    def contrast_url(self) -> str:
        return self._display_url(contrast=not self.display.contrast)

    @reify
    def language_url(self) -> str:
        """This page in the other language."""
        other = "en" if self.lang == "vi" else "vi"
        if self.request is None:
            return f"/?lang={other}"
        try:
            asked = self.request.query_string
            if self.request.method in READING and "lang=" not in asked and _QUOTED.fullmatch(asked):
                return f"{self.root}{self.this_page}{'&' if asked else '?'}lang={other}"
            query = parse_qsl(asked, keep_blank_values=True, errors="replace")
            path = self.request.path if self.request.method in READING else self.request.script_name + "/"
        except UnicodeDecodeError:
            return f"/?lang={other}"
        kept = [(name, value) for name, value in query if name != "lang"] if self.request.method in READING else []
        return f"{path}?{urlencode([*kept, ('lang', other)])}"

    @property
    def home_url(self) -> str:
        return self._local("/")

    @property
    def track_url(self) -> str:
        return self._local("/tra-cuu")

    @property
    def desk_url(self) -> str:
        return self._local("/ban-lam-viec")

    @property
    def search_url(self) -> str:
        """Where the search box of the top bar sends `q`."""
        return self._local("/ban-lam-viec/tim")

    @property
    def account_url(self) -> str:
        """The page of the signed-in official's own account."""
        return self._local("/tai-khoan")

    @property
    def sign_out_url(self) -> str:
        return self._local("/dang-xuat")

    @property
    def sections(self) -> list[Link]:
        return [Link(words, self._local(path), name == self.section) for name, words, path in SECTIONS]

    @property
    def foot_links(self) -> list[Link]:
        return [Link(words, self._local(path)) for words, path in FOOT_LINKS]

    @property
    def official(self) -> Any | None:
        return self._of_request("official", None)

    @reify
    def stands_for(self) -> list[str]:
        """Names of the absent officials in whose place the signed-in one stands today."""
        powers, name_of = self._of_request("powers", None), self._of_request("name_of", None)
        return [name_of(login) for login, _roles in powers.lent] if powers is not None and name_of is not None else []

    @property
    def counter(self) -> int:
        """The counter the official sits at; 0: none."""
        return self._of_request("counter", 0)

    @property
    def places(self) -> list[Any]:
        """The rail: the office's places or the administration's, and at its foot the way to the other."""
        every = list(self._of_request("places", None) or ())
        here = [place for place in every if bool(getattr(place, "admin", False)) == self.admin]
        there = [place for place in every if bool(getattr(place, "admin", False)) != self.admin]
        if self.admin and not any(place.current for place in here):
            # A page of the administration that lies elsewhere says where it belongs.
            here = [replace(place, current=getattr(place, "section", "") == self.section) for place in here]
        if there:
            words, icon = (_("Desk"), "counter") if self.admin else (_("Administration"), "gear")
            waiting = 0 if self.admin else sum(place.count for place in there)
            here.append(Place(words, icon, there[0].url, waiting, foot=True))
        return here

    @reify
    def flashes(self) -> list[tuple[str, Any]]:
        """(kind, words) pairs; a kind other than ok, warn, bad, info and idle becomes info."""
        kinds = ("ok", "warn", "bad", "info", "idle")
        found = self._of_request("flashes", None) or ()
        return [(kind if kind in kinds else "info", words) for kind, words in found]

    @property
    def csrf_token(self) -> str:
        return self._of_request("csrf_token", None) or ""

    @property
    def now(self) -> datetime | None:
        return self._of_request("now", None)

    @property
    def clock(self) -> str:
        """The hour as staff read it, "9:12"."""
        return f"{self.now.hour}:{self.now.minute:02}" if self.now else ""

    @property
    def weekday(self) -> TranslationString | str:
        return WEEKDAYS[self.now.weekday()] if self.now else ""

    @property
    def date(self) -> str:
        return f"{self.now:%d/%m/%Y}" if self.now else ""

    @property
    def nearest(self) -> list[tuple[str, str]]:
        """Address and words of what may have been looked for at an address that leads nowhere."""
        return self._of_request("nearest_procedures", None) or []

    @reify
    def opening(self) -> Any | None:
        return self._of_request("opening", None)

    @property
    def hours(self) -> tuple[str, ...]:
        """The opening hours of an ordinary week, a line each."""
        return self.opening.hours if self.opening else ()

    def translate(self, words: Any) -> str:
        """A message id in the language of the page, for where a template needs a plain string."""
        return self.words(_(words))

    @reify
    def words(self) -> Callable[..., Any]:
        """What translates for templates (see `hcc.web.i18n.Words`)."""
        return self._of_request("words", None) or simple_translate

    @property
    def root(self) -> str:
        """Where the application is mounted, usually ""."""
        return self.request.script_name if self.request is not None else ""

    @reify
    def quoted_page(self) -> str:
        """`this_page` as a value in another address."""
        return _as_value(self.this_page)

    @reify
    def this_page(self) -> str:
        """The address of the page, as seen from `root`."""
        return this_page(self.request) if self.request is not None else "/"

    @reify
    def frame(self) -> Frame:
        opening = self.opening
        line = OpeningLine(opening.open, opening.sentence) if opening else None
        menu = self._of_request("site_menu", None) or ()
        return Frame(self.lang, self.display, self.section, line, self.hours, self.root, menu)

    def part(self, name: str) -> Any:
        """A part of the frame, templates/layouts/<name>.pt (see hcc.web.frame)."""
        registry: Any = self._of_request("registry", None)
        return registry["hcc.parts"].draw(name, self)

    def asset(self, name: str) -> str:
        """The address of a static file (see `hcc.web.assets.Assets.path`)."""
        return asset_url(self.request, name)

    def icon(self, name: str) -> str:
        """The address of one drawing of the sprite, for `<use href="...">`."""
        return self._icons + name

    @reify
    def _icons(self) -> str:
        return self.asset("icons.svg#")

    def _noted(self, name: str) -> bool:
        return bool(getattr(self.request, "environ", {}).get(name))

    def _local(self, path: str) -> str:
        return self.root + path

    def _display_url(self, **change: Any) -> str:
        return display_url(self.request, **change) if self.request is not None else "/"

    def _of_request(self, name: str, otherwise: Any) -> Any:
        """An attribute of the request, or `otherwise`, also where working it out fails.

        These are reified properties that may read the database; on the page that says the database is away, the frame
        must still be drawn.
        """
        try:
            return getattr(self.request, name, otherwise)
        except Exception:
            return otherwise


def add_layout(macros: Macros) -> Callable[[BeforeRender], None]:
    """The subscriber that puts `layout` and `ui` beside what the view returned."""

    def before_render(event: BeforeRender) -> None:
        layout = Layout(event.get("request"), event.rendering_val)
        event["layout"], event["_"] = layout, layout.translate
        event["ui"] = macros
        event["translate"] = layout.words

    return before_render


def includeme(config: Configurator) -> None:
    reload = bool(config.registry.settings and config.registry.settings.get("reload_templates"))
    macros = Macros(shipped("templates") / "macros", auto_reload=reload)
    config.registry["hcc.macros"] = macros
    config.include(".frame")
    config.add_subscriber(add_layout(macros), BeforeRender)
