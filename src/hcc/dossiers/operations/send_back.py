"""Sending a proposed result back to its handler."""

from hcc.core.act import Act

from ..resources import Dossier
from .moving import check_version, move, reason_of


def send_back(dossier: Dossier, *, reason: str, seen: int | None = None, act: Act) -> None:
    """The dossier is in process again, with the approver's reason on record."""
    reason = reason_of(reason)
    check_version(dossier, seen)
    move(dossier, "send_back", act=act, reason=reason)
    dossier.proposal = None
