"""The folders something may be laid into, as a form offers them."""

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
    """Id and words of every folder whoever asks may add to, as they lie in one another."""
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
        inner = []
        for name, line in here.lines_in_order():
            if line[Line.KIND] in holders and isinstance(child := here.get(name), Folder):
                inner.append((child, f"{above}{line[Line.TITLE]}"))
        if isinstance(here, Folder) and request.has_permission(Permission.CONTENT_ADD, here):
            found.append((here.id, above.removesuffix(BETWEEN)))
        waiting += [(child, f"{words}{BETWEEN}") for child, words in reversed(inner)]
    return found


def target_node(request: Request, title) -> colander.SchemaNode:
    """The field that asks for a folder."""
    return colander.SchemaNode(
        colander.String(),
        name="target",
        title=title,
        validator=colander.Length(max=40),
        widget=SelectWidget(values=[("", message("Choose a folder")), *folders_for(request)]),
    )


def target_of(request: Request, typed: str) -> Container:
    """The folder a form names. Raises `FolderNotThere`."""
    root: ContentRoot = request.site.content
    found = root if typed == SITE else root.by_id.get(typed)
    if not isinstance(found, Container) or not request.has_permission(Permission.CONTENT_ADD, found):
        raise FolderNotThere()
    return found
