"""Money of the certification desk: what was taken for each visit, by which official receipt, and the day's cash."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from hcc.core.acl import DENY_ALL, allow
from hcc.core.evidence import Chain
from hcc.core.permissions import Permission
from hcc.core.roles import Role

from .workflow import OPEN_STATES


@dataclass(frozen=True)
class OfficialReceipt:
    """A receipt form (biên lai) that the tax office issued, as it is printed on the paper; never made up here."""

    form: str
    """Mẫu số, such as "01BLP2-001"."""
    series: str
    """Ký hiệu, such as "AA-26P"."""
    number: str

    @property
    def key(self) -> tuple[str, str, str]:
        """By which two receipts are the same: written in capitals or not, with leading noughts or without."""
        return (self.form.casefold(), self.series.casefold(), self.number.lstrip("0") or "0")

    @property
    def line(self) -> str:
        return " ".join(part for part in (self.form, self.series, self.number) if part)


@dataclass(frozen=True)
class Payment:
    """What one visit paid. Amounts in đồng."""

    at: datetime
    by: str
    fee: int
    """What was taken: by the law, less what was reduced; 0 where the person is exempt."""
    photocopy: int
    """For photocopies the centre made: no fee, and a line of its own."""
    exempt: str
    """Why no fee, or less of it, is taken, and by which decision; empty: all of it is."""
    receipt: OfficialReceipt | None
    kind: str = "ban-sao"
    """Of the book whose numbers are paid for."""
    reduced: int = 0
    """What the fee by the law was reduced by; 0 where all of it was taken, or none."""

    @property
    def total(self) -> int:
        return self.fee + self.photocopy

    @property
    def free(self) -> bool:
        """Whether the person is exempt from the whole fee."""
        return bool(self.exempt) and not self.reduced


@dataclass(frozen=True)
class CashCount:
    """What an official counted in her box at the end of a day. Amounts in đồng."""

    at: datetime
    by: str
    expected: int
    counted: int
    explanation: str
    """Where the difference comes from; empty where there is none."""

    @property
    def difference(self) -> int:
        return self.counted - self.expected


@dataclass(frozen=True)
class Taken:
    """One payment in the list of a day, with the visit it is for."""

    visit: str
    """Token of the visit, or the name of a PayableLine."""
    payment: Payment
    undone: str = ""
    """Why it was taken back; empty: it stands."""


class CashBook(Persistent):
    """/chung-thuc/thu-tien: payments by day, receipts that were used, cash that was counted."""

    NAME = "thu-tien"
    __acl__ = [
        allow(Role.CERTIFIER, Permission.CERTIFICATION_VIEW, Permission.CERTIFICATION_CERTIFY),
        allow(Role.APPROVER, Permission.CERTIFICATION_VIEW),
        allow(Role.DIRECTOR, Permission.CERTIFICATION_FIGURES),
        allow(Role.AUDITOR, Permission.CERTIFICATION_FIGURES),
        allow(Role.CERTIFIER, Permission.CERTIFICATION_FIGURES),
        allow(Role.APPROVER, Permission.CERTIFICATION_FIGURES),
        DENY_ALL,
    ]

    def __init__(self) -> None:
        self.__name__ = self.NAME
        self._taken = OOBTree()
        self._receipts = OOBTree()
        self._counts = OOBTree()
        self._last = OOBTree()
        self.chain = Chain()

    __parent__: Any = None

    def __getitem__(self, name: str) -> "PayableLine":
        """The line named kind.year.number, unless it is paid for with its visit."""
        kind, year, number = name.split(".") if name.count(".") == 2 else ("", "", "")
        if kind not in [one.kind for one in self.__parent__.kinds()]:
            raise KeyError(name)
        entry = self.__parent__[kind][year][number]
        if not paid_alone(entry):
            raise KeyError(name)
        return PayableLine(self, name, entry)

    def visit_of(self, receipt: OfficialReceipt) -> str | None:
        """Token of the visit a receipt was written for, also where the payment was taken back; None: not used."""
        return self._receipts.get(receipt.key)

    def take(self, day: date, taken: Taken) -> None:
        self._taken[day.isoformat(), len(self.chain) + 1] = taken
        if taken.payment.receipt is not None:
            self._receipts[taken.payment.receipt.key] = taken.visit
            self._last[taken.payment.by] = taken.payment.receipt

    def undo(self, day: date, visit: str, why: str) -> None:
        """The payment of a visit is struck from the day it was taken on; its receipt stays used."""
        for key, one in list(self._of(day)):
            if one.visit == visit and not one.undone:
                self._taken[key] = Taken(one.visit, one.payment, why)

    def _of(self, day: date) -> Iterator[tuple[tuple[str, int], Taken]]:
        return iter(self._taken.items(min=(day.isoformat(), 0), max=(day.isoformat(), 1 << 60)))

    def taken_on(self, day: date) -> list[Taken]:
        """Every payment of a day, those taken back too, in their order."""
        return [taken for _, taken in self._of(day)]

    def everything_taken(self) -> Iterator[Taken]:
        """Every payment there ever was, in the order of their days."""
        return iter(self._taken.values())

    def counts(self) -> Iterator[tuple[tuple[str, str], CashCount]]:
        """Every count by day (ISO 8601) and login."""
        return iter(self._counts.items())

    def last_receipt_of(self, login: str) -> OfficialReceipt | None:
        """The receipt this official wrote last: form and series are mostly those of the next one too."""
        return self._last.get(login)

    def expected(self, day: date, login: str) -> int:
        """What an official should have in her box for a day."""
        return sum(one.payment.total for one in self.taken_on(day) if one.payment.by == login and not one.undone)

    def count_of(self, day: date, login: str) -> CashCount | None:
        return self._counts.get((day.isoformat(), login))

    def counted_by(self, day: date) -> list[str]:
        """Logins of those who counted that day."""
        return [login for _, login in self._counts.keys(min=(day.isoformat(), ""), max=(f"{day.isoformat()}~", ""))]

    def keep_count(self, day: date, count: CashCount) -> None:
        self._counts[day.isoformat(), count.by] = count


def paid_alone(entry: Any) -> bool:
    """Whether a line belongs to no visit: signatures, copies that are issued as a file, what was entered afterwards."""
    if entry.state in OPEN_STATES:
        return False
    return entry.book.kind != Payment.kind or entry.way == "electronic" or entry.given is not None


def line_name(entry: Any) -> str:
    """The name of a line among what is paid for."""
    return f"{entry.book.kind}.{entry.book.year}.{entry.number}"


class PayableLine:
    """/chung-thuc/thu-tien/<kind>.<year>.<number>: the money of a line that belongs to no visit."""

    def __init__(self, cash: CashBook, name: str, entry: Any) -> None:
        self.__parent__ = cash
        self.__name__ = name
        self.entry = entry
        self.requester = entry.requester
        self.dossier_token = entry.dossier_token
        self.at = entry.at

    @property
    def standing(self) -> tuple[Any, ...]:
        """The line, unless it was struck."""
        return () if self.entry.state == "struck" else (self.entry,)

    @property
    def payment(self) -> Payment | None:
        return self.entry.payment

    @payment.setter
    def payment(self, payment: Payment | None) -> None:
        self.entry.payment = payment
