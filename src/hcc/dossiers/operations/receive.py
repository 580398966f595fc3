"""Receiving: the dossier is complete, gets its number and due moment, and its receipt can be printed (art. 17)."""

from dataclasses import replace
from datetime import UTC

from hcc.core.act import Act
from hcc.core.calendar import OfficeCalendar
from hcc.core.deadlines import Due, Limit, Unit, due_moment
from hcc.core.errors import Refusal, refuse_if
from hcc.core.identifiers import reception_number
from hcc.core.text import message
from hcc.procedures.limits import countable, time_limit_for

from ..events import DossierReceived
from ..resources import UNIT, Dossier, reception_day
from ..workflow import WORKFLOW
from .moving import check_version, move
from .submit import incomplete

LONGEST_PROMISE = 365


class PromiseNeeded(Refusal):
    """The procedure has no countable limit: the official must say how long it takes."""

    field = "promised_days"
    text = message(
        "The procedure has no time limit that can be counted. Write in how many working days it is returned."
    )


class ClockBehind(Refusal):
    """The wall clock is behind the last record of this dossier."""

    text = message("This computer's clock is behind. Tell the administrator to set it, then receive again.")


def due_for(dossier: Dossier, *, at, calendar: OfficeCalendar, promised_days: int | None = None) -> Due | None:
    """When the result would be due if received at `at`; None when neither law nor official says."""
    limit = countable(time_limit_for(dossier.record))
    if limit is None and promised_days:
        limit = Limit(Unit.WORKING_DAYS, promised_days)
    return due_moment(limit, at, calendar) if limit is not None else None


def receive(
    dossier: Dossier,
    *,
    agency: str,
    calendar: OfficeCalendar,
    promised_days: int | None = None,
    seen: int | None = None,
    act: Act,
) -> str:
    """Take the dossier in; answers its reception number, gapless per unit and day."""
    check_version(dossier, seen)
    WORKFLOW.target("receive", dossier.state)
    complaints = incomplete(dossier)
    due = due_for(dossier, at=act.at, calendar=calendar, promised_days=promised_days)
    if due is None:
        complaints.append(PromiseNeeded())
    if dossier.chain.last is not None and act.at < dossier.chain.last.at:
        complaints.append(ClockBehind())
    refuse_if(complaints)
    assert due is not None  # refused above
    day = reception_day(act.at)
    folder = dossier.__parent__
    serial = folder.counters.take("reception", str(UNIT), day.isoformat())
    dossier.reception_number = reception_number(agency, day, serial)
    dossier.received_at, dossier.promised_days = act.at, promised_days
    dossier.due = replace(due, moment=due.moment.astimezone(UTC))
    move(dossier, "receive", act=act, number=dossier.reception_number, due=due.moment.isoformat())
    folder.number(dossier)
    act.announce(DossierReceived(dossier))
    return dossier.reception_number
