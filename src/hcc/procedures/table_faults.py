"""What is wrong in a table of procedures: which table, row and column, and a sentence that says what to do.

Rules about the text of a procedure are those of catalogue files, and so are their sentences (`file_problems`): there
things are called by the keys of a file, here by the headings of the columns.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from hcc.core.text import TranslationString, message

from .file_problems import SENTENCES as FILE_SENTENCES
from .file_problems import Problem
from .table_columns import FEE_KINDS, TABLES, TEXTS, UNITS


class TableProblem(StrEnum):
    """What can be wrong with a table, beside what can be wrong with the text of a procedure."""

    NOT_XLSX = "not_xlsx"
    ENCRYPTED = "encrypted"
    TOO_HEAVY = "too_heavy"
    NOT_ZIP = "not_zip"
    NO_PROCEDURE = "no_procedure"
    NOT_TEXT_FILE = "not_text_file"
    UNCLOSED_QUOTE = "unclosed_quote"
    NO_HEADINGS = "no_headings"
    UNKNOWN_TABLE = "unknown_table"
    TABLE_TWICE = "table_twice"
    HIDDEN_TABLE = "hidden_table"
    UNKNOWN_COLUMN = "unknown_column"
    COLUMN_TWICE = "column_twice"
    MERGED = "merged"
    FORMULA = "formula"
    CELL_ERROR = "cell_error"
    NO_HEADING = "no_heading"
    NO_CODE = "no_code"
    SAME_CODE = "same_code"
    NOT_WHOLE = "not_whole"
    NOT_HALVES = "not_halves"
    NOT_DAY = "not_day"
    DAY_AS_NUMBER = "day_as_number"
    NO_SUCH_DAY = "no_such_day"
    NOT_ANSWER = "not_answer"
    NOT_CHOICE = "not_choice"
    NOT_FIELD = "not_field"
    NOT_EVENT = "not_event"
    EMPTY_TEXT = "empty_text"


SENTENCES: dict[str, TranslationString] = {
    TableProblem.NOT_XLSX: message(
        "This is no Excel workbook (.xlsx) that can be opened. Open it in Excel and save it again as .xlsx."
    ),
    TableProblem.ENCRYPTED: message("The workbook is locked with a password. Save it without one and send it again."),
    TableProblem.TOO_HEAVY: message(
        "The file unpacks to more than can be read at once. Delete what does not belong to the tables (pictures, empty "
        "formatted rows), or send the procedures in several files."
    ),
    TableProblem.NOT_ZIP: message("This ZIP file is damaged or locked. Make it again from the catalogue folder."),
    TableProblem.NO_PROCEDURE: message("There is no procedure in this file. Compare it with the template."),
    TableProblem.NOT_TEXT_FILE: message(
        "The letters of this file cannot be read. Save it as “CSV UTF-8” and send it again."
    ),
    TableProblem.UNCLOSED_QUOTE: message(
        "A quotation mark that begins here is not closed. Close it, or take it out, and send the file again."
    ),
    TableProblem.NO_HEADINGS: message(
        "There is no row with the heading “${heading}” at the top. Copy the headings from the template."
    ),
    TableProblem.UNKNOWN_TABLE: message(
        "There is no table called “${value}”. Call it as the template does, or take it out."
    ),
    TableProblem.TABLE_TWICE: message("The table stands twice. Put the rows of both into one."),
    TableProblem.HIDDEN_TABLE: message(
        "This table is hidden, so nobody saw what would be taken in. Unhide it, or delete it."
    ),
    TableProblem.UNKNOWN_COLUMN: message(
        "“${value}” is no heading of this table. Call the column as the template does, or take it out."
    ),
    TableProblem.COLUMN_TWICE: message("Two columns are called “${value}”. Keep one of them."),
    TableProblem.MERGED: message(
        "The cells ${value} are merged, so it is not clear which row they belong to. Unmerge them and fill in each row."
    ),
    TableProblem.FORMULA: message(
        "The cell holds a formula. Copy the cell and paste only its value (Paste Special, Values)."
    ),
    TableProblem.CELL_ERROR: message("The cell holds an error (${value}). Write the value itself."),
    TableProblem.NO_HEADING: message(
        "Something stands in a column that this table does not have. Delete it, or move it under its heading."
    ),
    TableProblem.NO_CODE: message("The row has no procedure code. Write the code, or delete the row."),
    TableProblem.SAME_CODE: message("The procedure ${code} stands already in row ${other}. Keep one of the two rows."),
    TableProblem.NOT_WHOLE: message("“${value}” is not a whole number. Write digits, such as 8000."),
    TableProblem.NOT_HALVES: message("“${value}” is not a number. Write a number such as 3 or 3,5."),
    TableProblem.NOT_DAY: message("“${value}” is not a date. Write day, month and year, such as 01/07/2026."),
    TableProblem.DAY_AS_NUMBER: message(
        "“${value}” is a number here, not a date. Write day, month and year, such as 01/07/2026."
    ),
    TableProblem.NO_SUCH_DAY: message("“${value}” is not in the calendar. Look at day and month again."),
    TableProblem.NOT_ANSWER: message(
        "“${value}” is neither “${yes}” nor “${no}”. Write one of the two, or leave it empty."
    ),
    TableProblem.NOT_CHOICE: message("“${value}” cannot be chosen here. Choose one of: ${allowed}."),
    TableProblem.NOT_FIELD: message("There is no field “${value}”. Choose one of: ${allowed}."),
    TableProblem.NOT_EVENT: message("There is no life event “${value}”. Choose one of: ${allowed}."),
    TableProblem.EMPTY_TEXT: message("The row has no text. Write one, or delete the row."),
}

_KEY = re.compile(r'"([a-z][a-z_0-9]*)"')
_NAMED_VALUES: dict[str, str] = {**UNITS, **FEE_KINDS}

Say = Callable[[TranslationString], str]


@dataclass(frozen=True)
class Fault:
    """One thing to put right. `row` counts from 1, 0 where it is about the whole table or file."""

    problem: str
    """A `TableProblem` or `Problem`."""
    facts: dict[str, Any] = field(default_factory=dict)
    table: str = ""
    """Title of the table, or path of the file inside a ZIP file."""
    row: int = 0
    column: str = ""
    """Letters of the column and its heading: "C Mức thu (đồng)"."""
    code: str = ""
    section: str = ""
    """Key of the table whose columns the sentence speaks of."""

    def sentence(self, say: Say) -> str:
        """What is wrong and what to do, in the reader's language."""
        text = SENTENCES.get(self.problem) or FILE_SENTENCES[Problem(self.problem)]
        said = say(TranslationString(text, domain=text.domain, mapping=self.facts))
        names = _names(self.section) if self.problem not in SENTENCES and self.column != _FILE else {}
        return _KEY.sub(lambda found: f"“{names[found[1]]}”" if found[1] in names else found[0], said)


_FILE = "file"
"""In `column`: the fault is of a catalogue file, which has keys and lines."""


def file_fault(name: str, line: int, problem: str, facts: dict[str, Any]) -> Fault:
    """A fault of one catalogue file, at its line."""
    return Fault(problem, facts, name, line, _FILE, code=name.rpartition("/")[2].removesuffix(".toml"))


def is_of_file(fault: Fault) -> bool:
    """Whether it is of a catalogue file, which has lines and no columns."""
    return fault.column == _FILE


def _names(section: str) -> dict[str, str]:
    """Keys of a catalogue file -> what the columns are called; those of `section` come first."""
    tables = sorted(TABLES, key=lambda table: table.key == section)
    names = {column.key: column.heading for table in tables for column in table.columns}
    return {**{str(key): name for key, name in _NAMED_VALUES.items()}, **names, **TEXTS}


def letters(index: int) -> str:
    """What a workbook calls a column: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
