"""Proposing a result for approval (art. 19)."""

from hcc.core.act import Act
from hcc.core.errors import NotInThisState
from hcc.core.text import clean_text

from ..resources import NOTE_LIMIT, Decision, Dossier
from ..results import OUTCOMES
from .moving import ReasonMissing, check_move, move


class ProposalMissing(ReasonMissing):
    field = "text"


class NotTheHandler(NotInThisState):
    """Another official handles the dossier; `facts["handler"]` is her login."""


def submit_for_approval(
    dossier: Dossier,
    *,
    outcome: str,
    text: str,
    references: tuple[str, ...] | None = None,
    seen: int | None = None,
    act: Act,
) -> None:
    """Put a proposed result before the approver; only the handler may, or who acts in her stead.

    Without `references` the certification numbers taken for the dossier stand there.
    """
    text = clean_text(text)[:NOTE_LIMIT]
    if not text or outcome not in OUTCOMES:
        raise ProposalMissing()
    check_move(dossier, "submit_for_approval", seen)
    if not act.is_of(dossier.handler):
        raise NotTheHandler(handler=dossier.handler)
    if references is None:
        references = tuple(n for record in dossier.chain if record.what == "certify" for n in record.facts["numbers"])
    dossier.proposal = Decision(outcome, text, references)
    move(dossier, "submit_for_approval", act=act, outcome=outcome, references=list(references))
