"""Taking the publication of a whole decision back before its day: its texts never take effect, nothing ends by it."""

from collections.abc import Iterator
from datetime import date

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal
from hcc.core.text import clean_line, message

from ..announced_progress import is_of
from ..announcements import Announcement
from ..resources import ProcedureFolder, Revision
from .withdraw import WithdrawnWithoutReason, cancel_scheduled, is_scheduled, take_end_back

TAKEN_BACK = "announcement taken back"


class NothingWaits(Refusal):
    text = message("Nothing of this decision waits for its day any more. Look at it as it is now.")


class TwoLookAtEach(Refusal):
    text = message(
        "In this office two people look at what is taken back. Ask for it in the history of each procedure; a "
        "colleague approves it."
    )


def texts_waiting(announcement: Announcement, folder: ProcedureFolder, today: date) -> Iterator[Revision]:
    """Its texts that are approved for a day still to come."""
    for row in announcement.rows:
        procedure = folder.get(row.code)
        for one in procedure.revisions.values() if procedure is not None and not row.kind.ends else ():
            of_it = one.announcement == announcement.number or is_of(one.record, announcement)
            if of_it and is_scheduled(one, today):
                yield one


def ends_waiting(announcement: Announcement, folder: ProcedureFolder, today: date) -> Iterator[Revision]:
    """Texts in force that end by it on a day still to come."""
    for row in announcement.rows:
        procedure = folder.get(row.code)
        for one in procedure.revisions.values() if procedure is not None and row.kind.ends else ():
            by_it = one.takes_effect and one.withdrawn_at == announcement.published_at
            if by_it and one.withdrawn_on is not None and one.withdrawn_on > today:
                yield one


def cancel_announced(announcement: Announcement, folder: ProcedureFolder, *, reason: str, act: Act) -> tuple[int, int]:
    """Take back what the decision was published for, all of it together; it can be drafted and published again.

    Answers how many texts and how many ends. Raises NothingWaits, TwoLookAtEach, WithdrawnWithoutReason.
    """
    today, reason = act.at.astimezone(LOCAL).date(), clean_line(reason)
    published = announcement.published_at is not None
    texts = list(texts_waiting(announcement, folder, today)) if published else []
    ends = list(ends_waiting(announcement, folder, today)) if published else []
    if not texts and not ends:
        raise NothingWaits()
    if folder.four_eyes:
        raise TwoLookAtEach()
    if not reason:
        raise WithdrawnWithoutReason()
    for text in texts:
        cancel_scheduled(text, reason=reason, act=act)
    for text in ends:
        take_end_back(text, reason=reason, act=act)
    announcement.effective, announcement.published_at = None, None
    announcement.published_by = announcement.reason = ""
    announcement.version += 1
    facts = {"announcement": announcement.number, "texts": len(texts), "ended": len(ends), "reason": reason}
    folder.chain.append(act, TAKEN_BACK, **facts)
    return len(texts), len(ends)
