"""Reserving the next numbers of a book for a printed pad, for when power or network fails."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..outage import OutagePad
from ..resources import Book, BookFolder
from ..telling import RESERVED_NUMBERS
from ..workflow import RESERVED
from .confirm_paper import number_alone
from .numbering import counter_name, open_book

MOST_SHEETS = 100
"""Two busy days without a machine."""


class SheetsWrong(Refusal):
    field = "count"
    text = message("Write how many numbers the pad has, from 1 to ${most}.")


def reserve(books: BookFolder, *, kind: str, count: int, act: Act) -> tuple[Book, OutagePad]:
    """Reserve the next `count` numbers of this year's book of a kind; answers the book and the pad to print.

    The lines stand in the book at once, so that numbers stay without gaps; each is entered or struck later.
    """
    if not 1 <= count <= MOST_SHEETS:
        raise SheetsWrong(most=MOST_SHEETS)
    book = open_book(books, kind, act.at)
    numbers = [books.counters.take(*counter_name(book)) for _ in range(count)]
    for number in numbers:
        book.add(number_alone(number, act.at, RESERVED))
    pad = OutagePad(len(book.pads) + 1, numbers[0], numbers[-1], act.at, act.by)
    book.pads = (*book.pads, pad)
    book.chain.append(act, RESERVED_NUMBERS, pad=pad.number, first=pad.first, last=pad.last)
    return book, pad
