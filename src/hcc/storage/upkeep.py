"""What those who keep the system did, noted beside the database for the page of health: backups, drills, checks, packs.

One small file: the newest notes of each kind, oldest first. It names nobody and no paper.
"""

import fcntl
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .synced import sync_file

FILE = "upkeep.json"
BACKED_UP, DRILLED, VERIFIED, PACKED = "backed up", "drilled", "verified", "packed"
KEPT = 60
"""Notes kept of each kind: with a backup a day two months, enough to see how fast the disk fills."""


def note_upkeep(var: Path, what: str, *, at: datetime, **facts: Any) -> None:
    """Write down that this was done. Facts are JSON values. Raises OSError when it cannot be stored."""
    handle = os.open(var, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        notes = _notes(var)
        notes[what] = [*_of(notes, what), {"at": at.astimezone(UTC).isoformat(), **facts}][-KEPT:]
        draft = var / f"{FILE}.new"
        draft.write_text(json.dumps(notes, indent=1), encoding="utf-8")
        sync_file(draft)
        draft.rename(var / FILE)
    finally:
        os.close(handle)


def noted(var: Path, what: str) -> list[dict[str, Any]]:
    """The notes of this kind, the oldest first, each with its moment (UTC) under `at`; those damaged are left out."""
    found = []
    for note in _of(_notes(var), what):
        try:
            found.append({**note, "at": datetime.fromisoformat(note["at"]).astimezone(UTC)})
        except (KeyError, TypeError, ValueError):
            continue
    return found


def last_noted(var: Path, what: str) -> dict[str, Any] | None:
    """The newest note of this kind; None when there is none."""
    return next(reversed(noted(var, what)), None)


def _notes(var: Path) -> dict[str, Any]:
    try:
        notes = json.loads((var / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return notes if isinstance(notes, dict) else {}


def _of(notes: dict[str, Any], what: str) -> list[Any]:
    found = notes.get(what)
    return found if isinstance(found, list) else []
