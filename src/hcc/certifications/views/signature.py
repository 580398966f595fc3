"""Papers people sign before the official: who signed which paper, and its number. A form for each kind."""

from collections.abc import Callable
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.identifiers import is_filing_token
from hcc.core.identity_card import CardReading, read_card
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.dossiers.card_fields import READ, SCAN, Controls, card_said, replaced, scanned, to_be_read
from hcc.dossiers.resources import Dossier
from hcc.procedures.wording import money
from hcc.web.acting import act_on_form, show_form
from hcc.web.field_look import walk
from hcc.web.forms import Button, Form

from ..fee_table import TRANSACTIONS
from ..fees import SIGNATURE_FEE
from ..operations.certify import NotBeingHandled
from ..operations.certify_signature import certify_signature
from ..resources import BookFolder
from ..signature_schemas import first_values, signature_schema
from ..signature_visit import Identity
from ..signed_form import circumstances_of_form, people_of_form
from ..signed_kinds import SIGNED_KINDS, SignedKind
from ..signers import signer_named, signers_of

SIGNATURE = "hcc:templates/certifications/signature.pt"


def _dossier(request: Request, token: str) -> Dossier | None:
    if not is_filing_token(token):
        return None
    dossier = request.site.dossiers.get_by_token(token)
    return dossier if dossier is not None and request.has_permission(Permission.DOSSIER_VIEW, dossier) else None


def _form(kind: SignedKind, request: Request, dossier: Dossier | None = None) -> Form:
    values = first_values(kind)
    if dossier is not None:
        person = dossier.person
        values["dossier"] = dossier.token
        values["people"] = [{"name": person.name, "number": person.citizen_number}]
        if kind.transaction:
            values.update(
                ("transaction", key) for key, one in TRANSACTIONS.items() if one.procedure == dossier.record.code
            )
    button = Button("certify", message("Take the number"), icon="stamp", key="Ctrl+Enter")
    signers = signers_of(request.site.accounts, on=request.now.date(), kind=kind.book)
    schema = signature_schema(kind, signers).bind(request=request)
    return Form(schema, request, buttons=[button], buttons_outside=True, appstruct=values)


def _page(kind: SignedKind, request: Request, dossier: Dossier | None) -> dict:
    back = (
        (request.resource_path(dossier), message("Dossier")) if dossier else ("/chung-thuc", message("Certification"))
    )
    return {
        "title": kind.title,
        "section": "chung-thuc",
        "back": back,
        "kind": kind,
        "fee": "" if kind.transaction else money(SIGNATURE_FEE),
        "tariff": tariff_of(request) if kind.transaction else [],
        **card_said(None),
    }


def tariff_of(request: Request) -> list[tuple[Any, Any]]:
    """What each kind of transaction costs, as pages show it; None where nobody has said."""
    fees = request.site.books.fees
    return [(one.name, money(fee.total) if (fee := fees.of(key)) else None) for key, one in TRANSACTIONS.items()]


def _read_card_into(form: Form, controls: Controls, request: Request) -> CardReading | None:
    """Put what a scanned card says into the first person that has no number, a new one when all have."""
    form.retype(replaced(controls, **{SCAN: ""}))
    if not (code := scanned([*controls, (READ, READ)])):
        return None
    reading = read_card(code, today=request.now.date())
    if (card := reading.card) is not None:
        people = form["people"].cstruct or []
        values = {"name": card.name, "number": card.number, "kind": Identity.CARD.value}
        values["issued"] = f"ngày {card.issued:%d/%m/%Y}" if card.issued else ""
        at = next((n for n, one in enumerate(people) if not one.get("number")), len(people))
        kept = {"side": people[at]["side"]} if at < len(people) and "side" in people[at] else {}
        people = [*people[:at], {**values, **kept}, *people[at + 1 :]]
        form.set_pstruct({**form.retyped, "people": people})
        for field in walk(form):
            field.error = None  # nobody has sent the form yet
    return reading


def _shows(kind: SignedKind) -> Callable:
    def show_signature_form(context: BookFolder, request: Request) -> dict:
        dossier = _dossier(request, request.GET.get("dossier", ""))
        return show_form(_form(kind, request, dossier), _page(kind, request, dossier))

    return show_signature_form


def _does(kind: SignedKind) -> Callable:
    def do_certify_signature(context: BookFolder, request: Request):
        controls = list(request.POST.items())
        named = request.POST.get("dossier", "")
        dossier = _dossier(request, named) if isinstance(named, str) else None
        if to_be_read(controls):
            form = _form(kind, request)
            reading = _read_card_into(form, controls, request)
            return show_form(form, {**_page(kind, request, dossier), **card_said(reading)})

        def do(typed: dict) -> str:
            if typed["dossier"] and dossier is None:
                raise NotBeingHandled()
            official = request.official
            entry = certify_signature(
                context,
                book=kind.book,
                people=people_of_form(typed),
                title=typed["title"],
                papers=typed.get("papers", 1),
                pages=typed.get("pages", 0),
                circumstances=circumstances_of_form(typed, receiver=official.name, receiver_title=official.job_title),
                signer=signer_named(request.site.accounts, typed["signer"], on=request.now.date(), kind=kind.book),
                dossier=dossier,
                act=request.act,
            )
            mapping = {"number": entry.number, "volume": entry.volume_line}
            request.flash(message("Number ${number} of ${volume} taken.", mapping=mapping))
            return request.resource_path(entry, "attest")

        return act_on_form(request, _form(kind, request), _page(kind, request, dossier), do)

    return do_certify_signature


def includeme(config: Configurator) -> None:
    for kind in SIGNED_KINDS.values():
        config.add_numbering_view(kind.form, "certification")
        view = {
            "context": BookFolder,
            "name": kind.form,
            "permission": Permission.CERTIFICATION_CERTIFY,
            "renderer": SIGNATURE,
        }
        config.add_view(_shows(kind), request_method="GET", **view)
        config.add_view(_does(kind), request_method="POST", once=True, **view)
