"""The folder of seals: signed lists of where every chain of evidence stood, one pair of files a day.

A seal is `<day>T<time>Z.json` (UTC) with its signature beside it in `.sig`. Files only ever come; each names the
SHA-256 of the one before it, so that one taken away or changed later shows.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from .synced import sync_file

FOLDER = "seals"
FORMAT = "hcc seal 1"
SEAL, SIGNATURE, DRAFT = ".json", ".sig", ".new"
_NAME = "%Y-%m-%dT%H%M%SZ"
_LOCK = ".lock"


class Head(NamedTuple):
    """Where one chain stood: its name for life, how many records it had, and the digest of the last."""

    name: str
    length: int
    digest: str


@dataclass(frozen=True)
class Seal:
    """What one seal says."""

    number: int
    """From 1, one more than the seal before it."""
    at: datetime
    """When it was made, UTC."""
    office: str
    """The agency code."""
    transaction: str
    """The newest transaction of the database that was read, as hexadecimal."""
    previous: str
    """SHA-256 of the file before it; empty for the first."""
    heads: tuple[Head, ...]
    """Sorted by name."""


class SealUnreadable(Exception):
    """The file is no seal; the message says why, in English for the log."""


class SealRefused(OSError):
    """A seal cannot be made now; the message says why."""


def file_digest(content: bytes) -> str:
    """What the next seal remembers of a file."""
    return hashlib.sha256(content).hexdigest()


def written(seal: Seal) -> bytes:
    """The bytes of a seal: JSON, a chain a line, so that two of them can be compared with `diff`."""
    lines = [_line(head) for head in seal.heads]
    facts = {
        "format": FORMAT,
        "number": seal.number,
        "at": seal.at.astimezone(UTC).isoformat(),
        "office": seal.office,
        "transaction": seal.transaction,
        "previous": seal.previous,
        "sha256": _list_digest(lines),
    }
    top = json.dumps(facts, ensure_ascii=False, indent=1).removesuffix("\n}")
    return "".join((top, ',\n "chains": [\n', ",\n".join(lines), "\n ]\n}\n")).encode()


def read(content: bytes) -> Seal:
    """The seal in these bytes. Raises SealUnreadable, also when its list is not the one its digest names."""
    try:
        facts = json.loads(content)
        if facts["format"] != FORMAT:
            raise SealUnreadable(f"it is of another format, {facts['format']!r}")
        heads = tuple(Head(str(name), int(length), str(digest)) for name, length, digest in facts["chains"])
        seal = Seal(
            number=int(facts["number"]),
            at=datetime.fromisoformat(facts["at"]),
            office=str(facts["office"]),
            transaction=str(facts["transaction"]),
            previous=str(facts["previous"]),
            heads=heads,
        )
        listed = facts["sha256"]
    except (ValueError, KeyError, TypeError) as problem:
        raise SealUnreadable(f"it cannot be read: {type(problem).__name__}") from None
    if listed != _list_digest(map(_line, heads)):
        raise SealUnreadable("its list of chains is not the one its SHA-256 is of")
    return seal


def _line(head: Head) -> str:
    return json.dumps(list(head), ensure_ascii=False, separators=(",", ":"))


def _list_digest(lines: Iterable[str]) -> str:
    """SHA-256 of the list: each line as it stands in the file, without its comma, with a line end behind it."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


class SealFolder:
    """The seals of one installation."""

    def __init__(self, var: Path) -> None:
        self.path = var / FOLDER

    def names(self) -> list[str]:
        """Names of all seals without their endings, the oldest first; those of lone signatures too."""
        if not self.path.exists():
            return []
        return sorted({path.stem for path in self.path.iterdir() if path.suffix in (SEAL, SIGNATURE)})

    def seal(self, name: str) -> bytes | None:
        return _content(self.path / f"{name}{SEAL}")

    def signature(self, name: str) -> bytes | None:
        return _content(self.path / f"{name}{SIGNATURE}")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else makes a seal meanwhile. What an interrupted one left is finished or cleared away first."""
        self.path.mkdir(mode=0o750, parents=True, exist_ok=True)
        handle = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            self._mend()
            yield
        finally:
            os.close(handle)

    def put(self, at: datetime, content: bytes, signature: bytes) -> Path:
        """Keep a seal made at `at`, synced, its signature beside it; answers its path.

        Raises SealRefused when one of that moment or a later one is there: the clock stands wrong.
        """
        name = at.astimezone(UTC).strftime(_NAME)
        if (names := self.names()) and name <= names[-1]:
            raise SealRefused(f"there is a seal of {names[-1]} already, and the clock says {name}: set the clock right")
        target, beside = self.path / f"{name}{SEAL}", self.path / f"{name}{SIGNATURE}"
        for path, data in ((beside, signature), (target, content)):
            draft = path.with_name(path.name + DRAFT)
            draft.write_bytes(data)
            sync_file(draft)
        # Where the seal stands, the draft of its signature does too: see _mend.
        target.with_name(target.name + DRAFT).rename(target)
        beside.with_name(beside.name + DRAFT).rename(beside)
        sync_file(self.path)
        sync_file(self.path.parent)
        return target

    def copy_to(self, target: "SealFolder", *, until: str = "") -> int:
        """Copy the seals the other folder lacks, synced; answers how many files. None is changed.

        With `until` only those of the database as it was at this transaction (hexadecimal) or before.
        """
        count = 0
        for name in self.names():
            if until and self._is_later(name, until):
                continue
            for source in (self.path / f"{name}{SEAL}", self.path / f"{name}{SIGNATURE}"):
                copy = target.path / source.name
                if source.exists() and not copy.exists():
                    target.path.mkdir(mode=0o750, parents=True, exist_ok=True)
                    draft = copy.with_name(copy.name + DRAFT)
                    shutil.copyfile(source, draft)
                    sync_file(draft)
                    draft.rename(copy)
                    count += 1
        if count:
            sync_file(target.path)
        return count

    def _is_later(self, name: str, transaction: str) -> bool:
        try:
            return read(self.seal(name) or b"").transaction > transaction
        except SealUnreadable:
            return False  # let hcc verify tell of it

    def _mend(self) -> None:
        for draft in sorted(self.path.glob(f"*{DRAFT}")):
            place = draft.with_name(draft.name.removesuffix(DRAFT))
            if place.suffix == SIGNATURE and place.with_suffix(SEAL).exists() and not place.exists():
                draft.rename(place)
            else:
                draft.unlink()


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
