"""The log of sensitive reads: an append-only, hash-chained, synced file outside the database.

A line is written before the bytes are sent, so a read that was served is always on record. It names the official and
the paper by its address, never the person it is about.
"""

import errno
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from .synced import sync_file

GENESIS = "0" * 64
LONGEST_LINE = 65_536


class AccessLog:
    """One file, one line a read: JSON with the digest of the line before it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def record(self, *, by: str, at: datetime, what: str) -> None:
        """Append a line and sync it. Raises OSError when it cannot: the read must then not be served."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = not self.path.exists()
        with open(self.path, "a+b", buffering=0) as log:
            fcntl.flock(log, fcntl.LOCK_EX)
            end, previous = _whole_end(log)
            # What follows the last whole line was never acknowledged: the process or the power went while writing it.
            log.truncate(end)
            line = json.dumps([at.astimezone(UTC).isoformat(), by, what], ensure_ascii=False)
            digest = hashlib.sha256(f"{previous}\n{line}".encode()).hexdigest()
            whole = f"{digest} {line}\n".encode()
            try:
                if log.write(whole) != len(whole):
                    raise OSError(errno.ENOSPC, "no room for the log of reads")
                os.fsync(log.fileno())
            except OSError:
                log.truncate(end)
                raise
        if new:
            sync_file(self.path.parent)

    def copy_to(self, target: Path) -> None:
        """Copy the whole lines there are now to another file, synced. Nothing is copied when nothing was ever read."""
        if not self.path.exists():
            return
        with open(self.path, "rb") as log, open(target, "wb") as copy:
            fcntl.flock(log, fcntl.LOCK_SH)
            end, _ = _whole_end(log)
            log.seek(0)
            copy.write(log.read(end))
            copy.flush()
            os.fsync(copy.fileno())

    def heads(self) -> Iterator[str]:
        """The head of the chain before the first line, and behind each whole line: as many as lines, and one."""
        yield GENESIS
        if not self.path.exists():
            return
        with open(self.path, "rb") as log:
            fcntl.flock(log, fcntl.LOCK_SH)
            end, _ = _whole_end(log)
            log.seek(0)
            content = log.read(end)
        for line in content.splitlines():
            yield line.split(b" ", 1)[0].decode("ascii", "replace")

    def latest(self, before: int | None = None) -> Iterator["Reading"]:
        """Readings, the newest first, from the one that ends at this place of the file; a damaged line is left out.

        The file is read backwards a piece at a time: its length costs nothing.
        """
        if not self.path.exists():
            return
        with open(self.path, "rb") as log:
            end, _ = _whole_end(log)
            end = min(end, before) if before is not None else end
            while end > 0:
                start = max(0, end - LONGEST_LINE)
                log.seek(start)
                piece = log.read(end - start)
                # Where the piece does not begin with the file, its first line is whole only from the next line end on.
                cut = 0 if not start else piece.find(b"\n") + 1
                if start and not cut:
                    return
                for raw in reversed(piece[cut:].splitlines()):
                    end -= len(raw) + 1
                    if (reading := _reading(raw, end)) is not None:
                        yield reading

    def faults(self) -> list[str]:
        """What is wrong with the chain; empty when it is whole or nothing was ever read."""
        if not self.path.exists():
            return []
        with open(self.path, "rb") as log:
            fcntl.flock(log, fcntl.LOCK_SH)
            content = log.read()
        previous = GENESIS
        for number, raw in enumerate(content[: content.rfind(b"\n") + 1].splitlines(), 1):
            digest, _, line = raw.decode("utf-8", "replace").partition(" ")
            previous = hashlib.sha256(f"{previous}\n{line}".encode()).hexdigest()
            if digest != previous:
                return [f"line {number} was changed, or one before it is missing"]
        return []


class Reading(NamedTuple):
    """One line of the log."""

    at: datetime
    """UTC."""
    by: str
    what: str
    place: int
    """Where its line begins in the file."""


def _reading(raw: bytes, place: int) -> Reading | None:
    try:
        at, by, what = json.loads(raw.split(b" ", 1)[1])
        return Reading(datetime.fromisoformat(at), str(by), str(what), place)
    except (ValueError, TypeError, IndexError):
        return None


def _whole_end(log: BinaryIO) -> tuple[int, str]:
    """Where the last whole line ends, and its digest."""
    size = log.seek(0, os.SEEK_END)
    start = max(0, size - LONGEST_LINE)
    log.seek(start)
    tail = log.read(size - start)
    cut = tail.rfind(b"\n") + 1
    if not cut:
        return start, GENESIS
    return start + cut, tail[:cut].splitlines()[-1].split(b" ", 1)[0].decode("ascii", "replace")
