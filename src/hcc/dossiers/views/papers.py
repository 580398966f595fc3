"""Papers of a dossier: uploading one is a request of its own; only the clean copy is ever shown."""

from pathlib import Path

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.received import Received, TooBig, receive, workspace
from hcc.files.responses import blob_response, bytes_response
from hcc.pdf.images import page_image
from hcc.pdf.intake import Verdict, take_in
from hcc.pdf.limits import PdfLimits
from hcc.web.acting import REFUSED
from hcc.web.transactions import outside_transaction

from ..operations.attach import PaperRefused, attach, detach
from ..resources import Attachment, Dossier
from .show import dossier_page

IMAGE_WIDTH = 900
DOSSIER = "hcc:templates/dossiers/dossier.pt"


class NoFile(Refusal):
    text = message("Choose a PDF file first, then send it.")


def taken_in(request: Request, folder: Path, field: str = "paper") -> tuple[Received, Path, Verdict, str]:
    """The uploaded file of this request, received and inspected outside the transaction."""
    upload = request.POST.get(field)
    if upload is None or not hasattr(upload, "file"):
        raise NoFile()
    limits = PdfLimits(file_bytes=request.office.upload_mb * 1024 * 1024)
    clean = folder / "clean.pdf"

    def work() -> tuple[Received, Verdict]:
        received = receive(upload.file, folder, limit=limits.file_bytes)
        return received, take_in(received.path, clean, limits)

    try:
        received, verdict = outside_transaction(request, work)
    except TooBig:
        raise PaperRefused("too-big", limit=request.office.upload_mb) from None
    if not verdict.accepted:
        raise PaperRefused(verdict.word, limit=request.office.upload_mb, pages=limits.pages)
    return received, clean, verdict, upload.filename or ""


def attach_paper(context: Dossier, request: Request):
    """Take a PDF in. A refused file leaves the dossier and every other paper as they were."""
    try:
        with workspace(request.office.var) as folder:
            received, clean, verdict, name = taken_in(request, folder)
            attach(
                context,
                received=received,
                clean=clean,
                verdict=verdict,
                name=name,
                component=_index(request.POST.get("component", "")),
                act=request.act,
            )
    except Refusal as refusal:
        request.response.status = REFUSED
        page = dossier_page(context, request, request.refused(refusal))
        chosen = _index(request.POST.get("component", ""))
        # Whoever sends another file means it for the same paper.
        return {**page, "first_missing": chosen} if "component" in request.POST else page
    request.flash(message("The paper was added: ${pages} pages.", mapping={"pages": verdict.pages}))
    return HTTPSeeOther(request.resource_path(context, anchor="papers"))


def detach_paper(context: Dossier, request: Request):
    number = _index(request.POST.get("number", ""))
    if number is None:
        raise HTTPBadRequest()
    try:
        detach(context, number=number, act=request.act)
    except Refusal as refusal:
        request.response.status = REFUSED
        return dossier_page(context, request, request.refused(refusal))
    request.flash(message("The paper was taken away. That it was there stays on record."))
    return HTTPSeeOther(request.resource_path(context, anchor="papers"))


def _index(typed: object) -> int | None:
    fits = isinstance(typed, str) and typed.isascii() and typed.isdecimal() and len(typed) < 6
    return int(typed) if fits else None


def page_wanted(request: Request, pages: int) -> int | None:
    """The page number asked for as ?n=, or None when there is no such page."""
    number = _index(request.GET.get("n", "1"))
    return number if number is not None and 1 <= number <= pages else None


def _log_reading(paper: Attachment, request: Request) -> None:
    """Every paper may be an identity scan: the reading is on record before a byte is sent."""
    request.registry["hcc.access_log"].record(
        by=request.official.login, at=request.now, what=request.resource_path(paper)
    )


def show_paper(context: Attachment, request: Request):
    _log_reading(context, request)
    return blob_response(request, context.clean, name=context.name, sha256=context.clean_sha256, kind="application/pdf")


def show_page(context: Attachment, request: Request):
    """One page of a paper as a picture, made in a child process."""
    number = page_wanted(request, context.pages)
    if number is None:
        raise HTTPNotFound()
    _log_reading(context, request)
    source = Path(context.clean.committed())
    picture = outside_transaction(request, lambda: page_image(source, number, IMAGE_WIDTH))
    return bytes_response(picture, name=f"{number}.png", kind="image/png", etag=f"{context.clean_sha256}-{number}")


def includeme(config: Configurator) -> None:
    config.add_view(
        attach_paper,
        context=Dossier,
        name="attach",
        permission=Permission.DOSSIER_ATTACH,
        request_method="POST",
        renderer=DOSSIER,
        once=True,
    )
    config.add_view(
        detach_paper,
        context=Dossier,
        name="detach",
        permission=Permission.DOSSIER_ATTACH,
        request_method="POST",
        renderer=DOSSIER,
        once=True,
    )
    config.add_view(show_paper, context=Attachment, permission=Permission.DOSSIER_VIEW, request_method="GET")
    config.add_view(
        show_page, context=Attachment, name="page", permission=Permission.DOSSIER_VIEW, request_method="GET"
    )
