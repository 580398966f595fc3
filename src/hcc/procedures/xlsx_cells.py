"""Cells of a workbook, read in a child process: nothing here knows procedures, and the file may be hostile.

An .xlsx file is a ZIP file of XML parts (ECMA-376). Only the parts with cells are read, in streams, with limits on
what they unpack to; formulas are never worked out, links never followed, document types refused. The answer is a file
of JSON lines: a line for each sheet, then one for each of its filled rows.
"""

import json
import re
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import IO, Any
from xml.parsers import expat

MOST_UNPACKED = 300 * 2**20
"""Bytes of all parts read; 6,000 procedures have a quarter of that."""
MOST_RATIO = 200
"""How many times its packed size a part may unpack to; sheets of empty formatted rows reach 60."""
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 400_000, 100, 60
MOST_TEXTS = 1_000_000
MOST_LETTERS = 40_000
"""Of one cell; Excel itself takes 32,767."""
_CHUNK = 2**16
_OLE = b"\xd0\xcf\x11\xe0"
"""How a workbook with a password begins, and one of Excel 97."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})\Z")
_BUILT_IN_DAYS = frozenset((14, 15, 16, 17, 22))
"""Number formats of the standard that show a day."""
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class Refused(Exception):
    """The file cannot be read; the word says why."""


def work(job: dict[str, Any]) -> dict[str, Any]:
    """Read the workbook on standard input into the file `out`. Answers the number of sheets, or why not."""
    try:
        with open(0, "rb", closefd=False) as file, open(job["out"], "w", encoding="utf-8") as out:
            return {"sheets": read_workbook(file, out)}
    except Refused as refused:
        return {"refused": str(refused)}
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, LookupError, ValueError, EOFError, NotImplementedError):
        return {"refused": "not_xlsx"}
    except RuntimeError:  # zipfile says so of parts with a password
        return {"refused": "encrypted"}


def read_workbook(file: IO[bytes], out: IO[str]) -> int:
    """Write the sheets as JSON lines; answers how many there are."""
    head = file.read(4)
    file.seek(0)
    if head == _OLE:
        raise Refused("encrypted")
    with zipfile.ZipFile(file) as parts:
        left = [MOST_UNPACKED]
        names = {info.filename.lstrip("/").casefold(): info for info in parts.infolist()}

        def feed(name: str, parser: Any) -> None:
            _feed(parts, names[name.casefold()], parser, left)

        sheets, days_from_1904 = _sheets(feed)
        if len(sheets) > MOST_SHEETS:
            raise Refused("too_heavy")
        texts = _shared_texts(feed) if "xl/sharedstrings.xml" in names else []
        days = _day_styles(feed) if "xl/styles.xml" in names else set()
        rows = [0]
        for name, part, hidden in sheets:
            reader = _SheetReader(texts, days, days_from_1904, out, rows)
            out.write(json.dumps({"sheet": name, "hidden": hidden}) + "\n")
            feed(part, reader.parser)
            out.write(json.dumps({"merged": reader.merged}) + "\n")
        return len(sheets)


def _feed(parts: zipfile.ZipFile, info: zipfile.ZipInfo, parser: Any, left: list[int]) -> None:
    """Stream one part through its parser. The head of a ZIP file says what it likes: what comes out is counted."""
    most = max(info.compress_size * MOST_RATIO, 2**20)
    with parts.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            left[0] -= len(chunk)
            most -= len(chunk)
            if left[0] < 0 or most < 0:
                raise Refused("too_heavy")
            parser.Parse(chunk)
        parser.Parse(b"", True)


def _parser(start: Callable, end: Callable | None = None, data: Callable | None = None) -> Any:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data

    def refuse(*_: Any) -> None:
        raise Refused("not_xlsx")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _attribute(attributes: dict[str, str], name: str) -> str:
    """An attribute whatever namespace it is in: writers differ in the one of `r:id`."""
    return next((value for key, value in attributes.items() if _local(key) == name), "")


def _sheets(feed: Callable[[str, Any], None]) -> tuple[list[tuple[str, str, bool]], bool]:
    """Name, part and whether it is hidden, of each sheet; whether days are counted from 1904."""
    listed: list[tuple[str, str, bool]] = []
    targets: dict[str, str] = {}
    from_1904 = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            linked = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            listed.append((attributes.get("name", ""), linked, hidden))
        elif _local(name) == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            from_1904.append(True)

    def link(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    feed("xl/workbook.xml", _parser(start))
    feed("xl/_rels/workbook.xml.rels", _parser(link))
    found = []
    for name, linked, hidden in listed:
        target = targets[linked]
        part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        if "worksheets/" in part:  # a chart on a sheet of its own has no cells
            found.append((name, part, hidden))
    return found, bool(from_1904)


def _shared_texts(feed: Callable[[str, Any], None]) -> list[str]:
    texts: list[str] = []
    pieces: list[str] = []
    inside = [False, False]
    """Within a text; within how it is pronounced, which is no part of it."""

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = _local(name)
        if tag == "si":
            pieces.clear()
        elif tag == "rPh":
            inside[1] = True
        elif tag == "t":
            inside[0] = not inside[1]

    def end(name: str) -> None:
        tag = _local(name)
        if tag == "t":
            inside[0] = False
        elif tag == "rPh":
            inside[1] = False
        elif tag == "si":
            if len(texts) >= MOST_TEXTS:
                raise Refused("too_heavy")
            texts.append("".join(pieces)[:MOST_LETTERS])

    def data(text: str) -> None:
        if inside[0]:
            pieces.append(text)

    feed("xl/sharedStrings.xml", _parser(start, end, data))
    return texts


def _day_styles(feed: Callable[[str, Any], None]) -> set[str]:
    """The styles, by number as cells name them, that show a number as a day."""
    formats: dict[str, str] = {}
    styles: list[str] = []
    within = [False]

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = _local(name)
        if tag == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            within[0] = True
        elif tag == "xf" and within[0]:
            styles.append(attributes.get("numFmtId", "0"))

    def end(name: str) -> None:
        if _local(name) == "cellXfs":
            within[0] = False

    feed("xl/styles.xml", _parser(start, end))

    def shows_day(number: str) -> bool:
        if number.isdecimal() and int(number) in _BUILT_IN_DAYS:
            return True
        code = _LITERAL.sub("", formats.get(number, "")).casefold()
        return "d" in code and ("m" in code or "y" in code)

    return {str(at) for at, number in enumerate(styles) if shows_day(number)}


class _SheetReader:
    """One sheet: every filled row is written out when it ends."""

    def __init__(self, texts: list[str], days: set[str], from_1904: bool, out: IO[str], rows: list[int]) -> None:
        self.texts, self.days, self.out, self.rows = texts, days, out, rows
        self.first_day = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
        self.merged: list[tuple[str, int]] = []
        self.parser = _parser(self.start, self.end, self.data)
        self.number = 0
        self.cells: list[Any] = []
        self.at = -1
        self.kind = self.style = self.inside = ""
        self.value: list[str] = []
        self.formula = self.spoken = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _local(name)
        if tag == "c":
            found = _REFERENCE.match(attributes.get("r", ""))
            self.at = _place(found[1]) if found else self.at + 1
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
            self.value, self.formula = [], False
        elif tag in ("v", "t"):
            self.inside = "" if self.spoken else tag
        elif tag == "f":
            self.formula = True
        elif tag == "rPh":
            self.spoken = True
        elif tag == "row":
            given = attributes.get("r", "")
            self.number = int(given) if given.isdecimal() and len(given) < 9 else self.number + 1
            self.cells, self.at = [], -1
        elif tag == "mergeCell":
            ref = attributes.get("ref", "")
            last = _REFERENCE.match(ref.rpartition(":")[2])
            if last and len(self.merged) < 1_000:
                self.merged.append((ref[:30], int(last[2])))

    def data(self, text: str) -> None:
        if self.inside:
            self.value.append(text)

    def end(self, name: str) -> None:
        tag = _local(name)
        if tag in ("v", "t"):
            self.inside = ""
        elif tag == "rPh":
            self.spoken = False
        elif tag == "c":
            value = self.read()
            if value is not None:
                if self.at >= MOST_COLUMNS:
                    raise Refused("too_heavy")
                self.cells += [None] * (self.at + 1 - len(self.cells))
                self.cells[self.at] = value
        elif tag == "row" and self.cells:
            self.rows[0] += 1
            if self.rows[0] > MOST_ROWS:
                raise Refused("too_heavy")
            self.out.write(json.dumps([self.number, self.cells]) + "\n")

    def read(self) -> Any:
        text = "".join(self.value)
        if self.formula:
            return {"formula": text[:100]}
        if not text:
            return None
        if self.kind == "s":
            return self.texts[int(text)] or None
        if self.kind in ("str", "inlineStr"):
            return text[:MOST_LETTERS]
        if self.kind == "b":
            return text == "1"
        if self.kind == "e":
            return {"error": text[:100]}
        if self.kind == "d":
            return {"day": date.fromisoformat(text[:10]).isoformat()}
        number = float(text)
        if number != number or abs(number) > 1e15:
            return {"error": text[:100]}
        if self.style in self.days and 0 < number < 2_958_466:
            return {"day": (self.first_day + timedelta(days=int(number))).isoformat()}
        return int(number) if number == int(number) else number


def _place(column: str) -> int:
    """Place of a column from 0: A is 0, AA is 26."""
    place = 0
    for letter in column:
        place = place * 26 + ord(letter) - 64
    return place - 1
