"""Earlier texts of a page, each in a record of its own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from BTrees.IOBTree import IOBTree
from persistent import Persistent

from hcc.core.packed import Packed


class Version(Packed):
    """A text as it stood, who wrote it and when."""

    def __init__(self, text: Mapping[str, Any], by: str, at: datetime) -> None:
        self.text, self.by, self.at = text, by, at


class Versions(Persistent):
    """Earlier texts by their numbers."""

    def __init__(self) -> None:
        self._by_number = IOBTree()

    def keep(self, number: int, version: Version) -> None:
        self._by_number[number] = version

    def get(self, number: int) -> Version | None:
        return self._by_number.get(number)

    def numbers(self) -> list[int]:
        return list(self._by_number)
