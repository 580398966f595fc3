"""What every change of the calendar is asked: whether it is seen as it is, and why it reaches into the past."""

from datetime import date, timedelta

from hcc.core.calendar import OfficeCalendar
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..resources import CalendarBook

FIRST_DAY, LAST_DAY = date(2025, 7, 1), date(2150, 12, 31)
"""From the beginning of the commune centres (NĐ 118/2025) to beyond the end of the national table of holidays."""


class CalendarChanged(Refusal):
    """Somebody changed the calendar after the form was opened."""

    stale = True
    text = message(
        "${by} changed the calendar after you opened this page. What you typed is kept: look again, then send."
    )


class PastNeedsReason(Refusal):
    field = "reason"
    text = message("This changes days that have passed. Write the reason; it is kept with the change.")


class DayOutOfRange(Refusal):
    text = message("Choose a day from ${first} to ${last}.")


LONGEST_CLOSED = 60
"""Days on end that the centre may be closed: due moments must come."""


class ClosedTooLong(Refusal):
    text = message(
        "With this the centre would be closed for more than ${days} days on end. Leave working days between."
    )


def check_seen(book: CalendarBook, seen: int | None) -> None:
    """Refuse a form that was opened on an older calendar; None is not checked."""
    if seen is not None and seen != book.version:
        last = book.chain.last
        raise CalendarChanged(by=last.by if last else "")


def past_complaints(first: date, today: date, reason: str) -> list[Refusal]:
    """What is wrong with a change that takes effect on `first`."""
    return [PastNeedsReason()] if first < today and not reason else []


def range_complaints(day: date, field: str) -> list[Refusal]:
    if FIRST_DAY <= day <= LAST_DAY:
        return []
    refusal = DayOutOfRange(first=f"{FIRST_DAY:%d/%m/%Y}", last=f"{LAST_DAY:%d/%m/%Y}")
    refusal.field = field
    return [refusal]


def closed_complaints(calendar: OfficeCalendar, first: date, last: date) -> list[Refusal]:
    """Whether a change of the days from `first` to `last` leaves the centre closed too long."""
    closed, around = 0, timedelta(days=LONGEST_CLOSED)
    for ahead in range((last - first + 2 * around).days + 1):
        closed = 0 if calendar.is_working_day(first - around + timedelta(days=ahead)) else closed + 1
        if closed > LONGEST_CLOSED:
            return [ClosedTooLong(days=LONGEST_CLOSED)]
    return []
