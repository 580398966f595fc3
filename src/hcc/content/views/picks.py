"""What of the pages may be chosen in the window: of the folder itself, and where a kind is asked for of all others."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from chameleon.utils import Markup
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, fold

from ..body import picture_of
from ..file_facts import facts_of, mark_of
from ..lines import Line
from ..public_tree import Entry
from ..resources import Container, FileItem, Folder, ImageItem, Item
from ..tree import path_of
from ..unfinished import unfinished
from ..wanted import FOLDER, PICTURE, SOUND, Wanted
from .places import address, state_mark

SHOWN = 60
"""So many are shown, the newest first; others are found by their names."""
LOOKED_AT = 300
"""Things of a kind that are looked at for what fits; whatever is older is found by its name."""
_KINDS: dict[str, tuple[str, ...]] = {
    PICTURE.name: (ImageItem.kind,),
    SOUND.name: (FileItem.kind,),
    FOLDER.name: (Folder.kind,),
}


class Pick(NamedTuple):
    """One picture, file or folder."""

    title: str
    words: str
    put: str
    """What the button puts in, and who has no scripts types: a mark of a text, or an address."""
    picture: Markup
    state: tuple[str, str, TranslationString]


def picks_for(context: Container, request: Request, asked: str, wanted: Wanted | None) -> list[Pick]:
    """Pictures and files of the folder by words of their titles; or everything of the kind that is wanted, what lies in
    the folder first.
    """
    words = fold(asked).split()
    kinds = _KINDS[wanted.name] if wanted is not None else (FileItem.kind, ImageItem.kind)
    picks: list[Pick] = []
    for looked, item in enumerate(_things(context, request, words, kinds, everywhere=wanted is not None)):
        if len(picks) >= SHOWN or looked >= LOOKED_AT:
            break
        if request.has_permission(Permission.CONTENT_VIEW, item) and (wanted is None or wanted.fits(item)):
            picks.append(_pick(item, request, wanted))
    return picks


def _pick(item: Item, request: Request, wanted: Wanted | None) -> Pick:
    facts, where = facts_of(item, request), address(request, item).removeprefix(request.script_name)
    picture = picture_of(item, request, sizes="160px") if isinstance(item, ImageItem) else Markup("")
    if wanted is not None:
        return Pick(item.title, where, where, picture, state_mark(item, request))
    mark = mark_of(item, request) if isinstance(item, FileItem) else where
    return Pick(item.title, facts.words if facts is not None else "", mark, picture, state_mark(item, request))


def _things(
    context: Container, request: Request, words: Collection[str], kinds: Collection[str], *, everywhere: bool
) -> Iterator[Item]:
    """Of the folder, then of all others, the newest first; each is loaded once it is come to."""
    own = [
        (line[Line.MADE], name)
        for name, line in context.lines().items()
        if line[Line.KIND] in kinds and all(word in line[Line.SORTED] for word in words)
    ]
    yield from (context.get(name) for _, name in sorted(own, reverse=True))
    if not everywhere:
        return
    if isinstance(context, Item) and context.kind in kinds and all(word in fold(context.title) for word in words):
        yield context
    path = path_of(context) if isinstance(context, Item) else ()
    for _, id in sorted(set(_elsewhere(request, path, words, kinds)), reverse=True):
        item = request.site.content.by_id.get(id)
        if item is not None and item is not context:
            yield item


def _elsewhere(
    request: Request, path: tuple[str, ...], words: Collection[str], kinds: Collection[str]
) -> Iterator[tuple[float, str]]:
    """What citizens see, and what is being written."""
    tree: list[Entry] = request.public_tree.every
    for entry in tree:
        if entry.kind in kinds and entry.path[:-1] != path and all(word in entry.sorted for word in words):
            yield entry.changed, entry.id
    folder = "".join(f"/{name}" for name in path)
    for one in unfinished(request).by_id.values():
        line = one.line
        if line[Line.KIND] in kinds and one.folder != folder and all(word in line[Line.SORTED] for word in words):
            yield line[Line.CHANGED], one.id
