"""What a form says of how papers were signed, put together."""

from typing import Any

from hcc.core.text import clean_line

from .resources import Requester
from .signature_visit import (
    Helper,
    HelperRole,
    Identity,
    Manner,
    Outside,
    SeenIdentity,
    SignatureVisit,
    SignedPaper,
)

_HELPERS = (
    ("witness", HelperRole.WITNESS),
    ("second_witness", HelperRole.WITNESS),
    ("interpreter", HelperRole.INTERPRETER),
)


def people_of_form(typed: dict[str, Any]) -> list[Requester]:
    return [Requester(one["name"], one["number"]) for one in typed["people"]]


def circumstances_of_form(typed: dict[str, Any], *, receiver: str, receiver_title: str) -> SignatureVisit:
    """Before whom and how they signed, as `signed_fields` took it; fields a kind does not ask stay empty."""
    helped, outside = typed.get("helped", {}), typed.get("outside", {})
    pairs = [(role, helped.get(name, ""), helped.get(f"{name}_number", "")) for name, role in _HELPERS]
    return SignatureVisit(
        receiver=receiver,
        receiver_title=receiver_title,
        manner=Manner(typed.get("manner", Manner.SIGNATURE)),
        read_aloud=helped.get("read_aloud", False),
        language=helped.get("language", ""),
        helpers=tuple(Helper(role, name, number) for role, name, number in pairs if name or number),
        outside=Outside(outside["place"], outside["hour"], outside["reason"]) if any(outside.values()) else None,
        identities=tuple(
            SeenIdentity(Identity(one["kind"]), clean_line(one["issued"]), clean_line(one.get("side", "")))
            for one in typed["people"]
        ),
        paper=SignedPaper(
            # Every translation is an original of its own; a contract has one number, whatever its originals.
            originals=typed.get("originals", typed.get("papers", 1)),
            sheets=typed["sheets"],
            translated_from=typed.get("translated_from", ""),
            translated_to=typed.get("translated_to", ""),
            transaction=typed.get("transaction", ""),
        )
        if "sheets" in typed
        else None,
    )
