"""The public list of procedures."""

from dataclasses import dataclass
from urllib.parse import urlencode

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.search.highlight import marked

from .indexing import FIELD_FACET, LEVEL_FACET
from .names import LEVEL_NAMES
from .record import Level, ProcedureRecord
from .resources import ProcedureFolder
from .wording import fees_in_words, limits_in_words

PAGE_SIZE = 20
PAGE_LIMIT = 10**9


@dataclass(frozen=True)
class Paging:
    first: int
    last: int
    total: int
    previous_url: str | None
    next_url: str | None


@dataclass(frozen=True)
class FacetLink:
    """One value of a facet: chosen or not, and the address that changes that."""

    label: str | TranslationString
    count: int
    chosen: bool
    url: str


@dataclass(frozen=True)
class ListedProcedure:
    """One hit as the list shows it."""

    code: str
    title: tuple[tuple[str, bool], ...]
    full_name: tuple[tuple[str, bool], ...]
    fee: TranslationString
    limit: TranslationString
    field_name: str


def list_procedures(context: ProcedureFolder, request: Request) -> dict:
    """/thu-tuc: every procedure, or those that fit what was typed and chosen."""
    text = request.GET.get("q", "")
    chosen = {
        FIELD_FACET: [v for v in request.GET.getall("field") if v in request.registry["hcc.fields"]],
        LEVEL_FACET: [v for v in request.GET.getall("level") if v in set(Level)],
    }
    page = page_number(request.GET.get("page", ""))
    filters = {name: values for name, values in chosen.items() if values}
    results = request.search_procedures(text, filters=filters, page=page, page_size=PAGE_SIZE)
    today = request.now.date()
    if results is None:
        return _listed_without_index(context, request, text)
    hits = []
    for hit in results.hits:
        revision = context[hit.key].published(today) if hit.key in context else None
        if revision is not None:
            hits.append(_listed(revision.record, results.terms, request))
    return {
        "title": _list_title(text, results.total),
        "section": "procedures",
        "back": ("/", message("Front page")),
        "q": text.strip()[:300],
        "total": results.total,
        "hits": hits,
        "understood": results.understood,
        "corrected": results.corrected,
        "dropped": results.dropped,
        "facets": [
            (message("Field"), _facet(request, text, chosen, FIELD_FACET, results, _field_name(request))),
            (message("Where it is decided"), _facet(request, text, chosen, LEVEL_FACET, results, _level_name)),
        ],
        "chosen": any(chosen.values()),
        "clear_url": _url(text, {}, 1),
        "paging": _paging(text, chosen, results.page, results.pages, results.total),
    }


def _listed_without_index(context: ProcedureFolder, request: Request, text: str) -> dict:
    """The list straight from the database while the index is being made: by code, unsorted by fitness."""
    records = [revision.record for revision in context.published(request.now.date())]
    return {
        "title": message("All procedures"),
        "section": "procedures",
        "back": ("/", message("Front page")),
        "q": text.strip()[:300],
        "total": len(records),
        "hits": [_listed(record, (), request) for record in records],
        "understood": (),
        "corrected": (),
        "dropped": (),
        "facets": [],
        "chosen": False,
        "clear_url": "/thu-tuc",
        "paging": None,
        "without_index": True,
    }


def page_number(typed: str) -> int:
    return min(max(int(typed), 1), PAGE_LIMIT) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 1


def _list_title(text: str, total: int) -> TranslationString:
    if not text.strip():
        return message("All procedures")
    return message("${count} procedures fit", mapping={"count": total})


def _field_name(request: Request):
    fields = request.registry["hcc.fields"]
    return lambda value: fields[value].name if value in fields else value


def _level_name(value: str) -> TranslationString:
    return LEVEL_NAMES[Level(value)]


def _url(text: str, chosen: dict[str, list[str]], page: int) -> str:
    pairs = [("q", text)] if text else []
    pairs += [(name, value) for name, values in chosen.items() for value in values]
    pairs += [("page", str(page))] if page > 1 else []
    query = urlencode(pairs, errors="replace")
    return f"/thu-tuc?{query}" if query else "/thu-tuc"


def _facet(request: Request, text: str, chosen: dict, name: str, results, label) -> list[FacetLink]:
    links = []
    for value in results.facets.get(name, []):
        on = value.value in chosen[name]
        values = [v for v in chosen[name] if v != value.value] if on else [*chosen[name], value.value]
        links.append(FacetLink(label(value.value), value.count, on, _url(text, {**chosen, name: values}, 1)))
    return links


def _paging(text: str, chosen: dict, page: int, pages: int, total: int) -> Paging | None:
    if pages < 2:
        return None
    return Paging(
        first=(page - 1) * PAGE_SIZE + 1,
        last=min(page * PAGE_SIZE, total),
        total=total,
        previous_url=_url(text, chosen, page - 1) if page > 1 else None,
        next_url=_url(text, chosen, page + 1) if page < pages else None,
    )


def _listed(record: ProcedureRecord, terms: tuple[str, ...], request: Request) -> ListedProcedure:
    return ListedProcedure(
        code=record.code,
        title=tuple(marked(record.title, terms)),
        full_name=tuple(marked(record.name, terms)) if record.short_name else (),
        fee=fees_in_words(record)[0].figure,
        limit=limits_in_words(record)[0].figure,
        field_name=_field_name(request)(record.field),
    )


def includeme(config: Configurator) -> None:
    config.add_view(
        list_procedures,
        context=ProcedureFolder,
        permission=Permission.SITE_VIEW,
        request_method="GET",
        cached=("q", "field", "audience", "life_event", "online", "level", "channel", "sort", "page"),
        renderer="hcc:templates/procedures/list.pt",
    )
