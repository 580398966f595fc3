"""Bytes that came from outside: kept whole on disk with their digest, never changed."""

import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from hcc.core.cores import every_core

CHUNK = 1 << 20


@dataclass(frozen=True)
class Received:
    """A received file on disk: where, how many bytes, and its SHA-256 as hex."""

    path: Path
    size: int
    sha256: str


class TooBig(Exception):
    """More bytes than the limit came in."""


@contextmanager
def workspace(var: Path) -> Iterator[Path]:
    """A private folder on the database's own disk, so that blobs are moved and not copied; gone afterwards."""
    top = var / "tmp"
    top.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=top) as folder:
        yield Path(folder)


def receive(source: BinaryIO, folder: Path, *, limit: int) -> Received:
    """Write a stream to a file of its own. Raises TooBig past `limit` bytes."""
    path, digest, size = folder / "received", hashlib.sha256(), 0
    with every_core(), open(path, "xb") as out:
        while chunk := source.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise TooBig
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return Received(path, size, digest.hexdigest())


def linked(path: Path) -> Path:
    """Another name for the same bytes. A blob takes the file it is given away, and a commit may be tried again."""
    other = path.with_name(f"{secrets.token_hex(8)}-{path.name}")
    os.link(path, other)
    return other


def sha256_of(path: Path) -> str:
    with every_core(), open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
