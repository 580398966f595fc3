"""Writing down that what was asked for was paid, how, and under which receipt (NĐ 61/2018 art. 22)."""

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, message

from ..course import Payment, PaymentMethod
from ..resources import Dossier
from .moving import check_move, move


class PaidTooLittle(Refusal):
    field = "amount"
    text = message("${due} đồng are to be paid. Write the amount on the receipt, when all of it is there.")


class ReceiptNumberMissing(Refusal):
    field = "receipt_number"
    text = message("Write the number of the payment receipt.")


def confirm_payment(
    dossier: Dossier, *, amount: int, method: str, receipt_number: str, seen: int | None = None, act: Act
) -> None:
    """The amount (đồng) was paid and the work goes on. Raises ValueError for a method there is not."""
    check_move(dossier, "confirm_payment", seen)
    receipt_number = clean_line(receipt_number)
    asked = dossier.payment_request
    complaints: list[Refusal] = []
    if asked is not None and amount < asked.amount:
        complaints.append(PaidTooLittle(due=f"{asked.amount:,}".replace(",", ".")))
    if not receipt_number:
        complaints.append(ReceiptNumberMissing())
    refuse_if(complaints)
    payment = Payment(amount, PaymentMethod(method).value, receipt_number, act.at, act.by)
    dossier.payments = (*dossier.payments, payment)
    dossier.payment_request = None
    move(dossier, "confirm_payment", act=act, amount=amount, method=payment.method, receipt_number=receipt_number)
