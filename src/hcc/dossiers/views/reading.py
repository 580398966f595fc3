"""Reading a paper of a dossier: pictures of its pages, and its files. That it was read is on record before a byte of
it is sent.
"""

from pathlib import Path

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from hcc.children.errors import ChildStopped
from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.responses import blob_response, bytes_response
from hcc.pdf.errors import PdfError
from hcc.pdf.images import page_image
from hcc.web.transactions import outside_transaction

from ..page_pictures import THUMBNAIL_WIDTH, pictures_of
from ..resources import Attachment

WIDTHS = {"thumbnail": THUMBNAIL_WIDTH, "page": 900, "large": 1800}
"""Pixels across a picture of a page: to tell papers apart, to read on the page, and to look closely."""
IMAGE_WIDTH = WIDTHS["page"]


class NotSigned(Refusal):
    text = message("This file carries no signature. Read or keep the copy on the page of the paper.")


def page_wanted(request: Request, pages: int) -> int | None:
    """The page number asked for as ?n=, or None when there is no such page."""
    number = index_of(request.GET.get("n", "1"))
    return number if number is not None and 1 <= number <= pages else None


def kilobytes(size: int) -> str:
    """So many bytes in whole KB, as Vietnamese write numbers."""
    return f"{(size + 1023) // 1024:,}".replace(",", ".")


def index_of(typed: object) -> int | None:
    """A number below 100,000 as it was typed; None for anything else."""
    fits = isinstance(typed, str) and typed.isascii() and typed.isdecimal() and len(typed) < 6
    return int(typed) if fits else None


def _log_reading(paper: Attachment, request: Request) -> None:
    """Every paper may be an identity scan: the reading is on record before a byte is sent."""
    request.registry["hcc.access_log"].record(
        by=request.official.login, at=request.now, what=request.resource_path(paper)
    )


def read_paper(context: Attachment, request: Request) -> dict:
    """A page of the paper as a picture, with the ways to its other pages and to the other papers."""
    number = page_wanted(request, context.pages)
    if number is None:
        raise HTTPNotFound()
    papers = context.__parent__
    dossier = papers.__parent__
    order = [paper.number for paper in papers]
    place = order.index(context.number)
    component = context.component
    return {
        "title": context.name,
        "back": (request.resource_path(dossier, anchor="papers"), dossier.reception_number or dossier.person.name),
        "paper": context,
        "at": request.resource_path(context),
        "component": dossier.record.components[component].name if component is not None else "",
        "number": number,
        "picture": request.localizer.translate(message("Picture of page ${number}", mapping={"number": number})),
        "size": kilobytes(context.size),
        "place": place + 1,
        "papers": len(order),
        "paper_before": f"{request.resource_path(papers)}{order[place - 1]}/read" if place else "",
        "paper_after": f"{request.resource_path(papers)}{order[place + 1]}/read" if place + 1 < len(order) else "",
    }


def show_paper(context: Attachment, request: Request):
    """The clean copy, to be kept. Browsers show no PDF inside a sandbox: to look at it there is `read_paper`."""
    _log_reading(context, request)
    kind, sha256 = "application/pdf", context.clean_sha256
    return blob_response(request, context.clean, name=context.clean_name, sha256=sha256, kind=kind, inline=False)


def show_original(context: Attachment, request: Request):
    """The bytes as they came, of a signed file only: its signatures hold in these and nowhere else."""
    if not context.signed:
        raise NotSigned()
    _log_reading(context, request)
    kind, sha256 = "application/pdf", context.sha256
    return blob_response(request, context.original, name=context.clean_name, sha256=sha256, kind=kind, inline=False)


def show_page(context: Attachment, request: Request):
    """One page of a paper as a picture, made in a child process: ?n=<page>&size=thumbnail, page or large."""
    number, width = page_wanted(request, context.pages), WIDTHS.get(request.GET.get("size", "page"))
    if number is None or width is None:
        raise HTTPNotFound()
    _log_reading(context, request)
    source, sha256, kept = Path(context.clean.committed()), context.clean_sha256, pictures_of(request.office.var)
    try:
        picture = outside_transaction(
            request, lambda: kept.drawn(sha256, number, width, lambda: page_image(source, number, width))
        )
    except (PdfError, ChildStopped):  # it was small when it was probed, and is too heavy at this size
        raise HTTPNotFound() from None
    if context.__name__ not in context.__parent__:
        kept.forget(sha256)  # taken away while it was drawn
        raise HTTPNotFound()
    etag = f"{context.clean_sha256}-{number}-{width}"
    return bytes_response(picture, name=f"{number}.png", kind="image/png", etag=etag)


def includeme(config: Configurator) -> None:
    here = {"context": Attachment, "permission": Permission.DOSSIER_VIEW, "request_method": "GET"}
    config.add_view(show_paper, **here)
    config.add_view(show_original, name="original", **here)
    config.add_view(read_paper, name="read", renderer="hcc:templates/dossiers/papers_read.pt", **here)
    config.add_view(show_page, name="page", **here)
