"""Links by which citizens fetch their electronic certified copies, found by the digest of their secret."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from persistent import Persistent

from hcc.core.acl import DENY_ALL
from hcc.core.short_leaves import NamedTree

if TYPE_CHECKING:
    from .entries import BookEntry


@dataclass(frozen=True)
class Delivery:
    """A link that was handed out for one copy. The secret itself is kept nowhere."""

    digest: str
    """SHA-256 of the secret."""
    by: str
    at: datetime
    until: datetime
    """The last moment at which it opens the copy."""


class DeliveryFolder(Persistent):
    """The links that hold, by digest. Nothing here has an address."""

    NAME = "giao-ban-sao"
    __acl__ = [DENY_ALL]

    def __init__(self) -> None:
        self.__name__ = self.NAME
        self._entries = NamedTree()

    __parent__: Any = None

    def __getitem__(self, name: str) -> Any:
        raise KeyError(name)

    def links(self) -> "Iterator[tuple[str, BookEntry]]":
        """Every link there is, those that are over too, with the line it leads to."""
        return iter(self._entries.items())

    def put(self, delivery: Delivery, entry: "BookEntry") -> None:
        """From now on this link leads to the copy; the one before leads nowhere."""
        if entry.delivery is not None:
            self._entries.pop(entry.delivery.digest, None)
        self._entries[delivery.digest] = entry
        entry.delivery = delivery

    def entry(self, digest: str, *, now: datetime) -> "BookEntry | None":
        """The copy a link leads to; None for one that was replaced, is over, or never was."""
        entry = self._entries.get(digest)
        return entry if entry is not None and now <= entry.delivery.until else None
