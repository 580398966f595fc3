"""Catalogue files (catalog/): one procedure a TOML file, read with all its problems, written in one canonical form."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from ..core.identifiers import PROCEDURE
from .file_problems import CatalogueFileRefused, FileProblem, Problem, sorted_problems
from .life_events import LIFE_EVENTS_FILE, find_life_events
from .record import ProcedureRecord
from .synonyms_file import SYNONYMS_FILE, find_synonyms
from .toml_checks import (
    FILE_LIMIT,
    LIST_LIMIT,
    MONEY_LIMIT,
    NAME_LIMIT,
    PAPERS_LIMIT,
    SHORT_NAME_LIMIT,
    TEXT_LIMIT,
    TIME_LIMIT,
    Source,
    keys_of,
    one_line,
    shown_value,
)
from .toml_opening import bytes_of, opened, unopened
from .toml_record import record_of
from .toml_writing import quoted, write_record

__all__ = [
    "FIELDS_FILE",
    "FILE_LIMIT",
    "LIST_LIMIT",
    "MONEY_LIMIT",
    "NAME_LIMIT",
    "PAPERS_LIMIT",
    "PROCEDURES_FOLDER",
    "SHORT_NAME_LIMIT",
    "TEXT_LIMIT",
    "TIME_LIMIT",
    "CatalogueFileRefused",
    "FieldInfo",
    "FileProblem",
    "Problem",
    "check_known",
    "parse_record",
    "read_catalogue",
    "read_fields",
    "read_record",
    "write_fields",
    "write_record",
]

FIELDS_FILE = "fields.toml"
PROCEDURES_FOLDER = "procedures"
FIELD_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@dataclass(frozen=True)
class FieldInfo:
    """One field (lĩnh vực) of the catalogue."""

    key: str
    """Slug used in addresses and catalogue files."""
    name: str
    order: int
    """Rank in lists, from 1: the place in fields.toml."""


def read_record(path: Path, fields: Collection[str] | None = None) -> ProcedureRecord:
    """The procedure of one file; `fields`, when given, are the field keys it may name.

    Raises CatalogueFileRefused with every problem of the file.
    """
    record, problems = _read_record_file(path, path.name, fields)
    if record is None:
        raise CatalogueFileRefused(problems)
    return record


def parse_record(
    data: bytes,
    file: str,
    fields: Collection[str] | None = None,
    forms: Collection[str] | None = None,
    events: Collection[str] | None = None,
) -> tuple[ProcedureRecord | None, list[FileProblem]]:
    """Like `read_record`, for bytes at hand: the record, or None and every problem.

    `file` should be <code>.toml; `forms` and `events`, when given, are the names of the form files and the keys of the
    life events there are.
    """
    source = Source(file)
    table = source.load(data)
    if table is None:
        return None, source.problems
    record = record_of(source, table)
    code, field = (str(table.get(key, "")).strip() for key in ("code", "field"))
    if PROCEDURE.match(code) and file.rpartition("/")[2] != f"{code}.toml":
        source.report(Problem.NAME_NOT_CODE, ("code",), code=code)
    if fields is not None and isinstance(table.get("field"), str) and field and field not in fields:
        source.report(Problem.UNKNOWN_FIELD, ("field",), value=shown_value(field))
    if record is not None:
        check_known(source, record, forms=forms, events=events)
    return (None if source.problems else record), sorted_problems(source.problems)


def check_known(
    source: Source,
    record: ProcedureRecord,
    *,
    forms: Collection[str] | None = None,
    events: Collection[str] | None = None,
) -> None:
    """Report what a record names that there is not: form files, life events. None: these are not looked at."""
    for index, component in enumerate(record.components):
        if forms is not None and component.form_file and component.form_file not in forms:
            source.report(Problem.NO_FORM_FILE, ("components", index, "form_file"), value=component.form_file)
    for index, event in enumerate(record.life_events):
        if events is not None and event not in events:
            source.report(Problem.UNKNOWN_LIFE_EVENT, ("life_events", index), value=shown_value(event))


def read_fields(path: Path) -> dict[str, FieldInfo]:
    """The fields (lĩnh vực) in their order. Raises CatalogueFileRefused with every problem of the file."""
    found, problems = _read_fields_file(path)
    if problems:
        raise CatalogueFileRefused(problems)
    return found


def read_catalogue(
    folder: Path, forms: Collection[str] | None = None
) -> tuple[dict[str, ProcedureRecord], list[FileProblem]]:
    """Every sound procedure of a catalogue folder by its code, and every problem of every file.

    A file with any problem gives no record. When fields.toml itself is unsound, field keys are not checked; nor are
    those of life events without a sound life_events.toml, which a folder need not have, as it need not have
    synonyms.toml. `forms`, when given, are the names of the form files there are.
    """
    known_fields, problems = _read_fields_file(folder / FIELDS_FILE)
    keys = None if problems else known_fields.keys()
    events: Collection[str] | None = None
    if (folder / LIFE_EVENTS_FILE).exists():
        known_events, more = find_life_events(folder / LIFE_EVENTS_FILE)
        events = None if more else known_events.keys()
        problems += more
    if (folder / SYNONYMS_FILE).exists():
        problems += find_synonyms(folder / SYNONYMS_FILE)[1]
    records: dict[str, ProcedureRecord] = {}
    holders: dict[str, str] = {}
    for path in sorted((folder / PROCEDURES_FOLDER).glob("*.toml")):
        name = f"{PROCEDURES_FOLDER}/{path.name}"
        record, found = _read_record_file(path, name, keys, forms, events)
        problems += found
        code = next((p.facts["code"] for p in found if p.problem is Problem.NAME_NOT_CODE), path.stem)
        if code in holders:
            line = next((p.line for p in found if p.problem is Problem.NAME_NOT_CODE), 1)
            problems.append(FileProblem(name, line, Problem.DUPLICATE_CODE, {"code": code, "other": holders[code]}))
            continue
        holders[code] = name
        if record is not None:
            records[code] = record
    return records, sorted_problems(problems)


def write_fields(known: Iterable[FieldInfo]) -> str:
    """The canonical text of fields.toml."""
    tables = (f"[{info.key}]\nname = {quoted(info.name)}\n" for info in sorted(known, key=lambda info: info.order))
    return "\n".join(tables)


def _read_record_file(
    path: Path,
    name: str,
    known: Collection[str] | None,
    forms: Collection[str] | None = None,
    events: Collection[str] | None = None,
) -> tuple[ProcedureRecord | None, list[FileProblem]]:
    data = bytes_of(path)
    if isinstance(data, OSError):
        return None, [unopened(name, data)]
    return parse_record(data, name, known, forms, events)


def _read_fields_file(path: Path) -> tuple[dict[str, FieldInfo], list[FileProblem]]:
    source, tables = opened(path)
    found: dict[str, FieldInfo] = {}
    names: set[str] = set()
    for key, value in tables.items():
        if not FIELD_KEY.match(key):
            source.report(Problem.BAD_FIELD_KEY, (key,), key=shown_value(key))
        elif not isinstance(value, dict):
            source.report(Problem.NOT_TABLE, (key,), key=key)
        else:
            text = keys_of(source, (key,), value, {"name": one_line(SHORT_NAME_LIMIT, required=True)}, ("name",)).get(
                "name"
            )
            if isinstance(text, str) and text.casefold() in names:
                source.report(Problem.DUPLICATE_TEXT, (key, "name"), key="name", value=shown_value(text))
            elif isinstance(text, str):
                names.add(text.casefold())
                found[key] = FieldInfo(key, text, len(found) + 1)
    return found, sorted_problems(source.problems)
