"""Symbols of outgoing papers: what stands behind the number of each kind of slip and result, and since when."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from hcc.printing.dossier_slips import ResultLayout
from hcc.settings import Settings

from .slips import SlipKind

LONGEST = 30
SYMBOL = re.compile(r"[0-9A-ZĐ]+(?:[-.&][0-9A-ZĐ]+)*\Z")
"""Capitals and digits, parted by hyphens: QĐ-UBND (NĐ 30/2020/NĐ-CP, annex I)."""

SYMBOL_KINDS = (*(one.value for one in SlipKind), *(one.value for one in ResultLayout))
"""What has a symbol of its own; the names stand in databases."""
_SETTINGS = {
    SlipKind.SUPPLEMENT_REQUEST.value: "supplement_symbol",
    SlipKind.REFUSAL.value: "refusal_symbol",
    SlipKind.APOLOGY.value: "apology_symbol",
    SlipKind.STOP.value: "stop_symbol",
}


@dataclass(frozen=True)
class SymbolEntry:
    """A symbol the office decided on. Kept in the database: add fields with defaults, never rename them."""

    kind: str
    symbol: str
    first: date
    """The first day whose papers bear it."""
    at: datetime
    by: str


def entry_on(entries: Iterable[SymbolEntry], kind: str, day: date) -> SymbolEntry | None:
    """The decision that holds on a day: the one with the latest first day; of two for one day the later one."""
    holding = [one for one in entries if one.kind == kind and one.first <= day]
    return max(holding, key=lambda one: (one.first, one.at), default=None)


def symbol_on(entries: Iterable[SymbolEntry], kind: str, day: date, settings: Settings) -> str:
    """What a paper of this kind bears on a day: as decided, else as the settings say; empty: whoever writes it says."""
    entry = entry_on(entries, kind, day)
    if entry is not None:
        return entry.symbol
    return str(getattr(settings, _SETTINGS[kind])) if kind in _SETTINGS else ""
