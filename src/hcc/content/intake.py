"""A file that comes with a form: received, looked at outside the transaction, and kept with the text that names it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from persistent import Persistent
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.text import clean_line, message
from hcc.files.received import Received, TooBig, receive, workspace
from hcc.pdf.limits import PdfLimits
from hcc.web.fields import UploadedFile
from hcc.web.transactions import outside_transaction

from .files import FILE, KeptFile, keep_received
from .pictures import keep_picture, look_at_picture
from .resources import FileItem, ImageItem, Item

Keep = Callable[[Persistent], tuple[KeptFile, dict[str, Any]]]
"""Keeps what was received, near a stored object; gives it back with what the text says of it."""


class FileTooBig(Refusal):
    field = "file"
    text = message("The file is larger than ${limit} MB. Make it smaller, or divide it.")


class EmptyFile(Refusal):
    field = "file"
    text = message("The file is empty: nothing was in it. Choose it again.")


@contextmanager
def file_of(
    request: Request,
    resource: type,
    typed: Mapping[str, Any],
    near: Persistent,
    before: Mapping[str, Any] | None = None,
) -> Iterator[tuple[dict[str, Any], KeptFile | None]]:
    """The text of a form, and the file that came with it as it is to be kept; None where none came.

    Without a new file the text keeps naming the one of the text `before`. Ends the transaction of the request, which
    must have changed nothing, where a file came. Raises FileTooBig, EmptyFile, PictureRefused.
    """
    upload = typed.get(FILE)
    if not issubclass(resource, FileItem) or not isinstance(upload, UploadedFile):
        text = dict(typed)
        if issubclass(resource, FileItem):
            text[FILE] = dict((before or {}).get(FILE) or {})
        yield named(text), None
        return
    with workspace(request.office.var) as folder:
        keep = outside_transaction(request, lambda: look_at(request, resource, upload, folder))
        kept, told = keep(near)
        yield named({**typed, FILE: told}), kept


def keep_with(item: Item, file: KeptFile) -> None:
    """Lay a file beside the text that names it."""
    if isinstance(item, FileItem) and file.sha256 not in item.kept:
        item.kept[file.sha256] = file


def look_at(request: Request, resource: type, upload: UploadedFile, folder: Path) -> Keep:
    """Receive a file and look at it, with no transaction going on."""
    received = _received(upload, folder, request.office.page_file_mb)
    if not issubclass(resource, ImageItem):
        return lambda near: keep_received(received, upload.name, near=near)
    answer = look_at_picture(received.path, folder, PdfLimits())
    return lambda near: keep_picture(answer, folder, upload.name, near=near)


def _received(upload: UploadedFile, folder: Path, most: int) -> Received:
    try:
        received = receive(upload.file, folder, limit=most * 2**20)
    except TooBig:
        raise FileTooBig(limit=most) from None
    if not received.size:
        raise EmptyFile()
    return received


def named(text: dict[str, Any]) -> dict[str, Any]:
    """What has no title is called as its file."""
    if not text.get("title"):
        name = str((text.get(FILE) or {}).get("name", ""))
        text["title"] = clean_line((name.rpartition(".")[0] or name).replace("_", " "))
    return text
