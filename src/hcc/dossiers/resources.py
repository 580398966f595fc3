"""Dossiers and the folder that holds them, with the trees by which desks find them."""

from datetime import date, datetime
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from hcc.core.acl import (
    ASSIGNED,
    CONSULTED,
    DENY_ALL,
    HELPING,
    Authenticated,
    acl_of_grants,
    allow,
    official_principal,
)
from hcc.core.calendar import LOCAL, OfficeCalendar
from hcc.core.deadlines import Due, Extension, Pause
from hcc.core.evidence import GENESIS, Chain, Evidence, HeldChain
from hcc.core.identifiers import RECEPTION, is_filing_token
from hcc.core.line_trees import LineTree
from hcc.core.numbering import Counters
from hcc.core.packed import Packed
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.core.workflow import State

from . import workflow
from .attachments import Attachment, AttachmentFolder
from .begun import BegunDossiers
from .channels import Channel
from .checklist import Finding, Verdict
from .course import (
    Appraisal,
    Call,
    Consultation,
    ControlRow,
    Payment,
    PaymentRequest,
    SupplementRequest,
    Withdrawal,
)
from .guidance import GuidanceBook
from .hamlets import Hamlet
from .kept_due import KeptDue
from .needed_papers import NeededPapers
from .numbers_given import NumbersGiven
from .people import Helper, Parties, Person
from .process_rights import narrowed
from .process_way import Leg
from .ready_sentences import ReadySentences
from .result_documents import Documents
from .results import Announcement, Decision, ExternalWork, Result, ReturnedResult
from .search_trees import SearchTrees
from .slips import Slip
from .symbols import SymbolEntry
from .worklist import NO_DUE, Board, Row, Worklist

__all__ = [
    "NO_DUE",
    "Attachment",
    "AttachmentFolder",
    "Board",
    "Channel",
    "Decision",
    "Dossier",
    "DossierFolder",
    "Finding",
    "Handover",
    "Helper",
    "NumberedDossier",
    "Parties",
    "Person",
    "Result",
    "ReturnedResult",
    "Row",
    "Verdict",
    "Worklist",
    "reception_day",
]

Handover = ReturnedResult
"""What older databases call it."""

CERTIFICATION_FIELD = "chung-thuc"
"""The field whose dossiers certifying officials work on; those of other fields are not theirs."""
COPIES_PROCEDURE = "2.000815"
"""Certified copies of originals, whose numbers stand in the book SCT/BS."""
SIGNATURES_PROCEDURE = "2.000884"
"""Certified signatures and fingerprints, whose numbers stand in the book SCT/CK,ĐC."""
CERTIFYING_FORMS = {
    COPIES_PROCEDURE: "visit",
    SIGNATURES_PROCEDURE: "signature",
    **dict.fromkeys(("2.000992", "2.001008"), "translation"),
    **dict.fromkeys(("2.001035", "2.001016", "2.001019", "2.001406", "2.000913"), "contract"),
}
"""Procedures whose papers are certified with a number of a book -> the form that takes it, /chung-thuc/<form>.
Translators' signatures stand in SCT/CKND; transactions, waivers, wills, divisions and their changes in SCT/HĐ,GD.
"""
NOTE_LIMIT = 2_000


class Dossier(NeededPapers, Packed):
    """One citizen's dossier (hồ sơ). It keeps the revision of the procedure it was filed under."""

    settled = frozenset(
        {
            *("__name__", "id", "token", "lookup_secret", "created_at", "submitted_at", "channel", "case"),
            *("parties", "found_people", "handed_in"),
        }
    )
    hidden_from_strangers = True
    channel: str = Channel.COUNTER.value
    case = ""
    """Which case of the procedure it is, by name; empty for a procedure without cases."""
    begun_by = ""
    """Login of the official at whose counter its papers arrive while its procedure is not settled (begun.py)."""
    reception_number = ""
    dossier_code = ""
    """The code all systems know it by (mã hồ sơ): the reception number, or what another system gave it. Empty while
    that is not known."""
    submitted_at: datetime | None = None
    received_at: datetime | None = None
    resolved_at: datetime | None = None
    due: KeptDue | Due | None = None
    handler: str | None = None
    proposal: Decision | None = None
    decision: Decision | None = None
    sent_back: Decision | None = None
    """What was proposed and came back to its handler, until it is proposed anew."""
    results: tuple[Result, ...] = ()
    external_work: tuple[ExternalWork, ...] = ()
    returned: ReturnedResult | None = None
    receiver = ""
    """Login of who received it."""
    handed_in: tuple[tuple[int, str], ...] | None = None
    """What was found of each component at reception, as its receipt says: index and `Verdict` value. None before it,
    and in older databases."""
    refusal_reason = ""
    guidance = ""
    promised_days: int | None = None
    slips: tuple[Slip, ...] = ()
    pauses: tuple[Pause, ...] = ()
    extension: Extension | None = None
    supplements: tuple[SupplementRequest, ...] = ()
    counts_as_overdue = False
    """A second supplement request was made: the national index counts the dossier as overdue (QĐ 766/QĐ-TTg)."""
    consultations: tuple[Consultation, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()
    payment_request: PaymentRequest | None = None
    payments: tuple[Payment, ...] = ()
    control_slip: tuple[ControlRow, ...] = ()
    withdrawal: Withdrawal | None = None
    process = ""
    """The version of the internal process it was received under (`named_process`); empty where there was none."""
    way: tuple[Leg, ...] = ()
    """Its stays at the steps of that process, in the order in which they began."""
    announcements: tuple[Announcement, ...] = ()
    calls: tuple[Call, ...] = ()
    has_papers = True
    """Whether a paper was ever attached. The folder of papers has a record of its own, which need not be read while
    there is none; true of dossiers begun before this was noted."""
    found_by: tuple[tuple[str, str, str], ...] = ()
    """Its places in the search trees: kind, term and names."""
    found_people: Parties | None = None
    """The very `parties` these places tell of."""
    life_key: str | None = None
    """Where its life stands among those that figures are counted from, once it has ended."""
    open_life: str | None = None
    """Its life as figures count it, while it is with the office; told in its row."""
    listed: str | None = None
    """Where its row stands in the worklist; None before it was ever listed."""
    listed_in_hand: str | None = None
    """Where it stands among the dossiers of whoever has it in hand; None while nobody has."""
    evidence: dict[int, tuple[str, str]] | None = None
    """What its chain reads; None in an older database, where the chain is an object of its own."""
    evidence_head = GENESIS

    def __init__(self, *, id: int, token: str, secret: str, revision: Any, created_at: datetime) -> None:
        self.__name__ = token
        self.id = id
        self.token = token
        self.lookup_secret = secret
        self.revision = revision
        self.created_at = created_at
        self.state = workflow.DRAFT
        self.parties = Parties()
        self.verdicts: dict[int, Finding] = {}
        self.evidence = {}
        self.papers = AttachmentFolder(self)

    __parent__: Any = None

    def __getitem__(self, name: str) -> AttachmentFolder:
        if name == AttachmentFolder.SLUG:
            return self.papers
        raise KeyError(name)

    @property
    def __acl__(self) -> list:
        if self.begun_by:
            mine = official_principal(self.begun_by)
            return [allow(mine, Permission.DOSSIER_VIEW, Permission.DOSSIER_ATTACH), DENY_ALL]
        grants = self.standing.grants
        if self.record.field != CERTIFICATION_FIELD:
            grants = {role: given for role, given in grants.items() if role is not Role.CERTIFIER}
        leg = self.leg
        if leg is None or not leg.unit:
            return acl_of_grants(grants, self.named)
        kept, of_the_unit = narrowed(self.standing_name, grants, leg.unit, leg.stand_in)
        return [*of_the_unit, *acl_of_grants(kept, self.named)]

    @property
    def chain(self) -> Evidence:
        """Every act upon it."""
        if self.evidence is None:
            return self.__dict__["chain"]
        if self._v_chain is None:
            self._v_chain = HeldChain(self)
        return self._v_chain

    _v_chain: HeldChain | None = None

    @property
    def standing(self) -> State:
        """The state with what is granted in it now."""
        return workflow.standing_of(self)

    @property
    def standing_name(self) -> str:
        """The state, or SEALING."""
        return workflow.SEALING if self.sealing else self.state

    @property
    def leg(self) -> Leg | None:
        """The step of its internal process that runs now; None where none does."""
        return self.way[-1] if self.way and self.way[-1].step else None

    @property
    def certifying_form(self) -> str:
        """The form of the certification desk that takes numbers for it; empty where none does."""
        return CERTIFYING_FORMS.get(self.record.code, "")

    @property
    def sealing(self) -> bool:
        """Approved, and not resolved yet: it waits for register and seal."""
        return self.state == workflow.PROCESSING and self.decision is not None

    @property
    def named(self) -> dict[str, tuple[str, ...]]:
        """Who the keys of the grant table stand for that are no roles."""
        helper = self.parties.helper
        return {
            ASSIGNED: (self.handler or "",),
            HELPING: (helper.login if helper else "",),
            CONSULTED: tuple(one.login for one in self.consultations if one.open),
        }

    @property
    def person(self) -> Person:
        """Whose dossier it is (chủ hồ sơ)."""
        return self.parties.owner

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

    @property
    def step(self) -> int:
        """Which of the five steps it is at; what rests before reception is at reception."""
        step = workflow.STEP_OF[self.state]
        return 3 if step == 4 and self.received_at is None else step


class DossierFolder(NumbersGiven, SearchTrees, BegunDossiers, Persistent):
    """/ho-so: dossiers by token for life, by reception number and dossier code for those permitted."""

    def __init__(self) -> None:
        super().__init__()
        self._tokens = LineTree()
        self._numbers = LineTree()
        self.counters = Counters()
        self.slips = OOBTree()
        self.outgoing = OOBTree()
        self.guidance = GuidanceBook()

    hamlets: tuple[Hamlet, ...] = ()
    """The hamlets of the commune; empty where nobody has entered them, and then any name is taken."""

    guidance: GuidanceBook
    """What people were told, those too who went home without a dossier."""

    sent: OOBTree | None = None
    """Login -> day, number and bytes of the papers that official sent on it; None until the first is."""

    ready: ReadySentences | None = None
    """Sentences of the office's own catalogue folder; None: the shipped ones."""

    documents: Documents | None = None
    """Texts of result documents of that folder; None: the shipped ones."""

    symbols: tuple[SymbolEntry, ...] = ()
    """What the office decided papers bear behind their numbers, in the order of deciding; else the settings say."""

    decisions: Chain | None = None
    """What the office decided of these lists and of symbols; None until the first decision."""

    @property
    def calendar(self) -> OfficeCalendar:
        """When the office works; a folder that stands under no office works by the national table."""
        return self.__parent__.calendar if self.__parent__ is not None else OfficeCalendar()

    @property
    def hamlet_names(self) -> list[str]:
        return [hamlet.name for hamlet in self.hamlets]

    __name__ = ""
    __parent__: Any = None

    __acl__ = [
        *[allow(role, Permission.DOSSIER_GREET) for role in (Role.GREETER, Role.HELPER, Role.RECEIVER)],
        *[allow(role, Permission.DESK_VIEW) for role in Role],
        *[allow(role, Permission.FIGURES_VIEW) for role in (Role.DIRECTOR, Role.ADMINISTRATOR, Role.AUDITOR)],
        *[allow(role, Permission.REGISTER_VIEW) for role in (Role.RECEIVER, Role.DIRECTOR, Role.AUDITOR)],
        DENY_ALL,
    ]

    def __getitem__(self, name: str) -> "Dossier | NumberedDossier":
        if RECEPTION.match(name):
            return NumberedDossier(self, name)
        if not is_filing_token(name):
            raise KeyError(name)
        found = self.get_by_token(name) or self.begun(name)
        if found is None:
            raise KeyError(name)
        return found

    def get_by_token(self, token: str) -> Dossier | None:
        found = self._tokens.get(token)
        return self._dossiers[found] if found is not None else None

    def add(self, dossier: Dossier) -> None:
        dossier.__parent__ = self
        self._dossiers[dossier.id] = dossier
        self._tokens[dossier.token] = dossier.id
        self.relist(dossier)

    def begin_tokens(self) -> None:
        """Make the tree of tokens anew."""
        self._tokens = LineTree(self._tokens)

    def __len__(self) -> int:
        return len(self._dossiers)


class NumberedDossier:
    """/ho-so/<number>: a pointer that leads those permitted to the dossier, and tells nobody else."""

    __acl__ = [allow(Authenticated, Permission.DESK_VIEW), DENY_ALL]

    def __init__(self, folder: DossierFolder, number: str) -> None:
        self.__parent__, self.__name__ = folder, number
        self.dossier = folder.by_number(number)


def reception_day(moment: datetime) -> date:
    """The office's day of a moment."""
    return moment.astimezone(LOCAL).date()
