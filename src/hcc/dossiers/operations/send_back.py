"""Sending a proposed or approved result back to its handler."""

from typing import Any

from hcc.core.act import Act

from ..resources import Dossier
from .moving import check_move, move, reason_of


def send_back(dossier: Dossier, *, reason: str, seen: int | None = None, act: Act) -> None:
    """The dossier is in process again, with the reason on record; what was approved is so no longer."""
    reason = reason_of(reason)
    check_move(dossier, "send_back", seen)
    approved = dossier.decision is not None
    for result in dossier.results:
        dossier.__parent__.forget_outgoing(result)
    dossier.sent_back = dossier.proposal
    dossier.proposal, dossier.decision, dossier.results = None, None, ()
    facts: dict[str, Any] = {"approved": True} if approved else {}
    move(dossier, "send_back", act=act, reason=reason, **facts)
