"""Certified signatures and fingerprints: who signed which paper before the official, and its number."""

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.accounts.resources import Official
from hcc.core.identifiers import is_filing_token
from hcc.core.identity_card import CardReading, read_card
from hcc.core.permissions import Permission
from hcc.core.text import clean_line, message
from hcc.dossiers.card_fields import READ, SCAN, Controls, card_said, replaced, scanned, to_be_read
from hcc.dossiers.resources import Dossier
from hcc.procedures.wording import money
from hcc.web.acting import act_on_form, show_form
from hcc.web.field_look import walk
from hcc.web.forms import Button, Form

from ..fees import SIGNATURE_FEE
from ..operations.certify import NotBeingHandled
from ..operations.certify_signature import certify_signature
from ..resources import SIGNATURES, BookFolder, Requester
from ..signature_schemas import signature_schema
from ..signature_visit import Helper, HelperRole, Identity, Manner, Outside, SeenIdentity, SignatureVisit
from ..signers import signer_named, signers_of

SIGNATURE = "hcc:templates/certifications/signature.pt"


def _dossier(request: Request, token: str) -> Dossier | None:
    if not is_filing_token(token):
        return None
    dossier = request.site.dossiers.get_by_token(token)
    return dossier if dossier is not None and request.has_permission(Permission.DOSSIER_VIEW, dossier) else None


def _form(request: Request, dossier: Dossier | None = None) -> Form:
    values: dict = {"people": [{}], "papers": 1}
    if dossier is not None:
        person = dossier.person
        values["dossier"] = dossier.token
        values["people"] = [{"name": person.name, "number": person.citizen_number}]
    button = Button("certify", message("Take the number"), icon="stamp", key="Ctrl+Enter")
    signers = signers_of(request.site.accounts, on=request.now.date(), kind=SIGNATURES)
    schema = signature_schema(signers).bind(request=request)
    return Form(schema, request, buttons=[button], buttons_outside=True, appstruct=values)


def _page(request: Request, dossier: Dossier | None) -> dict:
    back = (
        (request.resource_path(dossier), message("Dossier")) if dossier else ("/chung-thuc", message("Certification"))
    )
    return {
        "title": message("Certify signatures or fingerprints"),
        "section": "chung-thuc",
        "back": back,
        "fee": money(SIGNATURE_FEE),
        **card_said(None),
    }


def show_signature_form(context: BookFolder, request: Request) -> dict:
    dossier = _dossier(request, request.GET.get("dossier", ""))
    return show_form(_form(request, dossier), _page(request, dossier))


_HELPERS = (
    ("witness", HelperRole.WITNESS),
    ("second_witness", HelperRole.WITNESS),
    ("interpreter", HelperRole.INTERPRETER),
)


def _circumstances(typed: dict, receiver: Official) -> SignatureVisit:
    """What the form says of how they signed, before the official who is signed in."""
    helped, outside = typed.get("helped", {}), typed.get("outside", {})
    pairs = [(role, helped.get(name, ""), helped.get(f"{name}_number", "")) for name, role in _HELPERS]
    return SignatureVisit(
        receiver=receiver.name,
        receiver_title=receiver.job_title,
        manner=Manner(typed["manner"]),
        read_aloud=helped.get("read_aloud", False),
        language=helped.get("language", ""),
        helpers=tuple(Helper(role, name, number) for role, name, number in pairs if name or number),
        outside=Outside(outside["place"], outside["hour"], outside["reason"]) if any(outside.values()) else None,
        identities=tuple(SeenIdentity(Identity(one["kind"]), clean_line(one["issued"])) for one in typed["people"]),
    )


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
        people = [*people[:at], values, *people[at + 1 :]]
        form.set_pstruct({**form.retyped, "people": people})
        for field in walk(form):
            field.error = None  # nobody has sent the form yet
    return reading


def do_certify_signature(context: BookFolder, request: Request):
    controls = list(request.POST.items())
    named = request.POST.get("dossier", "")
    dossier = _dossier(request, named) if isinstance(named, str) else None
    if to_be_read(controls):
        form = _form(request)
        reading = _read_card_into(form, controls, request)
        return show_form(form, {**_page(request, dossier), **card_said(reading)})

    def do(typed: dict) -> str:
        if typed["dossier"] and dossier is None:
            raise NotBeingHandled()
        entry = certify_signature(
            context,
            people=[Requester(one["name"], one["number"]) for one in typed["people"]],
            title=typed["title"],
            papers=typed["papers"],
            circumstances=_circumstances(typed, request.official),
            signer=signer_named(request.site.accounts, typed["signer"], on=request.now.date(), kind=SIGNATURES),
            dossier=dossier,
            act=request.act,
        )
        mapping = {"number": entry.number, "volume": entry.volume_line}
        request.flash(message("Number ${number} of ${volume} taken.", mapping=mapping))
        return request.resource_path(entry, "attest")

    return act_on_form(request, _form(request), _page(request, dossier), do)


def includeme(config: Configurator) -> None:
    config.add_numbering_view("signature", "certification")
    view = {
        "context": BookFolder,
        "name": "signature",
        "permission": Permission.CERTIFICATION_CERTIFY,
        "renderer": SIGNATURE,
    }
    config.add_view(show_signature_form, request_method="GET", **view)
    config.add_view(do_certify_signature, request_method="POST", once=True, **view)
