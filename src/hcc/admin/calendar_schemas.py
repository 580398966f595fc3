"""The forms of the office calendar: a single day, and the sessions of a week."""

import re
from datetime import time
from enum import StrEnum

import colander
from deform.widget import HiddenWidget, RadioChoiceWidget, TextAreaWidget, TextInputWidget

from hcc.core.calendar import Day
from hcc.core.text import message
from hcc.office_calendar.operations.sessions import WEEKDAY_FIELDS
from hcc.office_calendar.resources import NOTE_LIMIT
from hcc.web.forms import DayMonthYear, FormSchema

from .calendar_rows import weekday_title


class Decision(StrEnum):
    """What is decided of a day."""

    CLOSED = "closed"
    WORKED = "worked"
    NATIONAL = "national"
    """As the national table has it: a rule of the centre's own is taken away."""


DECISION_NAMES = {
    Decision.CLOSED: message("The centre is closed"),
    Decision.WORKED: message("The centre works"),
    Decision.NATIONAL: message("As in the whole country: no rule of our own"),
}


class Sessions(colander.SchemaType):
    """The sessions of a day as people write them: 7:30-12:00, 13:30-17:00. Nothing: closed."""

    _CLOCK = r"(\d{1,2})\s*(?:[:.hg]\s*(\d{2})?)?"
    _SESSION = re.compile(rf"\s*{_CLOCK}\s*(?:-|–|—|đến)\s*{_CLOCK}\s*(?:,|;|và|\Z)", re.IGNORECASE | re.ASCII)
    _LONGEST = 120

    def serialize(self, node: colander.SchemaNode, appstruct: object) -> object:
        if appstruct is colander.null or appstruct is None:
            return colander.null
        return written(appstruct)  # type: ignore[arg-type]

    def deserialize(self, node: colander.SchemaNode, cstruct: object) -> object:
        if cstruct is colander.null or not str(cstruct).strip():
            return colander.null
        text, at, sessions = str(cstruct).strip(), 0, []
        while at < len(text) <= self._LONGEST:
            found = self._SESSION.match(text, at)
            if found is None:
                break
            sessions.append(found.groups())
            at = found.end()
        try:
            if at < len(text):
                raise ValueError(text)
            return tuple((_clock(a, b), _clock(c, d)) for a, b, c, d in sessions)
        except ValueError:
            sentence = message("Write hours as 7:30-12:00, 13:30-17:00; leave it empty where the centre is closed")
            raise colander.Invalid(node, sentence) from None


def _clock(hours: str, minutes: str | None) -> time:
    return time(int(hours), int(minutes or 0))


def written(sessions: Day) -> str:
    """7:30-12:00, 13:30-17:00."""
    return ", ".join(f"{begin:%-H:%M}-{end:%-H:%M}" for begin, end in sessions)


def _seen() -> colander.SchemaNode:
    return colander.SchemaNode(colander.Integer(), name="seen", widget=HiddenWidget(), missing=None)


def _reason() -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name="reason",
        title=message("Reason"),
        description=message("Needed when days that have passed are changed"),
        widget=TextAreaWidget(rows=2, unmarked=True),
        validator=colander.Length(max=NOTE_LIMIT),
        missing="",
    )


class DaySchema(FormSchema):
    seen = _seen()
    first = colander.SchemaNode(DayMonthYear(), title=message("Day"))
    last = colander.SchemaNode(
        DayMonthYear(),
        title=message("Last day"),
        description=message("Only for several days on end"),
        missing=None,
    )
    decision = colander.SchemaNode(
        colander.String(),
        title=message("On this day"),
        widget=RadioChoiceWidget(values=[(one.value, name) for one, name in DECISION_NAMES.items()]),
        validator=colander.OneOf([one.value for one in Decision]),
    )
    name = colander.SchemaNode(
        colander.String(),
        title=message("Name of the day, or number of the decision"),
        description=message("Citizens read it on the public pages"),
        widget=TextInputWidget(autocomplete="off", unmarked=True),
        validator=colander.Length(max=NOTE_LIMIT),
        missing="",
    )
    reason = _reason()


class RemoveSchema(FormSchema):
    seen = _seen()
    reason = _reason()


class SessionsSchema(FormSchema):
    """A week, bound to the language (`lang`); without `valid_from` for a table that is there already."""

    seen = _seen()
    valid_from = colander.SchemaNode(DayMonthYear(), title=message("From day"))
    note = colander.SchemaNode(
        colander.String(),
        title=message("Name or decision"),
        description=message("For example: summer hours, decision 12/2026"),
        widget=TextInputWidget(autocomplete="off"),
        validator=colander.Length(max=NOTE_LIMIT),
        missing="",
    )

    def __init__(self, *args: object, **kw: object) -> None:
        super().__init__(*args, **kw)
        for number, name in enumerate(WEEKDAY_FIELDS):
            title = colander.deferred(lambda node, kw, number=number: weekday_title(number, kw["lang"]))
            widget = TextInputWidget(autocomplete="off", unmarked=True)
            self.add(colander.SchemaNode(Sessions(), name=name, title=title, widget=widget, missing=()))
        self.add(_reason())
