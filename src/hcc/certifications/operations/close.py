"""Closing a book for a day, and for the year (khóa sổ), with what its lines come to."""

from datetime import date
from itertools import groupby

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal
from hcc.core.text import clean_text, message

from ..closings import Closing, tally_of
from ..resources import Book, BookEntry, BookFolder
from ..telling import CLOSED_DAY, CLOSED_YEAR
from .numbering import check_book_clock
from .strike import strike


class DayAhead(Refusal):
    field = "day"
    text = message("A day is closed when its work is done: choose today or an earlier day.")


class DayOfAnotherYear(Refusal):
    field = "day"
    text = message("This is the book of ${year}: choose a day of that year.")


class DayIsClosed(Refusal):
    field = "day"
    text = message("The book is closed through ${day} already.")


class Unsigned(Refusal):
    field = "reason"
    text = message(
        "Papers not yet signed: ${count}. Mark them as signed first, or write why their numbers are struck; "
        "they get new numbers on the day they are signed."
    )


class YearNotOver(Refusal):
    text = message("The book of ${year} is closed on 31/12/${year}, when its last paper was certified.")


class YearIsClosed(Refusal):
    text = message("The book ${book} is closed for the year: nothing is written in it any more.")


def unsigned(books: BookFolder, book: Book, through: date) -> list[BookEntry]:
    """Lines of days up to this one that still wait for signature."""
    waiting = books.waiting.values(min=(book.kind, book.year, 0), max=(book.kind, book.year + 1, 0))
    return [entry for entry in waiting if entry.book is book and _day_of(entry) <= through]


def close_day(books: BookFolder, *, book: Book, day: date, reason: str = "", act: Act) -> list[Closing]:
    """Close every open day with lines up to `day`, and `day` itself; answers the closings made.

    A closed day takes no more lines. What is not signed is struck with `reason`; without one the day stays open.
    """
    if book.closed is not None:
        raise YearIsClosed(book=book.volume_line)
    if day.year != book.year:
        raise DayOfAnotherYear(year=str(book.year))
    if day > act.at.astimezone(LOCAL).date():
        raise DayAhead()
    if book.closed_through is not None and day <= book.closed_through:
        raise DayIsClosed(day=f"{book.closed_through:%d/%m/%Y}")
    check_book_clock(books, book.kind, act.at)
    _strike_unsigned(books, book, day, reason, act)
    return _close_through(book, day, act)


def close_year(books: BookFolder, *, book: Book, reason: str = "", act: Act) -> Closing:
    """Close the book for good, its last days too, on 31 December or later."""
    if book.closed is not None:
        raise YearIsClosed(book=book.volume_line)
    last_day = date(book.year, 12, 31)
    if act.at.astimezone(LOCAL).date() < last_day:
        raise YearNotOver(year=str(book.year))
    check_book_clock(books, book.kind, act.at)
    _strike_unsigned(books, book, last_day, reason, act)
    if book.closed_through != last_day:
        _close_through(book, last_day, act)
    book.closed = Closing(last_day, act.at, act.by, book.tally())
    book.chain.append(act, CLOSED_YEAR, tally=book.closed.tally.facts)
    return book.closed


def _day_of(entry: BookEntry) -> date:
    return entry.at.astimezone(LOCAL).date()


def _strike_unsigned(books: BookFolder, book: Book, through: date, reason: str, act: Act) -> None:
    waiting = unsigned(books, book, through)
    if waiting and not clean_text(reason):
        raise Unsigned(count=len(waiting))
    for entry in waiting:
        strike(books, entry=entry, reason=reason, act=act)


def _close_through(book: Book, day: date, act: Act) -> list[Closing]:
    lines = (entry for entry in book.entries(book.closed_number + 1) if _day_of(entry) <= day)
    tallies = {on: tally_of(list(entries)) for on, entries in groupby(lines, key=_day_of)}
    tallies.setdefault(day, tally_of([]))
    made = [Closing(on, act.at, act.by, tally) for on, tally in sorted(tallies.items())]
    for closing in made:
        book.close(closing)
        book.chain.append(act, CLOSED_DAY, day=closing.day.isoformat(), tally=closing.tally.facts)
    return made
