"""Taking the money of a visit, with the official receipt that was written for it; and taking that back."""

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, clean_text, message

from ..cash import CashBook, OfficialReceipt, PayableLine, Payment, Taken
from ..resources import BookFolder, Visit
from ..telling_desk import PAID, TAKEN_BACK

MOST_PHOTOCOPY = 10_000_000
TEXT_LIMIT = 200
RECEIPT_LIMIT = 30


class AlreadyPaid(Refusal):
    text = message("This visit is paid already. If something was written wrongly, take the payment back first.")


class NotPaidYet(Refusal):
    text = message("Nothing was paid for this visit: there is nothing to take back.")


class PaidWithDossier(Refusal):
    text = message("These papers belong to a dossier: the fee is taken when its result is returned.")


class NothingToPay(Refusal):
    text = message("Every number of this visit was struck: there is nothing to pay.")


class PhotocopyWrong(Refusal):
    field = "photocopy"
    text = message("Write what the photocopies cost, from 0 to ${most} đồng.")


class ReceiptMissing(Refusal):
    field = "number"
    text = message("Write form, series and number of the official receipt, as they are printed on it.")


class ReceiptUsed(Refusal):
    field = "number"
    text = message("Receipt ${receipt} was written for another payment. Look at the number on the paper again.")


class CashClockBehind(Refusal):
    text = message("This computer's clock is behind the last payment. Have it set, then write the payment again.")


class UndoReasonMissing(Refusal):
    field = "reason"
    text = message("Write why the payment is taken back: the accountant reads it in the list.")


def check_cash_clock(cash: CashBook, act: Act) -> list[Refusal]:
    """A complaint where the clock is behind what the cash book has recorded."""
    return [CashClockBehind()] if cash.chain.last is not None and cash.chain.last.at > act.at else []


def take_payment(
    books: BookFolder,
    *,
    visit: Visit | PayableLine,
    photocopy: int,
    exempt: str,
    form: str,
    series: str,
    number: str,
    act: Act,
) -> Payment:
    """Write down what a visit, or a line of no visit, paid. Amounts in đồng.

    `exempt` says why no fee is taken; then, and only then, no receipt is needed. The receipt is what is printed on
    the paper: nothing of it is made up, and no two payments have the same one.
    """
    if visit.dossier_token:
        raise PaidWithDossier()
    if visit.payment is not None:
        raise AlreadyPaid()
    if not visit.standing:
        raise NothingToPay()
    exempt = clean_line(exempt)[:TEXT_LIMIT]
    fee = 0 if exempt else sum(entry.fee for entry in visit.standing)
    complaints = check_cash_clock(books.cash, act)
    if not 0 <= photocopy <= MOST_PHOTOCOPY:
        complaints.append(PhotocopyWrong(most=f"{MOST_PHOTOCOPY:,}".replace(",", ".")))
    written = [clean_line(part)[:RECEIPT_LIMIT] for part in (form, series, number)]
    receipt = OfficialReceipt(*written) if all(written) else None
    if receipt is None and (fee or any(written)):
        complaints.append(ReceiptMissing())
    if receipt is not None and books.cash.visit_of(receipt) is not None:
        complaints.append(ReceiptUsed(receipt=receipt.line))
    refuse_if(complaints)
    payment = Payment(act.at, act.by, fee, photocopy, exempt, receipt, visit.standing[0].book.kind)
    books.cash.take(act.at.astimezone(LOCAL).date(), Taken(visit.__name__, payment))
    books.cash.chain.append(
        act,
        PAID,
        visit=visit.__name__,
        fee=fee,
        photocopy=photocopy,
        exempt=exempt,
        receipt=receipt.line if receipt else "",
    )
    visit.payment = payment
    return payment


def undo_payment(books: BookFolder, *, visit: Visit | PayableLine, reason: str, act: Act) -> None:
    """The payment was written wrongly: it is struck from its day with a reason, and its receipt stays used."""
    if visit.payment is None:
        raise NotPaidYet()
    reason = clean_text(reason)[:TEXT_LIMIT]
    complaints = check_cash_clock(books.cash, act)
    if not reason:
        complaints.append(UndoReasonMissing())
    refuse_if(complaints)
    books.cash.undo(visit.payment.at.astimezone(LOCAL).date(), visit.__name__, reason)
    books.cash.chain.append(act, TAKEN_BACK, visit=visit.__name__, reason=reason)
    visit.payment = None
