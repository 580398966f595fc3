"""/chung-thuc: the folder of certification books, visits and scans. Every kind of thing in it has a file of its own.

Databases of before they had know their classes by this module's name, so it keeps naming them.
"""

from collections.abc import Iterator
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from hcc.core.acl import DENY_ALL, allow
from hcc.core.identifiers import is_filing_token
from hcc.core.numbering import Counters
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.core.short_leaves import NamedTree

from .book_kinds import BOOK_KINDS, CONTRACTS, COPIES, SIGNATURES, TRANSLATORS
from .books import Book, BookKind
from .cash import CashBook
from .deliveries import DeliveryFolder
from .entries import ELECTRONIC, INK, BookEntry, Requester
from .fee_table import FeeTable
from .printers import PrinterList
from .refusals import RefusalFolder
from .rights import BOOK_ACL, GRANTS
from .signers import Signer
from .visits import Scan, Visit

__all__ = [
    "BOOK_KINDS",
    "CONTRACTS",
    "COPIES",
    "ELECTRONIC",
    "INK",
    "SIGNATURES",
    "TRANSLATORS",
    "Book",
    "BookEntry",
    "BookFolder",
    "BookKind",
    "Requester",
    "Scan",
    "Signer",
    "TokenFolder",
    "Visit",
    "tray_key",
]

_FIGURES_ACL = [
    allow(role, Permission.CERTIFICATION_FIGURES)
    for role in (Role.CERTIFIER, Role.APPROVER, Role.DIRECTOR, Role.AUDITOR)
]
_FEES_ACL = [allow(Role.ADMINISTRATOR, Permission.CERTIFICATION_FEES)]


class TokenFolder(Persistent):
    """Things named by a random token."""

    __acl__ = BOOK_ACL

    def __init__(self, name: str) -> None:
        self.__name__ = name
        self._things = NamedTree()

    __parent__: Any = None

    def __getitem__(self, name: str) -> Any:
        if not is_filing_token(name):
            raise KeyError(name)
        return self._things[name]

    def add(self, thing: Any) -> None:
        thing.__parent__ = self
        self._things[thing.__name__] = thing

    def __iter__(self) -> Iterator[Any]:
        return iter(self._things.values())


class BookFolder(Persistent):
    """/chung-thuc: books by kind, visits and scans, and the register that the public check asks."""

    VISITS, SCANS = "luot", "ban-quet"
    signed_with: frozenset[str] = frozenset()
    """Fingerprints (SHA-256) of every certificate an electronic copy was signed with."""
    __acl__ = [*GRANTS, *_FIGURES_ACL, *_FEES_ACL, DENY_ALL]

    def __init__(self) -> None:
        self.__name__ = ""
        self.counters = Counters()
        self.waiting = NamedTree()
        """Numbered and not yet issued: (kind, year, number) -> entry. The signing tray."""
        self.by_token = NamedTree()
        self.by_hash = NamedTree()
        self._places = OOBTree()
        self.begin_kinds()
        self._put(TokenFolder(self.VISITS))
        self._put(TokenFolder(self.SCANS))
        self.begin_desk()

    __parent__: Any = None

    def _put(self, place: Any) -> None:
        place.__parent__ = self
        self._places[place.__name__] = place

    def __getitem__(self, name: str) -> Any:
        return self._places[name]

    def begin_kinds(self) -> None:
        """Make room for the kinds of books that have none yet."""
        for kind in BOOK_KINDS:
            if kind not in self._places:
                self._put(BookKind(kind))

    def begin_desk(self) -> None:
        """Make room for what the desk keeps beside the books, where there is none yet."""
        for kind in (RefusalFolder, PrinterList, CashBook, DeliveryFolder, FeeTable):
            if kind.NAME not in self._places:
                self._put(kind())

    @property
    def refusals(self) -> RefusalFolder:
        return self[RefusalFolder.NAME]

    @property
    def printers(self) -> PrinterList:
        return self[PrinterList.NAME]

    @property
    def cash(self) -> CashBook:
        return self[CashBook.NAME]

    @property
    def deliveries(self) -> DeliveryFolder:
        return self[DeliveryFolder.NAME]

    @property
    def fees(self) -> FeeTable:
        return self[FeeTable.NAME]

    def kinds(self) -> Iterator[BookKind]:
        for kind in BOOK_KINDS:
            yield self[kind]

    def books(self) -> Iterator[Book]:
        for kind in self.kinds():
            yield from kind

    @property
    def visits(self) -> TokenFolder:
        return self[self.VISITS]

    @property
    def scans(self) -> TokenFolder:
        return self[self.SCANS]


def tray_key(entry: BookEntry) -> tuple[str, int, int]:
    return (entry.book.kind, entry.book.year, entry.number)
