"""Whoosh's storage in memory. Files are looked at where they lie: Whoosh's own would hold each three times."""

from collections.abc import Callable, Mapping
from functools import cached_property
from io import BytesIO
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


class _Look(BufferFile):
    """A file or a part of one, read where it lies; copied only when it is read from front to back."""

    def __init__(self, buf: memoryview, name: str | None = None, onclose: Callable | None = None) -> None:
        self._buf, self._name, self.onclose = buf, name, onclose
        self.is_real = self.is_closed = False

    @cached_property
    def file(self) -> BytesIO:
        return BytesIO(self._buf)

    def subset(self, position: int, length: int, name: str | None = None) -> "_Look":
        return _Look(self._buf[position : position + length], name=name or self._name)


def storage_of(files: Mapping[str, bytes]) -> MemoryStorage:
    """A storage over these files; what is written to it stays in it."""
    storage = MemoryStorage()
    storage.files.update(files)
    return storage
