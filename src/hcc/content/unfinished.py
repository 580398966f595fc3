"""What waits for review, what is being written and what lacks words, wherever it lies: kept by the process, and after
a change of the pages only what changed is looked at.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pyramid.request import Request

from .lines import Line
from .resources import UNTOLD, Container, ContentRoot, Folder, Item
from .tree import path_of
from .workflow import PENDING, PRIVATE

FEW = 100
"""Changes up to which each thing is looked up by itself."""


class Unfinished(NamedTuple):
    """One thing, as its line tells of it."""

    id: str
    path: str
    """The names of its address, from the site on."""
    line: list[Any]

    @property
    def folder(self) -> str:
        """The path of what it lies in; empty: the root."""
        return self.path.rpartition("/")[0]


class UnfinishedPages:
    """All of it as of one position of the journal; nothing of it may be changed."""

    def __init__(self, position: tuple[int, int], by_id: Mapping[str, Unfinished]) -> None:
        self.position = position
        self.by_id = by_id
        waiting = sorted(by_id.values(), key=lambda one: (one.line[Line.SINCE], one.path))
        self.by_state: dict[str, list[Unfinished]] = {PENDING: [], PRIVATE: []}
        """State -> everything in it, what has waited longest first."""
        self.untold: dict[str, int] = {}
        """The path of a folder -> how many pictures right in it nobody has said what they show of; none: left out."""
        for one in waiting:
            if one.line[Line.STATE] in self.by_state:
                self.by_state[one.line[Line.STATE]].append(one)
            if one.line[Line.MORE].get(UNTOLD):
                self.untold[one.folder] = self.untold.get(one.folder, 0) + 1


def path_text(place: Item | Container) -> str:
    """The path that `Unfinished` has, or would have; of the root empty."""
    return "".join(f"/{name}" for name in path_of(place)) if isinstance(place, Item) else ""


def _is_unfinished(line: list[Any]) -> bool:
    return line[Line.STATE] in (PENDING, PRIVATE) or UNTOLD in line[Line.MORE]


def every_unfinished(root: ContentRoot) -> Iterator[Unfinished]:
    """Looked for in every folder."""
    waiting: list[tuple[str, Container]] = [("", root)]
    while waiting:
        path, container = waiting.pop()
        for name, line in container.lines().items():
            if _is_unfinished(line):
                yield Unfinished(line[Line.ID], f"{path}/{name}", line)
            folder = container.get(name) if line[Line.KIND] == Folder.kind else None
            if isinstance(folder, Container):
                waiting.append((f"{path}/{name}", folder))


def _found(root: ContentRoot, ids: Iterable[str]) -> Iterator[Unfinished]:
    """Those of these things that are unfinished now."""
    for id in ids:
        item = root.by_id.get(id)
        if item is not None:
            line = item.container.lines().get(item.__name__)
            if line is not None and _is_unfinished(line):
                yield Unfinished(id, path_text(item), line)


def unfinished_in(root: ContentRoot, kept: UnfinishedPages | None = None) -> UnfinishedPages:
    """As the pages stand now, with the help of what was found earlier."""
    journal, position = root.journal, root.journal.position
    if kept is not None and kept.position == position:
        return kept
    if kept is not None and position[0] - kept.position[0] <= FEW and journal.knows(kept.position):
        changed = {id for _, _, id in journal.since(kept.position[0])}
        others = (one for one in kept.by_id.values() if one.id not in changed)
        found = [*others, *_found(root, changed)]
    else:
        found = list(every_unfinished(root))
    return UnfinishedPages(position, {one.id: one for one in found})


def unfinished(request: Request) -> UnfinishedPages:
    """The same for a request. Two threads that find the kept one outdated both make it, and both are right."""
    registry = request.registry
    found = registry["hcc.unfinished_pages"] = unfinished_in(request.site.content, registry.get("hcc.unfinished_pages"))
    return found
