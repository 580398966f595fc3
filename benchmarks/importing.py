"""Files of procedures brought in, without a server: read, compared, kept, and taken in as drafts, with the children."""

import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hcc.commands.database import reading, writing
from hcc.core.act import Act
from hcc.files.received import Received, sha256_of
from hcc.jobs.worker import Worker
from hcc.procedures.exporting import FORMATS
from hcc.procedures.fields import read_shipped_fields
from hcc.procedures.import_jobs import import_kinds
from hcc.procedures.imports import ImportState
from hcc.procedures.life_events import read_shipped_life_events
from hcc.procedures.operations.import_file import ask_to_take_in, begin_import, import_name
from hcc.procedures.record import ProcedureRecord
from hcc.settings import Settings
from hcc.storage.opening import open_database

from .cpu import cpu_of

WORKBOOK = 400
"""Procedures of the workbook: a province's list of those of its communes."""


def import_cost(settings: Settings, folder: Path) -> dict[str, float]:
    """CPU seconds of a workbook of 400 procedures and of a ZIP file of the whole catalogue, each with one change.

    Each goes into a copy of the centre of its own.
    """
    with reading(settings) as site:
        records = [procedure.latest().record for procedure in site.procedures.values()]
    found = {}
    for name, ending, some in (
        (f"import of {min(WORKBOOK, len(records))} from XLSX", "xlsx", records[:WORKBOOK]),
        (f"import of {len(records)} from TOML", "zip", records),
    ):
        var = folder / ending
        shutil.copytree(settings.var, var, ignore=shutil.ignore_patterns("*.lock"))
        content = _written([_changed(record) for record in some], ending)
        copy = replace(settings, var=var)
        found[name] = round(cpu_of(lambda copy=copy, content=content, ending=ending: _bring(copy, content, ending)), 3)
        with reading(copy) as site:
            drafts = sum(procedure.draft() is not None for procedure in site.procedures.values())
        if drafts != len(some):
            raise RuntimeError(f"{name} made {drafts} drafts of {len(some)}")
    return found


def _changed(record: ProcedureRecord) -> ProcedureRecord:
    return replace(record, conditions=(*record.conditions, "Người nộp có mặt."))


def _written(records: list[ProcedureRecord], ending: str) -> bytes:
    fields = {key: info.name for key, info in read_shipped_fields().items()}
    events = {key: event.name for key, event in read_shipped_life_events().items()}
    return FORMATS[ending].write(records, fields, events)


def _bring(settings: Settings, content: bytes, ending: str) -> None:
    """What the server and its worker do from the upload to the drafts."""
    name = import_name()
    act = Act("danhmuc", datetime.now(UTC))
    with writing(settings) as root, tempfile.TemporaryDirectory(dir=settings.var) as folder:
        path = Path(folder) / "received"
        path.write_bytes(content)
        received = Received(path, len(content), sha256_of(path))
        site = root["site"]
        begin_import(site.procedures, site.jobs, name=name, received=received, file_name=f"a.{ending}", act=act)
    _do_jobs(settings)
    with writing(settings) as root:
        site = root["site"]
        brought = site.procedures.imports[name]
        if brought.state is not ImportState.READ or brought.counts["faults"]:
            raise RuntimeError(f"the file was not read: {brought.counts}")
        ask_to_take_in(brought, site.procedures, site.jobs, over_drafts=True, announcement=None, act=act)
    _do_jobs(settings)


def _do_jobs(settings: Settings) -> None:
    database = open_database(settings)
    try:
        kinds = import_kinds(settings.var)
        worker = Worker(database, lambda: kinds, settings.var / "tmp", alone=True)
        while _has_import(database) and worker.do_one():
            pass
    finally:
        database.close()


def _has_import(database) -> bool:
    connection = database.open()
    try:
        kinds = import_kinds(Path())
        return any(job.kind in kinds for job in connection.root()["site"].jobs)
    finally:
        connection.close()
