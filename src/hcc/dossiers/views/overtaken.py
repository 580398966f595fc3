"""When somebody was faster: an act that the state no longer allows is refused in words, and nothing typed is lost."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPForbidden
from pyramid.request import Request

from hcc.core.errors import NotInThisState
from hcc.core.permissions import Permission
from hcc.web.acting import REFUSED, needs_another_state, show_refused
from hcc.web.errors import ERROR, forbidden, http_error, refused

from ..resources import Dossier
from ..workflow import WORKFLOW
from .acts import DOSSIER, FORM, form_and_page
from .show import dossier_page


def overtaken(error: HTTPForbidden, request: Request):
    """The dossier as it is now, or the form as it was typed, with why the act was not done.

    Only for those whose act it is in another state; everybody else is answered as always.
    """
    dossier = request.context
    if not isinstance(dossier, Dossier) or not needs_another_state(error, request, WORKFLOW, dossier.named):
        request.override_renderer = ERROR
        return forbidden(error, request)
    refusal = NotInThisState(act=request.view_name, state=dossier.state)
    if not request.has_permission(Permission.DOSSIER_VIEW, dossier):
        # The dossier went on to where it is no longer hers to read: she is told that much, and nothing of it.
        request.override_renderer = ERROR
        return refused(refusal, request) if request.method == "POST" else forbidden(error, request)
    try:
        asked = form_and_page(dossier, request) if request.method == "POST" else None
        if asked is not None:
            return show_refused(request, *asked, refusal)
    except HTTPBadRequest as unreadable:  # in a view of an error nothing else answers what is raised
        request.override_renderer = ERROR
        return http_error(unreadable, request)
    request.override_renderer = DOSSIER
    request.response.status = REFUSED
    return dossier_page(dossier, request, request.refused(refusal))


def includeme(config: Configurator) -> None:
    config.add_exception_view(overtaken, context=HTTPForbidden, containment=Dossier, renderer=FORM)
