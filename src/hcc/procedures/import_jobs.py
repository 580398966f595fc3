"""The jobs of an import: its file is read and compared, and later taken in."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hcc.core.act import Act
from hcc.core.text import message
from hcc.jobs.kinds import Kind
from hcc.shipped import shipped

from .import_files import read_import
from .import_progress import Progress
from .imports import Import, ImportRow, ImportState, Outcome, differing_fields
from .kept import let_go
from .life_events import read_shipped_life_events
from .operations.edit import draft_stamp
from .operations.import_file import READ, TAKE_IN, keep_reading, take_in
from .record import ProcedureRecord
from .successors import Succession
from .table_faults import Fault
from .table_reading import Known
from .toml_files import FIELDS_FILE, read_fields

LABELS = {READ: message("Reading a file of procedures"), TAKE_IN: message("Taking a file of procedures in")}


@dataclass(frozen=True)
class _Text:
    """The latest text of a procedure when an import was read."""

    record: ProcedureRecord
    stamp: str
    draft_by: str
    draft_at: datetime | None


@dataclass(frozen=True)
class _ToRead:
    path: Path
    name: str
    file_name: str
    texts: dict[str, _Text]
    follows: dict[str, str]
    forms: frozenset[str]


@dataclass(frozen=True)
class _Compared:
    rows: list[ImportRow]
    records: dict[str, ProcedureRecord]
    faults: list[Fault]
    mapped: dict[str, str]


def import_kinds(var: Path, clock: Callable[[], float] = time.time) -> dict[str, Kind]:
    """The kinds of jobs of an office in this folder, by name. `clock` tells seconds since 1970."""
    progress = Progress(var)

    def compare(found: _ToRead, folder: Path) -> _Compared:
        return _compared(found, folder, lambda done, all: progress.tell(found.name, done, all))

    def keep(site: Any, subject: str, found: _ToRead, result: _Compared) -> None:
        brought = _import(site, subject, ImportState.READING)
        if brought is not None:
            keep_reading(
                brought,
                rows=result.rows,
                records=result.records,
                faults=result.faults,
                mapped=result.mapped,
                at=datetime.fromtimestamp(clock(), UTC),
            )
            progress.forget(subject)

    def take(site: Any, subject: str, found: str, result: None) -> None:
        brought = _import(site, subject, ImportState.COMMITTING)
        if brought is None:
            return
        act = Act(brought.asked_by, datetime.fromtimestamp(clock(), UTC), stead=brought.asked_stead)
        take_in(brought, site.procedures, act=act)

    return {
        READ: Kind(LABELS[READ], find=_to_read, work=compare, store=keep),
        TAKE_IN: Kind(LABELS[TAKE_IN], find=_to_take_in, work=lambda found, folder: None, store=take),
    }


def _import(site: Any, name: str, state: ImportState) -> Import | None:
    """The import of this name, while it is in this state."""
    imports = site.procedures.imports
    brought = imports.get(name) if imports is not None else None
    return brought if brought is not None and brought.state is state else None


def _to_take_in(site: Any, name: str) -> str | None:
    return name if _import(site, name, ImportState.COMMITTING) is not None else None


def _to_read(site: Any, name: str) -> _ToRead | None:
    brought = _import(site, name, ImportState.READING)
    if brought is None or brought.blob is None:
        return None
    procedures = site.procedures
    texts, follows, succession = {}, {}, Succession(procedures)
    for code, procedure in procedures.items():
        latest, draft = procedure.latest(), procedure.draft()
        # A draft that an import made and nobody touched since is taken for the file's own.
        own = draft is None or procedures.imports.took_in(draft.made_by, draft.made_at)
        by, at = ("", None) if own else (draft.made_by, draft.made_at)
        texts[code] = _Text(latest.record, draft_stamp(procedure), by, at)
        if successor := succession.follows(code):
            follows[code] = successor
        let_go(procedure)
    forms = frozenset(procedures.forms.names)
    return _ToRead(Path(brought.blob.committed()), name, brought.file_name, texts, follows, forms)


def _compared(found: _ToRead, folder: Path, told: Callable[[int, int], None]) -> _Compared:
    known = Known(
        records={code: text.record for code, text in found.texts.items()},
        fields={key: info.name for key, info in read_fields(shipped("catalog") / FIELDS_FILE).items()},
        events={key: event.name for key, event in read_shipped_life_events().items()},
        forms=found.forms,
        follows=found.follows,
    )
    reading = read_import(found.path, found.file_name, known, folder, told)
    faulty = {fault.code for fault in reading.faults}
    rows = []
    for code in reading.codes:
        text, record = found.texts.get(code), reading.records.get(code)
        before = text.record if text is not None else None
        shown = record or before
        title = shown.title if shown is not None else ""
        if record is None or code in faulty:
            rows.append(ImportRow(code, title, Outcome.ERROR))
        elif text is None:
            rows.append(ImportRow(code, title, Outcome.NEW))
        elif record == before:
            rows.append(ImportRow(code, title, Outcome.UNCHANGED, text.stamp))
        else:
            changed, emptied = differing_fields(before, record)
            rows.append(
                ImportRow(code, title, Outcome.CHANGED, text.stamp, changed, emptied, text.draft_by, text.draft_at)
            )
    return _Compared(rows, reading.records, reading.faults, reading.mapped)
