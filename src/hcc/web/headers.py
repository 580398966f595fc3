"""Headers on every answer, and a clear answer to bytes that are not text."""

import logging
import re

from pyramid.config import Configurator
from pyramid.exceptions import URLDecodeError
from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request
from pyramid.response import Response
from pyramid.tweens import INGRESS
from pyramid_retry import is_error_retryable

from .errors import last_resort, without_words

log = logging.getLogger(__name__)

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "report-uri /csp-report",
    )
)

ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
"""Unless the view gave its own."""
_ALWAYS = tuple((name.lower(), (name, value)) for name, value in ALWAYS.items())

_ASKED = "hcc.asked_path"

_FOR_SEARCH_ENGINES = re.compile(r"/((thu-tuc(/[^/]*)?|gioi-thieu|can-bo|tro-nang|noi-dung|quyen-rieng-tu)/?)?")
"""The front page, the list and the sheets, what is said of the centre; not a result of the site's own search, an
older text, a desk."""


_FOUND = "hcc.may_be_found"
_QUERIES = ("", "lang=en", "lang=vi")


def let_be_found(request: Request) -> None:
    """Search engines may show this page, in either language."""
    request.environ[_FOUND] = True


def may_frame(response: Response) -> None:
    """Let this page hold pages of ours in a frame."""
    response.headers["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"


def may_play(response: Response) -> None:
    """Let this page play recordings of ours."""
    response.headers["Content-Security-Policy"] = f"{POLICY}; media-src 'self'"


def allow_frame(response: Response) -> None:
    """Let this page stand in a frame of one of our own pages; nowhere else."""
    response.headers["Content-Security-Policy"] = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    response.headers["X-Frame-Options"] = "SAMEORIGIN"


def _protect(request: Request, response, *, https: bool) -> None:
    headers = response.headerlist
    given = {name.lower() for name, _ in headers}
    headers.extend([header for name, header in _ALWAYS if name not in given])
    if not _for_search_engines(request.environ, response) and response.content_type == "text/html":
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    if https:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"


def _for_search_engines(environ: dict, response) -> bool:
    query = environ.get("QUERY_STRING", "")
    if response.status_code == 200 and environ.get(_FOUND) and query in _QUERIES:
        return True
    if query or response.status_code != 200:
        return False
    return _FOR_SEARCH_ENGINES.fullmatch(environ.get("PATH_INFO", "")) is not None


def _legible(request: Request) -> None:
    """Read what everything behind this reads. Raises UnicodeDecodeError for an address that is no text."""
    environ = request.environ
    path = environ.get("PATH_INFO", "")
    if path.startswith("//"):
        # Of "//other.example" a browser makes another site, and some links of a page begin with the path it stands on.
        environ["PATH_INFO"] = "/" + path.lstrip("/")
    if not path.isascii():
        request.path_info  # noqa: B018 - decoding is what can fail
    if environ.get("QUERY_STRING"):
        request.GET.items()
    if "HTTP_COOKIE" in environ:
        try:
            request.cookies.items()
        except UnicodeDecodeError:
            # As good as none. A browser keeps sending a cookie: refusing it would shut that browser out for good.
            del environ["HTTP_COOKIE"]


def asked_path(request: Request) -> str:
    """The path as it was asked for, also where it could not be read; Latin-1, as WSGI has it."""
    return request.environ.get(_ASKED, request.environ.get("PATH_INFO", ""))


def headers_tween_factory(handler, registry):
    https = registry["hcc.settings"].https

    def headers_tween(request: Request):
        if https:
            # The web server in front speaks https with the reader; what it says to this one may be plain http.
            request.environ["wsgi.url_scheme"] = "https"
        try:
            _legible(request)
            response = handler(request)
        except (URLDecodeError, UnicodeDecodeError):
            request.environ[_ASKED] = request.environ.get("PATH_INFO", "")
            request.environ["PATH_INFO"], request.environ["QUERY_STRING"] = "/", ""
            response = request.invoke_exception_view((HTTPBadRequest, HTTPBadRequest(), None), reraise=True)
        except Exception as error:
            if is_error_retryable(request, error):
                raise
            log.error("no page could be made of an error: %s", without_words(error))
            response = last_resort(request)
        _protect(request, response, https=https)
        return response

    return headers_tween


def includeme(config: Configurator) -> None:
    config.add_tween("hcc.web.headers.headers_tween_factory", under=INGRESS)
