"""The signing tray (tập trình ký) and one line: print, mark as signed, sign electronically, strike."""

import re

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from hcc.accounts.confirming import led_to_confirm
from hcc.core.errors import NotInThisState, Refusal
from hcc.core.identifiers import squeeze
from hcc.core.moments import moment_line
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.responses import blob_response, bytes_response
from hcc.printing.slips import render_slip
from hcc.procedures.wording import money
from hcc.signing.keys import SigningKey
from hcc.signing.office_key import paper_key
from hcc.signing.token import TokenKey
from hcc.web.acting import REFUSED, needs_another_state
from hcc.web.errors import ERROR, forbidden

from ..attestations import check_url, for_ink
from ..cash import line_name, paid_alone
from ..operations.cancel import ReplacementWrong, cancel
from ..operations.confirm import confirm
from ..operations.strike import strike
from ..resources import COPIES, ELECTRONIC, INK, BookEntry, BookFolder
from ..signed_kinds import SIGNED_KINDS
from ..workflow import ISSUED, NUMBERED, OPEN_STATES, STRUCK, WORKFLOW
from .attest import may_be_attested, signed_facts
from .key import key_warnings, readable_key
from .signing import BATCH, may_sign_now, pin_in, sign_papers
from .visit import entry_row

ENTRY = "hcc:templates/certifications/entry.pt"
TRAY = "/chung-thuc/tray"
PAPER = re.compile(r"([a-z-]{1,20})\.(\d{4})\.(\d{1,9})\Z", re.ASCII)
"""A paper as the boxes of the tray name it: kind of book, year, number."""


class NothingChosen(Refusal):
    text = message("Choose at least one paper to sign.")


class NothingMarked(Refusal):
    text = message("Choose at least one paper that was signed and sealed, and that still waits.")


class TooManyChosen(Refusal):
    text = message("At most ${most} papers are signed at once. Choose fewer; the others stay in the tray.")


def show_tray(context: BookFolder, request: Request) -> dict:
    return tray_page(context, request)


def tray_page(books: BookFolder, request: Request, refusal: Refusal | None = None, chosen: list[str] | None = None):
    """What waits: electronic copies that she signs, to be chosen from, and everything else."""
    waiting = list(books.waiting.values())
    mine = [entry for entry in waiting if _is_hers(entry, request)][:BATCH]
    may_confirm = request.has_permission(Permission.CERTIFICATION_CONFIRM, books)
    inked = [entry for entry in waiting if entry.way == INK and may_confirm]
    key = readable_key(request) if mine else None
    complaints = _complaints(refusal, request)
    names = [paper_name(entry) for entry in mine]
    return {
        "title": message("Papers waiting for signature"),
        "section": "chung-thuc",
        "back": ("/chung-thuc", message("Certification")),
        "mine": [
            {**entry_row(entry, request), "name": name, "chosen": chosen is None or name in chosen}
            for entry, name in zip(mine, names, strict=True)
        ],
        "inked": [{**entry_row(entry, request), "name": paper_name(entry)} for entry in inked],
        "rows": [entry_row(entry, request) for entry in waiting if entry not in mine and entry not in inked],
        "warnings": key_warnings(request, key) if mine else [],
        "needs_pin": bool(key and key.needs_pin),
        "pin_wrong": dict(complaints).get("#pin"),
        "complaints": complaints,
        "errors": bool(complaints),
    }


def show_list(context: BookFolder, request: Request) -> dict:
    """What waits for ink, to be printed and laid on top of the papers that go to the signer."""
    rows = [entry_row(entry, request) for entry in context.waiting.values() if entry.way == INK]
    return {
        "title": message("Papers submitted for signature and seal"),
        "section": "chung-thuc",
        "back": (TRAY, message("Papers waiting for signature")),
        "rows": rows,
        "papers": sum(row["count"] for row in rows),
        "at": moment_line(request.now, request.locale_name),
    }


def confirm_chosen(context: BookFolder, request: Request):
    """Mark the chosen papers as signed and sealed in ink. One that was struck or marked meanwhile is left as it is."""
    chosen = [_paper_named(context, name) for name in _chosen(request)]
    waiting = [
        entry
        for entry in chosen
        if entry is not None and request.has_permission(Permission.CERTIFICATION_CONFIRM, entry)
    ]
    try:
        if not waiting:
            raise NothingMarked()
        for entry in waiting:
            confirm(context, entry=entry, act=request.act)
    except Refusal as refusal:
        request.response.status = REFUSED
        request.override_renderer = "hcc:templates/certifications/tray.pt"
        return tray_page(context, request, refusal)
    request.flash(message("Marked as signed and sealed: ${count}.", mapping={"count": len(waiting)}))
    return HTTPSeeOther(TRAY)


def _chosen(request: Request) -> list[str]:
    """What the boxes name, each once."""
    return list(dict.fromkeys(name for name in request.POST.getall("paper") if isinstance(name, str)))


def _complaints(refusal: Refusal | None, request: Request) -> list[tuple[str, str]]:
    """Each complaint with the field it is about; whatever the act had begun to change is given up."""
    if refusal is None:
        return []
    places = [f"#{one.field}" if one.field else "" for one in refusal.complaints]
    return list(zip(places, request.refused(refusal), strict=True))


def paper_name(entry: BookEntry) -> str:
    return f"{entry.book.kind}.{entry.book.year}.{entry.number}"


def _is_hers(entry: BookEntry, request: Request) -> bool:
    return (
        entry.way == ELECTRONIC
        and entry.signer.login == request.official.login
        and bool(request.has_permission(Permission.CERTIFICATION_SIGN, entry))
    )


def sign_chosen(context: BookFolder, request: Request):
    """Sign the chosen papers with one PIN; the page tells of each what became of it."""
    if not may_sign_now(request):
        return led_to_confirm(request, TRAY)
    chosen = _chosen(request)
    entries = [entry for name in chosen if (entry := _paper_named(context, name)) is not None]
    try:
        if not entries:
            raise NothingChosen()
        if len(chosen) > BATCH:
            raise TooManyChosen(most=BATCH)
        outcomes = sign_papers(request, entries, pin_in(request))
    except Refusal as refusal:
        request.response.status = REFUSED
        request.override_renderer = "hcc:templates/certifications/tray.pt"
        return tray_page(context, request, refusal, chosen)
    failed = sum(not outcome.done for outcome in outcomes)
    if failed == len(outcomes):
        request.response.status = REFUSED
    complaints = [
        (request.resource_path(outcome.entry), f"{_number_of(outcome.entry, request)}: {request.sentence_of(one)}")
        for outcome in outcomes
        for one in outcome.complaints
    ]
    return {
        "title": message("Signed electronically"),
        "section": "chung-thuc",
        "back": (TRAY, message("Papers waiting for signature")),
        "outcomes": [
            {
                **entry_row(outcome.entry, request),
                "done": outcome.done,
                "sentences": [request.sentence_of(one) for one in outcome.complaints],
            }
            for outcome in sorted(outcomes, key=lambda outcome: outcome.done)
        ],
        "done": len(outcomes) - failed,
        "failed": failed,
        "complaints": complaints,
        "errors": bool(complaints),
    }


def _number_of(entry: BookEntry, request: Request) -> str:
    return request.localizer.translate(message("Number ${number}", mapping={"number": entry.number}))


def _paper_named(books: BookFolder, name: str) -> BookEntry | None:
    parts = PAPER.match(name)
    try:
        return books[parts[1]][parts[2]][parts[3]] if parts else None
    except KeyError:
        return None


def entry_page(entry: BookEntry, request: Request, refusal: Refusal | None = None) -> dict:
    may, may_sign = request.has_permission, _is_hers(entry, request)
    key = readable_key(request) if may_sign else None
    complaints = _complaints(refusal, request)
    return {
        "title": message("Number ${number}", mapping={"number": entry.number}),
        "section": "chung-thuc",
        "back": ("/chung-thuc/tray", message("Papers waiting for signature")),
        **signed_facts(entry),
        "signed": entry.book.kind in SIGNED_KINDS and bool(entry.title),
        "may_attest": may_be_attested(entry) and entry.state in (NUMBERED, ISSUED),
        "row": entry_row(entry, request),
        "state": WORKFLOW.states[entry.state],
        "at": moment_line(entry.at, request.locale_name),
        "issued_at": moment_line(entry.issued_at, request.locale_name) if entry.issued_at else None,
        "fee": money(entry.fee),
        "check_url": check_url(entry, request.office) if entry.token else "",
        "given_at": moment_line(entry.given.at, request.locale_name) if entry.given else None,
        "entered_at": moment_line(entry.given.entered_at, request.locale_name) if entry.given else None,
        "may_enter": entry.state in OPEN_STATES and may(Permission.CERTIFICATION_KEEP, entry),
        "may_confirm": entry.way == INK and may(Permission.CERTIFICATION_CONFIRM, entry),
        "may_sign": may_sign,
        "warnings": key_warnings(request, key) if may_sign else [],
        "needs_pin": bool(key and key.needs_pin),
        "pin_wrong": dict(complaints).get("#pin"),
        "may_cancel": may(Permission.CERTIFICATION_CANCEL, entry),
        "typed": {name: _typed(request, name) for name in ("reason", "replaced_by")},
        "cancelled_at": moment_line(entry.cancelled_at, request.locale_name) if entry.cancelled_at else None,
        "pay_url": f"{request.resource_path(request.site.books.cash)}{line_name(entry)}/pay"
        if paid_alone(entry) and not entry.dossier_token and may(Permission.CERTIFICATION_CERTIFY, request.site.books)
        else None,
        "may_deliver": entry.paper is not None and may(Permission.CERTIFICATION_DELIVER, entry),
        "link_until": _link_until(entry, request),
        "link_days": request.office.copy_link_days,
        "may_strike": may(Permission.CERTIFICATION_STRIKE, entry),
        "may_print": _has_attestation(entry),
        "issued": entry.state == ISSUED,
        "struck": entry.state == STRUCK,
        "complaints": complaints,
        "errors": bool(complaints),
    }


def _link_until(entry: BookEntry, request: Request) -> str | None:
    """When the link to the copy ends; None when none holds."""
    delivery = entry.delivery
    holds = delivery is not None and request.now <= delivery.until
    return moment_line(delivery.until, request.locale_name) if delivery is not None and holds else None


def _has_attestation(entry: BookEntry) -> bool:
    """Whether an attestation of a copy can be printed for ink."""
    written_here = entry.given is None and entry.state not in (STRUCK, *OPEN_STATES)
    return entry.way == INK and entry.book.kind == COPIES and written_here


def show_entry(context: BookEntry, request: Request) -> dict:
    return entry_page(context, request)


def print_entry(context: BookEntry, request: Request):
    """This line's attestation for ink."""
    if not _has_attestation(context):
        raise HTTPNotFound()
    printer = request.site.books.printers.used_by(request.official.login)
    content = render_slip("attestation_copy", for_ink([context], request.office, printer), at=context.at)
    return bytes_response(
        content,
        name=f"loi-chung-{context.number}.pdf",
        kind="application/pdf",
        etag=f"attestation-{context.token}-{printer.mark}",
    )


def confirm_entry(context: BookEntry, request: Request):
    try:
        confirm(request.site.books, entry=context, act=request.act)
    except Refusal as refusal:
        request.response.status = REFUSED
        return entry_page(context, request, refusal)
    request.flash(message("Marked as signed and sealed."))
    return HTTPSeeOther(request.resource_path(context))


def strike_entry(context: BookEntry, request: Request):
    reason = request.POST.get("reason", "")
    try:
        strike(request.site.books, entry=context, reason=reason if isinstance(reason, str) else "", act=request.act)
    except Refusal as refusal:
        request.response.status = REFUSED
        return entry_page(context, request, refusal)
    request.flash(message("The number was struck. Its row stays in the book with the reason."))
    return HTTPSeeOther(request.resource_path(context))


def cancel_entry(context: BookEntry, request: Request):
    """Take an issued paper back, or say which one stands in its place."""
    number = squeeze(_typed(request, "replaced_by"))
    try:
        if number and not (number.isascii() and number.isdecimal() and len(number) <= 9):
            raise ReplacementWrong()
        cancel(context, reason=_typed(request, "reason"), replaced_by=int(number) if number else None, act=request.act)
    except Refusal as refusal:
        request.response.status = REFUSED
        return entry_page(context, request, refusal)
    request.flash(message("The paper was cancelled. Whoever checks it reads so."))
    return HTTPSeeOther(request.resource_path(context))


def _typed(request: Request, name: str) -> str:
    value = request.POST.get(name, "")
    return value if isinstance(value, str) else ""


def sign_entry(context: BookEntry, request: Request):
    """Sign this one paper."""
    path = request.resource_path(context)
    if not may_sign_now(request):
        return led_to_confirm(request, path)
    try:
        (outcome,) = sign_papers(request, [context], pin_in(request))
        if outcome.refusal is not None:
            raise outcome.refusal
    except Refusal as refusal:
        request.response.status = REFUSED
        return entry_page(context, request, refusal)
    request.flash(message("Signed and issued."))
    return HTTPSeeOther(path)


def overtaken(error: HTTPForbidden, request: Request):
    """An act upon a line that was signed or struck meanwhile: the line as it is now, and why it was not done."""
    entry: BookEntry = request.context
    if not needs_another_state(error, request, WORKFLOW):
        request.override_renderer = ERROR
        return forbidden(error, request)
    request.response.status = REFUSED
    return entry_page(entry, request, NotInThisState(act=request.view_name, state=entry.state))


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
    cached: list[SigningKey | TokenKey] = []

    def signing_key() -> SigningKey | TokenKey:
        if not cached:
            cached.append(paper_key(settings))
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
    config.add_view(
        show_list,
        context=BookFolder,
        name="list",
        permission=view,
        request_method="GET",
        renderer="hcc:templates/certifications/list.pt",
    )
    config.add_view(
        confirm_chosen,
        context=BookFolder,
        name="confirm",
        permission=Permission.CERTIFICATION_CONFIRM,
        request_method="POST",
        once=True,
        renderer="hcc:templates/certifications/tray.pt",
    )
    config.add_view(
        sign_chosen,
        context=BookFolder,
        name="sign",
        permission=Permission.CERTIFICATION_SIGN,
        request_method="POST",
        renderer="hcc:templates/certifications/signed.pt",
    )
    config.add_view(show_entry, context=BookEntry, permission=view, request_method="GET", renderer=ENTRY)
    config.add_view(print_entry, context=BookEntry, name="print", permission=view, request_method="GET")
    config.add_view(show_issued_paper, context=BookEntry, name="paper", permission=view, request_method="GET")
    config.add_exception_view(overtaken, context=HTTPForbidden, containment=BookEntry, renderer=ENTRY)
    for function, name, permission in (
        (confirm_entry, "confirm", Permission.CERTIFICATION_CONFIRM),
        (strike_entry, "strike", Permission.CERTIFICATION_STRIKE),
        (sign_entry, "sign", Permission.CERTIFICATION_SIGN),
        (cancel_entry, "cancel", Permission.CERTIFICATION_CANCEL),
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
