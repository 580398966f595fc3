"""Fees set by the province's council (Hội đồng nhân dân cấp tỉnh), as the office enters them.

The catalogue says only that there is such a fee, and other provinces' figures.

What was entered is never changed: a later entry for the same day stands over it for those received from then on.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from .record import Fee, FeeKind, ProcedureRecord

if TYPE_CHECKING:
    from .resources import ProcedureFolder, Revision


A_DAY = timedelta(days=1)
COUNCIL_FEE_SET, COUNCIL_FEE_TAKEN_BACK = "council fee set", "council fee taken back"
"""What the catalogue's chain says."""


@dataclass(frozen=True)
class CouncilFee:
    """One entry. Kept in the catalogue: add fields with defaults, never rename them."""

    case: str
    channel: str
    """The case and channel of the catalogue's fee that it is the figure of."""
    amount: int | None
    """In đồng; 0: nothing is paid; None: what was entered for this first day was a mistake and is taken back."""
    resolution: str
    """Number and day of the council's resolution."""
    first: date
    last: date | None
    """The last day, where the resolution has one."""
    at: datetime
    by: str

    @property
    def place(self) -> tuple[str, str]:
        return self.case, self.channel


CouncilFees = Mapping[str, tuple[CouncilFee, ...]]
"""The entries by code of the procedure, in the order in which they were made."""


@dataclass(frozen=True)
class PricedFee(Fee):
    """A fee of the council with the office's figure: reckoned like any other of its kind."""

    resolution: str = ""
    since: date | None = None


def entered(entries: Iterable[CouncilFee], known_at: datetime | None = None) -> list[CouncilFee]:
    """What stands of the entries made by `known_at`, by first day: of two for one day the later; none taken back."""
    standing: dict[tuple[str, str, date], CouncilFee] = {}
    for entry in entries:
        if known_at is None or entry.at <= known_at:
            standing[(*entry.place, entry.first)] = entry
    return sorted((one for one in standing.values() if one.amount is not None), key=lambda one: one.first)


def in_force(entries: Iterable[CouncilFee], day: date, known_at: datetime | None = None) -> tuple[CouncilFee, ...]:
    """The entry that holds on a day for each case and channel.

    The one with the latest first day counts; where it came to its end there is none: what it replaced stays replaced.
    """
    best = {one.place: one for one in entered(entries, known_at) if one.first <= day}
    return tuple(one for one in best.values() if one.last is None or one.last >= day)


def priced(record: ProcedureRecord, fees: Iterable[CouncilFee]) -> ProcedureRecord:
    """The record with the office's figures in place of the council's fees they belong to."""
    figures = {one.place: one for one in fees}
    if not figures:
        return record
    return replace(record, fees=tuple(_priced(fee, figures.get((fee.case, fee.channel))) for fee in record.fees))


def _priced(fee: Fee, figure: CouncilFee | None) -> Fee:
    if fee.kind is not FeeKind.COUNCIL or figure is None or figure.amount is None:
        return fee
    return PricedFee(
        FeeKind.PER_CASE if figure.amount else FeeKind.FREE,
        amount=figure.amount,
        per=fee.per if figure.amount else "",
        case=fee.case,
        channel=fee.channel,
        exempt=fee.exempt if figure.amount else "",
        resolution=figure.resolution,
        since=figure.first,
    )


def fees_of(revision: "Revision", day: date, known_at: datetime | None = None) -> tuple[CouncilFee, ...]:
    """The council's fees that hold for a procedure on a day."""
    if revision.__parent__ is None:
        return ()  # what a dossier holds in the place of a text until its procedure is chosen
    folder = revision.procedure.__parent__
    entries = folder.council_fees.get(revision.procedure.code, ()) if folder is not None else ()
    return in_force(entries, day, known_at) if entries else ()


def told_alike(some: Iterable[CouncilFee], others: Iterable[CouncilFee]) -> bool:
    """Whether papers say the same of them."""
    said, says = ([(*one.place, one.amount, one.resolution, one.first) for one in fees] for fees in (some, others))
    return sorted(said) == sorted(says)


def shown_day(revision: "Revision", today: date) -> date:
    """The day whose fees a page about a revision shows: today, or its first day while that is to come."""
    return max(revision.effective_from or today, today)


def record_on(revision: "Revision", day: date, known_at: datetime | None = None) -> ProcedureRecord:
    """What a revision says on a day: its text, with the council's fees as the office entered them.

    A dossier is told what was entered by the moment it was received (`known_at`): later entries leave it alone.
    """
    return priced(revision.record, fees_of(revision, day, known_at))


def crossed(fees: CouncilFees, since: date, today: date) -> list[str]:
    """Codes of which a fee began or ended because days passed since `since`."""
    return [
        code
        for code, entries in fees.items()
        if any(
            since < day <= today
            for one in entered(entries)
            for day in (one.first, one.last + A_DAY if one.last is not None else date.min)
        )
    ]


def untold_of(folder: "ProcedureFolder") -> Iterator[str]:
    """Entries that are not those on record, in English for the log."""
    told: dict[str, list[tuple]] = {}
    for at, what, facts in folder.chain.told(COUNCIL_FEE_SET, COUNCIL_FEE_TAKEN_BACK):
        amount = facts["amount"] if what == COUNCIL_FEE_SET else None
        told.setdefault(facts["code"], []).append((facts["case"], facts["channel"], amount, facts["first"], at))
    held = {
        code: [(*one.place, one.amount, one.first.isoformat(), one.at.astimezone(UTC).isoformat()) for one in entries]
        for code, entries in folder.council_fees.items()
    }
    for code in sorted({*told, *held}):
        if told.get(code) != held.get(code):
            yield f"fees of the council for {code} are not those on record"
