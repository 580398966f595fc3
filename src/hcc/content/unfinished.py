"""What waits for review and what is being written, wherever it lies: worked out once for each state of the pages."""

from typing import Any, NamedTuple

from pyramid.request import Request

from .lines import Line
from .resources import Container, ContentRoot, Folder
from .workflow import PENDING, PRIVATE


class Unfinished(NamedTuple):
    """One thing, as its line tells of it."""

    id: str
    path: str
    """The names of its address, from the site on."""
    line: list[Any]


def unfinished_in(root: ContentRoot) -> dict[str, list[Unfinished]]:
    """State -> everything in it, what has waited longest first."""
    found: dict[str, list[Unfinished]] = {PENDING: [], PRIVATE: []}
    waiting: list[tuple[str, Container]] = [("", root)]
    while waiting:
        path, container = waiting.pop()
        for name, line in container.lines_in_order():
            if line[Line.STATE] in found:
                found[line[Line.STATE]].append(Unfinished(line[Line.ID], f"{path}/{name}", line))
            folder = container.get(name) if line[Line.KIND] == Folder.kind else None
            if isinstance(folder, Container):
                waiting.append((f"{path}/{name}", folder))
    for things in found.values():
        things.sort(key=lambda one: (one.line[Line.SINCE], one.path))
    return found


def unfinished(request: Request) -> dict[str, list[Unfinished]]:
    """The same as the pages stand now, not to be changed; kept until the next change of any page."""
    registry, root = request.registry, request.site.content
    position = root.journal.position
    kept = registry.get("hcc.unfinished_pages")
    if kept is None or kept[0] != position:
        kept = registry["hcc.unfinished_pages"] = (position, unfinished_in(root))
    return kept[1]
