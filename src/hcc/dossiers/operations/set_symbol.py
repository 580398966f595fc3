"""Deciding on the symbol that stands behind the number of a kind of paper."""

from datetime import date

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, message
from hcc.settings import Settings

from ..office_decisions import SYMBOL_SET, NothingDiffers, record_decision
from ..resources import DossierFolder
from ..symbols import LONGEST, SYMBOL, SYMBOL_KINDS, SymbolEntry, symbol_on

LATEST = date(2150, 12, 31)


class NoSuchKind(Refusal):
    field = "kind"
    text = message("Choose the kind of paper from the list.")


class NotASymbol(Refusal):
    field = "symbol"
    text = message("Write the symbol in capitals, parted by hyphens, without the number: GXN-UBND.")


class SymbolOfThePast(Refusal):
    field = "first"
    text = message("Papers that were written keep their symbol. Choose today or a later day, until ${last}.")


def set_symbol(folder: DossierFolder, *, kind: str, symbol: str, first: date, settings: Settings, act: Act) -> None:
    """Let papers of this kind bear the symbol from a day on; those written before keep theirs, numbers run on.

    Raises the refusals above together, and NothingDiffers.
    """
    symbol = clean_line(symbol).upper()
    complaints: list[Refusal] = [] if kind in SYMBOL_KINDS else [NoSuchKind()]
    if len(symbol) > LONGEST or not SYMBOL.match(symbol):
        complaints.append(NotASymbol())
    if not act.at.astimezone(LOCAL).date() <= first <= LATEST:
        complaints.append(SymbolOfThePast(last=f"{LATEST:%d/%m/%Y}"))
    refuse_if(complaints)
    before = symbol_on(folder.symbols, kind, first, settings)
    if symbol == before:
        raise NothingDiffers()
    folder.symbols = (*folder.symbols, SymbolEntry(kind, symbol, first, act.at, act.by))
    record_decision(folder, act, SYMBOL_SET, kind=kind, symbol=symbol, before=before, first=first.isoformat())


def take_over_symbol(folder: DossierFolder, *, kind: str, symbol: str, first: date, act: Act) -> None:
    """Keep a decision that another installation of the office made; its first day may have passed. What was written
    keeps the symbol it has. Raises the refusals above together.
    """
    complaints: list[Refusal] = [] if kind in SYMBOL_KINDS else [NoSuchKind()]
    if len(symbol) > LONGEST or not SYMBOL.match(symbol):
        complaints.append(NotASymbol())
    if first > LATEST:
        complaints.append(SymbolOfThePast(last=f"{LATEST:%d/%m/%Y}"))
    refuse_if(complaints)
    folder.symbols = (*folder.symbols, SymbolEntry(kind, symbol, first, act.at, act.by))
    record_decision(folder, act, SYMBOL_SET, kind=kind, symbol=symbol, before="", first=first.isoformat())
