"""What is typed at the counter is kept for the official who types it, until it is received or she begins anew."""

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from hcc.core.identifiers import filing_token, is_filing_token
from hcc.core.moments import clock
from hcc.core.permissions import Permission
from hcc.dossiers.operations.begin import give_up_begun

from .counter import HERE, NEW, controls_of, token_of
from .counter_form import to_keep, value_of
from .places import ReceiveDesk


def keep_counter(context: ReceiveDesk, request: Request) -> dict:
    """Keep what stands in the form for the official who types it; answers when that was."""
    controls = controls_of(request)
    folder, visit = request.site.dossiers, value_of(controls, "visit")
    dossier = folder.get_by_token(token_of(request)) if token_of(request) else None
    if dossier is not None and not request.has_permission(Permission.DOSSIER_VIEW, dossier):
        raise HTTPNotFound()
    if dossier is None and not is_filing_token(visit):
        return {"at": ""}
    name = dossier.token if dossier is not None else NEW + visit
    kept = folder.keep_form(request.official.login, name, to_keep(controls), request.now)
    return {"at": clock(request.now) if kept else ""}


def give_up_counter(context: ReceiveDesk, request: Request):
    """Begin anew: what was kept is forgotten, with the papers that came for a dossier which was not received."""
    folder, token = request.site.dossiers, token_of(request)
    visit = request.POST.get("visit", "")
    folder.forget_form(request.official.login, token or f"{NEW}{visit}")
    if token and folder.get_by_token(token):
        return HTTPSeeOther(f"{HERE}?dossier={token}")
    begun = folder.begun(visit) if isinstance(visit, str) and is_filing_token(visit) else None
    if begun is not None and begun.begun_by == request.official.login:
        give_up_begun(begun, act=request.act)
    return HTTPSeeOther(f"{HERE}?visit={filing_token()}")


def includeme(config: Configurator) -> None:
    here: dict[str, Any] = {"context": ReceiveDesk, "permission": Permission.DESK_RECEIVE, "request_method": "POST"}
    config.add_view(keep_counter, name="counter_keep", renderer="json", **here)
    config.add_view(give_up_counter, name="counter_give_up", once=True, **here)
