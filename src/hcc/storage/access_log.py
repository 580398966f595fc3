"""The log of sensitive reads: an append-only, hash-chained, synced file outside the database.

A line is written before the bytes are sent, so a read that was served is always on record. It names the official and
the paper by its address, never the person it is about.
"""

import fcntl
import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path

GENESIS = "0" * 64


class AccessLog:
    """One file, one line a read: JSON with the digest of the line before it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def record(self, *, by: str, at: datetime, what: str) -> None:
        """Append a line and sync it. Raises OSError when it cannot: the read must then not be served."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with open(self.path, "a+b") as log:
            fcntl.flock(log, fcntl.LOCK_EX)
            previous = _last_digest(log)
            line = json.dumps([at.astimezone(UTC).isoformat(), by, what], ensure_ascii=False)
            digest = hashlib.sha256(f"{previous}\n{line}".encode()).hexdigest()
            log.write(f"{digest} {line}\n".encode())
            log.flush()
            os.fsync(log.fileno())

    def faults(self) -> list[str]:
        """What is wrong with the chain; empty when it is whole or nothing was ever read."""
        if not self.path.exists():
            return []
        previous = GENESIS
        for number, raw in enumerate(self.path.read_bytes().splitlines(), 1):
            digest, _, line = raw.decode("utf-8", "replace").partition(" ")
            previous = hashlib.sha256(f"{previous}\n{line}".encode()).hexdigest()
            if digest != previous:
                return [f"line {number} was changed, or one before it is missing"]
        return []


def _last_digest(log) -> str:
    size = log.seek(0, os.SEEK_END)
    if not size:
        return GENESIS
    log.seek(max(0, size - 65_536))
    return log.read().splitlines()[-1].split(b" ", 1)[0].decode("ascii", "replace")
