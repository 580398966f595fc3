"""/quan-tri/quyet-dinh/<number>/publish: what publishing the decision does, and doing it: all of it or nothing."""

from collections import Counter
from datetime import date
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal, Refusals
from hcc.core.moments import day_line, short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.procedures.announced_progress import RowProgress, RowState
from hcc.procedures.announcements import Announcement
from hcc.procedures.operations.publish_announced import (
    OfProcedure,
    OtherDay,
    Outcome,
    publish_announced,
    row_faults,
    stamp_of,
)
from hcc.procedures.successors import Succession
from hcc.web.acting import REFUSED, act_on_form, show_form
from hcc.web.forms import Button, Form

from ..announcement_schemas import KIND_NAMES, PublishSchema
from ..catalogue_places import AnnouncementPlace
from ..faults import in_words_of_the_form
from ..received_since import received_since
from ..touched import touched
from .announcement import STATES, address, decision_title, kept_looks, progress_of, summary_line
from .announcement_waiting import by_another
from .announcements import within

PAGE = "hcc:templates/admin/announcement_publish.pt"
MOST_NAMED = 10
"""So many codes stand before a sentence that is about several procedures."""


def _form(context: AnnouncementPlace, request: Request, typed: dict[str, Any] | None = None) -> Form:
    """`typed`: what was sent with a day other than the decision's own, which is asked back."""
    announcement = context.announcement
    values = {"seen": stamp_of(announcement, context.procedures), "effective": announcement.effective_from}
    label = message("Publish all together")
    if typed is not None:
        values = {**typed, "sure": typed["effective"].isoformat()}
        label = message("Publish all together for ${day}", mapping={"day": _day(typed["effective"])})
    schema = PublishSchema().bind(request=request)
    button = Button("publish", label, icon="globe", key="Ctrl+Enter")
    return Form(
        schema, request, buttons=[button], buttons_outside=True, summary_outside=True, guard=False, appstruct=values
    )


def _page(
    context: AnnouncementPlace, request: Request, day: date | None = None, *, asks: bool = False
) -> dict[str, Any]:
    """What publishing does for `day`, the decision's own where none was typed; `asks`: that day is asked back."""
    announcement, today = context.announcement, request.now.date()
    effective = day or announcement.effective or announcement.effective_from
    rows = progress_of(context, request)
    waiting = [one for one in rows if not one.state.is_done]
    succession = Succession(context.procedures, announcement.rows)
    faults = _faults(waiting, effective, succession, request)
    day_off = request.site.calendar.day_off(effective)
    return within(
        message("Publish decision ${decision}", mapping={"decision": announcement.decision}),
        back=(address(context), decision_title(announcement)),
        address=address(context),
        announcement=announcement,
        day=day_line(effective, request.locale_name),
        own_day=_day(announcement.effective_from),
        asks=asks,
        past=effective < today,
        today=effective == today,
        day_off=day_off is not None,
        day_name=day_off or "",
        begins=[_line(one, announcement, request) for one in waiting if not one.row.kind.ends],
        ends=[_line(one, announcement, request) for one in waiting if one.row.kind.ends],
        done=len(rows) - len(waiting),
        faults=_said_once([(fault.code, _words(fault, request)) for fault in faults]),
        another=by_another(rows, request),
        to_submit=sum(one.state in (RowState.DRAFT, RowState.READY) for one in waiting)
        if context.procedures.four_eyes
        else 0,
        open=announcement.published_at is None,
        published_by=request.name_of(announcement.published_by) if announcement.published_by else "",
        published_at=short_moment(announcement.published_at, request.locale_name) if announcement.published_at else "",
        complaints=[],
        **_received(waiting if announcement.published_at is None else rows, announcement, effective, request),
    )


def _received(rows: list[RowProgress], announcement: Announcement, effective: date, request: Request) -> dict[str, Any]:
    """The dossiers of these procedures received since a day that has passed; of a published decision until then."""
    until = announcement.published_at or request.now
    late = effective < until.astimezone(LOCAL).date() and bool(rows)
    since = received_since(request, [one.row.code for one in rows], effective, until=until) if late else None
    received = [
        (
            f"/ho-so/{one.token}/" if request.has_permission(Permission.DOSSIER_VIEW, one) else "",
            one.number_shown,
            one.record.title,
            short_moment(one.received_at, request.locale_name),
        )
        for one in (since.dossiers if since is not None else ())
        if one.received_at is not None
    ]
    return {"since": since, "received": received}


def _faults(rows: list[RowProgress], effective: date, succession: Succession, request: Request) -> list[OfProcedure]:
    """Everything that stands in the way, in the order of the decision."""
    today = request.now.date()
    found = (
        row_faults(one, effective=effective, reason="", act=request.act, today=today, succession=succession)
        for one in rows
    )
    return [fault for faults in found for fault in faults if isinstance(fault, OfProcedure)]


def _said_once(faults: list[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """(sentence, codes) of (code, sentence), so that what is wrong with many is said once."""
    found: dict[str, list[str]] = {}
    for code, words in faults:
        found.setdefault(words, []).append(code)
    return list(found.items())


def _line(one: RowProgress, announcement: Announcement, request: Request) -> dict[str, Any]:
    effect = touched(one.procedure, request) if one.procedure is not None else None
    places = Counter(sheet.place for sheet in effect.sheets) if effect is not None else {}
    return {
        "code": one.row.code,
        "title": one.title,
        "kind": KIND_NAMES[one.row.kind],
        "successor": one.row.successor,
        "tag": STATES[one.state],
        "unchanged": one.state is RowState.DRAFT,
        "summary": summary_line(one, announcement, request),
        "unknown": [unknown.words for unknown in one.ready.unknown] if one.ready is not None else [],
        "compare": one.draft is not None,
        "open": effect.open_dossiers if effect is not None else (),
        "sheets": len(effect.sheets) if effect is not None else 0,
        "places": ", ".join(places),
    }


def show_publish(context: AnnouncementPlace, request: Request) -> dict:
    return show_form(_form(context, request), _page(context, request))


class _AskBack(Exception):
    """Nothing is wrong, and nothing is published yet: the day is another than the decision's own."""

    def __init__(self, typed: dict[str, Any]) -> None:
        super().__init__()
        self.typed = typed


def do_publish(context: AnnouncementPlace, request: Request):
    form, announcement = _form(context, request), context.announcement
    if announcement.published_at is not None:
        # Somebody was faster: who, and when, stands on the page.
        request.response.status = REFUSED
        return show_form(form, _page(context, request))

    def do(typed: dict) -> str:
        try:
            outcome = publish_announced(
                announcement,
                context.procedures,
                effective=typed["effective"],
                reason=typed["reason"],
                seen=typed["seen"],
                act=request.act,
                look=kept_looks(request),
                sure=typed["effective"] if typed["sure"] == typed["effective"].isoformat() else None,
            )
        except OtherDay:
            raise _AskBack(typed) from None
        except Refusal as refusal:
            raise _Named(refusal, request) from None
        request.flash(_done(outcome))
        return address(context)

    try:
        return act_on_form(request, form, lambda: {**_page(context, request), "complaints": form.complaints}, do)
    except _AskBack as asked:
        request.response.status = REFUSED
        page = _page(context, request, asked.typed["effective"], asks=True)
        return show_form(_form(context, request, asked.typed), page)


def _done(outcome: Outcome) -> TranslationString:
    """What was done; of what there was none nothing is said."""
    facts = {"count": outcome.published, "ended": outcome.ended, "day": _day(outcome.effective)}
    said = message("Published together: ${count} texts, ${ended} procedures ended, from ${day}.")
    if not outcome.ended:
        said = message("Published together: ${count} texts, from ${day}.")
    elif not outcome.published:
        said = message("Published together: ${ended} procedures ended, from ${day}.")
    return TranslationString(said, mapping=facts)


def _words(fault: Refusal, request: Request) -> str:
    """A complaint about one procedure, by the names of the form in which it is put right."""
    complaint = fault.complaint if isinstance(fault, OfProcedure) else fault
    [worded] = in_words_of_the_form(Refusals([complaint]), request.localizer.translate).complaints
    return request.sentence_of(worded)


class _OfCodes(Refusal):
    text = message("${codes}: ${words}")

    def __init__(self, codes: list[str], words: str, field: str) -> None:
        more = " …" if len(codes) > MOST_NAMED else ""
        super().__init__(codes=", ".join(codes[:MOST_NAMED]) + more, words=words)
        self.field = field


class _Named(Refusal):
    """The same complaints: what is said of several procedures once, with their codes in front, and each at the field
    of the day where another day would help."""

    def __init__(self, refusal: Refusal, request: Request) -> None:
        super().__init__()
        of_rows: dict[str, str] = {}
        codes: list[tuple[str, str]] = []
        self._complaints: list[Refusal] = []
        for one in refusal.complaints:
            if isinstance(one, OfProcedure):
                words = _words(one, request)
                codes.append((one.code, words))
                of_rows[words] = "effective" if one.complaint.field in ("effective", "on") else ""
            else:
                self._complaints.append(one)
        self._complaints += [_OfCodes(of, words, of_rows[words]) for words, of in _said_once(codes)]

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
