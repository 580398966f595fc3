"""What the page of the office calendar shows: the hours of a week, the special days of a year, who decided what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, islice

from pyramid.request import Request

from hcc.core.calendar import Day, DayRule, OfficeCalendar, SessionTable
from hcc.core.evidence import Record
from hcc.core.moments import day_line, short_moment
from hcc.core.text import TranslationString, message
from hcc.core.week_words import alike, session_words, weekday_title
from hcc.office_calendar.resources import CalendarBook
from hcc.office_calendar.telling import DAY_DECIDED


@dataclass(frozen=True)
class WeekLine:
    """Weekdays in a row with the same hours."""

    days: str
    hours: str
    """Empty where the centre is closed."""


def week_lines(table: SessionTable, lang: str) -> list[WeekLine]:
    lines = []
    for number, until, sessions in alike(table):
        first, last = weekday_title(number, lang), weekday_title(until, lang)
        lines.append(WeekLine(first if number == until else f"{first} – {last}", hours_words(sessions)))
    return lines


def hours_words(sessions: Day) -> str:
    """7:30–12:00, 13:30–17:00."""
    return ", ".join(session_words(sessions))


@dataclass(frozen=True)
class TableRow:
    """A table of sessions."""

    key: str
    """The day it begins on, for addresses; empty for the first."""
    begins: str
    note: str
    lines: list[WeekLine]
    current: bool
    coming: bool


def table_rows(book: CalendarBook, today: date, lang: str) -> list[TableRow]:
    """The tables, the newest first."""
    current = book.calendar.table_on(today)
    return [
        TableRow(
            key="" if table is book.tables[0] else table.valid_from.isoformat(),
            begins="" if table is book.tables[0] else day_line(table.valid_from, lang),
            note=table.note,
            lines=week_lines(table, lang),
            current=table is current,
            coming=table.valid_from > today,
        )
        for table in reversed(book.tables)
    ]


@dataclass(frozen=True)
class DayRow:
    """A day that is not as its weekday says."""

    iso: str
    day: str
    working: bool
    name: str
    ours: bool
    before: str | TranslationString
    """What our rule stands over, where that is another answer."""


def special_days(calendar: OfficeCalendar, year: int, lang: str) -> list[tuple[int, list[DayRow]]]:
    """The special days of a year, by month."""
    found = _special(calendar, year, lang)
    return [(month, [row for _, row in group]) for month, group in groupby(found, key=lambda one: one[0].month)]


def _special(calendar: OfficeCalendar, year: int, lang: str) -> Iterator[tuple[date, DayRow]]:
    day = date(year, 1, 1)
    while day.year == year:
        rule, national = calendar.rules.get(day), calendar.national_day_off(day)
        worked_weekend = national is None and not calendar.table_on(day).week[day.weekday()]
        if rule or national or worked_weekend:
            working = rule.working if rule else national is None
            name = rule.name if rule else national or ""
            yield (
                day,
                DayRow(day.isoformat(), day_line(day, lang), working, name, rule is not None, _before(rule, national)),
            )
        day += timedelta(days=1)


def _before(rule: DayRule | None, national: str | None) -> str | TranslationString:
    if rule is None or rule.working == (national is None):
        return ""
    if national is None:
        return message("worked in the whole country")
    return national or message("a weekly day off")


@dataclass(frozen=True)
class Change:
    """A record of the book, in words."""

    at: str
    who: str
    what: TranslationString
    reason: str


def changes_of(book: CalendarBook, request: Request, most: int | None = None) -> list[Change]:
    """Who decided what, the newest first."""
    lang = request.locale_name
    return [
        Change(short_moment(record.at, lang), request.doer(record), _told(record, lang), record.facts.get("reason", ""))
        for record in islice(book.chain.latest(), most)
    ]


def _told(record: Record, lang: str) -> TranslationString:
    day, after = date.fromisoformat(record.facts["day"]), record.facts["after"]
    facts = {"day": day_line(day, lang) if day > date.min else ""}
    if record.what == DAY_DECIDED:
        if after is None:
            return message("let ${day} be as in the whole country", mapping=facts)
        facts["name"] = after["name"]
        if after["working"]:
            return message("decided that the centre works on ${day}: ${name}", mapping=facts)
        return message("decided that the centre is closed on ${day}: ${name}", mapping=facts)
    if after is None:
        return message("took away the hours from ${day}", mapping=facts)
    facts["hours"] = _told_week(after["week"], lang)
    if not facts["day"]:
        return message("changed the first hours: ${hours}", mapping=facts)
    if record.facts["before"] is None:
        return message("set hours from ${day}: ${hours}", mapping=facts)
    return message("changed the hours from ${day}: ${hours}", mapping=facts)


def _told_week(week: list[list[str]], lang: str) -> str:
    """Monday to Friday 07:30-12:00..., as the record has it."""
    told = []
    for sessions, group in groupby(enumerate(week), key=lambda one: one[1]):
        numbers = [number for number, _ in group]
        if sessions:
            first, last = (weekday_title(number, lang) for number in (numbers[0], numbers[-1]))
            told.append(f"{first if first == last else f'{first} – {last}'} {', '.join(sessions)}")
    return "; ".join(told)
