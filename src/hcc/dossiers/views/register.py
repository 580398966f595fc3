"""The register of dossiers (form 07) of any period: a page that asks for two days, and the PDF, A4 landscape."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, clean_line, message
from hcc.files.responses import bytes_response
from hcc.printing.slips import render_slip
from hcc.web.acting import REFUSED

from ..register import MOST_ROWS, TooManyRows, received_between, register_data
from ..resources import DossierFolder
from .figures import LONGEST, read_day

DAY_UNREADABLE = message("“${day}” is no day. Write it as 05/11/2026.")
ENDS_BEFORE = message("The period ends before it begins. Look at both days again.")


@dataclass(frozen=True)
class Period:
    """Which days were asked for, as they were typed; the present month where nothing was."""

    first: date
    last: date
    typed: tuple[str, str]
    complaints: Mapping[str, TranslationString] = field(default_factory=dict)
    """What is wrong with which of the two days, by the name of its field."""

    @classmethod
    def of(cls, request: Request) -> "Period":
        today = request.now.astimezone(LOCAL).date()
        begin, end = (clean_line(request.GET.get(name, ""))[:LONGEST] for name in ("from", "to"))
        first = read_day(begin, today) if begin else today.replace(day=1)
        last = read_day(end, today) if end else today
        unread = {name: one for name, one, day in (("from", begin, first), ("to", end, last)) if day is None}
        if first is None or last is None:
            complaints = {name: message(DAY_UNREADABLE, mapping={"day": one}) for name, one in unread.items()}
            return cls(today, today, (begin, end), complaints)
        complaints = {"to": ENDS_BEFORE} if last < first else {}
        return cls(first, last, (f"{first:%d/%m/%Y}", f"{last:%d/%m/%Y}"), complaints)


def _page(folder: DossierFolder, period: Period) -> dict:
    complaints = dict(period.complaints)
    received = 0 if complaints else sum(1 for _ in received_between(folder, period.first, period.last))
    if received > MOST_ROWS:
        complaints["to"] = TooManyRows(most=f"{MOST_ROWS:,}".replace(",", ".")).sentence
    return {
        "title": message("Register of dossiers"),
        "section": "so-theo-doi",
        "period": period,
        "received": received,
        "wrong": complaints,
        "complaints": [(f"#{name}", complaint) for name, complaint in complaints.items()],
        "errors": bool(complaints),
    }


def show_register(context: DossierFolder, request: Request) -> dict:
    """/ho-so/register?from=&to=."""
    return _page(context, Period.of(request))


def print_register(context: DossierFolder, request: Request):
    """/ho-so/register.pdf?from=&to=; a period that cannot be printed leads back to the page that says why."""
    period = Period.of(request)
    page = _page(context, period)
    if page["errors"]:
        request.response.status = REFUSED
        return page
    data = register_data(context, period.first, period.last, at=request.now, settings=request.office)
    content = render_slip("register", data, at=request.now)
    name = f"so-theo-doi-{period.first:%Y%m%d}-{period.last:%Y%m%d}.pdf"
    etag = hashlib.sha256(content).hexdigest()
    return bytes_response(content, name=name, kind="application/pdf", etag=etag)


def includeme(config: Configurator) -> None:
    view = {
        "context": DossierFolder,
        "permission": Permission.REGISTER_VIEW,
        "request_method": "GET",
        "renderer": "hcc:templates/dossiers/register.pt",
    }
    config.add_view(show_register, name="register", **view)
    config.add_view(print_register, name="register.pdf", **view)
    config.add_place(
        "so-theo-doi",
        message("Register of dossiers"),
        icon="print",
        path="/ho-so/register",
        context="/ho-so",
        permission=Permission.REGISTER_VIEW,
        order=64,
    )
