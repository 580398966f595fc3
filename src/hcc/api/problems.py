"""What machines are told when something goes wrong: a problem (RFC 9457) in Vietnamese, with what to do about it."""

from http import HTTPStatus
from typing import Annotated

import msgspec
from msgspec import Meta
from pyramid.config import Configurator
from pyramid.httpexceptions import (
    HTTPBadRequest,
    HTTPException,
    HTTPForbidden,
    HTTPNotFound,
    HTTPRequestEntityTooLarge,
)
from pyramid.request import Request
from pyramid.response import Response

from hcc.core.text import TranslationString, message
from hcc.web.errors import PAGES, unexpected
from hcc.web.headers import asked_path

from .responses import METHODS, json_response

MEDIA_TYPE = "application/problem+json"

WHAT_TO_DO = {
    400: message("Write the address in UTF-8 and try again. /api/v1/openapi.json says what can be asked."),
    403: message("Public data is under /api/v1. What is not there is not public."),
    404: message("Compare the address with /api/v1/openapi.json, which lists all there are."),
    405: message("These addresses are only read: ask with GET."),
    413: message("These addresses are only read: ask with GET and send no body."),
    500: message("The fault is ours, not yours. Try again later, or call the centre."),
    503: message("Try again in a few seconds."),
}
"""By status: the advice for whoever wrote the program that asked."""


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter that cannot be used."""

    parameter: Annotated[str, Meta(description="Its name.")]
    detail: Annotated[str, Meta(description="What is wrong with it and what to do, in Vietnamese.")]
    allowed: Annotated[tuple[str, ...], Meta(description="The values there are, where they can be listed.")] = ()


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why there is no answer (RFC 9457)."""

    type: Annotated[str, Meta(description="Always about:blank: the status says which kind it is.")] = "about:blank"
    status: Annotated[int, Meta(ge=400, le=599, description="The HTTP status.", examples=[404])]
    title: Annotated[str, Meta(description="What is wrong, in Vietnamese.")]
    detail: Annotated[str, Meta(description="What to do, in Vietnamese.")]
    errors: Annotated[tuple[Fault, ...], Meta(description="Each parameter that cannot be used.")] = ()


def problem_response(
    request: Request,
    status: int,
    *,
    title: TranslationString | None = None,
    detail: TranslationString | None = None,
    errors: tuple[Fault, ...] = (),
) -> Response:
    """A problem with the words of the page for that status, unless others are given."""
    problem = Problem(
        status=status,
        title=request.in_vietnamese(title or PAGES.get(status) or TranslationString(HTTPStatus(status).phrase)),
        detail=request.in_vietnamese(detail or WHAT_TO_DO.get(status, WHAT_TO_DO[400])),
        errors=errors,
    )
    response = json_response(request, problem, status=status, media_type=MEDIA_TYPE)
    if status == 405:
        response.allow = METHODS
    return response


def http_problem(error: HTTPException, request: Request) -> Response:
    return problem_response(request, error.status_code)


def unexpected_problem(error: Exception, request: Request) -> Response:
    """Logged like any other; told apart from a fault that passes by itself as on pages."""
    status = unexpected(error, request)["status"]
    response = problem_response(request, status)
    response.headers.update({name: value for name, value in request.response.headers.items() if name == "Retry-After"})
    return response


class ForMachines:
    """View predicate: whether a program asked, by the address it asked for."""

    def __init__(self, wanted: bool, config: Configurator) -> None:
        self.wanted = wanted

    def text(self) -> str:
        return f"for_machines = {self.wanted}"

    phash = text

    def __call__(self, context: object, request: Request) -> bool:
        return asked_path(request).startswith("/api/") is self.wanted


def includeme(config: Configurator) -> None:
    config.add_view_predicate("for_machines", ForMachines)
    for context, view in (
        (HTTPException, http_problem),
        (HTTPBadRequest, http_problem),
        (HTTPNotFound, http_problem),
        (HTTPForbidden, http_problem),
        (HTTPRequestEntityTooLarge, http_problem),
        (Exception, unexpected_problem),
    ):
        config.add_exception_view(view, context=context, for_machines=True)
