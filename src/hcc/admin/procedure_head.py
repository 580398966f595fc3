"""What the pages of one procedure have in common: where they stand, and how a revision is told of."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pyramid.request import Request

from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.procedures.names import STATE_NAMES
from hcc.procedures.resources import Procedure, Revision, RevisionState

LOOKS: dict[RevisionState, tuple[str, str]] = {
    RevisionState.DRAFT: ("info", "pen"),
    RevisionState.REVIEW: ("warn", "eye"),
    RevisionState.DISCARDED: ("idle", "trash"),
    RevisionState.SCHEDULED: ("info", "calendar"),
    RevisionState.PUBLISHED: ("ok", "ok"),
    RevisionState.SUPERSEDED: ("idle", "history"),
    RevisionState.WITHDRAWN: ("idle", "off"),
    RevisionState.EXPIRED: ("idle", "off"),
}
"""Colour and icon of a state, on the pages of one procedure and on the board of all."""


@dataclass(frozen=True)
class Tag:
    """A state as a mark with words."""

    kind: str
    icon: str
    words: TranslationString


def tag_of(revision: Revision, today: date) -> Tag:
    state = revision.state(today)
    return Tag(*LOOKS[state], STATE_NAMES[state])


def back_of(procedure: Procedure, request: Request) -> tuple[str, TranslationString]:
    """Where one came from: the open decision that the draft belongs to, else the catalogue."""
    return _decision_of(procedure, request) or ("/quan-tri/danh-muc", message("Procedure catalogue"))


def _decision_of(procedure: Procedure, request: Request) -> tuple[str, TranslationString] | None:
    """The row of the open decision that the draft belongs to: whoever writes it goes on with the next row there."""
    draft = procedure.draft()
    if draft is None or draft.record.announced_on is None or not request.has_permission(Permission.PROCEDURE_EDIT):
        return None
    announcements = request.site.procedures.announcements
    decision = announcements.by_decision(draft.record.announcement, draft.record.announced_on)
    if decision is None or decision.published_at is not None or decision.row(procedure.code) is None:
        return None
    title = message("Decision ${decision}", mapping={"decision": decision.decision})
    return f"/quan-tri/quyet-dinh/{decision.number}/#p-{procedure.code}", title


def head_of(procedure: Procedure, request: Request, title: TranslationString, tab: str, **more: Any) -> dict[str, Any]:
    """A page of this procedure; `tab`: the view that stands out among its pages, empty where none does."""
    today = request.now.date()
    shown = procedure.published(today) or procedure.latest()
    return {
        "title": title,
        "section": "danh-muc",
        "admin": True,
        "back": back_of(procedure, request),
        "procedure": procedure,
        "path": request.resource_path(procedure),
        "record": shown.record,
        "tab": tab,
        "complaints": [],
        **more,
    }


@dataclass(frozen=True)
class Told:
    """One revision as a heading of a comparison."""

    number: int
    tag: Tag
    day: str
    """From which day it is to hold, or empty."""
    written: str
    by: str


def told(revision: Revision, request: Request) -> Told:
    return Told(
        revision.number,
        tag_of(revision, request.now.date()),
        shown_day(revision.effective_from),
        short_moment(revision.made_at, request.locale_name),
        request.name_of(revision.made_by),
    )


def shown_day(day: date | None) -> str:
    """ "01/12/2026"; empty where there is none."""
    return f"{day:%d/%m}/{day.year:04}" if day is not None else ""
