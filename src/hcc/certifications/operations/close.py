"""Closing a book for a day, and for the year (khóa sổ), with what its lines come to."""

from datetime import date
from itertools import groupby

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_text, message

from ..closings import Closing, tally_of
from ..resources import Book, BookEntry, BookFolder
from ..telling import CLOSED_DAY, CLOSED_YEAR
from ..workflow import RESERVED
from .numbering import check_book_clock
from .strike import strike

SAID_LIMIT = 500
ROWS_TOLD = 6


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


class PadOutstanding(Refusal):
    field = "outstanding"
    text = message(
        "Numbers of the outage pad neither entered nor struck: ${count} (${numbers}). Enter what was used; "
        "for the others, write why they stay open: the reason stands in the record of the book."
    )


class PadOutstandingAtYearEnd(Refusal):
    field = "outstanding"
    text = message(
        "Numbers of the outage pad neither entered nor struck: ${count} (${numbers}). Enter what was used; "
        "then write why the others are struck: after the year nothing is entered any more."
    )


class YearNotOver(Refusal):
    text = message("The book of ${year} is closed on 31/12/${year}, when its last paper was certified.")


class YearIsClosed(Refusal):
    text = message("The book ${book} is closed for the year: nothing is written in it any more.")


def unsigned(books: BookFolder, book: Book, through: date) -> list[BookEntry]:
    """Lines of days up to this one that still wait for signature."""
    waiting = books.waiting.values(min=(book.kind, book.year, 0), max=(book.kind, book.year + 1, 0))
    return [entry for entry in waiting if entry.book is book and _day_of(entry) <= through]


def outstanding(book: Book, through: date) -> list[BookEntry]:
    """Numbers of outage pads reserved up to this day that are neither entered nor struck."""
    return [entry for entry in book.open_lines(RESERVED) if _day_of(entry) <= through]


def close_day(books: BookFolder, *, book: Book, day: date, reason: str = "", said: str = "", act: Act) -> list[Closing]:
    """Close every open day with lines up to `day`, and `day` itself; answers the closings made.

    A closed day takes no more lines. What is not signed is struck with `reason`; without one the day stays open.
    While numbers of the outage pad are outstanding it stays open too unless `said` tells why; they stay reserved.
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
    said, waiting = clean_text(said)[:SAID_LIMIT], outstanding(book, day)
    complaints: list[Refusal] = []
    if waiting and not said:
        complaints.append(PadOutstanding(count=len(waiting), numbers=numbers_in_words(waiting)))
    _strike_unsigned(books, book, day, reason, complaints, act)
    return _close_through(book, day, act, said if waiting else "")


def close_year(books: BookFolder, *, book: Book, reason: str = "", said: str = "", act: Act) -> Closing:
    """Close the book for good, its last days too, on 31 December or later.

    What is outstanding of the outage pad is struck, and `said` is the reason; without one the year stays open.
    """
    if book.closed is not None:
        raise YearIsClosed(book=book.volume_line)
    last_day = date(book.year, 12, 31)
    if act.at.astimezone(LOCAL).date() < last_day:
        raise YearNotOver(year=str(book.year))
    check_book_clock(books, book.kind, act.at)
    waiting = outstanding(book, last_day)
    complaints: list[Refusal] = []
    if waiting and not clean_text(said):
        complaints.append(PadOutstandingAtYearEnd(count=len(waiting), numbers=numbers_in_words(waiting)))
    _strike_unsigned(books, book, last_day, reason, complaints, act)
    for entry in waiting:
        strike(books, entry=entry, reason=said, act=act)
    if book.closed_through != last_day:
        _close_through(book, last_day, act)
    book.closed = Closing(last_day, act.at, act.by, book.tally())
    book.chain.append(act, CLOSED_YEAR, tally=book.closed.tally.facts)
    return book.closed


def _day_of(entry: BookEntry) -> date:
    return entry.at.astimezone(LOCAL).date()


def numbers_in_words(entries: list[BookEntry]) -> str:
    """Numbers as people read them: "12-15, 19"; the first few rows of many."""
    rows: list[list[int]] = []
    for entry in entries:
        if rows and rows[-1][1] == entry.number - 1:
            rows[-1][1] = entry.number
        else:
            rows.append([entry.number, entry.number])
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in rows[:ROWS_TOLD]]
    return ", ".join([*shown, "…"] if len(rows) > ROWS_TOLD else shown)


def _strike_unsigned(
    books: BookFolder, book: Book, through: date, reason: str, complaints: list[Refusal], act: Act
) -> None:
    """Strike what is unsigned; refuses before anything is struck when a reason is missing, or with `complaints`."""
    waiting = unsigned(books, book, through)
    if waiting and not clean_text(reason):
        complaints.insert(0, Unsigned(count=len(waiting)))
    refuse_if(complaints)
    for entry in waiting:
        strike(books, entry=entry, reason=reason, act=act)


def _close_through(book: Book, day: date, act: Act, said: str = "") -> list[Closing]:
    lines = (entry for entry in book.entries(book.closed_number + 1) if _day_of(entry) <= day)
    tallies = {on: tally_of(list(entries)) for on, entries in groupby(lines, key=_day_of)}
    tallies.setdefault(day, tally_of([]))
    made = [Closing(on, act.at, act.by, tally, said) for on, tally in sorted(tallies.items())]
    for closing in made:
        book.close(closing)
        why = {"said": said} if said else {}
        book.chain.append(act, CLOSED_DAY, day=closing.day.isoformat(), tally=closing.tally.facts, **why)
    return made
