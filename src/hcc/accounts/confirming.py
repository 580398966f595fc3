"""Showing anew that one is still there, before what changes who gets in.

A view with `confirmed=True` opens only to an official who signed in or confirmed a short while ago; anybody else is
led to /tai-khoan/confirm and back. A form that was opened in time may still be sent for as long again.
"""

from datetime import timedelta

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.request import Request

from hcc.core.text import message
from hcc.web.display import next_address
from hcc.web.resend import typed_fields

MINUTES = 30
SIGNING_MINUTES = 10
"""Before an electronic signature: it stands for the office outside of it."""
CONFIRM = "/tai-khoan/confirm"
BUTTON = "button"
"""`confirmed="button"`: a button on a page, with nothing typed that could be lost; she is led back to that page."""

_ASK = message(
    "For your safety: open the confirmation page in a second tab of the browser and confirm that it is you. Then come"
    " back here and send it again."
)


def recently_confirmed(request: Request, minutes: int) -> bool:
    """Whether the official of this session signed in or confirmed within so many minutes."""
    record = request.session_record
    if record is None:
        return False
    return request.now - (record.confirmed_at or record.created_at) <= timedelta(minutes=minutes)


def led_to_confirm(request: Request, back: str) -> HTTPSeeOther:
    """To the confirmation page, and from there back to the page whose button was pressed."""
    request.flash(message("Confirm that it is you, then press the button again."), "info")
    return HTTPSeeOther(f"{CONFIRM}{next_address(back)}")


def confirmed_deriver(view, info):
    """View option ``confirmed=True``."""
    if not info.options.get("confirmed"):
        return view

    def confirmed_view(context, request: Request):
        if request.method in ("GET", "HEAD"):
            if recently_confirmed(request, MINUTES):
                return view(context, request)
            return HTTPSeeOther(f"{CONFIRM}{next_address(request.path_qs)}")
        if recently_confirmed(request, 2 * MINUTES):
            return view(context, request)
        if info.options["confirmed"] == BUTTON:
            return led_to_confirm(request, request.resource_path(context))
        request.flashes.append(("warn", request.localizer.translate(_ASK)))
        page = {
            "title": message("Confirm that it is you"),
            "status": 403,
            "back": (CONFIRM, message("Confirmation page")),
            "fields": typed_fields(request),
            "action": request.path_qs,
            "signed_in": True,
        }
        response = render_to_response("hcc:templates/errors/resend.pt", page, request=request)
        response.status = 403
        return response

    return confirmed_view


setattr(confirmed_deriver, "options", ("confirmed",))  # noqa: B010 - Pyramid reads it off the function


def includeme(config: Configurator) -> None:
    config.add_view_deriver(confirmed_deriver, name="confirmed", under="secured_view", over="rendered_view")
    config.add_request_method(recently_confirmed, "recently_confirmed")
