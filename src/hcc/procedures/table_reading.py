"""Tables read into records: each procedure's rows put together and judged by the rules of catalogue files.

A column or table that a file does not have leaves what the procedure says of it; an empty cell empties it. A table
without any row counts as one that is not there: a template of which only the fees are filled in changes fees alone.
"""

import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .file_problems import Problem
from .national_codes import known_code
from .record import ProcedureRecord
from .successors import circles_of_texts, with_arrows
from .table_cells import Bad, is_empty, value_of
from .table_cells import chosen as chosen_of
from .table_columns import CODE, PROCEDURES, SECTIONS, SOURCES, TEXT_ROWS, TEXTS, Column, file_key
from .table_faults import Fault, TableProblem
from .table_sheets import Sheet, TableSheet, tables_of
from .toml_checks import Source
from .toml_files import check_known
from .toml_places import Place
from .toml_record import record_of
from .toml_writing import write_record

CellPlace = tuple[str, int, str]
"""Table, row, column, as a fault names them."""
FAULTS_TOLD = 1_000


@dataclass(frozen=True)
class Known:
    """What a file may name."""

    records: Mapping[str, ProcedureRecord]
    """The latest text of every procedure of the catalogue, by code."""
    fields: Mapping[str, str]
    """Key of each field -> its name."""
    events: Mapping[str, str]
    """Key of each life event -> its name."""
    forms: Collection[str]
    """Names of the form files."""
    follows: Mapping[str, str] = field(default_factory=dict)
    """What takes the place of a procedure as things stand, where anything does."""

    def in_circles(self, records: Mapping[str, ProcedureRecord]) -> dict[str, str]:
        """Every record that differs from what stands and would be part of a circle of successors, with the circle.

        Without these records no circle is left, nor one closed by what stands in their place.
        """
        left = {code: one for code, one in records.items() if one != self.records.get(code)}
        found: dict[str, str] = {}
        while closed := circles_of_texts(left, lambda code: self.follows.get(code, "")):
            for codes in closed:
                said = with_arrows(codes)
                for code in left.keys() & set(codes):
                    found[code] = said
                    del left[code]
        return {code: found[code] for code in records if code in found}


@dataclass
class Reading:
    """What a file asks for."""

    records: dict[str, ProcedureRecord] = field(default_factory=dict)
    """The procedures without a fault, as they would be, by code."""
    faults: list[Fault] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    """Every procedure the file speaks of, in its order."""
    mapped: dict[str, str] = field(default_factory=dict)
    """Codes with a province's tail -> the national codes they were taken for."""


@dataclass
class _Asked:
    """What the rows of one procedure say."""

    values: dict[str, Any] = field(default_factory=dict)
    emptied: set[str] = field(default_factory=set)
    places: dict[Place, CellPlace] = field(default_factory=dict)
    bad: set[str] = field(default_factory=set)
    """What has a cell that cannot be read: columns of the table of procedures, and sections."""
    listed: bool = False
    """Whether it stands in the table of procedures."""


class _CellSource(Source):
    """What the checks of a catalogue file report to: every fault goes to the cell that holds the value."""

    def __init__(self, code: str, places: Mapping[Place, CellPlace]) -> None:
        super().__init__(code)
        self._code, self._places = code, places
        self.faults: list[Fault] = []

    def report(self, problem: Problem, path: Place = (), **facts: Any) -> object:
        section = str(path[0]) if path else ""
        if problem is Problem.MISSING_KEY and (*path, facts["key"]) in self._places:
            path = (*path, facts["key"])
        while path and path not in self._places:
            path = path[:-1]
        table, row, column = self._places.get(path, ("", 0, ""))
        self.faults.append(Fault(problem, facts, table, row, column, self._code, section))
        return super().report(problem, path, **facts)


def read_sheets(
    sheets: Iterable[Sheet], known: Known, told: Callable[[int, int], None] = lambda done, all: None
) -> Reading:
    """The records that the rows of these sheets ask for, and every fault by table, row and column.

    `told` hears how many procedures are done, of how many.
    """
    reading = Reading()
    tables = tables_of(sheets, reading.faults)
    asked = _collect(tables, known, reading)
    full = {table.table.key for table in tables if table.rows}
    texts = {key for one in asked.values() for key in TEXTS if key in one.values}
    for done, (code, one) in enumerate(asked.items()):
        told(done, len(asked))
        reading.codes.append(code)
        if len(reading.faults) > FAULTS_TOLD:
            break
        record, faults = _record(code, one, full, texts, known)
        reading.faults += faults
        if record is not None and not one.bad:
            reading.records[code] = record
    for code, closed in known.in_circles(reading.records).items():
        places = asked[code].places
        place = places.get(("successor",), places[()])
        reading.faults.append(Fault(Problem.SUCCESSORS_IN_A_CIRCLE, {"circle": closed}, *place, code, "successor"))
        del reading.records[code]
    if not asked and not reading.faults:
        reading.faults.append(Fault(TableProblem.NO_PROCEDURE))
    del reading.faults[FAULTS_TOLD:]
    return reading


def _collect(tables: list[TableSheet], known: Known, reading: Reading) -> dict[str, _Asked]:
    asked: dict[str, _Asked] = {}
    for sheet in tables:
        code_at = next((at for at, column in sheet.columns if column is CODE), None)
        if code_at is None:
            continue
        for number, cells in sheet.rows:
            raw = cells[code_at] if code_at < len(cells) else None
            if is_empty(raw):
                reading.faults.append(Fault(TableProblem.NO_CODE, {}, *sheet.place(number, CODE)))
                continue
            typed = value_of(CODE, raw)
            if isinstance(typed, Bad):
                reading.faults.append(Fault(typed.problem, typed.facts, *sheet.place(number, CODE)))
                continue
            code = known_code(typed, known.records)
            if code != typed:
                reading.mapped[typed] = code
            one = asked.setdefault(code, _Asked())
            one.places.setdefault((), sheet.place(number, CODE))
            if sheet.table is PROCEDURES:
                _procedure_row(one, code, sheet, number, cells, known, reading)
            elif sheet.table is TEXT_ROWS or sheet.table is SOURCES:
                _text_row(one, code, sheet, number, cells, known, reading)
            else:
                _section_row(one, code, sheet, number, cells, reading)
    return asked


def _procedure_row(
    one: _Asked, code: str, sheet: TableSheet, number: int, cells: Any, known: Known, reading: Reading
) -> None:
    if one.listed:
        facts = {"code": code, "other": one.places[("code",)][1]}
        reading.faults.append(Fault(TableProblem.SAME_CODE, facts, *sheet.place(number, CODE), code))
        one.bad.add("code")
        return
    one.listed = True
    for at, column in sheet.columns:
        raw = cells[at] if at < len(cells) else None
        one.places[(column.key,)] = sheet.place(number, column)
        if column is CODE:
            continue
        if is_empty(raw):
            one.emptied.add(column.key)
            continue
        value = value_of(column, raw)
        if column.key == "field" and not isinstance(value, Bad):
            value = chosen_of(value, known.fields, TableProblem.NOT_FIELD)
        _keep(one, code, one.values, column.key, value, sheet, number, column, reading)


def _section_row(one: _Asked, code: str, sheet: TableSheet, number: int, cells: Any, reading: Reading) -> None:
    key = sheet.table.key
    entries = one.values.setdefault(key, [])
    entry: dict[str, Any] = {}
    place: Place = (key, len(entries))
    one.places[place] = sheet.place(number)
    for at, column in sheet.columns:
        raw = cells[at] if at < len(cells) else None
        named = file_key(sheet.table, column)
        one.places[(*place, named)] = sheet.place(number, column)
        if column is not CODE and not is_empty(raw):
            _keep(one, code, entry, named, value_of(column, raw), sheet, number, column, reading)
    entries.append(entry)


def _text_row(
    one: _Asked, code: str, sheet: TableSheet, number: int, cells: Any, known: Known, reading: Reading
) -> None:
    """A row of the table of texts, or of the table of sources."""
    columns = sheet.table.by_key
    found: dict[str, Any] = {}
    for at, column in sheet.columns:
        raw = cells[at] if at < len(cells) else None
        if column is not CODE and not is_empty(raw):
            _keep(one, code, found, column.key, value_of(column, raw), sheet, number, column, reading)
    missing = [key for key in ("of", "text") if key not in found]
    if missing:
        if sheet.table.key not in one.bad:
            place = sheet.place(number, columns[missing[0]])
            reading.faults.append(Fault(TableProblem.EMPTY_TEXT, {}, *place, code))
        one.bad.add(sheet.table.key)
        return
    of, text = found["of"], found["text"]
    if sheet.table is SOURCES:
        one.values.setdefault("sources", {})[of] = text
        one.places[("sources", of)] = sheet.place(number, columns["text"])
        return
    if of == "life_events":
        _keep(one, code, found, "text", chosen_of(text, known.events, TableProblem.NOT_EVENT), sheet, number,
              columns["text"], reading)  # fmt: skip
        text = found["text"]
    texts = one.values.setdefault(of, [])
    one.places[(of, len(texts))] = sheet.place(number, columns["text"])
    texts.append(text)


def _keep(
    one: _Asked,
    code: str,
    into: dict[str, Any],
    key: str,
    value: Any,
    sheet: TableSheet,
    number: int,
    column: Column,
    reading: Reading,
) -> None:
    """Keep a value, or the fault of its cell."""
    if isinstance(value, Bad):
        reading.faults.append(Fault(value.problem, value.facts, *sheet.place(number, column), code))
        one.bad.add(sheet.table.key or key)
    else:
        into[key] = value


def _record(
    code: str, one: _Asked, full: set[str], texts: set[str], known: Known
) -> tuple[ProcedureRecord | None, list[Fault]]:
    """The record as it would be: what the rows say, over what the catalogue has."""
    base = known.records.get(code)
    table = tomllib.loads(write_record(base)) if base is not None else {}
    for key in one.emptied:
        table.pop(key, None)
    if one.listed:
        for key in (*(section.key for section in SECTIONS if section.key in full), *texts):
            table.pop(key, None)
        if SOURCES.key in full:
            table.pop(SOURCES.key, None)
    table |= {**one.values, "code": code}
    places = one.places
    source = _CellSource(code, places)
    record = record_of(source, table)
    if record is not None and not source.faults:
        check_known(source, record, forms=known.forms, events=known.events)
    # What cannot be read is told already, and so is whatever follows from its being missing.
    told = [fault for fault in source.faults if not one.bad & {fault.section, str(fault.facts.get("key", ""))}]
    return (None if source.faults else record), told
