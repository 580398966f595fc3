"""What comes to the desk: visits of one person, and scans waiting to become an electronic copy."""

from datetime import datetime
from typing import Any

from persistent import Persistent
from ZODB.blob import Blob

from . import workflow
from .cash import Payment
from .entries import BookEntry, Requester
from .promises import Promise
from .rights import BOOK_ACL
from .stamp_places import StampPlace


class Visit(Persistent):
    """One person coming once: the lines written for her, and what she pays altogether."""

    payment: Payment | None = None
    """What was paid at the desk; a dossier's visit is paid for when its result is returned."""
    promise: Promise | None = None
    """The later day that was promised, where the same day is not enough."""
    __acl__ = BOOK_ACL

    def __init__(self, token: str, *, at: datetime, requester: Requester, dossier_token: str = "") -> None:
        self.__name__ = token
        self.at = at
        self.requester = requester
        self.dossier_token = dossier_token
        self.entries: tuple[BookEntry, ...] = ()

    __parent__: Any = None

    @property
    def fee(self) -> int:
        """For all its lines, struck ones too, in đồng."""
        return sum(entry.fee for entry in self.entries)

    @property
    def standing(self) -> tuple[BookEntry, ...]:
        """The lines that were not struck."""
        return tuple(entry for entry in self.entries if entry.state != workflow.STRUCK)


class Scan(Persistent):
    """A scanned original waiting to become an electronic certified copy; it has no number yet."""

    entry: BookEntry | None = None
    place = StampPlace()
    """Where the copy is stamped."""
    advice: tuple[str, ...] = ()
    """What intake said to look at, as words: `hcc.pdf.verdict.Verdict.advice`."""
    __acl__ = BOOK_ACL

    def __init__(self, token: str, *, at: datetime, by: str, name: str, sha256: str, size: int, pages: int) -> None:
        self.__name__ = token
        self.at = at
        self.by = by
        self.name = name
        self.sha256 = sha256
        self.size = size
        self.pages = pages
        self.original = Blob()
        self.clean = Blob()
        self.clean_sha256 = ""
        self.removed: tuple[str, ...] = ()

    __parent__: Any = None
