"""Files of the whole site that were asked for: written behind the request, kept a day on the disk, in no backup."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

KEPT = 2
"""Files kept; the oldest go first: each may be as large as all pages and pictures."""
KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class TakenAlong:
    """One file. Kept in the database: add fields with defaults, never rename them."""

    name: str
    """Random: it stands in an address."""
    asked_by: str
    asked_at: datetime
    done_at: datetime | None = None
    """None while it is being written."""
    size: int = 0
    files: int = 0
    sha256: str = ""


class Keeper(Protocol):
    """What keeps the list, the oldest first."""

    taken_along: tuple[TakenAlong, ...]


def folder_of(var: Path) -> Path:
    return var / "site-files"


def file_of(var: Path, name: str) -> Path:
    return folder_of(var) / f"{name}.zip"
