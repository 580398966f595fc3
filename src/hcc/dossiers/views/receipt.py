"""The receipt (giấy tiếp nhận hồ sơ và hẹn trả kết quả, form 01): rendered again the same whenever it is asked for.

It lists what was handed in at reception, whatever is found or brought later. A correction of the people and a dossier
code that becomes known do stand on it: both are acts of their own, and the person needs the right paper.
"""

from dataclasses import replace
from datetime import datetime

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.identifiers import spoken_secret
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.responses import bytes_response
from hcc.printing import words
from hcc.printing.papers import Component, ReceiptData
from hcc.printing.slips import render_slip
from hcc.procedures.limits import limit_in_case
from hcc.procedures.wording import UPDATING, limit_words

from ..channels import METHODS, Channel
from ..fee_words import fees_of
from ..resources import Dossier, Verdict
from ..slip_words import HANDED_IN, handed_in, id_of
from .slips import TWO


def receipt_data(dossier: Dossier, request: Request) -> ReceiptData:
    """What the receipt says, from the dossier as it was received."""
    office = request.office
    received = dossier.received_at.astimezone(LOCAL)
    reception = next(record for record in dossier.chain if record.what == "receive")
    receiver = reception.by
    official = request.site.accounts.get(receiver)
    code, number = dossier.dossier_code, dossier.reception_number
    known = dossier.record.components
    components = [
        Component(known[index].name, HANDED_IN[Verdict(verdict)], max(known[index].original + known[index].copy, 1))
        for index, verdict in (handed_in(dossier) if dossier.handed_in is None else dossier.handed_in)
    ]
    person = dossier.person
    where = f"{office.public_url}/tra-cuu" if office.public_url else ""
    return ReceiptData(
        authority=office.authority,
        office=office.office_name,
        number=f"{dossier.reception_number.rpartition('-')[2]}/TNHS",
        place_and_date=words.date_line(office.commune.partition(" ")[2], received.date()),
        dossier_code=code or number,
        code_known=bool(code),
        reception_number=number if code and number != code else "",
        person=person.name,
        request=dossier.record.title,
        components=tuple(components),
        received_hour=words.hour_line(received),
        received_date=words.short_date(received.date()),
        due=words.moment_line(datetime.fromisoformat(reception.facts["due"])),
        limit=_limit(dossier, request),
        result_place=f"quầy trả kết quả, {office.office_name}",
        fee=_fees(dossier, request),
        receiver=official.name if official is not None else receiver,
        secret=spoken_secret(dossier.lookup_secret),
        qr=f"{where}/{dossier.token}" if where else "",
        id_label=id_of(person)[0],
        id_number=id_of(person)[1],
        phone=person.reached_by,
        email=person.email,
        address=person.address,
        submitter=dossier.parties.handing_in.name,
        notes=(
            "Khi đến nhận, mang theo giấy này và thẻ căn cước; người nhận thay mang theo giấy ủy quyền.",
            f"Hỏi về hồ sơ: {office.phone}" + (f", hoặc {where.partition('//')[2]}" if where else ""),
        ),
        trial=office.demo,
    )


def _limit(dossier: Dossier, request: Request) -> str:
    """How long it takes by the procedure's own text, or as was promised where that says nothing."""
    if dossier.promised_days:
        return request.in_vietnamese(message("${n} working days", mapping={"n": dossier.promised_days}))
    limit = limit_in_case(dossier.record, METHODS[Channel(dossier.channel)], dossier.case)
    words = limit_words(limit) if limit is not None else None
    return request.in_vietnamese(words.figure) if words is not None and words.known else ""


def _fees(dossier: Dossier, request: Request) -> str:
    """Every fee of its case; where there are several, each with what it is for."""
    say = request.in_vietnamese
    fees = fees_of(dossier, say, request.now)
    told = []
    for fee in fees:
        said = f"{fee.figure} / {fee.per}" if fee.per else fee.figure
        holds_for = ", ".join(part for part in (fee.case, fee.channels) if part) if len(fees) > 1 else ""
        told.append(f"{said} ({holds_for})" if holds_for else said)
    return "; ".join(dict.fromkeys(told)) or say(UPDATING)


def show_receipt(context: Dossier, request: Request):
    if not context.reception_number:
        raise HTTPNotFound()
    two_up = request.GET.get("copies") == TWO
    data = replace(receipt_data(context, request), two_up=two_up)
    content = render_slip("receipt", data, at=context.received_at)
    etag = f"{context.chain.head}-2" if two_up else context.chain.head
    return bytes_response(content, name=f"giay-hen-{context.reception_number}.pdf", kind="application/pdf", etag=etag)


def includeme(config: Configurator) -> None:
    config.add_view(
        show_receipt, context=Dossier, name="receipt", permission=Permission.DOSSIER_VIEW, request_method="GET"
    )
