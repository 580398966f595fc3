"""Asking the person to pay before the work goes on (state 6). It does not stop the clock: no text says so."""

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, message

from ..course import PaymentRequest
from ..resources import Dossier
from .moving import check_move, move

MOST = 10_000_000_000
"""Đồng; more than any commune asks for."""


class AmountMissing(Refusal):
    field = "amount"
    text = message("Write how much is to be paid, in đồng.")


class PurposeMissing(Refusal):
    field = "purpose"
    text = message("Write what the payment is for.")


def require_payment(dossier: Dossier, *, amount: int, purpose: str, seen: int | None = None, act: Act) -> None:
    """The dossier waits until the amount (đồng) is paid."""
    purpose = clean_line(purpose)
    complaints: list[Refusal] = []
    if not 0 < amount <= MOST:
        complaints.append(AmountMissing())
    if not purpose:
        complaints.append(PurposeMissing())
    refuse_if(complaints)
    check_move(dossier, "require_payment", seen)
    dossier.payment_request = PaymentRequest(amount, purpose, act.at, act.by)
    move(dossier, "require_payment", act=act, amount=amount, purpose=purpose)
