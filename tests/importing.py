"""Files of procedures for tests of importing: made as the office makes them, and what an import does with one."""

import re
from collections.abc import Callable, Iterable

from hcc.admin.site_jobs import site_kinds
from hcc.core.roles import Role
from hcc.jobs.worker import Worker
from hcc.procedures.export_jobs import export_kinds
from hcc.procedures.exporting import FORMATS
from hcc.procedures.import_jobs import import_kinds
from hcc.procedures.life_events import read_shipped_life_events
from hcc.procedures.record import ProcedureRecord
from hcc.procedures.toml_files import FIELDS_FILE, read_fields
from hcc.shipped import shipped

PATH = "/quan-tri/nhap-danh-muc"
FIELD_NAMES = {key: info.name for key, info in read_fields(shipped("catalog") / FIELDS_FILE).items()}
EVENT_NAMES = {key: event.name for key, event in read_shipped_life_events().items()}


def written(records: Iterable[ProcedureRecord], ending: str) -> bytes:
    """A file of these procedures as the office writes it."""
    return FORMATS[ending].write(list(records), FIELD_NAMES, EVENT_NAMES)


def clock(office) -> Callable[[], float]:
    return lambda: office.now.timestamp()


def do_jobs(office) -> None:
    """Let the worker do whatever imports, exports and the files of the whole site have put in."""
    found = {
        kind: how for kinds in (import_kinds, export_kinds) for kind, how in kinds(office.var, clock(office)).items()
    }
    found |= site_kinds(office.registry["hcc.settings"], clock(office))
    worker = Worker(
        office.registry["hcc.database"], lambda: found, office.var / "tmp", alone=True,
        clock=clock(office),
    )  # fmt: skip
    while worker.do_one():
        pass


def bring(office, name: str, content: bytes) -> str:
    """Bring a file as the catalogue's administrator and let it be read; answers the address of its page."""
    admin = office.as_(Role.CATALOGUE_ADMINISTRATOR)
    form = admin.get(PATH).forms["bring"]
    form["file"] = (name, content)
    address = form.submit().headers["Location"]
    do_jobs(office)
    return re.sub(r"^https?://[^/]+", "", address)


def page_of(office, address: str):
    return office.as_(Role.CATALOGUE_ADMINISTRATOR).get(address)


def faults_on(page) -> list[tuple[str, ...]]:
    """Table, row, column, procedure and sentence of every fault the page lists."""
    heading = page.html.find(id="faults")
    if heading is None:
        return []
    rows = heading.find_next("tbody").find_all("tr")
    return [tuple(" ".join(cell.get_text().split()) for cell in row.find_all("td")) for row in rows]


def outcomes_on(page) -> dict[str, str]:
    """Code -> what becomes of it, as the page lists it."""
    heading = page.html.find(id="rows")
    if heading is None:
        return {}
    rows = heading.find_next("tbody").find_all("tr")
    return {row.find_all("td")[0].get_text(): row.find_all("td")[2].get_text().strip() for row in rows}
