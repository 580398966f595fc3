"""Dates and times of day as people write them when they say from when and until when something is shown."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import colander
from deform.widget import TextInputWidget

from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal
from hcc.core.text import message

_WRITTEN = re.compile(
    r"(\d{1,2})\s{0,3}(?:(?:[:.hg]|giờ)\s{0,3}(?:(\d{2})(?:\s{0,3}phút)?)?)?", re.IGNORECASE | re.ASCII
)
_LONGEST = 20


class TimeWidget(TextInputWidget):
    """A time of day typed as text."""

    autocomplete = "off"
    short = True


class TimeOfDay(colander.SchemaType):
    """A time of day as people write it: 8:30, 08.30, 8h30, 8 giờ 30, 8."""

    @property
    def widget_maker(self) -> type[TimeWidget]:
        """What deform asks a type for when a schema names no widget."""
        return TimeWidget

    def serialize(self, node: colander.SchemaNode, appstruct: Any) -> Any:
        return f"{appstruct:%H:%M}" if isinstance(appstruct, time) else colander.null

    def deserialize(self, node: colander.SchemaNode, cstruct: Any) -> Any:
        text = "" if cstruct is colander.null else str(cstruct).strip()
        if not text:
            return colander.null
        found = _WRITTEN.fullmatch(text) if len(text) <= _LONGEST else None
        hours, minutes = (int(part or 0) for part in found.groups()) if found is not None else (24, 0)
        if hours > 23 or minutes > 59:
            raise colander.Invalid(node, message("Write a time of day as 8:30 or 16:00"))
        return time(hours, minutes)


class TimeWithoutDay(Refusal):
    text = message("A time of day needs a day beside it. Fill in the day, or leave both empty.")


class BeginWithoutDay(TimeWithoutDay):
    field = "publish_date"


class EndWithoutDay(TimeWithoutDay):
    field = "expires_date"


class DayTooFar(Refusal):
    text = message("This day lies too far away. Choose one before the year ${year}.")


class BeginTooFar(DayTooFar):
    field = "publish_date"


class EndTooFar(DayTooFar):
    field = "expires_date"


LAST_YEAR = 2200


def begin_of(day: date | None, at: time | None) -> datetime | None:
    """The moment something begins: a day without a time begins with its first minute. Raises `BeginWithoutDay`,
    `BeginTooFar`.
    """
    if day is None:
        if at is not None:
            raise BeginWithoutDay()
        return None
    if not 1 < day.year < LAST_YEAR:
        raise BeginTooFar(year=LAST_YEAR)
    return datetime.combine(day, at or time(), LOCAL)


def end_of(day: date | None, at: time | None) -> datetime | None:
    """The moment something ends: a day without a time is its last whole day. Raises `EndWithoutDay`, `EndTooFar`."""
    if day is None:
        if at is not None:
            raise EndWithoutDay()
        return None
    if not 1 < day.year < LAST_YEAR:
        raise EndTooFar(year=LAST_YEAR)
    return datetime.combine(day + timedelta(days=1), time(), LOCAL) if at is None else datetime.combine(day, at, LOCAL)


def typed_begin(moment: datetime | None) -> tuple[date | None, time | None]:
    """Day and time that `begin_of` makes that moment of."""
    return _typed(moment, timedelta())


def typed_end(moment: datetime | None) -> tuple[date | None, time | None]:
    """Day and time that `end_of` makes that moment of."""
    return _typed(moment, timedelta(days=1))


def _typed(moment: datetime | None, back: timedelta) -> tuple[date | None, time | None]:
    if moment is None:
        return None, None
    local = moment.astimezone(LOCAL)
    at = time(local.hour, local.minute)
    return (local.date(), at) if at != time() else (local.date() - back, None)
