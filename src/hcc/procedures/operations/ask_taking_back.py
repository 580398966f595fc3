"""Asking a colleague to take a whole decision back, where two have to look; that is left again, or declined."""

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.text import clean_line

from ..announced_waiting import waits
from ..announcements import Announcement
from ..asked_ends import AskedEnd, Declined
from ..resources import ProcedureFolder
from .ask_end import AskedAlready, GivenBackWithoutReason, NothingAsked
from .cancel_announced import check_waits
from .withdraw import WithdrawnWithoutReason

TAKING_BACK_ASKED, TAKING_BACK_LEFT = "taking back asked", "taking back not asked any more"
TAKING_BACK_DECLINED = "taking back declined"


def ask_taking_back(announcement: Announcement, folder: ProcedureFolder, *, reason: str, seen: int, act: Act) -> None:
    """Ask a colleague to take the whole decision back.

    Raises NothingWaits, ChangedMeanwhile, AskedAlready, WithdrawnWithoutReason.
    """
    today, reason = act.at.astimezone(LOCAL).date(), clean_line(reason)
    check_waits(announcement, waits=waits(announcement, folder, today), seen=seen)
    if announcement.asked_back is not None:
        raise AskedAlready(by=announcement.asked_back.by)
    if not reason:
        raise WithdrawnWithoutReason()
    announcement.asked_back, announcement.declined = AskedEnd(None, reason, act.by, act.at), None
    announcement.version += 1
    folder.chain.append(act, TAKING_BACK_ASKED, announcement=announcement.number, reason=reason)


def keep_published(announcement: Announcement, folder: ProcedureFolder, *, reason: str, seen: int, act: Act) -> None:
    """Whoever asked for it does not want it any more, or a colleague declines it with a reason; nothing is taken back.

    Raises NothingAsked, ChangedMeanwhile, GivenBackWithoutReason.
    """
    asked, reason = announcement.asked_back, clean_line(reason)
    if asked is None:
        raise NothingAsked()
    check_waits(announcement, waits=True, seen=seen)
    mine = act.is_of(asked.by)
    if not reason and not mine:
        raise GivenBackWithoutReason()
    announcement.asked_back = None
    announcement.declined = None if mine else Declined(asked.by, reason, act.by, act.at)
    announcement.version += 1
    if mine:
        folder.chain.append(act, TAKING_BACK_LEFT, announcement=announcement.number)
    else:
        facts = {"announcement": announcement.number, "reason": reason, "asked_by": asked.by}
        folder.chain.append(act, TAKING_BACK_DECLINED, **facts)
