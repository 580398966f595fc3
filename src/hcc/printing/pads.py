"""The outage pad (tập phiếu dự phòng) of a certification book: A5, a sheet a number, with a receipt to tear off."""

from dataclasses import dataclass
from typing import Annotated

from .papers import AtMost, Line, Short


@dataclass(frozen=True)
class PadSheet:
    """One sheet: the certification number, and what the sheet itself is called."""

    number: Short
    sheet: Short


@dataclass(frozen=True)
class PadData:
    """One pad, with a first page that says how it is used."""

    authority: Line
    office: Line
    symbol: Short
    """Which kind of book: "SCT/BS", "SCT/CK,ĐC", "SCT/CKND", "SCT/HĐ,GD"."""
    volume: Short
    """Number, year and symbol: "01/2026 - SCT/BS"."""
    pad: Short
    year: Short
    reserved: Line
    """When the numbers were reserved, as `words.moment_line` writes it."""
    sheets: Annotated[tuple[PadSheet, ...], AtMost(100)]
    trial: bool = False
    """Print "BẢN THỬ NGHIỆM" on every page."""
