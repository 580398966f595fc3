"""/thu-tuc: every procedure, or those that fit what was typed and chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlencode

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.search.highlight import Marker, best_sentence
from hcc.search.index import IndexUnavailable
from hcc.search.results import Results

from .facet_boxes import boxes_of, chips_of
from .following import follow, is_current
from .list_address import DEFAULT_SORT, ListAddress
from .listing_facets import FACETS, known_filters
from .listing_rows import ListedProcedure, ListedRows, listed, published_record, sentences_of
from .paging import PAGE_SIZE, Paging, page_number
from .resources import ProcedureFolder

PAGE = "hcc:templates/procedures/list.pt"
PARAMETERS = ("q", *(facet.name for facet in FACETS), "sort", "page")
SORTS = {DEFAULT_SORT: message("best fit"), "title": message("name"), "newest": message("newest change")}
NEAREST = 3
QUERY_SHOWN = 300


def _marked(pieces: list[tuple[str, bool]]) -> str:
    """Pieces of a text as HTML, those that answer the query marked."""
    return "".join([f"<mark>{escape(piece, False)}</mark>" if on else escape(piece, False) for piece, on in pieces])


@dataclass(frozen=True)
class SortLink:
    """One order of the list; the present one has no address."""

    words: TranslationString
    url: str


def list_procedures(context: ProcedureFolder, request: Request) -> dict[str, Any]:
    """The page of the list."""
    text = request.GET.get("q", "").strip()[:QUERY_SHOWN]
    chosen = known_filters(request.GET, request.registry)
    sort = request.GET.get("sort", DEFAULT_SORT)
    sort = sort if sort in SORTS else DEFAULT_SORT
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
        "everywhere": f"/tim?{urlencode({'q': text})}" if text else "",
        "hits": _hits(results, request),
        "understood": ", ".join(dict.fromkeys(results.understood)),
        "meant": results.meant,
        "meant_url": ListAddress(results.meant, chosen, sort).of(),
        "dropped": ", ".join(dict.fromkeys(results.dropped)),
        "facets": boxes_of(chosen, results, address, request),
        "chips": chips_of(chosen, address, request),
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
        "everywhere": "",
        "hits": "".join(_hit(row, Marker(()), (), request) for row in rows),
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


def _hits(results: Results, request: Request) -> str:
    rows = _rows([hit.key for hit in results.hits], results.generation, request)
    mark = Marker(results.terms)
    return "".join([_hit(row, mark, results.terms, request) for row in rows])


def _hit(row: ListedProcedure, mark: Marker, terms: tuple[str, ...], request: Request) -> str:
    title, everyday = mark(row.title), mark(row.everyday)
    snippet = ""
    if terms and not any(on for _, on in (*title, *everyday)):
        record = published_record(row.code, request)
        snippet = best_sentence(sentences_of(record), terms) if record else ""
    return row.html(_marked(title), _marked(everyday), _marked(mark(snippet)))


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
    config.include(".facet_boxes")
    config.add_view(
        list_procedures,
        context=ProcedureFolder,
        permission=Permission.SITE_VIEW,
        request_method="GET",
        renderer=PAGE,
        cached=PARAMETERS,
    )
