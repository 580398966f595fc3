"""What a change of the calendar would do to due moments, before it is made.

Promises are kept (decision 12): nothing here moves by itself. What is told is which promised moments the change would
have counted otherwise, which of them fall into closed hours, and what the next dossiers would be promised.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, islice

from pyramid.request import Request

from hcc.core.calendar import LOCAL, OfficeCalendar
from hcc.core.deadlines import DeadlinePolicy, Limit, Unit, due_moment, policy_of
from hcc.core.moments import moment_line
from hcc.dossiers import workflow
from hcc.dossiers.due import reckoned
from hcc.dossiers.resources import Dossier, DossierFolder
from hcc.dossiers.worklist import Row, Span
from hcc.office_calendar.operations.checking import FIRST_DAY, LONGEST_CLOSED

COUNTED_STATES = (
    workflow.RECEIVED,
    workflow.PROCESSING,
    workflow.SUPPLEMENT_REQUESTED,
    workflow.AWAITING_APPROVAL,
    workflow.CONSULTING,
)
"""Where a due moment still waits to be kept."""
LOOKED_AT = 3_000
"""Dossiers counted anew for one preview; a commune has some hundreds in hand."""
SHOWN = 100
LIMITS = (1, 3, 5, 10, 15, 20)
"""Working days of the limits that most procedures have."""


@dataclass(frozen=True)
class MovedDossier:
    """A dossier whose due moment the new calendar would give otherwise. Whose it is, administrators need not know."""

    number: str
    title: str
    promised: str
    counted: str
    """What the new calendar would give; empty where that is the same."""
    closed: bool
    """The centre is closed at the promised moment."""
    paused: bool
    """Papers are awaited: when they come, it is counted by the calendar of that day."""


@dataclass(frozen=True)
class NextPromise:
    """What a dossier received at the same moment is promised now, and then."""

    days: int
    now: str
    then: str


@dataclass(frozen=True)
class CalendarPreview:
    moved: tuple[MovedDossier, ...]
    count: int
    """How many there are; `moved` shows the first of them."""
    closed: int
    """How many promised moments fall into closed hours."""
    looked_at: int
    cut: bool
    """More dossiers are in hand than were looked at."""
    next: tuple[NextPromise, ...]
    received: str
    """When those next dossiers are received."""


def preview_of(request: Request, planned: OfficeCalendar, first: date) -> CalendarPreview:
    """What the planned calendar, which differs from `first` on, would do."""
    site, lang, policy = request.site, request.locale_name, policy_of(request.office)
    before, now = site.calendar, request.now.astimezone(LOCAL)
    begin = int(datetime.combine(max(first, FIRST_DAY), time(), LOCAL).timestamp())
    rows = list(islice(_rows(site.dossiers, begin), LOOKED_AT + 1))
    found = []
    for row in rows[:LOOKED_AT]:
        moved = _moved(site.dossiers.by_id(row.id), before, planned, policy, now, lang)
        if moved is not None:
            found.append(moved)
    received, promises = _next(before, planned, policy, first, now, lang)
    return CalendarPreview(
        tuple(found[:SHOWN]),
        len(found),
        sum(one.closed for one in found),
        len(rows[:LOOKED_AT]),
        len(rows) > LOOKED_AT,
        promises,
        received,
    )


def _rows(folder: DossierFolder, begin: int) -> Iterator[Row]:
    """The dossiers in hand that are due from a moment on."""
    return chain.from_iterable(folder.rows(Span(state, since=begin)) for state in COUNTED_STATES)


def _moved(
    dossier: Dossier, before: OfficeCalendar, planned: OfficeCalendar, policy: DeadlinePolicy, now: datetime, lang: str
) -> MovedDossier | None:
    if dossier.due is None or dossier.received_at is None:
        return None
    promised = dossier.due.moment.astimezone(LOCAL)
    was, then = (reckoned(dossier, calendar, policy).moment.astimezone(LOCAL) for calendar in (before, planned))
    closed = promised > now and planned.at_or_next(promised) != promised and before.at_or_next(promised) == promised
    if was == then and not closed:
        return None
    return MovedDossier(
        dossier.number_shown,
        dossier.record.title,
        moment_line(promised, lang),
        moment_line(then, lang) if then != promised else "",
        closed,
        dossier.due.paused_since is not None,
    )


def _afternoon_before(calendar: OfficeCalendar, first: date) -> datetime:
    """An hour before closing on the last working day before `first`."""
    days = (max(first, FIRST_DAY) - timedelta(days=ahead) for ahead in range(1, LONGEST_CLOSED + 2))
    eve = next(day for day in days if calendar.is_working_day(day))
    return calendar.end_of_day(eve) - timedelta(hours=1)


def _next(
    before: OfficeCalendar, planned: OfficeCalendar, policy: DeadlinePolicy, first: date, now: datetime, lang: str
) -> tuple[str, tuple[NextPromise, ...]]:
    """What a dossier is promised that comes an hour before closing on the last day before the change, or now."""
    received = before.at_or_next(max(now, _afternoon_before(before, first)))
    promises = []
    for days in LIMITS:
        limit = Limit(Unit.WORKING_DAYS, days)
        was, then = (due_moment(limit, received, calendar, policy=policy).moment for calendar in (before, planned))
        if was != then:
            promises.append(NextPromise(days, moment_line(was, lang), moment_line(then, lang)))
    return moment_line(received, lang), tuple(promises)
