"""Certification books (sổ chứng thực), their lines, visits, and scans waiting for an electronic copy."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from ZODB.blob import Blob

from hcc.core.acl import DENY_ALL, acl_of_grants, allow
from hcc.core.evidence import Chain
from hcc.core.folder import number_name
from hcc.core.identifiers import is_filing_token
from hcc.core.numbering import Counters
from hcc.core.permissions import Permission
from hcc.core.roles import Role

from . import workflow

COPIES = "ban-sao"
BOOK_KINDS = {COPIES: "SCT/BS"}
"""Address of a kind of book -> its symbol. SCT/BS: certified copies."""

INK, ELECTRONIC = "ink", "electronic"

_BOOK_ACL = [
    allow(Role.CERTIFIER, Permission.CERTIFICATION_VIEW, Permission.CERTIFICATION_CERTIFY),
    allow(Role.APPROVER, Permission.CERTIFICATION_VIEW),
    DENY_ALL,
]


@dataclass(frozen=True)
class Signer:
    """Who signs, in what capacity that day; the lines stand above the signature."""

    login: str
    name: str
    job_title: str
    capacity: tuple[str, ...]


@dataclass(frozen=True)
class Requester:
    """Who asks for the certification."""

    name: str
    citizen_number: str = ""


class BookEntry(Persistent):
    """One line of a book: one number for one paper type, whatever the number of copies."""

    issued_at: datetime | None = None
    sha256 = ""
    signed_revision_sha256 = ""
    paper: Blob | None = None
    scan: "Scan | None" = None
    struck_reason = ""
    dossier_token = ""
    trial = False

    def __init__(
        self,
        number: int,
        *,
        at: datetime,
        way: str,
        requester: Requester,
        title: str,
        holder: str,
        pages: int,
        copies: int,
        fee: int,
        signer: Signer,
        token: str,
    ) -> None:
        self.__name__ = str(number)
        self.number = number
        self.at = at
        self.way = way
        self.requester = requester
        self.title = title
        """Name of the original (tên bản chính)."""
        self.holder = holder
        self.pages = pages
        self.copies = copies
        self.fee = fee
        self.signer = signer
        self.token = token
        """128 random bits in the QR code of the paper."""
        self.state = workflow.NUMBERED

    __parent__: Any = None

    @property
    def book(self) -> "Book":
        return self.__parent__

    @property
    def sheets(self) -> int:
        """Sheets of one copy printed on both sides."""
        return (self.pages + 1) // 2

    @property
    def __acl__(self) -> list:
        return acl_of_grants(workflow.WORKFLOW.states[self.state].grants)


class Book(Persistent):
    """One book of one kind and year. Numbers run from 1 through the year; the chain is the book's evidence."""

    volume = 1
    __acl__ = _BOOK_ACL

    def __init__(self, kind: str, year: int) -> None:
        self.__name__ = str(year)
        self.kind = kind
        self.year = year
        self._entries = IOBTree()
        self.chain = Chain()

    __parent__: Any = None

    @property
    def symbol(self) -> str:
        return BOOK_KINDS[self.kind]

    @property
    def volume_line(self) -> str:
        """ "01/2026 - SCT/BS", as after "Quyển số:"."""
        return f"{self.volume:02d}/{self.year} - {self.symbol}"

    def __getitem__(self, name: str) -> BookEntry:
        return self._entries[number_name(name, 9)]

    def add(self, entry: BookEntry) -> None:
        entry.__parent__ = self
        self._entries[entry.number] = entry

    def latest(self, limit: int, before: int | None = None) -> list[BookEntry]:
        """The newest lines, newest first, those numbered below `before`."""
        top = before - 1 if before is not None else None
        found = list(self._entries.values(max=top) if top is not None else self._entries.values())
        return found[-limit:][::-1]

    def __iter__(self) -> Iterator[BookEntry]:
        return iter(self._entries.values())

    @property
    def last_number(self) -> int:
        return self._entries.maxKey() if self._entries else 0


class BookKind(Persistent):
    """/chung-thuc/ban-sao: the books of one kind, by year."""

    __acl__ = _BOOK_ACL

    def __init__(self, kind: str) -> None:
        self.__name__ = kind
        self.kind = kind
        self._books = IOBTree()

    __parent__: Any = None

    def __getitem__(self, name: str) -> Book:
        return self._books[number_name(name, 4)]

    def book(self, year: int) -> Book:
        """The book of a year, begun when its first number is taken."""
        found = self._books.get(year)
        if found is None:
            found = self._books[year] = Book(self.kind, year)
            found.__parent__ = self
        return found

    def __iter__(self) -> Iterator[Book]:
        return iter(self._books.values())


class Visit(Persistent):
    """One person coming once: the lines written for her, and what she pays altogether."""

    __acl__ = _BOOK_ACL

    def __init__(self, token: str, *, at: datetime, requester: Requester, dossier_token: str = "") -> None:
        self.__name__ = token
        self.at = at
        self.requester = requester
        self.dossier_token = dossier_token
        self.entries: tuple[BookEntry, ...] = ()

    __parent__: Any = None

    @property
    def fee(self) -> int:
        return sum(entry.fee for entry in self.entries)


class Scan(Persistent):
    """A scanned original waiting to become an electronic certified copy; it has no number yet."""

    entry: BookEntry | None = None
    __acl__ = _BOOK_ACL

    def __init__(self, token: str, *, at: datetime, by: str, name: str, sha256: str, size: int, pages: int) -> None:
        self.__name__ = token
        self.at = at
        self.by = by
        self.name = name
        self.sha256 = sha256
        self.size = size
        self.pages = pages
        self.original = Blob()
        self.clean = Blob()
        self.clean_sha256 = ""
        self.removed: tuple[str, ...] = ()

    __parent__: Any = None


class TokenFolder(Persistent):
    """Things named by a random token."""

    __acl__ = _BOOK_ACL

    def __init__(self, name: str) -> None:
        self.__name__ = name
        self._things = OOBTree()

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
    __acl__ = _BOOK_ACL

    def __init__(self) -> None:
        self.__name__ = ""
        self.counters = Counters()
        self.waiting = OOBTree()
        """Numbered and not yet issued: (kind, year, number) -> entry. The signing tray."""
        self.by_token = OOBTree()
        self.by_hash = OOBTree()
        self._places = OOBTree()
        for kind in BOOK_KINDS:
            self._put(BookKind(kind))
        self._put(TokenFolder(self.VISITS))
        self._put(TokenFolder(self.SCANS))

    __parent__: Any = None

    def _put(self, place: Any) -> None:
        place.__parent__ = self
        self._places[place.__name__] = place

    def __getitem__(self, name: str) -> Any:
        return self._places[name]

    def books(self) -> Iterator[Book]:
        for kind in BOOK_KINDS:
            yield from self[kind]

    @property
    def visits(self) -> TokenFolder:
        return self[self.VISITS]

    @property
    def scans(self) -> TokenFolder:
        return self[self.SCANS]


def tray_key(entry: BookEntry) -> tuple[str, int, int]:
    return (entry.book.kind, entry.book.year, entry.number)
