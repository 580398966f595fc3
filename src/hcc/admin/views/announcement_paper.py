"""/quan-tri/quyet-dinh/<number>/paper: the decision as a file; taking it in is a request of its own."""

from dataclasses import replace

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.dossiers.views.papers import taken_in
from hcc.files.received import linked, workspace
from hcc.files.responses import blob_response
from hcc.procedures.operations.announce import keep_decision
from hcc.web.once import committed_once

from ..catalogue_places import AnnouncementPlace
from ..decision_file import of_the_file
from .announcement import PAGE, address, refused_page


def do_attach(context: AnnouncementPlace, request: Request):
    """Take the file in and keep it at once; a refused one leaves everything as it was."""
    where = f"{address(context)}#decision-file"
    try:
        with workspace(request.office.var) as folder:
            received, clean, verdict, name = taken_in(request, folder)

            def store() -> None:
                keep_decision(
                    context.announcement,
                    context.procedures,
                    received=replace(received, path=linked(received.path)),
                    clean=linked(clean),
                    verdict=verdict,
                    name=name,
                    act=request.act,
                )

            committed_once(request, where, store)
    except Refusal as refusal:
        return refused_page(context, request, of_the_file(refusal), at="paper")
    request.flash(message("The decision was taken in: ${pages} pages.", mapping={"pages": verdict.pages}))
    return HTTPSeeOther(where)


def show_paper(context: AnnouncementPlace, request: Request):
    """The copy that is shown; of a signed file the bytes as they came, since the signature is in them."""
    paper = context.announcement.paper
    if paper is None:
        raise HTTPNotFound()
    if "original" in request.GET:
        return blob_response(
            request, paper.original, name=paper.name, sha256=paper.sha256, kind="application/octet-stream", inline=False
        )
    stem = paper.name.rpartition(".")[0] or paper.name
    return blob_response(request, paper.clean, name=f"{stem}.pdf", sha256=paper.clean_sha256, kind="application/pdf")


def includeme(config: Configurator) -> None:
    view = {"context": AnnouncementPlace, "permission": Permission.PROCEDURE_EDIT}
    config.add_view(do_attach, name="attach", request_method="POST", once=True, renderer=PAGE, **view)
    config.add_view(show_paper, name="paper", request_method="GET", **view)
