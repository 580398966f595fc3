"""What machines are answered: the shapes views fill and /api/v1/openapi.json describes.

Once published, a name here stays. Fields of a stored record that are not named here are not given away.
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from hcc.procedures.record import NEVER_SHOWN, Audience, FeeKind, Level, LimitUnit
from hcc.procedures.resources import RevisionState

ChannelOrAny = Annotated[
    Literal["", "direct", "online", "post"],
    Meta(description="How the dossier is handed in (cách thức thực hiện); empty: however it is."),
]
OnlineOrUnknown = Annotated[
    Literal["", "full", "partial", "none"],
    Meta(description="How much can be done online: toàn trình, một phần, none; empty: not known."),
]
Code = Annotated[str, Meta(description="National code of the procedure (mã thủ tục).", examples=["1.000894"])]
Words = Annotated[str, Meta(description="In the words of the announced text, in Vietnamese; empty: not known.")]
Case = Annotated[str, Meta(description="The case (trường hợp) it holds for; empty: the ordinary one.")]
Path = Annotated[str, Meta(description="Path on this server.", examples=["/thu-tuc/1.000894"])]


class Shape(Struct, frozen=True, kw_only=True):
    """What every shape has in common: filled once, by name."""


class Item(Shape, frozen=True, kw_only=True):
    """A procedure as lists show it."""

    code: Code
    title: Annotated[str, Meta(description="The name people use, or the full name.")]
    name: Annotated[str, Meta(description="Full name as announced.")]
    field: Annotated[str, Meta(description="Key of its field (lĩnh vực).", examples=["ho-tich"])]
    field_name: Annotated[str, Meta(description="The field in words.")]
    level: Annotated[Level, Meta(description="Where it is decided.")]
    audiences: Annotated[tuple[Audience, ...], Meta(description="Whom it is for; empty: not known.")]
    life_events: Annotated[tuple[str, ...], Meta(description="Keys of life events it belongs to.")]
    online: OnlineOrUnknown
    channels: Annotated[tuple[ChannelOrAny, ...], Meta(description="Ways to hand in; empty: not known.")]
    revision: Annotated[int, Meta(ge=1, description="Number of the text in force.")]
    effective_from: Annotated[date | None, Meta(description="Day from which this text is in force here.")]
    url: Path
    record_url: Annotated[str, Meta(description="Path of the whole record.")]


class FacetValue(Shape, frozen=True, kw_only=True):
    """How many answers have this value."""

    value: Annotated[str, Meta(description="As the parameter takes it.")]
    label: Annotated[str, Meta(description="In words.")]
    count: Annotated[int, Meta(ge=0)]


class Correction(Shape, frozen=True, kw_only=True):
    """A syllable that stands nowhere and the likely one looked for instead."""

    typed: str
    instead: str


class Answers(Shape, frozen=True, kw_only=True):
    """One page of procedures."""

    items: tuple[Item, ...]
    total: Annotated[int, Meta(ge=0, description="Answers on all pages.")]
    page: Annotated[int, Meta(ge=1, description="The page given: the one asked for, or the last there is.")]
    pages: Annotated[int, Meta(ge=1)]
    page_size: Annotated[int, Meta(ge=1)]
    facets: Annotated[
        dict[str, tuple[FacetValue, ...]],
        Meta(description="For each parameter to narrow by: the values met under the text and the other parameters."),
    ]
    understood: Annotated[tuple[str, ...], Meta(description="Other words that were looked for as well.")]
    corrected: tuple[Correction, ...]
    meant: Annotated[str, Meta(description="The whole of q with these put right; empty: nothing was.")]
    dropped: Annotated[tuple[str, ...], Meta(description="Words of q that some of the answers lack.")]
    nearest: Annotated[tuple[Item, ...], Meta(description="Where nothing fits: what comes nearest.")]
    index_ready: Annotated[
        bool,
        Meta(description="False for a moment while the index is made: everything is listed, whatever was asked."),
    ]


class TimeLimit(Shape, frozen=True, kw_only=True):
    """How long the office may take (thời hạn giải quyết)."""

    unit: LimitUnit
    amount: Annotated[float | None, Meta(description="How many of the unit; null where there is nothing to count.")]
    case: Case
    channel: ChannelOrAny
    after_15: Annotated[bool, Meta(description="Handed in after 15:00, it may be returned the next working day.")]
    wording: Words


class Fee(Shape, frozen=True, kw_only=True):
    """What the office takes (phí, lệ phí)."""

    kind: FeeKind
    amount: Annotated[int, Meta(ge=0, description="Đồng: once for each `per`, or for each of the first pages.")]
    further_amount: Annotated[int, Meta(ge=0, description="Đồng for each page from `further_from` on.")]
    further_from: int
    cap: Annotated[int, Meta(ge=0, description="Đồng at most for a copy; 0: no such limit.")]
    per: Words
    case: Case
    channel: ChannelOrAny
    exempt: Annotated[str, Meta(description="Who pays nothing.")]
    wording: Annotated[
        str,
        Meta(description="The announced text; empty for `council`, whose announced figures are another province's."),
    ]


class Component(Shape, frozen=True, kw_only=True):
    """One paper of the dossier (thành phần hồ sơ)."""

    name: str
    original: Annotated[int, Meta(ge=0, description="How many originals (bản chính); 0: not said.")]
    copy: Annotated[int, Meta(ge=0, description="How many copies (bản sao); 0: not said.")]
    required: Annotated[bool, Meta(description="False: only in some cases.")]
    note: Words
    case: Case
    form: Annotated[str, Meta(description="Number or name of the prescribed form (mẫu đơn, tờ khai).")]
    form_url: Annotated[str | None, Meta(description="Path of the form's file; null: the centre has none to give.")]
    replaced_by: Annotated[
        Literal["", "vneid", "database"],
        Meta(description="What makes bringing it needless: VNeID, or a database the official reads; empty: nothing."),
    ]
    database: Annotated[str, Meta(description="The database that replaces it.")]


class ProcedureCase(Shape, frozen=True, kw_only=True):
    """One case of the procedure (trường hợp)."""

    name: str
    code: Annotated[str, Meta(description="National code of the case, where known.", examples=["2.000815.01"])]
    note: Words


class Method(Shape, frozen=True, kw_only=True):
    """One way to hand in the dossier (cách thức thực hiện)."""

    channel: ChannelOrAny
    note: Words


class RevisionLink(Shape, frozen=True, kw_only=True):
    """One text of the procedure that was ever approved."""

    number: Annotated[int, Meta(ge=1)]
    state: RevisionState
    effective_from: date | None
    record_url: Path


class Links(Shape, frozen=True, kw_only=True):
    """Where people find this very text, and papers made of it."""

    page: Annotated[str, Meta(description="Path of the page for people.")]
    sheet: Annotated[str, Meta(description="Path of the sheet to hand out, A4, PDF.")]
    poster: Annotated[str, Meta(description="Path of the poster, PDF.")]
    card: Annotated[str, Meta(description="Path of the card that says what to bring, A5, PDF.")]
    picture: Annotated[str, Meta(description="Path of the picture to send on, 1080 pixels wide, PNG.")]
    loudspeaker: Annotated[str, Meta(description="Path of the text to read out, plain text.")]


class Record(Shape, frozen=True, kw_only=True):
    """Everything public about one procedure, in one of its texts (revisions)."""

    code: Code
    title: str
    name: str
    short_name: str
    everyday_names: Annotated[tuple[str, ...], Meta(description="What people call it.")]
    field: str
    field_name: str
    level: Level
    revision: Annotated[int, Meta(ge=1, description="Number of this text.")]
    state: Annotated[RevisionState, Meta(description="Where this text stands today.")]
    in_force: Annotated[bool, Meta(description="Whether this is the text citizens go by today.")]
    approved_on: Annotated[date | None, Meta(description="Day on which the centre approved this text.")]
    in_force_from: Annotated[date | None, Meta(description="Day from which this text is in force here.")]
    ended_on: Annotated[
        date | None, Meta(description="First day on which this text holds no more; null: no end is known.")
    ]
    effective_from: Annotated[date | None, Meta(description="First day of the rules, as announced.")]
    effective_to: Annotated[date | None, Meta(description="Last day of the rules, where known.")]
    successor: Annotated[str, Meta(description="Code of the procedure that replaces this one; empty: none known.")]
    audience: Words
    audiences: tuple[Audience, ...]
    life_events: tuple[str, ...]
    agency: Annotated[str, Meta(description="Who carries it out (cơ quan thực hiện).")]
    conditions: Annotated[tuple[str, ...], Meta(description="Requirements and conditions (yêu cầu, điều kiện).")]
    methods: tuple[Method, ...]
    online: OnlineOrUnknown
    online_reason: Annotated[str, Meta(description="Why only a part is online.")]
    portal_url: Annotated[str, Meta(description="This very procedure on the national portal; empty: not known.")]
    non_territorial: Annotated[
        bool | None, Meta(description="Whether it may be handed in anywhere (phi địa giới); null: not known.")
    ]
    cases: tuple[ProcedureCase, ...]
    time_limits: tuple[TimeLimit, ...]
    fees: tuple[Fee, ...]
    components: tuple[Component, ...]
    sets: Annotated[int, Meta(ge=0, description="Number of sets of the dossier (số bộ); 0: not said.")]
    steps: tuple[str, ...]
    results: tuple[str, ...]
    legal_basis: tuple[str, ...]
    announcement: Annotated[str, Meta(description="Number of the announcement decision (quyết định công bố).")]
    announced_on: date | None
    sources: Annotated[dict[str, str], Meta(description="Where each field was taken from; `default`: all others.")]
    links: Links
    revisions: Annotated[tuple[RevisionLink, ...], Meta(description="Every text ever approved, oldest first.")]


WITHHELD = NEVER_SHOWN
"""Fields of a stored record and its parts that no answer has."""
