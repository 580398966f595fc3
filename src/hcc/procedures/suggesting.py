"""/thu-tuc/suggest?q=: names of procedures while somebody types, for js/suggest.js."""

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.search.index import IndexUnavailable

from .following import follow
from .resources import ProcedureFolder


def suggest_procedures(context: ProcedureFolder, request: Request) -> dict:
    """{"items": [{"code", "title", "name", "url"}]}; `name` is an everyday name when that is what was typed, or ""."""
    from hcc.search.suggesting import suggest  # with the first letters, not with the program

    try:
        found = suggest(follow(request), request.GET.get("q", ""))
    except IndexUnavailable:
        found = []
    items = [
        {"code": one.key, "title": one.title, "name": one.name * (one.name != one.title), "url": f"/thu-tuc/{one.key}"}
        for one in found
    ]
    return {"items": items}


def includeme(config: Configurator) -> None:
    config.add_view(
        suggest_procedures,
        name="suggest",
        context=ProcedureFolder,
        permission=Permission.SITE_VIEW,
        request_method="GET",
        renderer="json",
    )
