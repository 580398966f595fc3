"""Lines pasted out of a decision's annex, read as its rows.

An annex lists codes under headings ("A. Danh mục thủ tục hành chính mới ban hành"), or has a column that says what
becomes of each. Both are read; what stands nowhere is of the kind chosen in the form.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hcc.core.errors import Refusal
from hcc.core.text import clean_line, fold, message

from .announcements import MOST_ROWS, NAME_LIMIT, AnnouncedRow, ChangeOfRules

_CODE = re.compile(r"(?<![\w.])[1-9]\.\d{6}(?:\.(?:000\.00\.00\.)?[A-Y]\d{2})?(?![\w]|\.\w)", re.ASCII)
_CELLS = re.compile(r"\t|;|\|| {3,}")
_KINDS = (
    (ChangeOfRules.ABOLISHED, ("bai bo", "huy bo", "abolished")),
    (ChangeOfRules.REPLACED, ("thay the", "replaced")),
    (ChangeOfRules.AMENDED, ("sua doi", "bo sung", "amended")),
    (ChangeOfRules.NEW, ("moi ban hanh", "ban hanh moi", "moi", "new")),
)
_SAYS_ONLY_THE_KIND = re.compile(r"(?:\W*\b(?:bi|duoc|tthc|thu tuc|hanh chinh|va|bang|boi|by)\b)*\W*")
"""What may stand around the words of a kind in a cell of its own."""
_ORDINAL = re.compile(r"(?:[a-z]|[ivx]+|\d{1,2}(?:\.\d{1,2})*)\s*[.):/-]\s*")
"""What counts the headings of an annex: "A.", "II)", "1.2."."""


class UnreadLine(Refusal):
    field = "lines"
    text = message("Line ${number} has no procedure code such as 1.000656: “${line}”. Correct it or take it out.")


class CodeTwice(Refusal):
    field = "lines"
    text = message("${code} stands in lines ${first} and ${second}. Keep one of them.")


class TooManyLines(Refusal):
    field = "lines"
    text = message("A decision has at most ${most} procedures here. Write a second one with the rest.")


class NoLine(Refusal):
    field = "lines"
    text = message("Write at least one procedure code, one a line.")


class MoreLines(Refusal):
    field = "lines"
    text = message("And ${count} more places further down. Put these right and send again: the others are named then.")


MOST_TOLD = 50
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


def read_lines(text: str, otherwise: ChangeOfRules) -> tuple[tuple[AnnouncedRow, ...], list[Refusal]]:
    """The rows in their order, and every complaint about a line; `otherwise` is what a line is that says nothing."""
    rows: list[_Read] = []
    complaints: list[Refusal] = []
    kind = otherwise
    for number, line in enumerate(text.splitlines(), 1):
        if not (line := line.strip()):
            continue
        codes = list(_CODE.finditer(line))
        if not codes:
            heading = _heading(line)
            if heading is None:
                complaints.append(UnreadLine(number=number, line=clean_line(line)[:60]))
            kind = heading or kind
            continue
        rows.append(_Read(number, _row(line, codes, kind)))
    complaints += _twice(rows)
    if len(rows) > MOST_ROWS:
        complaints.append(TooManyLines(most=MOST_ROWS))
    if not rows and not complaints:
        complaints.append(NoLine())
    return tuple(read.row for read in rows), complaints


def _twice(rows: Iterable[_Read]) -> list[Refusal]:
    seen: dict[str, int] = {}
    found: list[Refusal] = []
    for read in rows:
        if read.row.code in seen:
            found.append(CodeTwice(code=read.row.code, first=seen[read.row.code], second=read.number))
        seen.setdefault(read.row.code, read.number)
    return found


def _heading(line: str) -> ChangeOfRules | None:
    """The kind a heading of the annex names; it is a line about procedures, or nothing but the words of the kind."""
    words = fold(clean_line(line))
    words = words[ordinal.end() :] if (ordinal := _ORDINAL.match(words)) else words
    if "thu tuc" not in words and "tthc" not in words and _only_kind(words) is None:
        return None
    return next((kind for kind, names in _KINDS if any(_has(words, name) for name in names)), None)


def _has(words: str, name: str) -> bool:
    return re.search(rf"\b{name}\b", words) is not None


def _only_kind(cell: str) -> ChangeOfRules | None:
    """The kind a cell names that says nothing else: "Cấp mới giấy phép" is a name, "Mới ban hành" is a kind."""
    words = fold(clean_line(cell))
    for kind, names in _KINDS:
        rest, found = words, False
        for name in names:
            rest, count = re.subn(rf"\b{name}\b", " ", rest)
            found = found or count > 0
        if found and _SAYS_ONLY_THE_KIND.fullmatch(rest.strip()):
            return kind
    return None


def _row(line: str, codes: list[re.Match[str]], kind: ChangeOfRules) -> AnnouncedRow:
    code = codes[0].group()
    successor = codes[1].group() if len(codes) > 1 else ""
    name, said = "", None
    for cell in _CELLS.split(_CODE.sub("\t", line)):
        cell = clean_line(cell).strip(" -–—:.,()")
        if (only := _only_kind(cell)) is not None:
            said = only
        elif len(cell) > len(name) and any(map(str.isalpha, cell)):
            name = cell
    if successor:
        said = ChangeOfRules.REPLACED
    kind = said or kind
    return AnnouncedRow(code, kind, name[:NAME_LIMIT], successor if kind is ChangeOfRules.REPLACED else "")
