"""/quan-tri/quyet-dinh/<number>/publish: what publishing the decision does, and doing it: all of it or nothing."""

from datetime import date
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.errors import Refusal, Refusals
from hcc.core.moments import day_line, short_moment
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.procedures.announced_progress import RowProgress, RowState
from hcc.procedures.operations.publish_announced import (
    OfProcedure,
    publish_announced,
    row_faults,
    stamp_of,
)
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..announcement_schemas import KIND_NAMES, PublishSchema
from ..catalogue_places import AnnouncementPlace
from ..faults import in_words_of_the_form
from ..received_since import received_since
from ..touched import open_dossiers
from .announcement import STATES, address, decision_title, kept_looks, progress_of
from .announcements import within

PAGE = "hcc:templates/admin/announcement_publish.pt"


def _form(context: AnnouncementPlace, request: Request) -> Form:
    announcement = context.announcement
    values = {"seen": stamp_of(announcement, context.procedures), "effective": announcement.effective_from}
    schema = PublishSchema().bind(request=request)
    button = Button("publish", message("Publish all together"), icon="globe", key="Ctrl+Enter")
    buttons = [button] if announcement.published_at is None else []
    return Form(
        schema, request, buttons=buttons, buttons_outside=True, summary_outside=True, guard=False, appstruct=values
    )


def _fault_lines(context: AnnouncementPlace, request: Request, rows: list[RowProgress]) -> list[tuple[str, str]]:
    """(code, sentence) of everything that stands in the way, in the order of the decision."""
    announcement, today = context.announcement, request.now.date()
    found: list[tuple[str, str]] = []
    for one in rows:
        faults = row_faults(one, effective=announcement.effective_from, reason="", act=request.act, today=today)
        found += [(one.row.code, _words(fault, request)) for fault in faults]
    return found


def _page(context: AnnouncementPlace, request: Request) -> dict[str, Any]:
    announcement, today = context.announcement, request.now.date()
    rows = progress_of(context, request)
    effective = announcement.effective_from
    waiting = [one for one in rows if not one.state.is_done]
    since = None
    if effective < today and waiting:
        since = received_since(request, [one.row.code for one in waiting], effective)
    day_off = request.site.calendar.national_day_off(effective) is not None
    return within(
        message("Publish decision ${decision}", mapping={"decision": announcement.decision}),
        back=(address(context), decision_title(announcement)),
        address=address(context),
        announcement=announcement,
        day=day_line(effective, request.locale_name),
        past=effective < today,
        today=effective == today,
        day_off=day_off,
        begins=[_line(one, request) for one in waiting if not one.row.kind.ends],
        ends=[_line(one, request) for one in waiting if one.row.kind.ends],
        done=len(rows) - len(waiting),
        faults=_fault_lines(context, request, waiting),
        since=since,
        received=[
            (
                f"/ho-so/{one.token}/" if request.has_permission(Permission.DOSSIER_VIEW, one) else "",
                one.number_shown,
                one.record.title,
                short_moment(one.received_at, request.locale_name),
            )
            for one in (since.dossiers if since is not None else ())
            if one.received_at is not None
        ],
        open=announcement.published_at is None,
        complaints=[],
    )


def _line(one: RowProgress, request: Request) -> dict[str, Any]:
    draft = one.draft
    return {
        "code": one.row.code,
        "title": one.title,
        "kind": KIND_NAMES[one.row.kind],
        "successor": one.row.successor,
        "tag": STATES[one.state],
        "unchanged": one.state is RowState.DRAFT,
        "compare": draft is not None,
        "open": list(open_dossiers(one.procedure, request)) if one.procedure is not None else [],
    }


def show_publish(context: AnnouncementPlace, request: Request) -> dict:
    return show_form(_form(context, request), _page(context, request))


def do_publish(context: AnnouncementPlace, request: Request):
    form, announcement = _form(context, request), context.announcement

    def do(typed: dict) -> str:
        outcome = publish_announced(
            announcement,
            context.procedures,
            effective=typed["effective"],
            reason=typed["reason"],
            seen=typed["seen"],
            act=request.act,
            look=kept_looks(request),
        )
        facts = {"count": outcome.published, "ended": outcome.ended, "day": _day(outcome.effective)}
        request.flash(
            message("Published together: ${count} texts, ${ended} procedures ended, from ${day}.", mapping=facts)
        )
        return address(context)

    def told(typed: dict) -> str:
        try:
            return do(typed)
        except Refusal as refusal:
            raise _Named(refusal, request) from None

    return act_on_form(request, form, lambda: {**_page(context, request), "complaints": form.complaints}, told)


def _words(fault: Refusal, request: Request) -> str:
    """A complaint about one procedure, by the names of the form in which it is put right."""
    complaint = fault.complaint if isinstance(fault, OfProcedure) else fault
    [worded] = in_words_of_the_form(Refusals([complaint]), request.localizer.translate).complaints
    return request.sentence_of(worded)


class _OfCode(Refusal):
    text = message("${code}: ${words}")


class _Named(Refusal):
    """The same complaints, each with the code of the procedure it is about in front."""

    def __init__(self, refusal: Refusal, request: Request) -> None:
        super().__init__()
        self._complaints = [
            _OfCode(code=one.code, words=_words(one, request)) if isinstance(one, OfProcedure) else one
            for one in refusal.complaints
        ]

    @property
    def complaints(self) -> list[Refusal]:
        return self._complaints


def _day(day: date) -> str:
    return f"{day:%d/%m}/{day.year:04}"


def includeme(config: Configurator) -> None:
    view = {"context": AnnouncementPlace, "name": "publish", "renderer": PAGE}
    view["permission"] = Permission.PROCEDURE_PUBLISH
    config.add_view(show_publish, request_method="GET", **view)
    config.add_view(do_publish, request_method="POST", once=True, **view)
