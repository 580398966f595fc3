"""Whether the office is open now, in a sentence; its hours of a day; the days off that come next."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from pyramid.request import Request

from hcc.core.calendar import LOCAL, OfficeCalendar
from hcc.core.moments import clock, day_line
from hcc.core.text import TranslationString, message
from hcc.core.week_words import opening_lines


@dataclass(frozen=True)
class Opening:
    """The state shown at the top of every public page."""

    open: bool
    sentence: TranslationString | str
    holiday: TranslationString | None = None
    """Said of the coming closed weekday, if one is near."""
    hours: tuple[str, ...] = ()
    """The hours of an ordinary week by the table in force that day, a line each."""


def opening_at(moment: datetime, calendar: OfficeCalendar, lang: str) -> Opening:
    """What to say of the office at a moment."""
    moment = moment.astimezone(LOCAL)
    hours = opening_lines(calendar.table_on(moment.date()), lang)
    today = calendar.sessions_on(moment.date())
    for position, (begin, end) in enumerate(today):
        if begin <= moment < end:
            if position + 1 < len(today):
                again = today[position + 1]
                facts = {"end": clock(end), "again": clock(again[0]), "close": clock(again[1])}
                text = message("Open now, until ${end}. Then from ${again} to ${close}")
            else:
                facts, text = {"end": clock(end)}, message("Open now, until ${end}")
            sentence = TranslationString(text, domain=text.domain, mapping=facts)
            return Opening(True, sentence, _holiday(moment, calendar, lang), hours)
    # The end of a session still belongs to it for deadlines, but nobody comes in any more.
    following = calendar.at_or_next(moment + timedelta.resolution)
    if following.date() == moment.date():
        text = message("Closed now. Opens again at ${time} today", mapping={"time": clock(following)})
    else:
        text = message(
            "Closed now. Opens at ${time} on ${day}",
            mapping={"time": clock(following), "day": day_line(following.date(), lang)},
        )
    return Opening(False, text, _holiday(moment, calendar, lang), hours)


def _holiday(moment: datetime, calendar: OfficeCalendar, lang: str) -> TranslationString | None:
    """A named day off today or on the next day that is not a plain weekend, with when the office opens after it."""
    for ahead in range(4):
        day = moment.date() + timedelta(days=ahead)
        name = calendar.day_off(day)
        if name is None and ahead:
            return None
        if name:
            again = calendar.sessions_on(calendar.next_working_day(day))[0][0]
            return message(
                "${day}: ${name}. The centre opens again at ${time} on ${again}.",
                mapping={
                    "day": day_line(day, lang),
                    "name": name,
                    "time": clock(again),
                    "again": day_line(again.date(), lang),
                },
            )
    return None


LOOK_AHEAD = 150
"""Days looked ahead for the next days off: the longest stretch without one is from 2 September to the new year."""


@dataclass(frozen=True)
class DaysOff:
    """Named days off in a row, with the weekend days among them."""

    first: date
    last: date
    name: str
    """Of the first."""
    again: datetime
    """When the office opens after them."""


def next_days_off(day: date, calendar: OfficeCalendar) -> DaysOff | None:
    """The next named days off from `day` on; None where the calendar names none so far ahead."""
    for ahead in range(LOOK_AHEAD):
        first = day + timedelta(days=ahead)
        name = calendar.day_off(first)
        if name:
            following = calendar.next_working_day(first)
            return DaysOff(first, following - timedelta(days=1), name, calendar.sessions_on(following)[0][0])
    return None


def request_days_off(request: Request) -> DaysOff | None:
    """The next days off from today on, kept beside the calendar for the day."""
    book, today = request.site.calendar_book, request.now.date()
    kept = getattr(book, "_v_days_off", None)
    if kept is None or kept[0] is not book.calendar or kept[1] != today:
        kept = book._v_days_off = (book.calendar, today, next_days_off(today, book.calendar))
    return kept[2]


@dataclass(frozen=True)
class DayHours:
    """One day as a table of hours shows it: sessions, or why there are none (empty at weekends)."""

    day: date
    sessions: tuple[tuple[str, str], ...]
    closed: str = ""


def hours_of(day: date, calendar: OfficeCalendar) -> DayHours:
    sessions = tuple((clock(begin), clock(end)) for begin, end in calendar.sessions_on(day))
    return DayHours(day, sessions, "" if sessions else calendar.day_off(day) or "")


def request_opening(request: Request) -> Opening:
    """The opening of this minute, its sentence in the reader's words; kept beside the calendar, since sessions begin
    and end with a minute.
    """
    book, lang = request.site.calendar_book, request.locale_name
    made_of = (request.now.replace(second=0, microsecond=0), lang)
    kept = getattr(book, "_v_opening", None)
    if kept is None or kept[0] is not book.calendar or kept[1] != made_of:
        found = opening_at(made_of[0], book.calendar, lang)
        said = replace(found, sentence=request.localizer.translate(found.sentence))
        kept = book._v_opening = (book.calendar, made_of, said)
    return kept[2]
