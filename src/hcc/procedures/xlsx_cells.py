"""Cells of a workbook, read in a child process: nothing here knows procedures, and the file may be hostile.

openpyxl takes the file apart; formulas are never worked out, links never followed. What it needs for a file is bounded
by the child, and what it would unpack is looked at before. The answer is a file of JSON lines: a line for each sheet,
then one for each of its filled rows.
"""

import json
import warnings
import zipfile
from datetime import date, datetime
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

MOST_UNPACKED = 300 * 2**20
"""Bytes of all parts; 6,000 procedures have a quarter of that."""
MOST_RATIO = 200
"""How many times its packed size a part may unpack to; sheets of empty formatted rows reach 60."""
MOST_CELLS = 2_000_000
"""From the first to the last of every sheet, empty ones too."""
MOST_SHEETS, MOST_MERGED = 60, 1_000
MOST_LETTERS = 40_000
"""Of one cell; Excel itself takes 32,767."""
MOST_DIGITS = 1e15
_OLE = b"\xd0\xcf\x11\xe0"
"""How a workbook with a password begins, and one of Excel 97."""


class Refused(Exception):
    """The file cannot be read; the word says why."""


def work(job: dict[str, Any]) -> dict[str, Any]:
    """Read the workbook on standard input into the file `out`. Answers the number of sheets, or why not."""
    try:
        with open(0, "rb", closefd=False) as file, open(job["out"], "w", encoding="utf-8") as out:
            return {"sheets": read_workbook(file, out)}
    except Refused as refused:
        return {"refused": str(refused)}
    except MemoryError:
        return {"refused": "too_heavy"}
    except Exception:  # of a file that is none, the library raises whatever it stumbles over
        return {"refused": "not_xlsx"}


def read_workbook(file: IO[bytes], out: IO[str]) -> int:
    """Write the sheets as JSON lines; answers how many there are."""
    _look_at_parts(file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about parts that are not read, and days that are none
        book = load_workbook(file, keep_links=False)
    sheets = book.worksheets
    if len(sheets) > MOST_SHEETS or sum(sheet.max_row * sheet.max_column for sheet in sheets) > MOST_CELLS:
        raise Refused("too_heavy")
    for sheet in sheets:
        out.write(json.dumps({"sheet": sheet.title, "hidden": sheet.sheet_state != "visible"}) + "\n")
        _write_rows(sheet, out)
        merged = [(area.coord, area.max_row) for area in list(sheet.merged_cells.ranges)[:MOST_MERGED]]
        out.write(json.dumps({"merged": sorted(merged, key=lambda one: one[1])}) + "\n")
    return len(sheets)


def _look_at_parts(file: IO[bytes]) -> None:
    """A ZIP file says what its parts unpack to, and no more than that comes out of them."""
    head = file.read(4)
    file.seek(0)
    if head == _OLE:
        raise Refused("encrypted")
    with zipfile.ZipFile(file) as parts:
        listed = parts.infolist()
    if any(part.flag_bits & 1 for part in listed):
        raise Refused("encrypted")
    swollen = any(part.file_size > max(part.compress_size * MOST_RATIO, 2**20) for part in listed)
    if swollen or sum(part.file_size for part in listed) > MOST_UNPACKED:
        raise Refused("too_heavy")
    file.seek(0)


def _write_rows(sheet: Worksheet, out: IO[str]) -> None:
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [_read(cell) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            out.write(json.dumps([number, cells]) + "\n")


def _read(cell: Cell) -> Any:
    value = cell.value
    if cell.data_type == "f":
        return {"formula": str(value)[:100]}
    if cell.data_type == "e":
        return {"error": str(value)[:100]}
    if value is None or value == "":
        return None
    if isinstance(value, datetime | date):
        return {"day": f"{value:%Y-%m-%d}"}
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        if value != value or abs(value) > MOST_DIGITS:
            return {"error": str(value)[:100]}
        return int(value) if value == int(value) else value
    # "_x000D_" stands for a letter that XML cannot hold (ECMA-376, 22.9.2.19); the library leaves it as it is.
    return ILLEGAL_CHARACTERS_RE.sub("", unescape(str(value)[:MOST_LETTERS])) or None
