"""Refusing to take a dossier in, in writing, with the reason (form 03; art. 17)."""

from hcc.core.act import Act
from hcc.core.text import clean_text

from ..resources import NOTE_LIMIT, Dossier
from .moving import ReasonMissing, check_version, move


def refuse(dossier: Dossier, *, reason: str, seen: int | None = None, act: Act) -> None:
    """End the dossier before reception."""
    reason = clean_text(reason)[:NOTE_LIMIT]
    if not reason:
        raise ReasonMissing()
    check_version(dossier, seen)
    move(dossier, "refuse", act=act, reason=reason)
    dossier.refusal_reason = reason
