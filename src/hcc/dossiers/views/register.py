"""The register of dossiers (form 07) of any period: a page that asks for two days, and the PDF, A4 landscape."""

import hashlib
from dataclasses import dataclass
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
    complaint: TranslationString | None = None

    @classmethod
    def of(cls, request: Request) -> "Period":
        today = request.now.astimezone(LOCAL).date()
        typed = tuple(clean_line(request.GET.get(name, ""))[:LONGEST] for name in ("from", "to"))
        days = []
        for one, usual in zip(typed, (today.replace(day=1), today), strict=True):
            day = read_day(one, today) if one else usual
            if day is None:
                complaint = message(DAY_UNREADABLE, mapping={"day": one})
                return cls(today, today, (typed[0], typed[1]), complaint)
            days.append(day)
        first, last = days
        complaint = ENDS_BEFORE if last < first else None
        return cls(first, last, (f"{first:%d/%m/%Y}", f"{last:%d/%m/%Y}"), complaint)


def _page(folder: DossierFolder, period: Period, complaint: TranslationString | None) -> dict:
    received = 0 if period.complaint else sum(1 for _ in received_between(folder, period.first, period.last))
    if complaint is None and received > MOST_ROWS:
        complaint = TooManyRows(most=f"{MOST_ROWS:,}".replace(",", ".")).sentence
    return {
        "title": message("Register of dossiers"),
        "section": "so-theo-doi",
        "period": period,
        "received": received,
        "complaint": complaint,
        "complaints": [("#from", complaint)] if complaint else [],
        "errors": complaint is not None,
    }


def show_register(context: DossierFolder, request: Request) -> dict:
    """/ho-so/register?from=&to=."""
    period = Period.of(request)
    return _page(context, period, period.complaint)


def print_register(context: DossierFolder, request: Request):
    """/ho-so/register.pdf?from=&to=; a period that cannot be printed leads back to the page that says why."""
    period = Period.of(request)
    complaint = period.complaint
    if complaint is None:
        try:
            data = register_data(context, period.first, period.last, at=request.now, settings=request.office)
        except TooManyRows as refusal:
            complaint = refusal.sentence
    if complaint is not None:
        request.response.status = REFUSED
        return _page(context, period, complaint)
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
