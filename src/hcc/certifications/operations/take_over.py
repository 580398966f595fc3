"""Going on where a paper book ends: its volume, and the first number to be taken here."""

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_text, message

from ..closings import Volume
from ..resources import Book, BookFolder
from ..telling import TOOK_OVER
from .numbering import check_book_clock, counter_name

MOST_VOLUMES, MOST_NUMBERS = 999, 9_999_999
REASON_LIMIT = 500


class BookBegun(Refusal):
    text = message("The book ${book} has lines already: a paper book is taken over before the first number is taken.")


class VolumeWrong(Refusal):
    field = "volume"
    text = message("Write the number of the volume, from 1 to ${most}.")


class FirstNumberWrong(Refusal):
    field = "first"
    text = message("Write the first number to be taken here: one more than the last number in the paper book.")


class KeepingReasonMissing(Refusal):
    field = "reason"
    text = message("Write the reason: it stands in the record of the book.")


def take_over(books: BookFolder, *, kind: str, volume: int, first: int, reason: str, act: Act) -> Book:
    """Begin this year's book of a kind in the volume and at the number where the paper book ends.

    Only while that book is empty; a mistake is put right by taking it over again. All complaints are gathered.
    """
    complaints: list[Refusal] = []
    reason = clean_text(reason)[:REASON_LIMIT]
    if not 1 <= volume <= MOST_VOLUMES:
        complaints.append(VolumeWrong(most=MOST_VOLUMES))
    if not 1 <= first <= MOST_NUMBERS:
        complaints.append(FirstNumberWrong())
    if not reason:
        complaints.append(KeepingReasonMissing())
    year = act.at.astimezone(LOCAL).year
    found = books[kind].get(year)
    if found is not None and not (found.empty and found.closed_through is None):
        complaints.append(BookBegun(book=found.volume_line))
    refuse_if(complaints)
    check_book_clock(books, kind, act.at)
    book = books[kind].book(year)
    book.volumes = (Volume(volume, first),)
    books.counters.begin_after(first - 1, *counter_name(book))
    book.chain.append(act, TOOK_OVER, volume=volume, first=first, reason=reason)
    return book
