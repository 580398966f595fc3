"""Entering what a resolution of the province's council makes a procedure cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, message

from ..council_fees import COUNCIL_FEE_SET, COUNCIL_FEE_TAKEN_BACK, CouncilFee, entered
from ..record import FeeKind
from ..resources import Procedure, ProcedureFolder

RESOLUTION_LIMIT, MOST = 160, 100_000_000
EARLIEST, LATEST = date(2025, 7, 1), date(2150, 12, 31)
"""From the beginning of the communes' centres (NĐ 118/2025) on."""


@dataclass(frozen=True)
class FeePlace:
    """A fee of the catalogue that the council sets: of a procedure, in a case, by a channel."""

    code: str
    case: str
    channel: str


class NoAmounts(Refusal):
    text = message("Write the amount of at least one fee; those left empty stay as they are.")


class NoResolution(Refusal):
    field = "resolution"
    text = message("Write number and day of the council's resolution: citizens may ask for it.")


class ResolutionTooLong(Refusal):
    field = "resolution"
    text = message("Write only number and day of the resolution, at most ${most} letters.")


class FirstDayOutOfRange(Refusal):
    field = "first"
    text = message("Choose a first day from ${first} to ${last}.")


class LastBeforeFirst(Refusal):
    field = "last"
    text = message("The last day is before the first one. Look at both again.")


class PastNeedsReason(Refusal):
    field = "reason"
    text = message("The first day has passed. Write the reason; dossiers received before now keep what they were told.")


class AmountTooHigh(Refusal):
    text = message("At most ${most} đồng can be entered for one fee. Look at the zeros.")


class NotACouncilFee(Refusal):
    text = message("The catalogue no longer says of ${code} that the council sets this fee. Open the page again.")


class NoSuchEntry(Refusal):
    text = message("This fee was taken back already. Look at the list again.")


def council_places(procedure: Procedure, today: date) -> list[FeePlace]:
    """The fees of a procedure that the council sets: of the text in force, and of the newest one."""
    texts = [one for one in (procedure.published(today), procedure.latest()) if one is not None]
    places = [
        FeePlace(procedure.code, fee.case, fee.channel)
        for revision in texts
        for fee in revision.record.fees
        if fee.kind is FeeKind.COUNCIL
    ]
    return list(dict.fromkeys(places))


def set_council_fees(
    folder: ProcedureFolder,
    *,
    amounts: Mapping[FeePlace, int],
    resolution: str,
    first: date,
    last: date | None = None,
    reason: str = "",
    act: Act,
) -> list[str]:
    """Let these fees cost so much (đồng; 0: nothing) from `first` to `last`; answers the codes concerned.

    Citizens read them, and dossiers received from now on are told them, from their first day; dossiers received before
    keep theirs. Raises the refusals above, all at once.
    """
    today, resolution, reason = act.at.astimezone(LOCAL).date(), clean_line(resolution), clean_line(reason)
    complaints: list[Refusal] = _complaints(amounts, resolution, first, last)
    if EARLIEST <= first < today and not reason:
        complaints.append(PastNeedsReason())
    known = {code: council_places(folder[code], today) if code in folder else [] for code in _codes(amounts)}
    complaints += [NotACouncilFee(code=place.code) for place in amounts if place not in known[place.code]]
    refuse_if(complaints)
    for place, amount in amounts.items():
        _enter(folder, place, amount, resolution=resolution, first=first, last=last, act=act)
        folder.chain.append(
            act,
            COUNCIL_FEE_SET,
            code=place.code,
            case=place.case,
            channel=place.channel,
            amount=amount,
            resolution=resolution,
            first=first.isoformat(),
            last=last.isoformat() if last is not None else None,
            reason=reason,
        )
    for code in _codes(amounts):
        folder.journal.append("changed", code)
    return _codes(amounts)


def take_over_council_fee(
    folder: ProcedureFolder,
    *,
    place: FeePlace,
    amount: int,
    resolution: str,
    first: date,
    last: date | None,
    act: Act,
) -> None:
    """Enter a fee that another installation of the office had, whether the text of today still has that fee or not.

    Dossiers received before keep theirs. Raises the refusals above.
    """
    resolution = clean_line(resolution)
    complaints = _complaints({place: amount}, resolution, first, last)
    refuse_if([*complaints, *([] if place.code in folder else [NotACouncilFee(code=place.code[:40])])])
    _enter(folder, place, amount, resolution=resolution, first=first, last=last, act=act)
    facts = {"case": place.case, "channel": place.channel, "amount": amount, "resolution": resolution}
    days = {"first": first.isoformat(), "last": last.isoformat() if last is not None else None}
    folder.chain.append(act, COUNCIL_FEE_SET, code=place.code, **facts, **days, reason="import-site")
    folder.journal.append("changed", place.code)


def take_back_council_fee(folder: ProcedureFolder, *, place: FeePlace, first: date, act: Act) -> None:
    """Take back an entry made by mistake: what held before `first` holds on. Raises NoSuchEntry.

    Dossiers received meanwhile keep what they were told.
    """
    standing = entered(folder.council_fees.get(place.code, ()))
    found = next((one for one in standing if one.place == (place.case, place.channel) and one.first == first), None)
    if found is None:
        raise NoSuchEntry()
    _enter(folder, place, None, resolution=found.resolution, first=first, last=found.last, act=act)
    facts = {"case": place.case, "channel": place.channel, "first": first.isoformat(), "amount": found.amount}
    folder.chain.append(act, COUNCIL_FEE_TAKEN_BACK, code=place.code, resolution=found.resolution, **facts)
    folder.journal.append("changed", place.code)


def _codes(amounts: Mapping[FeePlace, int]) -> list[str]:
    return list(dict.fromkeys(place.code for place in amounts))


def _complaints(amounts: Mapping[FeePlace, int], resolution: str, first: date, last: date | None) -> list[Refusal]:
    found: list[Refusal] = [] if amounts else [NoAmounts()]
    if not resolution:
        found.append(NoResolution())
    elif len(resolution) > RESOLUTION_LIMIT:
        found.append(ResolutionTooLong(most=RESOLUTION_LIMIT))
    if not EARLIEST <= first <= LATEST:
        found.append(FirstDayOutOfRange(first=f"{EARLIEST:%d/%m/%Y}", last=f"{LATEST:%d/%m/%Y}"))
    if last is not None and last < first:
        found.append(LastBeforeFirst())
    if any(amount > MOST for amount in amounts.values()):
        found.append(AmountTooHigh(most=f"{MOST:,}".replace(",", ".")))
    return found


def _enter(
    folder: ProcedureFolder,
    place: FeePlace,
    amount: int | None,
    *,
    resolution: str,
    first: date,
    last: date | None,
    act: Act,
) -> None:
    entry = CouncilFee(place.case, place.channel, amount, resolution, first, last, act.at, act.by)
    before = folder.council_fees.get(place.code, ())
    folder.council_fees = {**folder.council_fees, place.code: (*before, entry)}
