"""Stopping a dossier without a result, with reason and legal basis (form 05)."""

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import message

from ..events import DossierStopped
from ..resources import Dossier
from ..slips import Slip, SlipKind
from .moving import check_move, move, read_reason
from .taking_slips import check_clock, take_slip


class LegalBasisMissing(Refusal):
    field = "basis"
    text = message("Write by which article of which text the dossier is stopped.")


def stop(dossier: Dossier, *, reason: str, basis: str, symbol: str = "", seen: int | None = None, act: Act) -> Slip:
    """End the dossier; answers the numbered notice."""
    complaints: list[Refusal] = []
    reason, basis = read_reason(reason, complaints), read_reason(basis, complaints, LegalBasisMissing)
    refuse_if(complaints)
    check_move(dossier, "stop", seen)
    check_clock(dossier, act)
    slip = take_slip(dossier, SlipKind.STOP, reason=reason, details=(basis,), symbol=symbol, act=act)
    move(dossier, "stop", act=act, reason=reason, basis=basis, slip=slip.line)
    act.announce(DossierStopped(dossier))
    return slip
