"""Carrying what an office decided to another by its files, part by part."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

from hcc.admin.office_files import office_files, plan_after_catalogue, plan_before_catalogue
from hcc.admin.office_files.planned import CONFLICT, NOTE, Planned
from hcc.admin.office_files.reading import OfficeReader
from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.procedures.operations.import_catalogue import import_catalogue
from hcc.settings import read_settings
from hcc.site.resources import Site
from office import MONDAY, ini_values
from unit.dossiers.building import record

ACT, LATER = Act("quantri", MONDAY), Act("command line", MONDAY + timedelta(days=1))
TODAY, CODE = MONDAY.date(), "1.000001"
SETTINGS = read_settings(ini_values(Path("var")), environ={})


def fresh() -> Site:
    site = Site()
    import_catalogue(site.procedures, records={CODE: record(CODE)}, act=Act("system", MONDAY), effective=MONDAY.date())
    return site


def written(site: Site, on: date = TODAY) -> dict[str, bytes]:
    return dict(office_files(site, SETTINGS, on))


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder


def plan(site: Site, reader: OfficeReader) -> Iterator[Planned]:
    """Part by part, as the command does it."""
    return chain(plan_before_catalogue(site, SETTINGS, reader), plan_after_catalogue(site, SETTINGS, reader))


def bring_in(site: Site, folder: Path, *, keep: bool = False, act: Act = LATER) -> tuple[list, list]:
    """What was planned, and everything that is wrong; all but notes is applied, and conflicts unless they are kept."""
    problems: list = []
    reader = OfficeReader(folder, problems, within="office", space=folder, rehearsal=False, now=act.at)
    planned = []
    for one in plan(site, reader):
        planned.append(one)
        if one.kind != NOTE and not (keep and one.kind == CONFLICT):
            try:
                one.apply(act)
            except Refusal as refusal:
                problems.append((one.file, one.line, refusal))
    return planned, problems
