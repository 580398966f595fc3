"""A form whose token went stale is not lost: what was typed comes back with a button to send it again."""

from pyramid.config import Configurator
from pyramid.exceptions import BadCSRFOrigin, BadCSRFToken
from pyramid.request import Request

from hcc.core.text import message

SECRET_FIELDS = ("csrf_token", "password", "current", "again", "code", "sealed")


def typed_fields(request: Request) -> list[tuple[str, str]]:
    """What was typed, without files, tokens and passwords."""
    return [(k, v) for k, v in request.POST.items() if isinstance(v, str) and k and k not in SECRET_FIELDS]


def came_from_here(request: Request) -> bool:
    """Whether the browser itself says that a page of this site sent the form.

    What another site made up must not come back with a button under it that sends it in the reader's name.
    """
    origin = request.headers.get("Origin")
    ours = {request.host_url, request.office.public_url or request.host_url}
    if origin is not None:
        return origin in ours
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def stale(error: Exception, request: Request) -> dict:
    request.response.status = 400
    # The session's cookie never comes along from another site (SameSite=Strict), so an official's form is her own.
    trusted = isinstance(error, BadCSRFToken) and (request.official is not None or came_from_here(request))
    return {
        "title": message("This form has been open too long"),
        "status": 400,
        "fields": typed_fields(request) if trusted else [],
        "action": request.path_qs,
        "signed_in": request.official is not None,
    }


def includeme(config: Configurator) -> None:
    for context in (BadCSRFToken, BadCSRFOrigin):
        config.add_exception_view(stale, context=context, renderer="hcc:templates/errors/resend.pt")
