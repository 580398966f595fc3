"""The books as they stand: the certification desk's first page, and one book's lines."""

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import message

from ..resources import COPIES, Book, BookFolder
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
        "books": sorted(context.books(), key=lambda b: -b.year),
        "rows": [entry_row(entry, request) for entry in latest],
        "waiting": len(context.waiting),
        "may_certify": request.has_permission(Permission.CERTIFICATION_CERTIFY, context),
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
        "back": ("/chung-thuc", message("Certification")),
        "book": context,
        "rows": [
            {
                **entry_row(entry, request),
                "at": short_moment(entry.at.astimezone(LOCAL), request.locale_name),
                "requester": entry.requester.name,
                "note": entry.struck_reason,
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
