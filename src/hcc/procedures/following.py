"""The search index of this node, brought up to date with the database before it is asked."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.search.index import IndexUnavailable, SearchIndex
from hcc.search.outline import Outline
from hcc.search.results import Results
from hcc.web.page_cache import keep_to_reader

from .fields import read_shipped_fields
from .indexing import crossed_since, document_of, documents_made_by
from .life_events import read_shipped_life_events
from .synonyms_file import shipped_synonym_table

log = logging.getLogger(__name__)


def follow(request: Request) -> SearchIndex:
    """The index, caught up with what this request sees of the database."""
    index: SearchIndex = request.registry["hcc.search_index"]
    folder, today = request.site.procedures, request.now.date()
    try:
        current = index.catch_up(
            folder.journal,
            lambda code: document_of(folder[code], today) if code in folder else None,
            lambda: (d for p in folder.values() if (d := document_of(p, today)) is not None),
            as_of=today.isoformat(),
            crossed=lambda former: crossed_since(folder, former, today),
        )
    except OSError:
        # The disk may be full: the index in memory still answers.
        log.exception("the search index could not be written")
        current = False
    if not current:
        keep_to_reader(request)
    return index


def is_current(request: Request, generation: int) -> bool:
    """Whether the index of `generation` says what this request sees of the database, no more and no less."""
    index: SearchIndex = request.registry["hcc.search_index"]
    return index.generation == generation and index.sequence == request.site.procedures.journal.last


def search_procedures(request: Request, text: str, **options) -> Results | None:
    """One page of answers, or None when there is no index that could be asked."""
    from hcc.search.query import search  # with the first question, not with the program

    try:
        return search(follow(request), text, **options)
    except IndexUnavailable:
        keep_to_reader(request)
        return None


def outline_of(request: Request) -> Outline | None:
    """What there is to be found, in short; None when there is no index that could tell.

    Right after a start the index is not loaded for it: its first page comes a quarter of a second sooner.
    """
    index: SearchIndex = request.registry["hcc.search_index"]
    outline = index.outline(request.site.procedures.journal, request.now.date().isoformat())
    if outline is not None:
        return outline
    try:
        return follow(request).snapshot().outline
    except IndexUnavailable:
        keep_to_reader(request)
        return None


def count_procedures(request: Request) -> int:
    """How many procedures citizens see today: from the index, which counts them anyway."""
    outline = outline_of(request)
    if outline is not None:
        return outline.total
    return sum(1 for _ in request.site.procedures.published(request.now.date()))


def new_index(folder: Path, synonyms: Mapping[str, Sequence[str]] | None = None) -> SearchIndex:
    """An index in `folder` that understands `synonyms`, or else the everyday words of the shipped catalogue."""
    understood = shipped_synonym_table if synonyms is None else synonyms
    return SearchIndex(folder, understood, documents_made_by=documents_made_by())


def understand(config: Configurator) -> None:
    """Read the synonyms: a faulty file is found when the program starts, not by the first who asks."""
    index: SearchIndex = config.registry["hcc.search_index"]
    index.synonyms  # noqa: B018


def includeme(config: Configurator) -> None:
    settings = config.registry["hcc.settings"]
    config.registry["hcc.search_index"] = new_index(settings.var / "index")
    config.registry["hcc.fields"] = read_shipped_fields()
    config.registry["hcc.life_events"] = read_shipped_life_events()
    config.add_request_method(search_procedures, "search_procedures")
    config.add_page_state(lambda site: site.procedures.journal.position)
    config.add_request_method(count_procedures, "count_procedures")
