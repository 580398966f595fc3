"""Papers of a dossier: uploading one is a request of its own; only the clean copy is ever shown."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPForbidden, HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.names import shown_name
from hcc.files.received import Received, TooBig, linked, receive, workspace
from hcc.pdf.intake import Verdict, take_in
from hcc.pdf.limits import PdfLimits
from hcc.settings import Settings
from hcc.web.acting import REFUSED
from hcc.web.once import committed_once
from hcc.web.transactions import outside_transaction

from ..operations.attach import PaperRefused, attach, detach
from ..quotas import Quotas, check_room
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
    received, clean, verdict = outside_transaction(request, lambda: look_at(upload.file, folder, request.office))
    return received, clean, verdict, upload.filename or ""


def look_at(file: BinaryIO, folder: Path, office: Settings) -> tuple[Received, Path, Verdict]:
    """What was sent, its clean copy, both in a folder of its own, and what was found. Raises PaperRefused."""
    limits = PdfLimits(file_bytes=office.upload_mb * 2**20)
    clean = folder / "clean.pdf"
    try:
        received = receive(file, folder, limit=limits.file_bytes)
    except TooBig:
        raise PaperRefused("too-big", limit=office.upload_mb) from None
    verdict = take_in(received.path, clean, limits)
    if not verdict.accepted:
        raise PaperRefused(verdict.word, limit=office.upload_mb, pages=limits.pages)
    return received, clean, verdict


def attach_paper(context: Dossier, request: Request):
    """Take a file in and keep it at once. A refused one leaves the dossier and every other paper as they were."""
    component = component_named(request)
    where = request.resource_path(context, anchor="papers")
    try:
        keep_paper(request, context, lambda: (context, component), where)
    except Refusal as refusal:
        return _refused(context, request, refusal)
    return HTTPSeeOther(where)


def keep_paper(request: Request, like: Dossier, find: Callable[[], tuple[Dossier, int | None]], where: str) -> None:
    """Take the file of this request in and keep it at once, in a transaction of its own.

    Whether there is room is asked of `like` before the work of looking at the file, and again of what `find` answers:
    the dossier and the component, in the transaction that stores the paper and keeps `where` as the form's answer.
    """
    quotas = Quotas.of(request.office)
    check_room(like, size_of(request.POST.get("paper")), quotas=quotas, act=request.act)
    with workspace(request.office.var) as folder:
        received, clean, verdict, name = taken_in(request, folder)

        def store() -> None:
            dossier, component = find()
            check_still_hers(dossier, request)
            attach(
                dossier,
                received=replace(received, path=linked(received.path)),
                clean=linked(clean),
                verdict=verdict,
                name=name,
                component=component,
                act=request.act,
                quotas=quotas,
            )

        # Files of one dossier that come at the same moment are in each other's way.
        committed_once(request, where, store)
    request.flash(message("The paper was added: ${pages} pages.", mapping={"pages": verdict.pages}))


def check_still_hers(dossier: Dossier, request: Request) -> None:
    """Ask again, behind work outside the transaction, whether she may work on its papers. Raises HTTPForbidden.

    The dossier may have been passed on meanwhile, to where only others add papers.
    """
    allowed = request.has_permission(Permission.DOSSIER_ATTACH, dossier)
    if not allowed:
        raise HTTPForbidden(result=allowed)


def component_named(request: Request) -> int | None:
    """Which needed paper the form says its paper is; None: another one."""
    return index_of(request.POST.get("component", ""))


def size_of(upload: object) -> int:
    """How many bytes the browser sent as this field."""
    file = getattr(upload, "file", None)
    if file is None:
        return 0
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return size


def _refused(context: Dossier, request: Request, refusal: Refusal) -> dict:
    """The page of the dossier, which says why beside the name of the file."""
    request.response.status = REFUSED
    sentences = request.refused(refusal)
    upload = request.POST.get("paper")
    name = shown_name(getattr(upload, "filename", None) or "", "") if upload is not None else ""
    page = {**dossier_page(context, request, sentences), "refused_file": (name, " ".join(sentences)) if name else None}
    page["complaints"] = [("#paper", f"{name}: {sentence}" if name else sentence) for sentence in sentences]
    # Whoever sends another file means it for the same paper.
    return {**page, "first_missing": component_named(request)} if "component" in request.POST else page


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
