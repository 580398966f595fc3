"""Deciding on the working sessions of an ordinary week, from a day on."""

from datetime import date
from itertools import pairwise

from hcc.core.act import Act
from hcc.core.calendar import LOCAL, Day, OfficeCalendar, SessionTable
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, message

from ..resources import NOTE_LIMIT, CalendarBook
from ..telling import SESSIONS_DECIDED, table_facts
from .checking import FIRST_DAY, check_seen, closed_complaints, past_complaints, range_complaints

WEEKDAY_FIELDS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""Names of the fields of a form, by `date.weekday()`."""


class SessionsCross(Refusal):
    text = message(
        "Write sessions in order, each ending after it begins and before the next one: 7:30-12:00, 13:30-17:00."
    )


class NeverOpen(Refusal):
    text = message("At least one day of the week needs working hours.")


class NoSuchTable(Refusal):
    text = message("No working hours begin on this day any more. Look at the list again.")


class FirstTableStays(Refusal):
    text = message("These are the first working hours of the centre: they can be changed, not taken away.")


def planned_sessions(
    book: CalendarBook,
    *,
    valid_from: date,
    week: tuple[Day, ...],
    note: str = "",
    reason: str = "",
    seen: int | None = None,
    act: Act,
) -> OfficeCalendar:
    """The calendar as `set_sessions` would make it; refuses what that refuses, and changes nothing."""
    check_seen(book, seen)
    complaints = _week_complaints(week)
    if valid_from != book.tables[0].valid_from:
        complaints += range_complaints(valid_from, "valid_from")
    complaints += past_complaints(valid_from, act.at.astimezone(LOCAL).date(), clean_line(reason))
    refuse_if(complaints)
    table = SessionTable(valid_from, week, clean_line(note)[:NOTE_LIMIT])
    others = [one for one in book.tables if one.valid_from != valid_from]
    tables = tuple(sorted([*others, table], key=lambda one: one.valid_from))
    planned, around = OfficeCalendar(tables, book.rules), max(valid_from, FIRST_DAY)
    refuse_if(closed_complaints(planned, around, around))
    return planned


def set_sessions(
    book: CalendarBook,
    *,
    valid_from: date,
    week: tuple[Day, ...],
    note: str = "",
    reason: str = "",
    seen: int | None = None,
    act: Act,
) -> None:
    """Work by `week` (Monday to Sunday) from a day until the next table begins; one from that very day is replaced.

    Raises the refusals above and those of `checking`, together, before anything is changed.
    """
    reason = clean_line(reason)[:NOTE_LIMIT]
    planned = planned_sessions(
        book, valid_from=valid_from, week=week, note=note, reason=reason, seen=seen, act=act
    ).tables
    before = _table_from(book, valid_from)
    after = next(table for table in planned if table.valid_from == valid_from)
    if after == before:
        return
    book.tables = planned
    _record(book, act, valid_from, before, after, reason)


def planned_removal(
    book: CalendarBook, *, valid_from: date, reason: str = "", seen: int | None = None, act: Act
) -> OfficeCalendar:
    """The calendar as `remove_sessions` would make it; refuses what that refuses, and changes nothing."""
    check_seen(book, seen)
    table = _table_from(book, valid_from)
    if table is None:
        raise NoSuchTable()
    if table is book.tables[0]:
        raise FirstTableStays()
    refuse_if(past_complaints(valid_from, act.at.astimezone(LOCAL).date(), clean_line(reason)))
    return OfficeCalendar(tuple(one for one in book.tables if one is not table), book.rules)


def remove_sessions(
    book: CalendarBook, *, valid_from: date, reason: str = "", seen: int | None = None, act: Act
) -> None:
    """Take a table away: the one before it holds on. Raises NoSuchTable, FirstTableStays and those of `checking`."""
    reason = clean_line(reason)[:NOTE_LIMIT]
    planned = planned_removal(book, valid_from=valid_from, reason=reason, seen=seen, act=act)
    table = _table_from(book, valid_from)
    book.tables = planned.tables
    _record(book, act, valid_from, table, None, reason)


def _week_complaints(week: tuple[Day, ...]) -> list[Refusal]:
    found: list[Refusal] = []
    for name, sessions in zip(WEEKDAY_FIELDS, week, strict=True):
        clocks = [clock for session in sessions for clock in session]
        if any(later <= earlier for earlier, later in pairwise(clocks)):
            refusal = SessionsCross()
            refusal.field = name
            found.append(refusal)
    return found if any(week) else [*found, NeverOpen()]


def _table_from(book: CalendarBook, valid_from: date) -> SessionTable | None:
    return next((table for table in book.tables if table.valid_from == valid_from), None)


def _record(
    book: CalendarBook, act: Act, day: date, before: SessionTable | None, after: SessionTable | None, reason: str
) -> None:
    facts = {"before": table_facts(before), "after": table_facts(after)}
    book.chain.append(act, SESSIONS_DECIDED, day=day.isoformat(), reason=reason, **facts)
