"""Opening a published decision again, of which nothing waits any more and nothing began."""

from collections.abc import Iterable
from datetime import date

from hcc.core.act import Act

from ..announced_waiting import decision_of, has_begun, waits
from ..announcements import Announcement
from ..resources import Revision

REOPENED = "announcement reopened"
"""What the chain calls it when the last that waited was taken back by itself."""


def forget_publication(announcement: Announcement) -> None:
    """It can be drafted and published again."""
    announcement.effective = announcement.published_at = None
    announcement.asked_back = announcement.declined = None
    announcement.published_by = announcement.reason = ""
    announcement.version += 1


def reopen_emptied(cancelled: Iterable[Revision], *, today: date, act: Act) -> None:
    """Open the decisions of these texts, which never take effect now, where that was the last that waited."""
    for text in cancelled:
        decision, folder = decision_of(text), text.procedure.__parent__
        if decision is None or decision.published_at is None or has_begun(decision, folder, today):
            continue
        if waits(decision, folder, today):
            continue
        forget_publication(decision)
        folder.chain.append(act, REOPENED, announcement=decision.number)
