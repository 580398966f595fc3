"""What certified contracts and transactions cost, a row a kind: what our papers say, and what the office has set."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from hcc.core.acl import DENY_ALL, allow
from hcc.core.evidence import Chain
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.core.text import TranslationString, message

from .fees import TransactionFee

CIRCULAR = "Thông tư số 226/2016/TT-BTC, Điều 4"


@dataclass(frozen=True)
class TransactionKind:
    """What may be certified in the book SCT/HĐ,GD, each with its own words of attestation and its own fee."""

    name: TranslationString
    procedure: str
    """The procedure by which it is asked for."""
    known: TransactionFee | None = None
    """What our papers say it costs; None: they say nothing, and the office sets it before it can be certified."""


TRANSACTIONS: Mapping[str, TransactionKind] = {
    "transaction": TransactionKind(message("Contract or transaction on movables, land use or houses"), "2.001035"),
    "will": TransactionKind(message("Will"), "2.001019", TransactionFee(50_000, CIRCULAR)),
    "waiver": TransactionKind(message("Waiver of an inheritance"), "2.001016", TransactionFee(50_000, CIRCULAR)),
    "division": TransactionKind(message("Division of an inheritance"), "2.001406"),
    "amendment": TransactionKind(message("Change, addition to or cancellation of a certified transaction"), "2.000913"),
}
"""The keys stand in book lines and name the words of an attestation: add to them, never rename them."""


@dataclass(frozen=True)
class SetFee:
    """An amount (đồng) the office has set, by which rule, when and by whom."""

    amount: int
    basis: str
    at: datetime
    by: str


class FeeTable(Persistent):
    """/chung-thuc/bieu-phi: what each kind of transaction costs."""

    NAME = "bieu-phi"
    __acl__ = [
        allow(Role.ADMINISTRATOR, Permission.CERTIFICATION_VIEW, Permission.CERTIFICATION_FEES),
        allow(Role.CERTIFIER, Permission.CERTIFICATION_VIEW),
        allow(Role.APPROVER, Permission.CERTIFICATION_VIEW),
        DENY_ALL,
    ]

    def __init__(self) -> None:
        self.__name__ = self.NAME
        self._set = OOBTree()
        self.chain = Chain()

    __parent__: Any = None

    def of(self, kind: str) -> TransactionFee | None:
        """What a kind of transaction costs; None while nobody has said."""
        kept = self.set_for(kind)
        return TransactionFee(kept.amount, kept.basis) if kept is not None else TRANSACTIONS[kind].known

    def set_for(self, kind: str) -> SetFee | None:
        """What the office has set for a kind; None where what our papers say holds."""
        return self._set.get(kind)

    def put(self, kind: str, fee: SetFee) -> None:
        self._set[kind] = fee

    def everything_set(self) -> Iterator[tuple[str, SetFee]]:
        return iter(self._set.items())

    @property
    def missing(self) -> list[str]:
        """Kinds whose fee nobody has said yet: nothing of theirs can be certified."""
        return [kind for kind in TRANSACTIONS if self.of(kind) is None]
