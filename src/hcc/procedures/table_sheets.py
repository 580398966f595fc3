"""Sheets of a file, as they were read from it, matched with the tables and columns of the format."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .table_cells import Raw, folded, is_empty, text_of
from .table_columns import CODE, PROCEDURES, TABLES, Column, Table
from .table_faults import Fault, TableProblem, letters
from .toml_checks import shown_value

HEADINGS_WITHIN = 10
"""Rows at the top of a sheet in which the headings may stand: below a title of one's own."""
GUIDE = "Hướng dẫn"
"""The sheet of the template that explains it; nothing is read from it."""
_MERGED_TOLD = 20


@dataclass
class Sheet:
    """One sheet as it stands in a file: rows with their numbers, from 1, empty ones left out."""

    name: str
    rows: list[tuple[int, Sequence[Raw]]]
    hidden: bool = False
    merged: Sequence[tuple[str, int]] = field(default_factory=tuple)
    """Ranges of merged cells ("A3:A5"), each with its last row."""


@dataclass
class TableSheet:
    """The part of a sheet below its headings."""

    table: Table
    title: str
    columns: list[tuple[int, Column]]
    """Place of each column in a row, from 0."""
    rows: list[tuple[int, Sequence[Raw]]]

    def place(self, row: int, column: Column | None = None) -> tuple[str, int, str]:
        """Title of the table, row, and what the column is called, as a fault names them."""
        at = next((at for at, one in self.columns if one is column), None)
        return self.title, row, "" if at is None or column is None else f"{letters(at)} {column.heading}"


def tables_of(sheets: Iterable[Sheet], faults: list[Fault]) -> list[TableSheet]:
    """The tables found in these sheets; what is wrong with a sheet as a whole is added to `faults`."""
    sheets = list(sheets)
    known = {name: table for table in TABLES for name in (folded(table.title), table.key) if name}
    found: dict[str, TableSheet] = {}
    for sheet in sheets:
        table = known.get(folded(sheet.name))
        if table is None and folded(sheet.name) != folded(GUIDE) and sheet.rows:
            # A file of one list, whatever its sheet is called, is a list of procedures.
            if len(sheets) == 1:
                table = PROCEDURES
            elif not sheet.hidden:
                faults.append(Fault(TableProblem.UNKNOWN_TABLE, {"value": shown_value(sheet.name)}, sheet.name))
        if table is None or not sheet.rows:
            continue
        if sheet.hidden:
            faults.append(Fault(TableProblem.HIDDEN_TABLE, {}, sheet.name))
        elif table.key in found:
            faults.append(Fault(TableProblem.TABLE_TWICE, {}, sheet.name))
        else:
            read = _headed(sheet, table, faults)
            if read is not None:
                found[table.key] = read
    return [found[table.key] for table in TABLES if table.key in found]


def _headed(sheet: Sheet, table: Table, faults: list[Fault]) -> TableSheet | None:
    for at, (number, cells) in enumerate(sheet.rows[:HEADINGS_WITHIN]):
        if any(_is_code_heading(cell) for cell in cells):
            columns = _columns(sheet, table, number, cells, faults)
            rows = sheet.rows[at + 1 :]
            merged = [one for one in sheet.merged if one[1] > number]
            faults += [
                Fault(TableProblem.MERGED, {"value": name}, sheet.name, last) for name, last in merged[:_MERGED_TOLD]
            ]
            headed = {at for at, cell in enumerate(cells) if not is_empty(cell)}
            for row, values in rows:
                stray = next((at for at, one in enumerate(values) if at not in headed and not is_empty(one)), None)
                if stray is not None:
                    faults.append(Fault(TableProblem.NO_HEADING, {}, sheet.name, row, letters(stray)))
            return TableSheet(table, sheet.name, columns, rows)
    faults.append(Fault(TableProblem.NO_HEADINGS, {"heading": CODE.heading}, sheet.name, sheet.rows[0][0]))
    return None


def _is_code_heading(cell: Raw) -> bool:
    return isinstance(cell, str) and folded(cell) in (folded(CODE.heading), CODE.key)


def _columns(
    sheet: Sheet, table: Table, number: int, cells: Sequence[Raw], faults: list[Fault]
) -> list[tuple[int, Column]]:
    known = {name: column for column in table.columns for name in (folded(column.heading), column.key)}
    found: list[tuple[int, Column]] = []
    for at, cell in enumerate(cells):
        if is_empty(cell):
            continue
        heading = text_of(cell)
        column = known.get(folded(heading))
        facts = {"value": shown_value(heading)}
        if column is None:
            faults.append(Fault(TableProblem.UNKNOWN_COLUMN, facts, sheet.name, number, letters(at)))
        elif any(one is column for _, one in found):
            faults.append(Fault(TableProblem.COLUMN_TWICE, facts, sheet.name, number, letters(at)))
        else:
            found.append((at, column))
    return found
