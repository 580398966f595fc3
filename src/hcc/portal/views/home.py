"""The front page: what do you need, what is the office doing today, what is new."""

from dataclasses import dataclass
from typing import NamedTuple

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.certifications.signing_hours import signing_hours
from hcc.core.folder import Root
from hcc.core.moments import clock, day_line, weekday
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.procedures.news import ChangeKind, headlines

from ..browsing import facet_counts, life_events_in_use
from ..opening import request_days_off

TILES = 6
NEWS = 4

HALVES = (message("Morning"), message("Afternoon"))
NOON = 12
KINDS = {ChangeKind.NEW: message("New"), ChangeKind.CHANGED: message("Changed")}
TOGETHER = {
    ChangeKind.NEW: message("${count} procedures were published"),
    ChangeKind.CHANGED: message("${count} procedures were changed"),
}


@dataclass(frozen=True)
class NewsLine:
    """One thing that is new in the catalogue."""

    words: str | TranslationString
    url: str
    kind: TranslationString
    day: str


def news(request: Request) -> list[NewsLine]:
    lines, keeper = [], request.registry["hcc.news_file"]
    for headline in headlines(request.site.procedures, request.now.date(), NEWS, keeper=keeper):
        record, day = headline.revision.record, headline.revision.effective_from
        words, url = record.title, f"/thu-tuc/{record.code}"
        if headline.count > 1:
            text = TOGETHER[headline.kind]
            words = TranslationString(text, domain=text.domain, mapping={"count": headline.count})
            url = "/thu-tuc"
        lines.append(NewsLine(words, url, KINDS[headline.kind], day_line(day, request.locale_name)))
    return lines


class ComingDaysOff(NamedTuple):
    """The next days off in words."""

    first: str
    last: str
    """Empty where it is one day."""
    name: str
    """Vietnamese, as the calendar has it."""


def coming_days_off(request: Request) -> ComingDaysOff | None:
    """The next days off, unless the note about a day off that is near says it already."""
    if request.opening.holiday is not None:
        return None
    coming = request_days_off(request)
    if coming is None:
        return None
    first, last = (day_line(day, request.locale_name) for day in (coming.first, coming.last))
    return ComingDaysOff(first, last if last != first else "", coming.name)


def home(context: Root, request: Request) -> dict:
    today = request.now.date()
    counts = facet_counts(request)
    sessions = request.site.calendar.sessions_on(today)
    return {
        "title": message("What papers do you need?"),
        "tiles": life_events_in_use(request, counts)[:TILES],
        "count": request.count_procedures(),
        "today": f"{weekday(today, request.locale_name)} {today:%d/%m}",
        "sessions": [(HALVES[begin.hour >= NOON], clock(begin), clock(end)) for begin, end in sessions],
        "coming": coming_days_off(request),
        "signing": signing_hours(request.site.accounts, request.site.calendar, request.now, request.locale_name),
        "news": news(request),
    }


def includeme(config: Configurator) -> None:
    config.add_view(
        home,
        name="",
        context=Root,
        permission=Permission.SITE_VIEW,
        request_method="GET",
        cached=(),
        renderer="hcc:templates/portal/home.pt",
    )
