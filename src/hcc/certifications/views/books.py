"""The books as they stand: the certification desk's first page, and one book's lines."""

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import message

from ..book_names import BOOK_NAMES
from ..book_pages import count_of, people_of
from ..fee_table import TRANSACTIONS
from ..resources import COPIES, SIGNATURES, Book, BookFolder, BookKind
from ..signers import is_away, signers_of
from ..signing_hours import signing_hours
from ..workflow import RESERVED
from .key import desk_warnings
from .visit import entry_row

LINES = 50


def show_books(context: BookFolder, request: Request) -> dict:
    """/chung-thuc: what waits, what was done last, and the way to a new visit or an electronic copy."""
    year = request.now.year
    book = next((book for book in context[COPIES] if book.year == year), None)
    latest = book.latest(10) if book is not None else []
    return {
        "title": message("Certification"),
        "section": "chung-thuc",
        "kinds": [_kind_row(kind, year, request) for kind in context.kinds()],
        "rows": [entry_row(entry, request) for entry in latest],
        "waiting": len(context.waiting),
        "outstanding": [_outstanding_row(book, request) for book in context.books() if book.open_lines(RESERVED)],
        "signing": signing_hours(request.site.accounts, request.site.calendar, request.now, request.locale_name),
        "signers": _signers_today(request),
        "warnings": desk_warnings(request),
        "unset": [TRANSACTIONS[kind].name for kind in context.fees.missing],
        "may_certify": request.has_permission(Permission.CERTIFICATION_CERTIFY, context),
    }


def _signers_today(request: Request) -> list[str]:
    """Who may sign today and is not away, as who."""
    accounts, today = request.site.accounts, request.now.date()
    found = {
        signer.login: f"{signer.name}, {' / '.join(signer.capacity)}"
        for kind in (COPIES, SIGNATURES)
        for signer in signers_of(accounts, on=today, kind=kind)
        if not is_away(accounts, signer.login, today)
    }
    return list(found.values())


def _outstanding_row(book: Book, request: Request) -> dict:
    """What is outstanding of the outage pads of a book."""
    return {
        "count": len(book.open_lines(RESERVED)),
        "line": book.volume_line,
        "url": request.resource_path(book, "pad")
        if request.has_permission(Permission.CERTIFICATION_KEEP, book)
        else request.resource_path(book),
    }


def _kind_row(kind: BookKind, year: int, request: Request) -> dict:
    book = kind.get(year)
    not_closed = book.open_before(request.now.astimezone(LOCAL).date()) if book is not None else None
    return {
        "not_closed": f"{not_closed:%d/%m/%Y}" if not_closed is not None else "",
        "url": request.resource_path(kind) if book is None or kind.restored_at else request.resource_path(book),
        "line": book.volume_line if book is not None else kind.symbol,
        "last": book.last_number if book is not None else 0,
        "waits": kind.restored_at is not None,
    }


def show_book(context: Book, request: Request) -> dict:
    """/chung-thuc/ban-sao/<year>: the lines, newest first."""
    typed = request.GET.get("before", "")
    before = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else None
    entries = context.latest(LINES, before)
    oldest = entries[-1].number if entries else 0
    return {
        "title": message("Book ${volume}", mapping={"volume": context.volume_line}),
        "section": "chung-thuc",
        "back": (request.resource_path(context.__parent__), BOOK_NAMES[context.kind]),
        "book": context,
        "copies": context.kind == COPIES,
        "may_keep": request.has_permission(Permission.CERTIFICATION_KEEP, context),
        "open_lines": len(context.open_lines()),
        "rows": [
            {
                **entry_row(entry, request),
                "at": short_moment(entry.certified_at.astimezone(LOCAL), request.locale_name),
                "requester": people_of(entry),
                "signer_title": entry.signer.job_title,
                "count": count_of(entry),
                "count_label": message("Copies") if context.kind == COPIES else message("Papers"),
                "note": entry.struck_reason or entry.cancelled_reason,
                "entered": short_moment(entry.given.entered_at.astimezone(LOCAL), request.locale_name)
                if entry.given
                else "",
            }
            for entry in entries
        ],
        "older": oldest if oldest > 1 else None,
    }


def includeme(config: Configurator) -> None:
    view = Permission.CERTIFICATION_VIEW
    config.add_view(
        show_books,
        context=BookFolder,
        permission=view,
        request_method="GET",
        renderer="hcc:templates/certifications/books.pt",
    )
    config.add_view(
        show_book,
        context=Book,
        permission=view,
        request_method="GET",
        renderer="hcc:templates/certifications/book.pt",
    )
