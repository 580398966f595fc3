"""Announcement decisions (quyết định công bố): one province's list of procedures that begin, change or end together.

NĐ 63/2010/NĐ-CP art. 15 and 25: only what is announced has force. Each row names a procedure by its code and says
what becomes of it; the texts themselves are revisions of the procedures.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as _field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from BTrees.IOBTree import IOBTree
from persistent import Persistent
from ZODB.blob import Blob

from hcc.core.folder import Node, number_name

from .asked_ends import AskedEnd, Declined

if TYPE_CHECKING:
    from .record import ProcedureRecord

DECISION_LIMIT = 60
ISSUER_LIMIT = 200
NAME_LIMIT = 1_000
MOST_ROWS = 1_000
"""Of one decision; the largest seen announce some 400."""


class ChangeOfRules(StrEnum):
    """What a decision does with a procedure. The values stand in databases and chains."""

    NEW = "new"
    """Mới ban hành."""
    AMENDED = "amended"
    """Sửa đổi, bổ sung."""
    REPLACED = "replaced"
    """Thay thế: another procedure, the successor, takes its place."""
    ABOLISHED = "abolished"
    """Bãi bỏ."""

    @property
    def ends(self) -> bool:
        """Whether the procedure ends by it."""
        return self in (ChangeOfRules.REPLACED, ChangeOfRules.ABOLISHED)


@dataclass(frozen=True)
class AnnouncedRow:
    """One procedure of a decision."""

    code: str
    kind: ChangeOfRules
    name: str = ""
    """As the decision has it; the name a new procedure begins with."""
    successor: str = ""
    """Of a replaced procedure: the code of what takes its place."""
    field: str = ""
    """Of a new procedure: key of the field the annex lists it under, where the catalogue has it."""
    by: str = _field(default="", compare=False, repr=False)
    """Who wrote down what becomes of it."""


class DecisionPaper(Persistent):
    """The decision as a file: the received bytes untouched, and the clean copy that is shown."""

    def __init__(self, *, name: str, sha256: str, size: int, pages: int, added_by: str, added_at: datetime) -> None:
        self.name = name
        self.sha256 = sha256
        self.size = size
        self.pages = pages
        self.added_by = added_by
        self.added_at = added_at
        self.original, self.clean = Blob(), Blob()
        self.clean_sha256 = ""
        self.signed = False


class Announcement(Node):
    """One decision and its rows, in the order of the decision."""

    rows: tuple[AnnouncedRow, ...] = ()
    paper: DecisionPaper | None = None
    subject: str = ""
    """What it is about (trích yếu)."""
    version = 0
    """Counts the changes of what is written about the decision, so that a form knows whether it is outdated."""
    left_behind: tuple[tuple[str, int], ...] = ()
    """Code and number of texts that were published before the decision was corrected, and name it as it was."""
    effective: date | None = None
    """The day its texts were published for, once they were."""
    published_at: datetime | None = None
    published_by: str = ""
    reason: str = ""
    """Why it was published for a day that had passed."""
    asked_back: AskedEnd | None = None
    """Somebody asks that its publication is taken back; another person is to decide."""
    declined: Declined | None = None
    """A colleague did not take it back, and says why; until it is asked for anew, taken back or published."""

    def __init__(
        self,
        number: int,
        *,
        decision: str,
        issued_on: date,
        effective_from: date,
        issuer: str,
        made_by: str,
        made_at: datetime,
    ) -> None:
        self.__name__ = str(number)
        self.number = number
        self.decision = decision
        """Its number and symbol, such as "1843/QĐ-UBND"."""
        self.issued_on = issued_on
        self.effective_from = effective_from
        """The first day of its rules, as it says."""
        self.issuer = issuer
        """Who issued it (cơ quan ban hành)."""
        self.made_by = made_by
        self.made_at = made_at

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(row.code for row in self.rows)

    def row(self, code: str) -> AnnouncedRow | None:
        return next((row for row in self.rows if row.code == code), None)


class AnnouncementFolder(Node):
    """Every decision by its number here, from 1."""

    def __init__(self) -> None:
        self._by_number = IOBTree()

    def __getitem__(self, name: str) -> Announcement:
        return self._by_number[number_name(name)]

    def get(self, number: int) -> Announcement | None:
        return self._by_number.get(number)

    def add(self, announcement: Announcement) -> None:
        announcement.__parent__ = self
        self._by_number[announcement.number] = announcement

    @property
    def next_number(self) -> int:
        return self._by_number.maxKey() + 1 if self._by_number else 1

    def __len__(self) -> int:
        return len(self._by_number)

    def newest_first(self) -> Iterator[Announcement]:
        """By the order in which they were written down here."""
        return (self._by_number[number] for number in reversed(list(self._by_number.keys())))

    def by_decision(self, decision: str, issued_on: date) -> Announcement | None:
        """The decision of this number and year; each office that issues them begins at 1 every year."""
        wanted = same_decision(decision)
        return next(
            (
                one
                for one in self._by_number.values()
                if same_decision(one.decision) == wanted and one.issued_on.year == issued_on.year
            ),
            None,
        )


def is_of(record: "ProcedureRecord", announcement: Announcement) -> bool:
    """Whether a text names this decision as the one that announced it."""
    return record.announcement == announcement.decision and record.announced_on == announcement.issued_on


def same_decision(decision: str) -> str:
    """The number as it is compared: people write "1843/QĐ - UBND" and "1843/qđ-ubnd"."""
    return "".join(decision.split()).casefold()
