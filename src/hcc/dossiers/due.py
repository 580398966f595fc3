"""When a dossier's result is due: its own time limit, counted with its pauses and its extension."""

from datetime import datetime

from hcc.core.calendar import OfficeCalendar
from hcc.core.deadlines import DeadlinePolicy, Due, Extension, Limit, Unit, due_moment
from hcc.procedures.limits import countable, limit_in_case

from .channels import METHODS, Channel
from .kept_due import KeptDue
from .resources import Dossier


def limit_of(dossier: Dossier, promised_days: int | None = None) -> Limit | None:
    """The limit of the dossier's case and channel; where none can be counted, the working days an official promised."""
    limit = countable(limit_in_case(dossier.record, METHODS[Channel(dossier.channel)], dossier.case))
    if limit is None and promised_days:
        limit = Limit(Unit.WORKING_DAYS, promised_days)
    return limit


def due_for(
    dossier: Dossier,
    *,
    at: datetime,
    calendar: OfficeCalendar,
    promised_days: int | None = None,
    policy: DeadlinePolicy | None = None,
) -> Due | None:
    """When the result would be due if received at `at`; None when neither law nor official says."""
    limit = limit_of(dossier, promised_days)
    return due_moment(limit, at, calendar, policy=policy or DeadlinePolicy()) if limit is not None else None


def reckoned(
    dossier: Dossier,
    calendar: OfficeCalendar,
    policy: DeadlinePolicy | None = None,
    *,
    extension: Extension | None = None,
) -> KeptDue:
    """The due moment of a received dossier as its pauses and its extension (or this one) make it, as it is stored."""
    limit = limit_of(dossier, dossier.promised_days)
    assert limit is not None  # nothing is received without one
    assert dossier.received_at is not None
    due = due_moment(
        limit,
        dossier.received_at,
        calendar,
        pauses=dossier.pauses,
        extension=extension or dossier.extension,
        policy=policy or DeadlinePolicy(),
    )
    return kept(due)


kept = KeptDue.of
"""The due moment as it is stored."""
