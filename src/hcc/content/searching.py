"""What is found among the centre's pages: by citizens what is public, by officials also what only they may see.

There are two indexes. In that of citizens stands nothing but what is public, so that neither a number nor a suggestion,
nor a slip put right, tells a stranger what is being written; it follows the journal of pages and the moments that pass.
"""

import hashlib
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from html import unescape
from itertools import islice
from pathlib import Path

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.procedures.synonyms_file import shipped_synonym_table
from hcc.search.document import SearchDocument
from hcc.search.index import Crossed, IndexUnavailable, SearchIndex
from hcc.search.journal import Journal
from hcc.search.results import Results
from hcc.web.page_cache import keep_to_reader

from .drawings import BODY, drawing_of, drawing_of_text
from .files import FILE
from .resources import ContentRoot, FileItem, ImageItem, Item
from .sharing import shared_with
from .tree import walk

log = logging.getLogger(__name__)

SEES_ALL = (Role.AUTHOR, Role.REVIEWER, Role.AUDITOR)
"""Who reads every page in every state (`workflow.STATES`)."""
SHARED = "shared"
"""Facet: ids of what is shared by name, of the thing itself and the folders it lies in."""
UNSEARCHED = frozenset(
    {"title", BODY, FILE, "body_en", "account", "picture", "procedures", "sort", "stage", "within", "sound", "kinds"}
    | {"starts_on", "starts_at", "ends_on", "ends_at"}
)
"""Fields of texts that hold no words people look for, or are read otherwise."""
_CACHE_BYTES, _CACHE_BYTES_WHOLE = 12 * 2**20, 6 * 2**20
"""Memory an index may take for words that were asked: with few pages it never needs so much."""
_PATIENCE = 1.0
"""Seconds somebody waits for another thread that makes the first index; then she is told to ask again soon."""
_MANY = 300
"""Pages from which making an index takes long enough to be felt."""
_FILES_AFTER = 0.5
_SHARED = 20
_READ_AT_ONCE, _MOST_READ = 100, 1_000
"""Things shared with an official that are shown to her as found, and how many that answer are looked at for them."""
_MARK = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"</(?:p|h\d|li|td|th|figcaption|pre|blockquote)>|<br ?/?>")


def document_of(item: Item) -> SearchDocument:
    """What the index is told of a thing as it stands."""
    text = item.text
    words = [value for name, value in sorted(text.items()) if name not in UNSEARCHED and isinstance(value, str)]
    if isinstance(item, FileItem):
        words.append(str(item.told.get("name", "")))
    title_en = text.get("title_en") or ""
    return SearchDocument(
        key=item.id,
        title=item.title,
        other_titles=(title_en,) if title_en else (),
        body="\n".join([*words, _words_of(item), _english_of(item)]),
        facets={SHARED: _shared_by(item)},
        rank=_FILES_AFTER if isinstance(item, FileItem) else 1.0,
        newest=int(item.changed_at.timestamp()),
        stamp=_stamp_of(item),
    )


def _shared_by(item: Item) -> tuple[str, ...]:
    return tuple(one.id for one in (item, *item.above()) if one.sharing)


def _stamp_of(item: Item) -> str:
    """Changes with everything that `document_of` reads, and costs a fraction of it."""
    told = (sorted(item.text.items()), _shared_by(item), item.changed_at)
    return hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _words_of(item: Item) -> str:
    drawing = drawing_of(item)
    return _plain(drawing.pieces) if drawing is not None else ""


def _english_of(item: Item) -> str:
    english = item.text.get("body_en") or ""
    return _plain(drawing_of_text(english).pieces) if english else ""


def _plain(pieces: Iterable[str]) -> str:
    return unescape(_MARK.sub(" ", _BLOCK.sub("\n", "".join(pieces))))


def documents_made_by() -> str:
    """Changes whenever the code does that makes documents of pages."""
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


class _WithInner:
    """The journal of pages as the indexes follow it: with a folder changes what is public or shared of all within."""

    def __init__(self, root: ContentRoot) -> None:
        self._root, self._journal = root, root.journal

    @property
    def position(self) -> tuple[int, int]:
        return self._journal.position

    @property
    def last(self) -> int:
        return self._journal.last

    def knows(self, position: tuple[int, int]) -> bool:
        return self._journal.knows(position)

    def since(self, sequence: int) -> Iterator[tuple[int, str, str]]:
        for number, op, id in self._journal.since(sequence):
            yield number, op, id
            for inner in within(self._root, id):
                yield number, op, inner


def within(root: ContentRoot, id: str) -> list[str]:
    """Ids of a thing and of all that lies in it."""
    item = root.by_id.get(id)
    return [one.id for one in walk(item)] if item is not None else [id]


class ContentSearch:
    """The two indexes of one node."""

    def __init__(self, var: Path) -> None:
        made_by = documents_made_by()

        def index(name: str, cache_bytes: int) -> SearchIndex:
            return SearchIndex(
                var / name,
                shipped_synonym_table,
                documents_made_by=made_by,
                cache_bytes=cache_bytes,
                patience=_PATIENCE,
            )

        self.public, self.whole = index("index-pages", _CACHE_BYTES), index("index-drafts", _CACHE_BYTES_WHOLE)

    def follow_public(self, root: ContentRoot, now: datetime) -> tuple[SearchIndex, bool]:
        """The index of citizens, and whether it tells what is public at this moment."""
        moment = now.astimezone(UTC)

        def seen(id: str) -> Item | None:
            item = root.by_id.get(id)
            return item if item is not None and not isinstance(item, ImageItem) and item.is_public(now) else None

        def crossed(former: str) -> list[str]:
            since = datetime.fromisoformat(former) if former else datetime.min.replace(tzinfo=UTC)
            ids = {id for _, id in root.moments.keys((since, "~"), (moment, "~"))}
            return [one for id in ids for one in within(root, id)]

        past = (moment, "~")
        passed = root.moments.maxKey(past)[0].isoformat() if root.moments and root.moments.minKey() <= past else ""
        return self.public, _caught_up(self.public, root, seen, passed, crossed)

    def keep_up(self, root: ContentRoot, now: datetime) -> bool:
        """What somebody who asks would have to wait for, done before: many changes, and an index that is missing.

        Whether there was something to do.
        """
        before = (self.public.generation, self.whole.generation)
        many = len(list(islice(root.by_id, _MANY))) == _MANY
        if self.public.generation or (many and not self.public.is_kept):
            self.follow_public(root, now)
        if self.whole.generation or (many and not self.whole.is_kept):
            self.follow_whole(root)
        return before != (self.public.generation, self.whole.generation)

    def follow_whole(self, root: ContentRoot) -> tuple[SearchIndex, bool]:
        """The index of everything, and whether it is up to date."""
        return self.whole, _caught_up(self.whole, root, root.by_id.get, "", None)


def _caught_up(
    index: SearchIndex, root: ContentRoot, seen: Callable[[str], Item | None], as_of: str, crossed: Crossed | None
) -> bool:
    """`seen` gives what an id names, if it belongs into this index."""
    journal: Journal = _WithInner(root)  # type: ignore[assignment]

    def read(id: str) -> SearchDocument | None:
        return document_of(item) if (item := seen(id)) is not None else None

    def stamp(id: str) -> str | None:
        return _stamp_of(item) if (item := seen(id)) is not None else None

    def everything() -> Iterator[SearchDocument]:
        return (document_of(item) for id in root.by_id if (item := seen(id)) is not None)

    try:
        return bool(index.catch_up(journal, read, everything, as_of=as_of, crossed=crossed, stamp=stamp))
    except OSError:
        # The disk may be full: the index in memory still answers.
        log.exception("the search index of pages could not be written")
        return False


def search_content(request: Request, text: str, *, page: int, page_size: int) -> Results | None:
    """One page of what whoever asks may read; None when there is no index that could be asked."""
    found: ContentSearch = request.registry["hcc.content_search"]
    root: ContentRoot = request.site.content
    official = request.official
    if official is not None and any(official.has_role(role) for role in SEES_ALL):
        return _asked(request, *found.follow_whole(root), text, page=page, page_size=page_size)
    return _asked(request, *found.follow_public(root, request.now), text, page=page, page_size=page_size)


def search_shared(request: Request, text: str) -> list[Item]:
    """What answers among the things that are shared with an official by name and that are not public."""
    official, root = request.official, request.site.content
    if official is None or any(official.has_role(role) for role in SEES_ALL):
        return []
    folders = [item.id for item in shared_with(root, official.login)]
    if not folders:
        return []
    found: ContentSearch = request.registry["hcc.content_search"]
    index, page = found.follow_whole(root), 1
    own: list[Item] = []
    while len(own) < _SHARED:
        results = _asked(request, *index, text, page=page, page_size=_READ_AT_ONCE, filters={SHARED: folders})
        items = [root.by_id.get(hit.key) for hit in results.hits] if results is not None else []
        own += [item for item in items if item is not None and _is_own(item, request)]
        if results is None or page >= min(results.pages, _MOST_READ // _READ_AT_ONCE):
            break
        page += 1
    return own[:_SHARED]


def _is_own(item: Item, request: Request) -> bool:
    return not item.is_public(request.now) and bool(request.has_permission(Permission.CONTENT_VIEW, item))


def _asked(request: Request, index: SearchIndex, current: bool, text: str, **options) -> Results | None:
    from hcc.search.query import search  # with the first question, not with the program

    if not current:
        keep_to_reader(request)
    try:
        return search(index, text, **options)
    except IndexUnavailable:
        keep_to_reader(request)
        return None


def items_of(request: Request, results: Results) -> list[Item]:
    """The things that were found and that may be read by whoever asks."""
    root = request.site.content
    found = [root.by_id.get(hit.key) for hit in results.hits]
    return [item for item in found if item is not None and request.has_permission(Permission.CONTENT_VIEW, item)]


def includeme(config: Configurator) -> None:
    config.registry["hcc.content_search"] = ContentSearch(config.registry["hcc.settings"].var)
