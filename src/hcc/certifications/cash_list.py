"""The cash of a day as it is listed: for the page, for the printed list, and as a table for the accountant."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hcc.core.calendar import LOCAL
from hcc.printing import words
from hcc.printing.cash import CashLine, CashListData, CashSum
from hcc.settings import Settings

from .cash import CashCount, Payment, Taken
from .fees import grouped
from .resources import COPIES, BookFolder

NameOf = Callable[[str], str]
"""The name of an official by her login."""


@dataclass(frozen=True)
class OfficialCash:
    """What one official took on a day by kind, and what she counted. Amounts in đồng."""

    login: str
    payments: int
    exempt: int
    """Visits that paid no fee for a reason."""
    copies: int
    """Fees of certified copies."""
    others: int
    """Fees of certified signatures, translations and contracts."""
    photocopy: int
    count: CashCount | None

    @property
    def total(self) -> int:
        return self.copies + self.others + self.photocopy

    @property
    def difference(self) -> int | None:
        """Counted less taken, as both stand now; None while nothing was counted."""
        return self.count.counted - self.total if self.count is not None else None


def cash_of(books: BookFolder, day: date) -> list[OfficialCash]:
    """Each official who took or counted money on this day, by login."""
    taken = books.cash.taken_on(day)
    found = []
    for login in sorted({one.payment.by for one in taken} | set(books.cash.counted_by(day))):
        own = [one.payment for one in taken if one.payment.by == login and not one.undone]
        found.append(
            OfficialCash(
                login,
                len(own),
                sum(1 for one in own if one.free),
                sum(one.fee for one in own if one.kind == COPIES),
                sum(one.fee for one in own if one.kind != COPIES),
                sum(one.photocopy for one in own),
                books.cash.count_of(day, login),
            )
        )
    return found


def numbers_of(books: BookFolder, taken: Taken) -> str:
    """The certification numbers a payment is for: "12, 13 (01/2026 - SCT/BS)"."""
    entries = (books.cash[taken.visit] if "." in taken.visit else books.visits[taken.visit]).standing
    if not entries:
        return ""
    return f"{', '.join(str(entry.number) for entry in entries)} ({entries[0].volume_line})"


def exemption_line(payment: Payment) -> str:
    """Why less than the fee was taken, and how much less, as papers say it; empty where all of it was."""
    if not payment.exempt:
        return ""
    return (
        f"Giảm {words.money(payment.reduced)}: {payment.exempt}" if payment.reduced else f"Miễn phí: {payment.exempt}"
    )


def note_of(taken: Taken) -> str:
    """What is to be said of a payment, in Vietnamese as on the list: exempt why, taken back why."""
    exempt = exemption_line(taken.payment)
    undone = f"Đã hủy: {taken.undone}" if taken.undone else ""
    return "; ".join(part for part in (undone, exempt) if part)


def printed_list(books: BookFolder, day: date, *, name_of: NameOf, settings: Settings) -> CashListData:
    """The list of a day to print and sign."""
    lines = tuple(
        CashLine(
            hour=f"{one.payment.at.astimezone(LOCAL):%-H:%M}",
            official=name_of(one.payment.by),
            numbers=numbers_of(books, one),
            receipt=one.payment.receipt.line if one.payment.receipt else "",
            fee=grouped(one.payment.fee),
            photocopy=grouped(one.payment.photocopy),
            note=note_of(one),
            undone=bool(one.undone),
        )
        for one in books.cash.taken_on(day)
    )
    officials = cash_of(books, day)
    sums = tuple(
        CashSum(
            official=name_of(one.login),
            copies=grouped(one.copies),
            others=grouped(one.others),
            photocopy=grouped(one.photocopy),
            total=grouped(one.total),
            counted=grouped(one.count.counted) if one.count else "",
            difference=grouped(one.difference) if one.difference is not None else "",
            explanation=one.count.explanation if one.count else "",
        )
        for one in officials
    )
    total = sum(one.total for one in officials)
    return CashListData(
        authority=settings.authority,
        office=settings.office_name,
        place_and_date=words.date_line(settings.commune.partition(" ")[2], day),
        day=words.short_date(day),
        lines=lines,
        sums=sums,
        total=words.money(total),
        total_in_words=words.in_words(total),
        trial=settings.demo,
    )


COLUMNS = ("day", "hour", "official", "numbers", "form", "series", "receipt", "fee", "photocopy", "note", "undone")


def table_rows(books: BookFolder, day: date, *, name_of: NameOf) -> list[list[str]]:
    """The list as rows of a table; nothing in it is taken for a formula by a spreadsheet."""
    rows = []
    for one in books.cash.taken_on(day):
        receipt = one.payment.receipt
        rows.append(
            [
                day.isoformat(),
                f"{one.payment.at.astimezone(LOCAL):%H:%M}",
                plain_cell(name_of(one.payment.by)),
                plain_cell(numbers_of(books, one)),
                *(map(plain_cell, (receipt.form, receipt.series, receipt.number)) if receipt else ("", "", "")),
                str(one.payment.fee),
                str(one.payment.photocopy),
                plain_cell(note_of(one)),
                "1" if one.undone else "0",
            ]
        )
    return rows


def plain_cell(text: str) -> str:
    """Text that a spreadsheet shows and does not reckon with: a formula begins with = + - @ or a control character."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
