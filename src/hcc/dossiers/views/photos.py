"""Several files that are one paper: photos of its pages, sent together and put into one clean PDF."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.children.errors import ChildStopped
from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.names import shown_name
from hcc.files.received import Received, linked, workspace
from hcc.pdf.errors import PdfError
from hcc.pdf.intake import Verdict
from hcc.pdf.page_order import PlacedPage, lay_out
from hcc.web.acting import REFUSED
from hcc.web.once import committed_once
from hcc.web.transactions import outside_transaction

from ..arranging import TooHeavy
from ..operations.arrange import Leaf, Part, arrange, check_pages
from ..operations.attach import PaperRefused, attach
from ..quotas import Quotas, check_room
from ..resources import Dossier
from .papers import check_still_hers, component_named, look_at, size_of

MOST_PHOTOS = 20
PHOTOS = "hcc:templates/dossiers/photos.pt"


class NoPhoto(Refusal):
    text = message("Choose the photos of the paper first, then send them.")


class TooManyPhotos(Refusal):
    text = message("At most ${most} photos are sent at once. Send the rest as a second paper.")


class PhotoRefused(Refusal):
    """One of several files cannot be taken in, and none was."""

    text = message("“${name}”: ${why} None of the photos was kept: choose them all again.")


class SignedAmongOthers(Refusal):
    text = message(
        "“${name}” is signed and is not put together with others. Send it by itself. None of the photos was kept."
    )


@dataclass(frozen=True)
class Taken:
    """One file that was taken in."""

    name: str
    received: Received
    clean: Path
    verdict: Verdict


def _page(dossier: Dossier, request: Request, complaints: Sequence[str] = ()) -> dict:
    return {
        "title": message("Several photos of one paper"),
        "back": (request.resource_path(dossier, anchor="papers"), message("Dossier")),
        "dossier": dossier,
        "components": list(dossier.components()),
        "chosen": component_named(request) if request.method == "POST" else next(iter(dossier.missing()), None),
        "most": MOST_PHOTOS,
        "action": request.resource_path(dossier, "photos"),
        "complaints": [("#photos", sentence) for sentence in complaints],
        "errors": bool(complaints),
    }


def show_photos(context: Dossier, request: Request) -> dict:
    return _page(context, request)


def do_photos(context: Dossier, request: Request):
    """Take all files in, each with its bytes as they came, and make one paper of their pages."""
    where = request.resource_path(context, anchor="papers")
    try:
        uploads = [one for one in request.POST.getall("photos") if getattr(one, "filename", "")]
        if not uploads:
            raise NoPhoto()
        if len(uploads) > MOST_PHOTOS:
            raise TooManyPhotos(most=MOST_PHOTOS)
        # Before the work of looking at them; whether there is room is asked again where they are stored.
        check_room(context, sum(map(size_of, uploads)), quotas=Quotas.of(request.office), act=request.act)
        with workspace(request.office.var) as folder:
            taken, together = outside_transaction(request, lambda: _taken_together(uploads, request, folder))
            committed_once(request, where, lambda: _store(context, request, taken, together))
    except Refusal as refusal:
        request.response.status = REFUSED
        return _page(context, request, request.refused(refusal))
    pages = sum(one.verdict.pages for one in taken)
    request.flash(message("The paper was added: ${pages} pages.", mapping={"pages": pages}))
    return HTTPSeeOther(where)


def _taken_together(uploads: list, request: Request, folder: Path) -> tuple[list[Taken], Path]:
    taken = []
    for number, upload in enumerate(uploads):
        name, place = shown_name(upload.filename, "anh.jpg"), folder / str(number)
        place.mkdir()
        try:
            received, clean, verdict = look_at(upload.file, place, request.office)
        except PaperRefused as refusal:
            raise PhotoRefused(name=name, why=request.sentence_of(refusal)) from None
        if verdict.signed:
            raise SignedAmongOthers(name=name)
        taken.append(Taken(name, received, clean, verdict))
    check_pages(sum(one.verdict.pages for one in taken))
    pages = [PlacedPage(source, page) for source, one in enumerate(taken) for page in _pages(one)]
    try:
        return taken, lay_out([one.clean for one in taken], [pages], folder)[0]
    except (PdfError, ChildStopped):
        raise TooHeavy() from None


def _pages(one: Taken) -> range:
    return range(1, one.verdict.pages + 1)


def _store(dossier: Dossier, request: Request, taken: list[Taken], together: Path) -> None:
    """Each file becomes a paper, as if sent alone, and these are put together at once: all of it is on record."""
    check_still_hers(dossier, request)
    quotas = Quotas.of(request.office)
    # Several only until they are put together: they take the room of one paper, which is the component.
    quotas = replace(quotas, dossier_papers=quotas.dossier_papers + len(taken) - 1)
    component = component_named(request)
    # Of papers that are gone again before anybody saw them there is no news.
    quiet = replace(request.act, announce=lambda event: None) if len(taken) > 1 else request.act
    papers = [
        attach(
            dossier,
            received=replace(one.received, path=linked(one.received.path)),
            clean=linked(one.clean),
            verdict=one.verdict,
            name=one.name,
            component=component if place == 0 else None,
            act=quiet,
            quotas=quotas,
        )
        for place, one in enumerate(taken)
    ]
    if len(papers) > 1:
        leaves = tuple(
            Leaf(paper.number, page) for paper, one in zip(papers, taken, strict=True) for page in _pages(one)
        )
        numbers = [paper.number for paper in papers]
        arrange(dossier, numbers=numbers, parts=[Part(leaves, linked(together))], act=request.act)


def includeme(config: Configurator) -> None:
    here = {"context": Dossier, "name": "photos", "permission": Permission.DOSSIER_ATTACH, "renderer": PHOTOS}
    config.add_view(show_photos, request_method="GET", **here)
    config.add_view(do_photos, request_method="POST", once=True, **here)
