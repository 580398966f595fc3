"""The menu of a section: where a page stands among those of its folder, and the way to its neighbours.

A folder's menu holds what was put into it; where nothing was, everything in its order as far as there is room. Citizens
see what is public; an official also what else she may read, marked with its state.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pyramid.request import Request

from hcc.core.permissions import Permission

from .kept_lists import KeptLists
from .lines import Line
from .public_tree import MENU_OF_FOLDER, Entry, Path, PublicTree, entry_of, is_out
from .resources import Folder, ImageItem, Item
from .seeing import title_told
from .tree import path_of

MOST_ASKED = 40
"""Of so many things that are not public an official's permission is asked, each read for that."""


class MenuEntry(NamedTuple):
    """One entry, in the reader's language."""

    url: str
    title: str
    lang: str | None
    current: bool
    hidden: bool
    """Whether citizens do not see it."""
    inner: tuple["MenuEntry", ...] = ()
    """Of the folder that is open: what lies in it."""


class SectionMenu(NamedTuple):
    """The folder under the site that a page lies in, and what lies in it."""

    top: MenuEntry
    entries: tuple[MenuEntry, ...]


def section_menu(item: Item, request: Request) -> SectionMenu | None:
    """The menu beside a thing; None where there is nothing to choose from.

    The page of a folder lists what lies in it, so its menu stands there only where somebody chose what belongs into it.
    """
    way = [*reversed(list(item.above())), item]
    top = way[0]
    if not isinstance(top, Folder):
        return None
    entries = _level(way, 0, request)
    if not entries or all(one.current and not one.inner for one in entries):
        return None
    here = item is top
    title, lang = title_told(top, request)
    return SectionMenu(MenuEntry(request.resource_path(top), title, lang, here, False), entries)


def _level(way: list[Item], depth: int, request: Request) -> tuple[MenuEntry, ...]:
    """What the menu shows of one folder on the way to the thing that is read."""
    folder = way[depth]
    if not isinstance(folder, Folder):
        return ()
    opened = way[depth + 1].__name__ if depth + 1 < len(way) else ""
    lang, found = request.locale_name, []
    for entry, public in _shown(folder, request, opened):
        here = entry.path[-1] == opened
        url, title = request.script_name + entry.url, entry.title_in(lang)
        inner = _level(way, depth + 1, request) if here else ()
        current = here and depth + 2 == len(way)
        found.append(MenuEntry(url, title, entry.lang_in(lang), current, not public, inner))
    return tuple(found)


def _shown(folder: Folder, request: Request, opened: str) -> list[tuple[Entry, bool]]:
    """Entries of a folder, with whether citizens see them."""
    path = path_of(folder)
    if request.official is None:
        tree: PublicTree = request.public_tree
        menu, chosen = tree.menu_of(path)
        shown, open_entry = [(one, True) for one in menu], tree.by_path.get((*path, opened))
        last = (open_entry, True) if open_entry is not None else None
    else:
        every = list(_seen(folder, path, request, opened))
        chosen = any(entry.in_menu for entry, _ in every)
        shown = [one for one in every if one[0].in_menu or not chosen][:MENU_OF_FOLDER]
        last = next((one for one in every if one[0].path[-1] == opened), None)
    if not opened:
        return shown if chosen else []
    if last is not None and last[0].kind != ImageItem.kind and last not in shown:
        shown.append(last)
    return shown


def _seen(folder: Folder, path: Path, request: Request, opened: str) -> Iterator[tuple[Entry, bool]]:
    """What an official sees of a folder, pictures left out: people meet these in other pages."""
    kept: KeptLists = request.registry["hcc.kept_content_lists"]
    moment, asked, public = request.now.timestamp(), 0, folder.is_public(request.now)
    for name, line in kept.of(folder, ""):
        if line[Line.KIND] == ImageItem.kind:
            continue
        out = public and is_out(line, moment)
        entry = entry_of(path, name, line)
        if not out and name == opened:
            if not request.has_permission(Permission.CONTENT_VIEW, folder[name]):
                entry = entry._replace(title=name, title_en="")  # as `title_told` calls it
        elif not out:
            asked += 1
            if asked > MOST_ASKED or not request.has_permission(Permission.CONTENT_VIEW, folder[name]):
                continue
        yield entry, out
