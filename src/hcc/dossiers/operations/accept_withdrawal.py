"""Ending a dossier whose person wants it back: a notice of stop goes out with its papers (form 05)."""

from hcc.core.act import Act
from hcc.core.text import clean_text

from ..events import DossierStopped
from ..resources import NOTE_LIMIT, Dossier
from ..slips import Slip, SlipKind
from .moving import check_move, move
from .taking_slips import check_clock, take_slip


def accept_withdrawal(
    dossier: Dossier, *, given_back: str = "", symbol: str = "", seen: int | None = None, act: Act
) -> Slip:
    """End the dossier; answers the numbered notice. `given_back` names the papers that went back."""
    check_move(dossier, "accept_withdrawal", seen)
    check_clock(dossier, act)
    wish = dossier.withdrawal
    assert wish is not None  # the state says there is one
    given_back = clean_text(given_back)[:NOTE_LIMIT]
    details = (given_back,) if given_back else ()
    slip = take_slip(dossier, SlipKind.STOP, reason=wish.reason, details=details, symbol=symbol, act=act)
    move(dossier, "accept_withdrawal", act=act, slip=slip.line, given_back=given_back)
    act.announce(DossierStopped(dossier))
    return slip
