"""The signing tray (tập trình ký) and one line: print, mark as signed, sign electronically, strike."""

import logging

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import NotInThisState, Refusal
from hcc.core.moments import moment_line
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.received import workspace
from hcc.files.responses import blob_response, bytes_response
from hcc.pdf.errors import PdfError
from hcc.printing.slips import render_slip
from hcc.procedures.wording import money
from hcc.signing.errors import SigningError
from hcc.signing.keys import SigningKey
from hcc.signing.office_key import office_key
from hcc.web.acting import REFUSED, needs_another_state
from hcc.web.errors import ERROR, forbidden
from hcc.web.once import keep_answer
from hcc.web.transactions import committed, outside_transaction

from ..attestations import BLOCK_MM, check_url, for_ink, for_stamp
from ..operations.confirm import confirm
from ..operations.sign import begin_signing, issue, stamp_and_sign
from ..operations.strike import strike
from ..resources import COPIES, ELECTRONIC, INK, BookEntry, BookFolder
from ..workflow import ISSUED, ON_PAPER, STRUCK, WORKFLOW
from .key import readable_key
from .visit import entry_row

log = logging.getLogger(__name__)
ENTRY = "hcc:templates/certifications/entry.pt"


class SigningFailed(Refusal):
    """Stamping or signing broke; the number stays taken and the paper can be signed again."""

    text = message("The paper could not be signed. Its number stays. Press sign once more, or strike it with a reason.")


class KeyAway(Refusal):
    """The file with the key is gone or cannot be opened."""

    text = message(
        "The signing key cannot be read, so nothing was signed. The number stays. "
        "Tell the administrator, then sign again."
    )


def show_tray(context: BookFolder, request: Request) -> dict:
    rows = [entry_row(entry, request) for entry in context.waiting.values()]
    return {
        "title": message("Papers waiting for signature"),
        "section": "chung-thuc",
        "back": ("/chung-thuc", message("Certification")),
        "rows": rows,
    }


def entry_page(entry: BookEntry, request: Request, complaints: list[str] | None = None) -> dict:
    may = request.has_permission
    return {
        "title": message("Number ${number}", mapping={"number": entry.number}),
        "section": "chung-thuc",
        "back": ("/chung-thuc/tray", message("Papers waiting for signature")),
        "entry": entry,
        "row": entry_row(entry, request),
        "state": WORKFLOW.states[entry.state],
        "at": moment_line(entry.at, request.locale_name),
        "issued_at": moment_line(entry.issued_at, request.locale_name) if entry.issued_at else None,
        "fee": money(entry.fee),
        "check_url": check_url(entry, request.office),
        "may_confirm": entry.way == INK and may(Permission.CERTIFICATION_CONFIRM, entry),
        "may_sign": entry.way == ELECTRONIC
        and may(Permission.CERTIFICATION_SIGN, entry)
        and entry.signer.login == request.official.login,
        "may_strike": may(Permission.CERTIFICATION_STRIKE, entry),
        "may_print": _has_attestation(entry),
        "issued": entry.state == ISSUED,
        "struck": entry.state == STRUCK,
        "complaints": [("", sentence) for sentence in complaints or ()],
        "errors": bool(complaints),
    }


def _has_attestation(entry: BookEntry) -> bool:
    """Whether an attestation of a copy can be printed for ink."""
    return entry.way == INK and entry.book.kind == COPIES and entry.state not in (STRUCK, ON_PAPER)


def show_entry(context: BookEntry, request: Request) -> dict:
    return entry_page(context, request)


def print_entry(context: BookEntry, request: Request):
    """This line's attestation for ink."""
    if not _has_attestation(context):
        raise HTTPNotFound()
    content = render_slip("attestation_copy", for_ink([context], request.office), at=context.at)
    return bytes_response(
        content, name=f"loi-chung-{context.number}.pdf", kind="application/pdf", etag=f"attestation-{context.token}"
    )


def confirm_entry(context: BookEntry, request: Request):
    try:
        confirm(request.site.books, entry=context, act=request.act)
    except Refusal as refusal:
        request.response.status = REFUSED
        return entry_page(context, request, request.refused(refusal))
    request.flash(message("Marked as signed and sealed."))
    return HTTPSeeOther(request.resource_path(context))


def strike_entry(context: BookEntry, request: Request):
    reason = request.POST.get("reason", "")
    try:
        strike(request.site.books, entry=context, reason=reason if isinstance(reason, str) else "", act=request.act)
    except Refusal as refusal:
        request.response.status = REFUSED
        return entry_page(context, request, request.refused(refusal))
    request.flash(message("The number was struck. Its row stays in the book with the reason."))
    return HTTPSeeOther(request.resource_path(context))


def sign_entry(context: BookEntry, request: Request):
    """Stamp and sign outside any transaction, then store in one of its own: the number was committed before."""
    office, act, at = request.office, request.act, request.now
    try:
        signing = begin_signing(context, location=f"{office.commune}, {office.province}", act=act)
        key = readable_key(request)
        if key is None:
            raise KeyAway()
        block_data = for_stamp(context, office, trial=key.is_trial)
        path = request.resource_path(context)
        with workspace(office.var) as folder:
            target = folder / "signed.pdf"

            def work():
                block = render_slip("stamp_block", block_data, at=at)
                return stamp_and_sign(signing, block, target, key=key, size_mm=BLOCK_MM, at=at)

            try:
                signed = outside_transaction(request, work)
            except (PdfError, SigningError, OSError):
                log.exception("signing failed")
                raise SigningFailed() from None

            def store() -> None:
                issue(request.site.books, entry=context, paper=target, signed=signed, key=key, act=act)
                keep_answer(request, path)

            committed(request, store)
    except Refusal as refusal:
        request.response.status = REFUSED
        return entry_page(context, request, request.refused(refusal))
    request.flash(message("Signed and issued."))
    return HTTPSeeOther(path)


def overtaken(error: HTTPForbidden, request: Request):
    """An act upon a line that was signed or struck meanwhile: the line as it is now, and why it was not done."""
    entry: BookEntry = request.context
    if not needs_another_state(error, request, WORKFLOW):
        request.override_renderer = ERROR
        return forbidden(error, request)
    request.response.status = REFUSED
    return entry_page(entry, request, request.refused(NotInThisState(act=request.view_name, state=entry.state)))


def show_issued_paper(context: BookEntry, request: Request):
    """The signed file itself, for the centre to hand over."""
    if context.paper is None:
        raise HTTPNotFound()
    request.registry["hcc.access_log"].record(
        by=request.official.login, at=request.now, what=request.resource_path(context)
    )
    name = f"ban-sao-chung-thuc-{context.number}-{context.book.year}.pdf"
    return blob_response(request, context.paper, name=name, sha256=context.sha256, kind="application/pdf", inline=False)


def includeme(config: Configurator) -> None:
    settings = config.registry["hcc.settings"]
    cached: list[SigningKey] = []

    def signing_key() -> SigningKey:
        if not cached:
            cached.append(office_key(settings))
        return cached[0]

    config.registry["hcc.signing_key"] = signing_key
    view = Permission.CERTIFICATION_VIEW
    config.add_view(
        show_tray,
        context=BookFolder,
        name="tray",
        permission=view,
        request_method="GET",
        renderer="hcc:templates/certifications/tray.pt",
    )
    config.add_view(show_entry, context=BookEntry, permission=view, request_method="GET", renderer=ENTRY)
    config.add_view(print_entry, context=BookEntry, name="print", permission=view, request_method="GET")
    config.add_view(show_issued_paper, context=BookEntry, name="paper", permission=view, request_method="GET")
    config.add_exception_view(overtaken, context=HTTPForbidden, containment=BookEntry, renderer=ENTRY)
    for function, name, permission in (
        (confirm_entry, "confirm", Permission.CERTIFICATION_CONFIRM),
        (strike_entry, "strike", Permission.CERTIFICATION_STRIKE),
        (sign_entry, "sign", Permission.CERTIFICATION_SIGN),
    ):
        config.add_view(
            function,
            context=BookEntry,
            name=name,
            permission=permission,
            request_method="POST",
            once=True,
            renderer=ENTRY,
        )
