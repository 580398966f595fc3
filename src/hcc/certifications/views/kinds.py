"""The books of one kind: a line a year, a paper book taken over, the last number on paper after a restore."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.procedures.wording import money
from hcc.web.typed import typed_text

from ..book_names import BOOK_NAMES
from ..operations.confirm_paper import confirm_paper
from ..operations.reserve import reserve
from ..operations.take_over import take_over
from ..resources import BookKind
from .act_panels import ActPanel, Blank, panels_page, typed_number

KIND = "hcc:templates/certifications/kind.pt"


def kind_page(kind: BookKind, request: Request, *, tried: str = "", refusal: Refusal | None = None) -> dict:
    """/chung-thuc/<kind>."""
    may_keep = request.has_permission(Permission.CERTIFICATION_KEEP, kind)
    this_year = kind.get(request.now.year)
    panels = []
    if may_keep and kind.restored_at is not None:
        panels.append(_confirming(this_year.last_number if this_year is not None else 0))
    elif may_keep and (this_year is None or (this_year.empty and this_year.closed_through is None)):
        panels.append(_taking_over(request.now.year))
    if may_keep and kind.restored_at is None and (this_year is None or this_year.closed is None):
        panels.append(_reserving())
    return {
        "title": BOOK_NAMES[kind.kind],
        "section": "chung-thuc",
        "back": ("/chung-thuc", message("Certification")),
        "symbol": kind.symbol,
        "waits": kind.restored_at is not None,
        "base": request.resource_path(kind),
        "books": [
            {
                "url": request.resource_path(book),
                "line": book.volume_line,
                "year": book.year,
                "tally": (tally := book.tally_so_far),
                "fee": money(tally.fee),
                "closed": f"{book.closed_through:%d/%m/%Y}" if book.closed_through else "",
                "whole": book.closed is not None,
            }
            for book in reversed(list(kind))
        ],
        **panels_page(request, panels, tried=tried, refusal=refusal),
    }


def _confirming(last: int) -> ActPanel:
    return ActPanel(
        "confirm_number",
        message("Confirm the last number on paper"),
        TranslationString(
            message(
                "A backup was brought back. The book here ends at number ${last}. Look at the last number given on "
                "paper this year; numbers that are missing here become lines that say so."
            ),
            mapping={"last": last},
        ),
        message("Confirm the number"),
        "tick",
        (Blank("last", message("Last number on paper"), hint=message("0 if none was given this year."), digits=True),),
        style="primary",
    )


def _taking_over(year: int) -> ActPanel:
    return ActPanel(
        "take_over",
        message("Take over a paper book"),
        TranslationString(
            message("The book of ${year} has no number yet. Numbers here can go on where the paper book ends."),
            mapping={"year": str(year)},
        ),
        message("Take the book over"),
        "book",
        (
            Blank("volume", message("Number of the volume"), "1", digits=True),
            Blank("first", message("First number to be taken here"), digits=True),
            Blank("reason", message("Why the book goes on here")),
        ),
    )


def _reserving() -> ActPanel:
    return ActPanel(
        "reserve",
        message("Outage pad"),
        message(
            "For when power or network fails: the next numbers of the book are reserved and printed, a sheet each. "
            "What was written on a sheet is entered afterwards; unused numbers are struck."
        ),
        message("Reserve the numbers"),
        "print",
        (Blank("count", message("How many numbers"), "20", digits=True),),
    )


def do_reserve(context: BookKind, request: Request):
    try:
        book, pad = reserve(
            request.site.books, kind=context.kind, count=typed_number(request, "count"), act=request.act
        )
    except Refusal as refusal:
        return kind_page(context, request, tried="reserve", refusal=refusal)
    mapping = {"first": pad.first, "last": pad.last}
    request.flash(
        message("Reserved: numbers ${first} to ${last}. Print the pad and keep it at the desk.", mapping=mapping)
    )
    return HTTPSeeOther(request.resource_path(book, "pad"))


def show_kind(context: BookKind, request: Request) -> dict:
    return kind_page(context, request)


def do_take_over(context: BookKind, request: Request):
    try:
        book = take_over(
            request.site.books,
            kind=context.kind,
            volume=typed_number(request, "volume"),
            first=typed_number(request, "first"),
            reason=typed_text(request, "reason"),
            act=request.act,
        )
    except Refusal as refusal:
        return kind_page(context, request, tried="take_over", refusal=refusal)
    mapping = {"book": book.volume_line, "first": book.first_number}
    request.flash(message("Taken over: ${book} goes on with number ${first}.", mapping=mapping))
    return HTTPSeeOther(request.resource_path(context))


def do_confirm_number(context: BookKind, request: Request):
    try:
        confirm_paper(request.site.books, kind=context.kind, last=typed_number(request, "last"), act=request.act)
    except Refusal as refusal:
        return kind_page(context, request, tried="confirm_number", refusal=refusal)
    request.flash(message("Confirmed. Numbers of this book can be taken again."))
    return HTTPSeeOther(request.resource_path(context))


def includeme(config: Configurator) -> None:
    config.add_view(
        show_kind, context=BookKind, permission=Permission.CERTIFICATION_VIEW, request_method="GET", renderer=KIND
    )
    acts = ((do_take_over, "take_over"), (do_confirm_number, "confirm_number"), (do_reserve, "reserve"))
    for function, name in acts:
        config.add_numbering_view(name, "certification")
        config.add_view(
            function,
            context=BookKind,
            name=name,
            permission=Permission.CERTIFICATION_KEEP,
            request_method="POST",
            once=True,
            renderer=KIND,
        )
