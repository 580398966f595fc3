"""A page that carries one act: show its form, read it, do the act, and show a refusal with what was typed."""

from collections.abc import Callable
from typing import Any

from deform import ValidationFailure
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal

from .forms import Form, RowsChanged

UNREADABLE, REFUSED = 422, 409


def act_on_form(request: Request, form: Form, page: dict[str, Any], do: Callable[[dict[str, Any]], str]):
    """Read the posted form and do the act with its values; `do` answers where to go next.

    A form that cannot be read (422) or an act that is refused (409) shows the page again as it was typed.
    """
    page = {**page, "form": form}
    try:
        typed = form.validate_request(request)
    except RowsChanged as changed:
        return {**page, "rendered": changed.render()}
    except ValidationFailure as failure:
        request.response.status = UNREADABLE
        return {**page, "rendered": failure.render(), "errors": True}
    try:
        where = do(typed)
    except Refusal as refusal:
        request.response.status = REFUSED
        request.refused(refusal)
        general = [request.sentence_of(complaint) for complaint in refusal.complaints if not complaint.field]
        at = {complaint.field: request.sentence_of(complaint) for complaint in refusal.complaints if complaint.field}
        return {**page, "rendered": form.render_refused(typed, general, at), "errors": True}
    return HTTPSeeOther(where)


def show_form(form: Form, page: dict[str, Any]) -> dict[str, Any]:
    """The page with its form as it stands."""
    return {**page, "form": form, "rendered": form.render()}
