"""Dossiers, their papers, and the trees by which desks find them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from BTrees.IOBTree import IOBTree
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from ZODB.blob import Blob

from hcc.core.acl import DENY_ALL, Authenticated, acl_of_grants, allow
from hcc.core.calendar import LOCAL
from hcc.core.deadlines import Due
from hcc.core.evidence import Chain
from hcc.core.folder import number_name
from hcc.core.identifiers import RECEPTION, is_filing_token
from hcc.core.numbering import Counters
from hcc.core.permissions import Permission
from hcc.core.roles import Role

from . import workflow

CERTIFICATION_FIELD = "chung-thuc"
"""The field whose dossiers certifying officials work on; those of other fields are not theirs."""
UNIT = 1
"""The one unit of a commune's centre; ids are unit << 32 | number."""
NOTE_LIMIT = 2_000
NO_DUE = 1 << 40
"""Stands for "no due moment yet" in the worklist: after every real one."""


class Verdict(StrEnum):
    """What the official found of one component."""

    ATTACHED = "attached"
    """A paper was handed in and scanned; the attachment names the component."""
    PAPER = "paper"
    """Handed in on paper, digitised later."""
    SEEN = "seen"
    """The original was shown and compared."""
    DATABASE = "database"
    """Taken from a state database or VNeID; nothing has to be handed in."""
    NOT_NEEDED = "not_needed"
    """Does not apply in this case; only for components that are not mandatory."""


@dataclass(frozen=True)
class Person:
    """Whose dossier it is, as written down at the counter."""

    name: str = ""
    citizen_number: str = ""
    birth: str = ""
    """dd/mm/yyyy, or the year alone."""
    phone: str = ""
    no_phone: bool = False
    """Has no phone: a valid answer."""
    address: str = ""


class Attachment(Persistent):
    """One paper: the received bytes untouched, and the clean copy that is shown."""

    def __init__(self, number: int, *, component: int | None, name: str, sha256: str, size: int, pages: int) -> None:
        self.__name__ = str(number)
        self.number = number
        self.component = component
        """Index into the revision's components; None for anything else."""
        self.name = name
        self.sha256 = sha256
        self.size = size
        self.pages = pages
        self.original = Blob()
        self.clean = Blob()
        self.clean_sha256 = ""
        self.verdict = "clean"
        self.removed: tuple[str, ...] = ()
        self.signed = False
        self.added_by = ""
        self.added_at: datetime | None = None

    __parent__: Any = None


class AttachmentFolder(Persistent):
    """.../giay-to: the papers of a dossier by number."""

    SLUG = "giay-to"
    last_number = 0
    """The highest number ever given: one that was taken away is never given again, since records name papers by it."""

    def __init__(self, dossier: "Dossier") -> None:
        self.__name__ = self.SLUG
        self.__parent__ = dossier
        self._papers = IOBTree()

    def __getitem__(self, name: str) -> Attachment:
        return self._papers[number_name(name)]

    def add(self, attachment: Attachment) -> None:
        attachment.__parent__ = self
        self._papers[attachment.number] = attachment
        self.last_number = max(self.last_number, attachment.number)

    def remove(self, number: int) -> None:
        del self._papers[number]

    @property
    def next_number(self) -> int:
        return max(self.last_number, self._papers.maxKey() if self._papers else 0) + 1

    def __iter__(self) -> Iterator[Attachment]:
        return iter(self._papers.values())

    def __len__(self) -> int:
        return len(self._papers)


@dataclass(frozen=True)
class Result:
    """What the handling official proposes and the approver decides."""

    outcome: str
    """"granted" or "declined"."""
    text: str
    """What the citizen is told, one or a few sentences."""
    references: tuple[str, ...] = ()
    """Numbers of papers issued, such as certification numbers, or of work in another system."""


@dataclass(frozen=True)
class Handover:
    """How the result was given out."""

    to: str
    identified_by: str
    at: datetime
    fee: int
    originals: str = ""


class Dossier(Persistent):
    """One citizen's dossier (hồ sơ). It keeps the revision of the procedure it was filed under."""

    hidden_from_strangers = True
    reception_number = ""
    submitted_at: datetime | None = None
    received_at: datetime | None = None
    resolved_at: datetime | None = None
    due: Due | None = None
    handler: str | None = None
    proposal: Result | None = None
    result: Result | None = None
    handover: Handover | None = None
    refusal_reason = ""
    guidance = ""
    promised_days: int | None = None

    def __init__(self, *, id: int, token: str, secret: str, revision: Any, created_at: datetime) -> None:
        self.__name__ = token
        self.id = id
        self.token = token
        self.lookup_secret = secret
        self.revision = revision
        self.created_at = created_at
        self.state = workflow.DRAFT
        self.person = Person()
        self.verdicts: dict[int, str] = {}
        self.chain = Chain()
        self.papers = AttachmentFolder(self)

    __parent__: Any = None

    def __getitem__(self, name: str) -> AttachmentFolder:
        if name == AttachmentFolder.SLUG:
            return self.papers
        raise KeyError(name)

    @property
    def __acl__(self) -> list:
        grants = workflow.WORKFLOW.states[self.state].grants
        if self.record.field != CERTIFICATION_FIELD:
            grants = {role: given for role, given in grants.items() if role is not Role.CERTIFIER}
        return acl_of_grants(grants, self.handler)

    @property
    def record(self):
        """The procedure as it was when this dossier was filed."""
        return self.revision.record

    @property
    def number_shown(self) -> str:
        """The reception number, or the token while there is none."""
        return self.reception_number or self.token

    @property
    def version(self) -> int:
        """What a form remembers: how many acts there were when it was opened."""
        return len(self.chain)

    def component_verdict(self, index: int) -> str | None:
        """What is known of a component; a paper attached to it says more than any tick."""
        if any(paper.component == index for paper in self.papers):
            return Verdict.ATTACHED
        kept = self.verdicts.get(index)
        return None if kept == Verdict.ATTACHED else kept

    def missing(self) -> list[int]:
        """Indexes of mandatory components with neither a paper nor a verdict."""
        return [
            index
            for index, component in enumerate(self.record.components)
            if component.required and self.component_verdict(index) in (None, Verdict.NOT_NEEDED)
        ]


@dataclass(frozen=True)
class Row:
    """A dossier as a list shows it; what the covering trees hold."""

    id: int
    state: str
    due: int
    """Due moment, seconds since 1970; NO_DUE before reception."""
    token: str
    number: str
    procedure: str
    title: str
    owner: str
    handler: str = ""

    @property
    def key(self) -> tuple[str, int, int]:
        return (self.state, self.due, self.id)


@dataclass
class Worklist:
    """A range read from one unit's covering tree."""

    rows: list[Row] = field(default_factory=list)
    more: bool = False


class DossierFolder(Persistent):
    """/ho-so: dossiers by token for life, by reception number for those permitted."""

    def __init__(self) -> None:
        self._dossiers = LOBTree()
        self._tokens = OOBTree()
        self._numbers = OOBTree()
        self._worklist = OOBTree()
        self._listed = LOBTree()
        self.counters = Counters()

    __name__ = ""
    __parent__: Any = None

    __acl__ = [
        allow(Role.GREETER, Permission.DOSSIER_GREET, Permission.DESK_VIEW),
        allow(Role.RECEIVER, Permission.DOSSIER_GREET, Permission.DESK_VIEW),
        *[allow(role, Permission.DESK_VIEW) for role in Role],
        DENY_ALL,
    ]

    def __getitem__(self, name: str) -> "Dossier | NumberedDossier":
        if RECEPTION.match(name):
            return NumberedDossier(self, name)
        if not is_filing_token(name):
            raise KeyError(name)
        return self._dossiers[self._tokens[name]]

    def get_by_token(self, token: str) -> Dossier | None:
        found = self._tokens.get(token)
        return self._dossiers[found] if found is not None else None

    def by_number(self, number: str) -> Dossier | None:
        """The dossier with this reception number."""
        found = self._numbers.get(number)
        return self._dossiers[found] if found is not None else None

    def add(self, dossier: Dossier) -> None:
        dossier.__parent__ = self
        self._dossiers[dossier.id] = dossier
        self._tokens[dossier.token] = dossier.id
        self.relist(dossier)

    def number(self, dossier: Dossier) -> None:
        """Make the dossier findable by the reception number it was given."""
        self._numbers[dossier.reception_number] = dossier.id

    def relist(self, dossier: Dossier) -> None:
        """Bring the covering tree up to date with the dossier."""
        row = self._row(dossier)
        old = self._listed.get(dossier.id)
        if old is not None and old != row.key:
            del self._worklist[old]
        self._worklist[row.key] = row
        self._listed[dossier.id] = row.key

    def _row(self, dossier: Dossier) -> Row:
        return Row(
            id=dossier.id,
            state=dossier.state,
            due=int(dossier.due.moment.timestamp()) if dossier.due else NO_DUE,
            token=dossier.token,
            number=dossier.reception_number,
            procedure=dossier.record.code,
            title=dossier.record.title,
            owner=dossier.person.name,
            handler=dossier.handler or "",
        )

    def listing_faults(self) -> list[str]:
        """Where the covering tree and the dossiers disagree; empty when it is right."""
        rows = {row.id: row for row in self._worklist.values()}
        faults = [f"dossier {d.number_shown} is listed wrongly" for d in self.all() if rows.get(d.id) != self._row(d)]
        if len(rows) != len(self._worklist) or len(self._worklist) != len(self._dossiers):
            faults.append("the worklist holds doubled or stray rows")
        return faults

    def worklist(self, state: str, *, limit: int = 50, after: tuple[int, int] = (0, 0)) -> Worklist:
        """Dossiers in a state ordered by due moment: a range read."""
        found = Worklist()
        for row in self._worklist.values(min=(state, *after), max=(state, NO_DUE + 1, 0), excludemin=any(after)):
            if len(found.rows) == limit:
                found.more = True
                break
            found.rows.append(row)
        return found

    def count(self, state: str) -> int:
        """How many dossiers are in a state."""
        return sum(1 for _ in self._worklist.keys(min=(state, 0, 0), max=(state, NO_DUE + 1, 0)))

    def count_open(self, code: str) -> int:
        """How many unfinished dossiers of a procedure there are, from the covering tree."""
        rows = self._worklist.values()
        return sum(1 for row in rows if row.procedure == code and not workflow.WORKFLOW.states[row.state].final)

    def all(self) -> Iterator[Dossier]:
        return iter(self._dossiers.values())

    def __len__(self) -> int:
        return len(self._dossiers)


class NumberedDossier:
    """/ho-so/<reception number>: a pointer that leads those permitted to the dossier, and tells nobody else."""

    __acl__ = [allow(Authenticated, Permission.DESK_VIEW), DENY_ALL]

    def __init__(self, folder: DossierFolder, number: str) -> None:
        self.__parent__, self.__name__ = folder, number
        self.dossier = folder.by_number(number)


def reception_day(moment: datetime) -> date:
    """The office's day of a moment."""
    return moment.astimezone(LOCAL).date()
