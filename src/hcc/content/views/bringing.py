"""The field into which files are brought, wherever a page has one: below the table of a folder, and alone."""

from typing import Any

from pyramid.request import Request

from hcc.core.text import TranslationString

from ..intake import FileTooBig
from ..lines import Line
from ..resources import UNTOLD, Container, ImageItem, Item
from .places import view_address

MOST = 50
"""Files taken at once."""


def untold_in(context: Container) -> list[str]:
    """Names of the pictures in a folder of which nobody has said what they show, in its order."""
    return [name for name, line in context.lines_in_order() if line[Line.MORE].get(UNTOLD)]


def bringing(context: Container, request: Request, back: str = "") -> dict[str, Any]:
    """What the field for files needs. `back`: the question of the table it stands below."""
    most = request.office.page_file_mb
    return {
        "upload_url": view_address(request, context, "upload"),
        "most": MOST,
        "most_bytes": most * 2**20,
        "too_big": request.localizer.translate(TranslationString(FileTooBig.text, mapping={"limit": most})),
        "upload_back": back,
        "version": context.root.journal.last,
        "untold": sum(1 for line in context.lines().values() if line[Line.MORE].get(UNTOLD)),
        "describe_url": view_address(request, context, "describe"),
        "refused_file": None,
    }


def where_untold(item: Item, request: Request) -> str:
    """Where it is said what a picture shows that lacks words, or pictures right in a folder; empty where none does."""
    if isinstance(item, ImageItem):
        return view_address(request, item, "edit") if item.is_untold else ""
    return view_address(request, item, "describe") if isinstance(item, Container) and untold_in(item) else ""
