"""Finished public pages, kept in memory and given out before anything else is done for a request.

A view opts in with `cached=("q", "page")`: the names of the query parameters it reads, or `()`. Its page must be the
same for everybody: what depends on the reader beyond language and display (a form's token, a sentence carried over, a
session) keeps a page from being kept. See docs/decisions/0010-page-cache.md.
"""

import hashlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from pyramid.viewderivers import VIEW

from .errors import without_words
from .page_key import Address, KeyOf, known_query
from .page_state import PageState, Seen
from .transactions import retrying
from .turns import Turns

log = logging.getLogger(__name__)

ASK_AGAIN = "private, no-cache"
"""A browser may keep the page and asks each time whether it still is the same; nothing in between keeps it."""

OVERHEAD = 2_048
"""Bytes of memory counted for a page besides its body."""
LARGEST_PART = 8
"""A page larger than this part of the cache is not kept."""
MOST_PATHS = 20_000

_VISIT, _OWN = "hcc.visit", "hcc.own_page"
_OF_THE_BODY = ("content-type", "content-length", "content-language", "content-disposition")


class Page(NamedTuple):
    """A whole answer of status 200, callable as a WSGI application."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    etag: str

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        if self.etag in _known(environ.get("HTTP_IF_NONE_MATCH", "")):
            start_response("304 Not Modified", [pair for pair in self.headers if pair[0].lower() not in _OF_THE_BODY])
            return []
        start_response("200 OK", list(self.headers))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


class PageCache:
    """Pages by address and query, all of one state; those asked for longest ago go first when room is needed."""

    def __init__(self, limit: int) -> None:
        """`limit`: bytes of memory; 0 keeps nothing."""
        self._limit = limit
        self._lock = threading.Lock()
        self._state: tuple = ()
        self._pages: OrderedDict[tuple[Address, str], Page] = OrderedDict()
        self._names: dict[str, Sequence[str]] = {}
        self._bytes = 0

    def find(self, address: Address, query: str, state: tuple) -> Page | None:
        """The page of this state, None when there is none."""
        with self._lock:
            if state != self._state:
                self._begin(state)
            names = self._names.get(address.path)
            if names is None or (known := known_query(query, names)) is None:
                return None
            page = self._pages.get((address, known))
            if page is not None:
                self._pages.move_to_end((address, known))
            return page

    def keep(self, address: Address, query: str, names: Sequence[str], state: tuple, page: Page) -> None:
        """Keep a page whose known query is `query`, unless the state changed or it is too large."""
        size = len(page.body) + OVERHEAD
        with self._lock:
            if state != self._state or size > self._limit // LARGEST_PART:
                return
            if len(self._names) >= MOST_PATHS:
                self._begin(state)
            self._names[address.path] = names
            former = self._pages.pop((address, query), None)
            self._pages[address, query] = page
            self._bytes += size - (len(former.body) + OVERHEAD if former else 0)
            while self._bytes > self._limit:
                _, oldest = self._pages.popitem(last=False)
                self._bytes -= len(oldest.body) + OVERHEAD

    def __len__(self) -> int:
        return len(self._pages)

    @property
    def keeps(self) -> bool:
        """Whether there is room for pages at all."""
        return self._limit > 0

    @property
    def bytes(self) -> int:
        """Memory counted for the pages kept."""
        return self._bytes

    def _begin(self, state: tuple) -> None:
        self._pages.clear()
        self._names.clear()
        self._bytes, self._state = 0, state


@dataclass
class Visit:
    """A request on its way to the view: what was known before it, and what the view says of its page."""

    address: Address
    query: str
    seen: Seen | None
    """None where no page is kept."""
    names: Sequence[str] | None = None
    """The parameters of the view that made a page everybody may see; None until then."""
    own: bool = False
    """Whether the page holds something that is for this reader or this moment only."""


def keep_to_reader(request: Request) -> None:
    """Say that the page of this request is not the same for everybody, or not for long: it is never kept."""
    request.environ[_OWN] = True
    visit: Visit | None = request.environ.get(_VISIT)
    if visit is not None:
        visit.own = True


def is_kept_to_reader(request: Request, response: Response) -> bool:
    """Whether somebody said so, or the answer sets a cookie."""
    return _OWN in request.environ or "Set-Cookie" in response.headers


def cached_deriver(view: Callable, info: Any) -> Callable:
    """View option `cached=(names of query parameters)`: everybody gets the same page for the same values of these."""
    names: Sequence[str] | None = info.options.get("cached")
    if names is None:
        return view

    def cached_view(context: Any, request: Request) -> Response:
        visit: Visit | None = request.environ.get(_VISIT)
        query = known_query(request.environ.get("QUERY_STRING", ""), names) if visit is not None else None
        if visit is None or query is None:
            return view(context, request)
        # The links of a page repeat its address: they must not differ by parameters that nothing else reads.
        request.environ["QUERY_STRING"] = visit.query = query
        response = view(context, request)
        if response.status_code == 200 and not visit.own:
            visit.names = names
            if "Cache-Control" not in response.headers:
                response.headerlist.append(("Cache-Control", ASK_AGAIN))
            response.headerlist.append(("Vary", "Cookie"))
        return response

    return cached_view


setattr(cached_deriver, "options", ("cached",))  # noqa: B010 - Pyramid reads it off the function


class KeptFirst:
    """Pyramid's execution policy: a kept page where there is one, else the usual way, keeping what may be kept."""

    def __init__(self, key: KeyOf, state: PageState, cache: PageCache, turns: Turns) -> None:
        self._key, self._state, self._cache = key, state, cache
        self._usual = retrying(turns)

    def __call__(self, environ: dict[str, Any], router: Any) -> Any:
        address = self._key.address(environ)
        if address is None:
            return self._usual(environ, router)
        query, seen = environ.get("QUERY_STRING", ""), None
        if self._cache.keeps:
            seen = self._seen()
            if seen is None:
                return self._usual(environ, router)
            page = self._cache.find(address, query, seen.state)
            if page is not None:
                return page
        visit = environ[_VISIT] = Visit(address, query, seen)
        return self._finished(self._usual(environ, router), visit)

    def _finished(self, response: Response, visit: Visit) -> Any:
        if visit.names is None or response.status_code != 200:
            return response
        headers = response.headerlist
        if visit.own or any(name == "Set-Cookie" for name, _ in headers):
            response.headers["Cache-Control"] = "no-store"
            return response
        if not isinstance(response.app_iter, list):
            return response
        body = response.body
        etag = f'"{hashlib.sha1(body, usedforsecurity=False).hexdigest()}"'
        page = Page((*(pair for pair in headers if pair[0] != "ETag"), ("ETag", etag)), body, etag)
        # Written meanwhile: nobody can say which of the two states the page shows.
        if visit.seen is not None and self._seen() == visit.seen:
            self._cache.keep(visit.address, visit.query, visit.names, visit.seen.state, page)
        return page

    def _seen(self) -> Seen | None:
        try:
            return self._state.seen()
        except Exception as error:
            # The page that says so is made the usual way.
            log.warning("whether pages are still current cannot be told: %s", without_words(error))
            return None


def _known(if_none_match: str) -> list[str]:
    """The tags a browser has; a server in between may have marked them weak."""
    return [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")] if if_none_match else []


def includeme(config: Configurator) -> None:
    config.include(".page_state")
    registry = config.registry
    registry["hcc.page_cache"] = cache = PageCache(registry["hcc.settings"].page_cache_mb * 2**20)
    private: set[str] = set()
    config.add_directive("add_private_cookie", lambda config, name: private.add(name))
    registry["hcc.turns"] = turns = Turns(registry["hcc.settings"].threads)
    config.set_execution_policy(KeptFirst(KeyOf(private), registry["hcc.page_state"], cache, turns))
    config.add_view_deriver(cached_deriver, name="cached", under="secured_view", over=VIEW)
