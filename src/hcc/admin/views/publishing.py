"""/thu-tuc/<code>/publish: what publishing the draft does, and doing it; laying it before a second person where the
office wants two."""

from datetime import date
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.moments import day_line, short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.procedures.change_summary import Comparison, compare_values
from hcc.procedures.council_fees import fees_of
from hcc.procedures.operations.edit import draft_stamp
from hcc.procedures.operations.publish import effective_day, last_in_line, publish_revision
from hcc.procedures.operations.submit import send_back, submit_revision
from hcc.procedures.readiness import Readiness, readiness, surroundings
from hcc.procedures.reconciling import text_on
from hcc.procedures.resources import Procedure, Revision
from hcc.web.acting import REFUSED, act_on_form, show_form
from hcc.web.forms import Button, Form
from hcc.web.typed import typed_text

from ..faults import in_words_of_the_form
from ..procedure_head import head_of, shown_day, told
from ..process_places import faults_of_process
from ..publishing_schemas import PublishTextSchema
from ..touched import late_dossiers, touched
from .compare import replaced_by

PAGE = "hcc:templates/admin/publish.pt"


class DraftMoved(Refusal):
    stale = True
    text = message(
        "${by} saved this draft after you opened the page. Below is what changed: look at it, then publish again."
    )


class PublishedMeanwhile(Refusal):
    text = message("${by} published revision ${number} while you looked: it holds from ${day}. Nothing was done twice.")


class NoDraft(Refusal):
    text = message("There is no draft to publish. Edit the procedure first.")


def _form(procedure: Procedure, request: Request) -> Form:
    draft = procedure.draft()
    values = {"opened_on": draft_stamp(procedure), "effective": _first_day(procedure, request), "reason": ""}
    schema = PublishTextSchema().bind(request=request)
    first = draft.record.effective_from if draft is not None else None
    if first is not None and first > request.now.date():
        said = message("Not before ${day}, the first day of its rules", mapping={"day": shown_day(first)})
        schema["effective"].description = said
    button = Button("publish", message("Publish for this day"), icon="globe", key="Ctrl+Enter")
    return Form(
        schema, request, buttons=[button], buttons_outside=True, summary_outside=True, guard=False, appstruct=values
    )


def _first_day(procedure: Procedure, request: Request) -> date:
    """The day that is offered: today, or the first on which the draft may take effect."""
    today, last = request.now.date(), last_in_line(procedure)
    draft = procedure.draft()
    days = [today, effective_day(draft.record, today) if draft is not None else today]
    return max([*days, last.effective_from if last is not None and last.effective_from is not None else today])


def ready_of(draft: Revision, request: Request) -> Readiness:
    """How ready the draft is, as the office stands today."""
    around = surroundings(
        request.site.procedures, fields=request.registry["hcc.fields"], events=request.registry["hcc.life_events"]
    )
    return readiness(draft.record, around, fees_of(draft, request.now.date()))


def _page(
    procedure: Procedure, request: Request, asked: date | None = None, seen: Comparison | None = None
) -> dict[str, Any]:
    """`asked`: the day that was typed; `seen`: what changed since the page was opened."""
    draft, today = procedure.draft(), request.now.date()
    title = message("Publish")
    if draft is None:
        newest = last_in_line(procedure) or procedure.latest()
        return head_of(procedure, request, title, "", draft=None, newest=told(newest, request), seen=None)
    say = request.localizer.translate
    older, ready = replaced_by(draft, request), ready_of(draft, request)
    effective = effective_day(draft.record, asked or _first_day(procedure, request))
    return head_of(
        procedure,
        request,
        message("Publish revision ${number}", mapping={"number": draft.number}),
        "",
        draft=draft,
        newer=told(draft, request),
        older=told(older, request) if older is not None else None,
        summary=compare_values(older.record, draft.record, say).summary if older is not None else "",
        wrong=[
            (
                f"{request.resource_path(procedure)}edit{'#at-' + fault.part if fault.part else ''}",
                say(worded.sentence),
            )
            for fault, worded in zip(ready.wrong, in_words_of_the_form(_All(ready), say).complaints, strict=True)
        ]
        + faults_of_process(procedure, draft.record, request),
        unknown=[one.words for one in ready.unknown],
        day_refused=False,
        day=day_line(effective, request.locale_name),
        today=effective == today,
        past=effective < today,
        day_off=not request.site.calendar.is_working_day(effective),
        ends=shown_day(draft.record.effective_to),
        ended=draft.has_expired(max(effective, today)),
        touched=touched(procedure, request, draft),
        late=late_dossiers(procedure, request, effective, draft),
        seen=seen,
        step=_step(draft, request),
        why="",
        submitted=short_moment(draft.submitted_at, request.locale_name) if draft.submitted_at else "",
        submitted_by=request.name_of(draft.submitted_by) if draft.submitted_by else "",
    )


class _All(Refusal):
    """Everything that is wrong with a text, as one refusal."""

    def __init__(self, ready: Readiness) -> None:
        super().__init__()
        self._faults: list[Refusal] = list(ready.wrong)

    @property
    def complaints(self) -> list[Refusal]:
        return self._faults


def _step(draft: Revision, request: Request) -> str:
    """What this person may do: "publish"; where two have to look "submit", "wait" for the other, or "writing": the
    other has not submitted it."""
    if not request.site.procedures.four_eyes:
        return "publish"
    if request.act.is_of(draft.made_by):
        return "submit" if draft.submitted_at is None else "wait"
    return "publish" if draft.submitted_at is not None else "writing"


def show_publish(context: Procedure, request: Request) -> dict[str, Any]:
    return show_form(_form(context, request), _page(context, request))


def do_publish(context: Procedure, request: Request):
    form = _form(context, request)
    asked: list[date] = []
    seen: list[Comparison] = []

    def do(typed: dict) -> str:
        asked.append(typed["effective"])
        draft = _looked_at(context, request, typed["opened_on"], seen)
        if not (ready := ready_of(draft, request)).may_be_published:
            raise in_words_of_the_form(_All(ready), request.localizer.translate)
        effective = publish_revision(draft, effective=typed["effective"], reason=typed["reason"], act=request.act)
        request.flash(_done(effective, typed["effective"], request))
        return request.resource_path(context, "compare", query={"b": draft.number})

    def page() -> dict[str, Any]:
        made = _page(context, request, asked[0] if asked else None, seen[0] if seen else None)
        refused = form["effective"].error is not None
        return {**made, "complaints": form.complaints, "day_refused": refused}

    return act_on_form(request, form, page, do)


def _looked_at(procedure: Procedure, request: Request, opened_on: str, seen: list[Comparison]) -> Revision:
    """The draft that was looked at. Where it is another by now, `seen` is given what changed in it."""
    draft = procedure.draft()
    if draft is None:
        last = last_in_line(procedure)
        if last is None or last.approved_by is None:
            raise NoDraft()
        facts = {"number": last.number, "day": shown_day(last.effective_from)}
        raise PublishedMeanwhile(by=request.name_of(last.approved_by), **facts)
    if opened_on != draft_stamp(procedure):
        text = text_on(procedure, opened_on)
        if text is not None:
            seen.append(compare_values(text, draft.record, request.localizer.translate))
        raise DraftMoved(by=request.name_of(draft.made_by))
    return draft


def _done(effective: date, asked: date, request: Request) -> TranslationString:
    """What came of it; `asked`: the day that was typed."""
    today = request.now.date()
    if today < effective != asked:
        facts = {"day": shown_day(effective), "asked": shown_day(asked)}
        said = message("Published, not for ${asked} but from ${day} on: the text itself names that as its first day.")
        return TranslationString(said, mapping=facts)
    if effective > today:
        return message("Published. Citizens see the new text from ${day}.", mapping={"day": shown_day(effective)})
    if effective < today:
        said = message("Published. Citizens see the new text from now on; it holds since ${day}.")
        return TranslationString(said, mapping={"day": shown_day(effective)})
    return message("Published. Citizens see the new text from now on.")


def do_submit(context: Procedure, request: Request):
    """Lay the draft before the other person."""
    try:
        submit_revision(_looked_at(context, request, typed_text(request, "opened_on"), []), act=request.act)
    except Refusal as refusal:
        return _refused(context, request, refusal)
    request.flash(message("Submitted. Whoever approves finds it in the catalogue under “Waiting for approval”."))
    return HTTPSeeOther(request.resource_path(context, "publish"))


def do_send_back(context: Procedure, request: Request):
    """Give a submitted text back, with what is to be changed."""
    try:
        draft = _looked_at(context, request, typed_text(request, "opened_on"), [])
        send_back(draft, reason=typed_text(request, "why"), act=request.act)
    except Refusal as refusal:
        return _refused(context, request, refusal)
    request.flash(message("Sent back. Whoever wrote it reads why on this page."))
    return HTTPSeeOther(request.resource_path(context, "publish"))


def _refused(procedure: Procedure, request: Request, refusal: Refusal) -> dict[str, Any]:
    request.response.status = REFUSED
    complaints = [("", sentence) for sentence in request.refused(refusal)]
    page = {**_page(procedure, request), "complaints": complaints, "errors": True}
    return {**show_form(_form(procedure, request), page), "why": typed_text(request, "why")}


def includeme(config: Configurator) -> None:
    view: dict[str, Any] = {"context": Procedure, "renderer": PAGE}
    publish = {**view, "permission": Permission.PROCEDURE_PUBLISH}
    config.add_view(
        show_publish, name="publish", request_method="GET", **{**view, "permission": Permission.PROCEDURE_EDIT}
    )
    config.add_view(do_publish, name="publish", request_method="POST", once=True, **publish)
    config.add_view(do_send_back, name="send_back", request_method="POST", once=True, **publish)
    config.add_view(
        do_submit,
        name="submit",
        request_method="POST",
        once=True,
        **{**view, "permission": Permission.PROCEDURE_EDIT},
    )
