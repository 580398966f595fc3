"""Procedures and their revisions. Scheduled, published and superseded are computed from dates, never stored."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from BTrees.IOBTree import IOBTree

from hcc.core.acl import DENY_ALL, Everyone, allow
from hcc.core.evidence import Chain
from hcc.core.folder import Folder, Node, number_name
from hcc.core.identifiers import PROCEDURE
from hcc.core.kept_forms import KeptForms
from hcc.core.packed import Packed
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.search.journal import Journal

from .announcements import AnnouncementFolder
from .asked_ends import AskedEnd
from .earlier_texts import EarlierTexts
from .form_files import FormFiles
from .hangings import HangingFolder
from .national_codes import known_code
from .record import ProcedureRecord

if TYPE_CHECKING:
    from .council_fees import CouncilFees
    from .exports import ExportFolder
    from .imports import ImportFolder
    from .processes import ProcessBook


INSTALLED = "system"
"""Who approved what came along with the program, in records and chains."""
HELD_BEFORE = timedelta(days=366)
"""So long before the installation its texts are taken to have held, where they do not say since when: a decision that
comes later than that is a mistyped year."""


class RevisionState(StrEnum):
    """Where a revision stands on a given day."""

    DRAFT = "draft"
    REVIEW = "review"
    """Written, and laid before whoever approves it."""
    DISCARDED = "discarded"
    """A draft that was thrown away: its text stays to be read, and counts for nothing."""
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    """The last text, and its last day has passed."""


class Revision(Packed, Node):
    """One wording of a procedure. Its record is replaced as a whole while a draft, never after approval."""

    unknown_without = Permission.PROCEDURE_VIEW
    """A draft answers strangers like a number that is not there."""

    copy_of: int = 0
    """Number of the revision whose text this one brings back; 0: written anew."""
    why: str = ""
    """Why that text was brought back."""
    submitted_by: str | None = None
    submitted_at: datetime | None = None
    """Since when it lies before whoever approves it; None while it is being written."""
    discarded_by: str | None = None
    discarded_at: datetime | None = None
    discard_reason: str = ""
    earlier: EarlierTexts | None = None
    """What stood in this draft before it was saved again; None while it was saved once."""
    sent_back: str = ""
    """Why the approver sent it back to be written again; empty once it is submitted anew."""
    approved_by: str | None = None
    approved_at: datetime | None = None
    approval_reason: str = ""
    """Why it takes effect on a day that had passed when it was approved."""
    announcement: int | None = None
    """Number of the announcement decision, as the centre keeps it, that it was published from."""
    effective_from: date | None = None
    withdrawn_on: date | None = None
    """The first day on which it no longer holds; before `effective_from`: it never takes effect."""
    withdrawn_by: str | None = None
    withdrawn_at: datetime | None = None
    withdrawal_reason: str = ""
    withdrawal_asked_by: str = ""
    """Who asked for it, where two had to look."""
    asked_end: AskedEnd | None = None
    """Somebody asks that its approval is taken back; another person is to decide."""
    replaced_by: str = ""
    """Code of the procedure that takes its place, where a decision replaced it."""

    def __init__(self, number: int, record: ProcedureRecord, *, made_by: str, made_at: datetime, base: int = 0) -> None:
        self.number = number
        self.record = record
        self.made_by = made_by
        self.made_at = made_at
        self.base = base
        """Number of the revision this one was written from."""

    @property
    def procedure(self) -> "Procedure":
        return self.__parent__.procedure

    def rewrite(self, record: ProcedureRecord, *, by: str, at: datetime) -> None:
        """Put another text into a draft: whoever had it before her to approve has it no longer."""
        self.earlier = self.earlier or EarlierTexts()
        self.earlier.keep(self.made_at, self.record)
        self.record, self.made_by, self.made_at = record, by, at
        self.submitted_by = self.submitted_at = None

    @property
    def successor(self) -> str:
        """Code of the procedure that takes its place; none where an old decision or file names the procedure itself."""
        code = self.replaced_by or self.record.successor
        return "" if code == self.procedure.code else code

    @property
    def begins(self) -> date:
        """Its day among others. What the program was installed with held before, though nobody wrote down since when:
        its own day is that of the installation, and a decision that came late names an earlier one."""
        first = self.effective_from or date.max
        came_along = self.number == 1 and self.approved_by == INSTALLED
        if not came_along or self.effective_from is None or first == self.record.effective_from:
            return first
        announced = self.record.effective_from or self.record.announced_on
        return min(first, announced) if announced is not None else first - min(HELD_BEFORE, first - date.min)

    @property
    def takes_effect(self) -> bool:
        """Whether it has a day of effect, and was not withdrawn before that day."""
        if self.approved_at is None or self.effective_from is None:
            return False
        return self.withdrawn_on is None or self.withdrawn_on >= self.begins

    def state(self, today: date) -> RevisionState:
        if self.discarded_at is not None:
            return RevisionState.DISCARDED
        if self.approved_at is None or self.effective_from is None:
            return RevisionState.DRAFT if self.submitted_at is None else RevisionState.REVIEW
        withdrawn = self.withdrawn_on if self.withdrawn_on is not None and self.withdrawn_on <= today else None
        if not self.takes_effect and withdrawn is not None:
            return RevisionState.WITHDRAWN
        if self.effective_from > today:
            return RevisionState.SCHEDULED
        # What another text had replaced when the day of its withdrawal came was superseded, and is for good.
        if self.procedure.in_effect(withdrawn or today) is not self:
            return RevisionState.SUPERSEDED
        if withdrawn is not None:
            return RevisionState.WITHDRAWN
        return RevisionState.EXPIRED if self.has_expired(today) else RevisionState.PUBLISHED

    def has_expired(self, today: date) -> bool:
        """Whether the last day of its rules has passed."""
        last = self.record.effective_to
        return last is not None and last < today

    @property
    def ended_on(self) -> date | None:
        """The first day on which it no longer holds, where that is known: withdrawn, or its last day over."""
        last = self.record.effective_to
        ends = [self.withdrawn_on, last + timedelta(days=1) if last is not None and last < date.max else None]
        return min((day for day in ends if day is not None), default=None)

    @property
    def __acl__(self) -> list:
        approved = self.approved_at is not None and self.effective_from is not None
        readers = [allow(Everyone, Permission.PROCEDURE_VIEW)] if approved else []
        return [*readers, *_KEEPERS, DENY_ALL]


_KEEPERS = [
    allow(
        Role.CATALOGUE_ADMINISTRATOR,
        Permission.PROCEDURE_VIEW,
        Permission.PROCEDURE_EDIT,
        Permission.PROCEDURE_PUBLISH,
    )
]


class Procedure(Node):
    """One administrative procedure (thủ tục hành chính) and every revision of it."""

    unknown_without = Permission.PROCEDURE_VIEW
    """One that has only a draft answers strangers like a code that is not there, on every page of it."""

    processes: "ProcessBook | None" = None
    """Its internal process, version by version; None where it has none of its own."""
    asked_end: AskedEnd | None = None
    """Somebody asks that it ends; another person is to decide."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._folder = RevisionFolder(self)

    def __getitem__(self, name: str) -> "RevisionFolder":
        if name == RevisionFolder.SLUG:
            return self._folder
        raise KeyError(name)

    @property
    def revisions(self) -> IOBTree:
        """Every revision by number, from 1."""
        return self._folder.by_number

    @property
    def __acl__(self) -> list:
        readers = [allow(Everyone, Permission.PROCEDURE_VIEW)] if any(self._approved()) else []
        return [*readers, *_KEEPERS, DENY_ALL]

    def has_page(self, today: date) -> bool:
        """Whether citizens find a page of it: of a text in force, one that was, or one that comes."""
        return self.in_effect(today) is not None or self.upcoming(today) is not None

    def _approved(self) -> Iterator[Revision]:
        return (revision for revision in self.revisions.values() if revision.approved_at is not None)

    def in_effect(self, today: date) -> Revision | None:
        """The latest approved revision whose day has come, whatever became of it since.

        What it superseded never comes back: a text that ended leaves nothing in force.
        """
        best: Revision | None = None
        for revision in self.revisions.values():
            if not revision.takes_effect or revision.begins > today:
                continue
            # Revisions come by number: of two for one day the later one counts.
            if best is None or revision.begins >= best.begins:
                best = revision
        return best

    def published(self, today: date) -> Revision | None:
        """The revision citizens see as valid on that day: the one in effect, unless withdrawn or past its last day."""
        best = self.in_effect(today)
        if best is None or best.has_expired(today):
            return None
        if best.withdrawn_on is not None and best.withdrawn_on <= today:
            return None
        return best

    def waiting_end(self, today: date) -> bool:
        """Whether an ending waits for a second person."""
        asked = (one for one in self.revisions.values() if one.asked_end is not None)
        return self.asked_end is not None or any(one.state(today) is RevisionState.SCHEDULED for one in asked)

    def upcoming(self, today: date) -> Revision | None:
        """The approved revision that comes into effect next after that day, if any; none that ends at once."""
        ahead = {one.effective_from for one in self.revisions.values() if one.takes_effect and one.effective_from}
        shown = (self.published(day) for day in sorted(ahead) if day > today)
        return next((one for one in shown if one is not None and one.begins > today), None)

    def ending(self, today: date) -> date | None:
        """The first day after that on which nothing is in force, where something is now."""
        line = [one for one in self.revisions.values() if one.takes_effect]
        if all(one.ended_on is None for one in line) or self.published(today) is None:
            return None
        turns = {day for one in line for day in (one.effective_from, one.ended_on) if day is not None and day > today}
        return next((day for day in sorted(turns) if self.published(day) is None), None)

    def draft(self) -> Revision | None:
        """The one draft being written, if any."""
        latest = self.latest() if self.revisions else None
        return latest if latest is not None and latest.approved_at is None and latest.discarded_at is None else None

    def latest(self) -> Revision:
        """The newest revision, draft or not, but none that was thrown away while another text stands.

        A procedure is made together with its first.
        """
        newest_first = (self.revisions[number] for number in reversed(self.revisions.keys()))
        standing = (revision for revision in newest_first if revision.discarded_at is None)
        return next(standing, None) or self.revisions[self.revisions.maxKey()]

    def newest_approved(self) -> Revision | None:
        """The newest text that was approved, but none whose approval was taken back before its day."""
        return next((one for one in reversed(self.revisions.values()) if one.takes_effect), None)

    def add_revision(self, record: ProcedureRecord, *, made_by: str, made_at: datetime, base: int = 0) -> Revision:
        number = self.revisions.maxKey() + 1 if self.revisions else 1
        revision = Revision(number, record, made_by=made_by, made_at=made_at, base=base)
        revision.__name__ = str(number)
        revision.__parent__ = self._folder
        self.revisions[number] = revision
        return revision


class RevisionFolder(Node):
    """/thu-tuc/<code>/phien-ban: revisions by number."""

    SLUG = "phien-ban"

    def __init__(self, procedure: Procedure) -> None:
        self.__name__ = self.SLUG
        self.__parent__ = procedure
        self.by_number = IOBTree()

    @property
    def procedure(self) -> Procedure:
        return self.__parent__

    def __getitem__(self, name: str) -> Revision:
        return self.by_number[number_name(name)]


class LocalCode:
    """/thu-tuc/2.000815.000.00.00.H44: a procedure as a province's portal calls it; leads to its own address."""

    unknown_without = Permission.PROCEDURE_VIEW

    def __init__(self, parent: "ProcedureFolder", name: str, procedure: Procedure) -> None:
        self.__parent__, self.__name__ = parent, name
        self.procedure = procedure

    @property
    def __acl__(self) -> list:
        return self.procedure.__acl__


class ProcedureFolder(KeptForms, Folder):
    """/thu-tuc: every procedure by its national code, with the journal that the index follows."""

    holds_unknown = True
    keeps_forms_for = timedelta(days=14)
    """Whoever edits a procedure goes on after a holiday; nothing in it is about a person."""
    largest_form = 300_000

    processes: "ProcessBook | None" = None
    """The internal process of all procedures that have none of their own; None until the office has one."""
    imports: "ImportFolder | None" = None
    """Files of procedures that were brought to be taken in; None until there was one."""
    exports: "ExportFolder | None" = None
    """Files of procedures that are written, or were lately; None until there was one."""
    council_fees: "CouncilFees" = MappingProxyType({})
    """What the province's council makes procedures cost, as the office entered it."""

    def __init__(self) -> None:
        super().__init__()
        self.journal = Journal()
        self.chain = Chain()
        """The catalogue's chain: what was imported, edited, published."""
        self.forms = FormFiles()
        self.begin_announcements()

    def begin_announcements(self) -> None:
        self.announcements = AnnouncementFolder()
        self.announcements.__parent__ = self
        self.hangings = HangingFolder()
        self.hangings.__parent__ = self

    four_eyes: bool = False
    """Whether whoever wrote a text may not approve it herself (nguyên tắc bốn mắt)."""

    __acl__ = [
        allow(Everyone, Permission.SITE_VIEW),
        allow(Role.CATALOGUE_ADMINISTRATOR, Permission.PROCEDURE_EDIT, Permission.PROCEDURE_PUBLISH),
        DENY_ALL,
    ]

    def __getitem__(self, name: str) -> Any:
        """A procedure; for its code with a province's tail, under which it is not kept, where it is."""
        if not PROCEDURE.match(name):
            raise KeyError(name)
        code = known_code(name, self)
        return super().__getitem__(name) if code == name else LocalCode(self, name, super().__getitem__(code))

    def published(self, today: date) -> Iterator[Revision]:
        """Every revision citizens see on that day, by code."""
        for procedure in self.values():
            revision = procedure.published(today)
            if revision is not None:
                yield revision
