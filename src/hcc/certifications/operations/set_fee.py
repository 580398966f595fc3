"""Setting what a kind of transaction costs, where the papers of the office do not say it, or say it no more."""

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, message

from ..fee_table import TRANSACTIONS, FeeTable, SetFee
from ..telling_desk import FEE_SET

MOST_FEE = 10_000_000
BASIS_LIMIT = 120


class TransactionUnknown(Refusal):
    field = "kind"
    text = message("Choose which kind of transaction this fee is for.")


class AmountWrong(Refusal):
    field = "amount"
    text = message("Write the fee in đồng, from 0 to ${most}.")


class BasisMissing(Refusal):
    field = "basis"
    text = message("Write the rule the fee stands in: circular or decision, number, article.")


class FeesClockBehind(Refusal):
    text = message("This computer's clock is behind the last fee that was set. Have it set, then try again.")


def set_fee(fees: FeeTable, *, kind: str, amount: int, basis: str, act: Act) -> SetFee:
    """From now on this kind costs so much (đồng) by this rule; lines that are written keep what they cost."""
    basis = clean_line(basis)
    complaints: list[Refusal] = []
    if fees.chain.last is not None and fees.chain.last.at > act.at:
        complaints.append(FeesClockBehind())
    if kind not in TRANSACTIONS:
        complaints.append(TransactionUnknown())
    if not 0 <= amount <= MOST_FEE:
        complaints.append(AmountWrong(most=f"{MOST_FEE:,}".replace(",", ".")))
    if not basis or len(basis) > BASIS_LIMIT:
        complaints.append(BasisMissing())
    refuse_if(complaints)
    fee = SetFee(amount, basis, act.at, act.by)
    fees.put(kind, fee)
    fees.chain.append(act, FEE_SET, kind=kind, amount=amount, basis=basis)
    return fee
