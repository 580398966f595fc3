"""Lines pasted out of a decision's annex, read as its rows.

An annex lists codes under headings ("A. Danh mục thủ tục hành chính mới ban hành"), or has a column that says what
becomes of each. Both are read; what stands nowhere is of the kind chosen in the form.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hcc.core.errors import Refusal
from hcc.core.text import clean_line, fold, message

from .announced_heads import has_roman_number, heading, only_kind
from .announcements import MOST_ROWS, NAME_LIMIT, AnnouncedRow, ChangeOfRules

_CODE = re.compile(r"(?<![\w.])[1-9]\.\d{6}(?:\.(?:000\.00\.00\.)?[A-Y]\d{2})?(?![\w]|\.\w)", re.ASCII)
_COUNTED = re.compile(r"\W*\d{1,4}(?:\s*[.):|;/-]|\s|$)")
_CELLS, _TABS = r"\t|;|\|| {3,}", r"\t|\|"
_BEHIND = (re.compile(r"(.*\S)\s*[(\[]([^()\[\]]+)[)\]]"), re.compile(r"(.*\S)\s*[-–—]\s+([^-–—]+)"))
"""A name with the kind in brackets behind it, and one with the kind after a dash."""


class UnreadLine(Refusal):
    field = "lines"
    text = message("Line ${number} has no procedure code such as 1.000656: “${line}”. Correct it or take it out.")


class CodeTwice(Refusal):
    field = "lines"
    text = message("${code} stands in lines ${first} and ${second}. Keep one of them.")


class SecondCode(Refusal):
    field = "lines"
    text = message(
        "Line ${number} names two procedures, ${code} and ${other}. Write a line for each; only one that is replaced "
        "names the one that takes its place."
    )


class TooManyLines(Refusal):
    field = "lines"
    text = message("A decision has at most ${most} procedures here. Write a second one with the rest.")


class NoLine(Refusal):
    field = "lines"
    text = message("Write at least one procedure code, one a line.")


class MoreLines(Refusal):
    field = "lines"
    text = message("And ${count} more places further down. Put these right and send again: the others are named then.")


MOST_TOLD = 20
"""So many complaints about lines are told at once: more of them nobody puts right in one go."""


def first_of(complaints: Sequence[Refusal]) -> list[Refusal]:
    """Complaints in the order of the lines they are about (`name_lines`), as many as one can work through, and how many
    there are besides. What is about no line stands first, and is never left out."""
    of_lines = sorted((one for one in complaints if one.line), key=lambda one: one.line)
    told = [*(one for one in complaints if not one.line), *of_lines[:MOST_TOLD]]
    return [*told, MoreLines(count=len(of_lines) - MOST_TOLD)] if len(of_lines) > MOST_TOLD else told


def name_lines(complaints: Iterable[Refusal], text: str) -> None:
    """Write down which line of the pasted text each complaint is about: the one it counts, or the first of its code."""
    first: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for code in _CODE.findall(line):
            first.setdefault(code, number)
    for complaint in complaints:
        if complaint.field == "lines":
            facts = complaint.facts
            known = facts.get("second", facts.get("number", 0))
            complaint.line = known if isinstance(known, int) and known else first.get(str(facts.get("code")), 0)


@dataclass(frozen=True)
class _Read:
    number: int
    row: AnnouncedRow


@dataclass(frozen=True)
class Annex:
    """What pasted lines were taken for."""

    rows: tuple[AnnouncedRow, ...]
    """In their order."""
    complaints: list[Refusal]
    passed: tuple[tuple[int, str], ...]
    """Number and text of lines that belong to the annex and name no procedure."""


def read_lines(text: str, otherwise: ChangeOfRules) -> tuple[tuple[AnnouncedRow, ...], list[Refusal]]:
    """The rows in their order, and every complaint about a line; `otherwise` is what a line is that says nothing."""
    annex = read_annex(text, otherwise, {})
    return annex.rows, annex.complaints


def read_annex(text: str, otherwise: ChangeOfRules, fields: Mapping[str, str]) -> Annex:
    """Everything the lines say; `fields`: the keys of the catalogue's fields by their names."""
    known = {fold(name): key for name, key in fields.items()}
    rows: list[_Read] = []
    complaints: list[Refusal] = []
    passed: list[tuple[int, str]] = []
    kind, field = otherwise, ""
    lines = [(number, line) for number, raw in enumerate(text.splitlines(), 1) if (line := raw.strip())]
    for at, (number, line) in enumerate(lines, 1):
        codes = list(_CODE.finditer(line))
        if codes:
            said, row = _row(line, codes, kind, known, field)
            others = [code.group() for code in codes if code.group() != row.code]
            if others and said not in (None, ChangeOfRules.REPLACED):
                complaints.append(SecondCode(number=number, code=row.code, other=others[0]))
            rows.append(_Read(number, row))
            continue
        found = heading(line, known)
        if found is None and has_roman_number(line) and _counts((lines[n][1] for n in range(at, len(lines))), known):
            found = heading(line, known, has_group=True)
        if found is None:
            complaints.append(UnreadLine(number=number, line=shortened(line, 60)))
            continue
        passed.append((number, clean_line(line)))
        if found.says_kinds:
            kind, field = found.kind or otherwise, ""
        field = found.field or field
    complaints += _twice(rows)
    if len(rows) > MOST_ROWS:
        complaints.append(TooManyLines(most=MOST_ROWS))
    if not rows and not complaints:
        complaints.append(NoLine())
    return Annex(tuple(read.row for read in rows), complaints, tuple(passed))


def _counts(below: Iterable[str], fields: Mapping[str, str]) -> bool:
    """Whether these lines begin with a procedure of a group: "1. 1.000656 Đăng ký khai tử", or its code and name.

    A line that a roman number counts belongs to no group, and a code alone may be of the name above it.
    """
    for line in below:
        if code := _CODE.search(line):
            before = line[: code.start()].strip()
            if any(map(str.isalnum, before)):
                return _COUNTED.match(before) is not None
            return any(map(str.isalpha, line[code.end() :]))
        found = None if has_roman_number(line) else heading(line, fields)
        if found is None or not found.between:
            return False
    return False


def shortened(line: str, most: int) -> str:
    """A line as it is quoted: cut where it is long, and then said to be cut."""
    line = clean_line(line)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _twice(rows: Iterable[_Read]) -> list[Refusal]:
    seen: dict[str, int] = {}
    found: list[Refusal] = []
    for read in rows:
        if read.row.code in seen:
            found.append(CodeTwice(code=read.row.code, first=seen[read.row.code], second=read.number))
        seen.setdefault(read.row.code, read.number)
    return found


def _row(
    line: str, codes: list[re.Match[str]], kind: ChangeOfRules, fields: Mapping[str, str], field: str
) -> tuple[ChangeOfRules | None, AnnouncedRow]:
    """What the line itself says of the kind, and the row."""
    code = codes[0].group()
    successor = codes[1].group() if len(codes) > 1 else ""
    said, before, after = None, "", ""
    for place, cell in _cells(line):
        cell, of_it = _name_and_kind(cell)
        said = of_it or said
        if not any(map(str.isalpha, cell)):
            continue
        if (key := fields.get(fold(cell))) is not None and (after or before):
            field = key
        elif place > codes[0].start():
            after = after or cell
        elif len(cell) > len(before):
            before = cell
    kind = said or (ChangeOfRules.REPLACED if successor else kind)
    successor = successor if kind is ChangeOfRules.REPLACED else ""
    name = (after or before)[:NAME_LIMIT]
    return said, AnnouncedRow(code, kind, name, successor, field=field if kind is ChangeOfRules.NEW else "")


def _cells(line: str) -> Iterator[tuple[int, str]]:
    """Every cell of a row with its place; the codes stand between cells. A table that is pasted has tabs: what is
    punctuation elsewhere belongs to its names."""
    ends = re.compile(rf"{_CODE.pattern}|{_TABS if chr(9) in line else _CELLS}", re.ASCII)
    place = 0
    for end in ends.finditer(line):
        yield place, line[place : end.start()]
        place = end.end()
    yield place, line[place:]


def _name_and_kind(cell: str) -> tuple[str, ChangeOfRules | None]:
    """What a cell names, and the kind it says: alone, in brackets behind a name, or after a dash."""
    cell = clean_line(cell).strip(" -–—:.,").rstrip("([ ").lstrip(")] ")
    if (kind := only_kind(cell)) is not None:
        return "", kind
    for behind in _BEHIND if len(cell) <= NAME_LIMIT else ():
        found = behind.fullmatch(cell)
        if found is not None and (kind := only_kind(found[2])) is not None:
            return found[1].strip(" -–—:.,()"), kind
    opened = cell.rpartition("(")
    if opened[1] and (kind := only_kind(opened[2])) is not None:  # the code that took its place closed the bracket
        return opened[0].strip(" -–—:.,"), kind
    return cell, None
