"""The register of dossiers (sổ theo dõi hồ sơ, form 07) of any period, from what stands in the dossiers now."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal
from hcc.core.text import message
from hcc.printing import words
from hcc.printing.dossier_slips import RegisterData, RegisterRow
from hcc.settings import Settings

from .fresh_numbers import receptions
from .resources import Dossier, DossierFolder
from .workflow import STOPPED

MOST_ROWS = 4_000
"""In one printing: some 370 sheets, made in about two seconds."""


class TooManyRows(Refusal):
    text = message("More than ${most} dossiers were received then. Choose a shorter period, such as a month.")


def received_between(folder: DossierFolder, first: date, last: date) -> Iterator[tuple[date, int]]:
    """Day and dossier of each reception, in the order of their numbers. No dossier is read for it."""
    for name, _, id in folder.counters.held(receptions(first), receptions(last)):
        yield date.fromisoformat(name[-1]), id


def register_data(folder: DossierFolder, first: date, last: date, *, at: datetime, settings: Settings) -> RegisterData:
    """The rows of a period. They are numbered from 1 in each year (TT 01/2018 art. 10).

    Raises `TooManyRows` before a dossier is read.
    """
    found = list(received_between(folder, first, last))
    if len(found) > MOST_ROWS:
        raise TooManyRows(most=f"{MOST_ROWS:,}".replace(",", "."))
    year = first.year
    begin = date(year, 1, 1)
    number = sum(1 for _ in received_between(folder, begin, first - timedelta(days=1))) if first > begin else 0
    rows = []
    for day, id in found:
        if day.year != year:
            year, number = day.year, 0
        number += 1
        rows.append(_row(number, folder.by_id(id), settings))
    return RegisterData(
        authority=settings.authority,
        office=settings.office_name,
        period=f"Từ ngày {words.short_date(first)} đến ngày {words.short_date(last)}",
        until=words.moment_line(at),
        rows=tuple(rows),
        trial=settings.demo,
    )


def _row(number: int, dossier: Dossier, settings: Settings) -> RegisterRow:
    person, returned = dossier.person, dossier.returned
    assert dossier.received_at is not None  # it has a number
    how = f"Trả cho {returned.to}" if returned is not None else ""
    return RegisterRow(
        number=f"{number:02d}",
        code=dossier.dossier_code or dossier.reception_number,
        request=dossier.record.title,
        person=person.name,
        address="; ".join(one for one in (person.address, person.reached_by) if one),
        agency=settings.authority,
        received=_day(dossier.received_at),
        due=_day(dossier.due.moment) if dossier.due is not None else "",
        returned=_day(returned.at) if returned is not None else "",
        how=how or ("Dừng giải quyết" if dossier.state == STOPPED else ""),
    )


def _day(moment: datetime) -> str:
    return words.short_date(moment.astimezone(LOCAL).date())
