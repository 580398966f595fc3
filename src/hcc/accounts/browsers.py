"""Browsers: what they are called in a list of sessions, and which of them have signed in here before."""

import hashlib
import re
import secrets

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from webob.cookies import SignedCookieProfile

DAYS = 180
"""A browser that nobody signed in with for so long is a stranger again."""
MOST_NAMES = 12
"""Officials one browser is known for: those who take turns at one counter."""

_PROGRAMS = (
    ("Edge", r"Edg(A|iOS)?/"),
    ("Cốc Cốc", r"coc_coc_browser/"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"(Firefox|FxiOS)/"),
    ("Chrome", r"(Chrome|CriOS|Chromium)/"),
    ("Safari", r"Safari/"),
)
_SYSTEMS = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("Mac", r"Mac OS X|Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux"),
)


def browser_name(user_agent: str | None) -> str:
    """What a person calls it, "Chrome, Windows"; empty when it is none of those that people use."""
    found = (
        next((name for name, pattern in names if re.search(pattern, user_agent or "")), "")
        for names in (_PROGRAMS, _SYSTEMS)
    )
    return ", ".join(filter(None, found))


class BrowserCookie:
    """The mark a browser gets when somebody signs in with it, and for whom it counts; signed, without any name."""

    def __init__(self, secret: bytes, *, secure: bool) -> None:
        self.name = "__Host-hcc_browser" if secure else "hcc_browser"
        self._profile = SignedCookieProfile(
            secret,
            "hcc.browser",
            self.name,
            secure=secure,
            httponly=True,
            samesite=b"Strict",
            hashalg="sha256",
            path="/",
            max_age=DAYS * 86_400,
        )

    def mark_for(self, request: Request, login: str) -> str | None:
        """The browser's mark if this official has signed in with it before, else None."""
        mark, known = self._read(request)
        return mark if mark and _tag(mark, login) in known else None

    def remember(self, request: Request, response: Response, login: str) -> None:
        """From now on the browser is known for this official."""
        mark, known = self._read(request)
        mark = mark or secrets.token_hex(16)
        tag = _tag(mark, login)
        kept = [*(one for one in known if one != tag), tag][-MOST_NAMES:]
        self._profile.bind(request).set_cookies(response, [mark, kept])

    def _read(self, request: Request) -> tuple[str, list[str]]:
        value = self._profile.bind(request).get_value()
        if isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], list):
            return value[0], value[1]
        return "", []


def _tag(mark: str, login: str) -> str:
    return hashlib.sha256(f"{mark} {login}".encode()).hexdigest()[:16]


def includeme(config: Configurator) -> None:
    config.registry["hcc.browser_cookie"] = BrowserCookie(
        config.registry["hcc.cookie_secret"], secure=config.registry["hcc.settings"].https
    )
