"""The folders something may be laid into, as a form offers them."""

from collections.abc import Sequence

import colander
from deform.widget import SelectWidget
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import message

from ..lines import Line
from ..resources import Container, ContentRoot, Folder

SITE = "site"
"""Stands for the root: what lies there has its address right under the site."""
BETWEEN = " › "


class FolderNotThere(Refusal):
    field = "target"
    text = message("This folder is not there any longer, or you may not add to it. Choose another folder.")


def folders_for(request: Request) -> list[tuple[str, str]]:
    """Id and words of every folder whoever asks may add to, by title, each behind the one it lies in."""
    root: ContentRoot = request.site.content
    holders = {
        kind.name for kind in request.registry["hcc.content_kinds"].values() if issubclass(kind.resource, Container)
    }
    found = []
    if request.has_permission(Permission.CONTENT_ADD, root):
        found.append((SITE, request.localizer.translate(message("Right under the site"))))
    waiting: list[tuple[Container, str]] = [(root, "")]
    while waiting:
        here, above = waiting.pop()
        lines = [(line[Line.SORTED], name, line) for name, line in here.lines().items() if line[Line.KIND] in holders]
        inner = [
            (child, f"{above}{line[Line.TITLE]}")
            for _, name, line in sorted(lines)
            if isinstance(child := here.get(name), Folder)
        ]
        if isinstance(here, Folder) and request.has_permission(Permission.CONTENT_ADD, here):
            found.append((here.id, above.removesuffix(BETWEEN)))
        waiting += [(child, f"{words}{BETWEEN}") for child, words in reversed(inner)]
    return found


def target_node(folders: Sequence[tuple[str, str]], title) -> colander.SchemaNode:
    """The field that asks for one of these folders (`folders_for`)."""
    return colander.SchemaNode(
        colander.String(),
        name="target",
        title=title,
        validator=colander.Length(max=40),
        widget=SelectWidget(values=[("", message("Choose a folder")), *folders]),
    )


def target_of(request: Request, typed: str) -> Container:
    """The folder a form names. Raises `FolderNotThere`."""
    root: ContentRoot = request.site.content
    found = root if typed == SITE else root.by_id.get(typed)
    if not isinstance(found, Container) or not request.has_permission(Permission.CONTENT_ADD, found):
        raise FolderNotThere()
    return found
