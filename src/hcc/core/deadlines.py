"""When a result is due: one pure function, and the explanation it can give.

Rules (design/domain.md 2.4): n working days is the same clock time n working days later; n days the same clock time n
calendar days later, moved to the next working day if that is off; hours advance through sessions; half a day is four
session hours; same-day is the end of that day's last session, and only a limit whose wording has the 15:00 rule moves
to the next working day when received later. What arrives outside a session counts from the next session's start.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from .calendar import LOCAL, OfficeCalendar
from .text import TranslationString, message

AFTERNOON_RULE = time(15)
HALF_DAY = timedelta(hours=4)


class Unit(StrEnum):
    """What a limit is counted in."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    HOURS = "hours"
    SAME_DAY = "same_day"


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


@dataclass(frozen=True)
class Due:
    """The due moment (aware, local) and why."""

    moment: datetime
    lines: tuple[Line, ...]


def due_moment(limit: Limit, received_at: datetime, calendar: OfficeCalendar) -> Due:
    """When the result is due for a dossier complete at `received_at`.

    Raises ValueError for a limit that cannot be counted.
    """
    if limit.amount < 0:
        raise ValueError("a time limit cannot be negative")
    if limit.unit in (Unit.WORKING_DAYS, Unit.DAYS) and limit.amount * 2 % 1:
        raise ValueError("days are counted in halves")
    received_at = received_at.astimezone(LOCAL)
    start = calendar.at_or_next(received_at)
    lines = [_start_line(received_at, start)]
    if limit.unit is Unit.SAME_DAY:
        moment = _same_day(limit, received_at, start, calendar, lines)
    elif limit.unit is Unit.HOURS:
        moment = calendar.advance(start, timedelta(hours=limit.amount))
        lines += _days_off(start.date(), moment.date(), calendar)
        lines.append(
            _line(moment, message("${hours} working hours have passed: the result is due"), hours=_number(limit.amount))
        )
    else:
        moment = _days(limit, start, calendar, lines)
    return Due(moment, tuple(lines))


def _same_day(
    limit: Limit, received_at: datetime, start: datetime, calendar: OfficeCalendar, lines: list[Line]
) -> datetime:
    day = start.date()
    late = received_at == start and start.timetz().replace(tzinfo=None) > AFTERNOON_RULE
    if limit.after_15 and late:
        lines.append(_line(start, message("received after 15:00, so it may be returned the next working day")))
        following = calendar.next_working_day(day)
        lines += _days_off(day, following, calendar)
        day = following
    moment = calendar.end_of_day(day)
    lines.append(_line(moment, message("end of the working day: the result is due")))
    return moment


def _days(limit: Limit, start: datetime, calendar: OfficeCalendar, lines: list[Line]) -> datetime:
    whole, half = int(limit.amount), limit.amount % 1
    clock = start.timetz()
    day = start.date()
    if limit.unit is Unit.WORKING_DAYS:
        for count in range(1, whole + 1):
            following = calendar.next_working_day(day)
            lines += _days_off(day, following, calendar)
            day = following
            if count < whole or half:
                lines.append(_line(datetime.combine(day, clock), message("working day ${count} ends"), count=count))
    elif whole:
        target = day + timedelta(days=whole)
        day = target if calendar.is_working_day(target) else calendar.next_working_day(target)
        if day != target:
            lines.append(
                Line(target, None, message("calendar day ${count} falls on a day off", mapping={"count": whole}))
            )
            lines += _days_off(target - timedelta(days=1), day, calendar)
            half = 0  # it passed on the day off: 23,5 days are never due after 24
    moment = calendar.at_or_next(datetime.combine(day, clock))
    if half:
        moment = calendar.advance(moment, HALF_DAY)
        lines += _days_off(day, moment.date(), calendar)
    if limit.unit is Unit.WORKING_DAYS:
        text = message("working day ${count} ends: the result is due")
    else:
        text = message("${count} days have passed: the result is due")
    lines.append(_line(moment, text, count=_number(limit.amount)))
    return moment


def _start_line(received_at: datetime, start: datetime) -> Line:
    if received_at == start:
        return _line(start, message("all papers received, counting begins"))
    return _line(start, message("received outside working hours, counting begins now"))


def _days_off(after: date, before: date, calendar: OfficeCalendar) -> list[Line]:
    found, day = [], after + timedelta(days=1)
    while day < before:
        if (name := calendar.day_off(day)) is not None:
            found.append(Line(day, None, _not_counted(day, name)))
        day += timedelta(days=1)
    return found


def _not_counted(day: date, name: str) -> TranslationString:
    if name:
        return message("${name}, not counted", mapping={"name": name})
    return message("Saturday, not counted") if day.weekday() == 5 else message("Sunday, not counted")


def _line(moment: datetime, text: TranslationString, **facts: object) -> Line:
    at = moment.time().replace(second=0, microsecond=0)
    return Line(moment.date(), at, TranslationString(text, domain=text.domain, mapping=facts))


def _number(amount: float) -> str:
    return f"{amount:g}".replace(".", ",")
