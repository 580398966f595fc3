"""What a numbered slip (forms 02 to 05) says, from the dossier as it stands when the slip is taken."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hcc.accounts.capacities import block_on
from hcc.core.calendar import LOCAL
from hcc.printing import words
from hcc.printing.dossier_slips import DossierSlipData, WantedPaper
from hcc.settings import Settings

from .checklist import Verdict
from .course import Defect
from .people import Person
from .resources import Dossier, reception_day
from .slips import Slip, SlipKind

HANDED_IN = {
    Verdict.ATTACHED: "Bản điện tử",
    Verdict.PASSED: "Bản giấy",
    Verdict.PAPER_LATER: "Bản giấy",
    Verdict.COMPARED: "Đã đối chiếu",
    Verdict.FROM_DATABASE: "Đã tra cứu",
    Verdict.SEEN_ON_VNEID: "Xem trên VNeID",
}
"""What a receipt lists, by what was found of it, and in which form."""
SIGNED_BY_THE_HEAD = frozenset((SlipKind.APOLOGY, SlipKind.STOP))


def id_of(person: Person) -> tuple[str, str]:
    """By which number the person is known, with what it is called."""
    for label, number in (
        ("Mã số thuế", person.tax_number if person.organisation else ""),
        ("Số căn cước", person.citizen_number),
        ("Số hộ chiếu", person.passport),
        ("Số CMND", person.old_number),
    ):
        if number:
            return label, number
    return "Số căn cước", ""


def head_of(settings: Settings, at: datetime) -> dict[str, Any]:
    """What stands at the head of every paper of the centre."""
    return {
        "authority": settings.authority,
        "office": settings.office_name,
        "place_and_date": words.date_line(settings.commune.partition(" ")[2], at.astimezone(LOCAL).date()),
        "trial": settings.demo,
    }


def code_of(dossier: Dossier) -> dict[str, Any]:
    """The dossier code, or the number of reception while that is not known."""
    return {"dossier_code": dossier.dossier_code or dossier.reception_number, "code_known": bool(dossier.dossier_code)}


def redrawn(dossier: Dossier) -> str:
    """What a paper says that is printed from the dossier as it stands, and not as it was when the paper was issued."""
    last = dossier.chain.last
    day = last.at if last is not None else dossier.created_at
    return f"In lại theo dữ liệu hồ sơ đến ngày {words.short_date(day.astimezone(LOCAL).date())}."


def address_of(dossier: Dossier, settings: Settings) -> str:
    """What the code on a paper leads to; empty without a public address."""
    return f"{settings.public_url}/tra-cuu/{dossier.token}" if settings.public_url else ""


def official_named(official: Any, login: str) -> str:
    """The official's name; of no official, the login."""
    return official.name if official is not None else login


def handed_in(dossier: Dossier) -> tuple[tuple[int, str], ...]:
    """What there is of each component, as far as a receipt tells: index and `Verdict` value."""
    found = ((index, dossier.component_verdict(index)) for index, _ in dossier.components())
    return tuple((index, verdict.value) for index, verdict in found if verdict in HANDED_IN)


def slip_data(dossier: Dossier, slip: Slip, *, find: Callable[[str], Any], settings: Settings) -> DossierSlipData:
    """All the paper says. `find` answers the official of a login, or None."""
    person = dossier.person
    official = find(slip.by)
    label, number = id_of(person)
    day = reception_day(slip.at)
    capacity = block_on(official.signing_capacity, official.capacities, day) if official is not None else ()
    more: dict[str, Any] = {}
    signer = official_named(official, slip.by)
    if slip.kind is SlipKind.SUPPLEMENT_REQUEST:
        more = _supplement(dossier, slip)
    elif slip.kind is SlipKind.APOLOGY:
        more = _apology(dossier, slip)
    elif slip.kind is SlipKind.STOP:
        more = _stop(slip, withdrawn=dossier.withdrawal is not None)
    decided = dossier.decision.signature if dossier.decision is not None else None
    if slip.kind is SlipKind.REFUSAL:
        capacity = decided.capacity if decided is not None else ()
        signer = decided.name if decided is not None else signer
    elif slip.kind not in SIGNED_BY_THE_HEAD:
        capacity = ()
    elif not capacity:
        signer = ""  # the head signs, whom the program does not know
    return DossierSlipData(
        **head_of(settings, slip.at),
        **code_of(dossier),
        number=slip.line,
        commune=settings.commune,
        person=person.name,
        request=dossier.record.title,
        id_label=label,
        id_number=number,
        phone=person.reached_by,
        email=person.email,
        address=person.address,
        received=words.moment_line(dossier.received_at) if dossier.received_at is not None else "",
        reason=slip.reason,
        contact=f"{official_named(official, slip.by)}, điện thoại {settings.phone}",
        qr=address_of(dossier, settings),
        submitter=dossier.parties.handing_in.name,
        capacity=capacity,
        signer=signer,
        by_authority=slip.kind in SIGNED_BY_THE_HEAD or bool(capacity),
        **more,
    )


def _supplement(dossier: Dossier, slip: Slip) -> dict[str, Any]:
    asked = next((one for one in dossier.supplements if one.asked_at == slip.at), None)
    if asked is None:  # of an older database
        return {"papers": tuple(WantedPaper("", line) for line in slip.details)}
    return {
        "papers": tuple(_wanted(dossier, defect) for defect in asked.defects),
        "until": words.short_date(asked.until) if asked.until else "",
    }


def _wanted(dossier: Dossier, defect: Defect) -> WantedPaper:
    if defect.component is None:
        return WantedPaper("", defect.text)
    component = dossier.record.components[defect.component]
    form = "Bản chính" if component.original else "Bản sao" if component.copy else ""
    return WantedPaper(component.name, defect.text, form)


def _apology(dossier: Dossier, slip: Slip) -> dict[str, Any]:
    facts = next((one.facts for one in dossier.chain if one.what == "extend" and one.at == slip.at), {})
    return {
        name: words.moment_line(datetime.fromisoformat(facts[name])) for name in ("was_due", "due") if name in facts
    }


def _stop(slip: Slip, *, withdrawn: bool) -> dict[str, Any]:
    return {"withdrawn": withdrawn, "given_back" if withdrawn else "basis": "; ".join(slip.details)}
