"""The printers of the desk: where each puts the attestation, and which one the official uses."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.responses import bytes_response
from hcc.printing.papers import AttestationData, CopyAttestation
from hcc.printing.slips import render_slip
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..attestations import placed
from ..desk_schemas import CORNER_NAMES, printer_schema
from ..operations.set_printer import remove_printer, set_printer, use_printer
from ..printers import Printer, PrinterList


def printer_line(printer: Printer, request: Request) -> dict:
    """A printer as pages show it: its name, and where it prints."""
    where = request.localizer.translate(CORNER_NAMES[printer.corner])
    return {
        "name": printer.name,
        "where": where,
        "dx": f"{printer.dx_mm:g}".replace(".", ","),
        "dy": f"{printer.dy_mm:g}".replace(".", ","),
    }


def _form(request: Request, printer: Printer | None = None) -> Form:
    button = Button("set_printer", message("Keep the printer"), icon="tick", key="Ctrl+Enter")
    values = (
        {"name": printer.name, "corner": printer.corner.value, "dx": printer.dx_mm, "dy": printer.dy_mm}
        if printer is not None
        else {}
    )
    return Form(printer_schema().bind(request=request), request, buttons=[button], appstruct=values)


def _page(context: PrinterList, request: Request) -> dict:
    used = context.used_by(request.official.login)
    return {
        "title": message("Printers of the certification desk"),
        "section": "chung-thuc",
        "back": ("/chung-thuc/visit", message("New visit")),
        "printers": [{**printer_line(one, request), "used": one.name == used.name} for one in context.printers],
        "may_edit": request.has_permission(Permission.CERTIFICATION_CERTIFY, context),
        "base": request.resource_path(context),
    }


def show_printers(context: PrinterList, request: Request) -> dict:
    asked = context.get(request.GET.get("name", ""))
    return show_form(_form(request, asked), _page(context, request))


def do_set_printer(context: PrinterList, request: Request):
    def do(typed: dict) -> str:
        printer = set_printer(
            context,
            name=typed["name"],
            corner=typed["corner"],
            dx_mm=typed["dx"],
            dy_mm=typed["dy"],
            act=request.act,
        )
        request.flash(
            message("${name} is written down. Print a test sheet and measure it.", mapping={"name": printer.name})
        )
        return request.resource_path(context)

    return act_on_form(request, _form(request), _page(context, request), do)


def _named(request: Request) -> str:
    name = request.POST.get("name", "")
    return name if isinstance(name, str) else ""


def do_use_printer(context: PrinterList, request: Request) -> HTTPSeeOther:
    try:
        printer = use_printer(context, name=_named(request), act=request.act)
    except Refusal as refusal:
        for sentence in request.refused(refusal):
            request.flash(sentence, "warn")
    else:
        request.flash(message("Your attestations are placed for ${name} now.", mapping={"name": printer.name}))
    return HTTPSeeOther(request.resource_path(context))


def do_remove_printer(context: PrinterList, request: Request) -> HTTPSeeOther:
    remove_printer(context, name=_named(request))
    request.flash(message("The printer is taken away."))
    return HTTPSeeOther(request.resource_path(context))


TEST = CopyAttestation(
    number="0",
    book="00/0000 - SCT/BS",
    date="Ngày … tháng … năm …",
    capacity=("BẢN IN THỬ",),
    signer="Không có giá trị",
    pages=3,
    sheets=2,
)
"""What a test sheet says: an attestation of nothing."""


def print_test_sheet(context: PrinterList, request: Request):
    """One sheet with the attestation where this official's printer puts it, to measure how far it is off."""
    printer = context.used_by(request.official.login)
    data = placed(AttestationData(attestations=(TEST,), seam_mark=True, trial=True), printer)
    return bytes_response(
        render_slip("attestation_copy", data, at=request.now.replace(hour=0, minute=0, second=0, microsecond=0)),
        name="in-thu.pdf",
        kind="application/pdf",
        etag=f"{printer.mark}-{request.now:%Y%m%d}",
    )


def includeme(config: Configurator) -> None:
    page = {"context": PrinterList, "renderer": "hcc:templates/certifications/printers.pt"}
    view, edit = Permission.CERTIFICATION_VIEW, Permission.CERTIFICATION_CERTIFY
    config.add_view(show_printers, permission=view, request_method="GET", **page)
    config.add_view(do_set_printer, permission=edit, request_method="POST", once=True, **page)
    for function, name in ((do_use_printer, "use_printer"), (do_remove_printer, "remove_printer")):
        config.add_view(function, context=PrinterList, name=name, permission=edit, request_method="POST", once=True)
    config.add_view(print_test_sheet, context=PrinterList, name="test_sheet", permission=view, request_method="GET")
