"""/…/upload: several files are laid into a folder at once. Pictures become pictures, everything else files."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.received import workspace
from hcc.web.acting import REFUSED
from hcc.web.fields import UploadedFile
from hcc.web.transactions import outside_transaction

from ..files import FILE
from ..intake import Keep, keep_with, look_at, named
from ..operations.add import add_item
from ..pictures import PictureRefused
from ..resources import Container, FileItem, ImageItem, Item
from .places import address, view_address, within
from .reserved import reserved_names

PAGE = "hcc:templates/content/upload.pt"
MOST = 50
"""Files taken at once."""
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
"""How the files of pictures begin that pages show."""


class NoFiles(Refusal):
    text = message("No file was chosen. Choose one or several, or drop them onto the field.")


class TooManyFiles(Refusal):
    text = message("These are ${count} files, and at most ${most} are taken at once. Send fewer.")


def _sent(request: Request) -> list[UploadedFile]:
    """The files of the form. Raises `NoFiles`, `TooManyFiles`."""
    found = [
        UploadedFile(str(one.filename), "", one.file)
        for one in request.POST.getall(FILE)
        if getattr(one, "file", None) is not None and getattr(one, "filename", "")
    ]
    if not found:
        raise NoFiles()
    if len(found) > MOST:
        raise TooManyFiles(count=len(found), most=MOST)
    return found


Looked = tuple[UploadedFile, type[FileItem], Keep | Refusal]


def _looked_at(request: Request, sent: Sequence[UploadedFile], folders: Sequence[Path]) -> list[Looked]:
    """Each file, what it becomes, and how it is kept or why not. No transaction is going on."""
    found: list[Looked] = []
    for upload, folder in zip(sent, folders, strict=True):
        begin = upload.file.read(8)
        upload.file.seek(0)
        resource: type[FileItem] = ImageItem if begin.startswith(PICTURES) else FileItem
        try:
            try:
                found.append((upload, resource, look_at(request, resource, upload, folder)))
            except PictureRefused:
                if resource is ImageItem and begin.startswith(b"RIFF"):  # also sound and film begin so
                    upload.file.seek(0)
                    found.append((upload, FileItem, look_at(request, FileItem, upload, folder)))
                else:
                    raise
        except Refusal as refusal:
            found.append((upload, resource, refusal))
    return found


def _sentences(refusal: Refusal, request: Request) -> list[str]:
    """Why a file is not kept. The others are: so the transaction is not given up, as `request.refused` does."""
    return [request.sentence_of(complaint) for complaint in refusal.complaints]


def _page(context: Container, request: Request, **more: Any) -> dict[str, Any]:
    return within(
        context,
        request,
        message("Lay several files in"),
        "add",
        url=view_address(request, context, "upload"),
        most=MOST,
        **{"complaints": [], "added": [], **more},
    )


def show_upload(context: Container, request: Request) -> dict[str, Any]:
    return _page(context, request)


def do_upload(context: Container, request: Request):
    """Lay in what can be kept, and say of each file that cannot why: nobody sends twenty again because of one."""
    try:
        sent = _sent(request)
    except Refusal as refusal:
        request.response.status = REFUSED
        complaints = [("#files", sentence) for sentence in request.refused(refusal)]
        return _page(context, request, complaints=complaints, errors=True)
    added: list[Item] = []
    complaints = []
    with ExitStack() as opened:
        folders = [opened.enter_context(workspace(request.office.var)) for _ in sent]
        for upload, resource, found in outside_transaction(request, lambda: _looked_at(request, sent, folders)):
            if isinstance(found, Refusal):
                complaints += [("#files", f"{upload.name[:120]}: {words}") for words in _sentences(found, request)]
                continue
            kept, told = found(context)
            text = named({"title": "", "summary": "", FILE: told})
            if resource is ImageItem:
                text |= {"alt": text["title"], "decorative": False}
            item = add_item(context, resource=resource, text=text, act=request.act, reserved=reserved_names(request))
            keep_with(item, kept)
            added.append(item)
    if not complaints:
        request.flash(message("Laid in: ${count} files. Only officials see them yet.", mapping={"count": len(added)}))
        return HTTPSeeOther(view_address(request, context, "contents"))
    request.response.status = REFUSED
    shown = [(item.title, address(request, item)) for item in added]
    return _page(context, request, complaints=complaints, added=shown, errors=True)


def includeme(config: Configurator) -> None:
    view = {"context": Container, "name": "upload", "permission": Permission.CONTENT_ADD, "renderer": PAGE}
    config.add_view(show_upload, request_method="GET", **view)
    config.add_view(do_upload, request_method="POST", once=True, **view)
