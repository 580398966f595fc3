"""Refusing to take a dossier in, in writing, with the reason (form 03; NĐ 61/2018 art. 17).

Who is not entitled is refused after the appraisal, by a declining decision; see approve.py.
"""

from hcc.core.act import Act

from ..events import DossierRefused
from ..resources import Dossier
from ..slips import Slip, SlipKind
from .moving import check_move, move, reason_of
from .taking_slips import check_clock, take_slip


def refuse(dossier: Dossier, *, reason: str, symbol: str = "", seen: int | None = None, act: Act) -> Slip:
    """End the dossier before reception; answers the numbered refusal."""
    reason = reason_of(reason)
    check_move(dossier, "refuse", seen)
    check_clock(dossier, act)
    slip = take_slip(dossier, SlipKind.REFUSAL, reason=reason, symbol=symbol, act=act)
    dossier.refusal_reason = reason
    move(dossier, "refuse", act=act, reason=reason, slip=slip.line)
    act.announce(DossierRefused(dossier))
    return slip
