"""Editing a procedure: a draft is written, compared, and published."""

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.moments import day_line, short_moment
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.dossiers.worklist import shown_count
from hcc.procedures.changes import changes
from hcc.procedures.checking import checked
from hcc.procedures.names import AUDIENCE_NAMES, STATE_NAMES
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.publish import effective_day, publish_revision
from hcc.procedures.resources import Procedure
from hcc.web.acting import REFUSED, act_on_form, show_form
from hcc.web.forms import Button, Form

from ..faults import in_words_of_the_form
from ..procedure_text import record_from, values_of
from ..schemas import ProcedureSchema

EDIT = "hcc:templates/admin/edit.pt"
COMPARE = "hcc:templates/admin/compare.pt"


def _form(procedure: Procedure, request: Request, values: dict[str, Any] | None = None) -> Form:
    latest = procedure.latest()
    values = {**values_of(latest.record), **(values or {}), "opened_on": draft_stamp(procedure)}
    audiences = [(audience.value, name) for audience, name in AUDIENCE_NAMES.items()]
    events = {key: event.name for key, event in request.registry["hcc.life_events"].items()}
    events |= {key: key for key in latest.record.life_events if key not in events}
    schema = ProcedureSchema().bind(request=request, audiences=audiences, life_events=list(events.items()))
    button = Button("save", message("Save as draft"), icon="ok", key="Ctrl+Enter")
    return Form(schema, request, buttons=[button], buttons_outside=True, appstruct=values)


def _page(procedure: Procedure, request: Request) -> dict:
    latest, draft = procedure.latest(), procedure.draft()
    published = procedure.published(request.now.date())
    return {
        "title": message("Edit: ${name}", mapping={"name": latest.record.title}),
        "section": "danh-muc",
        "admin": True,
        "back": ("/quan-tri/danh-muc", message("Procedure catalogue")),
        "procedure": procedure,
        "draft": draft,
        "published": published,
        "written": short_moment(latest.made_at, request.locale_name),
    }


def show_edit(context: Procedure, request: Request) -> dict:
    return show_form(_form(context, request), _page(context, request))


def do_edit(context: Procedure, request: Request):
    def do(typed: dict) -> str:
        try:
            record = checked(record_from(context.latest().record, typed), request.site.procedures.forms.names)
        except Refusal as refusal:
            raise in_words_of_the_form(refusal, request.localizer.translate) from None
        edit_procedure(context, record=record, opened_on=typed["opened_on"], act=request.act)
        request.flash(message("The draft is saved. Look at what changed, then publish it."))
        return request.resource_path(context, "compare")

    return act_on_form(request, _form(context, request), _page(context, request), do)


def compare_page(procedure: Procedure, request: Request, complaints: list[str] | None = None) -> dict:
    """The draft beside the text in force; without a draft, the two newest texts."""
    today, lang = request.now.date(), request.locale_name
    draft = procedure.draft()
    newer = draft or procedure.latest()
    older = procedure.published(today) if draft is not None else None
    if older is None:
        older = procedure.revisions.get(newer.number - 1, newer)
    shown = changes(older.record, newer.record, request.localizer.translate)
    begins = effective_day(newer.record, today)
    open_dossiers = shown_count(request.site.dossiers.count_open(procedure.code))
    return {
        "title": message("Compare revision ${a} and revision ${b}", mapping={"a": older.number, "b": newer.number}),
        "section": "danh-muc",
        "admin": True,
        "back": ("/quan-tri/danh-muc", message("Procedure catalogue")),
        "procedure": procedure,
        "record": newer.record,
        "older": older,
        "newer": newer,
        "older_state": STATE_NAMES[older.state(today)],
        "newer_state": STATE_NAMES[newer.state(today)],
        "older_day": day_line(older.effective_from, lang) if older.effective_from else "",
        "newer_written": short_moment(newer.made_at, lang),
        "changes": shown,
        "may_publish": draft is not None and request.has_permission(Permission.PROCEDURE_PUBLISH, procedure),
        "from_day": f"{begins:%d/%m/%Y}" if begins > today else "",
        "draft": draft,
        "open_dossiers": open_dossiers,
        "complaints": [("", sentence) for sentence in complaints or ()],
        "errors": bool(complaints),
    }


def show_compare(context: Procedure, request: Request) -> dict:
    return compare_page(context, request)


class DraftMoved(Refusal):
    text = message("The draft changed after you opened this page. Look at the differences again, then publish.")


def do_publish(context: Procedure, request: Request):
    try:
        draft = context.draft()
        if draft is None or request.POST.get("opened_on") != draft_stamp(context):
            raise DraftMoved()
        today = request.now.date()
        effective = publish_revision(draft, effective=today, act=request.act)
    except Refusal as refusal:
        request.response.status = REFUSED
        return compare_page(context, request, request.refused(refusal))
    if effective > today:
        request.flash(
            message("Published. Citizens see the new text from ${day}.", mapping={"day": f"{effective:%d/%m/%Y}"})
        )
    else:
        request.flash(message("Published. Citizens see the new text from now on."))
    return HTTPSeeOther(request.resource_path(context, "compare"))


def includeme(config: Configurator) -> None:
    edit = {"context": Procedure, "name": "edit", "permission": Permission.PROCEDURE_EDIT, "renderer": EDIT}
    config.add_view(show_edit, request_method="GET", **edit)
    config.add_view(do_edit, request_method="POST", once=True, **edit)
    config.add_view(
        show_compare,
        context=Procedure,
        name="compare",
        permission=Permission.PROCEDURE_EDIT,
        request_method="GET",
        renderer=COMPARE,
    )
    config.add_view(
        do_publish,
        context=Procedure,
        name="publish",
        permission=Permission.PROCEDURE_PUBLISH,
        request_method="POST",
        renderer=COMPARE,
        once=True,
    )
