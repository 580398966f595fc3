"""What of a decision waits for its day or for another person, and whether it came late."""

from collections.abc import Iterable

from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.procedures.announced_progress import RowProgress
from hcc.procedures.announcements import Announcement
from hcc.procedures.operations.cancel_announced import ends_waiting, texts_waiting
from hcc.procedures.operations.publish import approver_complaints

from ..catalogue_places import AnnouncementPlace


def waiting_of(context: AnnouncementPlace, request: Request) -> tuple[int, int]:
    """How many texts and how many ends of a published decision wait for their day."""
    announcement, today = context.announcement, request.now.date()
    if announcement.published_at is None or announcement.effective is None or announcement.effective <= today:
        return 0, 0
    texts, ends = (look(announcement, context.procedures, today) for look in (texts_waiting, ends_waiting))
    return sum(1 for _ in texts), sum(1 for _ in ends)


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
