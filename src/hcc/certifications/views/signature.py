"""Certified signatures and fingerprints: who signed which paper before the official, and its number."""

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.identifiers import is_filing_token
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.dossiers.resources import Dossier
from hcc.procedures.wording import money
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..fees import SIGNATURE_FEE
from ..operations.certify import NotBeingHandled
from ..operations.certify_signature import certify_signature
from ..resources import BookFolder, Requester
from ..schemas import FINGERPRINT, signature_schema
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
    schema = signature_schema(signers_of(request.site.accounts)).bind(request=request)
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
    }


def show_signature_form(context: BookFolder, request: Request) -> dict:
    dossier = _dossier(request, request.GET.get("dossier", ""))
    return show_form(_form(request, dossier), _page(request, dossier))


def do_certify_signature(context: BookFolder, request: Request):
    named = request.POST.get("dossier", "")
    dossier = _dossier(request, named) if isinstance(named, str) else None

    def do(typed: dict) -> str:
        if typed["dossier"] and dossier is None:
            raise NotBeingHandled()
        entry = certify_signature(
            context,
            people=[Requester(one["name"], one["number"]) for one in typed["people"]],
            title=typed["title"],
            papers=typed["papers"],
            fingerprint=typed["manner"] == FINGERPRINT,
            signer=signer_named(request.site.accounts, typed["signer"]),
            dossier=dossier,
            act=request.act,
        )
        mapping = {"number": entry.number, "volume": entry.volume_line}
        request.flash(message("Number ${number} of ${volume} taken.", mapping=mapping))
        return request.resource_path(entry)

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
