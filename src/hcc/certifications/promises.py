"""By when certified papers are given out (NĐ 23/2015/NĐ-CP art. 7 and 21), and the later day that may be promised."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hcc.core.calendar import OfficeCalendar
from hcc.core.deadlines import Due, Limit, Unit, due_moment
from hcc.core.text import message

SAME_DAY = Limit(Unit.SAME_DAY, after_15=True)
"""The day of the request; received after 15:00, the next working day."""
MOST_DAYS = 2
"""Working days by which papers may be promised later that are many or hard to check."""
MOST_AGREED_DAYS = 30
"""More nobody promises even where the person agreed in writing: it is a slip of the finger."""


class Why(StrEnum):
    """Why the same day is not enough."""

    MANY = "many"
    HARD = "hard"


WHY_NAMES = {
    Why.MANY: message("Many kinds of papers, many pages or many copies"),
    Why.HARD: message("The content is hard to check and compare"),
}


@dataclass(frozen=True)
class Promise:
    """A later moment, promised in writing with hour and date."""

    at: datetime
    by: str
    why: Why
    due: datetime
    """UTC."""
    agreed: str = ""
    """The agreement in writing by which it is later than the law's two days: of which day, and why."""


def due_of(received_at: datetime, calendar: OfficeCalendar) -> Due:
    """By when papers received at this moment are given out, where nothing else was promised."""
    return due_moment(SAME_DAY, received_at, calendar)


def later_due_of(received_at: datetime, calendar: OfficeCalendar, days: int = MOST_DAYS) -> Due:
    """The moment so many working days after that, by default the latest that may be promised."""
    return due_moment(Limit(Unit.WORKING_DAYS, days), due_of(received_at, calendar).moment, calendar)
