"""How the fee of a book line comes about."""

from .fee_table import TRANSACTIONS
from .fees import Fee, FeeOnPaper, TransactionFee, copy_fee, signature_fee
from .resources import CONTRACTS, COPIES, BookEntry


def fee_of(entry: BookEntry) -> Fee:
    """The fee of a line that is written, with its parts."""
    kind, how = entry.book.kind, entry.circumstances
    if kind == COPIES:
        return copy_fee(entry.pages, entry.copies)
    if kind != CONTRACTS:
        return signature_fee(entry.papers)
    paper = how.paper if how is not None else None
    if paper is None or paper.transaction not in TRANSACTIONS or not paper.basis:
        return FeeOnPaper(entry.fee)
    return TransactionFee(entry.fee, paper.basis)
