"""The working hours of an ordinary week in words, worked out from a table of sessions."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from .calendar import Day, SessionTable
from .moments import weekday

ROOM = 3
"""Groups of days up to which days and hours have a line each; with more, a group stands on one line."""
_AND, _TO = {"vi": "và", "en": "and"}, {"vi": "đến", "en": "to"}


def weekday_title(number: int, lang: str = "vi") -> str:
    """ "Thứ Hai" of `date.weekday()` 0."""
    name = weekday(date(2024, 1, 1) + timedelta(days=number), lang)  # a Monday
    return name[:1].upper() + name[1:]


def session_words(sessions: Day) -> list[str]:
    """7:30–12:00, 13:30–17:00."""
    return [f"{begin:%-H:%M}–{end:%-H:%M}" for begin, end in sessions]


def alike(table: SessionTable) -> Iterator[tuple[int, int, Day]]:
    """Days in a row with the same hours, from Monday on: the first, the last (`date.weekday()`), and the sessions."""
    for sessions, group in groupby(enumerate(table.week), key=lambda one: one[1]):
        numbers = [number for number, _ in group]
        yield numbers[0], numbers[-1], sessions


def opening_lines(table: SessionTable, lang: str = "vi") -> tuple[str, ...]:
    """The days on which the centre is open and their hours: "Thứ Hai đến thứ Sáu", "7:30–12:00 và 13:30–17:00"."""
    groups = [
        (_days(first, last, lang), _listed(session_words(sessions), lang))
        for first, last, sessions in alike(table)
        if sessions
    ]
    if len(groups) > ROOM:
        return tuple(f"{days}: {hours}" for days, hours in groups)
    return tuple(line for group in groups for line in group)


def _days(first: int, last: int, lang: str) -> str:
    name = weekday_title(first, lang)
    if first == last:
        return name
    until = weekday_title(last, lang)
    if lang == "vi" and until.startswith("Thứ"):
        until = until[:1].lower() + until[1:]
    return f"{name} {(_TO if last > first + 1 else _AND)[lang]} {until}"


def _listed(words: list[str], lang: str) -> str:
    *before, last = words
    return f"{', '.join(before)} {_AND[lang]} {last}" if before else last
