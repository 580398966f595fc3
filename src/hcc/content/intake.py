"""A file that comes with a form: received, looked at outside the transaction, and kept with the text that names it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from persistent import Persistent
from pyramid.httpexceptions import HTTPForbidden
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, clean_line, message
from hcc.files.names import shown_name
from hcc.files.received import Received, TooBig, receive, workspace
from hcc.pdf.limits import PdfLimits
from hcc.web.fields import UploadedFile
from hcc.web.transactions import outside_transaction

from .files import FILE, NAMELESS, PDF, KeptFile, KeptPicture, keep_received, type_of
from .pdf_files import given_away, taken_out
from .picture_jobs import put_widths_in
from .pictures import keep_picture, look_at_picture, picture_name
from .resources import Container, FileItem, ImageItem, Item
from .waiting_files import let_go

Kept = tuple[KeptFile, dict[str, Any]]
"""What was kept, and what the text says of it."""


@dataclass(frozen=True)
class LookedAt:
    """A file that can be kept."""

    name: str
    """What it will be called."""
    sent: str
    """SHA-256 of the bytes as they came."""
    keep: Callable[[Persistent], Kept]
    """Keeps it near a stored object; may be called again where a commit failed."""
    advice: Sequence[TranslationString] = ()
    """What whoever sent it is to know of what people get."""


class FileTooBig(Refusal):
    field = "file"
    text = message("The file is larger than ${limit} MB. Make it smaller, or divide it.")


class Gone(Refusal):
    text = message("“${title}” was deleted meanwhile, and nothing was saved. Copy what you typed, or have it restored.")


class EmptyFile(Refusal):
    field = "file"
    text = message("The file is empty: nothing was in it. Choose it again.")


def check_still(request: Request, permission: Permission, near: Item | Container) -> None:
    """Whoever asks may still do that here, in a transaction begun after the one in which she was let in.

    Raises `Gone` of what was deleted meanwhile, HTTPForbidden.
    """
    if isinstance(near, Item) and near.id not in near.root.by_id:
        raise Gone(title=near.title)
    if not (allowed := request.has_permission(permission, near)):
        raise HTTPForbidden(result=allowed)


@contextmanager
def file_of(
    request: Request,
    resource: type,
    typed: Mapping[str, Any],
    near: Item | Container,
    permission: Permission,
    before: Mapping[str, Any] | None = None,
) -> Iterator[tuple[dict[str, Any], KeptFile | None]]:
    """The text of a form, and the file that came with it as it is to be kept; None where none came.

    Without a new file the text keeps naming the one of the text `before`. Where a file came, the transaction of the
    request, which must have changed nothing, is ended, and `permission` is asked for again in the one that follows.
    Raises FileTooBig, EmptyFile, PictureRefused, PdfRefused, Gone, HTTPForbidden.
    """
    upload = typed.get(FILE)
    if not issubclass(resource, FileItem) or not isinstance(upload, UploadedFile):
        text = dict(typed)
        if issubclass(resource, FileItem):
            text[FILE] = dict((before or {}).get(FILE) or {})
        yield named(text), None
        return
    with workspace(request.office.var) as folder:
        looked = outside_transaction(request, lambda: look_at(request, resource, upload, folder))
        check_still(request, permission, near)
        kept, told = looked.keep(near)
        yield named({**typed, FILE: told}), kept
        for sentence in looked.advice:
            request.flash(sentence)
    let_go(request)


def keep_with(item: Item, file: KeptFile) -> None:
    """Lay a file beside the text that names it."""
    if isinstance(item, FileItem) and file.sha256 not in item.kept:
        item.kept[file.sha256] = file
        if isinstance(file, KeptPicture):
            put_widths_in(item, file)


def look_at(request: Request, resource: type, upload: UploadedFile, folder: Path) -> LookedAt:
    """Receive a file and look at it, with no transaction going on."""
    say = request.localizer.translate
    return look_at_file(resource, upload, folder, most_mb=request.office.page_file_mb, say=say)


def look_at_file(
    resource: type, upload: UploadedFile, folder: Path, *, most_mb: int, say: Callable[[TranslationString], str]
) -> LookedAt:
    """The same for a file that no request brings."""
    received = _received(upload, folder, most_mb)
    if issubclass(resource, ImageItem):
        answer = look_at_picture(received.path, folder, PdfLimits())
        name = shown_name(picture_name(upload.name), NAMELESS)
        return _kept_as(name, received, lambda near: keep_picture(answer, folder, upload.name, near=near))
    name = shown_name(upload.name, NAMELESS)
    if type_of(received.path) != PDF:
        return _kept_as(name, received, lambda near: keep_received(received, upload.name, near=near))
    given, verdict, whole = given_away(received, folder, PdfLimits(file_bytes=most_mb * 2**20))
    more = {"pages": verdict.pages, **({"removed": list(verdict.removed)} if verdict.removed and not whole else {})}
    signed = verdict.signed and not whole
    advice = [] if whole else taken_out(name, verdict.removed, signed=signed, say=say)
    return _kept_as(name, received, lambda near: keep_received(given, upload.name, near=near), advice, **more)


def _kept_as(
    name: str,
    received: Received,
    keep: Callable[[Persistent], Kept],
    advice: Sequence[TranslationString] = (),
    **more: object,
) -> LookedAt:
    def kept(near: Persistent) -> Kept:
        file, told = keep(near)
        return file, {**told, "sent": received.sha256, **more}

    return LookedAt(name, received.sha256, kept, advice)


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
