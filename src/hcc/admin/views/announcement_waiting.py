"""What of a decision waits for its day or for another person, and whether it came late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.moments import short_moment
from hcc.procedures.announced_progress import RowProgress
from hcc.procedures.announced_waiting import ends_waiting, has_begun, texts_waiting
from hcc.procedures.announcements import Announcement
from hcc.procedures.operations.publish import approver_complaints

from ..catalogue_places import AnnouncementPlace


@dataclass(frozen=True)
class Waiting:
    """What of a published decision can be taken back."""

    texts: int
    ends: int
    day: date | None
    """The first day it waits for; None: nothing waits."""
    revived: tuple[tuple[str, int, date], ...]
    """Code, number and day of texts that would take effect but for an end by the decision."""
    begun: bool
    """Whether some of it has begun, so that the decision stays published."""


def waiting_of(context: AnnouncementPlace, request: Request) -> Waiting:
    """What waits for its day: the page tells it and the act takes it back by the same rule."""
    announcement, folder, today = context.announcement, context.procedures, request.now.date()
    texts, ends = list(texts_waiting(announcement, folder, today)), list(ends_waiting(announcement, folder, today))
    days = [one.effective_from for one in texts if one.effective_from is not None]
    if ends and announcement.effective is not None:
        days.append(announcement.effective)
    revived = tuple(
        (one.procedure.code, one.number, one.effective_from)
        for end in ends
        for one in end.overtaken
        if one.effective_from is not None
    )
    begun = bool(days) and has_begun(announcement, folder, today)
    return Waiting(len(texts), len(ends), min(days, default=None), revived, begun)


def asked_back_of(announcement: Announcement, request: Request) -> dict[str, Any] | None:
    """Who asked that its publication is taken back, when and why."""
    asked = announcement.asked_back
    if asked is None:
        return None
    at = short_moment(asked.at, request.locale_name)
    mine = bool(request.act.is_of(asked.by))
    return {"by": request.name_of(asked.by), "at": at, "reason": asked.reason, "mine": mine}


def declined_of(announcement: Announcement, request: Request) -> dict[str, Any] | None:
    """Which colleague did not take it back as somebody had asked, when and why."""
    one = announcement.declined
    if one is None:
        return None
    at = short_moment(one.at, request.locale_name)
    return {"by": request.name_of(one.by), "asked_by": request.name_of(one.asked_by), "at": at, "reason": one.reason}


def by_another(rows: Iterable[RowProgress], request: Request) -> bool:
    """Whether another person has to publish it: two look at each text here, and this one wrote some of it."""
    if not request.site.procedures.four_eyes:
        return False
    for one in rows:
        if not one.state.is_done:
            if one.draft is not None and approver_complaints(one.draft, request.act):
                return True
            if one.row.kind.ends and request.act.is_of(one.row.by):
                return True
    return False


def is_late(announcement: Announcement) -> bool:
    """Whether it was published for a day that had passed."""
    one, at = announcement.effective, announcement.published_at
    return one is not None and at is not None and one < at.astimezone(LOCAL).date()


def late_reason(announcement: Announcement, rows: Iterable[RowProgress]) -> str:
    """Why it was published late; decisions of earlier versions have it only beside their texts."""
    if announcement.reason or not is_late(announcement):
        return announcement.reason
    return next((one.published.approval_reason for one in rows if one.published and one.published.approval_reason), "")
