"""A form's file, where the text one reads names it: /thu-tuc/<code>[/phien-ban/<n>]/bieu-mau/<file>."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from hcc.core.permissions import Permission
from hcc.files.responses import blob_response

from .resources import Procedure, Revision

FORMS_NAME = "bieu-mau"


def download_form(context: Procedure, request: Request) -> Response:
    """A form of the text citizens see today."""
    revision = context.published(request.now.date())
    if revision is None:
        raise HTTPNotFound()
    return download_form_of_revision(revision, request)


def download_form_of_revision(context: Revision, request: Request) -> Response:
    """A form this revision names."""
    name = request.subpath[0] if len(request.subpath) == 1 else ""
    named = any(component.form_file == name for component in context.record.components)
    form = request.site.procedures.forms.get(name) if name and named else None
    if form is None:
        raise HTTPNotFound()
    response = blob_response(request, form.blob, name=form.name, sha256=form.sha256, kind=form.kind, inline=False)
    if context.approved_at is not None:
        # Everybody may keep it: it is given to whoever asks. That of a draft no cache on the way may have.
        response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def includeme(config: Configurator) -> None:
    form = {"name": FORMS_NAME, "permission": Permission.PROCEDURE_VIEW, "request_method": "GET"}
    config.add_view(download_form, context=Procedure, **form)
    config.add_view(download_form_of_revision, context=Revision, **form)
