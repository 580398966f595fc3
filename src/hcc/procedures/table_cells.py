"""One cell turned into a value of a record, or the fault that keeps it from being one.

A cell comes as text, number or truth value, or as a marked one: a day, a formula, an error of the workbook.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from .table_columns import NO, YES, Column, Kind
from .table_faults import TableProblem
from .toml_checks import shown_value


class Marked(NamedTuple):
    """A cell that is no plain value: `mark` is DAY (an ISO date), FORMULA or ERROR."""

    mark: str
    text: str


DAY, FORMULA, ERROR = "day", "formula", "error"
Raw = str | int | float | bool | Marked | None


class Bad(NamedTuple):
    """Why a cell cannot be taken."""

    problem: TableProblem
    facts: dict[str, Any]


_DAY = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})\Z", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00:00)?\Z", re.ASCII)
_WHOLE = re.compile(r"\d+|\d{1,3}(?:[.,  ]\d{3})+", re.ASCII)
_HALVES = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?", re.ASCII)
_CODE_AS_NUMBER = re.compile(r"\d(?:\.\d{1,6})?", re.ASCII)
_CURRENCY = re.compile(r"\s*(?:đồng|đ|vnđ|vnd)\s*\Z", re.IGNORECASE)
_YES = {YES.casefold(), "x", "true", "yes", "1", "đúng"}
_NO = {NO.casefold(), "false", "no", "0", "sai"}
_GAP = re.compile(r"[\t\r\n]+")


def folded(text: str) -> str:
    """Headings and choices are compared without case, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def is_empty(raw: Raw) -> bool:
    """Whether nothing stands in the cell."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def text_of(raw: Raw) -> str:
    """The cell as people see it, on one line."""
    if isinstance(raw, Marked):
        if raw.mark == DAY:
            year, month, day = raw.text.split("-")
            return f"{day}/{month}/{year}"
        return raw.text
    if isinstance(raw, bool):
        return YES if raw else NO
    if isinstance(raw, float):
        return str(int(raw)) if raw == int(raw) else repr(raw)
    return _GAP.sub(" ", "" if raw is None else str(raw)).strip()


def value_of(column: Column, raw: Raw) -> Any:
    """The value of a filled cell, in the shape of a catalogue file; Bad when it is none."""
    if isinstance(raw, Marked) and raw.mark in (FORMULA, ERROR):
        problem = TableProblem.FORMULA if raw.mark == FORMULA else TableProblem.CELL_ERROR
        return Bad(problem, {"value": shown_value(raw.text)})
    return _READERS[column.kind](column, raw)


def _text(column: Column, raw: Raw) -> str:
    return text_of(raw)


def _code(column: Column, raw: Raw) -> str:
    text = text_of(raw)
    # A workbook takes 1.001300 for a number and drops what it holds for empty digits.
    return f"{float(text):.6f}" if _CODE_AS_NUMBER.fullmatch(text) and text[0] != "0" else text


def _whole(column: Column, raw: Raw) -> int | Bad:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        if raw == int(raw) and abs(raw) < 1e15:
            return int(raw)
    elif isinstance(raw, str):
        text = _CURRENCY.sub("", raw.strip())
        if len(text) <= 20 and _WHOLE.fullmatch(text):
            return int(re.sub(r"\D", "", text))
    return Bad(TableProblem.NOT_WHOLE, {"value": shown_value(text_of(raw))})


def _halves(column: Column, raw: Raw) -> float | int | Bad:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and _HALVES.fullmatch(raw.strip()):
        return float(raw.strip().replace(",", "."))
    return Bad(TableProblem.NOT_HALVES, {"value": shown_value(text_of(raw))})


def _day(column: Column, raw: Raw) -> date | Bad:
    text = text_of(raw)
    if isinstance(raw, Marked):
        return date.fromisoformat(raw.text)
    if isinstance(raw, int | float):
        return Bad(TableProblem.DAY_AS_NUMBER, {"value": shown_value(text)})
    if found := _DAY.match(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := _ISO_DAY.match(text):
        year, month, day = (int(part) for part in found.groups())
    else:
        return Bad(TableProblem.NOT_DAY, {"value": shown_value(text)})
    try:
        return date(year, month, day)
    except ValueError:
        return Bad(TableProblem.NO_SUCH_DAY, {"value": shown_value(text)})


def _answer(column: Column, raw: Raw) -> bool | Bad:
    text = folded(text_of(raw))
    if text in _YES:
        return True
    if text in _NO:
        return False
    return Bad(TableProblem.NOT_ANSWER, {"value": shown_value(text_of(raw)), "yes": YES, "no": NO})


def _choice(column: Column, raw: Raw) -> str | Bad:
    return chosen(text_of(raw), column.choices or {}, TableProblem.NOT_CHOICE)


def _choices(column: Column, raw: Raw) -> list[str] | Bad:
    found = []
    typed = str(raw) if isinstance(raw, str) else text_of(raw)
    for part in re.split(r"[;\n]", typed):
        if part.strip():
            one = chosen(part.strip(), column.choices or {}, TableProblem.NOT_CHOICE)
            if isinstance(one, Bad):
                return one
            found.append(one)
    return found


def chosen(text: str, choices: Mapping[str, str], problem: TableProblem) -> str | Bad:
    """The key of what is called so, by its words or by its key."""
    wanted = folded(text)
    for key, words in choices.items():
        if wanted in (folded(words), folded(str(key))):
            return str(getattr(key, "value", key))
    return Bad(problem, {"value": shown_value(text), "allowed": ", ".join(choices.values())})


_READERS = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.WHOLE: _whole,
    Kind.HALVES: _halves,
    Kind.DAY: _day,
    Kind.ANSWER: _answer,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
}
