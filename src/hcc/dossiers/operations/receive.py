"""Receiving: the dossier is complete, gets its number and due moment, and its receipt can be printed (art. 17)."""

from hcc.core.act import Act
from hcc.core.calendar import OfficeCalendar
from hcc.core.deadlines import DeadlinePolicy
from hcc.core.errors import Refusal, refuse_if
from hcc.core.identifiers import reception_number
from hcc.core.text import message

from ..due import due_for, kept
from ..events import DossierReceived
from ..fresh_numbers import receptions
from ..process_way import begin_way
from ..resources import Dossier, reception_day
from .moving import check_move, move
from .submit import incomplete
from .taking_slips import ClockBehind, clock_is_behind

LONGEST_PROMISE = 365


class PromiseNeeded(Refusal):
    """The procedure has no countable limit: the official must say how long it takes."""

    field = "promised_days"
    text = message(
        "The procedure has no time limit that can be counted. Write in how many working days it is returned."
    )


def receive(
    dossier: Dossier,
    *,
    agency: str,
    calendar: OfficeCalendar,
    promised_days: int | None = None,
    own_code: bool = True,
    policy: DeadlinePolicy | None = None,
    seen: int | None = None,
    act: Act,
) -> str:
    """Take the dossier in; answers its reception number, gapless per unit and day.

    With `own_code` that number is the dossier code too; otherwise another system gives it.
    """
    check_move(dossier, "receive", seen)
    complaints = incomplete(dossier)
    due = due_for(dossier, at=act.at, calendar=calendar, promised_days=promised_days, policy=policy)
    if due is None:
        complaints.append(PromiseNeeded())
    if clock_is_behind(dossier, act):
        complaints.append(ClockBehind())
    refuse_if(complaints)
    assert due is not None  # refused above
    day = reception_day(act.at)
    folder = dossier.__parent__
    folder.begin_day(day)
    serial = folder.counters.take(*receptions(day))
    dossier.reception_number = reception_number(agency, day, serial)
    if own_code and not dossier.dossier_code:
        dossier.dossier_code = dossier.reception_number
    dossier.received_at, dossier.receiver, dossier.promised_days = act.at, act.by, promised_days
    dossier.due = kept(due)
    begin_way(dossier, at=act.at)
    if dossier.has_papers:
        dossier.papers.keep()
    move(dossier, "receive", act=act, number=dossier.reception_number, due=due.moment.isoformat())
    folder.number(dossier)
    act.announce(DossierReceived(dossier))
    return dossier.reception_number
