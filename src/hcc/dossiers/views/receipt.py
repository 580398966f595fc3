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
from hcc.files.responses import bytes_response
from hcc.printing import words
from hcc.printing.papers import Component, ReceiptData
from hcc.printing.slips import render_slip
from hcc.procedures.wording import fees_in_words

from ..events import DossierReceived
from ..resources import Dossier, Verdict
from ..slip_words import id_of
from .slips import TWO

_FORMS = {
    Verdict.ATTACHED: "Bản điện tử",
    Verdict.PASSED: "Bản giấy",
    Verdict.PAPER_LATER: "Bản giấy",
    Verdict.COMPARED: "Đã đối chiếu",
    Verdict.FROM_DATABASE: "Đã tra cứu",
    Verdict.SEEN_ON_VNEID: "Xem trên VNeID",
}


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
        Component(known[index].name, _FORMS[Verdict(verdict)], max(known[index].original + known[index].copy, 1))
        for index, verdict in (_handed_in(dossier) if dossier.handed_in is None else dossier.handed_in)
    ]
    person = dossier.person
    fee = fees_in_words(dossier.record)[0]
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
        result_place=f"quầy trả kết quả, {office.office_name} {office.commune}",
        fee=request.in_vietnamese(fee.figure) + (f" / {request.in_vietnamese(fee.per)}" if fee.per else ""),
        receiver=official.name if official is not None else receiver,
        secret=spoken_secret(dossier.lookup_secret),
        qr=f"{where}/{dossier.token}" if where else "",
        id_label=id_of(person)[0],
        id_number=id_of(person)[1],
        phone=person.reached_by,
        email=person.email,
        address=person.address,
        submitter=dossier.parties.handing_in.name if dossier.parties.handing_in is not person else "",
        notes=(
            "Khi đến nhận, mang theo giấy này và thẻ căn cước.",
            f"Hỏi về hồ sơ: {office.phone}" + (f", hoặc {where.partition('//')[2]}" if where else ""),
        ),
        trial=office.demo,
    )


def _handed_in(dossier: Dossier) -> tuple[tuple[int, str], ...]:
    """What there is of each component, as far as a receipt tells."""
    found = ((index, dossier.component_verdict(index)) for index, _ in dossier.components())
    return tuple((index, verdict.value) for index, verdict in found if verdict in _FORMS)


def _keep_what_was_handed_in(event: DossierReceived) -> None:
    """Papers that come later, or are found wanting, change nothing of what was handed in."""
    event.dossier.handed_in = _handed_in(event.dossier)


def show_receipt(context: Dossier, request: Request):
    if not context.reception_number:
        raise HTTPNotFound()
    two_up = request.GET.get("copies") == TWO
    data = replace(receipt_data(context, request), two_up=two_up)
    content = render_slip("receipt", data, at=context.received_at)
    etag = f"{context.chain.head}-2" if two_up else context.chain.head
    return bytes_response(content, name=f"giay-hen-{context.reception_number}.pdf", kind="application/pdf", etag=etag)


def includeme(config: Configurator) -> None:
    config.add_subscriber(_keep_what_was_handed_in, DossierReceived)
    config.add_view(
        show_receipt, context=Dossier, name="receipt", permission=Permission.DOSSIER_VIEW, request_method="GET"
    )
