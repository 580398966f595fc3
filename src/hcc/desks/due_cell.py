"""How near a dossier's due moment is, as icon, word and moment: never by colour alone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from pyramid.request import Request

from hcc.core.calendar import LOCAL, OfficeCalendar
from hcc.core.moments import clock, weekday
from hcc.core.text import TranslationString, message
from hcc.dossiers.resources import NO_DUE, Row

LONG_AGO = 60
"""Days after which working days are no longer counted: the day itself says more."""
WEEK = 6
"""Days ahead that are called by their weekday."""


@dataclass(frozen=True)
class DueCell:
    """`kind`: bad (overdue), warn (today), idle (later), off (the clock rests), ok (the result is there), or empty."""

    kind: str = ""
    icon: str = ""
    words: TranslationString | str = ""
    moment: str = ""


class DueWords:
    """Words for due moments as they stand now; made once for a page."""

    def __init__(self, now: datetime, calendar: OfficeCalendar, lang: str) -> None:
        self.now, self.lang = now.astimezone(LOCAL), lang
        self.today = self.now.date()
        self._calendar = calendar
        self._late: dict[date, int] = {}

    @classmethod
    def of(cls, request: Request) -> "DueWords":
        return cls(request.now, request.site.calendar, request.locale_name)

    @property
    def moment(self) -> int:
        """Now, in seconds since 1970."""
        return int(self.now.timestamp())

    @property
    def tonight(self) -> int:
        """The end of today: what is due before is "soon"."""
        return int(datetime.combine(self.today + timedelta(days=1), time(), LOCAL).timestamp())

    @cached_property
    def next_day(self) -> date:
        """The next day the office works."""
        return self._calendar.next_working_day(self.today)

    def cell(self, row: Row, *, timed: bool) -> DueCell:
        if row.due >= NO_DUE:
            return DueCell()
        due = datetime.fromtimestamp(row.due, LOCAL)
        if row.state == "resolved":
            return DueCell("ok", "ok", message("Result ready"), self._when(due))
        if row.paused or not timed:
            return DueCell("off", "working", message("The clock rests"))
        return self._running(due)

    def of_step(self, moment: int) -> DueCell:
        """Until when the step that runs has time; `moment` in seconds since 1970."""
        return self._running(datetime.fromtimestamp(moment, LOCAL))

    def _running(self, due: datetime) -> DueCell:
        if due < self.now:
            return DueCell("bad", "bad", self._overdue(due), self._when(due))
        if due.date() == self.today:
            return DueCell("warn", "warn", self._left(due), self._when(due))
        return DueCell("idle", "clock", self._day(due.date()), self._when(due))

    def since(self, moment: int, care_after: int) -> DueCell:
        """How long something has waited since a moment (seconds since 1970), in days; it needs care after so many."""
        begun = datetime.fromtimestamp(moment, LOCAL)
        days = (self.today - begun.date()).days
        kind = "warn" if days >= care_after else "idle"
        said = message("${count} days", mapping={"count": days}) if days > 0 else message("Since today")
        return DueCell(kind, "warn" if kind == "warn" else "clock", said, self._when(begun))

    def by_day(self, moment: int) -> DueCell:
        """Until the end of which day something is owed: the day of a moment (seconds since 1970)."""
        due = datetime.fromtimestamp(moment, LOCAL)
        day = due.date()
        shown = f"{weekday(day, self.lang)} {day:%d/%m/%Y}"
        if day < self.today:
            return DueCell("bad", "bad", self._overdue(due), shown)
        if day == self.today:
            return DueCell("warn", "warn", message("Today"), shown)
        return DueCell("idle", "clock", self._day(day), shown)

    def _when(self, due: datetime) -> str:
        day = due.date()
        if day == self.today:
            return f"{clock(due)} {'today' if self.lang == 'en' else 'hôm nay'}"
        year = "" if day.year == self.today.year else f"/{day.year}"
        return f"{clock(due)} {weekday(day, self.lang)} {day:%d/%m}{year}"

    def _overdue(self, due: datetime) -> TranslationString:
        day = due.date()
        if day == self.today:
            minutes = int((self.now - due).total_seconds()) // 60
            if minutes < 60:
                return message("Overdue by ${count} minutes", mapping={"count": max(minutes, 1)})
            return message("Overdue by ${count} hours", mapping={"count": minutes // 60})
        if (self.today - day).days > LONG_AGO:
            return message("Overdue since ${day}", mapping={"day": f"{day:%d/%m/%Y}"})
        late = self._late.get(day)
        if late is None:
            ahead = (day + timedelta(days=n) for n in range(1, (self.today - day).days + 1))
            late = self._late[day] = sum(map(self._calendar.is_working_day, ahead))
        if not late:
            return message("Overdue")
        return message("Overdue by ${count} days", mapping={"count": late})

    def _left(self, due: datetime) -> TranslationString:
        minutes = int((due - self.now).total_seconds()) // 60
        if minutes < 60:
            return message("${count} minutes left", mapping={"count": max(minutes, 1)})
        if minutes < 240:
            return message("${hours} h ${minutes} min left", mapping={"hours": minutes // 60, "minutes": minutes % 60})
        return message("Today")

    def _day(self, day: date) -> str:
        if (day - self.today).days <= WEEK:
            name = weekday(day, self.lang)
            return name[:1].upper() + name[1:]
        return f"{day:%d/%m}" if day.year == self.today.year else f"{day:%d/%m/%Y}"
