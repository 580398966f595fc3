"""The jobs of the whole site in one file: it is written beside everybody's work, and gone a day later."""

import contextlib
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from transaction import TransactionManager

from hcc.content.operations.take_along import FORGET, WRITE, forget_older, note_written
from hcc.content.taken_along import TakenAlong, file_of, folder_of
from hcc.core.calendar import LOCAL
from hcc.core.text import message
from hcc.files.received import sha256_of
from hcc.jobs.kinds import Kind
from hcc.settings import Settings

LABELS = {WRITE: message("Writing the whole site into a file"), FORGET: message("Forgetting old files of the site")}


@dataclass(frozen=True)
class _Written:
    size: int
    files: int
    sha256: str


def site_kinds(settings: Settings, clock: Callable[[], float] = time.time) -> dict[str, Kind]:
    """The kinds of jobs, by name. `clock` tells seconds since 1970."""

    def now() -> datetime:
        return datetime.fromtimestamp(clock(), UTC)

    def find(site: Any, name: str) -> tuple[Any, str] | None:
        asked = _of(site, name)
        return (site._p_jar.db(), name) if asked is not None and asked.done_at is None else None

    def work(found: tuple[Any, str], folder: Path) -> _Written:
        return _write(*found, settings, folder, now().astimezone(LOCAL).date())

    def store(site: Any, name: str, found: object, result: _Written) -> None:
        if _of(site, name) is not None:
            note_written(site.desk_work, name, size=result.size, files=result.files, sha256=result.sha256, at=now())
        _sweep(site, settings.var)

    def forget(site: Any, subject: str, found: object, result: None) -> None:
        forget_older(site.desk_work, now())
        _sweep(site, settings.var)

    nothing = Kind(LABELS[FORGET], find=lambda site, subject: True, work=lambda found, folder: None, store=forget)
    return {WRITE: Kind(LABELS[WRITE], find=find, work=work, store=store), FORGET: nothing}


def _of(site: Any, name: str) -> TakenAlong | None:
    return next((one for one in site.desk_work.taken_along if one.name == name), None)


def _write(database: Any, name: str, settings: Settings, folder: Path, today: date) -> _Written:
    """The site as it is in one reading of the database, into a file that is whole or not there."""
    from .whole_site import write_zip

    manager = TransactionManager()
    connection = database.open(manager)
    part = folder / "site.zip"
    try:
        manager.begin()
        with part.open("wb") as out:
            files = write_zip(connection.root()["site"], settings, out, today)
            out.flush()
            os.fsync(out.fileno())
    finally:
        manager.abort()
        connection.close()
    target = file_of(settings.var, name)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.move(part, target)
    return _Written(target.stat().st_size, files, sha256_of(target))


def _sweep(site: Any, var: Path) -> None:
    """Take files off the disk that nobody knows of any more."""
    known = {one.name for one in site.desk_work.taken_along}
    for path in folder_of(var).glob("*.zip"):
        if path.stem not in known:
            with contextlib.suppress(OSError):
                path.unlink()
