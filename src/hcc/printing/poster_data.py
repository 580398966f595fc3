"""What the papers for notice boards and hands say of procedures: guide sheet, poster, card, picture, table.

All of them are made from one set of data, so that no two papers of the same revision can disagree. Texts arrive as they
shall be read; `hcc.printing.papers` explains the limits.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from hcc.printing.papers import AtMost, Brief, Coded, Letters, Line, Passage, Short

POSTED_AT_ONCE = 200
"""Procedures in one table, or in one file of posters."""

Title = Annotated[str, Letters(200)]
Entry = Annotated[str, Letters(240)]
"""One entry of a list: longer ones would push everything else from the page."""
Heading = Annotated[str, Letters(120)]


class PosterSize(StrEnum):
    """Paper of a poster. A3 is A4 enlarged, so that both say the same."""

    A4 = "a4"
    A3 = "a3"


@dataclass(frozen=True)
class PostedPaper:
    """One paper to bring."""

    name: Entry
    count: Brief = ""
    """How many originals and copies: "1 bản chính, 2 bản sao"."""
    note: Entry = ""


@dataclass(frozen=True)
class PaperGroup:
    """Papers that are brought under one condition; the heading is empty for those everybody brings."""

    papers: Annotated[tuple[PostedPaper, ...], AtMost(100, least=1)]
    heading: Heading = ""


@dataclass(frozen=True)
class PostedRow:
    """One row of a tariff: "Từ trang 3", "1.000 đồng"."""

    what: Brief
    amount: Brief


@dataclass(frozen=True)
class PostedFigure:
    """One fee or time limit."""

    figure: Entry
    known: bool = True
    """Whether the figure is one; a sentence instead of a figure is set smaller."""
    per: Brief = ""
    heading: Heading = ""
    """Case and channel it holds for."""
    rows: Annotated[tuple[PostedRow, ...], AtMost(6)] = ()
    notes: Annotated[tuple[Entry, ...], AtMost(6)] = ()


@dataclass(frozen=True)
class PostedProcedure:
    """One revision of a procedure. Whatever is empty is left out."""

    code: Short
    title: Title
    bring: Annotated[tuple[PaperGroup, ...], AtMost(100)]
    bring_unknown: Line
    """What stands in the box when no paper is known."""
    fees: Annotated[tuple[PostedFigure, ...], AtMost(100, least=1)]
    limits: Annotated[tuple[PostedFigure, ...], AtMost(100, least=1)]
    everyday: Heading = ""
    edition: Line = ""
    """Number of the revision, its day of effect, the announcement decision."""
    mark: Brief = ""
    """What to know before anything else: that this text is a draft, or no longer holds."""
    steps: Annotated[tuple[Entry, ...], AtMost(100)] = ()
    who: Passage = ""
    where: Passage = ""
    """How and where it is handed in."""
    results: Annotated[tuple[Entry, ...], AtMost(100)] = ()
    conditions: Annotated[tuple[Entry, ...], AtMost(100)] = ()
    legal: Annotated[tuple[Line, ...], AtMost(100)] = ()
    qr: Annotated[str, Coded(quiet=0)] = ""
    """Public address of the procedure (ASCII); without it there is no QR code."""
    address: Brief = ""
    """The same address as people type it, without https://."""
    ask: Annotated[tuple[Entry, ...], AtMost(6)] = ()
    """What to ask by phone, where neither papers nor fee nor time are known; it stands in place of the three boxes."""


@dataclass(frozen=True)
class PostingOffice:
    """Who posts it."""

    name: Line
    place: Line
    """Commune and province."""
    address: Line
    phone: Short
    hours: Annotated[tuple[Brief, ...], AtMost(7)] = ()


@dataclass(frozen=True)
class PostingData:
    """What every paper of this kind is filled with; all but the table take the first procedure only."""

    office: PostingOffice
    procedures: Annotated[tuple[PostedProcedure, ...], AtMost(POSTED_AT_ONCE, least=1)]
    size: PosterSize = PosterSize.A4
    heading: Line = ""
    """Over a table of several procedures."""
