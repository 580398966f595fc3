"""The field into which files are brought, wherever a page has one: below the table of a folder, and alone."""

from urllib.parse import urlencode

from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString

from ..contents_question import ContentsQuestion
from ..intake import FileTooBig
from ..resources import Container, FileItem, Item
from ..seeing import sees_everything
from ..unfinished import path_text, unfinished
from .places import view_address

MOST = 50
"""Files taken at once."""


def bringing(context: Container, request: Request, question: ContentsQuestion | None = None, page: int = 1) -> dict:
    """What the field for files needs. `question` and `page` are those of the table it stands below."""
    most, asked = request.office.page_file_mb, question or ContentsQuestion()
    return {
        "upload_url": view_address(request, context, "upload"),
        "most": MOST,
        "most_bytes": most * 2**20,
        "too_big": request.localizer.translate(TranslationString(FileTooBig.text, mapping={"limit": most})),
        "upload_back": urlencode([*asked.values, *([("page", page)] if page > 1 else [])]),
        "version": context.root.journal.last,
        "untold": _untold(context, request),
        "describe_url": view_address(request, context, "describe"),
        "refused_file": None,
    }


def _untold(context: Container, request: Request) -> int:
    """How many pictures right in a folder wait for her words."""
    if not request.has_permission(Permission.CONTENT_ADD, context):
        return 0
    if sees_everything(request):
        return unfinished(request).untold.get(path_text(context), 0)
    found = (context.get(name) for name in context.untold())
    return sum(1 for one in found if one is not None and request.has_permission(Permission.CONTENT_EDIT, one))


def where_untold(item: Item, request: Request) -> str:
    """Where words are written for a picture or recording that lacks them, or for pictures right in a folder; empty
    where none does.
    """
    if isinstance(item, FileItem):
        return view_address(request, item, "edit") if item.is_untold else ""
    return view_address(request, item, "describe") if isinstance(item, Container) and item.untold() else ""
