"""symbols.toml: what stands behind the number of each kind of outgoing paper, and since when."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hcc.content.plain_files import table
from hcc.content.writing_files import Written
from hcc.dossiers.operations.set_symbol import take_over_symbol
from hcc.dossiers.symbols import SymbolEntry

from .planned import CONFLICT, NEW, Planned, doing
from .reading import OfficeReader

FILE = "symbols.toml"


def _standing(site: Any) -> dict[tuple[str, date], SymbolEntry]:
    """Of two for one day the later one counts."""
    return {(one.kind, one.first): one for one in sorted(site.dossiers.symbols, key=lambda one: one.at)}


def write(site: Any, office: Any, today: date) -> Iterator[Written]:
    parts = [
        f"[[symbol]]\n{table({'kind': kind, 'symbol': one.symbol, 'first': first})}"
        for (kind, first), one in sorted(_standing(site).items())
    ]
    if parts:
        yield FILE, "\n".join(parts).encode("utf-8")


def plan(site: Any, office: Any, reader: OfficeReader) -> Iterator[Planned]:
    there, seen = _standing(site), set[Any]()
    for row in reader.rows(FILE, "symbol", {"kind", "symbol", "first"}):
        kind, symbol, first = row.text("kind"), row.text("symbol"), row.get("first", date)
        if kind is None or symbol is None or first is None:
            continue
        if not reader.once(row, f"{kind} {first}", seen, (kind, first)):
            continue
        known = there.get((kind, first))
        if known is None or known.symbol != symbol:
            apply = doing(take_over_symbol, site.dossiers, kind=kind, symbol=symbol, first=first)
            what = f"symbol: {kind} from {first}: {symbol}" + (f", here {known.symbol}" if known else "")
            yield Planned(CONFLICT if known else NEW, what, row.file, row.line(), apply)
