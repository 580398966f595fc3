"""Carrying what an office decided to another by its files, part by part."""

from datetime import timedelta
from pathlib import Path

from hcc.admin.office_files import (
    announcements,
    asked,
    boards,
    calendar,
    fees,
    processes,
    sheets,
    symbols,
    texts,
    units,
)
from hcc.admin.office_files import settings as names
from hcc.admin.office_files.planned import NOTE
from hcc.admin.office_files.reading import OfficeReader
from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.procedures.operations.import_catalogue import import_catalogue
from hcc.settings import read_settings
from hcc.site.resources import Site
from office import MONDAY, ini_values
from unit.dossiers.building import record

PARTS = (names, units, calendar, symbols, texts, fees, boards, sheets, announcements, asked, processes)
ACT, LATER = Act("quantri", MONDAY), Act("command line", MONDAY + timedelta(days=1))
CODE = "1.000001"
SETTINGS = read_settings(ini_values(Path("var")), environ={})


def fresh() -> Site:
    site = Site()
    import_catalogue(site.procedures, records={CODE: record(CODE)}, act=Act("system", MONDAY), effective=MONDAY.date())
    return site


def written(site: Site) -> dict[str, bytes]:
    return {path: content for part in PARTS for path, content in part.write(site, SETTINGS)}


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder


def bring_in(site: Site, folder: Path) -> tuple[list, list]:
    """What was planned, and everything that is wrong; all but notes is applied."""
    problems: list = []
    reader = OfficeReader(folder, problems, within="office", space=folder, rehearsal=False)
    planned = []
    for part in PARTS:
        for one in part.plan(site, SETTINGS, reader):
            planned.append(one)
            if one.kind != NOTE:
                try:
                    one.apply(LATER)
                except Refusal as refusal:
                    problems.append((one.file, one.line, refusal))
    return planned, problems
