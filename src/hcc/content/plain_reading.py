"""Reading plain files that somebody may have damaged: what is wrong is told with file and line, nothing is followed
out of the folder, and no name or value makes the sentence about it longer than a line."""

import re
import tomllib
from collections.abc import Iterator
from datetime import MAXYEAR, date, datetime
from pathlib import Path
from typing import Any

from hcc.core.text import TranslationString, message

from .plain_files import PlainProblem

MOST_BYTES = 4_000_000
"""Of a file of text: the longest body there may be, and what stands around it."""
_LONGEST_FACT = 120
_WRONG_TOML = re.compile(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", re.DOTALL)
LINK = message("This is a link to somewhere else. Put the file itself here.")
NOT_FILE = message("This is neither a file nor a folder. Take it out.")
TOO_BIG = message("The file is larger than ${most} bytes. Make it smaller, or divide it.")
UNREADABLE = message("The file cannot be opened. Check that it may be read.")
NOT_UTF8 = message("The file is not UTF-8 text. Save it again with the encoding UTF-8.")
BAD_TOML = message("From here on this cannot be read: ${reason}. Check quotation marks, brackets and equals signs.")
UNKNOWN_KEY = message("${key} is not known here. Take it out, or look at another page of the export.")
WRONG_TYPE = message("${key} must be ${type}.")
MISSING = message("${key} is missing. Add it.")
TYPES = {
    str: message("text between quotation marks"),
    datetime: message("a moment with its time zone, such as 2026-11-23T08:00:00+07:00"),
    date: message("a day, such as 2026-11-23"),
    bool: message("true or false"),
    int: message("a whole number"),
    float: message("a number"),
    list: message("a list between square brackets"),
    dict: message("a table"),
}


def is_moment(value: object) -> bool:
    """Whether a value of TOML is a moment with its time zone, which is one in UTC and here too."""
    return isinstance(value, datetime) and value.tzinfo is not None and 1 < value.year < MAXYEAR


class PlainReader:
    """Files of one folder, with what is wrong with them."""

    def __init__(self, folder: Path, problems: list[PlainProblem]) -> None:
        self.folder, self.problems = folder, problems

    def tell(self, file: str, line: int, sentence: TranslationString, /, **facts: object) -> None:
        told = {name: fact if isinstance(fact, TranslationString) else _short(fact) for name, fact in facts.items()}
        self.problems.append(PlainProblem(str(_short(file, 400)), line, TranslationString(sentence, mapping=told)))

    def name(self, path: Path) -> str:
        """As a person at the keyboard finds it; what no UTF-8 can say is shown as a question mark."""
        return path.relative_to(self.folder).as_posix().encode("utf-8", "replace").decode("utf-8")

    def entries(self, folder: Path) -> Iterator[Path]:
        """What is in a folder by name; links and devices are told of and passed over."""
        try:
            found = sorted(folder.iterdir()) if folder.is_dir() else []
        except OSError:
            self.tell(self.name(folder), 0, UNREADABLE)
            return
        for entry in found:
            try:
                is_link, is_known = entry.is_symlink(), entry.is_dir() or entry.is_file()
            except OSError:
                self.tell(self.name(entry), 0, UNREADABLE)
                continue
            if is_link:
                self.tell(self.name(entry), 0, LINK)
            elif not is_known:
                self.tell(self.name(entry), 0, NOT_FILE)
            else:
                yield entry

    def linked(self, path: Path) -> bool:
        """Whether it is a link, which is told."""
        if path.is_symlink():
            self.tell(self.name(path), 0, LINK)
            return True
        return False

    def text(self, path: Path) -> str | None:
        name = self.name(path)
        try:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError:
            self.tell(name, 0, UNREADABLE)
            return None
        if len(data) > MOST_BYTES:
            self.tell(name, 0, TOO_BIG, most=MOST_BYTES)
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            self.tell(name, data.count(b"\n", 0, wrong.start) + 1, NOT_UTF8)
            return None
        return text.replace("\r\n", "\n")

    def toml(self, name: str, data: str) -> dict[str, Any] | None:
        try:
            return tomllib.loads(data)
        except (tomllib.TOMLDecodeError, RecursionError, ValueError) as wrong:
            found = _WRONG_TOML.fullmatch(str(wrong))
            reason, line = (found[1], int(found[2] or data.count("\n") + 1)) if found else (type(wrong).__name__, 1)
            self.tell(name, line, BAD_TOML, reason=reason)
            return None


def _short(fact: object, most: int = _LONGEST_FACT) -> object:
    """A fact as a line has room for it."""
    if isinstance(fact, str) and len(fact) > most:
        return f"{fact[: most - 1]}…"
    return fact
