"""The field into which files are brought, wherever a page has one: below the table of a folder, and alone."""

from urllib.parse import urlencode

from pyramid.request import Request

from hcc.core.text import TranslationString

from ..contents_question import CHOSEN, ContentsQuestion
from ..intake import FileTooBig
from ..lines import Line
from ..resources import UNTOLD, Container, FileItem, ImageItem, Item
from .places import view_address

MOST = 50
"""Files taken at once."""


def untold_in(context: Container) -> list[str]:
    """Names of the pictures in a folder of which nobody has said what they show, in its order."""
    return [name for name, line in context.lines_in_order() if line[Line.MORE].get(UNTOLD)]


def bringing(context: Container, request: Request, question: ContentsQuestion | None = None, page: int = 1) -> dict:
    """What the field for files needs. `question` and `page` are those of the table it stands below."""
    most, kept = request.office.page_file_mb, request.registry["hcc.kept_content_lists"]
    asked, lines = question or ContentsQuestion(), kept.of(context, question.sort if question is not None else CHOSEN)
    return {
        "upload_url": view_address(request, context, "upload"),
        "most": MOST,
        "most_bytes": most * 2**20,
        "too_big": request.localizer.translate(TranslationString(FileTooBig.text, mapping={"limit": most})),
        "upload_back": urlencode([*asked.values, *([("page", page)] if page > 1 else [])]),
        "version": context.root.journal.last,
        "untold": sum(1 for _, line in lines if line[Line.KIND] == ImageItem.kind and line[Line.MORE].get(UNTOLD)),
        "describe_url": view_address(request, context, "describe"),
        "refused_file": None,
    }


def where_untold(item: Item, request: Request) -> str:
    """Where words are written for a picture or recording that lacks them, or for pictures right in a folder; empty
    where none does.
    """
    if isinstance(item, FileItem):
        return view_address(request, item, "edit") if item.is_untold else ""
    return view_address(request, item, "describe") if isinstance(item, Container) and untold_in(item) else ""
