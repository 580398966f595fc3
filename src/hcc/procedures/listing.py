"""/thu-tuc: every procedure, or those that fit what was typed and chosen."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote_plus

from chameleon.utils import Markup
from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.search.highlight import Marker, best_sentence
from hcc.search.index import IndexUnavailable
from hcc.search.results import Results
from hcc.web.drawn import DrawnPages

from .following import follow, is_current
from .indexing import FIELD_FACET, LIFE_EVENT_FACET
from .listing_facets import FACETS, Facet, Label, known_filters
from .listing_rows import ListedProcedure, ListedRows, listed, published_record, sentences_of
from .paging import PAGE_SIZE, Paging, page_number
from .resources import ProcedureFolder

PAGE = "hcc:templates/procedures/list.pt"
PARAMETERS = ("q", *(facet.name for facet in FACETS), "sort", "page")
SORTS = {"best": message("best fit"), "title": message("name"), "newest": message("newest change")}
SHOWN_AT_ONCE = 8
"""Values of one facet shown without unfolding the rest."""
UNFOLDED = (FIELD_FACET, LIFE_EVENT_FACET)
NEAREST = 3
QUERY_SHOWN = 300


def _marked(pieces: list[tuple[str, bool]]) -> Markup:
    """Pieces of a text as HTML, those that answer the query marked."""
    return Markup(
        "".join(f"<mark>{escape(piece, False)}</mark>" if on else escape(piece, False) for piece, on in pieces)
    )


@dataclass(frozen=True)
class FacetLink:
    """One value of a facet: chosen or not, and the address that changes that."""

    label: Markup
    """In the reader's language, or in Vietnamese that says so."""
    count: int
    chosen: bool
    url: str


@dataclass(frozen=True)
class FacetBox:
    """One facet with the values met, most frequent first."""

    heading: TranslationString
    links: list[FacetLink]
    more: list[FacetLink]
    open: bool
    """Whether its values are shown without unfolding: those most people choose by, and what is chosen."""


@dataclass(frozen=True)
class Chip:
    """One value that is chosen, and the address without it."""

    heading: TranslationString
    label: Label
    url: str


@dataclass(frozen=True)
class SortLink:
    """One order of the list; the present one has no address."""

    words: TranslationString
    url: str


@dataclass(frozen=True)
class ListHit:
    """One procedure with what answers the query marked."""

    row: ListedProcedure
    title: Markup
    everyday: Markup
    snippet: Markup


class ListAddress:
    """The address of the list for a query, what is chosen and an order. Values are slugs and need no quoting."""

    def __init__(self, text: str, chosen: Mapping[str, Sequence[str]], sort: str) -> None:
        self._query = f"q={quote_plus(text, errors='replace')}" if text else ""
        self._chosen = chosen
        self._sort = sort

    def of(self, *, sort: str = "", page: int = 1) -> str:
        """The same in another order, or another page."""
        return _list_url([self._query, *self._pairs(self._chosen), *_order(sort or self._sort, page)])

    def choosing(self, facet: str) -> Callable[[Sequence[str]], str]:
        """Answers the same address with other values of one facet."""
        names = list(self._chosen)
        place = names.index(facet) if facet in names else len(names)
        before = [self._query, *self._pairs(names[:place])]
        after = [*self._pairs(names[place + 1 :]), *_order(self._sort, 1)]
        return lambda values: _list_url([*before, *(f"{facet}={value}" for value in values), *after])

    def _pairs(self, names: Iterable[str]) -> list[str]:
        return [f"{name}={value}" for name in names for value in self._chosen[name]]


def _order(sort: str, page: int) -> list[str]:
    return [f"sort={sort}" if sort != "best" else "", f"page={page}" if page > 1 else ""]


def _list_url(parts: Iterable[str]) -> str:
    query = "&".join(filter(None, parts))
    return f"/thu-tuc?{query}" if query else "/thu-tuc"


def list_procedures(context: ProcedureFolder, request: Request) -> Response:
    """The page of the list."""
    pages: DrawnPages = request.registry["hcc.drawn_pages"]
    return pages.answer(PAGE, _list(context, request), request)


def _list(context: ProcedureFolder, request: Request) -> dict[str, Any]:
    text = request.GET.get("q", "").strip()[:QUERY_SHOWN]
    chosen = known_filters(request.GET, request.registry)
    sort = request.GET.get("sort", "best")
    sort = sort if sort in SORTS else "best"
    page = page_number(request.GET.get("page", ""))
    results = request.search_procedures(text, filters=chosen, page=page, page_size=PAGE_SIZE, sort=sort)
    if results is None:
        return _listed_without_index(context, request, text)
    address = ListAddress(text, chosen, sort)
    return {
        "title": _title(text, results.total),
        "section": "procedures",
        "back": ("/", message("Front page")),
        "q": text,
        "hits": _hits(results, request),
        "understood": ", ".join(dict.fromkeys(results.understood)),
        "meant": results.meant,
        "meant_url": ListAddress(results.meant, chosen, sort).of(),
        "dropped": ", ".join(dict.fromkeys(results.dropped)),
        "facets": [box for facet in FACETS if (box := _box(facet, chosen, results, address, request)).links],
        "chips": _chips(chosen, address, request),
        "clear_url": ListAddress(text, {}, sort).of(),
        "unknown": _has_unknown(request, chosen),
        "sorts": [SortLink(words, "" if key == sort else address.of(sort=key)) for key, words in SORTS.items()],
        "nearest": [] if results.total else _nearest(text, chosen, request),
        "paging": _paging(address, results),
        "without_index": False,
    }


def _listed_without_index(context: ProcedureFolder, request: Request, text: str) -> dict:
    """The list straight from the database while the index is being made: by code, unsorted by fitness."""
    rows = [listed(revision.record, request) for revision in context.published(request.now.date())]
    return {
        "title": message("All procedures"),
        "section": "procedures",
        "back": ("/", message("Front page")),
        "q": text,
        "hits": [_hit(row, Marker(()), (), request) for row in rows],
        "understood": "",
        "meant": "",
        "meant_url": "",
        "dropped": "",
        "facets": [],
        "chips": [],
        "clear_url": "/thu-tuc",
        "unknown": False,
        "sorts": [],
        "nearest": [],
        "paging": None,
        "without_index": True,
    }


def _title(text: str, total: int) -> TranslationString:
    if not total:
        return message("No procedure fits these words.") if text else message("No procedure fits what is chosen.")
    if not text:
        return message("All procedures")
    return message("${count} procedures fit", mapping={"count": total})


def _rows(codes: list[str], generation: int, request: Request) -> list[ListedProcedure]:
    rows: ListedRows = request.registry["hcc.listed_rows"]
    return rows.of(codes, request, generation=generation, keep=is_current(request, generation))


def _hits(results: Results, request: Request) -> list[ListHit]:
    rows = _rows([hit.key for hit in results.hits], results.generation, request)
    mark = Marker(results.terms)
    return [_hit(row, mark, results.terms, request) for row in rows]


def _hit(row: ListedProcedure, mark: Marker, terms: tuple[str, ...], request: Request) -> ListHit:
    title, everyday = mark(row.title), mark(row.everyday)
    snippet = ""
    if terms and not any(on for _, on in (*title, *everyday)):
        record = published_record(row.code, request)
        snippet = best_sentence(sentences_of(record), terms) if record else ""
    return ListHit(row, _marked(title), _marked(everyday), _marked(mark(snippet)))


def _labels(facet: Facet, request: Request) -> dict[str, Markup]:
    """The words for the values of a facet, put together once for a language."""
    kept, key = request.registry["hcc.facet_labels"], (facet.name, request.locale_name)
    if key not in kept:
        foreign = "" if request.locale_name == "vi" else ' lang="vi"'
        kept[key] = {
            value: Markup(
                f"<span{'' if isinstance(label, TranslationString) else foreign}>{escape(words, False)}</span>"
            )
            for value, label in facet.labels(request.registry).items()
            for words in [request.words(label)]
        }
    return kept[key]


def _box(
    facet: Facet, chosen: Mapping[str, list[str]], results: Results, address: ListAddress, request: Request
) -> FacetBox:
    labels, on = _labels(facet, request), chosen.get(facet.name, [])
    address_of, links = address.choosing(facet.name), []
    for met in results.facets.get(facet.name, ()):
        values = [value for value in on if value != met.value] if met.value in on else [*on, met.value]
        links.append(FacetLink(labels[met.value], met.count, met.value in on, address_of(values)))
    links.sort(key=lambda link: not link.chosen)
    shown = bool(on) or facet.name in UNFOLDED
    return FacetBox(facet.heading, links[:SHOWN_AT_ONCE], links[SHOWN_AT_ONCE:], shown)


def _chips(chosen: Mapping[str, list[str]], address: ListAddress, request: Request) -> list[Chip]:
    chips = []
    for facet in FACETS:
        on, address_of = chosen.get(facet.name, []), address.choosing(facet.name)
        for value in on:
            without = address_of([other for other in on if other != value])
            chips.append(Chip(facet.heading, facet.labels(request.registry)[value], without))
    return chips


def _has_unknown(request: Request, chosen: Mapping[str, list[str]]) -> bool:
    """Whether the address asks for a value that does not exist, such as one of an older catalogue."""
    return any(set(request.GET.getall(facet.name)) - set(chosen.get(facet.name, ())) for facet in FACETS)


def _nearest(text: str, chosen: Mapping[str, list[str]], request: Request) -> list[ListedProcedure]:
    codes = nearest_codes(text, chosen, request)
    return _rows(codes, request.registry["hcc.search_index"].generation, request)


def nearest_codes(text: str, chosen: Mapping[str, list[str]], request: Request) -> list[str]:
    """Where nothing fits: what fits without the filters, else what is nearest to the words."""
    from hcc.search.nearest import nearest

    try:
        index = follow(request)
        codes = []
        if chosen and (found := request.search_procedures(text, page_size=NEAREST)) is not None:
            codes = [hit.key for hit in found.hits]
        return codes or nearest(index, text, NEAREST)
    except IndexUnavailable:
        return []


def _paging(address: ListAddress, results: Results) -> Paging | None:
    if results.pages < 2:
        return None
    page = results.page
    return Paging(
        first=(page - 1) * PAGE_SIZE + 1,
        last=min(page * PAGE_SIZE, results.total),
        total=results.total,
        previous_url=address.of(page=page - 1) if page > 1 else None,
        next_url=address.of(page=page + 1) if page < results.pages else None,
    )


def includeme(config: Configurator) -> None:
    config.registry["hcc.listed_rows"] = ListedRows()
    config.registry["hcc.facet_labels"] = {}
    config.add_view(
        list_procedures,
        context=ProcedureFolder,
        permission=Permission.SITE_VIEW,
        request_method="GET",
        cached=PARAMETERS,
    )
