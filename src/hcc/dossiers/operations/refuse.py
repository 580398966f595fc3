"""Refusing to take a dossier in, in writing, with the reason (form 03; art. 17)."""

from hcc.core.act import Act

from ..resources import Dossier
from .moving import check_version, move, reason_of


def refuse(dossier: Dossier, *, reason: str, seen: int | None = None, act: Act) -> None:
    """End the dossier before reception."""
    reason = reason_of(reason)
    check_version(dossier, seen)
    move(dossier, "refuse", act=act, reason=reason)
    dossier.refusal_reason = reason
