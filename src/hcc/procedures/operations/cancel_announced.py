"""Taking the publication of a whole decision back before its day: its texts never take effect, nothing ends by it."""

from dataclasses import dataclass

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal
from hcc.core.text import clean_line, message

from ..announced_waiting import ends_waiting, has_begun, texts_waiting
from ..announcements import Announcement
from ..resources import ProcedureFolder
from .announce import ChangedMeanwhile
from .reopen_announced import forget_publication
from .withdraw import EndNotAsked, OwnEnding, WithdrawnWithoutReason, cancel_approval, take_end_back

TAKEN_BACK = "announcement taken back"


class NothingWaits(Refusal):
    text = message("Nothing of this decision waits for its day any more. Look at it as it is now.")


@dataclass(frozen=True)
class TakenBack:
    """How many texts and how many ends were taken back, and whether the decision is open again."""

    texts: int
    ends: int
    opened: bool


def cancel_announced(
    announcement: Announcement, folder: ProcedureFolder, *, reason: str, act: Act, seen: int | None = None
) -> TakenBack:
    """Take back what of the decision waits for its day, all of it together. Unless some of it has begun, it can be
    drafted and published again; else it stays published.

    `seen`: the version that was looked at; None: nobody waited between looking and deciding. Where two look at each
    text, another person asked for it (`ask_taking_back`). Raises NothingWaits, ChangedMeanwhile, EndNotAsked,
    OwnEnding, WithdrawnWithoutReason.
    """
    today, reason = act.at.astimezone(LOCAL).date(), clean_line(reason)
    texts, ends = list(texts_waiting(announcement, folder, today)), list(ends_waiting(announcement, folder, today))
    check_waits(announcement, waits=bool(texts or ends), seen=seen)
    asked = announcement.asked_back
    if folder.four_eyes and asked is None:
        raise EndNotAsked()
    if folder.four_eyes and asked is not None and act.is_of(asked.by):
        raise OwnEnding()
    if not reason:
        raise WithdrawnWithoutReason()
    opened = not has_begun(announcement, folder, today)
    for text in texts:
        cancel_approval(text, reason=reason, act=act, asked_by=asked.by if asked is not None else "")
    for end in ends:
        for held in (end.ending, *end.overtaken):
            if held is not None:
                take_end_back(held, reason=reason, act=act)
    facts = {"announcement": announcement.number, "texts": len(texts), "ended": len(ends), "reason": reason}
    if asked is not None:
        facts["asked_by"] = asked.by
    if opened:
        forget_publication(announcement)
    else:
        announcement.asked_back = announcement.declined = None
        announcement.version += 1
        facts["stays"] = True
    folder.chain.append(act, TAKEN_BACK, **facts)
    return TakenBack(len(texts), len(ends), opened)


def check_waits(announcement: Announcement, *, waits: bool, seen: int | None) -> None:
    """Raise NothingWaits, or ChangedMeanwhile where it is not at the version `seen` any more."""
    if not waits:
        raise NothingWaits()
    if seen is not None and seen != announcement.version:
        raise ChangedMeanwhile()
