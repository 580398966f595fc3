"""What the list shows of its facets: the values met with their numbers and addresses, and what is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.text import TranslationString
from hcc.search.results import Results
from hcc.web.drawn import DrawnPieces

from .indexing import FIELD_FACET, LIFE_EVENT_FACET
from .list_address import ListAddress
from .listing_facets import FACETS, Facet, Label

TEMPLATE = "hcc:templates/procedures/list_facet.pt"
_OPEN, _CHOSEN = slice(0, 4), slice(4, 8)
"""The pieces of a value that may be chosen and of one that is: up to its address, its words, its number; the rest."""
SHOWN_AT_ONCE = 8
"""Values of one facet shown without unfolding the rest."""
UNFOLDED = (FIELD_FACET, LIFE_EVENT_FACET)


@dataclass(frozen=True)
class FacetBox:
    """One facet with the values met, most frequent first."""

    heading: TranslationString
    links: str
    more: str
    """What is shown at once and what is folded away: the values met, each with its number and an address, as HTML."""
    open: bool
    """Whether its values are shown without unfolding: those most people choose by, and what is chosen."""


@dataclass(frozen=True)
class Chip:
    """One value that is chosen, and the address without it."""

    heading: TranslationString
    label: Label
    url: str


def boxes_of(
    chosen: Mapping[str, list[str]], results: Results, address: ListAddress, request: Request
) -> list[FacetBox]:
    """The facets that have a value among what was found."""
    return [box for facet in FACETS if (box := _box(facet, chosen, results, address, request)).links]


def _box(
    facet: Facet, chosen: Mapping[str, list[str]], results: Results, address: ListAddress, request: Request
) -> FacetBox:
    drawn: DrawnPieces = request.registry["hcc.drawn_pieces"]
    pieces = drawn.of(TEMPLATE, facet.name, {}, request)
    labels, on, met = _labels(facet, request), chosen.get(facet.name, ()), results.facets.get(facet.name, ())
    links = [_taking_off(facet, one.value, labels, one.count, address, pieces) for one in met if one.value in on]
    to_url, to_label, to_count, end = pieces[_OPEN]
    before, after = map(_escaped, address.with_more(facet.name))
    to_value, behind_value = to_url + before, after + to_label
    links += [
        f"{to_value}{one.value}{behind_value}{labels[one.value]}{to_count}{one.count}{end}"
        for one in met
        if one.value not in on
    ]
    return FacetBox(
        facet.heading,
        links="".join(links[:SHOWN_AT_ONCE]),
        more="".join(links[SHOWN_AT_ONCE:]),
        open=bool(on) or facet.name in UNFOLDED,
    )


def _taking_off(
    facet: Facet, value: str, labels: Mapping[str, str], count: int, address: ListAddress, pieces: tuple[str, ...]
) -> str:
    to_url, to_label, to_count, end = pieces[_CHOSEN]
    return f"{to_url}{_escaped(address.without(facet.name, value))}{to_label}{labels[value]}{to_count}{count}{end}"


def _escaped(address: str) -> str:
    """The address, which is quoted, as HTML."""
    return address.replace("&", "&amp;")


def _labels(facet: Facet, request: Request) -> dict[str, str]:
    """The words for the values of a facet as HTML, put together once for a language."""
    kept, key = request.registry["hcc.facet_labels"], (facet.name, request.locale_name)
    if key not in kept:
        foreign = "" if request.locale_name == "vi" else ' lang="vi"'
        kept[key] = {
            value: f"<span{'' if isinstance(label, TranslationString) else foreign}>{escape(words, False)}</span>"
            for value, label in facet.labels(request.registry).items()
            for words in [request.words(label)]
        }
    return kept[key]


def chips_of(chosen: Mapping[str, list[str]], address: ListAddress, request: Request) -> list[Chip]:
    """What is chosen, in the order of the facets."""
    return [
        Chip(facet.heading, facet.labels(request.registry)[value], address.without(facet.name, value))
        for facet in FACETS
        for value in chosen.get(facet.name, ())
    ]


def includeme(config: Configurator) -> None:
    config.registry["hcc.facet_labels"] = {}
