"""Which finished page answers a request: everything of a request that a public page may show differently."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from webob.compat import parse_qsl_text
from webob.cookies import RequestCookies

from . import display, i18n

LONGEST_COOKIES, LONGEST_QUERY = 4_096, 1_024
"""Letters; a request with more is answered without the cache."""


class Reader(NamedTuple):
    """What the cookies of somebody who is not signed in say of how she reads."""

    lang: str
    display: str


class Address(NamedTuple):
    """A page as one reader asks for it, before its parameters are looked at."""

    path: str
    root: str
    host: str
    scheme: str
    reader: Reader


class KeyOf:
    """Reads requests. `private` names the cookies of people whose pages are their own (a session, a flash)."""

    def __init__(self, private: Collection[str]) -> None:
        self._private = private
        self._reader = lru_cache(maxsize=1024)(self._read)

    def address(self, environ: dict[str, Any]) -> Address | None:
        """The address of a request whose page may be everybody's; None for every other request."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        if environ.get("CONTENT_LENGTH") or environ.get("CONTENT_TYPE"):
            return None
        path = environ.get("PATH_INFO", "")
        if path.startswith("//"):
            return None  # read anew behind this (see headers.py)
        reader = self._reader(environ.get("HTTP_COOKIE", "")[: LONGEST_COOKIES + 1])
        if reader is None:
            return None
        host = environ.get("HTTP_HOST") or environ.get("SERVER_NAME", "")
        return Address(path, environ.get("SCRIPT_NAME", ""), host, environ.get("wsgi.url_scheme", ""), reader)

    def _read(self, header: str) -> Reader | None:
        if len(header) > LONGEST_COOKIES:
            return None
        cookies = RequestCookies({"HTTP_COOKIE": header})
        try:
            found = dict(cookies.items())
        except UnicodeDecodeError:  # as good as none, to everything behind this too
            found = {}
        if any(name in found for name in self._private):
            return None
        return Reader(i18n.first_known(found.get(i18n.COOKIE)), display.stored_choice(found.get(display.COOKIE)).stored)


def known_query(query: str, names: Sequence[str]) -> str | None:
    """The query with the parameters `names` only, in that order and without empty ones.

    None where it chooses a language, which the reader's browser is told to remember, cannot be read, or is long.
    """
    if not query:
        return ""
    if len(query) > LONGEST_QUERY:
        return None
    try:
        pairs = list(parse_qsl_text(query))
    except UnicodeError:
        return None
    if any(name == i18n.PARAMETER for name, _ in pairs):
        return None
    return urlencode([(name, value) for known in names for name, value in pairs if name == known and value])
