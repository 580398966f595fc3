"""/thu-tuc/browse: every way into the catalogue on one page, for who would rather choose than type."""

from dataclasses import dataclass
from urllib.parse import urlencode

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.procedures.listing_facets import FACETS, LIFE_EVENT_FACET
from hcc.procedures.resources import ProcedureFolder

from ..browsing import facet_counts, life_events_in_use


@dataclass(frozen=True)
class WayIn:
    """One value to browse by, and the list it leads to. `count` is None while it is not known."""

    label: str | TranslationString
    url: str
    count: int | None
    hint: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Ways:
    """One thing to browse by."""

    name: str
    heading: str | TranslationString
    values: list[WayIn]


def _url(facet: str, value: str) -> str:
    return f"/thu-tuc?{urlencode({facet: value})}"


def ways_in(request: Request) -> list[Ways]:
    """The facets of the list with their values that lead somewhere, in the order of the files that name them."""
    counts = facet_counts(request)
    found = []
    for facet in FACETS:
        if facet.name == LIFE_EVENT_FACET:
            continue
        counted = None if counts is None else counts.get(facet.name, {})
        values = [
            WayIn(label, _url(facet.name, value), None if counted is None else counted[value])
            for value, label in facet.labels(request.registry).items()
            if counted is None or counted.get(value)
        ]
        if values:
            found.append(Ways(facet.name, facet.heading, values))
    return found


def browse(context: ProcedureFolder, request: Request) -> dict:
    counts = facet_counts(request)
    counted = {} if counts is None else counts.get(LIFE_EVENT_FACET, {})
    return {
        "title": message("Choose by subject"),
        "section": "procedures",
        "back": ("/", message("Front page")),
        "events": [
            WayIn(event.name, _url(LIFE_EVENT_FACET, event.key), counted.get(event.key), event.hint, event.icon)
            for event in life_events_in_use(request, counts)
        ],
        "ways": ways_in(request),
        "count": request.count_procedures(),
    }


def includeme(config: Configurator) -> None:
    config.add_view(
        browse,
        name="browse",
        context=ProcedureFolder,
        permission=Permission.SITE_VIEW,
        request_method="GET",
        cached=(),
        renderer="hcc:templates/portal/browse.pt",
    )
