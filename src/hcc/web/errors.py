"""When something goes wrong: a page that says so plainly, what it means for the reader, and what to do."""

import errno
import logging
import secrets
import traceback
from collections.abc import Sequence
from html import escape

from pyramid.config import Configurator
from pyramid.exceptions import PredicateMismatch
from pyramid.httpexceptions import (
    HTTPBadRequest,
    HTTPException,
    HTTPForbidden,
    HTTPNotFound,
    HTTPRequestEntityTooLarge,
    HTTPSeeOther,
)
from pyramid.request import Request
from pyramid.response import Response
from pyramid.traversal import lineage
from transaction.interfaces import TransientError

from hcc.core.errors import Refusal
from hcc.core.text import message

from .display import next_address
from .long_forms import written_in
from .resend import came_from_here, typed_fields

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


SIGNED_OUT = message(
    "Open the sign-in page in a second tab of the browser and sign in there. Then come back here and send it again."
)


def _page(request: Request, status: int, **values: object) -> dict:
    request.response.status = status
    return {"title": PAGES[status], "status": status, **values}


METHODS = ("GET", "HEAD", "POST")
ERROR = "hcc:templates/errors/error.pt"
RESEND = "hcc:templates/errors/resend.pt"


def http_error(error: HTTPException, request: Request):
    if isinstance(error, PredicateMismatch) and not _is_unknown(request):
        if request.method not in METHODS:
            request.response.allow = METHODS
            return _page(request, 405)
        if request.method != "POST" and request.view_name and not request.matched_route:
            # The address of an act, which the browser shows above a refusal: its page is that of the thing acted upon.
            return HTTPSeeOther(request.resource_path(request.context))
    status = error.status_code if error.status_code in PAGES else (400 if error.status_code < 500 else 500)
    if status == 413:
        return _page(request, status, typed=written_in(request))
    return _not_found(request) if status == 404 else _page(request, status)


def _is_unknown(request: Request) -> bool:
    """Whether the reader must not learn that this is here: a place has a permission that she lacks, and without which
    it answers like one that is not there (`unknown_without`)."""
    places = ((place, getattr(place, "unknown_without", None)) for place in lineage(request.context))
    return any(needed is not None and not request.has_permission(needed, place) for place, needed in places)


def _not_found(request: Request) -> dict | HTTPException:
    """The same for what is not there and for what must not be known; what is elsewhere now, is led to. What was typed
    comes back where it may have been sent to something that only those who are signed in know (`holds_unknown`); to an
    official it is shown, since somebody may have deleted meanwhile what her form was for."""
    former_address = request.registry.get("hcc.former_address")
    if former_address is not None and (present := former_address(request)) is not None:
        return present
    context = getattr(request, "context", None)
    lost = request.method == "POST" and request.official is None and came_from_here(request)
    if lost and any(getattr(place, "holds_unknown", False) for place in lineage(context)):
        return _signed_out(request, 404)
    return _page(request, 404, typed=_written(request))


def _written(request: Request) -> list[str]:
    """What an official wrote into a form in more than one word. Her cookie comes along from no other site."""
    if request.method != "POST" or request.official is None:
        return []
    try:
        return [value.strip() for _, value in typed_fields(request) if len(value.split()) > 1]
    except (UnicodeDecodeError, ValueError, KeyError, OSError):
        return []


def forbidden(error: HTTPForbidden, request: Request):
    """Strangers are asked to sign in; officials are told it is not their place, or not told that it exists. Who was
    signed in here until a while ago is asked to sign in again, also for what strangers must not know of.
    """
    if _is_unknown(request) and not request.session_ended:
        return _not_found(request)
    if request.official is None:
        if request.method in ("GET", "HEAD"):
            return HTTPSeeOther(f"/dang-nhap{next_address(request.path_qs)}")
        return _signed_out(request)
    if any(getattr(place, "hidden_from_strangers", False) for place in lineage(request.context)):
        return _page(request, 404)
    return _page(request, 403)


def _signed_out(request: Request, status: int = 403) -> dict:
    """A form sent after the session ended: what was typed stands ready to be sent again after signing in."""
    fields = typed_fields(request) if came_from_here(request) else []
    request.response.status = status
    request.override_renderer = RESEND
    request.flashes.append(("warn", request.localizer.translate(SIGNED_OUT)))
    return {
        "title": message("You were signed out meanwhile"),
        "status": status,
        "back": (f"/dang-nhap{next_address(request.path_qs)}", message("Sign in")),
        "fields": fields,
        "action": request.path_qs,
        "signed_in": False,
    }


def refused(refusal: Refusal, request: Request) -> dict:
    """A refusal that no form caught: its sentences on a page of their own, with the way back."""
    sentences = [request.sentence_of(complaint) for complaint in refusal.complaints]
    request.response.status = 409
    return {"title": message("This was not done"), "status": 409, "sentences": sentences}


def without_words(error: BaseException) -> str:
    """An exception for the log: its kind and where it arose. Its own words may quote what somebody typed."""
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"


def unexpected(error: Exception, request: Request) -> dict:
    if isinstance(error, TransientError):
        request.response.headers["Retry-After"] = "2"
        return _page(request, 503)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        log.critical("the disk is full")
        return _page(request, 503, disk_full=True)
    reference = secrets.token_hex(4)
    log.error(
        "unexpected error %s at %s %s: %s",
        reference,
        request.method,
        # From the address: as ASCII it cannot forge a line of the log. Where traversal itself broke there is none.
        ascii(getattr(request.matched_route, "name", "") or getattr(request, "view_name", ""))[:80],
        without_words(error),
    )
    return _page(request, 500, reference=reference)


def plain_page(said: Sequence[str], back: tuple[str, str] | None = None) -> str:
    """A page with nothing on it that could break: a heading and a sentence, in Vietnamese; `back`: address and words of
    the way back."""
    heading, words = map(escape, said)
    way = f'<p><a href="{escape(back[0])}">{escape(back[1])}</a></p>' if back is not None else ""
    return (
        '<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{heading}</title><h1>{heading}</h1><p>{words}</p>{way}"
    )


def last_resort(request: Request) -> Response:
    """For when even the page about a failure cannot be made."""
    said: list[str] = [PAGES[500], message("The fault is ours, not yours. What was stored before is safe.")]
    try:
        said = [request.in_vietnamese(sentence) for sentence in said]
    except Exception as error:
        log.error("not even the words can be found: %s", without_words(error))
    return Response(plain_page(said), status=500, content_type="text/html", charset="utf-8")


def includeme(config: Configurator) -> None:
    config.add_exception_view(http_error, context=HTTPException, renderer=ERROR)
    for context, view in (
        (HTTPBadRequest, http_error),
        (HTTPNotFound, http_error),
        (HTTPRequestEntityTooLarge, http_error),
        (HTTPForbidden, forbidden),
        (Refusal, refused),
        (Exception, unexpected),
    ):
        config.add_exception_view(view, context=context, renderer=ERROR)
