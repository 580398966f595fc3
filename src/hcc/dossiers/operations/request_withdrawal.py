"""Writing down that the person wants the dossier back (rút hồ sơ); not once the result is ready."""

from hcc.core.act import Act

from ..course import Withdrawal
from ..resources import Dossier
from .moving import check_move, move, reason_of


def request_withdrawal(dossier: Dossier, *, reason: str, seen: int | None = None, act: Act) -> None:
    """The work rests until somebody has decided."""
    reason = reason_of(reason)
    check_move(dossier, "request_withdrawal", seen)
    dossier.withdrawal = Withdrawal(act.at, act.by, reason, dossier.state)
    move(dossier, "request_withdrawal", act=act, reason=reason)
