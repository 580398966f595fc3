"""calendar.toml: working sessions by the day they begin to hold, and days the office has decided on itself."""

import re
from collections.abc import Iterator
from datetime import date, time
from functools import partial
from typing import Any

from hcc.content.plain_files import table
from hcc.content.writing_files import Written
from hcc.core.act import Act
from hcc.core.calendar import DECIDED, WEEK, Day, DayRule, SessionTable
from hcc.core.text import message
from hcc.office_calendar.operations.days import set_days
from hcc.office_calendar.operations.sessions import set_sessions
from hcc.office_calendar.resources import CalendarBook
from hcc.office_calendar.telling import DAY_DECIDED, SESSIONS_DECIDED, table_facts

from .planned import CHANGED, CONFLICT, NEW, Planned
from .reading import OfficeReader, Row

FILE = "calendar.toml"
REASON = "import-site"
_SESSION = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")
BAD_WEEK = message('week must be seven lists of sessions, from Monday on, such as ["07:30-12:00", "13:30-17:00"].')


def write(site: Any, office: Any, today: date) -> Iterator[Written]:
    book: CalendarBook = site.calendar_book
    parts = []
    for one in book.tables:
        facts = table_facts(one) or {}
        begins = {"from": one.valid_from} if one.valid_from != date.min else {}
        parts.append(f"[[sessions]]\n{table({**begins, 'note': one.note, 'week': facts['week']})}")
    for day in sorted({*book.rules, *DECIDED}):
        rule = book.rules.get(day)
        told = {"day": day, "working": rule.working, "name": rule.name} if rule else {"day": day, "national": True}
        if rule != DECIDED.get(day):
            parts.append(f"[[day]]\n{table(told)}")
    yield FILE, "\n".join(parts).encode("utf-8")


def plan(site: Any, office: Any, reader: OfficeReader) -> Iterator[Planned]:
    book: CalendarBook = site.calendar_book
    whole = reader.whole(FILE, {"sessions", "day"})
    if whole is None:
        return
    decided = {(one.what, one.facts["day"]) for one in book.chain}
    seen: set[Any] = set()
    for row in whole.rows("sessions", {"from", "note", "week"}):
        wanted = _table(row)
        if wanted is None or not reader.once(row, "sessions", seen, ("sessions", wanted.valid_from)):
            continue
        there = next((one for one in book.tables if one.valid_from == wanted.valid_from), None)
        if there != wanted:
            shown = "from the first day on" if wanted.valid_from == date.min else f"from {wanted.valid_from}"
            by_us = (SESSIONS_DECIDED, wanted.valid_from.isoformat()) in decided
            kind = NEW if there is None else CONFLICT if by_us else CHANGED
            apply = partial(_work_by, book, wanted)
            yield Planned(kind, f"calendar: sessions {shown}", row.file, row.line(), apply)
    for row in whole.rows("day", {"day", "working", "name", "national"}):
        day = row.get("day", date)
        if day is None or not reader.once(row, str(day), seen, day):
            continue
        national = row.get("national", bool, False)
        if national:
            rule = None
        else:
            working, name = row.get("working", bool), row.text("name")
            if working is None or name is None:
                continue
            rule = DayRule(working, name)
        there_is = book.rules.get(day)
        if there_is != rule:
            kind = CONFLICT if (DAY_DECIDED, day.isoformat()) in decided else CHANGED if there_is else NEW
            yield Planned(kind, f"calendar: {day}", row.file, row.line(), partial(_decide, book, day, rule))


def _work_by(book: CalendarBook, wanted: SessionTable, act: Act) -> None:
    set_sessions(book, valid_from=wanted.valid_from, week=wanted.week, note=wanted.note, reason=REASON, act=act)


def _decide(book: CalendarBook, day: date, rule: DayRule | None, act: Act) -> None:
    set_days(book, first=day, rule=rule, reason=REASON, act=act)


def _table(row: Row) -> SessionTable | None:
    begins, note, week = row.get("from", date, date.min), row.text("note", needed=False), row.get("week", list)
    if begins is None or note is None or week is None:
        return None
    days = [_sessions(one) for one in week]
    try:
        if len(days) != WEEK or any(one is None for one in days):
            raise ValueError
        return SessionTable(begins, tuple(one for one in days if one is not None), note)
    except ValueError:
        row.tell("week", BAD_WEEK)
        return None


def _sessions(told: object) -> Day | None:
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        return None
    found = [match for one in told if (match := _SESSION.fullmatch(one)) is not None]
    try:
        times = [tuple(time(int(m[hour]), int(m[hour + 1])) for hour in (1, 3)) for m in found]
    except ValueError:
        return None
    return tuple((begin, end) for begin, end in times) if len(times) == len(told) else None
