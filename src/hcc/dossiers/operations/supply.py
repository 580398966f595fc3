"""Taking in what was asked for: complete, or not at all (NĐ 61/2018 art. 17, 19(4))."""

from dataclasses import replace

from hcc.core.act import Act
from hcc.core.calendar import OfficeCalendar
from hcc.core.deadlines import DeadlinePolicy
from hcc.core.errors import refuse_if

from ..due import reckoned
from ..resources import Dossier
from ..workflow import PROCESSING, SUBMITTED
from .moving import check_move, move
from .submit import papers_wanting
from .taking_slips import check_clock


def supply(
    dossier: Dossier,
    *,
    calendar: OfficeCalendar,
    policy: DeadlinePolicy | None = None,
    seen: int | None = None,
    act: Act,
) -> None:
    """Everything asked for is there: the dossier goes on, or back to reception when it was never received.

    Refused with all that is still wanting, since what comes in parts would be asked for twice.
    """
    check_move(dossier, "supply", seen)
    refuse_if(papers_wanting(dossier))
    check_clock(dossier, act)
    *before, request = dossier.supplements
    dossier.supplements = (*before, replace(request, answered_at=act.at))
    dossier.papers.keep()
    if dossier.received_at is None:
        move(dossier, "supply", act=act, to=SUBMITTED)
        return
    *earlier, pause = dossier.pauses
    was = dossier.due
    dossier.pauses = (*earlier, replace(pause, answered_at=act.at))
    dossier.due = due = reckoned(dossier, calendar, policy)
    facts = {"was_due": was.moment.isoformat() if was else None, "due": due.moment.isoformat()}
    move(dossier, "supply", act=act, to=PROCESSING, **facts)
