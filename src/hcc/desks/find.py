"""The search box of the staff pages."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.identifiers import RECEPTION
from hcc.core.permissions import Permission
from hcc.core.text import message

from .places import Desks


def find(context: Desks, request: Request):
    """A reception number leads to its dossier; words lead to procedures."""
    typed = request.GET.get("q", "").strip()[:60]
    number = "".join(typed.split()).upper()
    if number:
        dossier = request.site.dossiers.by_number(number)
        if dossier is not None and request.has_permission(Permission.DOSSIER_VIEW, dossier):
            return HTTPSeeOther(request.resource_path(dossier))
    results = request.search_procedures(typed, page_size=10) if typed else None
    folder, today = request.site.procedures, request.now.date()
    hits = [folder[hit.key].published(today) for hit in results.hits if hit.key in folder] if results else []
    return {
        "title": message("Find"),
        "q": typed,
        "procedures": [revision.record for revision in hits if revision is not None],
        "looks_like_number": bool(RECEPTION.match(number)),
    }


def includeme(config: Configurator) -> None:
    config.add_view(
        find,
        context=Desks,
        name="tim",
        permission=Permission.DESK_VIEW,
        request_method="GET",
        renderer="hcc:templates/desks/find.pt",
    )
