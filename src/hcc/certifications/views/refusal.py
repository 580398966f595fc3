"""The written refusal: the reasons of the law as a checklist, then a letter to print."""

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.identifiers import squeeze
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.responses import bytes_response
from hcc.printing.slips import render_slip
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form, read_controls

from ..desk_schemas import refusal_schema
from ..letters import refusal_letter
from ..operations.refuse_copy import SERIES, refuse_copy
from ..refusals import REASONS, RefusalFolder, WrittenRefusal
from ..resources import BookFolder, Requester

FROM_VISIT = "from_visit"
"""The button of the visit that brings what was typed there along."""
SHOWN = 50


def _form(request: Request, values: dict | None = None) -> Form:
    button = Button("refuse_copy", message("Refuse and print the letter"), icon="print", key="Ctrl+Enter")
    schema = refusal_schema().bind(request=request)
    action = request.resource_path(request.context, "refuse_copy")
    return Form(schema, request, action=action, buttons=[button], buttons_outside=True, appstruct=values or {})


def _page(request: Request) -> dict:
    return {
        "title": message("Refuse to certify a copy"),
        "section": "chung-thuc",
        "back": ("/chung-thuc/visit", message("New visit")),
        "refusals": request.resource_path(request.context.refusals),
    }


def show_refusal_form(context: BookFolder, request: Request) -> dict:
    return show_form(_form(request), _page(request))


def _typed_at_the_visit(request: Request) -> dict:
    """Person and paper as they stand in the form of the visit: the last row that names one."""
    tree: dict[str, Any] = read_controls(list(request.POST.items())).tree
    asked, rows = tree.get("requester"), tree.get("rows")
    asked = asked if isinstance(asked, dict) else {}
    titles = [row.get("title") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    named = [title for title in titles if isinstance(title, str) and title.strip()]
    person = {name: value for name in ("name", "citizen_number") if isinstance(value := asked.get(name), str)}
    return {"requester": person, "title": named[-1] if named else ""}


def do_refuse_copy(context: BookFolder, request: Request):
    if FROM_VISIT in request.POST:
        return show_form(_form(request, _typed_at_the_visit(request)), _page(request))

    def do(typed: dict) -> str:
        asked = typed["requester"]
        refusal = refuse_copy(
            context,
            requester=Requester(asked["name"], squeeze(asked["citizen_number"])),
            title=typed["title"],
            reasons=typed["reasons"],
            note=typed["note"],
            act=request.act,
        )
        request.flash(message("The refusal is written. Print it, sign it, and give the original back."))
        return request.resource_path(refusal)

    return act_on_form(request, _form(request), _page(request), do)


def _name_of(login: str, request: Request) -> str:
    official = request.site.accounts.get(login)
    return official.name if official is not None else login


def show_refusal(context: WrittenRefusal, request: Request) -> dict:
    return {
        "title": message("Refusal ${number}", mapping={"number": context.number_line}),
        "section": "chung-thuc",
        "back": (request.resource_path(context.__parent__), message("Written refusals")),
        "refusal": context,
        "at": short_moment(context.at.astimezone(LOCAL), request.locale_name),
        "by": _name_of(context.by, request),
        "reasons": [REASONS[key] for key in context.reasons],
    }


def print_refusal(context: WrittenRefusal, request: Request):
    letter = refusal_letter(
        context, signer=_name_of(context.by, request), say=request.in_vietnamese, settings=request.office
    )
    return bytes_response(
        render_slip("notice", letter, at=context.at),
        name=f"tu-choi-chung-thuc-{context.number}.pdf",
        kind="application/pdf",
        etag=context.__name__,
    )


def show_refusals(context: RefusalFolder, request: Request) -> dict:
    """The newest written refusals."""
    newest = sorted(context, key=lambda one: one.at, reverse=True)[:SHOWN]
    return {
        "title": message("Written refusals"),
        "section": "chung-thuc",
        "back": ("/chung-thuc", message("Certification")),
        "rows": [
            {
                "url": request.resource_path(one),
                "number": one.number_line,
                "at": short_moment(one.at.astimezone(LOCAL), request.locale_name),
                "title": one.title,
                "name": one.name,
                "reasons": [REASONS[key].text for key in one.reasons],
            }
            for one in newest
        ],
    }


def includeme(config: Configurator) -> None:
    config.add_numbering_view("refuse_copy", SERIES)
    form = {"context": BookFolder, "name": "refuse_copy", "permission": Permission.CERTIFICATION_CERTIFY}
    template = "hcc:templates/certifications/refuse.pt"
    config.add_view(show_refusal_form, request_method="GET", renderer=template, **form)
    config.add_view(do_refuse_copy, request_method="POST", once=True, renderer=template, **form)
    reads = {"permission": Permission.CERTIFICATION_VIEW, "request_method": "GET"}
    config.add_view(show_refusal, context=WrittenRefusal, renderer="hcc:templates/certifications/refusal.pt", **reads)
    config.add_view(print_refusal, context=WrittenRefusal, name="print", **reads)
    config.add_view(show_refusals, context=RefusalFolder, renderer="hcc:templates/certifications/refusals.pt", **reads)
