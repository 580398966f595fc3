"""What the records of the calendar book say, and whether the book is what they say."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hcc.core.calendar import DECIDED, DayRule, SessionTable

from .resources import CalendarBook

DAY_DECIDED, SESSIONS_DECIDED = "day decided", "sessions decided"
"""What is recorded; the facts are `day` (ISO), `before` and `after` (None: nothing of its own), `reason`."""


def rule_facts(rule: DayRule | None) -> dict[str, Any] | None:
    return {"working": rule.working, "name": rule.name} if rule is not None else None


def table_facts(table: SessionTable | None) -> dict[str, Any] | None:
    """The week as lists of "07:30-12:00"."""
    if table is None:
        return None
    week = [[f"{begin:%H:%M}-{end:%H:%M}" for begin, end in sessions] for sessions in table.week]
    return {"week": week, "note": table.note}


def untold_of(book: CalendarBook) -> Iterator[str]:
    """Days and hours that are not as the last record about them says, in English for the log."""
    told: dict[tuple[str, str], Any] = {}
    for record in book.chain:
        told[record.what, record.facts["day"]] = record.facts["after"]
    rules = {day.isoformat(): rule_facts(rule) for day, rule in book.rules.items()}
    tables = {table.valid_from.isoformat(): table_facts(table) for table in book.tables}
    begun_with = {day.isoformat() for day in DECIDED} | {date.min.isoformat()}
    for what, found in ((DAY_DECIDED, rules), (SESSIONS_DECIDED, tables)):
        for day in sorted({*found, *(day for kind, day in told if kind == what)}):
            if (what, day) not in told:
                if day not in begun_with:
                    yield f"what holds on {day} is not on record"
            elif told[what, day] != found.get(day):
                yield f"what holds on {day} is not what stands on record"
