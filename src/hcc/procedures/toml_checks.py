"""One TOML value turned into ours, or the reason why not reported at its line.

A check answers the value in its kept form (NFC, trimmed) or BAD, after it has told the source what is wrong.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from ..core.identifiers import PROCEDURE
from .file_problems import FileProblem, Problem
from .toml_places import Place, Places

FILE_LIMIT = 256 * 1024
"""Bytes of one file; the largest real one has under 4 kB."""
NAME_LIMIT = 500
"""Characters of a procedure's name; the longest announced one seen has 301."""
SHORT_NAME_LIMIT = 120
PHRASE_LIMIT = 120
"""Characters of one way people ask for a procedure."""
PHRASES_LIMIT = 60
"""Ways people ask for one procedure; some twenty say it all."""
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

BAD = object()
Check = Callable[["Source", Place, Any], Any]


class Source:
    """One file being read: its text, where each key stands, what is wrong with it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[FileProblem] = []
        self.places = Places("")

    def report(self, problem: Problem, path: Place = (), **facts: Any) -> object:
        self.problems.append(FileProblem(self.file, self.places.line(path), problem, facts, path))
        return BAD

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
            self.places = Places(text)
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


def one_line(limit: int, required: bool = False) -> Check:
    def check(source: Source, path: Place, value: Any) -> Any:
        key = name_of(path)
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


def texts_of(most: int, limit: int) -> Check:
    """A list of at most so many texts, no two alike, each of at most `limit` characters."""
    one = one_line(limit, required=True)

    def check(source: Source, path: Place, value: Any) -> Any:
        key = name_of(path)
        if not isinstance(value, list):
            return source.report(Problem.NOT_LIST, path, key=key)
        if len(value) > most:
            return source.report(Problem.TOO_MANY, path, key=key, length=len(value), limit=most)
        texts = [one(source, (*path, index), item) for index, item in enumerate(value)]
        seen: set[str] = set()
        for index, text in enumerate(texts):
            if text is BAD:
                continue
            if text.casefold() in seen:
                texts[index] = source.report(Problem.DUPLICATE_TEXT, (*path, index), key=key, value=shown_value(text))
            seen.add(text.casefold())
        return BAD if any(text is BAD for text in texts) else tuple(texts)

    return check


text_list = texts_of(LIST_LIMIT, TEXT_LIMIT)


def choice(choices: type[StrEnum]) -> Check:
    def check(source: Source, path: Place, value: Any) -> Any:
        if not isinstance(value, str):
            return source.report(Problem.NOT_TEXT, path, key=name_of(path))
        if value.strip() not in list(choices):
            allowed = ", ".join(choices)
            return source.report(
                Problem.UNKNOWN_VALUE, path, key=name_of(path), value=shown_value(value), allowed=allowed
            )
        return choices(value.strip())

    return check


def plain_choice(choices: type[StrEnum]) -> Check:
    """A choice kept as plain text, since "" stands for unknown or all."""

    def check(source: Source, path: Place, value: Any) -> Any:
        found = choice(choices)(source, path, value)
        return found if found is BAD else found.value

    return check


def choices_of(choices: type[StrEnum]) -> Check:
    def check(source: Source, path: Place, value: Any) -> Any:
        texts = text_list(source, path, value)
        if texts is BAD:
            return BAD
        found = [choice(choices)(source, (*path, index), text) for index, text in enumerate(texts)]
        return BAD if BAD in found else tuple(found)

    return check


def day(source: Source, path: Place, value: Any) -> Any:
    if not isinstance(value, date) or isinstance(value, datetime):
        return source.report(Problem.NOT_DATE, path, key=name_of(path))
    return value


def form_file(source: Source, path: Place, value: Any) -> Any:
    text = one_line(SHORT_NAME_LIMIT, required=True)(source, path, value)
    if text is not BAD and not FORM_FILE.match(text):
        return source.report(Problem.BAD_FORM_FILE, path, value=shown_value(text))
    return text


def portal_url(source: Source, path: Place, value: Any) -> Any:
    text = one_line(NAME_LIMIT, required=True)(source, path, value)
    if text is not BAD and not PORTAL_URL.match(text):
        return source.report(Problem.BAD_PORTAL_URL, path, value=shown_value(text))
    return text


def procedure_code(source: Source, path: Place, value: Any) -> Any:
    text = one_line(NAME_LIMIT, required=True)(source, path, value)
    if text is not BAD and not PROCEDURE.match(text):
        return source.report(Problem.BAD_CODE, path, value=shown_value(text))
    return text


def flag(source: Source, path: Place, value: Any) -> Any:
    return value if isinstance(value, bool) else source.report(Problem.NOT_YES_OR_NO, path, key=name_of(path))


def half_units(source: Source, path: Place, value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return source.report(Problem.NOT_NUMBER, path, key=name_of(path))
    if not 0 < value <= TIME_LIMIT or value * 2 != int(value * 2):
        return source.report(Problem.BAD_TIME, path, limit=TIME_LIMIT)
    return float(value)


def whole(limit: int) -> Check:
    def check(source: Source, path: Place, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            return source.report(Problem.NOT_WHOLE_NUMBER, path, key=name_of(path))
        if value < 0:
            return source.report(Problem.NEGATIVE, path, key=name_of(path))
        if value > limit:
            return source.report(Problem.TOO_LARGE, path, key=name_of(path), limit=limit)
        return value

    return check


def page_number(source: Source, path: Place, value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int):
        return source.report(Problem.NOT_WHOLE_NUMBER, path, key=name_of(path))
    return value if 2 <= value <= TIME_LIMIT else source.report(Problem.BAD_FURTHER_PAGE, path, limit=TIME_LIMIT)


def name_of(path: Place) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "")


def shown_value(value: str) -> str:
    """The value as a sentence may quote it: short, and without characters that break the line."""
    seen = "".join(c if c.isprintable() else "�" for c in value)
    return seen if len(seen) <= 60 else seen[:59] + "…"


def keys_of(
    source: Source, path: Place, table: Mapping[str, Any], checks: Mapping[str, Check], required: Collection[str]
) -> dict[str, Any]:
    """Every known key of a table through its check; a key that failed stands there as BAD."""
    for key in table:
        if key not in checks:
            allowed = ", ".join(checks)
            source.report(Problem.UNKNOWN_KEY, (*path, key), key=shown_value(key), allowed=allowed)
    for key in required:
        if key not in table:
            source.report(Problem.MISSING_KEY, path, key=key)
    return {key: check(source, (*path, key), table[key]) for key, check in checks.items() if key in table}
