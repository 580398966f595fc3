"""Lines of certification books: what stands under one number."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from persistent import Persistent
from ZODB.blob import Blob

from hcc.core.acl import acl_of_grants

from . import workflow
from .cash import Payment
from .deliveries import Delivery
from .outage import GivenOnPaper
from .signature_visit import SignatureVisit
from .signers import Signer

if TYPE_CHECKING:
    from .books import Book
    from .visits import Scan

INK, ELECTRONIC = "ink", "electronic"


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
