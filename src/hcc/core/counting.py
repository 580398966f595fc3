"""Counting one time limit from one moment: the arithmetic of due moments, and a line for each thing that counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, lru_cache

from .calendar import A_DAY, LOCAL, OfficeCalendar
from .text import TranslationString, message

AFTERNOON_RULE = time(15)
"""15:00 (ND 309/2026 art. 9; ND 23/2015 art. 7): at 15:00 itself is still before."""
HALF_DAY = timedelta(hours=4)


class Unit(StrEnum):
    """What a limit is counted in."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    HOURS = "hours"
    SAME_DAY = "same_day"


class Landing(StrEnum):
    """When on its last day a limit in days ends. Neither is fixed by law."""

    SAME_CLOCK = "same_clock"
    """At the clock time at which counting began."""
    CLOSE_OF_DAY = "close_of_day"
    """At the end of that day's last session."""


@dataclass(frozen=True)
class Limit:
    """A time limit ready to be counted. `amount` is units, in halves for days; ignored for same_day."""

    unit: Unit
    amount: float = 0
    after_15: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the explanation: a day, perhaps a clock time, and a sentence."""

    day: date
    at: time | None
    text: TranslationString


class Count:
    """One limit counted from one moment. `moment` is the due moment, `lines` say how it came about."""

    exact: datetime
    """The due moment before it was moved to the close of its day."""

    def __init__(self, limit: Limit, begun_at: datetime, calendar: OfficeCalendar, land: Landing, start: Start) -> None:
        self._limit, self._calendar, self._land = limit, calendar, land
        self.begun = calendar.at_or_next(begun_at)
        self._clock = self.begun.timetz()
        late = begun_at != self.begun
        self.lines = [line(self.begun, start.outside if late else start.inside)]
        if limit.unit is Unit.SAME_DAY:
            self.moment = self.exact = self._same_day()
        elif limit.unit is Unit.HOURS:
            self.moment = self.exact = self._hours()
        else:
            self.moment = self._days()

    def _same_day(self) -> datetime:
        day = self.begun.date()
        # After closing the next morning is the moment of reception: the wording of 15:00 adds no day to it.
        if self._limit.after_15 and self.begun.time() > AFTERNOON_RULE:
            text = message("received after 15:00, so it may be returned the next working day")
            self.lines.append(line(self.begun, text))
            day = self._next(day)
        moment = self._calendar.end_of_day(day)
        self.lines.append(line(moment, message("end of the working day: the result is due")))
        return moment

    def _hours(self) -> datetime:
        moment = self._calendar.advance(self.begun, timedelta(hours=self._limit.amount))
        self.lines += days_off(self.begun.date(), moment.date(), self._calendar)
        text = message("${hours} working hours have passed: the result is due")
        self.lines.append(line(moment, text, hours=number(self._limit.amount)))
        return moment

    def _days(self) -> datetime:
        whole, half = int(self._limit.amount), self._limit.amount % 1
        working = self._limit.unit is Unit.WORKING_DAYS
        day = self._working_day(whole, bool(half)) if working else self._calendar_day(whole)
        if not working and (day - self.begun.date()).days > whole:
            half = 0  # it passed on the day off: 23,5 days are never due after 24
        moment = self._at_clock(day)
        if moment.date() != day:
            facts = {"count": whole, "time": f"{self.begun:%-H:%M}"}
            self.lines.append(Line(day, None, message("day ${count}, but closed by ${time}", mapping=facts)))
        if half:
            moment = self._calendar.advance(moment, HALF_DAY)
        self.lines += days_off(day, moment.date(), self._calendar)
        self.exact = moment
        moment = landed(moment, self._limit, self._calendar, self._land)
        text = (
            message("working day ${count} ends: the result is due")
            if working
            else message("${count} days have passed: the result is due")
        )
        self.lines.append(line(moment, text, count=number(self._limit.amount)))
        return moment

    def _working_day(self, whole: int, more: bool) -> date:
        day = self.begun.date()
        for count in range(1, whole + 1):
            day = self._next(day)
            if count < whole or more:
                at = self._at_clock(day)
                self.lines.append(Line(day, _clock(at) if at.date() == day else None, _day_ends(count)))
        return day

    def _calendar_day(self, whole: int) -> date:
        target = self.begun.date() + timedelta(days=whole)
        if self._calendar.is_working_day(target):
            return target
        text = message("calendar day ${count} falls on a day off", mapping={"count": whole})
        self.lines.append(Line(target, None, text))
        day = self._calendar.next_working_day(target)
        self.lines += days_off(target - timedelta(days=1), day, self._calendar)
        return day

    def _at_clock(self, day: date) -> datetime:
        """The clock time at which counting began, on a working day; where the day has no session then, the next
        session's begin, or the day's end when the limit lasts until the close of the day."""
        moment = datetime.combine(day, self._clock)
        if self._land is Landing.CLOSE_OF_DAY:
            moment = min(moment, self._calendar.end_of_day(day))
        return self._calendar.at_or_next(moment)

    def _next(self, day: date) -> date:
        following, off = self._calendar.after(day)
        if off:
            self.lines += [_day_off(*one) for one in off]
        return following


@cache
def _day_ends(count: int) -> TranslationString:
    return message("working day ${count} ends", mapping={"count": count})


def _clock(moment: datetime) -> time:
    """The clock time of a moment, without its seconds."""
    return time(moment.hour, moment.minute)


def landed(moment: datetime, limit: Limit, calendar: OfficeCalendar, land: Landing) -> datetime:
    """The moment a limit in days ends by the office's policy; others end when they end."""
    if land is Landing.CLOSE_OF_DAY and limit.unit in (Unit.WORKING_DAYS, Unit.DAYS):
        return calendar.end_of_day(moment.date())
    return moment


@dataclass(frozen=True)
class Start:
    """What the first line says: of a beginning in a session, and of one that had to wait for it."""

    inside: TranslationString
    outside: TranslationString


RECEPTION = Start(
    message("all papers received, counting begins"), message("received outside working hours, counting begins now")
)


def days_off(after: date, before: date, calendar: OfficeCalendar) -> list[Line]:
    """A line for each day off between two days, neither of them included."""
    found, day = [], after + A_DAY
    while day < before:
        if (name := calendar.day_off(day)) is not None:
            found.append(_day_off(day, name))
        day += A_DAY
    return found


DAY_OFF = message("Day off: ${name}, not counted")
"""`name` is Vietnamese, as the calendar has it."""


@lru_cache(maxsize=2_000)
def _day_off(day: date, name: str) -> Line:
    return Line(day, None, _not_counted(day, name))


def _not_counted(day: date, name: str) -> TranslationString:
    if name:
        return TranslationString(DAY_OFF, mapping={"name": name})
    if day.weekday() == 5:
        return message("Saturday, not counted")
    return message("Sunday, not counted") if day.weekday() == 6 else message("closed on this weekday, not counted")


def line(moment: datetime, text: TranslationString, **facts: object) -> Line:
    """A line at a moment; the seconds are counted but not shown."""
    moment = moment.astimezone(LOCAL)
    return Line(
        moment.date(), _clock(moment), TranslationString(text, domain=text.domain, mapping=facts) if facts else text
    )


def number(amount: float) -> str:
    """3 or 3,5."""
    return f"{amount:g}".replace(".", ",")
