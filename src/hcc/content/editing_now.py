"""Who has the form of which page open: told to whoever else opens it, and nobody is kept out.

Kept in small files of the var folder and not in the database: opening a page changes no object there, and every process
on the machine sees the same. Processes on several machines, each with a var folder of its own, do not see each other's;
what is saved comes together all the same (`reconciling`).
"""

import contextlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

FORGOTTEN_AFTER = timedelta(minutes=15)
"""Without a sign of the form, so long after the last one."""


class Editor(NamedTuple):
    """Somebody who has the form open, and since when."""

    login: str
    since: datetime


class EditingNow:
    """Open forms, a file each: its name says page and official, its two numbers when it began and was last heard of.

    A full disk or a vanished folder keeps nobody from writing: then others are not told.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def note(self, id: str, login: str, now: datetime) -> None:
        """The form was opened, or something was typed into it."""
        path = self._path(id, login)
        known = _read(path, now)
        since = known if known is not None else now
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f"{path.name}~{os.getpid()}")
            fresh.write_text(f"{since.timestamp()} {now.timestamp()}", encoding="ascii")
            fresh.replace(path)

    def end(self, id: str, login: str) -> None:
        """The form was sent, or given up."""
        with contextlib.suppress(OSError):
            self._path(id, login).unlink()

    def others(self, id: str, login: str, now: datetime) -> list[Editor]:
        """Who else has it open, who began first stands first."""
        found = []
        for path in self._folder.glob(f"{id}@*"):
            since = _read(path, now)
            other = path.name.partition("@")[2]
            if since is None:
                with contextlib.suppress(OSError):
                    path.unlink()
            elif other != login and "~" not in other:
                found.append(Editor(other, since))
        return sorted(found, key=lambda one: (one.since, one.login))

    def _path(self, id: str, login: str) -> Path:
        return self._folder / f"{id}@{login}"


def _read(path: Path, now: datetime) -> datetime | None:
    """Since when, or None where nothing was heard of it for too long."""
    try:
        since, heard = (datetime.fromtimestamp(float(part), UTC) for part in path.read_text(encoding="ascii").split())
    except (OSError, ValueError, OverflowError):
        return None
    return since if now - heard <= FORGOTTEN_AFTER else None
