"""What the office has decided itself, as plain files (folder `office` of an export): calendar, fees, symbols, units,
notice boards and what hangs there, internal processes, decisions that announce procedures, every text of every
procedure, and what is asked and not decided.

Each part writes itself and says what bringing its files in would do. Personal data is in none: who works here, who
asked for what and who was served are only in a backup. What is not in a folder stays as it is.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hcc.content.writing_files import Written

from . import announcements, asked, boards, calendar, fees, processes, settings, sheets, symbols, texts, units
from .planned import Planned
from .reading import OfficeReader

OFFICE = "office"
"""The folder of the export."""
_BEFORE, _AFTER = (settings, units, calendar, symbols, texts), (fees, boards, sheets, announcements, asked, processes)
"""Brought in before the catalogue and after it: fees, sheets and decisions speak of procedures, processes of units."""


def office_files(site: Any, office: Any, today: date) -> Iterator[Written]:
    """Every file, without the name of the folder; `office`: the settings of this installation. What was asked for and
    cannot be decided on any more on the day `today` is in none.
    """
    for part in (*_BEFORE, *_AFTER):
        yield from part.write(site, office, today)


def plan_before_catalogue(site: Any, office: Any, reader: OfficeReader) -> Iterator[Planned]:
    """What bringing a folder in would do, part by part: each is planned when those before it were applied."""
    for part in _BEFORE:
        yield from part.plan(site, office, reader)


def plan_after_catalogue(site: Any, office: Any, reader: OfficeReader) -> Iterator[Planned]:
    for part in _AFTER:
        yield from part.plan(site, office, reader)
        if part is sheets:
            yield from boards.plan_closing(site, office, reader)
