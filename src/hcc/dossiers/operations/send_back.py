"""Sending a proposed result back to its handler."""

from hcc.core.act import Act
from hcc.core.text import clean_text

from ..resources import NOTE_LIMIT, Dossier
from .moving import ReasonMissing, check_version, move


def send_back(dossier: Dossier, *, reason: str, seen: int | None = None, act: Act) -> None:
    """The dossier is in process again, with the approver's reason on record."""
    reason = clean_text(reason)[:NOTE_LIMIT]
    if not reason:
        raise ReasonMissing()
    check_version(dossier, seen)
    move(dossier, "send_back", act=act, reason=reason)
    dossier.proposal = None
