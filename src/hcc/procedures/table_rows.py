"""Records as rows of tables: what stands in each cell of a workbook or a CSV file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields as parts_of
from datetime import date
from typing import Any

from .record import ProcedureRecord
from .table_columns import NO, PROCEDURES, SECTIONS, SOURCES, TEXT_ROWS, TEXTS, YES, Column, Kind, Table, file_key
from .toml_record import SOURCE_KEYS

Cell = str | int | float | date | None
"""None: an empty cell."""
Row = list[Cell]


def rows_of(
    records: Iterable[ProcedureRecord], field_names: Mapping[str, str], event_names: Mapping[str, str]
) -> dict[str, list[Row]]:
    """The rows of every table by its key, in the order of its columns; fields and life events by their names."""
    tables: dict[str, list[Row]] = {table.key: [] for table in (PROCEDURES, *SECTIONS, TEXT_ROWS, SOURCES)}
    for record in records:
        tables[""].append(_procedure(record, field_names))
        for table in SECTIONS:
            tables[table.key] += [_entry(record.code, table, entry) for entry in getattr(record, table.key)]
        tables[TEXT_ROWS.key] += list(_texts(record, event_names))
        tables[SOURCES.key] += [
            [record.code, name, record.sources[name]] for name in SOURCE_KEYS if name in record.sources
        ]
    return tables


def _procedure(record: ProcedureRecord, field_names: Mapping[str, str]) -> Row:
    return [
        field_names.get(record.field, record.field)
        if column.key == "field"
        else _cell(column, getattr(record, column.key))
        for column in PROCEDURES.columns
    ]


def _entry(code: str, table: Table, entry: Any) -> Row:
    usual = {part.name: part.default for part in parts_of(entry)}
    row: Row = [code]
    for column in table.columns[1:]:
        key = file_key(table, column)
        value = getattr(entry, key)
        # A paper that is always needed says so: it is what readers of the table look for.
        row.append(_cell(column, value) if value != usual[key] or key == "required" else None)
    return row


def _texts(record: ProcedureRecord, event_names: Mapping[str, str]) -> Iterator[Row]:
    for key, title in TEXTS.items():
        for text in getattr(record, key):
            yield [record.code, title, event_names.get(text, text) if key == "life_events" else text]


def _cell(column: Column, value: Any) -> Cell:
    if value is None or value == "" or value == ():
        return None
    if column.kind is Kind.ANSWER:
        return YES if value else NO
    if column.kind is Kind.CHOICE:
        return (column.choices or {}).get(value, value)
    if column.kind is Kind.CHOICES:
        return "; ".join((column.choices or {}).get(one, one) for one in value)
    if column.kind is Kind.WHOLE:
        return value or None
    if column.kind is Kind.HALVES:
        return int(value) if value == int(value) else value
    return value
