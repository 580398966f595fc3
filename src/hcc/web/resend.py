"""A form whose token went stale is not lost: what was typed comes back with a button to send it again."""

from pyramid.config import Configurator
from pyramid.exceptions import BadCSRFOrigin, BadCSRFToken
from pyramid.request import Request

from hcc.core.text import message

SECRET_FIELDS = ("csrf_token", "password")


def typed_fields(request: Request) -> list[tuple[str, str]]:
    """What was typed, without files, tokens and passwords."""
    return [(k, v) for k, v in request.POST.items() if isinstance(v, str) and k not in SECRET_FIELDS]


def stale(error: Exception, request: Request) -> dict:
    request.response.status = 400
    trusted = isinstance(error, BadCSRFToken) and request.official is not None
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
