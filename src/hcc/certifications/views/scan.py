"""The electronic copy: the scan comes in, gets its number, and waits for the signer."""

from collections.abc import Callable
from pathlib import Path

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from hcc.children.errors import ChildError
from hcc.core.errors import Refusal
from hcc.core.identifiers import squeeze
from hcc.core.permissions import Permission
from hcc.core.text import clean_line, message
from hcc.dossiers.paper_advice import acted, advice_of
from hcc.dossiers.views.papers import taken_in
from hcc.dossiers.views.reading import IMAGE_WIDTH, page_wanted
from hcc.files.received import workspace
from hcc.files.responses import bytes_response
from hcc.pdf.errors import PdfError
from hcc.pdf.images import page_image
from hcc.procedures.wording import money
from hcc.web.acting import REFUSED, act_on_form, show_form
from hcc.web.forms import Button, Form
from hcc.web.transactions import outside_transaction

from ..fees import copy_fee
from ..operations.certify import USUAL_PLACE, certify_scan
from ..operations.scan import take_scan
from ..refusals import REASONS
from ..resources import BookFolder, Requester, Scan
from ..schemas import scan_schema
from ..signers import signer_named, signers_of
from ..stamp_places import StampPlace, read_place
from ..stamp_preview import preview_block, stamped_page
from .key import readable_key

SHOW = "show"
"""The button that draws the stamp where it was asked for, and takes no number."""
MOST_SHOWN = 20
"""Pages shown of a long scan, and its last one."""


def _upload_page(request: Request, complaints: list[str] | None = None) -> dict:
    return {
        "title": message("Electronic certified copy"),
        "section": "chung-thuc",
        "back": ("/chung-thuc", message("Certification")),
        "complaints": [("#paper", sentence) for sentence in complaints or ()],
        "errors": bool(complaints),
    }


def show_upload(context: BookFolder, request: Request) -> dict:
    return _upload_page(request)


def do_upload(context: BookFolder, request: Request):
    try:
        with workspace(request.office.var) as folder:
            received, clean, verdict, name = taken_in(request, folder)
            scan = take_scan(context, received=received, clean=clean, verdict=verdict, name=name, act=request.act)
    except Refusal as refusal:
        request.response.status = REFUSED
        return _upload_page(request, request.refused(refusal))
    return HTTPSeeOther(request.resource_path(scan))


def _form(scan: Scan, request: Request) -> Form:
    button = Button("number", message("Take a number and pass to the signer"), icon="pen", key="Ctrl+Enter")
    signers = signers_of(request.site.accounts, on=request.now.date(), electronically=True)
    show = Button(SHOW, message("Show the stamp there"), style="plain", icon="eye")
    schema = scan_schema(signers).bind(request=request)
    action = request.resource_path(scan, "number")
    return Form(schema, request, action=action, buttons=[button, show], buttons_outside=True)


def _page(scan: Scan, request: Request, place: StampPlace = USUAL_PLACE) -> dict:
    fee, key = copy_fee(scan.pages, 1), readable_key(request)
    return {
        "title": message("Electronic certified copy"),
        "section": "chung-thuc",
        "back": ("/chung-thuc", message("Certification")),
        "scan": scan,
        "acted": acted,
        "advice_of": advice_of,
        "base": request.resource_path(scan),
        "fee": money(fee.total),
        "how": fee.formula,
        "reasons": [reason.text for reason in REASONS.values()],
        "trial": key is not None and key.is_trial,
        "place": place,
        "shown": sorted({*range(1, min(scan.pages, MOST_SHOWN) + 1), scan.pages}),
    }


def show_scan(context: Scan, request: Request):
    if context.entry is not None:
        return HTTPSeeOther(request.resource_path(context.entry))
    return show_form(_form(context, request), _page(context, request))


def do_number(context: Scan, request: Request):
    place = read_place(request.POST)
    if SHOW in request.POST:
        form = _form(context, request)
        form.retype(list(request.POST.items()))
        return show_form(form, _page(context, request, place))

    def do(typed: dict) -> str:
        asked = typed["requester"]
        entry = certify_scan(
            request.site.books,
            scan=context,
            requester=Requester(clean_line(asked["name"]), squeeze(asked["citizen_number"])),
            title=typed["title"],
            holder=typed["holder"] or asked["name"],
            signer=signer_named(request.site.accounts, typed["signer"], on=request.now.date()),
            place=StampPlace(typed["pages"], typed["corner"]),
            act=request.act,
        )
        request.flash(
            message("Number ${number} taken. The signer finds it in the tray.", mapping={"number": entry.number})
        )
        return request.resource_path(entry)

    return act_on_form(request, _form(context, request), _page(context, request, place), do)


def show_scan_page(context: Scan, request: Request):
    """A page of the scan; stamped, where the address names a place and the stamp stands on that page."""
    number = page_wanted(request, context.pages)
    if number is None:
        raise HTTPNotFound()
    request.registry["hcc.access_log"].record(
        by=request.official.login, at=request.now, what=request.resource_path(context)
    )
    source, etag = Path(context.clean.committed()), f"{context.clean_sha256}-{number}"
    place = read_place(request.GET)
    if "corner" not in request.GET or not place.covers(number, context.pages):
        picture = _drawn(request, lambda: page_image(source, number, IMAGE_WIDTH))
        return bytes_response(picture, name=f"{number}.png", kind="image/png", etag=etag)
    signer = next(iter(signers_of(request.site.accounts, on=request.now.date(), electronically=True)), None)
    key, office, at = readable_key(request), request.office, request.now

    def work() -> bytes:
        block = preview_block(signer, office, trial=key is not None and key.is_trial, at=at)
        with workspace(office.var) as folder:
            return stamped_page(source, block, place, page=number, width=IMAGE_WIDTH, folder=folder)

    picture = _drawn(request, work)
    etag = f"{etag}-{place.pages}-{place.corner}-{at:%Y%m%d}"
    return bytes_response(picture, name=f"{number}.png", kind="image/png", etag=etag)


def _drawn(request: Request, work: Callable[[], bytes]) -> bytes:
    """The picture; none of a page that cannot be drawn or stamped, of which signing will say the same."""
    try:
        return outside_transaction(request, work)
    except (PdfError, ChildError):
        raise HTTPNotFound() from None


def includeme(config: Configurator) -> None:
    config.add_numbering_view("number", "certification")
    certify = Permission.CERTIFICATION_CERTIFY
    upload = {
        "context": BookFolder,
        "name": "electronic",
        "permission": certify,
        "renderer": "hcc:templates/certifications/upload.pt",
    }
    config.add_view(show_upload, request_method="GET", **upload)
    config.add_view(do_upload, request_method="POST", once=True, **upload)
    scan = {"context": Scan, "permission": certify, "renderer": "hcc:templates/certifications/scan.pt"}
    config.add_view(show_scan, request_method="GET", **scan)
    config.add_view(do_number, name="number", request_method="POST", once=True, **scan)
    config.add_view(
        show_scan_page, context=Scan, name="page", permission=Permission.CERTIFICATION_VIEW, request_method="GET"
    )
