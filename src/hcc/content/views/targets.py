"""The folders something may be laid into, as a form offers them."""

from collections.abc import Sequence
from typing import NamedTuple

import colander
from deform.widget import SelectWidget
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import message

from ..lines import Line
from ..resources import Container, ContentRoot, Folder, Item
from ..seeing import title_told

SITE = "site"
"""Stands for the root: what lies there has its address right under the site."""
BETWEEN = " › "
INDENT = "\u2003"


class FolderNotThere(Refusal):
    field = "target"
    text = message("This folder is not there any longer, or you may not add to it. Choose another folder.")


class Choice(NamedTuple):
    """A folder as it stands among those to choose from."""

    id: str
    title: str
    depth: int
    """How many folders it lies in."""
    words: str
    """Its title behind those of the folders it lies in."""
    closed: bool
    """It is shown for those in it, and cannot be chosen."""

    @property
    def indented(self) -> str:
        """Its title behind as many spaces as its place in the tree asks for: a list to choose from knows no other."""
        return f"{INDENT * self.depth}{self.title}"


def folders_for(request: Request, moving: Sequence[Item] = ()) -> list[Choice]:
    """Every folder whoever asks may add to, as a tree, by title; not what is `moving` itself, or lies in it."""
    root: ContentRoot = request.site.content
    holders = {
        kind.name for kind in request.registry["hcc.content_kinds"].values() if issubclass(kind.resource, Container)
    }
    found: list[Choice] = []
    if request.has_permission(Permission.CONTENT_ADD, root):
        top = request.localizer.translate(message("Right under the site"))
        found.append(Choice(SITE, top, 0, top, False))
    _add_folders(found, request, root, (), frozenset(holders), frozenset(item.id for item in moving))
    return found


def _add_folders(
    found: list[Choice],
    request: Request,
    here: Container,
    above: tuple[str, ...],
    holders: frozenset[str],
    left_out: frozenset[str],
) -> bool:
    """Put down the folders that lie here; answers whether any can be chosen. One that cannot stands above those in it
    that can.
    """
    lines = [(line[Line.SORTED], name) for name, line in here.lines().items() if line[Line.KIND] in holders]
    any_open = False
    for _, name in sorted(lines):
        folder = here.get(name)
        if not isinstance(folder, Folder):
            continue
        title, place = title_told(folder, request)[0], len(found)
        path = (*above, title)
        closed = folder.id in left_out or not request.has_permission(Permission.CONTENT_ADD, folder)
        found.append(Choice(folder.id, title, len(above), BETWEEN.join(path), closed))
        inner = folder.id not in left_out and _add_folders(found, request, folder, path, holders, left_out)
        if closed and not inner:
            del found[place:]
        any_open = any_open or inner or not closed
    return any_open


class FolderWidget(SelectWidget):
    """A list of folders, indented as they lie in each other; scripts add a field that sifts it."""

    template = "folders"
    rows = 8
    """Of the list, where there are as many."""

    def __init__(self, folders: Sequence[Choice]) -> None:
        super().__init__(values=[(one.id, one.words) for one in folders])
        self.folders = folders


def target_node(folders: Sequence[Choice]) -> colander.SchemaNode:
    """The field that asks for one of these folders (`folders_for`)."""
    return colander.SchemaNode(
        colander.String(),
        name="target",
        title=message("Folder"),
        validator=colander.Length(max=40),
        widget=FolderWidget(folders),
    )


def target_of(request: Request, typed: str) -> Container:
    """The folder a form names. Raises `FolderNotThere`."""
    root: ContentRoot = request.site.content
    found = root if typed == SITE else root.by_id.get(typed)
    if not isinstance(found, Container) or not request.has_permission(Permission.CONTENT_ADD, found):
        raise FolderNotThere()
    return found
