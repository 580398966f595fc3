"""What a result document says: its text by the kind of the result, its facts from the dossier and the decision."""

from collections.abc import Mapping
from typing import Any

from hcc.core.calendar import LOCAL
from hcc.printing import words
from hcc.printing.dossier_slips import ResultData, ResultLayout
from hcc.settings import Settings

from .operations.approve import papers_of, result_of
from .people import Gender, Person
from .resources import CERTIFICATION_FIELD, Dossier
from .result_documents import (
    Documents,
    ResultDocument,
    blanks_in,
    document_of,
    dotted,
    filled,
    offered,
    opened,
    shipped_documents,
)
from .results import DECLINED, Result, Signature
from .slip_words import code_of, id_of

_GENDERS = {Gender.MALE.value: "Nam", Gender.FEMALE.value: "Nữ"}


def documents_in_use(dossier: Dossier) -> Documents:
    """The texts of the office's own catalogue folder, or the shipped ones."""
    return dossier.__parent__.documents or shipped_documents()


KNOWN_PLACES = (
    "họ và tên",
    "ngày sinh",
    "giới tính",
    "giấy tờ tùy thân",
    "số định danh",
    "nơi cư trú",
    "thủ tục",
    "mã hồ sơ",
    "ngày tiếp nhận",
    "cơ quan",
    "xã",
    "tỉnh",
    "lời báo",
)
"""What a dossier fills in by itself; any other name in braces is a blank for the handling official."""


def has_documents(dossier: Dossier) -> bool:
    """Whether its results are documents of the commune; certified papers have forms of their own."""
    return dossier.record.field != CERTIFICATION_FIELD


def titles_offered(dossier: Dossier) -> list[str]:
    """What its result may be called, the usual name first."""
    return offered(documents_in_use(dossier), dossier.record.code, dossier.record.results)


def results_of(dossier: Dossier) -> list[Result]:
    """The papers that can be printed: those issued, else those proposed. None of certified papers, which have forms
    of their own, nor of a dossier that is declined: there the refusal is the result.
    """
    decision = dossier.decision or dossier.proposal
    if decision is None or decision.outcome == DECLINED or not has_documents(dossier):
        return []
    issued = list(dossier.results)
    proposed = [result_of(paper, decision.signature or Signature("")) for paper in papers_of(dossier, decision)]
    return issued + proposed[len(issued) :]


def drafted(dossier: Dossier, title: str, settings: Settings) -> str:
    """The body of a result of this name as its template has it, with blanks for what the dossier does not know."""
    document = document_of(documents_in_use(dossier), title)
    return filled(opened(document.body), _facts(dossier, settings))


def open_blanks(dossier: Dossier, result: Result, settings: Settings) -> list[str]:
    """What is left open in a document that is not issued yet, by name."""
    document = document_of(documents_in_use(dossier), result.title)
    texts = (document.subject, *document.basis, document.body if not result.body else "")
    return blanks_in(filled("\n".join((*map(opened, texts), result.body)), _facts(dossier, settings)))


def result_data(dossier: Dossier, result: Result, settings: Settings) -> ResultData:
    """All the document says; what is not decided, registered or filled in yet is left for the pen."""
    document = document_of(documents_in_use(dossier), result.title)
    place = settings.commune.partition(" ")[2]
    day = result.registered_on or (result.signed_on if not dossier.sealing else None)
    return ResultData(
        **worded(document, _facts(dossier, settings), body=result.body),
        authority=settings.authority,
        title=document.heading or result.title,
        place_and_date=words.date_line(place, day) if day else f"{place}, ngày ..... tháng ..... năm .........",
        number=result.line,
        capacity=result.capacity,
        signer=result.signer,
        draft=dossier.decision is None,
        trial=settings.demo,
    )


def worded(document: ResultDocument, facts: Mapping[str, str], *, body: str = "") -> dict[str, Any]:
    """The words of a document, of which `facts` fill what they know and the rest is for the pen. `body` is what the
    handling official wrote in place of the template's.
    """

    def said(text: str) -> str:
        return dotted(filled(text, facts))

    return {
        "layout": document.layout,
        "body": tuple(line for line in said(body or opened(document.body)).splitlines() if line.strip()),
        "subject": said(opened(document.subject)),
        "basis": tuple(said(opened(one)) for one in document.basis),
        "addressee": facts["họ và tên"] if document.layout is ResultLayout.LETTER else "",
        "recipients": document.recipients,
        "dossier_code": facts["mã hồ sơ"],
    }


def _facts(dossier: Dossier, settings: Settings) -> dict[str, str]:
    """What the names in braces stand for; empty where it is not known."""
    person, decision = dossier.person, dossier.decision or dossier.proposal
    received = dossier.received_at
    known = (
        person.name,
        person.birth,
        _GENDERS.get(person.gender, ""),
        _identity(person),
        person.citizen_number,
        person.address,
        _within(dossier.record.title),
        code_of(dossier)["dossier_code"],
        words.short_date(received.astimezone(LOCAL).date()) if received is not None else "",
        settings.authority,
        settings.commune,
        settings.province,
        decision.text if decision is not None else "",
    )
    return dict(zip(KNOWN_PLACES, known, strict=True))


def empty_form(document: ResultDocument, settings: Settings) -> ResultData:
    """A document with nothing filled in but whose office it is, as a draft to look at."""
    office = {"cơ quan": settings.authority, "xã": settings.commune, "tỉnh": settings.province}
    return ResultData(
        **worded(document, {**dict.fromkeys(KNOWN_PLACES, ""), **office}),
        authority=settings.authority,
        title=document.heading or document.name,
        place_and_date=f"{settings.commune.partition(' ')[2]}, ngày ..... tháng ..... năm .........",
        draft=True,
        trial=settings.demo,
    )


def _within(title: str) -> str:
    """A name as it stands within a sentence: "cấp Giấy xác nhận…", but "UBND …"."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _identity(person: Person) -> str:
    label, number = id_of(person)
    if not number:
        return ""
    kind = f"{label[0].lower()}{label[1:]}".removeprefix("số ")
    issued = f", cấp ngày {words.short_date(person.id_issued)}" if person.id_issued and not person.organisation else ""
    return f"{kind} số {number}{issued}" if label.startswith("Số") else f"{kind} {number}"
