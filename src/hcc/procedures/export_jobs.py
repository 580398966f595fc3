"""The jobs of an export: its file is written, and forgotten a day later."""

import pickle
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hcc.children.bounds import Bounds
from hcc.children.run import run
from hcc.core.text import message
from hcc.jobs.kinds import Kind

from .export_writing import ToWrite
from .exports import Export
from .fields import read_shipped_fields
from .import_progress import Progress
from .kept import let_go
from .life_events import read_shipped_life_events
from .operations.export_file import FORGET, WRITE, keep_export
from .record import ProcedureRecord

LABELS = {WRITE: message("Writing a file of procedures"), FORGET: message("Forgetting old files of procedures")}
_MB = 2**20
_BOUNDS = Bounds(address_space=900 * _MB, cpu_seconds=120, wall_seconds=300.0, output_bytes=400 * _MB, open_files=32)
"""A workbook of 6,000 procedures takes some 11 s."""


def export_kinds(var: Path, clock: Callable[[], float] = time.time) -> dict[str, Kind]:
    """The kinds of jobs of an office in this folder, by name. `clock` tells seconds since 1970."""

    def now() -> datetime:
        return datetime.fromtimestamp(clock(), UTC)

    def find(site: Any, name: str) -> ToWrite | None:
        export = _waiting(site, name)
        if export is None:
            return None
        fields = {key: info.name for key, info in read_shipped_fields().items()}
        events = {key: event.name for key, event in read_shipped_life_events().items()}
        return ToWrite(export.ending, _records(site, export), fields, events, name, var)

    def store(site: Any, name: str, found: ToWrite, content: bytes) -> None:
        export = _waiting(site, name)
        if export is not None:
            keep_export(export, content, at=now())
        Progress(var).forget(name)

    def forget(site: Any, subject: str, found: bool, result: None) -> None:
        site.procedures.exports.forget_older(now())

    return {
        WRITE: Kind(LABELS[WRITE], find=find, work=_written, store=store),
        FORGET: Kind(
            LABELS[FORGET],
            find=lambda site, subject: site.procedures.exports is not None or None,
            work=lambda found, folder: None,
            store=forget,
        ),
    }


def _waiting(site: Any, name: str) -> Export | None:
    """The export of this name, while its file is not there."""
    exports = site.procedures.exports
    export = exports.get(name) if exports is not None else None
    return export if export is not None and export.blob is None else None


def _records(site: Any, export: Export) -> list[ProcedureRecord]:
    # The latest text, draft or not: it is what a file that is brought in again is compared with.
    records = []
    for code in export.codes:
        procedure = site.procedures.get(code)
        if procedure is not None:
            records.append(procedure.latest().record)
            let_go(procedure)
    return records


def _written(found: ToWrite, folder: Path) -> bytes:
    asked, out = folder / "asked", folder / "out"
    asked.write_bytes(pickle.dumps(found))
    job = {"asked": str(asked.absolute()), "out": str(out.absolute())}
    run("hcc.procedures.export_writing", job, bounds=_BOUNDS, folder=folder)
    return out.read_bytes()
