"""Letting a dossier go on whose person wanted it back, from where it stood."""

from hcc.core.act import Act

from ..resources import Dossier
from .moving import check_move, move, reason_of


def decline_withdrawal(dossier: Dossier, *, reason: str, seen: int | None = None, act: Act) -> None:
    """The dossier goes on; the wish and why it was declined stay on record."""
    reason = reason_of(reason)
    check_move(dossier, "decline_withdrawal", seen)
    wish = dossier.withdrawal
    assert wish is not None  # the state says there is one
    dossier.withdrawal = None
    move(dossier, "decline_withdrawal", act=act, to=wish.state, reason=reason)
