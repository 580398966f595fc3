"""Whoosh's storage in memory. Files are looked at where they lie: Whoosh's own would hold each three times."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from whoosh.filedb.filestore import RamStorage
from whoosh.filedb.structfile import BufferFile


class MemoryStorage(RamStorage):
    """Files by name, with Whoosh's scratch files in memory too."""

    def temp_storage(self, name: str | None = None) -> "MemoryStorage":
        return MemoryStorage()

    def open_file(self, name: str, **options: Any) -> "_Look":
        if name not in self.files:
            raise NameError(name)
        return _Look(memoryview(self.files[name]), name=name, **options)


class _Stream:
    """What Whoosh reads from front to back, without the copy that BytesIO would make."""

    __slots__ = ("_at", "_buf")

    def __init__(self, buf: memoryview) -> None:
        self._buf, self._at = buf, 0

    def read(self, size: int = -1) -> bytes:
        at = self._at
        piece = bytes(self._buf[at:] if size < 0 else self._buf[at : at + size])
        self._at = at + len(piece)
        return piece

    def readline(self) -> bytes:
        """For pickles, whose lines are short."""
        line = bytearray()
        while not line.endswith(b"\n") and (letter := self.read(1)):
            line += letter
        return bytes(line)

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + (0, self._at, len(self._buf))[whence]
        return self._at

    def tell(self) -> int:
        return self._at


class _Look(BufferFile):
    """A file or a part of one, read where it lies."""

    def __init__(self, buf: memoryview, name: str | None = None, onclose: Callable | None = None) -> None:
        self._buf, self._name, self.onclose = buf, name, onclose
        self.is_real = self.is_closed = False

    @cached_property
    def file(self) -> _Stream:
        return _Stream(self._buf)

    def subset(self, position: int, length: int, name: str | None = None) -> "_Look":
        return _Look(self._buf[position : position + length], name=name or self._name)


def storage_of(files: Mapping[str, bytes]) -> MemoryStorage:
    """A storage over these files; what is written to it stays in it."""
    storage = MemoryStorage()
    storage.files.update(files)
    return storage
