"""Approving what was proposed: the result stands."""

from hcc.core.act import Act

from ..resources import Dossier
from .moving import check_version, move


def approve(dossier: Dossier, *, seen: int | None = None, act: Act) -> None:
    """The proposal becomes the result, ready to be handed out."""
    check_version(dossier, seen)
    move(dossier, "approve", act=act, outcome=dossier.proposal.outcome if dossier.proposal else None)
    dossier.result, dossier.resolved_at = dossier.proposal, act.at
