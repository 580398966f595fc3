"""The visit: one person, one row a paper, numbers taken, attestations printed over her photocopies."""

import re

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import NotInThisState, Refusal
from hcc.core.identifiers import is_filing_token, squeeze
from hcc.core.permissions import Permission
from hcc.core.text import clean_line, message
from hcc.dossiers.card_fields import READ, card_said, filled_from_card, scanned, to_be_read
from hcc.dossiers.resources import Dossier
from hcc.dossiers.views.card import read_scanned_card
from hcc.files.responses import bytes_response
from hcc.printing.slips import render_slip
from hcc.procedures.wording import money
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..attestations import for_ink
from ..book_pages import count_of
from ..fees import copy_fee, grouped
from ..line_fees import fee_of
from ..operations.certify import MOST_COPIES, MOST_PAGES, MOST_ROWS, NotBeingHandled, PaperRow, certify_visit
from ..operations.confirm import confirm
from ..paper_kinds import paper_kinds
from ..refusals import REASONS
from ..resources import COPIES, BookEntry, BookFolder, Requester, Visit
from ..schemas import visit_schema
from ..signers import signer_named, signers_of
from ..workflow import ISSUED, NUMBERED, WORKFLOW
from .printers import printer_line
from .promise import due_line


def _dossier(request: Request, token: str) -> Dossier | None:
    if not is_filing_token(token):
        return None
    dossier = request.site.dossiers.get_by_token(token)
    return dossier if dossier is not None and request.has_permission(Permission.DOSSIER_VIEW, dossier) else None


def _form(request: Request, dossier: Dossier | None = None) -> Form:
    values: dict = {"rows": [{}]}
    if dossier is not None:
        person = dossier.person
        values["dossier"] = dossier.token
        values["requester"] = {"name": person.name, "citizen_number": person.citizen_number}
        values["rows"] = [{"holder": person.name}]
    button = Button("certify", message("Take numbers and print"), icon="print", key="Ctrl+Enter")
    book = next((book for book in request.context[COPIES] if book.year == request.now.year), None)
    signers = signers_of(request.site.accounts, on=request.now.date())
    schema = visit_schema(signers).bind(request=request, kinds=paper_kinds(book))
    return Form(schema, request, buttons=[button], buttons_outside=True, appstruct=values)


def _page(request: Request, dossier: Dossier | None) -> dict:
    return {
        "title": message("Certify copies of originals"),
        "section": "chung-thuc",
        "back": (request.resource_path(dossier), message("Dossier")) if dossier else None,
        "dossier": dossier,
        "reasons": [reason.text for reason in REASONS.values()],
        "waiting": len(request.context.waiting),
        "examples": [(pages, money(copy_fee(pages, 1).total)) for pages in (1, 2, 3, 4)],
        "most_rows": MOST_ROWS,
        **card_said(None),
    }


def show_visit_form(context: BookFolder, request: Request) -> dict:
    dossier = _dossier(request, request.GET.get("dossier", ""))
    return show_form(_form(request, dossier), _page(request, dossier))


def do_certify(context: BookFolder, request: Request):
    named = request.POST.get("dossier", "")
    dossier = _dossier(request, named) if isinstance(named, str) else None
    controls = list(request.POST.items())
    if to_be_read(controls):
        form, reading = _form(request), None
        if code := scanned([*controls, (READ, READ)]):
            controls, reading = filled_from_card(controls, code, today=request.now.date())
        form.retype(controls)
        return show_form(form, {**_page(request, dossier), **card_said(reading)})

    def do(typed: dict) -> str:
        asked = typed["requester"]
        if typed["dossier"] and dossier is None:
            raise NotBeingHandled()
        visit = certify_visit(
            context,
            requester=Requester(clean_line(asked["name"]), squeeze(asked["citizen_number"])),
            rows=[PaperRow(r["title"], r["holder"] or asked["name"], r["pages"], r["copies"]) for r in typed["rows"]],
            signer=signer_named(request.site.accounts, typed["signer"], on=request.now.date()),
            dossier=dossier,
            act=request.act,
        )
        request.flash(message("Numbers taken. Print the attestations, then have them signed and sealed."))
        return request.resource_path(visit)

    return act_on_form(request, _form(request), _page(request, dossier), do)


def entry_row(entry: BookEntry, request: Request) -> dict:
    """One book line as pages show it."""
    return {
        "entry": entry,
        "number": entry.number,
        "book": entry.volume_line,
        "url": request.resource_path(entry),
        "title": entry.title,
        "holder": entry.holder,
        "pages": entry.pages,
        "copies": entry.copies,
        "count": count_of(entry),
        "fee": money(entry.fee),
        "how": _how_it_comes_about(entry),
        "state": WORKFLOW.states[entry.state],
        "waiting": entry.state == NUMBERED,
        "signer": entry.signer.name,
    }


def _how_it_comes_about(entry: BookEntry) -> str:
    """The fee of a line as a formula; empty where only the number is known, and for a fee that is not reckoned."""
    return fee_of(entry).formula if entry.title else ""


_PAGES_AND_COPIES = re.compile(r"(\d{1,6})x(\d{1,6})", re.ASCII)


def reckon_fees(context: BookFolder, request: Request) -> dict:
    """The fee of each row as it is typed, `?row=5x2` for 5 pages and 2 copies; null for what is no row yet."""
    translate = request.localizer.translate
    asked = [_PAGES_AND_COPIES.fullmatch(row) for row in request.GET.getall("row")[:MOST_ROWS]]
    fees = [
        copy_fee(int(row[1]), int(row[2]))
        if row and 1 <= int(row[1]) <= MOST_PAGES and 1 <= int(row[2]) <= MOST_COPIES
        else None
        for row in asked
    ]
    reckoned = [fee for fee in fees if fee is not None]
    return {
        "fees": [
            fee and {"amount": grouped(fee.total), "how": fee.formula, "lines": [translate(one) for one in fee.lines]}
            for fee in fees
        ],
        "total": translate(money(sum(fee.total for fee in reckoned))),
        "said": translate(
            message(
                "${papers} papers, ${copies} copies",
                mapping={"papers": len(reckoned), "copies": sum(fee.copies for fee in reckoned)},
            )
        ),
    }


def show_visit(context: Visit, request: Request) -> dict:
    dossier = _dossier(request, context.dossier_token)
    rows = [entry_row(entry, request) for entry in context.entries]
    return {
        "title": message("Certified papers of ${name}", mapping={"name": context.requester.name}),
        "section": "chung-thuc",
        "back": (request.resource_path(dossier), message("Dossier"))
        if dossier
        else ("/chung-thuc/visit", message("New visit")),
        "visit": context,
        "rows": rows,
        "total": money(context.fee),
        "copies": sum(entry.copies for entry in context.entries),
        "all_waiting": any(row["waiting"] for row in rows),
        "due": due_line(context, request),
        "may_promise": bool(context.standing) and request.has_permission(Permission.CERTIFICATION_CERTIFY, context),
        "payable": not context.dossier_token and request.has_permission(Permission.CERTIFICATION_CERTIFY, context),
        "paid": money(context.payment.total) if context.payment is not None else None,
        "printer": printer_line(request.site.books.printers.used_by(request.official.login), request),
        "seams": [entry.number for entry in context.standing if entry.sheets > 1],
    }


def print_attestations(context: Visit, request: Request):
    """The print job, the same again whenever it is asked for: the numbers are taken already."""
    entries = [entry for entry in context.entries if entry.state != "struck"]
    if not entries:
        raise NothingToPrint()
    printer = request.site.books.printers.used_by(request.official.login)
    content = render_slip("attestation_copy", for_ink(entries, request.office, printer), at=context.at)
    return bytes_response(
        content,
        name=f"loi-chung-{entries[0].number}.pdf",
        kind="application/pdf",
        etag=f"{context.__name__}-{len(entries)}-{printer.mark}",
    )


class NothingToPrint(Refusal):
    text = message("Every number of this visit was struck: there is nothing to print.")


def confirm_visit(context: Visit, request: Request):
    """Every waiting paper of the visit was signed and sealed."""
    waiting = [entry for entry in context.entries if entry.state == NUMBERED]
    if not waiting:
        raise NotInThisState(act="confirm", state=ISSUED)
    for entry in waiting:
        confirm(request.site.books, entry=entry, act=request.act)
    request.flash(message("Marked as signed and sealed."))
    return HTTPSeeOther(request.resource_path(context))


def includeme(config: Configurator) -> None:
    config.add_numbering_view("visit", "certification")
    visit = {"context": BookFolder, "name": "visit", "permission": Permission.CERTIFICATION_CERTIFY}
    form = "hcc:templates/certifications/visit.pt"
    config.add_view(show_visit_form, request_method="GET", renderer=form, **visit)
    config.add_view(do_certify, request_method="POST", renderer=form, once=True, **visit)
    for function, name, method in ((reckon_fees, "fees", "GET"), (read_scanned_card, "read_card", "POST")):
        config.add_view(
            function,
            context=BookFolder,
            name=name,
            permission=Permission.CERTIFICATION_CERTIFY,
            request_method=method,
            renderer="json",
        )
    config.add_view(
        show_visit,
        context=Visit,
        permission=Permission.CERTIFICATION_VIEW,
        request_method="GET",
        renderer="hcc:templates/certifications/visited.pt",
    )
    config.add_view(
        print_attestations, context=Visit, name="print", permission=Permission.CERTIFICATION_VIEW, request_method="GET"
    )
    config.add_view(
        confirm_visit,
        context=Visit,
        name="confirm",
        permission=Permission.CERTIFICATION_CERTIFY,
        request_method="POST",
        once=True,
    )
    config.add_place(
        "chung-thuc",
        message("Certification"),
        icon="stamp",
        path="/chung-thuc",
        permission=Permission.CERTIFICATION_VIEW,
        order=40,
    )
