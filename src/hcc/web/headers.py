"""Headers on every answer, and a clear answer to bytes that are not text."""

from pyramid.config import Configurator
from pyramid.exceptions import URLDecodeError
from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request
from pyramid.tweens import INGRESS

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
PAPER_POLICY = "sandbox; default-src 'none'"
"""For files that came from outside: nothing in them may run or load."""


def _protect(request: Request, response) -> None:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    headers.setdefault("Cache-Control", "no-store")
    if request.registry["hcc.settings"].https:
        headers["Strict-Transport-Security"] = "max-age=31536000"


def headers_tween_factory(handler, registry):
    def headers_tween(request: Request):
        try:
            request.path_info  # noqa: B018 - decoding is what can fail
            request.GET.items()
            response = handler(request)
        except (URLDecodeError, UnicodeDecodeError):
            request.environ["PATH_INFO"], request.environ["QUERY_STRING"] = "/", ""
            response = request.invoke_exception_view((HTTPBadRequest, HTTPBadRequest(), None), reraise=True)
        _protect(request, response)
        return response

    return headers_tween


def includeme(config: Configurator) -> None:
    config.add_tween("hcc.web.headers.headers_tween_factory", under=INGRESS)
