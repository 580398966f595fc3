"""How large and how strong a reader wants the pages, kept in a cookie of their own and nowhere else."""

import re
from typing import NamedTuple
from urllib.parse import quote, urlencode

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED

from .cookies import cookie_of

COOKIE = "hcc_display"

SMALLEST, LARGEST = -1, 2
"""Steps of text size; 0 is as designed, each step is an eighth of the letter."""

_STORED = re.compile(r"(-1|0|1|2)(c?)")
_SIZE_CLASSES = {-1: "text-smaller", 0: "", 1: "text-larger", 2: "text-largest"}
_LOCAL = re.compile(r"/(?!/)[^\\\x00-\x20\x7f-\x9f]*")
_PLAIN = re.compile(r"/[A-Za-z0-9/._~-]*")
"""Paths that are written in an address as they are."""
_YEAR = 365 * 24 * 3600
READING = ("GET", "HEAD")
"""Methods whose page can be asked for again by its address."""
LONGEST_PATH = 2_000
"""Letters of an address to come back to: every browser and every server in between still takes it."""


class Display(NamedTuple):
    """A reader's choice: `size` from SMALLEST to LARGEST, `contrast` for black on white with strong borders."""

    size: int = 0
    contrast: bool = False

    @property
    def classes(self) -> str:
        """The classes of the page's root element."""
        return " ".join(filter(None, (_SIZE_CLASSES[self.size], "contrast" if self.contrast else "")))

    @property
    def stored(self) -> str:
        """The cookie's text; also a short part for the keys of cached pages."""
        return f"{self.size}{'c' if self.contrast else ''}"


def read_display(request: Request) -> Display:
    """The choice a request brings along; anything but our own spelling counts as none."""
    try:
        return stored_choice(cookie_of(request, COOKIE))
    except UnicodeDecodeError:
        return Display()


def stored_choice(text: str | None) -> Display:
    """The choice as the cookie has it."""
    found = _STORED.fullmatch(text or "")
    return Display(int(found[1]), bool(found[2])) if found else Display()


def display_url(request: Request, *, size: int | None = None, contrast: bool | None = None) -> str:
    """The link that changes one part of the choice, leaves the other, and comes back to the page it stands on."""
    return display_address(request.script_name, read_display(request), this_page(request), size, contrast)


def display_address(root: str, now: Display, back: str, size: int | None = None, contrast: bool | None = None) -> str:
    """As `display_url`, mounted at `root`, for a reader who sees pages as `now` says and stands at `back`."""
    size = min(max(now.size if size is None else size, SMALLEST), LARGEST)
    contrast = now.contrast if contrast is None else contrast
    query = urlencode({"size": size, "contrast": int(contrast), "next": back})
    return f"{root}/display?{query}"


def local_path(target: str | None) -> str:
    """`target` where it is a path of this site, else "".

    Browsers read `//host`, `/\\host` and a tab or line end inside either as another site, hence the strict pattern.
    """
    if not target or len(target) > LONGEST_PATH or not _LOCAL.fullmatch(target):
        return ""
    target = quote(target, safe="/?&=%:@!$'()*+,;~-._", errors="replace")
    return target if len(target) <= LONGEST_PATH else ""


def next_address(target: str) -> str:
    """`?next=` with a path of this site, or nothing where it is none or so long that it could not be followed."""
    target = local_path(target)
    return f"?next={quote(target, safe='')}" if target else ""


def change(request: Request) -> Response:
    """GET /display?size=&contrast=&next= : keep the choice in a cookie and go back."""
    stored = f"{request.GET.get('size', '')}{'c' if request.GET.get('contrast') == '1' else ''}"
    response = HTTPSeeOther(request.script_name + (local_path(request.GET.get("next")) or "/"))
    if _STORED.fullmatch(stored):
        response.set_cookie(
            COOKIE, stored, max_age=_YEAR, path="/", httponly=True, secure=request.scheme == "https", samesite="Lax"
        )
    response.headers["Cache-Control"] = "no-store"
    return response


def includeme(config: Configurator) -> None:
    config.add_route("display", "/display", request_method="GET")
    config.add_view(change, route_name="display", permission=NO_PERMISSION_REQUIRED)


def this_page(request: Request) -> str:
    """The address to come back to, as seen from where the application is mounted."""
    path = request.environ.get("PATH_INFO", "")
    if request.method in READING and not request.environ.get("QUERY_STRING") and _PLAIN.fullmatch(path):
        return path
    try:
        return request.path_qs.removeprefix(request.script_name) if request.method in READING else request.path_info
    except UnicodeDecodeError:
        return "/"
