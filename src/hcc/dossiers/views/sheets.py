"""The control slip (form 06), the cover sheet and the result documents of a dossier as PDF."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.files.responses import bytes_response
from hcc.printing.slips import render_slip

from ..issuing import result_said
from ..resources import Dossier
from ..result_words import results_of
from ..sheet_words import control_slip_data, cover_data
from .slips import small_number


def _sheet(dossier: Dossier, name: str, data: object, at):
    content = render_slip(name, data, at=at)
    file_name = f"{name.replace('_', '-')}-{dossier.reception_number}.pdf"
    return bytes_response(content, name=file_name, kind="application/pdf", etag=f"{name}-{dossier.chain.head}")


def show_control_slip(context: Dossier, request: Request):
    if context.received_at is None:
        raise HTTPNotFound()
    units = {unit.number: unit.name for unit in request.site.accounts.units()}
    data = control_slip_data(
        context, name_of=request.name_of, unit_of=lambda number: units.get(number, ""), settings=request.office
    )
    return _sheet(context, "control_slip", data, context.chain.last.at)


def show_cover(context: Dossier, request: Request):
    if context.received_at is None:
        raise HTTPNotFound()
    data = cover_data(context, name_of=request.name_of, settings=request.office)
    return _sheet(context, "cover", data, context.received_at)


def show_result(context: Dossier, request: Request):
    """/ho-so/<token>/result?n=1: the first result document, before the decision as a draft for the signature."""
    n = small_number(request.GET.get("n", "1"))
    results = results_of(context)
    if n > len(results):
        raise HTTPNotFound()
    result = results[n - 1]
    last = context.chain.last
    at = context.resolved_at or (last.at if last is not None else context.created_at)
    content = render_slip("result", result_said(context, result, request.office), at=at)
    name = f"ket-qua-{context.reception_number}-{n}.pdf"
    return bytes_response(content, name=name, kind="application/pdf", etag=f"result-{n}-{context.chain.head}")


def includeme(config: Configurator) -> None:
    for name, view in (("control_slip", show_control_slip), ("cover", show_cover), ("result", show_result)):
        config.add_view(view, context=Dossier, name=name, permission=Permission.DOSSIER_VIEW, request_method="GET")
