"""A workbook somebody brings, as sheets of cells; it is taken apart in a child process."""

import json
from pathlib import Path
from typing import Any

from hcc.children.bounds import Bounds
from hcc.children.errors import ChildStopped
from hcc.children.run import run

from .table_cells import DAY, ERROR, FORMULA, Marked, Raw
from .table_faults import Fault, TableProblem
from .table_sheets import Sheet

_MB = 2**20
BOUNDS = Bounds(address_space=900 * _MB, cpu_seconds=60, wall_seconds=180.0, output_bytes=400 * _MB, open_files=32)
"""6,000 procedures in one workbook take some 23 s and 670 MB."""


def read_xlsx(path: Path, folder: Path) -> list[Sheet] | Fault:
    """The sheets of a workbook, or why it cannot be read. `folder` is the caller's, for what is on its way."""
    out = folder / "cells.jsonl"
    try:
        with open(path, "rb") as file:
            answer = run(
                "hcc.procedures.xlsx_cells", {"out": str(out.absolute())}, bounds=BOUNDS, folder=folder, file=file
            )
    except ChildStopped:
        return Fault(TableProblem.TOO_HEAVY)
    if "refused" in answer:
        return Fault(TableProblem(answer["refused"]))
    sheets: list[Sheet] = []
    with open(out, encoding="utf-8") as lines:
        for line in lines:
            read = json.loads(line)
            if isinstance(read, list):
                number, cells = read
                sheets[-1].rows.append((number, [_raw(cell) for cell in cells]))
            elif "sheet" in read:
                sheets.append(Sheet(read["sheet"], [], hidden=read["hidden"]))
            else:
                sheets[-1].merged = [(name, last) for name, last in read["merged"]]
    return sheets


def _raw(cell: Any) -> Raw:
    if isinstance(cell, dict):
        [(mark, text)] = cell.items()
        return Marked({"day": DAY, "formula": FORMULA, "error": ERROR}[mark], text)
    return cell
