"""When something goes wrong: a page that says so plainly, what it means for the reader, and what to do."""

import errno
import logging
import secrets
from urllib.parse import quote

from pyramid.config import Configurator
from pyramid.httpexceptions import (
    HTTPBadRequest,
    HTTPException,
    HTTPForbidden,
    HTTPNotFound,
    HTTPRequestEntityTooLarge,
    HTTPSeeOther,
)
from pyramid.request import Request
from transaction.interfaces import TransientError

from hcc.core.errors import Refusal
from hcc.core.text import message

log = logging.getLogger(__name__)

PAGES = {
    400: message("This address or form cannot be read"),
    403: message("This page is not for your role"),
    404: message("There is no such page"),
    405: message("This page is not used that way"),
    413: message("What you sent is too big"),
    429: message("Too many tries"),
    500: message("Something broke on our side"),
    503: message("Please wait a moment"),
}


def _page(request: Request, status: int, **values: object) -> dict:
    request.response.status = status
    return {"title": PAGES[status], "status": status, **values}


def http_error(error: HTTPException, request: Request) -> dict:
    status = error.status_code if error.status_code in PAGES else (400 if error.status_code < 500 else 500)
    return _page(request, status)


def forbidden(error: HTTPForbidden, request: Request):
    """Strangers are asked to sign in; officials are told it is not their place, or not told that it exists."""
    if request.official is None:
        if request.method in ("GET", "HEAD"):
            return HTTPSeeOther(_sign_in_address(request))
        return _page(request, 403, signed_out=True)
    if getattr(request.context, "hidden_from_strangers", False):
        return _page(request, 404)
    return _page(request, 403)


def _sign_in_address(request: Request) -> str:
    return f"/dang-nhap?next={quote(request.path_qs, safe='')}"


def refused(refusal: Refusal, request: Request) -> dict:
    """A refusal that no form caught: its sentences on a page of their own, with the way back."""
    sentences = [request.sentence_of(complaint) for complaint in refusal.complaints]
    request.response.status = 409
    return {"title": message("This was not done"), "status": 409, "sentences": sentences}


def unexpected(error: Exception, request: Request) -> dict:
    if isinstance(error, TransientError):
        request.response.headers["Retry-After"] = "2"
        return _page(request, 503)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        log.critical("the disk is full")
        return _page(request, 503, disk_full=True)
    reference = secrets.token_hex(4)
    log.exception(
        "unexpected error %s at %s %s",
        reference,
        request.method,
        getattr(request.matched_route, "name", "") or request.view_name,
    )
    return _page(request, 500, reference=reference)


def includeme(config: Configurator) -> None:
    config.add_exception_view(http_error, context=HTTPException, renderer="hcc:templates/errors/error.pt")
    for context, view in (
        (HTTPBadRequest, http_error),
        (HTTPNotFound, http_error),
        (HTTPRequestEntityTooLarge, http_error),
        (HTTPForbidden, forbidden),
        (Refusal, refused),
        (Exception, unexpected),
    ):
        config.add_exception_view(view, context=context, renderer="hcc:templates/errors/error.pt")
