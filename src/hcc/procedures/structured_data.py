"""A procedure as search engines read it: schema.org GovernmentService in JSON-LD. Only what is known is said."""

import json
from collections.abc import Callable
from typing import Any

from pyramid.request import Request

from hcc.core.text import TranslationString, message
from hcc.settings import Settings
from hcc.web.origins import public_origin

from .council_fees import fees_of, priced
from .names import AUDIENCE_NAMES, CHANNEL_NAMES
from .record import Channel, Fee, FeeKind, Method, ProcedureRecord
from .resources import Revision

Say = Callable[[TranslationString], str]
Thing = dict[str, Any]

_PRICED = (FeeKind.FREE, FeeKind.PER_CASE, FeeKind.PER_PAGE)
_ESCAPES = str.maketrans({letter: f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"})


def structured_data(revision: Revision, request: Request, *, field_name: str, online_url: str) -> str:
    """What stands in the head of the page of a text in force."""
    origin = public_origin(request)
    fees = fees_of(revision, request.now.date())

    def make() -> str:
        thing = government_service(
            priced(revision.record, fees),
            request.office,
            origin=origin,
            field_name=field_name,
            online_url=online_url,
            say=request.in_vietnamese,
        )
        return as_script(thing)

    return request.made_of(revision, ("structured", origin, field_name, online_url, fees), make)


def government_service(
    record: ProcedureRecord, settings: Settings, *, origin: str, field_name: str, online_url: str, say: Say
) -> Thing:
    """The service a procedure in force is. `online_url`: where it is handed in online, empty where it is not."""
    office = _office(settings, origin)
    area = {"@type": "AdministrativeArea", "name": f"{settings.commune}, {settings.province}"}
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "GovernmentService",
            "@id": f"{origin}/thu-tuc/{record.code}#service",
            "url": f"{origin}/thu-tuc/{record.code}",
            "identifier": record.code,
            "name": record.title,
            "alternateName": [name for name in (record.name, *record.everyday_names) if name != record.title],
            "serviceType": field_name,
            "provider": office,
            "areaServed": area,
            "jurisdiction": area,
            "audience": [{"@type": "Audience", "audienceType": say(AUDIENCE_NAMES[one])} for one in record.audiences],
            "availableChannel": [_channel(method, office, settings, online_url, say) for method in record.methods],
            "offers": [_offer(fee, say) for fee in record.fees if fee.kind in _PRICED],
            "serviceOutput": [{"@type": "Thing", "name": result} for result in record.results],
            "termsOfService": "\n".join(record.conditions),
        }
    )


def as_script(thing: Thing) -> str:
    """JSON that may stand inside `<script type="application/ld+json">` whatever the values hold."""
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _office(settings: Settings, origin: str) -> Thing:
    return _known(
        {
            "@type": ["GovernmentOrganization", "GovernmentOffice"],
            "@id": f"{origin}/#office",
            "name": f"{settings.office_name} {settings.commune}",
            "url": f"{origin}/",
            "telephone": settings.phone,
            "address": _known(
                {
                    "@type": "PostalAddress",
                    "streetAddress": settings.address,
                    "addressLocality": settings.commune,
                    "addressRegion": settings.province,
                    "addressCountry": "VN",
                }
            ),
        }
    )


def _channel(method: Method, office: Thing, settings: Settings, online_url: str, say: Say) -> Thing:
    channel = Channel(method.channel)
    found: Thing = {
        "@type": "ServiceChannel",
        "name": say(CHANNEL_NAMES[channel]),
        "description": method.note,
        "availableLanguage": "vi",
    }
    if channel is Channel.DIRECT:
        found["serviceLocation"] = {"@id": office["@id"]}
    elif channel is Channel.ONLINE:
        found["serviceUrl"] = online_url
    else:
        found["servicePostalAddress"] = office["address"]
    return _known(found)


def _offer(fee: Fee, say: Say) -> Thing:
    unit = say(message("page")) if fee.kind == FeeKind.PER_PAGE else fee.per
    price = {"price": fee.amount, "priceCurrency": "VND"}
    where = [fee.case, say(CHANNEL_NAMES[Channel(fee.channel)]) if fee.channel else ""]
    return _known(
        {
            "@type": "Offer",
            "name": ", ".join(filter(None, where)),
            **price,
            "priceSpecification": {"@type": "UnitPriceSpecification", **price, "unitText": unit} if unit else None,
        }
    )


def _known(thing: Thing) -> Thing:
    """Without what is empty."""
    return {name: value for name, value in thing.items() if value not in ("", None, [], {})}
