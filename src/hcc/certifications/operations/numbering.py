"""The book that takes a number now, and taking it: one counter a kind and year, changed with the line it numbers."""

from datetime import datetime

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal
from hcc.core.identifiers import check_token
from hcc.core.text import message

from ..resources import Book, BookEntry, BookFolder, Requester, Signer, tray_key
from ..signature_visit import SignatureVisit

SERIES = "book"


class ClockBehindBook(Refusal):
    text = message(
        "This computer's clock is behind the last line of the book. Have it set, then take the number again."
    )


class NumberingWaits(Refusal):
    """A backup was brought back: the paper book may go further than this one."""

    text = message(
        "A backup was brought back. Before numbers of ${symbol} are taken again, confirm the last number on paper: "
        "Certification, then the book's kind."
    )


class DayClosed(Refusal):
    text = message("The book ${symbol} is closed for ${day}. Take the number on the next day.")


def open_book(books: BookFolder, kind: str, at: datetime) -> Book:
    """The book of the year of `at`, begun when it has none.

    Raises ClockBehindBook when any book of this kind knows of a later act, NumberingWaits after a restore until the
    last number on paper was confirmed, DayClosed when the day takes no more lines.
    """
    place = books[kind]
    check_book_clock(books, kind, at)
    if place.restored_at is not None:
        raise NumberingWaits(symbol=place.symbol)
    book = place.book(at.astimezone(LOCAL).year)
    refuse_closed_day(book, at)
    return book


def refuse_closed_day(book: Book, at: datetime) -> None:
    """Raise DayClosed when the book takes no more lines on the day of `at`."""
    day = at.astimezone(LOCAL).date()
    if book.closed_through is not None and day <= book.closed_through:
        raise DayClosed(symbol=book.symbol, day=f"{day:%d/%m/%Y}")


def check_book_clock(books: BookFolder, kind: str, at: datetime) -> None:
    """Raise ClockBehindBook when any book of this kind knows of a later act."""
    if any(book.chain.last is not None and book.chain.last.at > at for book in books[kind]):
        raise ClockBehindBook()


def counter_name(book: Book) -> tuple[str, str, str]:
    return (SERIES, book.kind, str(book.year))


def write_line(
    books: BookFolder,
    book: Book,
    *,
    way: str,
    requester: Requester,
    title: str,
    holder: str,
    pages: int,
    copies: int,
    fee: int,
    signer: Signer,
    papers: int = 1,
    others: tuple[Requester, ...] = (),
    fingerprint: bool = False,
    circumstances: SignatureVisit | None = None,
    dossier_token: str = "",
    act: Act,
) -> BookEntry:
    """Take the next number and write its line; it waits in the tray."""
    entry = BookEntry(
        books.counters.take(*counter_name(book)),
        at=act.at,
        way=way,
        requester=requester,
        title=title,
        holder=holder,
        pages=pages,
        copies=copies,
        fee=fee,
        signer=signer,
        token=check_token(),
    )
    if papers != 1:
        entry.papers = papers
    if others:
        entry.others = others
    if fingerprint:
        entry.fingerprint = True
    if circumstances is not None:
        entry.circumstances = circumstances
    if dossier_token:
        entry.dossier_token = dossier_token
    book.add(entry)
    books.by_token[entry.token] = entry
    books.waiting[tray_key(entry)] = entry
    book.chain.append(
        act,
        "numbered",
        number=entry.number,
        way=way,
        pages=pages,
        copies=copies,
        papers=papers,
        fee=fee,
        signer=signer.login,
        row=entry.row_digest,
    )
    return entry
