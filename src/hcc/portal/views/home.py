"""The front page: what do you need, what is the office doing today, what is new."""

from dataclasses import dataclass
from typing import NamedTuple

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from hcc.certifications.signing_hours import signing_hours
from hcc.content.lines_shown import front_notices
from hcc.core.folder import Root
from hcc.core.moments import clock, day_line, weekday
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.procedures.news import ChangeKind, headlines

from ..browsing import facet_counts, life_events_in_use
from ..opening import request_days_off

PAGE, PARTS_TEMPLATE = "hcc:templates/portal/home.pt", "hcc:templates/portal/home_parts.pt"
PARTS = ("head", "hero", "content")
"""In the order of the template. They are drawn again when something they tell of has changed."""
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

    words: str
    """In the reader's language, unless `quoted` from the catalogue."""
    quoted: bool
    url: str
    kind: TranslationString
    day: str


def news(request: Request) -> list[NewsLine]:
    lines, keeper = [], request.registry["hcc.news_file"]
    for headline in headlines(request.site.procedures, request.now.date(), NEWS, keeper=keeper):
        record, day = headline.revision.record, headline.revision.effective_from
        words, quoted, url = record.title, True, f"/thu-tuc/{record.code}"
        if headline.count > 1:
            text = TOGETHER[headline.kind]
            counted = TranslationString(text, domain=text.domain, mapping={"count": headline.count})
            words, quoted, url = request.localizer.translate(counted), False, "/thu-tuc"
        lines.append(NewsLine(words, quoted, url, KINDS[headline.kind], day_line(day, request.locale_name)))
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


def signing_words(request: Request) -> tuple[str, ...]:
    """Until when certifications are signed, and what is not certified that day; nothing where nobody signs."""
    found = signing_hours(request.site.accounts, request.site.calendar, request.now, request.locale_name)
    # Translated here: two sentences that differ only by what is filled in are equal until then.
    say = request.localizer.translate
    return () if found is None else (say(found.sentence), *map(say, found.lacking))


def home(context: Root, request: Request) -> Response:
    today, opening = request.now.date(), request.opening
    counts = facet_counts(request)
    sessions = request.site.calendar.sessions_on(today)
    told = {
        "tiles": life_events_in_use(request, counts)[:TILES],
        "count": request.count_procedures(),
        "today": f"{weekday(today, request.locale_name)} {today:%d/%m}",
        "opening": opening.sentence,
        "near": opening.holiday.mapping if opening.holiday is not None else None,
        "sessions": [(HALVES[begin.hour >= NOON], clock(begin), clock(end)) for begin, end in sessions],
        "coming": coming_days_off(request),
        "signing": signing_words(request),
        "notices": front_notices(request),
        "news": news(request),
    }
    page = {"title": message("What papers do you need?")}
    pieces = request.registry["hcc.drawn_pieces"].encoded(PARTS_TEMPLATE, "home", told, request, page.copy)
    return request.registry["hcc.shells"].answer(PAGE, page, dict(zip(PARTS, pieces, strict=True)), request)


def includeme(config: Configurator) -> None:
    config.add_view(
        home,
        name="",
        context=Root,
        permission=Permission.SITE_VIEW,
        request_method="GET",
        cached=(),
    )
