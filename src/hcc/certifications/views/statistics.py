"""Statistics of certification: copies, cases and fees by kind and period, as a page and for a spreadsheet."""

import csv
import hashlib
import io
from dataclasses import dataclass
from datetime import date

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.files.responses import bytes_response
from hcc.procedures.wording import money

from ..book_names import BOOK_NAMES
from ..resources import BookFolder
from ..statistics import KindFigures, figures_of
from .act_panels import DayUnreadable, read_day

FIRST_YEAR = 2000


@dataclass(frozen=True)
class Period:
    """What was asked for, as it was typed, and what it means; the present month when nothing was."""

    first: date
    last: date
    typed: tuple[str, str]
    complaint: TranslationString | None = None


def period_of(request: Request) -> Period:
    today = request.now.astimezone(LOCAL).date()
    typed = (request.GET.get("from", "")[:40], request.GET.get("to", "")[:40])
    month = (today.replace(day=1), today)
    try:
        first, last = (read_day(one) if one.strip() else usual for one, usual in zip(typed, month, strict=True))
    except DayUnreadable as refusal:
        return Period(*month, typed, refusal.sentence)
    if last < first or first.year < FIRST_YEAR:
        return Period(*month, typed, message("The period ends before it begins. Look at both days again."))
    return Period(first, last, (f"{first:%d/%m/%Y}", f"{last:%d/%m/%Y}"))


def show_statistics(context: BookFolder, request: Request) -> dict:
    """/chung-thuc/statistics?from=&to=."""
    period = period_of(request)
    figures = figures_of(context, period.first, period.last)
    return {
        "title": message("Figures of certification"),
        "section": "thong-ke-chung-thuc",
        "period": period,
        "shown": (f"{period.first:%d/%m/%Y}", f"{period.last:%d/%m/%Y}"),
        "rows": [{"name": BOOK_NAMES[one.kind], "of": one, "fee": money(one.tally.fee)} for one in figures],
        "total": money(sum(one.tally.fee for one in figures)),
        "complaints": [("#from", period.complaint)] if period.complaint else [],
        "errors": period.complaint is not None,
        "csv": f"/chung-thuc/statistics.csv?from={period.first:%d/%m/%Y}&to={period.last:%d/%m/%Y}",
    }


COLUMNS = (
    message("Book"),
    message("Symbol"),
    message("From"),
    message("To"),
    message("Numbers taken"),
    message("Struck"),
    message("Known on paper only"),
    message("Papers"),
    message("Copies"),
    message("Electronic copies"),
    message("Certified cases"),
    message("Fee in đồng"),
    message("Not signed yet"),
)


def _cells(one: KindFigures) -> list[int]:
    tally = one.tally
    counts = [one.numbers, tally.struck, tally.on_paper, tally.papers, one.copies, one.electronic_copies]
    return [*counts, one.cases, tally.fee, one.waiting]


def show_statistics_csv(context: BookFolder, request: Request):
    """The same lines, with plain numbers; UTF-8 with a mark, as spreadsheets want it."""
    period, translate = period_of(request), request.localizer.translate
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([translate(column) for column in COLUMNS])
    for one in figures_of(context, period.first, period.last):
        days = [period.first.isoformat(), period.last.isoformat()]
        writer.writerow([translate(BOOK_NAMES[one.kind]), one.symbol, *days, *_cells(one)])
    content = out.getvalue().encode("utf-8-sig")
    name = f"chung-thuc-{period.first:%Y%m%d}-{period.last:%Y%m%d}.csv"
    etag = hashlib.sha256(content).hexdigest()
    return bytes_response(content, name=name, kind="text/csv", etag=etag, inline=False)


def includeme(config: Configurator) -> None:
    view = {"context": BookFolder, "permission": Permission.CERTIFICATION_FIGURES, "request_method": "GET"}
    config.add_view(show_statistics, name="statistics", renderer="hcc:templates/certifications/statistics.pt", **view)
    config.add_view(show_statistics_csv, name="statistics.csv", **view)
    config.add_place(
        "thong-ke-chung-thuc",
        message("Certification figures"),
        icon="database",
        path="/chung-thuc/statistics",
        context="/chung-thuc",
        permission=Permission.CERTIFICATION_FIGURES,
        order=66,
    )
