"""The office calendar: working sessions, holidays, swapped working days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")

Session = tuple[time, time]
SESSIONS: tuple[Session, ...] = ((time(7, 30), time(12)), (time(13, 30), time(17)))
"""The default sessions, eight hours a day."""


@dataclass(frozen=True)
class DayRule:
    """What the law or a decision says of one day, over the weekly pattern."""

    working: bool
    name: str


DECIDED: Mapping[date, DayRule] = {
    date(2026, 1, 2): DayRule(False, "Nghỉ hoán đổi với thứ Bảy 10/01/2026"),
    date(2026, 1, 10): DayRule(True, "Làm bù cho ngày 02/01/2026"),
}
"""Swapped days decided too late for the holidays package."""


@lru_cache(maxsize=16)
def _national(year: int) -> tuple[dict[date, str], frozenset[date]]:
    table = holidays.country_holidays("VN", years=year, language="vi")
    return dict(table), frozenset(getattr(table, "weekend_workdays", ()))


@dataclass(frozen=True)
class OfficeCalendar:
    """When the office works. `rules` override the national table."""

    sessions: tuple[Session, ...] = SESSIONS
    rules: Mapping[date, DayRule] = field(default_factory=lambda: DECIDED)

    def day_off(self, day: date) -> str | None:
        """Why the office is closed all day: the name of the day, empty at weekends, None on a working day."""
        if rule := self.rules.get(day):
            return None if rule.working else rule.name
        names, workdays = _national(day.year)
        if day in workdays:
            return None
        if name := names.get(day):
            return name
        return "" if day.weekday() >= 5 else None

    def is_working_day(self, day: date) -> bool:
        return self.day_off(day) is None

    def sessions_on(self, day: date) -> list[tuple[datetime, datetime]]:
        """The working sessions of a day as aware local moments; empty on a day off."""
        if not self.is_working_day(day):
            return []
        return [
            (datetime.combine(day, begin, LOCAL), datetime.combine(day, end, LOCAL)) for begin, end in self.sessions
        ]

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        for _ in range(3660):
            day += timedelta(days=1)
            if self.is_working_day(day):
                return day
        raise ValueError("the calendar has no working day in ten years")

    def at_or_next(self, moment: datetime) -> datetime:
        """`moment` when it is in a session (ends included), else the begin of the next session."""
        moment = moment.astimezone(LOCAL)
        for begin, end in self.sessions_on(moment.date()):
            if moment < begin:
                return begin
            if moment <= end:
                return moment
        return self.sessions_on(self.next_working_day(moment.date()))[0][0]

    def end_of_day(self, day: date) -> datetime:
        """The end of the last session of a working day."""
        return self.sessions_on(day)[-1][1]

    def advance(self, moment: datetime, worked: timedelta) -> datetime:
        """The moment `worked` session time later; landing on a session's end stays there."""
        moment = self.at_or_next(moment)
        while True:
            for begin, end in self.sessions_on(moment.date()):
                if moment > end:
                    continue
                moment = max(moment, begin)
                if moment + worked <= end:
                    return moment + worked
                worked -= end - moment
                moment = end
            day = self.next_working_day(moment.date())
            moment = self.sessions_on(day)[0][0]

    def is_open(self, moment: datetime) -> bool:
        moment = moment.astimezone(LOCAL)
        return any(begin <= moment < end for begin, end in self.sessions_on(moment.date()))
