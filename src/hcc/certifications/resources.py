"""Certification books (sổ chứng thực), their lines, visits, and scans waiting for an electronic copy."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from ZODB.blob import Blob

from hcc.core.acl import DENY_ALL, acl_of_grants, allow
from hcc.core.calendar import LOCAL
from hcc.core.evidence import LongChain
from hcc.core.folder import number_name
from hcc.core.identifiers import is_filing_token
from hcc.core.numbering import Counters
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.core.short_leaves import NamedTree, NumberedTree

from . import workflow
from .book_kinds import BOOK_KINDS, CONTRACTS, COPIES, SIGNATURES, TRANSLATORS  # noqa: F401, asked for here too
from .cash import CashBook, Payment
from .closings import Closing, Tally, Volume, sum_of, tally_of
from .deliveries import Delivery, DeliveryFolder
from .fee_table import FeeTable
from .outage import GivenOnPaper, OutagePad
from .printers import PrinterList
from .promises import Promise
from .refusals import RefusalFolder
from .signature_visit import SignatureVisit
from .signers import Signer
from .stamp_places import StampPlace

INK, ELECTRONIC = "ink", "electronic"

_GRANTS = [
    allow(
        Role.CERTIFIER,
        Permission.CERTIFICATION_VIEW,
        Permission.CERTIFICATION_CERTIFY,
        Permission.CERTIFICATION_CONFIRM,
        Permission.CERTIFICATION_KEEP,
    ),
    allow(
        Role.APPROVER,
        Permission.CERTIFICATION_VIEW,
        Permission.CERTIFICATION_CONFIRM,
        Permission.CERTIFICATION_SIGN,
    ),
]
_BOOK_ACL = [*_GRANTS, DENY_ALL]
_FIGURES_ACL = [
    allow(role, Permission.CERTIFICATION_FIGURES)
    for role in (Role.CERTIFIER, Role.APPROVER, Role.DIRECTOR, Role.AUDITOR)
]
_FEES_ACL = [allow(Role.ADMINISTRATOR, Permission.CERTIFICATION_FEES)]


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
    payment: Payment | None = None
    """What was paid for a line that belongs to no visit."""
    cancelled_at: datetime | None = None
    """When the issued paper was cancelled or replaced."""
    cancelled_reason = ""
    replaced_by = 0
    """Number, in the same book, of the paper issued in place of this one."""
    delivery: Delivery | None = None
    """The link by which an electronic copy is fetched, the last one made."""
    dossier_token = ""
    trial = False
    papers = 1
    """Papers certified under the number: one paper type has one number; signatures may stand in several papers."""
    fingerprint = False
    """Whether fingers were pressed on the paper instead of signing it."""
    others: tuple[Requester, ...] = ()
    """Who else signed or pressed a finger on the paper, beside the requester."""
    circumstances: SignatureVisit | None = None
    """Before whom and how they signed; None for copies, and for signatures of before it was written down."""
    given: GivenOnPaper | None = None
    """When, by whom and on which paper it was written before it was entered; None for what was numbered here."""
    began = ""
    """The state it stood in before it was entered, or its number of the outage pad struck."""
    settled_at: datetime | None = None
    """When that happened."""

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
    def certified_at(self) -> datetime:
        """The moment of the certification: on paper, where it was entered afterwards."""
        return self.given.at if self.given is not None else self.at

    def settle(self, state: str, at: datetime) -> None:
        """It was known by its number alone; from now on it is entered, or struck."""
        self.began, self.settled_at, self.state = self.state, at, state
        self.book.settled(self)

    def state_at(self, moment: datetime | None) -> str:
        """Its state, where what was entered or struck of the outage pad after `moment` is as it was before."""
        if moment is not None and self.settled_at is not None and self.settled_at > moment:
            return self.began
        return self.state

    @property
    def people(self) -> tuple[Requester, ...]:
        """Everyone the line tells of, who asked first."""
        return (self.requester, *self.others)

    @property
    def volume_line(self) -> str:
        """The volume in which the line stands, as after "Quyển số:"."""
        return self.book.volume_line_of(self.number)

    @property
    def row_digest(self) -> str:
        """SHA-256 of what the line says, which its chain records: no line can be altered unseen."""
        people = [[one.name, one.citizen_number] for one in (self.requester, *self.others)]
        said = [self.number, self.at.isoformat(), self.way, people, self.title, self.holder, self.pages, self.copies]
        said += [self.papers, self.fee, self.signer.login, self.signer.name, self.signer.job_title, self.fingerprint]
        if self.signer.decision:
            said.append(self.signer.decision)
        if self.circumstances is not None:
            said.append(self.circumstances.facts)
        if self.given is not None:
            said.append({**self.given.facts, "official_name": self.given.official_name})
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()

    @property
    def sheets(self) -> int:
        """Sheets of one copy printed on both sides."""
        return (self.pages + 1) // 2

    @property
    def __acl__(self) -> list:
        return acl_of_grants(workflow.WORKFLOW.states[self.state].grants)


class Book(Persistent):
    """One book of one kind and year. Numbers run through the year, across its volumes; the chain is its evidence."""

    closed: Closing | None = None
    """The closing of the year (khóa sổ), after which nothing is written."""
    __acl__ = _BOOK_ACL

    def __init__(self, kind: str, year: int) -> None:
        self.__name__ = str(year)
        self.kind = kind
        self.year = year
        self.volumes: tuple[Volume, ...] = (Volume(1, 1),)
        self._entries = NumberedTree()
        self._closings = IOBTree()
        self._by_hand = NumberedTree()
        self._open = NumberedTree()
        self.chain = LongChain()

    pads: tuple[OutagePad, ...] = ()
    """Printed pads, the oldest first."""
    __parent__: Any = None

    @property
    def symbol(self) -> str:
        return BOOK_KINDS[self.kind]

    @property
    def volume(self) -> Volume:
        """The volume being written."""
        return self.volumes[-1]

    def volume_of(self, number: int) -> Volume:
        """The volume in which a number stands, or would stand."""
        return [one for one in self.volumes if one.first <= number][-1]

    @property
    def volume_line(self) -> str:
        """ "01/2026 - SCT/BS", as after "Quyển số:"."""
        return self.line_of(self.volume)

    def volume_line_of(self, number: int) -> str:
        return self.line_of(self.volume_of(number))

    def line_of(self, volume: Volume) -> str:
        return f"{volume.number:02d}/{self.year} - {self.symbol}"

    def __getitem__(self, name: str) -> BookEntry:
        return self._entries[number_name(name, 9)]

    def add(self, entry: BookEntry) -> None:
        entry.__parent__ = self
        self._entries[entry.number] = entry
        if entry.state in workflow.OPEN_STATES:
            self._by_hand[entry.number] = entry
            self._open[entry.number] = entry

    def settled(self, entry: BookEntry) -> None:
        """The line is a number alone no more."""
        del self._open[entry.number]

    @property
    def by_hand(self) -> Iterator[BookEntry]:
        """Lines that began as a number alone: of an outage pad, or given on paper and lost here."""
        return iter(self._by_hand.values())

    def open_lines(self, *states: str) -> list[BookEntry]:
        """Lines by hand that are in one of these states still, by number; in any open state when none is named."""
        return [entry for entry in self._open.values() if entry.state in (states or workflow.OPEN_STATES)]

    def pad_of(self, number: int) -> OutagePad | None:
        """The pad on a sheet of which a number stands."""
        return next((pad for pad in self.pads if pad.first <= number <= pad.last), None)

    def latest(self, limit: int, before: int | None = None) -> list[BookEntry]:
        """The newest lines, newest first, those numbered below `before`."""
        top = min(before - 1, self.last_number) if before is not None else self.last_number
        return [self._entries[number] for number in range(top, max(top - limit, self.first_number - 1), -1)]

    def __iter__(self) -> Iterator[BookEntry]:
        return iter(self._entries.values())

    def entries(self, first: int, last: int | None = None) -> Iterator[BookEntry]:
        """Lines from a number on, up to another, both taken in."""
        return iter(self._entries.values(min=first, max=last) if last is not None else self._entries.values(min=first))

    def entries_of(self, volume: Volume) -> Iterator[BookEntry]:
        """The lines of one volume."""
        later = [one.first for one in self.volumes if one.number > volume.number]
        return self.entries(volume.first, later[0] - 1 if later else None)

    @property
    def first_number(self) -> int:
        """Where numbers begin: 1, or what a paper book that was taken over left."""
        return self.volumes[0].first

    @property
    def last_number(self) -> int:
        """The last number taken, on paper or here."""
        return self._entries.maxKey() if self._entries else self.first_number - 1

    @property
    def empty(self) -> bool:
        return not self._entries

    def tally(self, first: int | None = None, last: int | None = None, as_of: datetime | None = None) -> Tally:
        """What the lines come to, or came to at the moment `as_of`."""
        return tally_of(list(self.entries(self.first_number if first is None else first, last)), as_of)

    @property
    def tally_so_far(self) -> Tally:
        """What all lines come to, closed days by what was written down of them: not line by line."""
        if self.closed is not None:
            return self.closed.tally
        open_days = self.tally(self.closed_number + 1)
        total = sum_of([closing.tally for closing in self.closings] + [open_days])
        for entry in self._settled_after_closing:
            then, now = tally_of([entry], entry.at), tally_of([entry])
            names = ("struck", "on_paper", "papers", "copies", "fee", "reserved")
            total = replace(total, **{n: getattr(total, n) + getattr(now, n) - getattr(then, n) for n in names})
        return total

    @property
    def _settled_after_closing(self) -> list[BookEntry]:
        """Lines that were open when their day was closed, and are entered or struck by now."""
        late = [entry for entry in self.by_hand if entry.settled_at is not None and entry.number <= self.closed_number]
        return [entry for entry in late if entry.state_at(self._closing_of(entry).at) != entry.state]

    def _closing_of(self, entry: BookEntry) -> Closing:
        return self._closings[entry.at.astimezone(LOCAL).date().toordinal()]

    # Closings

    def close(self, closing: Closing) -> None:
        self._closings[closing.day.toordinal()] = closing

    @property
    def closings(self) -> list[Closing]:
        """Closed days, the oldest first."""
        return list(self._closings.values())

    @property
    def closed_through(self) -> date | None:
        """The last closed day: that day and those before it take no more lines."""
        return date.fromordinal(self._closings.maxKey()) if self._closings else None

    def open_before(self, today: date) -> date | None:
        """The first day before today that has lines and was not closed; None when there is none."""
        first = next(self.entries(self.closed_number + 1), None)
        day = first.at.astimezone(LOCAL).date() if first is not None else today
        return day if day < today else None

    @property
    def closed_number(self) -> int:
        """The last number of closed days."""
        numbers = [closing.tally.last for closing in self._closings.values() if closing.tally.last]
        return max(numbers, default=self.first_number - 1)


class BookKind(Persistent):
    """/chung-thuc/ban-sao: the books of one kind, by year."""

    restored_at: datetime | None = None
    """When a backup was brought back: no number is taken until the last one on paper was confirmed."""
    __acl__ = _BOOK_ACL

    def __init__(self, kind: str) -> None:
        self.__name__ = kind
        self.kind = kind
        self._books = IOBTree()

    __parent__: Any = None

    def __getitem__(self, name: str) -> Book:
        return self._books[number_name(name, 4)]

    @property
    def symbol(self) -> str:
        return BOOK_KINDS[self.kind]

    def get(self, year: int) -> Book | None:
        return self._books.get(year)

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

    payment: Payment | None = None
    """What was paid at the desk; a dossier's visit is paid for when its result is returned."""
    promise: Promise | None = None
    """The later day that was promised, where the same day is not enough."""
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
        """For all its lines, struck ones too, in đồng."""
        return sum(entry.fee for entry in self.entries)

    @property
    def standing(self) -> tuple[BookEntry, ...]:
        """The lines that were not struck."""
        return tuple(entry for entry in self.entries if entry.state != workflow.STRUCK)


class Scan(Persistent):
    """A scanned original waiting to become an electronic certified copy; it has no number yet."""

    entry: BookEntry | None = None
    place = StampPlace()
    """Where the copy is stamped."""
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
    __acl__ = [*_GRANTS, *_FIGURES_ACL, *_FEES_ACL, DENY_ALL]

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
