"""What a printed volume of a certification book says. Its titles and columns stand in templates/slips/book.typ."""

from dataclasses import dataclass
from typing import Annotated

from .papers import AtMost, Letters, Line, Passage, Short

ROWS_IN_A_VOLUME = 20_000


@dataclass(frozen=True)
class BookRow:
    """One line: a number, or that it was struck."""

    number: Short
    date: Short
    """As `words.short_date` writes it."""
    person: Annotated[str, Letters(4_500)]
    """Who asked; in books of signatures with the number of her card, and everyone who signed."""
    paper: Passage
    signer: Passage
    """Name and title of whoever signs the certification."""
    count: Short
    """Copies, or papers where signatures are certified."""
    fee: Short
    languages: Line = ""
    """Of a translation: "từ tiếng Anh sang tiếng Việt"; a column of the book of translators alone."""
    note: Annotated[str, Letters(2_000)] = ""
    """The reason of a struck line; otherwise what is to be said beside it, as long as forms take it."""
    struck: bool = False
    on_paper: bool = False
    """Known by its number alone: it was lost with a machine."""
    reserved: bool = False
    """Its number stands on a sheet of the outage pad, and nothing was entered yet."""


@dataclass(frozen=True)
class BookTally:
    """What lines come to, in figures and words."""

    numbers: Short
    numbers_words: Line
    first: Short
    last: Short
    struck: Short
    on_paper: Short
    papers: Short
    copies: Short
    copies_words: Line
    fee: Short
    fee_words: Line
    reserved: Short = "0"


@dataclass(frozen=True)
class BookData:
    """One volume of a book of one kind and year, or a month of it; A4 landscape."""

    authority: Line
    office: Line
    symbol: Short
    """Which kind of book: "SCT/BS", "SCT/CK,ĐC", "SCT/CKND", "SCT/HĐ,GD"."""
    volume: Short
    """Number, year and symbol: "01/2026 - SCT/BS"."""
    year: Short
    first: Short
    last: Short
    opened: Short
    """Day of the first line; empty when there is none."""
    until: Line
    """How far an open book is told: the moment of its last record."""
    rows: Annotated[tuple[BookRow, ...], AtMost(ROWS_IN_A_VOLUME)]
    tally: BookTally
    year_tally: Annotated[tuple[BookTally, ...], AtMost(1)] = ()
    """What the year came to, when it was closed and this is its last volume."""
    closed: Short = ""
    """Day on which the year was closed."""
    month: Short = ""
    """Only the lines of this month: "11/2026"."""
    last_number_open: bool = False
    """Whether numbers may still be taken in this volume."""
    trial: bool = False
