"""What a page says of its file, and how a picture is put into another page."""

from typing import NamedTuple

from chameleon.utils import Markup
from pyramid.request import Request

from .body import picture_of
from .files import kind_words, size_words
from .pdf_files import acting_words
from .resources import FileItem, ImageItem, Item

_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\[]"})


class FileFacts(NamedTuple):
    """A file as its page shows it."""

    name: str
    words: str
    """What it is and how large: "PDF 2,3 MB"."""
    url: str
    mark: str
    """What puts it into the text of a page."""
    picture: Markup
    """The picture itself; empty for other files."""
    removed: str
    """What was taken out of a PDF because it could act, in words; empty where nothing was."""


def facts_of(item: Item, request: Request) -> FileFacts | None:
    """The facts of a thing that has a file."""
    if not isinstance(item, FileItem) or item.file is None:
        return None
    told = item.told
    is_picture = isinstance(item, ImageItem)
    return FileFacts(
        name=told["name"],
        words=f"{kind_words(told)} {size_words(told['size'])}".strip(),
        url=request.resource_path(item, "download"),
        mark=mark_of(item, request),
        picture=picture_of(item, request) if is_picture else Markup(""),
        removed=", ".join(acting_words(told.get("removed") or (), request.localizer.translate)),
    )


def mark_of(item: FileItem, request: Request) -> str:
    """What is typed into a text to show this picture, or to lead to this file; addresses begin at the site."""
    address = request.resource_path(item).removeprefix(request.script_name).rstrip("/")
    if isinstance(item, ImageItem):
        return f"![{item.alt.translate(_MARKS)}]({address})"
    return f"[{item.title.translate(_MARKS)}]({address})"
