"""What is known of one procedure, as plain values: the shape of a catalogue file and of a stored revision.

Unknown is empty (``""``, ``()`` or ``None``), never a guess; the pages then say that the centre is updating it.
Instances are pickled inside revisions: add fields with defaults, never rename or move the classes.
"""

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """Where the procedure is decided."""

    COMMUNE = "commune"
    """Decided at the commune (cấp xã)."""
    UPWARD = "upward"
    """Begins at the commune and goes on to the province or a ministry."""


class Channel(StrEnum):
    """How a dossier is handed in (cách thức thực hiện); the empty string stands for every channel."""

    DIRECT = "direct"
    ONLINE = "online"
    POST = "post"


class Audience(StrEnum):
    """Whom the procedure is for (đối tượng thực hiện), as far as lists tell them apart."""

    CITIZEN = "citizen"
    """Công dân Việt Nam."""
    OVERSEAS = "overseas"
    """Người Việt Nam định cư ở nước ngoài."""
    FOREIGNER = "foreigner"
    """Người nước ngoài."""
    BUSINESS = "business"
    """Doanh nghiệp, hộ kinh doanh, hợp tác xã, tổ hợp tác."""
    ORGANISATION = "organisation"
    """Cơ quan, tổ chức khác."""


class OnlineLevel(StrEnum):
    """How much of the procedure can be done online (NĐ 224/2026 art. 15); the empty string where not known."""

    FULL = "full"
    """Toàn trình."""
    PARTIAL = "partial"
    """Một phần; the reason must be published."""
    NONE = "none"
    """Not offered online."""


class Replacement(StrEnum):
    """What makes bringing a paper needless (NĐ 309/2026 art. 2, NĐ 320/2026); empty where nothing does."""

    VNEID = "vneid"
    """The paper integrated in the person's VNeID."""
    DATABASE = "database"
    """A database the official reads; `Component.database` names it."""


class LimitUnit(StrEnum):
    """In what a time limit is counted."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    HOURS = "hours"
    SAME_DAY = "same_day"
    UNREGULATED = "unregulated"
    """The announced text itself says "Không quy định"."""
    WORDING = "wording"
    """Only the wording is known; `review` says why it could not be structured."""


FURTHER_FROM = 3
"""From this page on a fee by the page is the further one, where nothing else is said (Circular 226/2016/TT-BTC)."""


class FeeKind(StrEnum):
    """How a fee is reckoned."""

    PER_PAGE = "per_page"
    """`amount` for each page before page `further_from`, `further_amount` from it on, at most `cap` a copy."""
    PER_CASE = "per_case"
    """`amount` once for each `per` (bản, trường hợp, hồ sơ...)."""
    FREE = "free"
    UNREGULATED = "unregulated"
    """The announced text itself says "Không quy định"."""
    COUNCIL = "council"
    """Set by a provincial council. The figures in `wording` are another province's: kept, never shown as ours."""
    WORDING = "wording"
    """Only the wording is known; `review` says why it could not be structured."""


@dataclass(frozen=True)
class TimeLimit:
    """How long the office may take (thời hạn giải quyết) in one case and channel."""

    unit: LimitUnit
    amount: float | None = None
    """How many units; halves of days occur (3,5 ngày). None for same_day, unregulated and wording."""
    case: str = ""
    """The case it holds for, in the words of the source; empty for the ordinary one."""
    channel: str = ""
    """A `Channel` value, or empty for all."""
    after_15: bool = False
    """The wording has the 15:00 rule: received later, it may be returned the next working day."""
    wording: str = ""
    """The source's own words."""
    review: str = ""


@dataclass(frozen=True)
class Fee:
    """What the office takes (phí, lệ phí) in one case and channel; amounts are in đồng."""

    kind: FeeKind
    amount: int = 0
    further_amount: int = 0
    further_from: int = FURTHER_FROM
    cap: int = 0
    per: str = ""
    case: str = ""
    channel: str = ""
    exempt: str = ""
    """Who pays nothing, in the source's words."""
    wording: str = ""
    review: str = ""


@dataclass(frozen=True)
class Component:
    """One paper of the dossier (thành phần hồ sơ)."""

    name: str
    original: int = 0
    """How many originals (bản chính); 0 where the source does not say."""
    copy: int = 0
    """How many copies (bản sao); 0 where the source does not say."""
    required: bool = True
    note: str = ""
    """When it is needed or what may stand for it, split off the name."""
    case: str = ""
    """The case it belongs to; empty for every case."""
    form: str = ""
    """Number or name of the prescribed form (mẫu đơn, tờ khai)."""
    form_file: str = ""
    """Name of the form's file in catalog/forms, where the centre has one to give."""
    replaced_by: str = ""
    """A `Replacement` value, or empty."""
    database: str = ""
    """The database that replaces it, for `Replacement.DATABASE`."""


@dataclass(frozen=True)
class Case:
    """One case of the procedure (trường hợp). Limits, fees and components name the case they belong to."""

    name: str
    code: str = ""
    """National code of the case (2.000815.01), where known."""
    note: str = ""
    """When it is this case, in plain words."""


@dataclass(frozen=True)
class Method:
    """One way to hand in the dossier (cách thức thực hiện)."""

    channel: str
    """A `Channel` value."""
    note: str = ""


@dataclass(frozen=True)
class ProcedureRecord:
    """One administrative procedure (thủ tục hành chính) as announced."""

    code: str
    name: str
    field: str
    """Key of catalog/fields.toml."""
    short_name: str = ""
    """The name people and lists use; empty when the full name serves."""
    everyday_names: tuple[str, ...] = ()
    asked_as: tuple[str, ...] = ()
    """How people ask for it, in their own words, for the search alone."""
    level: Level = Level.COMMUNE
    audience: str = ""
    """In the words of the source."""
    audiences: tuple[Audience, ...] = ()
    life_events: tuple[str, ...] = ()
    """Keys of catalog/life_events.toml."""
    agency: str = ""
    """Who carries it out (cơ quan thực hiện)."""
    conditions: tuple[str, ...] = ()
    """Requirements and conditions (yêu cầu, điều kiện)."""
    methods: tuple[Method, ...] = ()
    online: str = ""
    """An `OnlineLevel` value, or empty where not known."""
    online_reason: str = ""
    """Why only a part is online."""
    portal_url: str = ""
    """Address of this very procedure on the national portal; never composed from the code."""
    non_territorial: bool | None = None
    """Whether it may be handed in anywhere (phi địa giới, NĐ 309/2026 art. 7); None where not known."""
    cases: tuple[Case, ...] = ()
    time_limits: tuple[TimeLimit, ...] = ()
    fees: tuple[Fee, ...] = ()
    components: tuple[Component, ...] = ()
    sets: int = 0
    """Number of sets of the dossier (số bộ); 0 where not known."""
    steps: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    announcement: str = ""
    """Number of the announcement decision (quyết định công bố)."""
    announced_on: date | None = None
    effective_from: date | None = None
    """First day of the rules described here, as announced."""
    effective_to: date | None = None
    """Last day, where known: from the next day on citizens see what replaces it."""
    successor: str = ""
    """Code of the procedure that replaces this one."""
    sources: dict[str, str] = dataclass_field(default_factory=dict)
    """Field -> key of the source list in catalog/README.md; "default" covers every field not named."""
    review: str = ""

    @property
    def title(self) -> str:
        return self.short_name or self.name

    @property
    def reviews(self) -> tuple[str, ...]:
        """Every review mark of the record."""
        marks = [self.review, *(limit.review for limit in self.time_limits), *(fee.review for fee in self.fees)]
        return tuple(mark for mark in marks if mark)


NEVER_SHOWN = frozenset({"review", "asked_as"})
"""Fields of a record and its parts that citizens and programs are never given: the centre's notes, words to search."""
