"""What citizens see of the pages, as plain values: worked out once for each state of the pages, and kept in memory."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.web.layout import MenuLine

from .lines import Line
from .resources import Container, ContentRoot, Folder, ImageItem
from .tree import descend, path_of
from .workflow import PUBLISHED

Path = tuple[str, ...]
"""The names of an address, from the site on."""
FEW = 100
"""Changes up to which each thing is looked up by itself."""
MENU_OF_FOLDER = 10
"""Entries of the menu of a folder; what is open stands there besides."""


class Entry(NamedTuple):
    """One thing that citizens see."""

    id: str
    kind: str
    path: Path
    holds: bool
    """Whether other things lie in it."""
    title: str
    title_en: str
    summary: str
    since: float
    """Seconds since 1970."""
    changed: float
    in_menu: bool
    sorted: str
    """Its title without accents."""
    more: Mapping[str, Any]

    @property
    def url(self) -> str:
        """Its address within the site."""
        return f"/{'/'.join(self.path)}{'/' if self.holds else ''}"

    def title_in(self, lang: str) -> str:
        return (self.title_en if lang == "en" else "") or self.title

    def lang_in(self, lang: str) -> str | None:
        """The `lang` of that title on a page of this language; None where it is that of the page."""
        return "vi" if lang == "en" and not self.title_en else None

    def summary_in(self, lang: str) -> tuple[str, str | None]:
        """Its summary on a page of this language, and the `lang` of that where it is another."""
        english = self.more.get("summary_en", "") if lang == "en" else ""
        return english or self.summary, "vi" if lang == "en" and not english else None


def is_out(line: list[Any], moment: float) -> bool:
    """Whether what has this line is itself published at that moment, in seconds since 1970."""
    begin, end = line[Line.PUBLISH_FROM], line[Line.EXPIRES_AT]
    return line[Line.STATE] == PUBLISHED and (begin is None or begin <= moment) and (end is None or moment < end)


def entry_of(path: Path, name: str, line: list[Any]) -> Entry:
    """What has this line, in the folder of that path."""
    return Entry(
        line[Line.ID],
        line[Line.KIND],
        (*path, name),
        line[Line.KIND] == Folder.kind,
        line[Line.TITLE],
        line[Line.TITLE_EN],
        line[Line.SUMMARY],
        line[Line.SINCE],
        line[Line.CHANGED],
        line[Line.IN_MENU],
        line[Line.SORTED],
        line[Line.MORE],
    )


def entries_in(container: Container, path: Path, now: datetime) -> Iterator[Entry]:
    """What is out of that which lies in a folder, in its order."""
    moment = now.timestamp()
    return (entry_of(path, name, line) for name, line in container.lines_in_order() if is_out(line, moment))


@dataclass
class PublicTree:
    """Everything citizens see, by the folder it lies in."""

    children: dict[Path, list[Entry]] = field(default_factory=dict)
    """The path of a folder, () for the root -> what is seen in it, in its order."""
    _menus: dict[Path, tuple[list[Entry], bool]] = field(default_factory=dict)
    _rows: dict[Path, tuple[dict[Path, int], list[Entry]]] = field(default_factory=dict)
    """The path of a folder -> the place of each thing in the row one leafs through, and the row."""

    @cached_property
    def every(self) -> list[Entry]:
        """Everything, each folder before what lies in it."""
        found: list[Entry] = []
        waiting = list(reversed(self.children.get((), ())))
        while waiting:
            entry = waiting.pop()
            found.append(entry)
            if entry.holds:
                waiting.extend(reversed(self.children.get(entry.path, ())))
        return found

    @cached_property
    def readable(self) -> list[Entry]:
        """Everything but pictures, which people meet in other pages."""
        return [entry for entry in self.every if entry.kind != ImageItem.kind]

    @cached_property
    def by_path(self) -> dict[Path, Entry]:
        return {entry.path: entry for entry in self.every}

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.every}

    @cached_property
    def newest_notices(self) -> list[Entry]:
        """The newest first."""
        return sorted((one for one in self.every if one.kind == "notice"), key=lambda one: (-one.since, one.path))

    @cached_property
    def contacts(self) -> list[Entry]:
        """Everybody one can ask."""
        return [one for one in self.every if one.kind == "contact"]

    @cached_property
    def by_procedure(self) -> dict[str, list[Entry]]:
        """What names a procedure as related, by its code."""
        found: dict[str, list[Entry]] = {}
        for entry in self.every:
            for code in entry.more.get("procedures", ()):
                found.setdefault(code, []).append(entry)
        return found

    def menu_of(self, path: Path) -> tuple[list[Entry], bool]:
        """What stands in the menu of a folder, and whether somebody chose it; without, everything as far as there is
        room. Pictures stand in none.
        """
        found = self._menus.get(path)
        if found is None:
            shown = [one for one in self.children.get(path, ()) if one.kind != ImageItem.kind]
            chosen = [one for one in shown if one.in_menu]
            found = self._menus[path] = ((chosen or shown)[:MENU_OF_FOLDER], bool(chosen))
        return found

    def after(self, changed: Mapping[Path, list[Entry]]) -> "PublicTree":
        """What is seen when these folders hold something else. What is looked up most is carried on."""
        found = PublicTree({**self.children, **changed})
        by_id, by_path = dict(self.by_id), dict(self.by_path)
        for entry in (one for path in changed for one in self.children[path]):
            del by_id[entry.id], by_path[entry.path]
        for entry in (one for entries in changed.values() for one in entries):
            by_id[entry.id] = by_path[entry.path] = entry
        found.by_id, found.by_path = by_id, by_path
        return found

    def beside(self, path: Path) -> tuple[Entry | None, Entry | None]:
        """What stands before and behind a thing in its folder."""
        places, siblings = self._in_row(path[:-1])
        place = places.get(path)
        if place is None:
            return None, None
        before = siblings[place - 1] if place else None
        return before, siblings[place + 1] if place + 1 < len(siblings) else None

    def _in_row(self, folder: Path) -> tuple[dict[Path, int], list[Entry]]:
        found = self._rows.get(folder)
        if found is None:
            shown = [one for one in self.children.get(folder, ()) if one.kind != ImageItem.kind]
            found = self._rows[folder] = ({one.path: place for place, one in enumerate(shown)}, shown)
        return found


EMPTY = PublicTree()


class KeptTree(NamedTuple):
    """What citizens saw at a position of the journal, after the last moment at which something began or ended."""

    position: tuple[int, int]
    passed: Any
    tree: PublicTree


def tree_at(root: ContentRoot, now: datetime) -> PublicTree:
    """What citizens see at that moment."""
    tree = PublicTree()
    waiting: list[tuple[Path, Container]] = [((), root)]
    while waiting:
        path, container = waiting.pop()
        tree.children[path] = list(entries_in(container, path, now))
        for entry in tree.children[path]:
            folder = container.get(entry.path[-1]) if entry.holds else None
            if isinstance(folder, Container):
                waiting.append((entry.path, folder))
    return tree


def tree_after(kept: KeptTree | None, root: ContentRoot, now: datetime) -> KeptTree:
    """What citizens see at that moment, with the help of what they saw earlier: after a change of a few things that
    hold no others only the folders they lie in, or lay in, are looked at.
    """
    position, passed = root.state_at(now)
    if kept is not None and (kept.position, kept.passed) == (position, passed):
        return kept
    folders = _touched(kept, root) if kept is not None and kept.passed == passed else None
    if kept is None or folders is None:
        return KeptTree(position, passed, tree_at(root, now))
    # What lies in a folder that is not there nobody sees.
    seen = {path: folder for path, folder in folders.items() if path in kept.tree.children}
    changed = {path: list(entries_in(folder, path, now)) for path, folder in seen.items()}
    return KeptTree(position, passed, kept.tree.after(changed))


def _touched(kept: KeptTree, root: ContentRoot) -> dict[Path, Container] | None:
    """The folders in which something is otherwise than in what is kept, by path; None: any may be."""
    journal = root.journal
    if root.journal.position[0] - kept.position[0] > FEW or not journal.knows(kept.position):
        return None
    found: dict[Path, Container] = {}
    for id in {id for _, _, id in journal.since(kept.position[0])}:
        item, before = root.by_id.get(id), kept.tree.by_id.get(id)
        if not id or isinstance(item, Container) or (before is not None and before.holds):
            return None
        if item is not None:
            found[path_of(item)[:-1]] = item.container
        if before is not None and before.path[:-1] not in found:
            folder, seen = descend(root, before.path[:-1])
            if seen != len(before.path) - 1 or not isinstance(folder, Container):
                return None
            found[before.path[:-1]] = folder
    return found


def public_tree(request: Request) -> PublicTree:
    """What citizens see now. Two threads that find the kept one outdated both make it, and both are right."""
    root, registry = request.site.content, request.registry
    if root is None:
        return EMPTY
    kept = registry["hcc.public_tree"] = tree_after(registry.get("hcc.public_tree"), root, request.now)
    return kept.tree


MENU = 8
"""Entries of the menu that stands on every public page."""


def site_menu(request: Request) -> tuple[MenuLine, ...]:
    """What lies right under the site and was put into the menu."""
    lang = request.locale_name
    shown = [one for one in request.public_tree.children.get((), ()) if one.in_menu]
    return tuple(MenuLine(one.title_in(lang), one.url, one.lang_in(lang)) for one in shown[:MENU])


def includeme(config: Configurator) -> None:
    config.add_request_method(site_menu, "site_menu", reify=True)
    config.add_request_method(public_tree, "public_tree", reify=True)
