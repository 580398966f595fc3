"""The index's files on disk: read whole and checked, replaced at one stroke, locked against a second writer.

Whoosh itself only ever works in memory. A flipped bit in a posting would otherwise pass unnoticed, a file cut short
under a memory map would end the process, and a writer killed half-way would leave files nobody can vouch for. So
`index.json` names every file of one generation with its SHA-256, is put in place last, and what it does not name is
rubbish. Nothing is synced: what a power cut spoils is noticed by its hash and made again. What somebody spoils under a
running process is noticed by size and time, and put back from memory.
"""

import contextlib
import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from hcc.search.outline import Outline

_MANIFEST = "index.json"
_LOCK = "index.lock"
_OURS = re.compile(r"_?MAIN_\w+\.\w+(\.\d+)?(\.part)?|index\.json\.part")


class FilesDamaged(Exception):
    """The files are missing, cut short, altered, or were made by another version; says which."""


class MadeOtherwise(FilesDamaged):
    """Sound files of another version of this program."""


class Lock(Enum):
    """What came of asking for the writer's lock."""

    HELD = "held"
    BUSY = "busy"
    """Another thread or process has it."""
    IMPOSSIBLE = "impossible"
    """The folder cannot be written to."""


@dataclass(frozen=True)
class Stored:
    """One generation as read from disk."""

    generation: int
    files: Mapping[str, bytes]


class FileStore:
    """A folder that holds one generation of an index."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._folder = Path(folder)
        self._fingerprint = fingerprint
        self._seen: dict[str, tuple[int, ...] | None] = {}
        """Size, time and number of each file when it was last read or written here."""

    def generation(self) -> int:
        """The generation on disk, 0 when there is none that can be told."""
        try:
            return self._manifest()["generation"]
        except (FilesDamaged, OSError):
            return 0

    def outline(self) -> Outline | None:
        """The outline of the generation on disk, None when there is none that can be told."""
        try:
            return Outline.from_json(self._manifest()["outline"])
        except (FilesDamaged, KeyError, TypeError):
            return None

    def load(self) -> Stored | None:
        """All files of the generation on disk.

        None when there is none. Raises FilesDamaged, also when the code that makes terms has changed since.
        """
        if not (self._folder / _MANIFEST).exists():
            return None
        for _attempt in range(3):
            manifest = self._manifest()
            try:
                files = {name: self._checked(name, digest) for name, digest in manifest["files"].items()}
            except FilesDamaged:
                # Another process may have put the next generation in place meanwhile and cleared this one away.
                if self._manifest() == manifest:
                    raise
                continue
            self._seen = self._look([*files, _MANIFEST])
            return Stored(manifest["generation"], files)
        raise FilesDamaged("replaced faster than it can be read")

    def save(self, generation: int, files: Mapping[str, bytes], outline: Outline) -> None:
        """Put this generation in place of what is there. Raises OSError; the former one then still stands.

        Call it while holding the lock.
        """
        self._seen = {}
        self._folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            if not self._holds(name, content):
                self._write(name, content)
        body = json.dumps(
            {
                "fingerprint": self._fingerprint,
                "generation": generation,
                "outline": outline.as_json(),
                "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
            },
            sort_keys=True,
        )
        self._write(_MANIFEST, f"{body}\n{hashlib.sha256(body.encode()).hexdigest()}\n".encode())
        self._seen = self._look([*files, _MANIFEST])
        for path in self._folder.iterdir():
            if path.name not in files and _OURS.fullmatch(path.name):
                with contextlib.suppress(OSError):
                    path.unlink()

    def is_untouched(self) -> bool:
        """Whether the files are those last read or written here, as far as size and time tell."""
        return bool(self._seen) and self._look(self._seen) == self._seen

    def needs(self, generation: int) -> bool:
        """Whether this generation has to be put back: neither it nor a newer one is there and sound.

        Files of another version are left to whoever made them.
        """
        try:
            stored = self.load()
        except MadeOtherwise:
            return False
        except FilesDamaged:
            return True
        return stored is None or stored.generation < generation

    @contextlib.contextmanager
    def locked(self, patience: float = 0.0) -> Iterator[Lock]:
        """Hold the writer's lock of this folder, tried for `patience` seconds.

        The system lets go of it when the process dies, however it dies.
        """
        from whoosh.filedb.filestore import FileStorage

        until = time.monotonic() + patience
        state = Lock.BUSY
        lock: Any = None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = FileStorage(str(self._folder)).lock(_LOCK)
            while not (held := lock.acquire(blocking=False)) and time.monotonic() < until:
                time.sleep(0.05)
            state = Lock.HELD if held else Lock.BUSY
        except OSError:
            state = Lock.IMPOSSIBLE
        try:
            yield state
        finally:
            if state is Lock.HELD:
                lock.release()

    def _manifest(self) -> dict:
        try:
            body, digest = (self._folder / _MANIFEST).read_bytes().split(b"\n")[:2]
        except (OSError, ValueError) as problem:
            raise FilesDamaged(f"{_MANIFEST}: {problem}") from problem
        if hashlib.sha256(body).hexdigest().encode() != digest:
            raise FilesDamaged(f"{_MANIFEST} is altered")
        manifest = json.loads(body)
        if manifest["fingerprint"] != self._fingerprint:
            raise MadeOtherwise("made by another version")
        return manifest

    def _checked(self, name: str, digest: str) -> bytes:
        try:
            content = (self._folder / name).read_bytes()
        except OSError as problem:
            raise FilesDamaged(f"{name}: {problem}") from problem
        if hashlib.sha256(content).hexdigest() != digest:
            raise FilesDamaged(f"{name} is altered")
        return content

    def _holds(self, name: str, content: bytes) -> bool:
        try:
            return (self._folder / name).read_bytes() == content
        except OSError:
            return False

    def _look(self, names: Iterable[str]) -> dict[str, tuple[int, ...] | None]:
        found: dict[str, tuple[int, ...] | None] = {}
        for name in names:
            try:
                status = os.stat(self._folder / name)
            except OSError:
                found[name] = None
            else:
                found[name] = (status.st_size, status.st_mtime_ns, status.st_ino)
        return found

    def _write(self, name: str, content: bytes) -> None:
        part, place = self._folder / f"{name}.part", self._folder / name
        part.write_bytes(content)
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        os.replace(part, place)
