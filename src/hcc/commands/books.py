"""hcc book print: a volume of a certification book as PDF, to be bound."""

import sys
from pathlib import Path

from hcc.certifications.book_pages import print_volume
from hcc.certifications.closings import Volume
from hcc.certifications.resources import BOOK_KINDS, Book, BookFolder
from hcc.settings import Settings

from .database import reading

UNKNOWN = 2
"""Exit status: there is no such book or volume."""


class NoSuchBook(Exception):
    """The message says what there is instead."""


def print_book(args, settings: Settings) -> int:
    """Write the PDF; the last volume when none is named. The same bytes as long as nothing is written in the book."""
    try:
        with reading(settings) as site:
            book = _book(site.books, args.symbol, args.year)
            volume = _volume(book, args.volume)
            line = book.line_of(volume)
            pdf = print_volume(book, volume, settings, month=args.month)
    except NoSuchBook as problem:
        print(problem, file=sys.stderr)
        return UNKNOWN
    Path(args.out).write_bytes(pdf)
    print(f"{line}: {len(pdf)} bytes written to {args.out}")
    return 0


def _book(books: BookFolder, symbol: str, year: int) -> Book:
    kinds = {shown.replace(" ", ""): kind for kind, shown in BOOK_KINDS.items()}
    kind = kinds.get(symbol.replace(" ", "").upper())
    if kind is None:
        raise NoSuchBook(f"there is no kind of book {symbol}: give one of {', '.join(BOOK_KINDS.values())}")
    found = books[kind].get(year)
    if found is None:
        years = ", ".join(str(book.year) for book in books[kind])
        raise NoSuchBook(f"there is no book {BOOK_KINDS[kind]} of {year}; there is one of: {years or 'no year'}")
    return found


def _volume(book: Book, number: int | None) -> Volume:
    if number is None:
        return book.volume
    for volume in book.volumes:
        if volume.number == number:
            return volume
    there = ", ".join(f"{volume.number:02d}" for volume in book.volumes)
    raise NoSuchBook(f"{book.symbol} of {book.year} has no volume {number:02d}; it has {there}")


def add_commands(commands) -> None:
    command = commands.add_parser("book", help="print a volume of a certification book")
    acts = command.add_subparsers(dest="act", required=True, metavar="ACT")
    act = acts.add_parser("print", help="write it as PDF, A4 landscape, beside a running server")
    act.add_argument("symbol", metavar="SYMBOL", help="SCT/BS, SCT/CK,ĐC, SCT/CKND or SCT/HĐ,GD")
    act.add_argument("year", metavar="YEAR", type=int)
    act.add_argument("--out", metavar="FILE", required=True)
    act.add_argument("--volume", metavar="N", type=int, help="the volume; default: the last")
    act.add_argument("--month", metavar="M", type=int, choices=range(1, 13), help="only what this month wrote")
    act.set_defaults(run=print_book)
