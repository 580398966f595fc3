"""Procedures as one CSV file: the tables of a workbook below one another, the first column says which.

Spreadsheets take a cell that begins with = + - or @ for a formula and work it out: such a text is written with an
apostrophe before it, which is taken off when the file is read.
"""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import count
from pathlib import Path

from .record import ProcedureRecord
from .table_cells import Raw, folded
from .table_columns import CODE, PROCEDURES, TABLES, WHICH, Table
from .table_faults import Fault, TableProblem
from .table_rows import Cell, rows_of
from .table_sheets import Sheet

MOST_LETTERS = 40_000
"""Of one cell: as in a workbook."""
MOST_ROWS = 400_000
_GUARDED = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_GUARD_READ = re.compile(r"'+[=+\-@\t\r＝＋－＠]")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_COMMAS = (";", ",", "\t")


def csv_headings() -> list[str]:
    """The columns of the one table: every heading of the workbook once, after the column that says which table."""
    headings = [column.heading for table in TABLES for column in table.columns]
    return [WHICH, *dict.fromkeys(headings)]


def write_csv(
    records: Iterable[ProcedureRecord],
    field_names: Mapping[str, str],
    event_names: Mapping[str, str],
    told: Callable[[int, int], None] | None = None,
) -> bytes:
    """The file: UTF-8 with its mark and semicolons, which Excel opens as a table in Vietnam. `told` hears how many rows
    are written, of how many.
    """
    headings = csv_headings()
    places = {heading: at for at, heading in enumerate(headings)}
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    rows = rows_of(records, field_names, event_names)
    every, done = sum(map(len, rows.values())), count(1)
    for table in TABLES:
        at = [places[column.heading] for column in table.columns]
        for row in rows[table.key]:
            cells = [""] * len(headings)
            cells[0] = table.title
            for place, cell in zip(at, row, strict=True):
                cells[place] = _written(cell)
            writer.writerow(cells)
            if told is not None:
                told(next(done), every)
    return out.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d/%m}/{cell.year:04}"
    if isinstance(cell, float):
        return repr(cell).replace(".", ",")
    text = str(cell)
    return f"'{text}" if _GUARDED.match(text) else text


def read_csv(path: Path) -> list[Sheet] | Fault:
    """The rows as sheets, each row with its line in the file; or why it cannot be read."""
    text = _decoded(path.read_bytes())
    if text is None:
        return Fault(TableProblem.NOT_TEXT_FILE)
    return _sheets_of(text)


def _decoded(data: bytes) -> str | None:
    """The text in whichever encoding Excel, LibreOffice or an old program saved it; None when it is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _text(data, encoding)
    if b"\0" in data[:200]:  # UTF-16 without its mark: of ASCII letters every other byte is empty
        return _text(data, "utf-16-le" if data[1:2] == b"\0" else "utf-16-be")
    text = _text(data, "utf-8")
    if text is None:
        # CP1258 writes tones as letters of their own.
        text = _text(data, "cp1258")
    return text


def _text(data: bytes, encoding: str) -> str | None:
    try:
        text = unicodedata.normalize("NFC", data.decode(encoding))
    except (UnicodeDecodeError, ValueError):
        return None
    return None if "\0" in text else text


def _sheets_of(text: str) -> list[Sheet] | Fault:
    csv.field_size_limit(MOST_LETTERS)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    if first.casefold().startswith("sep=") and len(first.strip()) == 5:  # what Excel writes to say so itself
        delimiter, text = first.strip()[4], text.lstrip("\r\n").partition("\n")[2]
        skipped = 1
    else:
        delimiter, skipped = max(_COMMAS, key=first.count), 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1 + skipped
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            line = reader.line_num + 1 + skipped
            if len(rows) > MOST_ROWS:
                return Fault(TableProblem.TOO_HEAVY)
    except csv.Error:
        return Fault(TableProblem.UNCLOSED_QUOTE, {}, "", line)
    if not rows:
        return Fault(TableProblem.NO_PROCEDURE)
    return _divided(rows)


def _divided(rows: list[tuple[int, list[str]]]) -> list[Sheet] | Fault:
    """A sheet for each table: the headings every one of them shares, then its rows."""
    number, headings = rows[0]
    which = next((at for at, heading in enumerate(headings) if folded(heading) == folded(WHICH)), None)
    if which is None:
        return [Sheet(PROCEDURES.title, [(line, _unguarded(cells)) for line, cells in rows])]
    known = {folded(table.title): table for table in TABLES}
    sheets: dict[str, Sheet] = {}
    for line, cells in rows[1:]:
        name = cells[which].strip() if which < len(cells) else ""
        table = known.get(folded(name)) if name else PROCEDURES
        title = table.title if table else name
        sheet = sheets.get(title)
        if sheet is None:
            heads: list[Raw] = [
                None if at == which or (table and not _belongs(heading, table)) else heading
                for at, heading in enumerate(headings)
            ]
            sheet = sheets[title] = Sheet(title, [(number, heads)])
        plain = _unguarded(cells)
        plain[which : which + 1] = [None]
        # What stands under a heading of another table is told of like what stands under none.
        sheet.rows.append((line, plain))
    if len(sheets) == 1 and next(iter(sheets)) not in {table.title for table in TABLES}:
        [sheet] = sheets.values()
        return Fault(TableProblem.UNKNOWN_TABLE, {"value": sheet.name[:60]}, sheet.name, sheet.rows[1][0])
    return list(sheets.values())


def _belongs(heading: str, table: Table) -> bool:
    """Whether the heading is of this table, or of none at all, which is a fault of its own."""
    name = folded(heading)
    own = {word for column in table.columns for word in (folded(column.heading), column.key)}
    every = {folded(one) for one in csv_headings()} | {CODE.key}
    return name in own or name not in every


def _unguarded(cells: list[str]) -> list[Raw]:
    return [cell[1:] if _GUARD_READ.match(cell) else cell for cell in cells]
