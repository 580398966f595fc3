"""Catalogue files (catalog/): one procedure a TOML file, read with all its problems, written in one canonical form.

`write_record` puts one value on a line and leaves defaults out, so that changing one fee changes one line and a
reviewer sees exactly that. Comments in a file do not survive an export: what must stay belongs in `review`.
"""

import re
import tomllib
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from dataclasses import field as dataclass_field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from ..core.errors import Refusal
from ..core.identifiers import CASE, PROCEDURE
from ..core.text import TranslationString, message
from .record import (
    Audience,
    Case,
    Channel,
    Component,
    Fee,
    FeeKind,
    Level,
    LimitUnit,
    Method,
    OnlineLevel,
    ProcedureRecord,
    Replacement,
    TimeLimit,
)

FIELDS_FILE = "fields.toml"
PROCEDURES_FOLDER = "procedures"

FILE_LIMIT = 256 * 1024
"""Bytes of one file; the largest real one has under 4 kB."""
NAME_LIMIT = 500
"""Characters of a procedure's name; the longest announced one seen has 301."""
SHORT_NAME_LIMIT = 120
TEXT_LIMIT = 2000
"""Characters of any other text."""
LIST_LIMIT = 100
"""Entries of one list (steps, papers, fees...)."""
MONEY_LIMIT = 1_000_000_000
"""Đồng; the dearest known commune fee is 4,500,000."""
TIME_LIMIT = 1000
"""Units of one time limit; the longest known one is 155 days."""
PAPERS_LIMIT = 99
"""Originals or copies of one paper, sets of one dossier."""
FORM_FILE = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*\.(?:pdf|docx|odt)\Z")
"""Names in catalog/forms: safe as a file and as an address."""
PORTAL_URL = re.compile(r"https://(?:[a-z0-9-]+\.)+gov\.vn/[!-~]*\Z")
FIELD_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")

_COUNTED = (LimitUnit.WORKING_DAYS, LimitUnit.DAYS, LimitUnit.HOURS)
_PAID = (FeeKind.PER_PAGE, FeeKind.PER_CASE)


class Problem(StrEnum):
    """What can be wrong with a catalogue file."""

    NO_FILE = "no_file"
    UNREADABLE = "unreadable"
    FILE_TOO_BIG = "file_too_big"
    NOT_UTF8 = "not_utf8"
    MALFORMED = "malformed"
    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    NOT_TEXT = "not_text"
    NOT_NUMBER = "not_number"
    NOT_WHOLE_NUMBER = "not_whole_number"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_LIST = "not_list"
    NOT_TABLES = "not_tables"
    NOT_TABLE = "not_table"
    UNKNOWN_VALUE = "unknown_value"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    CONTROL_CHARACTER = "control_character"
    DUPLICATE_TEXT = "duplicate_text"
    BAD_CODE = "bad_code"
    NAME_NOT_CODE = "name_not_code"
    DUPLICATE_CODE = "duplicate_code"
    BAD_FIELD_KEY = "bad_field_key"
    UNKNOWN_FIELD = "unknown_field"
    UNIT_WITHOUT_AMOUNT = "unit_without_amount"
    AMOUNT_WITHOUT_UNIT = "amount_without_unit"
    AMOUNT_NOT_COUNTED = "amount_not_counted"
    BAD_TIME = "bad_time"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    AFTER_15_NOT_SAME_DAY = "after_15_not_same_day"
    SAME_CASE_TWICE = "same_case_twice"
    FEE_WITHOUT_AMOUNT = "fee_without_amount"
    AMOUNT_NOT_TAKEN = "amount_not_taken"
    ONLY_PER_PAGE = "only_per_page"
    NO_FURTHER_AMOUNT = "no_further_amount"
    BAD_FURTHER_PAGE = "bad_further_page"
    CAP_BELOW_AMOUNT = "cap_below_amount"
    NOT_DATE = "not_date"
    DATES_REVERSED = "dates_reversed"
    BAD_CASE_CODE = "bad_case_code"
    BAD_FORM_FILE = "bad_form_file"
    BAD_PORTAL_URL = "bad_portal_url"
    UNKNOWN_CASE = "unknown_case"
    DATABASE_ALONE = "database_alone"
    DATABASE_MISSING = "database_missing"
    REASON_MISSING = "reason_missing"
    REASON_ALONE = "reason_alone"
    OWN_SUCCESSOR = "own_successor"
    WORDING_MISSING = "wording_missing"
    REVIEW_MISSING = "review_missing"


_SENTENCES: dict[Problem, TranslationString] = {
    Problem.NO_FILE: message("The file is missing. Put it back where the catalogue expects it."),
    Problem.UNREADABLE: message("The file cannot be opened (${reason}). Check that it is a file and may be read."),
    Problem.FILE_TOO_BIG: message("The file is larger than ${limit} bytes. Keep one procedure in one file."),
    Problem.NOT_UTF8: message("This line is not UTF-8 text. Save the file again with the encoding UTF-8."),
    Problem.MALFORMED: message(
        "The file cannot be read from here on (${reason}). "
        "Check the quotation marks, brackets and equals sign of this line and the one before."
    ),
    Problem.UNKNOWN_KEY: message('"${key}" is not known here. Use one of: ${allowed}.'),
    Problem.MISSING_KEY: message('"${key}" is missing. Add it here.'),
    Problem.NOT_TEXT: message('"${key}" must be text between quotation marks.'),
    Problem.NOT_NUMBER: message('"${key}" must be a number without quotation marks, with a point for halves (3.5).'),
    Problem.NOT_WHOLE_NUMBER: message(
        '"${key}" must be a whole number without quotation marks, points or commas (200000).'
    ),
    Problem.NOT_YES_OR_NO: message('"${key}" must be true or false, without quotation marks.'),
    Problem.NOT_LIST: message('"${key}" must be a list of texts between square brackets, each in quotation marks.'),
    Problem.NOT_TABLES: message('"${key}" must be written as one [[${key}]] section an entry.'),
    Problem.NOT_TABLE: message('"${key}" must be written as a [${key}] section.'),
    Problem.UNKNOWN_VALUE: message('"${value}" is not a value of "${key}". Use one of: ${allowed}.'),
    Problem.EMPTY: message('"${key}" is empty. Fill it in or take the entry out.'),
    Problem.TOO_LONG: message('"${key}" has ${length} characters. Shorten it to at most ${limit}.'),
    Problem.TOO_MANY: message('"${key}" has ${length} entries. Keep at most ${limit}.'),
    Problem.CONTROL_CHARACTER: message(
        '"${key}" holds the invisible character ${character}. Delete it; keep each text on one line.'
    ),
    Problem.DUPLICATE_TEXT: message('"${value}" stands twice in "${key}". Take one out.'),
    Problem.BAD_CODE: message('"${value}" is not a procedure code. Write it as announced, for example 2.000815.'),
    Problem.NAME_NOT_CODE: message(
        'The file holds the procedure ${code}. Rename the file to "${code}.toml" or correct the code.'
    ),
    Problem.DUPLICATE_CODE: message("The procedure ${code} is already in ${other}. Keep one of the two files."),
    Problem.BAD_FIELD_KEY: message(
        '"${key}" is not a field key. Use small letters without accents, digits and hyphens, such as "ho-tich".'
    ),
    Problem.UNKNOWN_FIELD: message(
        '"${value}" is not in fields.toml. Use one of its keys or add the field there first.'
    ),
    Problem.UNIT_WITHOUT_AMOUNT: message('The unit "${unit}" needs a number. Add "amount".'),
    Problem.AMOUNT_WITHOUT_UNIT: message('"${key}" has no "${unit_key}" beside it. Say what the number counts.'),
    Problem.AMOUNT_NOT_COUNTED: message('The unit "${unit}" takes no number. Take "amount" out or change the unit.'),
    Problem.BAD_TIME: message('"amount" must be between 0.5 and ${limit}, in whole or half units.'),
    Problem.NEGATIVE: message('"${key}" is below zero. Write zero or more.'),
    Problem.TOO_LARGE: message('"${key}" is over ${limit}. Check the zeros.'),
    Problem.AFTER_15_NOT_SAME_DAY: message(
        '"after_15" goes only with the unit "same_day". Take it out or change the unit.'
    ),
    Problem.SAME_CASE_TWICE: message(
        'Two time limits hold for the same "case" and "channel". Say in "case" when each of them holds.'
    ),
    Problem.FEE_WITHOUT_AMOUNT: message(
        'A fee of the kind "${kind}" needs an "amount" above zero. If nothing is paid, use the kind "free".'
    ),
    Problem.AMOUNT_NOT_TAKEN: message('A fee of the kind "${kind}" has no "${key}". Take it out or change the kind.'),
    Problem.ONLY_PER_PAGE: message('"${key}" goes only with the kind "per_page". Take it out or change the kind.'),
    Problem.NO_FURTHER_AMOUNT: message(
        'A fee by the page needs "further_amount" above zero. If every page costs the same, repeat "amount".'
    ),
    Problem.BAD_FURTHER_PAGE: message('"further_from" must be page 2 or a later one, at most ${limit}.'),
    Problem.CAP_BELOW_AMOUNT: message('"cap" is below "amount". Check both.'),
    Problem.NOT_DATE: message('"${key}" must be a day without quotation marks, year first: 2026-03-01.'),
    Problem.DATES_REVERSED: message('"effective_to" is before "effective_from". Check both days.'),
    Problem.BAD_CASE_CODE: message('"${value}" is not the code of a case of this procedure, such as ${example}.'),
    Problem.BAD_FORM_FILE: message(
        '"${value}" is not a file name for a form. Use small letters without accents, digits, points and hyphens, '
        "ending in .pdf, .docx or .odt."
    ),
    Problem.BAD_PORTAL_URL: message(
        '"${value}" is not an address of a state portal. Copy it from the browser: https://....gov.vn/...'
    ),
    Problem.UNKNOWN_CASE: message(
        'The case "${value}" stands nowhere else. Add it as [[cases]] or write it as it stands there.'
    ),
    Problem.DATABASE_ALONE: message('"database" goes only with replaced_by = "database". Take it out or change that.'),
    Problem.DATABASE_MISSING: message('Say in "database" which database replaces this paper.'),
    Problem.REASON_MISSING: message('Only a part is online: say why in "online_reason".'),
    Problem.REASON_ALONE: message('"online_reason" goes only with online = "partial". Take it out or change that.'),
    Problem.OWN_SUCCESSOR: message("A procedure cannot replace itself. Write the code of the new one."),
    Problem.WORDING_MISSING: message('Only the wording is known here, so "wording" must be filled in.'),
    Problem.REVIEW_MISSING: message('Say in "review" why only the wording is known.'),
}


@dataclass(frozen=True)
class FileProblem:
    """One thing to put right in one file."""

    file: str
    """Path inside the catalogue folder."""
    line: int
    """Counted from 1."""
    problem: Problem
    facts: dict[str, Any] = dataclass_field(default_factory=dict)

    @property
    def message(self) -> TranslationString:
        """A sentence that says what is wrong and what to do, to be translated by the page that shows it."""
        sentence = _SENTENCES[self.problem]
        return TranslationString(sentence, domain=sentence.domain, mapping=self.facts)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message.interpolate()}"


class CatalogueFileRefused(Refusal):
    """A catalogue file with problems; `problems` holds all of them."""

    text = message("${file} has ${count} things to put right.")

    def __init__(self, problems: list[FileProblem]) -> None:
        super().__init__(file=problems[0].file, count=len(problems))
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


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
    data: bytes, file: str, fields: Collection[str] | None = None
) -> tuple[ProcedureRecord | None, list[FileProblem]]:
    """Like `read_record`, for bytes at hand: the record, or None and every problem. `file` should be <code>.toml."""
    source = _Source(file)
    table = source.load(data)
    if table is None:
        return None, source.problems
    record = _record(source, table)
    code, field = (str(table.get(key, "")).strip() for key in ("code", "field"))
    if PROCEDURE.match(code) and file.rpartition("/")[2] != f"{code}.toml":
        source.report(Problem.NAME_NOT_CODE, ("code",), code=code)
    if fields is not None and isinstance(table.get("field"), str) and field and field not in fields:
        source.report(Problem.UNKNOWN_FIELD, ("field",), value=_shown(field))
    return (None if source.problems else record), _sorted(source.problems)


def read_fields(path: Path) -> dict[str, FieldInfo]:
    """The fields (lĩnh vực) in their order. Raises CatalogueFileRefused with every problem of the file."""
    found, problems = _read_fields_file(path)
    if problems:
        raise CatalogueFileRefused(problems)
    return found


def read_catalogue(folder: Path) -> tuple[dict[str, ProcedureRecord], list[FileProblem]]:
    """Every sound procedure of a catalogue folder by its code, and every problem of every file.

    A file with any problem gives no record. When fields.toml itself is unsound, field keys are not checked.
    """
    known_fields, problems = _read_fields_file(folder / FIELDS_FILE)
    keys = None if problems else known_fields.keys()
    records: dict[str, ProcedureRecord] = {}
    holders: dict[str, str] = {}
    for path in sorted((folder / PROCEDURES_FOLDER).glob("*.toml")):
        name = f"{PROCEDURES_FOLDER}/{path.name}"
        record, found = _read_record_file(path, name, keys)
        problems += found
        code = next((p.facts["code"] for p in found if p.problem is Problem.NAME_NOT_CODE), path.stem)
        if code in holders:
            line = next((p.line for p in found if p.problem is Problem.NAME_NOT_CODE), 1)
            problems.append(FileProblem(name, line, Problem.DUPLICATE_CODE, {"code": code, "other": holders[code]}))
            continue
        holders[code] = name
        if record is not None:
            records[code] = record
    return records, _sorted(problems)


def write_record(record: ProcedureRecord) -> str:
    """The one canonical text of a procedure: fixed order, one value a line, defaults left out, a newline at the end."""
    lines: list[str] = []
    for key in _WRITTEN_FIRST:
        value = getattr(record, key)
        if value or value is False:
            lines += _list_lines(key, value) if isinstance(value, tuple) else [f"{key} = {_scalar(value)}"]
    for key in _WRITTEN_AS_SECTIONS:
        for entry in getattr(record, key):
            lines += ["", f"[[{key}]]", *_entry_lines(entry)]
    if record.sources:
        names = [name for name in _SOURCE_KEYS if name in record.sources]
        lines += ["", "[sources]", *(f"{name} = {_quoted(record.sources[name])}" for name in names)]
    return "\n".join(lines) + "\n"


def write_fields(known: Iterable[FieldInfo]) -> str:
    """The canonical text of fields.toml."""
    tables = (f"[{info.key}]\nname = {_quoted(info.name)}\n" for info in sorted(known, key=lambda info: info.order))
    return "\n".join(tables)


# Reading: a source gathers problems, a check turns one TOML value into ours or reports why not.

_BAD = object()
_Path = tuple[str | int, ...]
_Check = Callable[["_Source", _Path, Any], Any]


class _Source:
    """One file being read: its text, where each key stands, what is wrong with it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[FileProblem] = []
        self.places = _Places("")

    def report(self, problem: Problem, path: _Path = (), **facts: Any) -> object:
        self.problems.append(FileProblem(self.file, self.places.line(path), problem, facts))
        return _BAD

    def report_line(self, problem: Problem, line: int, **facts: Any) -> None:
        self.problems.append(FileProblem(self.file, line, problem, facts))

    def load(self, data: bytes) -> dict[str, Any] | None:
        """The TOML tables, or None with the reason reported."""
        if len(data) > FILE_LIMIT:
            self.report_line(Problem.FILE_TOO_BIG, 1, limit=FILE_LIMIT)
            return None
        try:
            # Some Windows editors put a byte order mark first; it says nothing and harms nothing.
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.report_line(Problem.NOT_UTF8, data.count(b"\n", 0, error.start) + 1)
            return None
        try:
            table = tomllib.loads(text)
            self.places = _Places(text)
        except RecursionError:
            self.report_line(Problem.MALFORMED, 1, reason="too many brackets inside one another")
            return None
        except ValueError as error:  # TOMLDecodeError, or int() refusing thousands of digits
            self.report_line(Problem.MALFORMED, _error_line(text, str(error)), reason=_reason(str(error)))
            return None
        return table


def _error_line(text: str, error: str) -> int:
    found = re.search(r"\(at line (\d+), column \d+\)", error)
    return int(found[1]) if found else max(1, text.rstrip("\n").count("\n") + 1)


def _reason(error: str) -> str:
    return re.sub(r" \(at [^)]*\)$", "", error)


class _Places:
    """Line of each key, list item and section of a text that tomllib has accepted, so no syntax is checked here."""

    _SPACE = re.compile(r"(?:[\s,]|#[^\n]*)*")
    _KEY = re.compile(r"""[ \t]*(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([A-Za-z0-9_-]+))[ \t]*""")
    _STRING = re.compile(
        r'"""(?:\\.|[^\\])*?"""(?:"{0,2})' r"|'''.*?'''(?:'{0,2})" r'|"(?:\\.|[^"\\])*"' r"|'[^']*'", re.DOTALL
    )
    _BARE = re.compile(r"[^,\]}\n#]*")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._lines: dict[_Path, int] = {(): 1}
        self._counts: dict[_Path, int] = {}
        self._scan()

    def line(self, path: _Path) -> int:
        """Line of this place, or of the nearest one around it."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def _scan(self) -> None:
        table: _Path = ()
        at = self._skip(0)
        while at < len(self._text):
            start = at
            if self._text.startswith("[", at):
                many = self._text.startswith("[[", at)
                names, at = self._keys(at + 1 + many)
                at += 1 + many
                table = self._table(names, many, start)
            else:
                at = self._pair(table, at)
            at = self._skip(at)

    def _table(self, names: list[str], many: bool, at: int) -> _Path:
        path: _Path = ()
        for depth, name in enumerate(names, 1):
            path = (*path, name)
            self._note(path, at)
            if depth == len(names) and many:
                self._counts[path] = self._counts.get(path, 0) + 1
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
                self._note(path, at)
        return path

    def _pair(self, table: _Path, at: int) -> int:
        start = at
        names, at = self._keys(at)
        for depth in range(1, len(names) + 1):
            self._note((*table, *names[:depth]), start)
        return self._value((*table, *names), at + 1)

    def _keys(self, at: int) -> tuple[list[str], int]:
        names = []
        while found := self._KEY.match(self._text, at):
            names.append(next(group for group in found.groups() if group is not None))
            at = found.end()
            if not self._text.startswith(".", at):
                break
            at += 1
        return names, at

    def _value(self, path: _Path, at: int) -> int:
        at = self._skip(at)
        if found := self._STRING.match(self._text, at):
            return found.end()
        if self._text.startswith("[", at):
            index, at = 0, self._skip(at + 1)
            while at < len(self._text) and not self._text.startswith("]", at):
                self._note((*path, index), at)
                index, at = index + 1, self._skip(self._value((*path, index), at))
            return at + 1
        if self._text.startswith("{", at):
            at = self._skip(at + 1)
            while at < len(self._text) and not self._text.startswith("}", at):
                at = self._skip(self._pair(path, at))
            return at + 1
        found = self._BARE.match(self._text, at)
        return max(found.end() if found else at, at + 1)

    def _skip(self, at: int) -> int:
        found = self._SPACE.match(self._text, at)
        return found.end() if found else at

    def _note(self, path: _Path, at: int) -> None:
        self._lines.setdefault(path, bisect_right(self._starts, at))


def _text(limit: int, required: bool = False) -> _Check:
    def check(source: _Source, path: _Path, value: Any) -> Any:
        key = _name(path)
        if not isinstance(value, str):
            return source.report(Problem.NOT_TEXT, path, key=key)
        value = unicodedata.normalize("NFC", value).strip()
        if not value and required:
            return source.report(Problem.EMPTY, path, key=key)
        if len(value) > limit:
            return source.report(Problem.TOO_LONG, path, key=key, length=len(value), limit=limit)
        hidden = next((c for c in value if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")), None)
        if hidden:
            return source.report(Problem.CONTROL_CHARACTER, path, key=key, character=f"U+{ord(hidden):04X}")
        return value

    return check


def _texts(source: _Source, path: _Path, value: Any) -> Any:
    key = _name(path)
    if not isinstance(value, list):
        return source.report(Problem.NOT_LIST, path, key=key)
    if len(value) > LIST_LIMIT:
        return source.report(Problem.TOO_MANY, path, key=key, length=len(value), limit=LIST_LIMIT)
    one = _text(TEXT_LIMIT, required=True)
    texts = [one(source, (*path, index), item) for index, item in enumerate(value)]
    seen: set[str] = set()
    for index, text in enumerate(texts):
        if text is _BAD:
            continue
        if text.casefold() in seen:
            texts[index] = source.report(Problem.DUPLICATE_TEXT, (*path, index), key=key, value=_shown(text))
        seen.add(text.casefold())
    return _BAD if any(text is _BAD for text in texts) else tuple(texts)


def _choice(choices: type[StrEnum]) -> _Check:
    def check(source: _Source, path: _Path, value: Any) -> Any:
        if not isinstance(value, str):
            return source.report(Problem.NOT_TEXT, path, key=_name(path))
        if value.strip() not in list(choices):
            allowed = ", ".join(choices)
            return source.report(Problem.UNKNOWN_VALUE, path, key=_name(path), value=_shown(value), allowed=allowed)
        return choices(value.strip())

    return check


def _plain_choice(choices: type[StrEnum]) -> _Check:
    """A choice kept as plain text, since "" stands for unknown or all."""

    def check(source: _Source, path: _Path, value: Any) -> Any:
        found = _choice(choices)(source, path, value)
        return found if found is _BAD else found.value

    return check


def _choices(choices: type[StrEnum]) -> _Check:
    def check(source: _Source, path: _Path, value: Any) -> Any:
        texts = _texts(source, path, value)
        if texts is _BAD:
            return _BAD
        found = [_choice(choices)(source, (*path, index), text) for index, text in enumerate(texts)]
        return _BAD if _BAD in found else tuple(found)

    return check


def _day(source: _Source, path: _Path, value: Any) -> Any:
    if not isinstance(value, date) or isinstance(value, datetime):
        return source.report(Problem.NOT_DATE, path, key=_name(path))
    return value


def _form_file(source: _Source, path: _Path, value: Any) -> Any:
    text = _text(SHORT_NAME_LIMIT, required=True)(source, path, value)
    if text is not _BAD and not FORM_FILE.match(text):
        return source.report(Problem.BAD_FORM_FILE, path, value=_shown(text))
    return text


def _portal_url(source: _Source, path: _Path, value: Any) -> Any:
    text = _text(NAME_LIMIT, required=True)(source, path, value)
    if text is not _BAD and not PORTAL_URL.match(text):
        return source.report(Problem.BAD_PORTAL_URL, path, value=_shown(text))
    return text


def _code(source: _Source, path: _Path, value: Any) -> Any:
    text = _text(NAME_LIMIT, required=True)(source, path, value)
    if text is not _BAD and not PROCEDURE.match(text):
        return source.report(Problem.BAD_CODE, path, value=_shown(text))
    return text


def _flag(source: _Source, path: _Path, value: Any) -> Any:
    return value if isinstance(value, bool) else source.report(Problem.NOT_YES_OR_NO, path, key=_name(path))


def _time(source: _Source, path: _Path, value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return source.report(Problem.NOT_NUMBER, path, key=_name(path))
    if not 0 < value <= TIME_LIMIT or value * 2 != int(value * 2):
        return source.report(Problem.BAD_TIME, path, limit=TIME_LIMIT)
    return float(value)


def _whole(limit: int) -> _Check:
    def check(source: _Source, path: _Path, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            return source.report(Problem.NOT_WHOLE_NUMBER, path, key=_name(path))
        if value < 0:
            return source.report(Problem.NEGATIVE, path, key=_name(path))
        if value > limit:
            return source.report(Problem.TOO_LARGE, path, key=_name(path), limit=limit)
        return value

    return check


def _page(source: _Source, path: _Path, value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int):
        return source.report(Problem.NOT_WHOLE_NUMBER, path, key=_name(path))
    return value if 2 <= value <= TIME_LIMIT else source.report(Problem.BAD_FURTHER_PAGE, path, limit=TIME_LIMIT)


def _name(path: _Path) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "")


def _shown(value: str) -> str:
    """The value as a sentence may quote it: short, and without characters that break the line."""
    seen = "".join(c if c.isprintable() else "�" for c in value)
    return seen if len(seen) <= 60 else seen[:59] + "…"


def _keys(
    source: _Source, path: _Path, table: Mapping[str, Any], checks: Mapping[str, _Check], required: Collection[str]
) -> dict[str, Any]:
    """Every known key of a table through its check; a key that failed stands there as _BAD."""
    for key in table:
        if key not in checks:
            allowed = ", ".join(checks)
            source.report(Problem.UNKNOWN_KEY, (*path, key), key=_shown(key), allowed=allowed)
    for key in required:
        if key not in table:
            source.report(Problem.MISSING_KEY, path, key=key)
    return {key: check(source, (*path, key), table[key]) for key, check in checks.items() if key in table}


_NOTE = _text(TEXT_LIMIT)
_MONEY = _whole(MONEY_LIMIT)

_TIME_LIMIT_KEYS: dict[str, _Check] = {
    "case": _NOTE,
    "channel": _plain_choice(Channel),
    "unit": _choice(LimitUnit),
    "amount": _time,
    "after_15": _flag,
    "wording": _NOTE,
    "review": _NOTE,
}
_FEE_KEYS: dict[str, _Check] = {
    "case": _NOTE,
    "channel": _plain_choice(Channel),
    "kind": _choice(FeeKind),
    "amount": _MONEY,
    "further_amount": _MONEY,
    "further_from": _page,
    "cap": _MONEY,
    "per": _text(SHORT_NAME_LIMIT),
    "exempt": _NOTE,
    "wording": _NOTE,
    "review": _NOTE,
}
_COMPONENT_KEYS: dict[str, _Check] = {
    "name": _text(TEXT_LIMIT, required=True),
    "original": _whole(PAPERS_LIMIT),
    "copy": _whole(PAPERS_LIMIT),
    "required": _flag,
    "note": _NOTE,
    "case": _NOTE,
    "form": _text(SHORT_NAME_LIMIT),
    "form_file": _form_file,
    "replaced_by": _plain_choice(Replacement),
    "database": _text(SHORT_NAME_LIMIT),
}
_CASE_KEYS: dict[str, _Check] = {
    "name": _text(TEXT_LIMIT, required=True),
    "code": _text(SHORT_NAME_LIMIT),
    "note": _NOTE,
}
_METHOD_KEYS: dict[str, _Check] = {"channel": _plain_choice(Channel), "note": _NOTE}
_ENTRY_KEYS: dict[type, dict[str, _Check]] = {
    TimeLimit: _TIME_LIMIT_KEYS,
    Fee: _FEE_KEYS,
    Component: _COMPONENT_KEYS,
    Case: _CASE_KEYS,
    Method: _METHOD_KEYS,
}


def _time_limit(source: _Source, path: _Path, table: dict[str, Any]) -> TimeLimit | object:
    required = () if "amount" in table else ("unit",)
    values = _keys(source, path, table, _TIME_LIMIT_KEYS, required)
    unit = values.get("unit")
    if "unit" not in values and "amount" in values:
        source.report(Problem.AMOUNT_WITHOUT_UNIT, (*path, "amount"), key="amount", unit_key="unit")
    elif unit in _COUNTED and "amount" not in values:
        source.report(Problem.UNIT_WITHOUT_AMOUNT, (*path, "unit"), unit=unit)
    elif isinstance(unit, LimitUnit) and unit not in _COUNTED and "amount" in values:
        source.report(Problem.AMOUNT_NOT_COUNTED, (*path, "amount"), unit=unit)
    if values.get("after_15") is True and isinstance(unit, LimitUnit) and unit is not LimitUnit.SAME_DAY:
        source.report(Problem.AFTER_15_NOT_SAME_DAY, (*path, "after_15"))
    if unit is LimitUnit.WORDING:
        _wording_only(source, path, values, "unit")
    return _built(TimeLimit, values, "unit")


def _fee(source: _Source, path: _Path, table: dict[str, Any]) -> Fee | object:
    required = () if "amount" in table else ("kind",)
    values = _keys(source, path, table, _FEE_KEYS, required)
    kind = values.get("kind")
    amount = values.get("amount", 0)
    if "kind" not in values and "amount" in values:
        source.report(Problem.AMOUNT_WITHOUT_UNIT, (*path, "amount"), key="amount", unit_key="kind")
    elif kind in _PAID and amount == 0:
        source.report(Problem.FEE_WITHOUT_AMOUNT, (*path, "amount" if "amount" in values else "kind"), kind=kind)
    elif isinstance(kind, FeeKind) and kind not in _PAID and amount not in (0, _BAD):
        source.report(Problem.AMOUNT_NOT_TAKEN, (*path, "amount"), key="amount", kind=kind)
    if kind is FeeKind.PER_PAGE:
        _page_fee(source, path, values)
    elif isinstance(kind, FeeKind):
        for key in ("further_amount", "further_from", "cap"):
            if key in values:
                source.report(Problem.ONLY_PER_PAGE, (*path, key), key=key)
    if kind is FeeKind.WORDING:
        _wording_only(source, path, values, "kind")
    return _built(Fee, values, "kind")


def _page_fee(source: _Source, path: _Path, values: dict[str, Any]) -> None:
    if values.get("further_amount", 0) == 0:
        key = "further_amount" if "further_amount" in values else "kind"
        source.report(Problem.NO_FURTHER_AMOUNT, (*path, key))
    amount, cap = values.get("amount", 0), values.get("cap", 0)
    if _BAD not in (amount, cap) and 0 < cap < amount:
        source.report(Problem.CAP_BELOW_AMOUNT, (*path, "cap"))


def _wording_only(source: _Source, path: _Path, values: dict[str, Any], key: str) -> None:
    if not values.get("wording"):
        source.report(Problem.WORDING_MISSING, (*path, "wording" if "wording" in values else key))
    if not values.get("review"):
        source.report(Problem.REVIEW_MISSING, (*path, "review" if "review" in values else key))


def _component(source: _Source, path: _Path, table: dict[str, Any]) -> Component | object:
    values = _keys(source, path, table, _COMPONENT_KEYS, ("name",))
    by_database = values.get("replaced_by") == Replacement.DATABASE
    if by_database and not values.get("database"):
        source.report(Problem.DATABASE_MISSING, (*path, "replaced_by"))
    elif values.get("database") and not by_database:
        source.report(Problem.DATABASE_ALONE, (*path, "database"))
    return _built(Component, values, "name")


def _case(source: _Source, path: _Path, table: dict[str, Any]) -> Case | object:
    return _built(Case, _keys(source, path, table, _CASE_KEYS, ("name",)), "name")


def _method(source: _Source, path: _Path, table: dict[str, Any]) -> Method | object:
    return _built(Method, _keys(source, path, table, _METHOD_KEYS, ("channel",)), "channel")


_Entry = TimeLimit | Fee | Component | Case | Method


def _built(kind: Callable[..., Any], values: dict[str, Any], needed: str) -> Any:
    if needed not in values or any(value is _BAD for value in values.values()):
        return _BAD
    return kind(**values)


def _tables(one: Callable[[_Source, _Path, dict[str, Any]], Any], same: Problem) -> _Check:
    """Check a list of [[...]] sections; entries that say the same are reported as `same`."""

    def check(source: _Source, path: _Path, value: Any) -> Any:
        key = _name(path)
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            return source.report(Problem.NOT_TABLES, path, key=key)
        if len(value) > LIST_LIMIT:
            return source.report(Problem.TOO_MANY, path, key=key, length=len(value), limit=LIST_LIMIT)
        entries = [one(source, (*path, index), entry) for index, entry in enumerate(value)]
        seen = set()
        for index, entry in enumerate(entries):
            if entry is _BAD:
                continue
            likeness = _likeness(entry)
            if likeness in seen:
                shown = _shown(str(getattr(entry, "name", "") or getattr(entry, "wording", "") or key))
                entries[index] = source.report(same, (*path, index), key=key, value=shown)
            seen.add(likeness)
        return _BAD if any(entry is _BAD for entry in entries) else tuple(entries)

    return check


def _likeness(entry: _Entry) -> tuple[Any, ...]:
    """Two entries of one list must differ in this."""
    if isinstance(entry, TimeLimit):
        return entry.case.casefold(), entry.channel
    if isinstance(entry, Component):
        return entry.name.casefold(), entry.note.casefold(), entry.case.casefold()
    if isinstance(entry, Case):
        return (entry.name.casefold(),)
    if isinstance(entry, Method):
        return (entry.channel,)
    return tuple(getattr(entry, part.name) for part in fields(entry))


def _sources(source: _Source, path: _Path, value: Any) -> Any:
    if not isinstance(value, dict):
        return source.report(Problem.NOT_TABLE, path, key=_name(path))
    values = _keys(source, path, value, dict.fromkeys(_SOURCE_KEYS, _text(TEXT_LIMIT, required=True)), ())
    return _BAD if any(text is _BAD for text in values.values()) else values


_RECORD_KEYS: dict[str, _Check] = {
    "code": _code,
    "name": _text(NAME_LIMIT, required=True),
    "short_name": _text(SHORT_NAME_LIMIT),
    "everyday_names": _texts,
    "field": _text(SHORT_NAME_LIMIT, required=True),
    "level": _choice(Level),
    "audience": _NOTE,
    "audiences": _choices(Audience),
    "life_events": _texts,
    "agency": _NOTE,
    "online": _plain_choice(OnlineLevel),
    "online_reason": _NOTE,
    "portal_url": _portal_url,
    "non_territorial": _flag,
    "announcement": _NOTE,
    "announced_on": _day,
    "effective_from": _day,
    "effective_to": _day,
    "successor": _code,
    "review": _NOTE,
    "sets": _whole(PAPERS_LIMIT),
    "results": _texts,
    "conditions": _texts,
    "legal_basis": _texts,
    "steps": _texts,
    "methods": _tables(_method, Problem.DUPLICATE_TEXT),
    "cases": _tables(_case, Problem.DUPLICATE_TEXT),
    "time_limits": _tables(_time_limit, Problem.SAME_CASE_TWICE),
    "fees": _tables(_fee, Problem.DUPLICATE_TEXT),
    "components": _tables(_component, Problem.DUPLICATE_TEXT),
    "sources": _sources,
}
_WRITTEN_AS_SECTIONS = ("methods", "cases", "time_limits", "fees", "components")
_WRITTEN_FIRST = tuple(key for key in _RECORD_KEYS if key not in (*_WRITTEN_AS_SECTIONS, "sources"))
_SOURCE_KEYS = ("default", *(key for key in _RECORD_KEYS if key not in ("sources", "review")))


def _record(source: _Source, table: dict[str, Any]) -> ProcedureRecord | None:
    values = _keys(source, (), table, _RECORD_KEYS, ("code", "name", "field"))
    if {"code", "name", "field"} - values.keys() or any(value is _BAD for value in values.values()):
        return None
    record = ProcedureRecord(**values)
    _check_together(source, record)
    return record


def _check_together(source: _Source, record: ProcedureRecord) -> None:
    """What only shows between the values of one procedure."""
    if record.effective_from and record.effective_to and record.effective_to < record.effective_from:
        source.report(Problem.DATES_REVERSED, ("effective_to",))
    if record.online == OnlineLevel.PARTIAL and not record.online_reason:
        source.report(Problem.REASON_MISSING, ("online",))
    if record.online_reason and record.online != OnlineLevel.PARTIAL:
        source.report(Problem.REASON_ALONE, ("online_reason",))
    if record.successor == record.code:
        source.report(Problem.OWN_SUCCESSOR, ("successor",))
    for index, case in enumerate(record.cases):
        if case.code and not (CASE.match(case.code) and case.code.rpartition(".")[0] == record.code[:8]):
            example = f"{record.code[:8]}.01"
            source.report(Problem.BAD_CASE_CODE, ("cases", index, "code"), value=_shown(case.code), example=example)
    named = {case.name for case in record.cases}
    named |= {limit.case for limit in record.time_limits} | {fee.case for fee in record.fees}
    for index, component in enumerate(record.components):
        if component.case and component.case not in named:
            source.report(Problem.UNKNOWN_CASE, ("components", index, "case"), value=_shown(component.case))


def _read_record_file(
    path: Path, name: str, known: Collection[str] | None
) -> tuple[ProcedureRecord | None, list[FileProblem]]:
    data = _bytes(path)
    if isinstance(data, OSError):
        return None, [_unopened(name, data)]
    return parse_record(data, name, known)


def _read_fields_file(path: Path) -> tuple[dict[str, FieldInfo], list[FileProblem]]:
    source = _Source(path.name)
    data = _bytes(path)
    if isinstance(data, OSError):
        return {}, [_unopened(path.name, data)]
    found: dict[str, FieldInfo] = {}
    names: set[str] = set()
    for key, value in (source.load(data) or {}).items():
        if not FIELD_KEY.match(key):
            source.report(Problem.BAD_FIELD_KEY, (key,), key=_shown(key))
        elif not isinstance(value, dict):
            source.report(Problem.NOT_TABLE, (key,), key=key)
        else:
            text = _keys(source, (key,), value, {"name": _text(SHORT_NAME_LIMIT, required=True)}, ("name",)).get("name")
            if isinstance(text, str) and text.casefold() in names:
                source.report(Problem.DUPLICATE_TEXT, (key, "name"), key="name", value=_shown(text))
            elif isinstance(text, str):
                names.add(text.casefold())
                found[key] = FieldInfo(key, text, len(found) + 1)
    return found, _sorted(source.problems)


def _bytes(path: Path) -> bytes | OSError:
    """At most one byte more than may be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(FILE_LIMIT + 1)
    except OSError as error:
        return error


def _unopened(name: str, error: OSError) -> FileProblem:
    if isinstance(error, FileNotFoundError):
        return FileProblem(name, 1, Problem.NO_FILE)
    return FileProblem(name, 1, Problem.UNREADABLE, {"reason": error.strerror})


def _sorted(problems: list[FileProblem]) -> list[FileProblem]:
    return sorted(problems, key=lambda problem: (problem.file, problem.line))


# Writing.


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04X}", escaped) + '"'


def _list_lines(key: str, texts: tuple[str, ...]) -> list[str]:
    return [f"{key} = [", *(f"    {_quoted(text)}," for text in texts), "]"]


def _entry_lines(entry: _Entry) -> list[str]:
    defaults = {part.name: part.default for part in fields(entry)}
    values = ((key, getattr(entry, key)) for key in _ENTRY_KEYS[type(entry)])
    return [f"{key} = {_scalar(value)}" for key, value in values if value != defaults[key]]


def _scalar(value: str | bool | float | date) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if value == int(value) else repr(value)
