"""Keeping one book: days and the year are closed, volumes opened, and the book printed to be bound."""

from datetime import date

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.files.responses import bytes_response
from hcc.printing.printed import Printed
from hcc.procedures.wording import money
from hcc.web.transactions import outside_transaction
from hcc.web.typed import typed_text

from ..book_pages import last_act, render_volume, volume_data
from ..closings import Volume
from ..operations.close import close_day, close_year, numbers_in_words, outstanding, unsigned
from ..operations.open_volume import open_volume
from ..resources import COPIES, Book
from .act_panels import ActPanel, Blank, panels_page, typed_day

KEEP = "hcc:templates/certifications/keep.pt"
UNSIGNED_REASON = "Chưa ký trong ngày lấy số"
"""Offered as the reason of struck numbers: it stands in the book, whose language is Vietnamese."""
OUTSTANDING_REASON = "Tập phiếu dự phòng chưa dùng hết"
"""Offered as the reason why numbers of the outage pad stay open."""
DAYS_SHOWN = 31
KEPT_BYTES = 16 << 20


def keep_page(book: Book, request: Request, *, tried: str = "", refusal: Refusal | None = None) -> dict:
    """/chung-thuc/<kind>/<year>/keep."""
    today = request.now.astimezone(LOCAL).date()
    return {
        "title": message("Keep book ${volume}", mapping={"volume": book.volume_line}),
        "section": "chung-thuc",
        "back": (request.resource_path(book), message("Book ${volume}", mapping={"volume": book.volume_line})),
        "base": request.resource_path(book),
        "copies": book.kind == COPIES,
        "volumes": [
            {
                "line": book.line_of(volume),
                "first": volume.first,
                "url": f"{request.resource_path(book)}print?volume={volume.number}",
            }
            for volume in reversed(book.volumes)
        ],
        "closings": [_closing_row(closing, request) for closing in book.closings[-DAYS_SHOWN:][::-1]],
        "year": _closing_row(book.closed, request) if book.closed is not None else None,
        **panels_page(request, _panels(book, request, today), tried=tried, refusal=refusal),
    }


def _closing_row(closing, request: Request) -> dict:
    official = request.site.accounts.get(closing.by)
    return {
        "day": f"{closing.day:%d/%m/%Y}",
        "tally": closing.tally,
        "said": closing.said,
        "fee": money(closing.tally.fee),
        "by": official.name if official is not None else closing.by,
        "at": short_moment(closing.at.astimezone(LOCAL), request.locale_name),
    }


def _panels(book: Book, request: Request, today) -> list[ActPanel]:
    if book.closed is not None:
        return []
    day = min(today, today.replace(year=book.year, month=12, day=31))
    waiting = len(unsigned(request.site.books, book, day))
    reason = Blank(
        "reason",
        message("Why unsigned numbers are struck"),
        UNSIGNED_REASON if waiting else "",
        hint=TranslationString(message("Papers not yet signed: ${count}."), mapping={"count": waiting}),
    )
    pads = _outstanding_blank(book, day)
    panels = []
    if book.closed_through is None or book.closed_through < day:
        panels.append(
            ActPanel(
                "close_day",
                message("Close the day"),
                message("Its lines are counted and written down. A closed day takes no more numbers."),
                message("Close the day"),
                "lock",
                (Blank("day", message("Day"), f"{day:%d/%m/%Y}"), reason, *pads),
            )
        )
    if not book.empty and book.volume.first <= book.last_number:
        panels.append(
            ActPanel(
                "open_volume",
                message("Open a new volume"),
                TranslationString(
                    message("Volume ${volume} is full? The next one begins with number ${first}."),
                    mapping={"volume": book.volume_line, "first": book.last_number + 1},
                ),
                message("Open the next volume"),
                "plus",
            )
        )
    if today >= today.replace(year=book.year, month=12, day=31):
        panels.append(
            ActPanel(
                "close_year",
                message("Close the year"),
                message("Every line of the year is counted; nothing is written in this book any more."),
                message("Close the year"),
                "lock",
                (reason, *_outstanding_blank(book, day, last=True)),
                style="destroy",
            )
        )
    return panels


def _outstanding_blank(book: Book, day: date, *, last: bool = False) -> tuple[Blank, ...]:
    """What is to be said of the outage pad where its numbers are outstanding: why they stay open, or are struck."""
    waiting = outstanding(book, day)
    if not waiting:
        return ()
    mapping = {"count": len(waiting), "numbers": numbers_in_words(waiting)}
    return (
        Blank(
            "outstanding",
            message("Why the numbers of the outage pad are struck")
            if last
            else message("Why numbers of the outage pad stay open"),
            "" if last else OUTSTANDING_REASON,
            hint=message(
                "Neither entered nor struck: ${count} (${numbers}). Enter what was used first.", mapping=mapping
            ),
        ),
    )


def show_keep(context: Book, request: Request) -> dict:
    return keep_page(context, request)


def do_close_day(context: Book, request: Request):
    try:
        made = close_day(
            request.site.books,
            book=context,
            day=typed_day(request),
            reason=typed_text(request, "reason"),
            said=typed_text(request, "outstanding"),
            act=request.act,
        )
    except Refusal as refusal:
        return keep_page(context, request, tried="close_day", refusal=refusal)
    mapping = {"day": f"{made[-1].day:%d/%m/%Y}", "count": sum(one.tally.numbers for one in made)}
    request.flash(message("Closed through ${day}: ${count} numbers.", mapping=mapping))
    return HTTPSeeOther(request.resource_path(context, "keep"))


def do_open_volume(context: Book, request: Request):
    try:
        volume = open_volume(request.site.books, book=context, act=request.act)
    except Refusal as refusal:
        return keep_page(context, request, tried="open_volume", refusal=refusal)
    request.flash(message("Volume ${volume} is open.", mapping={"volume": context.line_of(volume)}))
    return HTTPSeeOther(request.resource_path(context, "keep"))


def do_close_year(context: Book, request: Request):
    try:
        reason, said = typed_text(request, "reason"), typed_text(request, "outstanding")
        close_year(request.site.books, book=context, reason=reason, said=said, act=request.act)
    except Refusal as refusal:
        return keep_page(context, request, tried="close_year", refusal=refusal)
    request.flash(message("The book of the year is closed. Print and bind its last volume."))
    return HTTPSeeOther(request.resource_path(context, "keep"))


def print_book(context: Book, request: Request):
    """A volume, or with `month` what that month wrote in it."""
    volume, month = _volume(context, request), _month(request)
    key = f"{context.chain.head}-{volume.number}-{month or 0}"
    data, at = volume_data(context, volume, request.office, month=month), last_act(context)
    kept: Printed = request.registry["hcc.printed_books"]
    pdf = outside_transaction(request, lambda: kept.get(key, lambda: render_volume(data, at)))
    part = f"-thang-{month:02d}" if month else ""
    name = f"so-{context.kind}-{context.year}-quyen-{volume.number:02d}{part}.pdf"
    return bytes_response(pdf, name=name, kind="application/pdf", etag=key)


def _volume(book: Book, request: Request) -> Volume:
    asked = request.GET.get("volume", "")
    found = [volume for volume in book.volumes if asked in ("", str(volume.number))]
    if not found:
        raise HTTPNotFound()
    return found[-1]


def _month(request: Request) -> int | None:
    asked = request.GET.get("month", "")
    if asked and asked not in map(str, range(1, 13)):
        raise HTTPNotFound()
    return int(asked) if asked else None


def includeme(config: Configurator) -> None:
    config.registry["hcc.printed_books"] = Printed(KEPT_BYTES)
    view, keep = Permission.CERTIFICATION_VIEW, Permission.CERTIFICATION_KEEP
    config.add_view(show_keep, context=Book, name="keep", permission=keep, request_method="GET", renderer=KEEP)
    config.add_view(print_book, context=Book, name="print", permission=view, request_method="GET")
    for function, name in (
        (do_close_day, "close_day"),
        (do_open_volume, "open_volume"),
        (do_close_year, "close_year"),
    ):
        config.add_numbering_view(name, "certification")
        config.add_view(
            function, context=Book, name=name, permission=keep, request_method="POST", once=True, renderer=KEEP
        )
