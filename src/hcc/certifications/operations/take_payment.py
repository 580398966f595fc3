"""Taking the money of a visit, with the official receipt that was written for it; and taking that back."""

import re

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
REDUCTION_LIMIT = 20
_SHARE = re.compile(r"(\d{1,2})\s*%", re.ASCII)
_AMOUNT = re.compile(r"(\d{1,9}|\d{1,3}(?:[., ]\d{3}){1,2})\s*(?:đ|đồng)?", re.IGNORECASE | re.ASCII)


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


class ReductionWrong(Refusal):
    field = "reduction"
    text = message("Write how much less is taken, as 50% or 5.000; less than the fee of ${fee} đồng.")


class ReductionUnexplained(Refusal):
    field = "exempt"
    text = message("Write why less is taken, and by which decision.")


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
    reduction: str = "",
    form: str,
    series: str,
    number: str,
    act: Act,
) -> Payment:
    """Write down what a visit, or a line of no visit, paid. Amounts in đồng.

    `exempt` says why no fee is taken, or, with a `reduction` ("50%" of the fee, rounded down, or "5.000" đồng), why
    less of it is. Only where nothing is taken no receipt is needed. The receipt is what is printed on the paper:
    nothing of it is made up, and no two payments have the same one.
    """
    if visit.dossier_token:
        raise PaidWithDossier()
    if visit.payment is not None:
        raise AlreadyPaid()
    if not visit.standing:
        raise NothingToPay()
    exempt = clean_line(exempt)[:TEXT_LIMIT]
    due = sum(entry.fee for entry in visit.standing)
    complaints = check_cash_clock(books.cash, act)
    reduced = _reduced(reduction, due)
    if reduced is None:
        complaints.append(ReductionWrong(fee=f"{due:,}".replace(",", ".")))
    elif reduced and not exempt:
        complaints.append(ReductionUnexplained())
    fee = due - reduced if reduced else 0 if exempt else due
    if not 0 <= photocopy <= MOST_PHOTOCOPY:
        complaints.append(PhotocopyWrong(most=f"{MOST_PHOTOCOPY:,}".replace(",", ".")))
    written = [clean_line(part)[:RECEIPT_LIMIT] for part in (form, series, number)]
    receipt = OfficialReceipt(*written) if all(written) else None
    if receipt is None and (fee or any(written)):
        complaints.append(ReceiptMissing())
    if receipt is not None and books.cash.visit_of(receipt) is not None:
        complaints.append(ReceiptUsed(receipt=receipt.line))
    refuse_if(complaints)
    kind = visit.standing[0].book.kind
    payment = Payment(act.at, act.by, fee, photocopy, exempt, receipt, kind, reduced or 0)
    books.cash.take(act.at.astimezone(LOCAL).date(), Taken(visit.__name__, payment))
    books.cash.chain.append(
        act,
        PAID,
        visit=visit.__name__,
        fee=fee,
        photocopy=photocopy,
        exempt=exempt,
        receipt=receipt.line if receipt else "",
        **({"reduced": reduced} if reduced else {}),
    )
    visit.payment = payment
    return payment


def _reduced(typed: str, fee: int) -> int | None:
    """By how many đồng a fee is reduced, 0 where nothing is typed; None for what is no part of it."""
    text = typed.strip()
    if not text:
        return 0
    if (found := _SHARE.fullmatch(text)) is not None:
        amount = fee * int(found[1]) // 100
    elif (found := _AMOUNT.fullmatch(text)) is not None:
        amount = int(found[1].replace(".", "").replace(",", "").replace(" ", ""))
    else:
        return None
    return amount if 0 < amount < fee else None


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
