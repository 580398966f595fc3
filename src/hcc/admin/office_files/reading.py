"""Tables of a folder of the office, each value with its type, each fault with its file and line."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from hcc.content.plain_files import PlainProblem
from hcc.content.plain_reading import MISSING, TYPES, UNKNOWN_KEY, WRONG_TYPE, PlainReader, is_moment
from hcc.core.text import message
from hcc.procedures.toml_places import Place, Places

MOST_ROWS = 20_000
TWICE = message("${what} stands here twice. Leave one.")
TOO_MANY_ROWS = message("There are more than ${most} entries here.")
TOO_LONG = message("${key} has more than ${most} letters.")
BAD_NUMBER = message("${key} must be from ${least} to ${most}.")
IN_FUTURE = message(
    "${key} is a moment that has not come yet. Write when it really was; if it is right, set the clock of this machine."
)
LONGEST = 1_000
CLOCKS_DIFFER = timedelta(hours=1)
"""By so much the clock of the machine a file comes from may be ahead of this one's."""

T = TypeVar("T")


class Row:
    """One table of a file."""

    def __init__(self, reader: "OfficeReader", file: str, places: Places, place: Place, data: Mapping[str, Any]):
        self.reader, self.file, self.place, self.data = reader, file, place, data
        self._places = places

    def line(self, key: str = "") -> int:
        return self._places.line((*self.place, key) if key else self.place)

    def tell(self, at: str, sentence: Any, /, **facts: object) -> None:
        self.reader.tell(self.file, self.line(at), sentence, **facts)

    def get(self, key: str, type: type[T], default: T | None = None, *, needed: bool = True) -> T | None:
        """A value of this type; one that is not there or of another type is told, and None; so is a moment to come."""
        value = self.data.get(key)
        if value is None:
            if needed and default is None:
                self.tell("", MISSING, key=key)
            return default
        sound = isinstance(value, (int, float) if type is float else type) and (
            type is bool or not isinstance(value, bool)
        )
        if type is date:
            sound = isinstance(value, date) and not isinstance(value, datetime)
        if type is datetime:
            sound = is_moment(value)
        if not sound:
            self.tell(key, WRONG_TYPE, key=key, type=TYPES[type])
            return None
        if isinstance(value, datetime) and value > self.reader.now + CLOCKS_DIFFER:
            self.tell(key, IN_FUTURE, key=key)
            return None
        return value  # type: ignore[return-value]

    def text(self, key: str, *, needed: bool = True, most: int = LONGEST) -> str | None:
        """A text; where it is not needed and not there, an empty one."""
        value = self.get(key, str, None if needed else "", needed=needed)
        if value is not None and len(value) > most:
            self.tell(key, TOO_LONG, key=key, most=most)
            return None
        return value

    def number(self, key: str, least: int, most: int) -> int | None:
        value = self.get(key, int)
        if value is not None and not least <= value <= most:
            self.tell(key, BAD_NUMBER, key=key, least=least, most=most)
            return None
        return value

    def rows(self, key: str, known: set[str]) -> "list[Row]":
        """The tables in a list of this one."""
        return self.reader.tables_of(self.file, self._places, (*self.place, key), self.data.get(key, []), known)


class OfficeReader(PlainReader):
    """A folder of the office, for each part that wants to read of it."""

    def __init__(
        self, folder: Path, problems: list[PlainProblem], *, within: str, space: Path, rehearsal: bool, now: datetime
    ) -> None:
        super().__init__(folder, problems)
        self.within = within
        """The folder as it is called in sentences."""
        self.space = space
        """A folder on the disk of the database, for files on their way."""
        self.rehearsal = rehearsal
        """Whether nothing is stored in the end: files are looked at and not kept."""
        self.now = now
        """When they are brought in; all that files of an office tell was before."""
        self.other_texts: set[str] = set()
        """Codes of procedures whose texts here are others than in the folder, so that their numbers tell nothing."""
        self.closed_boards: dict[str, Row] = {}
        """The lines that call a notice board closed, by its name (casefold)."""

    def name(self, path: Path) -> str:
        return f"{self.within}/{super().name(path)}"

    def folders(self, name: str) -> Iterator[Path]:
        """The folders in a folder; where that is a link it is told of and passed over."""
        place = self.folder / name
        if not self.linked(place):
            yield from (entry for entry in self.entries(place) if entry.is_dir())

    def has(self, path: str) -> bool:
        """Whether there is such a file; a link is told of and is none."""
        place = self.folder / path
        return not any(self.linked(one) for one in (place.parent, place)) and place.is_file()

    def whole(self, path: str, known: set[str]) -> Row | None:
        """A file as one table; None where it is not there or cannot be read. Keys that are not known are told."""
        if not self.has(path):
            return None
        name = self.name(self.folder / path)
        data = self.text(self.folder / path)
        tables = self.toml(name, data) if data is not None else None
        if tables is None or data is None:
            return None
        row = Row(self, name, Places(data), (), tables)
        for key in tables:
            if key not in known:
                row.tell(key, UNKNOWN_KEY, key=key)
        return row

    def rows(self, path: str, table: str, known: set[str]) -> list[Row]:
        """The tables of this name in a file, which has nothing else."""
        whole = self.whole(path, {table})
        return whole.rows(table, known) if whole is not None else []

    def tables_of(self, file: str, places: Places, place: Place, value: Any, known: set[str]) -> list[Row]:
        line = places.line(place)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.tell(file, line, WRONG_TYPE, key=place[-1], type=TYPES[dict])
            return []
        if len(value) > MOST_ROWS:
            self.tell(file, line, TOO_MANY_ROWS, most=MOST_ROWS)
            return []
        found = [Row(self, file, places, (*place, number), one) for number, one in enumerate(value)]
        for row in found:
            for key in row.data:
                if key not in known:
                    row.tell(key, UNKNOWN_KEY, key=key)
        return found

    def files(self, folder: str, ending: str) -> Iterator[Path]:
        """Files with this ending in a folder, by name."""
        place = self.folder / folder
        if not self.linked(place):
            yield from (path for path in self.entries(place) if path.is_file() and path.suffix == ending)

    def once(self, row: Row, what: str, seen: set[Any], key: Any) -> bool:
        """Whether this is the first of its key; another one is told."""
        if key in seen:
            row.tell("", TWICE, what=what)
            return False
        seen.add(key)
        return True
