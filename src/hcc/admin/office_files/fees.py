"""council_fees.toml and contract_fees.toml: what the province's council and the office itself make things cost."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hcc.certifications.fee_table import TRANSACTIONS
from hcc.certifications.operations.set_fee import MOST_FEE, set_fee
from hcc.content.plain_files import table
from hcc.content.writing_files import Written
from hcc.procedures.council_fees import CouncilFee, entered
from hcc.procedures.operations.set_council_fees import MOST, FeePlace, take_over_council_fee

from .planned import CONFLICT, NEW, Planned, doing
from .reading import OfficeReader

COUNCIL, CONTRACTS = "council_fees.toml", "contract_fees.toml"
_COUNCIL_KEYS = {"code", "case", "channel", "amount", "resolution", "first", "last"}


def _standing(site: Any) -> dict[tuple[FeePlace, date], CouncilFee]:
    return {
        (FeePlace(code, *one.place), one.first): one
        for code, entries in site.procedures.council_fees.items()
        for one in entered(entries)
    }


def write(site: Any, office: Any, today: date) -> Iterator[Written]:
    fees = sorted(
        _standing(site).items(), key=lambda one: (one[0][0].code, one[0][0].case, one[0][0].channel, one[0][1])
    )
    parts = []
    for (place, first), one in fees:
        told = {"code": place.code, "case": place.case, "channel": place.channel, "amount": one.amount}
        parts.append(f"[[fee]]\n{table({**told, 'resolution': one.resolution, 'first': first, 'last': one.last})}")
    if parts:
        yield COUNCIL, "\n".join(parts).encode("utf-8")
    contracts = [
        f"[[fee]]\n{table({'kind': kind, 'amount': one.amount, 'basis': one.basis})}"
        for kind, one in sorted(site.books.fees.everything_set())
    ]
    if contracts:
        yield CONTRACTS, "\n".join(contracts).encode("utf-8")


def plan(site: Any, office: Any, reader: OfficeReader) -> Iterator[Planned]:
    there, seen = _standing(site), set[Any]()
    for row in reader.rows(COUNCIL, "fee", _COUNCIL_KEYS):
        code, case, channel = row.text("code"), row.text("case", needed=False), row.text("channel", needed=False)
        amount, resolution = row.number("amount", 0, MOST), row.text("resolution")
        first, last = row.get("first", date), row.get("last", date, needed=False)
        if code is None or case is None or channel is None or amount is None or resolution is None or first is None:
            continue
        if "last" in row.data and last is None:
            continue
        place = FeePlace(code, case, channel)
        if not reader.once(row, f"{code} {first}", seen, (place, first)):
            continue
        known = there.get((place, first))
        if known is not None and (known.amount, known.resolution, known.last) == (amount, resolution, last):
            continue
        apply = doing(
            take_over_council_fee,
            site.procedures,
            place=place,
            amount=amount,
            resolution=resolution,
            first=first,
            last=last,
        )
        what = f"council fee: {code} {case} from {first}: {amount} đồng"
        what += f", here {known.amount} đồng" if known is not None else ""
        yield Planned(CONFLICT if known else NEW, what, row.file, row.line(), apply)
    for row in reader.rows(CONTRACTS, "fee", {"kind", "amount", "basis"}):
        kind, amount, basis = row.text("kind"), row.number("amount", 0, MOST_FEE), row.text("basis")
        if kind is None or amount is None or basis is None or not reader.once(row, kind, seen, kind):
            continue
        set_here = site.books.fees.set_for(kind) if kind in TRANSACTIONS else None
        if set_here is None or (set_here.amount, set_here.basis) != (amount, basis):
            apply = doing(set_fee, site.books.fees, kind=kind, amount=amount, basis=basis)
            what = f"contract fee: {kind}: {amount} đồng" + (f", here {set_here.amount} đồng" if set_here else "")
            planned = CONFLICT if set_here else NEW
            yield Planned(planned, what, row.file, row.line("kind"), apply)
