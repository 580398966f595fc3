"""Arranging the pages of papers, and saying which needed paper a paper is."""

from pathlib import Path

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.request import Request

from hcc.children.errors import ChildStopped
from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.received import linked, workspace
from hcc.pdf.errors import PdfError
from hcc.pdf.page_order import PlacedPage, lay_out
from hcc.web.acting import REFUSED
from hcc.web.once import committed_once
from hcc.web.transactions import outside_transaction

from ..arranging import TooHeavy, is_as_it_was, read_parts, rows_of
from ..operations.arrange import Leaf, Part, arrange, assign_paper, check_arrangeable, check_pages
from ..quotas import Quotas
from ..resources import Attachment, Dossier
from .papers import check_still_hers, component_named
from .reading import index_of
from .show import dossier_page

DOSSIER = "hcc:templates/dossiers/dossier.pt"
MOST_TOGETHER = 40
"""Papers on one page: more than a dossier holds."""


def _page(dossier: Dossier, request: Request, numbers: list[int], complaints: list[str] | None = None) -> dict:
    folder = dossier.papers
    papers = sorted((one for one in folder if one.number in numbers), key=lambda one: numbers.index(one.number))
    others = [one for one in folder if one.number > folder.handed_in and not one.signed and one not in papers]
    return {
        "title": message("Arrange pages"),
        "back": (request.resource_path(dossier, anchor="papers"), message("Dossier")),
        "papers": papers,
        "others": others if papers else [],
        "rows": rows_of(papers, request.POST if request.method == "POST" else {}),
        "turns": ((0, "0°"), (90, "90°"), (180, "180°"), (270, "270°")),
        "at": request.resource_path(dossier, "arrange"),
        "base": request.resource_path(folder),
        "complaints": [("", sentence) for sentence in complaints or ()],
        "errors": bool(complaints),
    }


def _refused(dossier: Dossier, request: Request, numbers: list[int], refusal: Refusal) -> dict:
    request.response.status = REFUSED
    return _page(dossier, request, numbers, request.refused(refusal))


def _numbers(asked: list[object]) -> list[int]:
    """Numbers of papers as they were asked for, each once."""
    numbers = [index_of(text) for text in asked[:MOST_TOGETHER]]
    return [number for number in dict.fromkeys(numbers) if number is not None]


def show_arrange(context: Attachment, request: Request) -> dict:
    """The pages of a paper, and of the papers asked for as ?with=<number>, to be put in order."""
    dossier: Dossier = context.__parent__.__parent__
    numbers = _numbers([str(context.number), *request.GET.getall("with")])
    try:
        papers = check_arrangeable(dossier, numbers)
        check_pages(sum(one.pages for one in papers))
    except Refusal as refusal:
        return _refused(dossier, request, [], refusal)
    return _page(dossier, request, numbers)


def do_arrange(context: Dossier, request: Request):
    """Make new papers of the pages as they were put."""
    numbers = _numbers(request.POST.getall("of"))
    if not numbers:
        raise HTTPBadRequest()
    try:
        papers = check_arrangeable(context, numbers)
        parts = read_parts(papers, request.POST)
        check_pages(max(map(len, parts)))
        where = request.resource_path(context, anchor="papers")
        if is_as_it_was(papers, parts):
            return HTTPSeeOther(where)
        sources = [Path(paper.clean.committed()) for paper in papers]
        with workspace(request.office.var) as space:
            files = outside_transaction(request, lambda: _laid_out(numbers, sources, parts, space))

            def store() -> None:
                check_still_hers(context, request)
                arrange(
                    context,
                    numbers=numbers,
                    parts=[Part(leaves, linked(file)) for leaves, file in zip(parts, files, strict=True)],
                    act=request.act,
                    most=Quotas.of(request.office).dossier_papers,
                )

            committed_once(request, where, store)
    except Refusal as refusal:
        return _refused(context, request, numbers, refusal)
    request.flash(message("The pages are arranged. Papers made: ${count}.", mapping={"count": len(parts)}))
    return HTTPSeeOther(where)


def _laid_out(numbers: list[int], sources: list[Path], parts: list[tuple[Leaf, ...]], space: Path) -> list[Path]:
    placed = [[PlacedPage(numbers.index(leaf.number), leaf.page, leaf.turn) for leaf in part] for part in parts]
    try:
        return lay_out(sources, placed, space)
    except (PdfError, ChildStopped):
        raise TooHeavy() from None


def do_assign_paper(context: Dossier, request: Request):
    """Say which needed paper a paper is; an empty component: another one."""
    number = index_of(request.POST.get("number", ""))
    if number is None:
        raise HTTPBadRequest()
    try:
        paper = assign_paper(context, number=number, component=component_named(request), act=request.act)
    except Refusal as refusal:
        request.response.status = REFUSED
        return dossier_page(context, request, request.refused(refusal))
    if paper.component is None:
        request.flash(message("The paper is now another paper."))
    else:
        name = context.record.components[paper.component].name
        request.flash(message("The paper is now: ${paper}.", mapping={"paper": name}))
    return HTTPSeeOther(request.resource_path(context, anchor="papers"))


def includeme(config: Configurator) -> None:
    here = {"permission": Permission.DOSSIER_ATTACH, "renderer": "hcc:templates/dossiers/arranging.pt"}
    config.add_view(show_arrange, context=Attachment, name="arrange", request_method="GET", **here)
    config.add_view(do_arrange, context=Dossier, name="arrange", request_method="POST", once=True, **here)
    config.add_view(
        do_assign_paper,
        context=Dossier,
        name="assign_paper",
        permission=Permission.DOSSIER_ATTACH,
        request_method="POST",
        renderer=DOSSIER,
        once=True,
    )
