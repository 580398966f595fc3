"""The office calendar: working sessions, holidays, swapped working days. Pure values; nothing is stored by itself."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from .national_days import national_days

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")

Session = tuple[time, time]
Day = tuple[Session, ...]
"""The sessions of a day, in order; none: the office does not work that day."""
Sessions = tuple[tuple[datetime, datetime], ...]
"""The same on a certain day: aware local moments."""
DaysOff = tuple[tuple[date, str], ...]
"""Days on which the office is closed, each with its name; empty for those that are so every week."""
SESSIONS: Day = ((time(7, 30), time(12)), (time(13, 30), time(17)))
"""The default sessions, eight hours a day."""
WEEK = 7
A_DAY = timedelta(days=1)
DAYS_REMEMBERED = 4_000
"""Days of which a calendar remembers what it found: more than any limit reaches over."""


@dataclass(frozen=True)
class SessionTable:
    """When the office works in an ordinary week, from a day on.

    Kept inside the calendar book: add fields with defaults, never rename them. Raises ValueError for a week that
    cannot be worked by: other than seven days, no session at all, sessions that overlap or end before they begin.
    """

    valid_from: date
    week: tuple[Day, ...]
    """Monday to Sunday."""
    note: str = ""
    """What it is called, or the decision it rests on: "Giờ mùa hè"."""

    def __post_init__(self) -> None:
        if len(self.week) != WEEK or not any(self.week):
            raise ValueError("a table of sessions has seven days and at least one session")
        for sessions in self.week:
            clocks = [clock for session in sessions for clock in session]
            if any(later <= earlier for earlier, later in pairwise(clocks)):
                raise ValueError("sessions follow one another and end after they begin")

    @property
    def full_day(self) -> Day:
        """The sessions of a day worked in place of another: those of the first weekday that has any."""
        return next(sessions for sessions in self.week if sessions)


def weekdays(sessions: Day = SESSIONS, valid_from: date = date.min, note: str = "") -> SessionTable:
    """The table of an office that works alike from Monday to Friday."""
    return SessionTable(valid_from, (sessions,) * 5 + ((),) * 2, note)


ALL_YEAR = weekdays()
"""The table an office begins with."""


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


@dataclass(frozen=True)
class OfficeCalendar:
    """When the office works: a pure value. `rules` override the national table."""

    tables: tuple[SessionTable, ...] = (ALL_YEAR,)
    """By the day they begin to hold, in order; the first holds for all earlier days too."""
    rules: Mapping[date, DayRule] = field(default_factory=lambda: DECIDED)
    _days: dict[date, tuple[str | None, Sessions]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was found of a day: why it is off, and its sessions. A due moment asks of one day again and again."""
    _after: dict[date, tuple[date, DaysOff]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was found behind a day: the next working day, and the days off before that."""

    def __post_init__(self) -> None:
        if not self.tables:
            raise ValueError("a calendar needs a table of sessions")
        begins = [table.valid_from for table in self.tables]
        if any(later <= earlier for earlier, later in pairwise(begins)):
            raise ValueError("tables of sessions follow one another")

    def table_on(self, day: date) -> SessionTable:
        """The table of sessions that holds on a day."""
        return self.tables[max(bisect_right(self.tables, day, key=lambda table: table.valid_from) - 1, 0)]

    def _swapped(self, day: date) -> bool:
        """Whether this very day is worked by decision, whatever the week says."""
        rule = self.rules.get(day)
        return rule.working if rule else day in national_days(day.year)[1]

    def national_day_off(self, day: date) -> str | None:
        """What `day_off` would answer without this office's own rules."""
        names, workdays = national_days(day.year)
        if day in workdays:
            return None
        if name := names.get(day):
            return name
        return None if self.table_on(day).week[day.weekday()] else ""

    def day_off(self, day: date) -> str | None:
        """Why the office is closed all day: the name of the day, empty when it is so every week, None when it works."""
        return self._known(day)[0]

    def _known(self, day: date) -> tuple[str | None, Sessions]:
        found = self._days.get(day)
        if found is None:
            rule = self.rules.get(day)
            off = self.national_day_off(day) if rule is None else None if rule.working else rule.name
            if len(self._days) >= DAYS_REMEMBERED:
                self._days.clear()
            found = self._days[day] = (off, self._sessions(day) if off is None else ())
        return found

    def is_working_day(self, day: date) -> bool:
        return self.day_off(day) is None

    def sessions_on(self, day: date) -> Sessions:
        """The working sessions of a day as aware local moments; empty on a day off."""
        return self._known(day)[1]

    def _sessions(self, day: date) -> Sessions:
        table = self.table_on(day)
        sessions = table.week[day.weekday()]
        if not sessions or (day.weekday() >= 5 and self._swapped(day)):
            sessions = table.full_day
        return tuple(
            (datetime.combine(day, begin, LOCAL), datetime.combine(day, end, LOCAL)) for begin, end in sessions
        )

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.after(day)[0]

    def after(self, day: date) -> tuple[date, DaysOff]:
        """The first working day after `day`, and the days off between, each with its name as `day_off` tells it."""
        found = self._after.get(day)
        if found is None:
            if len(self._after) >= DAYS_REMEMBERED:
                self._after.clear()
            found = self._after[day] = self._walk(day)
        return found

    def _walk(self, day: date) -> tuple[date, DaysOff]:
        off: list[tuple[date, str]] = []
        for _ in range(3660):
            day += A_DAY
            name = self.day_off(day)
            if name is None:
                return day, tuple(off)
            off.append((day, name))
        raise ValueError("the calendar has no working day in ten years")

    def at_or_next(self, moment: datetime) -> datetime:
        """`moment` when it is in a session (ends included), else the begin of the next session."""
        if moment.tzinfo is not LOCAL:
            moment = moment.astimezone(LOCAL)
        for begin, end in self._known(moment.date())[1]:
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

    def worked(self, begin: datetime, end: datetime) -> timedelta:
        """The session time between two moments; none when `end` is not after `begin`."""
        begin, end = begin.astimezone(LOCAL), end.astimezone(LOCAL)
        passed = timedelta()
        for day in _days(begin.date(), end.date()):
            for opens, closes in self.sessions_on(day):
                passed += max(min(closes, end) - max(opens, begin), timedelta())
        return passed


def _days(first: date, last: date) -> Iterator[date]:
    for ahead in range((last - first).days + 1):
        yield first + timedelta(days=ahead)
