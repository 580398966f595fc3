"""What a result document says: its template by the kind of the result, its fields from the dossier and the decision."""

from typing import Any

from hcc.core.calendar import LOCAL
from hcc.printing import words
from hcc.printing.dossier_slips import ResultData
from hcc.settings import Settings

from .operations.approve import papers_of, result_of
from .resources import CERTIFICATION_FIELD, Dossier
from .results import DECLINED, Decision, Result, Signature
from .slip_words import code_of, id_of

TEMPLATES = (("giấy xác nhận", "result_confirmation"), ("quyết định", "result_decision"))
"""How the name of a result begins -> its template."""
PLAIN = "result_reply"


def template_of(title: str) -> str:
    """The template of a result with this name; a reply in writing where none is meant for it."""
    lowered = title.casefold()
    return next((template for start, template in TEMPLATES if lowered.startswith(start)), PLAIN)


def results_of(dossier: Dossier) -> list[Result]:
    """The papers that can be printed: those issued, else those proposed. None of certified papers, which have forms
    of their own, nor of a dossier that is declined: there the refusal is the result.
    """
    decision = dossier.decision or dossier.proposal
    if decision is None or decision.outcome == DECLINED or dossier.record.field == CERTIFICATION_FIELD:
        return []
    issued = list(dossier.results)
    proposed = [result_of(paper, decision.signature or Signature("")) for paper in papers_of(dossier, decision)]
    return issued + proposed[len(issued) :]


def result_data(dossier: Dossier, result: Result, settings: Settings) -> ResultData:
    """All the document says; what is not decided or registered yet is left for the pen."""
    decision: Decision | None = dossier.decision or dossier.proposal
    assert decision is not None  # else there is no result
    place = settings.commune.partition(" ")[2]
    label, number = id_of(dossier.person)
    known: dict[str, Any] = code_of(dossier)
    return ResultData(
        authority=settings.authority,
        title=result.title,
        place_and_date=words.date_line(place, result.signed_on)
        if result.signed_on is not None
        else f"{place}, ngày ..... tháng ..... năm .........",
        person=dossier.person.name,
        request=dossier.record.title,
        text=decision.text,
        number=result.line,
        commune=settings.commune,
        id_label=label,
        id_number=number,
        birth=dossier.person.birth,
        address=dossier.person.address,
        dossier_code=known["dossier_code"],
        received=words.short_date(dossier.received_at.astimezone(LOCAL).date()) if dossier.received_at else "",
        capacity=result.capacity,
        signer=result.signer,
        draft=dossier.decision is None,
        trial=settings.demo,
    )
