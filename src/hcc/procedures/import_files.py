"""A file of procedures somebody brings, of whichever kind: TOML, a ZIP file of a catalogue folder, XLSX or CSV."""

import json
import mmap
from collections.abc import Callable, Iterator
from pathlib import Path

from hcc.children.bounds import Bounds
from hcc.children.errors import ChildStopped
from hcc.children.run import run

from .csv_files import read_csv
from .file_problems import Problem
from .table_faults import Fault, TableProblem, file_fault
from .table_reading import FAULTS_TOLD, Known, Reading, read_sheets
from .toml_checks import FILE_LIMIT
from .toml_files import PROCEDURES_FOLDER, parse_record
from .xlsx_reading import read_xlsx

_MB = 2**20
_ZIP_BOUNDS = Bounds(address_space=900 * _MB, cpu_seconds=60, wall_seconds=180.0, output_bytes=700 * _MB, open_files=32)
_CSV_LIMIT = 50 * _MB
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"

Told = Callable[[int, int], None]
"""Hears how many procedures are done, of how many."""


def read_import(path: Path, name: str, known: Known, folder: Path, told: Told) -> Reading:
    """What the file asks for. `name`: what its sender calls it; `folder`: the caller's, for what is on its way."""
    with open(path, "rb") as file:
        head = file.read(4)
    if head == _OLE:
        return Reading(faults=[Fault(TableProblem.ENCRYPTED)])
    if head == _ZIP and not _is_workbook(path):
        return _read_zip(path, known, folder, told)
    if head == _ZIP:
        sheets = read_xlsx(path, folder)
    elif name.casefold().endswith(".toml"):
        return _read_texts(iter([(name, path.read_bytes()[: FILE_LIMIT + 1])]), 1, known, told, one=True)
    elif name.casefold().endswith((".xlsx", ".xlsm", ".xls")):
        return Reading(faults=[Fault(TableProblem.NOT_XLSX)])
    elif name.casefold().endswith(".zip"):
        return Reading(faults=[Fault(TableProblem.NOT_ZIP)])
    elif path.stat().st_size > _CSV_LIMIT:
        return Reading(faults=[Fault(TableProblem.TOO_HEAVY)])
    else:
        sheets = read_csv(path)
    if isinstance(sheets, Fault):
        return Reading(faults=[sheets])
    return read_sheets(sheets, known, told)


def _is_workbook(path: Path) -> bool:
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        return whole.find(b"xl/workbook.xml") >= 0 or whole.find(b"xl/_rels/") >= 0


def _read_zip(path: Path, known: Known, folder: Path, told: Told) -> Reading:
    out = folder / "texts.jsonl"
    try:
        with open(path, "rb") as file:
            job = {"out": str(out.absolute()), "ending": ".toml"}
            answer = run("hcc.procedures.zip_texts", job, bounds=_ZIP_BOUNDS, folder=folder, file=file)
    except ChildStopped:
        return Reading(faults=[Fault(TableProblem.TOO_HEAVY)])
    if "refused" in answer:
        return Reading(faults=[Fault(TableProblem(answer["refused"]))])

    def texts() -> Iterator[tuple[str, bytes]]:
        with open(out, encoding="utf-8") as lines:
            for line in lines:
                name, text = json.loads(line)
                # Beside the procedures a catalogue folder has lists of the office, which are not brought in here.
                if PROCEDURES_FOLDER in name.split("/")[:-1] or name.rpartition("/")[2][:1].isdigit():
                    yield name, text.encode("latin-1")

    return _read_texts(texts(), answer["texts"], known, told)


def _read_texts(texts: Iterator[tuple[str, bytes]], count: int, known: Known, told: Told, one: bool = False) -> Reading:
    reading = Reading()
    held: dict[str, str] = {}
    lines: dict[str, int] = {}
    for done, (name, data) in enumerate(texts):
        told(done, count)
        record, problems = parse_record(data, name, known.fields, known.forms, known.events)
        if one:  # whoever sends a single file may have it by any name
            named = [p for p in problems if p.problem is Problem.NAME_NOT_CODE]
            if named and len(named) == len(problems):
                code = named[0].facts["code"]
                record, problems = parse_record(data, f"{code}.toml", known.fields, known.forms, known.events)
        reading.faults += [file_fault(p.file, p.line, p.problem, dict(p.facts)) for p in problems]
        code = record.code if record is not None else name.rpartition("/")[2].removesuffix(".toml")
        if code in held:
            facts = {"code": code, "other": held[code]}
            reading.faults.append(file_fault(name, 1, Problem.DUPLICATE_CODE, facts))
            continue
        held[code] = name
        reading.codes.append(code)
        if record is not None:
            reading.records[code] = record
            if record.successor:
                lines[code] = _line_of(data, b"successor")
        if len(reading.faults) > FAULTS_TOLD:
            break
    for code, closed in known.in_circles(reading.records).items():
        facts = {"circle": closed}
        reading.faults.append(file_fault(held[code], lines[code], Problem.SUCCESSORS_IN_A_CIRCLE, facts))
        del reading.records[code]
    if not held and not reading.faults:
        reading.faults.append(Fault(TableProblem.NO_PROCEDURE))
    del reading.faults[FAULTS_TOLD:]
    return reading


def _line_of(data: bytes, key: bytes) -> int:
    """The line on which a key of the file's top stands, from 1."""
    return next((number for number, line in enumerate(data.splitlines(), 1) if line.lstrip().startswith(key)), 1)
