"""The cash of the certification desk of one day, as the accountant gets it: A4, a line a payment."""

from dataclasses import dataclass
from typing import Annotated

from .papers import AtMost, Brief, Line, Short


@dataclass(frozen=True)
class CashLine:
    """One payment. Amounts as people read them: "14.000"."""

    hour: Short
    official: Brief
    numbers: Line
    """Certification numbers it is for."""
    receipt: Line
    """Form, series and number; empty where none was written."""
    fee: Short
    photocopy: Short
    note: Line = ""
    """Why no fee was taken, or why the payment was taken back."""
    undone: bool = False
    """Taken back: struck through, and not in the sums."""


@dataclass(frozen=True)
class CashSum:
    """What one official took, and counted."""

    official: Brief
    copies: Short
    """Fees of certified copies."""
    others: Short
    """Fees of certified signatures."""
    photocopy: Short
    total: Short
    counted: Short = ""
    """Empty: not counted yet."""
    difference: Short = ""
    explanation: Line = ""


@dataclass(frozen=True)
class CashListData:
    """Bảng kê thu tiền of a day."""

    authority: Line
    office: Line
    place_and_date: Line
    day: Short
    lines: Annotated[tuple[CashLine, ...], AtMost(2_000)]
    sums: Annotated[tuple[CashSum, ...], AtMost(100)]
    total: Short
    total_in_words: Line
    trial: bool = False
    """Print "BẢN THỬ NGHIỆM" on every page."""
