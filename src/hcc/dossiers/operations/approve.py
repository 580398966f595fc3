"""Approving what was proposed: signed, and ready to be handed out unless the clerk still registers and seals it.

An office without a clerk's register is done with this act: the papers that were proposed become the results. With
one, the dossier goes back into process, approved, until the clerk has entered it (register_and_seal.py).
"""

from dataclasses import replace
from datetime import date

from hcc.core.act import Act

from ..events import DossierResolved
from ..resources import CERTIFICATION_FIELD, Decision, Dossier, reception_day
from ..results import DECLINED, Result, ResultPaper, Signature
from ..slips import REFUSAL_TITLE, SlipKind
from ..workflow import PROCESSING, RESOLVED
from .moving import check_move, move
from .taking_slips import check_clock, take_slip


def approve(
    dossier: Dossier,
    *,
    signature: Signature | None = None,
    clerk_registers: bool = False,
    symbol: str = "",
    seen: int | None = None,
    act: Act,
) -> None:
    """The proposal becomes the decision. Declining takes a numbered refusal, which is the result (form 03).

    `signature` says who signs and in what capacity. With `clerk_registers` the office's clerk enters every result but
    certified papers, which have books of their own.
    """
    check_move(dossier, "approve", seen)
    check_clock(dossier, act)
    proposal = dossier.proposal
    assert proposal is not None  # nothing comes before the approver without one
    signed = replace(signature or Signature(act.by), on=reception_day(act.at))
    decision = replace(proposal, signature=signed)
    facts = {}
    if proposal.outcome == DECLINED:
        slip = take_slip(dossier, SlipKind.REFUSAL, reason=proposal.text, symbol=symbol, act=act)
        papers = [ResultPaper(REFUSAL_TITLE, f"{slip.number:02d}", slip.symbol)]
        facts["slip"] = slip.line
    else:
        papers = papers_of(dossier, decision)
    to = PROCESSING if clerk_registers and _waits_for_clerk(dossier, decision) else RESOLVED
    dossier.decision = decision
    if to == RESOLVED:
        dossier.results = tuple(result_of(paper, signed) for paper in papers)
        dossier.resolved_at = act.at
    move(dossier, "approve", act=act, to=to, outcome=proposal.outcome, signer=signed.name, **facts)
    if to == RESOLVED:
        act.announce(DossierResolved(dossier))


def papers_of(dossier: Dossier, decision: Decision) -> list[ResultPaper]:
    """The papers a granting decision leads to: those proposed, the certified ones, or the procedure's first result."""
    titles = dossier.record.results
    title = titles[0] if titles else dossier.record.title
    papers = [replace(paper, title=paper.title or title) for paper in decision.papers]
    papers += [ResultPaper(title, reference) for reference in decision.references]
    if not papers and titles and not dossier.external_work:
        papers = [ResultPaper(title)]
    return papers


def result_of(paper: ResultPaper, signature: Signature, *, registered_on: date | None = None) -> Result:
    """The paper, issued; registered and sealed where there is a day of the register."""
    return Result(
        title=paper.title,
        number=paper.number,
        symbol=paper.symbol,
        signed_on=signature.on,
        signer=signature.name,
        capacity=signature.capacity,
        sealed=registered_on is not None,
        registered_on=registered_on,
        code=paper.code,
        file=paper.file,
        body=paper.body,
    )


def _waits_for_clerk(dossier: Dossier, decision: Decision) -> bool:
    granted = decision.outcome != DECLINED
    return granted and dossier.record.field != CERTIFICATION_FIELD and bool(papers_of(dossier, decision))
