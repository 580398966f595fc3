"""The control slip (form 06) and the cover sheet of a dossier as PDF, from what stands in it now."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.files.responses import bytes_response
from hcc.printing.slips import render_slip

from ..resources import Dossier
from ..sheet_words import control_slip_data, cover_data


def _sheet(dossier: Dossier, name: str, data: object, at):
    content = render_slip(name, data, at=at)
    file_name = f"{name.replace('_', '-')}-{dossier.reception_number}.pdf"
    return bytes_response(content, name=file_name, kind="application/pdf", etag=f"{name}-{dossier.chain.head}")


def show_control_slip(context: Dossier, request: Request):
    if context.received_at is None:
        raise HTTPNotFound()
    data = control_slip_data(context, name_of=request.name_of, settings=request.office)
    return _sheet(context, "control_slip", data, context.chain.last.at)


def show_cover(context: Dossier, request: Request):
    if context.received_at is None:
        raise HTTPNotFound()
    data = cover_data(context, name_of=request.name_of, settings=request.office)
    return _sheet(context, "cover", data, context.received_at)


def includeme(config: Configurator) -> None:
    for name, view in (("control_slip", show_control_slip), ("cover", show_cover)):
        config.add_view(view, context=Dossier, name=name, permission=Permission.DOSSIER_VIEW, request_method="GET")
