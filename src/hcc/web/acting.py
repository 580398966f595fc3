"""A page that carries one act: show its form, read it, do the act, and show a refusal with what was typed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from deform import ValidationFailure
from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.workflow import Workflow

from .field_look import AtLine, Leading
from .forms import Form, RowsChanged

UNREADABLE, REFUSED = 422, 409


Page = dict[str, Any]


def act_on_form(
    request: Request,
    form: Form,
    page: Page | Callable[[], Page],
    do: Callable[[dict[str, Any]], str],
    controls: Sequence[tuple[str, Any]] | None = None,
    besides: Callable[[], Refusal | None] = lambda: None,
):
    """Read the posted form, or these `controls` of it, and do the act with its values; `do` answers where to go next.

    A form that cannot be read (422) or an act that is refused (409) shows the page again as it was typed. Where making
    the page costs something, `page` makes it only then. `besides`: what else speaks against a form that cannot be read.
    """

    def shown(**more: object) -> Page:
        return {**(page() if callable(page) else page), "form": form, **more}

    try:
        typed = form.validate_request(request, controls)
    except RowsChanged as changed:
        return shown(rendered=changed.render())
    except ValidationFailure as failure:
        request.response.status = UNREADABLE
        if (more := besides()) is not None:
            general, at = told_apart(request, more)
            form.refuse([*form.problems, *general], at)
        return shown(rendered=failure.render(), errors=True)
    try:
        where = do(typed)
    except Refusal as refusal:
        request.response.status = REFUSED
        request.refused(refusal)
        general, at = told_apart(request, refusal)
        if any(complaint.stale for complaint in refusal.complaints):
            typed = {**typed, **form.remembered}
        return shown(rendered=form.render_refused(typed, general, at), errors=True)
    # Nobody reads what an answer says that leads on, and the page Pyramid makes of it takes as long as a small form.
    return HTTPSeeOther(where, body=b"303", content_type="text/plain")


def told_apart(request: Request, refusal: Refusal) -> tuple[list[str], dict[str, list[str]]]:
    """The sentences about the form as a whole, and those about a field by its dotted name."""
    general = [
        Leading(request.sentence_of(complaint)) if complaint.leads else request.sentence_of(complaint)
        for complaint in refusal.complaints
        if not complaint.field
    ]
    at: dict[str, list[str]] = {}
    for complaint in refusal.complaints:
        if complaint.field:
            at.setdefault(complaint.field, []).append(AtLine(request.sentence_of(complaint), complaint.line))
    return general, at


def show_form(form: Form, page: dict[str, Any]) -> dict[str, Any]:
    """The page with its form as it stands."""
    return {**page, "form": form, "rendered": form.render()}


def needs_another_state(
    error: HTTPForbidden, request: Request, workflow: Workflow, named: Mapping[str, Iterable[str]] | None = None
) -> bool:
    """Whether an act was forbidden only because of the state: the official's role, or being `named` under a key of
    the grants, allows it in another one. Then somebody was faster, and she is told so instead of being sent away.
    """
    permission = getattr(error.result, "permission", None)
    if permission is None or request.official is None:
        return False
    named = named or {}
    who = {*request.roles, *(key for key, logins in named.items() if any(map(request.stands_for, logins)))}
    return workflow.grants_anywhere(permission, who)


def show_refused(request: Request, form: Form, page: dict[str, Any], refusal: Refusal) -> dict[str, Any]:
    """The page of an act that cannot be done at all now, with whatever was typed into its form."""
    request.response.status = REFUSED
    page = {**page, "form": form, "errors": True}
    sentences = request.refused(refusal)
    try:
        typed = form.validate_request(request)
    except RowsChanged as changed:
        return {**page, "rendered": changed.render()}
    except ValidationFailure as failure:
        form.problems = [*sentences, *form.problems]
        return {**page, "rendered": failure.render()}
    return {**page, "rendered": form.render_refused(typed, sentences)}
