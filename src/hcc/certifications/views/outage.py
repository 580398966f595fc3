"""The outage pad of a book: pads to print, what is outstanding, entering it afterwards, striking what was not used."""

from datetime import datetime

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal
from hcc.core.identifiers import squeeze
from hcc.core.moments import moment_line, short_moment
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.responses import bytes_response
from hcc.printing.slips import render_slip
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form
from hcc.web.transactions import outside_transaction
from hcc.web.typed import typed_text

from ..operations.enter import enter
from ..operations.strike_unused import strike_unused
from ..outage_schemas import enter_schema
from ..pad_pages import pad_data
from ..resources import COPIES, Book, BookEntry, Requester, Signer
from ..signature_schemas import first_values
from ..signed_form import circumstances_of_form, people_of_form
from ..signed_kinds import SIGNED_KINDS
from ..signers import refusal_of, signer_named, signers_of
from ..workflow import RESERVED, WORKFLOW
from .act_panels import ActPanel, Blank, panels_page, typed_number
from .money import name_of

PAD = "hcc:templates/certifications/pad.pt"
ENTER = "hcc:templates/certifications/enter.pt"
UNUSED_REASON = "Không dùng đến trong tập phiếu dự phòng"
"""Offered as the reason of struck numbers: it stands in the book, whose language is Vietnamese."""


def pad_page(book: Book, request: Request, *, tried: str = "", refusal: Refusal | None = None) -> dict:
    """/chung-thuc/<kind>/<year>/pad."""
    named, lang = name_of(request), request.locale_name
    title = message("Outage pad of book ${volume}", mapping={"volume": book.volume_line})
    return {
        "title": title,
        "section": "chung-thuc",
        "back": (request.resource_path(book), message("Book ${volume}", mapping={"volume": book.volume_line})),
        "base": request.resource_path(book),
        "kind_url": request.resource_path(book.__parent__),
        "closed": book.closed is not None,
        "pads": [
            {
                "pad": pad,
                "url": f"{request.resource_path(book)}pad.pdf?pad={pad.number}",
                "at": short_moment(pad.at.astimezone(LOCAL), lang),
                "by": named(pad.by),
                "open": sum(pad.first <= entry.number <= pad.last for entry in book.open_lines(RESERVED)),
            }
            for pad in reversed(book.pads)
        ],
        "lines": [
            {
                "number": entry.number,
                "url": request.resource_path(entry, "enter"),
                "sheet": pad.sheet(entry.number) if (pad := book.pad_of(entry.number)) else "",
                "state": WORKFLOW.states[entry.state],
                "at": short_moment(entry.at.astimezone(LOCAL), lang),
            }
            for entry in book.open_lines()
        ],
        **panels_page(request, _panels(book), tried=tried, refusal=refusal),
    }


def _panels(book: Book) -> list[ActPanel]:
    unused = book.open_lines(RESERVED)
    if not unused or book.closed is not None:
        return []
    return [
        ActPanel(
            "strike_unused",
            message("Strike what was not used"),
            message("First enter every sheet that was used. What is left of these numbers is struck with one reason."),
            message("Strike the unused numbers"),
            "close",
            (
                Blank("first", message("From number"), str(unused[0].number), digits=True),
                Blank("last", message("To number"), str(unused[-1].number), digits=True),
                Blank("reason", message("Why they are struck"), UNUSED_REASON),
            ),
            style="destroy",
        )
    ]


def show_pad(context: Book, request: Request) -> dict:
    return pad_page(context, request)


def do_strike_unused(context: Book, request: Request):
    try:
        struck = strike_unused(
            request.site.books,
            book=context,
            first=typed_number(request, "first"),
            last=typed_number(request, "last"),
            reason=typed_text(request, "reason"),
            act=request.act,
        )
    except Refusal as refusal:
        return pad_page(context, request, tried="strike_unused", refusal=refusal)
    request.flash(message("Struck: ${count} numbers. Their rows stay in the book.", mapping={"count": len(struck)}))
    return HTTPSeeOther(request.resource_path(context, "pad"))


def print_pad(context: Book, request: Request):
    """A pad to print, the same bytes whenever it is asked for."""
    asked = request.GET.get("pad", "")
    pad = next((one for one in context.pads if asked in ("", str(one.number))), None)
    if pad is None:
        raise HTTPNotFound()
    data = pad_data(context, pad, request.office)
    pdf = outside_transaction(request, lambda: render_slip("pad", data, at=pad.at))
    name = f"tap-phieu-{context.kind}-{context.year}-{pad.number:02d}.pdf"
    etag = f"pad-{context.kind}-{context.year}-{pad.number}-{pad.first}"
    return bytes_response(pdf, name=name, kind="application/pdf", etag=etag)


def _form(entry: BookEntry, request: Request) -> Form:
    accounts = request.site.accounts
    officials = sorted((one.name, one.login) for one in accounts.officials() if not one.disabled)
    pad = entry.book.pad_of(entry.number)
    schema = enter_schema(
        entry.book.kind,
        officials=[(login, name) for name, login in officials],
        writes=request.official.login,
        signers=_signers(entry, request),
        paper=pad.sheet(entry.number) if pad is not None else "",
    )
    button = Button("enter", message("Enter the line"), icon="pen", key="Ctrl+Enter")
    values = first_values(SIGNED_KINDS[entry.book.kind]) if entry.book.kind != COPIES else {}
    return Form(schema.bind(request=request), request, buttons=[button], buttons_outside=True, appstruct=values)


def _signers(entry: BookEntry, request: Request) -> list[Signer]:
    """Who signs today, and who signed on the day of the number."""
    days = (request.now.date(), entry.at.astimezone(LOCAL).date())
    found = [signers_of(request.site.accounts, on=day, kind=entry.book.kind) for day in days]
    return list({one.login: one for signers in reversed(found) for one in signers}.values())


def _page(entry: BookEntry, request: Request) -> dict:
    return {
        "title": message("Enter number ${number} afterwards", mapping={"number": entry.number}),
        "section": "chung-thuc",
        "back": (request.resource_path(entry.book, "pad"), message("Outage pad")),
        "line": entry.volume_line,
        "at": moment_line(entry.at, request.locale_name),
        "reserved": entry.state == RESERVED,
    }


def show_enter(context: BookEntry, request: Request) -> dict:
    return show_form(_form(context, request), _page(context, request))


def do_enter(context: BookEntry, request: Request):
    def do(filled: dict) -> str:
        accounts, kind = request.site.accounts, context.book.kind
        day = filled["day"]
        signer = signer_named(accounts, filled["signer"], on=day, kind=kind)
        if signer is None and (refusal := refusal_of(accounts, filled["signer"], on=day, kind=kind)) is not None:
            raise refusal
        wrote = accounts.get(filled["official"])
        enter(
            request.site.books,
            entry=context,
            given_at=datetime.combine(day, filled["hour"], LOCAL),
            official=filled["official"],
            official_name=name_of(request)(filled["official"]),
            paper=filled["paper"],
            people=_people(kind, filled),
            title=filled["title"],
            circumstances=None
            if kind == COPIES
            else circumstances_of_form(
                filled, receiver=name_of(request)(filled["official"]), receiver_title=wrote.job_title if wrote else ""
            ),
            signer=signer,
            act=request.act,
            **{name: filled[name] for name in ("holder", "pages", "copies", "papers", "fee") if name in filled},
        )
        request.flash(message("Entered: number ${number}, with both moments.", mapping={"number": context.number}))
        return request.resource_path(context.book, "pad")

    return act_on_form(request, _form(context, request), _page(context, request), do)


def _people(kind: str, filled: dict) -> tuple[Requester, ...]:
    if kind != COPIES:
        return tuple(people_of_form(filled))
    asked = filled["requester"]
    return (Requester(asked["name"], squeeze(asked["citizen_number"])),)


def includeme(config: Configurator) -> None:
    keep = Permission.CERTIFICATION_KEEP
    config.add_view(show_pad, context=Book, name="pad", permission=keep, request_method="GET", renderer=PAD)
    config.add_view(
        do_strike_unused,
        context=Book,
        name="strike_unused",
        permission=keep,
        request_method="POST",
        once=True,
        renderer=PAD,
    )
    config.add_view(print_pad, context=Book, name="pad.pdf", permission=keep, request_method="GET")
    form = {"context": BookEntry, "name": "enter", "permission": keep, "renderer": ENTER}
    config.add_view(show_enter, request_method="GET", **form)
    config.add_view(do_enter, request_method="POST", once=True, **form)
