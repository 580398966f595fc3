"""What a page says of its file, and how a picture is put into another page."""

from typing import NamedTuple

from chameleon.utils import Markup
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.moments import day_line

from .body import alt_in, picture_of
from .files import kind_words, size_words
from .pdf_files import acting_words
from .recordings import plays_in
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
    player: str
    """The element that plays it (`recordings.plays_in`); empty where none does."""
    pages: int | None
    """Of a PDF, where that is known."""
    since: str
    """The day of its newest text or file, in words."""


def facts_of(item: Item, request: Request) -> FileFacts | None:
    """The facts of a thing that has a file."""
    if not isinstance(item, FileItem) or item.file is None:
        return None
    told = item.told
    return FileFacts(
        name=told["name"],
        words=f"{kind_words(told)} {size_words(told['size'])}".strip(),
        url=request.resource_path(item, "download"),
        mark=mark_of(item, request),
        picture=picture_of(item, request, alt_in(item, request.locale_name))
        if isinstance(item, ImageItem)
        else Markup(""),
        player=plays_in(told.get("type", ""), told["name"]),
        pages=told.get("pages"),
        since=day_line(item.changed_at.astimezone(LOCAL).date(), request.locale_name),
        removed=", ".join(acting_words(told.get("removed") or (), request.localizer.translate)),
    )


def mark_of(item: FileItem, request: Request) -> str:
    """What is typed into a text to show this picture, or to lead to this file; addresses begin at the site."""
    address = request.resource_path(item).removeprefix(request.script_name).rstrip("/")
    if isinstance(item, ImageItem):
        return f"![{item.alt.translate(_MARKS)}]({address})"
    return link_mark(item.title, address)


def link_mark(title: str, address: str) -> str:
    """What is typed into a text to lead to an address within the site."""
    return f"[{title.translate(_MARKS)}]({address})"
