"""Approving what was proposed: the result stands."""

from hcc.core.act import Act

from ..resources import Dossier
from .moving import check_move, move


def approve(dossier: Dossier, *, seen: int | None = None, act: Act) -> None:
    """The proposal becomes the result, ready to be handed out."""
    check_move(dossier, "approve", seen)
    dossier.decision, dossier.resolved_at = dossier.proposal, act.at
    move(dossier, "approve", act=act, outcome=dossier.proposal.outcome if dossier.proposal else None)
