"""Figures of the day (số liệu hôm nay): what the director reads at half past four and sends on, of any day and hour."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.moments import clock, day_line
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, clean_line, message

from ..day_figures import Count, DayFigures, figures_at
from ..prepare_form import CHANNEL_NAMES
from ..resources import Channel, DossierFolder

FIRST_YEAR = 2000
LONGEST = 20
"""Letters read of a day or an hour."""
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?\Z", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z", re.ASCII)
_HOUR = re.compile(r"(\d{1,2})(?:\s*(?:[:.hg]|giờ)\s*(\d{2})?)?(?:\s*phút)?\Z", re.ASCII)

DAY_WRONG = message("“${day}” is no day. Write it as 05/11/2026; the figures below are those of today.")
HOUR_WRONG = message("“${hour}” is no hour. Write it as 16:30; the figures below are those of the whole day.")
STILL_TO_COME = message("That moment is still to come. The figures below are those of now.")
SHORT = {
    Channel.ONLINE_HELPED: message("online at the centre"),
    Channel.ONLINE: message("online from home"),
    Channel.COUNTER: message("at the counter"),
    Channel.POST: message("by post"),
}
"""Channels within a sentence."""


@dataclass(frozen=True)
class Asked:
    """Which moment of which day is meant."""

    at: datetime
    typed: Mapping[str, str]
    complaints: tuple[TranslationString, ...] = ()
    whole_day: bool = False
    """The day is over and no hour was given."""

    @classmethod
    def of(cls, request: Request) -> "Asked":
        typed = {name: clean_line(request.GET.get(name, ""))[:LONGEST] for name in ("day", "hour")}
        now = request.now.astimezone(LOCAL)
        complaints: list[TranslationString] = []
        day = read_day(typed["day"], now.date()) if typed["day"] else now.date()
        if day is None:
            complaints.append(message(DAY_WRONG, mapping={"day": typed["day"]}))
            day = now.date()
        hour = read_hour(typed["hour"]) if typed["hour"] else None
        if typed["hour"] and hour is None:
            complaints.append(message(HOUR_WRONG, mapping={"hour": typed["hour"]}))
        at = datetime.combine(day, hour, LOCAL) if hour is not None else _end_of(day)
        if at > now and (hour is not None or day > now.date()):
            complaints.append(STILL_TO_COME)
        whole_day = hour is None and day < now.date()
        return cls(min(at, now), typed, tuple(complaints), whole_day)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, LOCAL)


def read_day(typed: str, today: date) -> date | None:
    """A day as a date field sends it, or as one writes it: 05/11/2026, 5/11; None when it is none."""
    if found := _ISO.match(typed):
        year, month, day = map(int, found.groups())
    elif found := _DAY.match(typed):
        day, month, year = int(found[1]), int(found[2]), int(found[3] or today.year)
    else:
        return None
    try:
        return date(year, month, day) if year >= FIRST_YEAR else None
    except ValueError:
        return None


def read_hour(typed: str) -> time | None:
    """A clock time as one writes it: 16:30, 16h30, 16 giờ, 16; None when it is none."""
    found = _HOUR.match(typed.lower())
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))


@dataclass(frozen=True)
class FieldRow:
    """One row of the table."""

    name: str
    count: Count


def _rows(figures: DayFigures, request: Request) -> list[FieldRow]:
    """Fields, those with the most dossiers first."""
    known = request.registry["hcc.fields"]
    rows = [FieldRow(known[field].name if field in known else field, count) for field, count in figures.fields.items()]
    return sorted(rows, key=lambda row: (-(row.count.carried_over + row.count.received), row.name))


def _channels(figures: DayFigures, request: Request) -> list[tuple[str, int]]:
    say = request.localizer.translate
    return [(say(words), figures.channels[one]) for one, words in CHANNEL_NAMES.items() if figures.channels[one]]


def _when(asked: Asked, lang: str) -> TranslationString:
    day = day_line(asked.at.date(), lang)
    if asked.whole_day:
        return message("the whole of ${day}", mapping={"day": day})
    return message("${clock}, ${day}", mapping={"clock": clock(asked.at), "day": day})


def sentence_of(figures: DayFigures, asked: Asked, request: Request) -> str:
    """All of it in words, to be sent on."""
    say, total, office = request.localizer.translate, figures.total, request.office
    channels = ", ".join(
        f"{say(words)} {figures.channels[one]}" for one, words in SHORT.items() if figures.channels[one]
    )
    words = message(
        "${office}, ${when}: carried over ${carried}, received ${received}${channels}; resolved ${resolved} (early "
        "${early}, on time ${on_time}, late ${late}), stopped or taken back ${ended}; in process ${in_process} "
        "(in time ${in_time}, waiting for papers ${waiting}, overdue ${overdue}).",
        mapping={
            "office": f"{office.office_name} {office.commune}",
            "when": say(_when(asked, request.locale_name)),
            "carried": total.carried_over,
            "received": total.received,
            "channels": f" ({channels})" if channels else "",
            "resolved": total.resolved,
            "early": total.early,
            "on_time": total.on_time,
            "late": total.late,
            "ended": total.ended,
            "in_process": total.in_process,
            "in_time": total.in_time,
            "waiting": total.waiting,
            "overdue": total.overdue,
        },
    )
    return say(words)


def _link(day: date, asked: Asked) -> str:
    """The same hour of another day."""
    hour = {"hour": asked.typed["hour"]} if asked.typed["hour"] else {}
    return f"?{urlencode({'day': day.isoformat(), **hour})}"


def show_figures(context: DossierFolder, request: Request) -> dict:
    asked = Asked.of(request)
    figures = figures_at(context, asked.at)
    day, today = asked.at.date(), request.now.astimezone(LOCAL).date()
    return {
        "title": message("Figures of the day"),
        "when": _when(asked, request.locale_name),
        "asked": asked,
        "day": f"{day:%d/%m/%Y}",
        "total": figures.total,
        "rows": _rows(figures, request),
        "channels": _channels(figures, request),
        "sentence": sentence_of(figures, asked, request),
        "before": _link(day - timedelta(days=1), asked) if day.year > FIRST_YEAR else None,
        "after": _link(day + timedelta(days=1), asked) if day < today else None,
        "here": request.resource_path(context, "figures"),
    }


def includeme(config: Configurator) -> None:
    config.add_view(
        show_figures,
        context=DossierFolder,
        name="figures",
        permission=Permission.FIGURES_VIEW,
        request_method="GET",
        renderer="hcc:templates/dossiers/figures.pt",
    )
    config.add_place(
        "so-lieu",
        message("Figures"),
        icon="chart",
        path="/ho-so/figures",
        context="/ho-so",
        permission=Permission.FIGURES_VIEW,
        order=65,
    )
