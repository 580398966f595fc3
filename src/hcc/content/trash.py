"""The trash (thùng rác): what was deleted, each with all that lay in it, until it is restored or purged."""

from collections.abc import Iterator
from datetime import UTC, datetime

from BTrees.OOBTree import OOBTree

from hcc.core.folder import Node
from hcc.core.packed import Packed

from .resources import ContentRoot, Item
from .tree import walk


class TrashEntry(Packed):
    """One thing in the trash, and how it came there."""

    def __init__(
        self, item: Item, *, folder: str, path: tuple[str, ...], count: int, by: str, at: datetime, why: str
    ) -> None:
        self.item = item
        self.folder = folder
        """Id of the folder it lay in; empty: it lay right under the site."""
        self.path = path
        """The names that led to it."""
        self.count = count
        """How many things it is, itself and all below it."""
        self.by = by
        self.at = at.astimezone(UTC)
        self.why = why

    @property
    def id(self) -> str:
        return self.item.id


class Trash(Node):
    """Entries by the id of what was deleted. What lies in it has no address."""

    def __init__(self, root: ContentRoot) -> None:
        self.__parent__ = root
        self._entries = OOBTree()

    @property
    def content(self) -> ContentRoot:
        """The root that the things in it belong to."""
        root: ContentRoot = self.__parent__
        return root

    def lay_in(self, entry: TrashEntry) -> None:
        entry.item.__parent__ = self
        self._entries[entry.id] = entry

    def take_out(self, id: str) -> TrashEntry:
        entry: TrashEntry = self._entries.pop(id)
        return entry

    def get(self, id: str) -> TrashEntry | None:
        return self._entries.get(id)

    def __contains__(self, id: object) -> bool:
        return id in self._entries

    def __len__(self) -> int:
        return len(self._entries)

    def newest_first(self) -> list[TrashEntry]:
        return sorted(self._entries.values(), key=lambda entry: (entry.at, entry.id), reverse=True)

    def things(self) -> Iterator[Item]:
        """Everything in it, also what lay in folders."""
        for entry in self._entries.values():
            yield from walk(entry.item)
