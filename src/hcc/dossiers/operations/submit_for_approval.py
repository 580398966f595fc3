"""Proposing a result for approval (NĐ 61/2018 art. 19)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hcc.core.act import Act
from hcc.core.errors import NotInThisState, Refusal, refuse_if
from hcc.core.identifiers import RESULT
from hcc.core.text import clean_line, clean_text, message

from ..process_way import further_steps, must_go_on, process_of
from ..resources import NOTE_LIMIT, Decision, Dossier
from ..results import GRANTED, OUTCOMES, ResultPaper
from .moving import ReasonMissing, check_move, move

NUMBER_LIMIT = 60
BODY_LIMIT = 6_000
"""Letters of the text of a result document."""


class ProposalMissing(ReasonMissing):
    field = "text"


class NotTheHandler(NotInThisState):
    """Another official handles the dossier; `facts["handler"]` is her login."""


class StepsAhead(Refusal):
    text = message(
        "By the internal process step ${place} comes before the approval: ${name}. Pass the dossier on; from here only "
        "a refusal can be put up."
    )


class ResultCodeWrong(Refusal):
    field = "code"
    text = message("${code} is not the code of a result. It is written like KQ.G15.000021; leave it empty if unknown.")


class ResultFileMissing(Refusal):
    field = "file"
    text = message("There is no paper number ${number} in this dossier. Add the file first.")


def submit_for_approval(
    dossier: Dossier,
    *,
    outcome: str,
    text: str,
    references: tuple[str, ...] | None = None,
    papers: Sequence[ResultPaper] = (),
    seen: int | None = None,
    act: Act,
) -> None:
    """Put a proposed result before the approver; only the official who handles the dossier may.

    `papers` are those to be signed, as far as they are known. Without `references` the certification numbers taken
    for the dossier stand there.
    """
    text = clean_text(text)[:NOTE_LIMIT]
    if not text or outcome not in OUTCOMES:
        raise ProposalMissing()
    check_move(dossier, "submit_for_approval", seen)
    if not act.is_of(dossier.handler):
        raise NotTheHandler(handler=dossier.handler)
    if outcome == GRANTED and must_go_on(dossier):
        raise StepsAhead(**_next_of(dossier))
    papers = read_papers(dossier, papers)
    if references is None:
        references = numbers_taken(dossier)
    dossier.papers.keep()
    dossier.proposal, dossier.sent_back = Decision(outcome, text, references, papers), None
    numbers = [f"{paper.number}/{paper.symbol}" for paper in papers if paper.number]
    facts: dict[str, Any] = {"numbers": numbers} if numbers else {}
    move(dossier, "submit_for_approval", act=act, outcome=outcome, references=list(references), **facts)


def _next_of(dossier: Dossier) -> dict[str, object]:
    process, step = process_of(dossier), further_steps(dossier)[0]
    return {"place": process.place(step.key) if process is not None else 0, "name": step.name}


def numbers_taken(dossier: Dossier) -> tuple[str, ...]:
    """The certification numbers taken for the dossier."""
    return tuple(n for record in dossier.chain if record.what == "certify" for n in record.facts["numbers"])


def read_papers(dossier: Dossier, papers: Sequence[ResultPaper]) -> tuple[ResultPaper, ...]:
    """Papers in their kept form; refused with everything that cannot be right about them."""
    kept: list[ResultPaper] = []
    complaints: list[Refusal] = []
    for paper in papers:
        code = clean_line(paper.code).upper()
        if code and not RESULT.match(code):
            complaints.append(ResultCodeWrong(code=code))
        if paper.file is not None and str(paper.file) not in [attachment.__name__ for attachment in dossier.papers]:
            complaints.append(ResultFileMissing(number=paper.file))
        kept.append(
            replace(
                paper,
                title=clean_line(paper.title)[:NOTE_LIMIT],
                number=clean_line(paper.number)[:NUMBER_LIMIT],
                symbol=clean_line(paper.symbol)[:NUMBER_LIMIT],
                code=code,
                body=clean_text(paper.body)[:BODY_LIMIT],
            )
        )
    refuse_if(complaints)
    return tuple(kept)
