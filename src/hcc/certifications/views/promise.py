"""When papers are not given out the same day: the promise, and the slip with its hour and date."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from hcc.core.moments import basis_lines, moment_line
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.responses import bytes_response
from hcc.printing.slips import render_slip
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..desk_schemas import promise_schema
from ..letters import promise_letter
from ..operations.promise_later import promise_later
from ..promises import MOST_DAYS, Why, due_of, later_due_of
from ..resources import Visit
from .money import name_of


def due_line(visit: Visit, request: Request) -> dict:
    """By when the papers of a visit are given out, and why, as its page shows it."""
    if visit.promise is not None:
        at = moment_line(visit.promise.due, request.locale_name)
        return {"at": at, "promised": True, "agreed": visit.promise.agreed, "basis": []}
    due = due_of(visit.at, request.site.calendar)
    return {
        "at": moment_line(due.moment, request.locale_name),
        "promised": False,
        "agreed": "",
        "basis": basis_lines(due.lines, request.locale_name),
    }


def _form(request: Request) -> Form:
    button = Button("promise_later", message("Promise and print the slip"), icon="print", key="Ctrl+Enter")
    return Form(promise_schema().bind(request=request), request, buttons=[button], buttons_outside=True)


def _page(context: Visit, request: Request) -> dict:
    calendar, lang = request.site.calendar, request.locale_name
    return {
        "title": message("Give the papers out on a later day"),
        "section": "chung-thuc",
        "back": (request.resource_path(context), message("The visit")),
        "due": moment_line(due_of(context.at, calendar).moment, lang),
        "later": [
            (days, moment_line(later_due_of(context.at, calendar, days).moment, lang))
            for days in range(1, MOST_DAYS + 1)
        ],
    }


def show_promise_form(context: Visit, request: Request) -> dict:
    return show_form(_form(request), _page(context, request))


def do_promise_later(context: Visit, request: Request):
    def do(typed: dict) -> str:
        promise_later(
            request.site.books,
            visit=context,
            why=Why(typed["why"]),
            days=typed["days"],
            agreed=typed["agreed"],
            calendar=request.site.calendar,
            act=request.act,
        )
        request.flash(message("Promised. Print the slip for the person."))
        return request.resource_path(context)

    return act_on_form(request, _form(request), _page(context, request), do)


def print_promise(context: Visit, request: Request):
    if context.promise is None:
        raise HTTPNotFound()
    signer = name_of(request)(context.promise.by)
    letter = promise_letter(context, signer=signer, say=request.in_vietnamese, settings=request.office)
    return bytes_response(
        render_slip("notice", letter, at=context.promise.at),
        name="phieu-hen-chung-thuc.pdf",
        kind="application/pdf",
        etag=f"{context.__name__}-{len(context.standing)}-{context.promise.at.timestamp():.0f}",
    )


def includeme(config: Configurator) -> None:
    form = {"context": Visit, "name": "promise_later", "renderer": "hcc:templates/certifications/promise.pt"}
    edit = Permission.CERTIFICATION_CERTIFY
    config.add_view(show_promise_form, permission=edit, request_method="GET", **form)
    config.add_view(do_promise_later, permission=edit, request_method="POST", once=True, **form)
    config.add_view(
        print_promise,
        context=Visit,
        name="promise_slip",
        permission=Permission.CERTIFICATION_VIEW,
        request_method="GET",
    )
