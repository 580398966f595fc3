"""/ho-so/read_card: what the counter's page asks when a scanner has typed the code of an identity card."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request

from hcc.core.identity_card import SENTENCES, read_card
from hcc.core.permissions import Permission

from ..resources import DossierFolder


def read_scanned_card(context: DossierFolder, request: Request) -> dict:
    """The card in fields of the person's form, what to look at, and pieces to choose from. Keeps nothing."""
    typed = request.POST.get("text")
    if not isinstance(typed, str):
        raise HTTPBadRequest()
    reading = read_card(typed, today=request.now.date())
    card = reading.card
    return {
        "card": card
        and {
            "citizen_number": card.number,
            "old_number": card.old_number,
            "name": card.name,
            "birth": card.birth,
            "gender": card.gender,
            "address": card.address,
            "id_issued": f"{card.issued:%d/%m/%Y}" if card.issued else "",
        },
        "warnings": [
            {"kind": warning.value, "text": request.localizer.translate(SENTENCES[warning])}
            for warning in reading.warnings
        ],
        "parts": list(reading.parts),
    }


def includeme(config: Configurator) -> None:
    config.add_view(
        read_scanned_card,
        context=DossierFolder,
        name="read_card",
        permission=Permission.DOSSIER_GREET,
        request_method="POST",
        renderer="json",
    )
