"""The bytes of a file or a picture. Nothing in them runs: a browser keeps a file, and shows a picture and no more."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from ZODB.blob import Blob

from hcc.core.permissions import Permission
from hcc.files.responses import blob_response
from hcc.web.typed import asked_text

from ..files import KeptFile, KeptPicture
from ..resources import FileItem, ImageItem

ASKED_AGAIN = "public, no-cache"
"""A browser keeps it, and asks each time whether it is the same still."""
FOR_A_YEAR = "public, max-age=31536000, immutable"
"""At an address that says which bytes are meant."""


def download(context: FileItem, request: Request) -> Response:
    """The file under its own name. `v`: that of an earlier text, by its SHA-256, for whoever sees the history."""
    kept, told = _asked(context, request)
    name = told.get("name") or context.__name__
    return _answer(context, request, kept.blob, kept.sha256, name=name, kind=kept.type, inline=False)


def show_picture(context: ImageItem, request: Request) -> Response:
    """A picture in one of its widths, `w`; without it the largest."""
    kept, told = _asked(context, request)
    name = told.get("name") or f"{context.__name__}.jpg"
    width = asked_text(request, "w")
    if not width:
        return _answer(context, request, kept.blob, kept.sha256, name=name, kind=kept.type, inline=True)
    smaller = kept.smaller if isinstance(kept, KeptPicture) else {}
    if not (width.isascii() and width.isdecimal() and len(width) < 6 and int(width) in smaller):
        raise HTTPNotFound()
    blob, name = smaller[int(width)], f"{name.rpartition('.')[0]}.webp"
    return _answer(context, request, blob, f"{kept.sha256}-{width}", name=name, kind="image/webp", inline=True)


def _asked(item: FileItem, request: Request) -> tuple[KeptFile, dict]:
    """The file that is meant, and what is said of it. Raises HTTPNotFound."""
    version = asked_text(request, "v")
    kept = item.file
    if not version or (kept is not None and kept.sha256.startswith(version)):
        if kept is None:
            raise HTTPNotFound()
        return kept, dict(item.told)
    earlier = item.kept.get(version)
    if earlier is None or not request.has_permission(Permission.CONTENT_HISTORY, item):
        raise HTTPNotFound()
    return earlier, {}


def _answer(item: FileItem, request: Request, blob: Blob, etag: str, *, name: str, kind: str, inline: bool) -> Response:
    response = blob_response(request, blob, name=name, sha256=etag, kind=kind, inline=inline)
    current = item.file is not None and etag.startswith(item.file.sha256)
    if current and item.is_public(request.now):
        meant = inline and asked_text(request, "v")
        response.headers["Cache-Control"] = FOR_A_YEAR if meant else ASKED_AGAIN
    return response


def includeme(config: Configurator) -> None:
    view = {"permission": Permission.CONTENT_VIEW, "request_method": "GET"}
    config.add_view(download, context=FileItem, name="download", **view)
    config.add_view(show_picture, context=ImageItem, name="picture", **view)
