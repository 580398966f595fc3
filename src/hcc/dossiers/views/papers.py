"""Papers of a dossier: uploading one is a request of its own; only the clean copy is ever shown."""

from pathlib import Path

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.received import Received, TooBig, receive, workspace
from hcc.pdf.intake import Verdict, take_in
from hcc.pdf.limits import PdfLimits
from hcc.web.acting import REFUSED
from hcc.web.transactions import outside_transaction

from ..operations.attach import PaperRefused, attach, detach
from ..resources import Dossier
from .reading import index_of
from .show import dossier_page

DOSSIER = "hcc:templates/dossiers/dossier.pt"


class NoFile(Refusal):
    text = message("Choose a PDF file or a photo first, then send it.")


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
                component=index_of(request.POST.get("component", "")),
                act=request.act,
            )
    except Refusal as refusal:
        request.response.status = REFUSED
        page = dossier_page(context, request, request.refused(refusal))
        chosen = index_of(request.POST.get("component", ""))
        # Whoever sends another file means it for the same paper.
        return {**page, "first_missing": chosen} if "component" in request.POST else page
    request.flash(message("The paper was added: ${pages} pages.", mapping={"pages": verdict.pages}))
    return HTTPSeeOther(request.resource_path(context, anchor="papers"))


def detach_paper(context: Dossier, request: Request):
    number = index_of(request.POST.get("number", ""))
    if number is None:
        raise HTTPBadRequest()
    try:
        detach(context, number=number, act=request.act)
    except Refusal as refusal:
        request.response.status = REFUSED
        return dossier_page(context, request, request.refused(refusal))
    request.flash(message("The paper was taken away. That it was there stays on record."))
    return HTTPSeeOther(request.resource_path(context, anchor="papers"))


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
