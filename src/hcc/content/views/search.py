"""/tim: one question to procedures and pages, answered with what whoever asks may read."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.folder import Root
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, fold, message
from hcc.procedures.paging import Paging, page_number
from hcc.search.highlight import Marker
from hcc.web.typed import asked_text

from ..reading import title_in
from ..resources import Item
from ..searching import items_of, search_content, search_shared
from ..tree import path_of
from .places import FRONT, address, state_mark

PATH = "/tim"
PAGE_SIZE = 20
PROCEDURES = 5
LONGEST = 300


class Found(NamedTuple):
    """One answer."""

    title: list[tuple[str, bool]]
    url: str
    kind: TranslationString
    place: str
    summary: list[tuple[str, bool]]
    mark: tuple[str, str, TranslationString] | None
    """State, for officials, of what citizens do not see."""
    lang: str
    summary_lang: str


def show_search(context: Root, request: Request) -> dict[str, Any]:
    text = asked_text(request, "q", LONGEST).strip()
    page = page_number(asked_text(request, "page"))
    told: dict[str, Any] = {"title": message("Search"), "back": FRONT, "q": text, "asked": bool(text)}
    if not text:
        return {
            **told,
            "procedures": [],
            "more": 0,
            "hits": [],
            "shared": [],
            "pages_first": False,
            "paging": None,
            "preparing": False,
        }
    procedures = request.search_procedures(text, page_size=PROCEDURES) if page == 1 else None
    pages = search_content(request, text, page=page, page_size=PAGE_SIZE)
    hits = [_found(item, request, Marker(pages.terms)) for item in items_of(request, pages)] if pages else []
    found = _procedures(request, procedures)
    return {
        **told,
        "preparing": pages is None,
        "procedures": found,
        "pages_first": _are_named(text, hits) and not _are_named(text, found),
        "more": procedures.total if procedures is not None and procedures.total > PROCEDURES else 0,
        "more_url": f"/thu-tuc?{urlencode({'q': text})}",
        "hits": hits,
        "shared": [_found(item, request, Marker(())) for item in search_shared(request, text)] if page == 1 else [],
        "paging": _paging(text, pages),
    }


def _are_named(text: str, answers: Sequence[Any]) -> bool:
    """Whether the title of the first answer has every word of the question: then it stands above those that are only
    about it.
    """
    if not answers:
        return False
    title = fold("".join(piece for piece, _ in answers[0][0])).split()
    return set(fold(text).split()) <= set(title)


def _procedures(request: Request, results: Any) -> list[tuple[list[tuple[str, bool]], str]]:
    if results is None:
        return []
    mark, folder, today, found = Marker(results.terms), request.site.procedures, request.now.date(), []
    for hit in results.hits:
        revision = folder[hit.key].published(today) if hit.key in folder else None
        if revision is not None:
            found.append((mark(revision.record.title), f"/thu-tuc/{hit.key}"))
    return found


def _found(item: Item, request: Request, mark: Marker) -> Found:
    english = request.locale_name == "en"
    title = (item.text.get("title_en") or "") if english else ""
    summary = item.listed_summary_en if english else ""
    return Found(
        title=mark(title or item.title),
        url=address(request, item),
        kind=request.registry["hcc.content_kinds"][item.kind].label,
        place=_place(item, request),
        summary=mark(summary or item.listed_summary),
        mark=None if item.is_public(request.now) else state_mark(item, request),
        lang="en" if title else "vi",
        summary_lang="en" if summary else "vi",
    )


def _place(item: Item, request: Request) -> str:
    """Where a thing lies: of what is public the titles of its folders, else its address, which tells no title."""
    if not item.is_public(request.now):
        return "/" + "/".join(path_of(item))
    folders = [title_in(folder, request.locale_name)[0] for folder in item.above()]
    return " › ".join(reversed(folders))


def _paging(text: str, results: Any) -> Paging | None:
    if results is None or results.pages < 2:
        return None

    def url(page: int) -> str:
        return f"{PATH}?{urlencode({'q': text, 'page': page})}"

    at = results.page
    return Paging(
        first=(at - 1) * PAGE_SIZE + 1,
        last=min(at * PAGE_SIZE, results.total),
        total=results.total,
        previous_url=url(at - 1) if at > 1 else None,
        next_url=url(at + 1) if at < results.pages else None,
    )


def includeme(config: Configurator) -> None:
    config.add_view(
        show_search,
        name="tim",
        context=Root,
        permission=Permission.SITE_VIEW,
        request_method="GET",
        renderer="hcc:templates/content/search.pt",
    )
