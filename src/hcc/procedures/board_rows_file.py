"""The rows of the catalogue board in a file, for the first page after a start: thousands of procedures are not read.

A copy like the search index (decision 7): it may be deleted at any time, and one that does not fit is passed over.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from .board_row import BoardRow


class KeptRows(NamedTuple):
    """The rows as they were at this length and head of the catalogue's chain, on this day."""

    length: int
    head: str
    today: date
    rows: Mapping[str, BoardRow]


_NAMES = [part.name for part in fields(BoardRow)]
_DAYS = frozenset({"from_day", "ends_on", "until"})


@cache
def _made_by() -> str:
    """Changes whenever the code does that makes rows of procedures, and what it is made of."""
    here = Path(__file__).parent
    sources = [
        *sorted(here.glob("*.py")),
        here / "operations" / "set_council_fees.py",
        here.parent / "core" / "text.py",
    ]
    return sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


class RowsFile:
    """One such file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> KeptRows | None:
        """What was kept by this version of the program; None where there is nothing of use."""
        try:
            digest, _, body = self._path.read_bytes().partition(b"\n")
            if sha256(body).hexdigest().encode() != digest:
                return None
            made_by, length, head, today, rows = json.loads(body)
            if made_by != _made_by():
                return None
            made = (_row(values) for values in rows)
            return KeptRows(length, head, date.fromisoformat(today), {row.code: row for row in made})
        except (OSError, ValueError, TypeError):
            return None

    def write(self, kept: KeptRows) -> None:
        """Keep them; a disk that is full is no reason to fail."""
        rows = [_values(row) for row in kept.rows.values()]
        said = [_made_by(), kept.length, kept.head, kept.today.isoformat(), rows]
        body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
        part = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        with suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.write_bytes(sha256(body).hexdigest().encode() + b"\n" + body)
            part.replace(self._path)


def _values(row: BoardRow) -> list[Any]:
    return [value.isoformat() if isinstance(value, date) else value for value in (getattr(row, n) for n in _NAMES)]


def _row(values: list[Any]) -> BoardRow:
    said = dict(zip(_NAMES, values, strict=True))
    said["changed_at"] = datetime.fromisoformat(said["changed_at"])
    said["council"] = tuple((case, channel) for case, channel in said["council"])
    said.update((name, date.fromisoformat(said[name])) for name in _DAYS if said[name] is not None)
    return BoardRow(**said)
