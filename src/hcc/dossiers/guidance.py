"""Guidance given (NĐ 61/2018 art. 15): what people came for, from which hamlet, and what stood in their way.

No names: it is kept to learn what goes wrong where, those who went home without a dossier included.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from BTrees.OOBTree import OOBTree
from persistent import Persistent


class Obstacle(StrEnum):
    """Why somebody could not hand in what she came for."""

    NONE = "none"
    PAPERS = "papers"
    """A paper is missing or wrong."""
    NOT_HERE = "not_here"
    """Another office is competent, or the procedure is not offered."""
    NOT_ENTITLED = "not_entitled"
    """The conditions are not met."""
    NO_ACCOUNT = "no_account"
    """No electronic identity, or no phone for its codes."""
    SYSTEM = "system"
    """The portal or another system of the state fails."""
    OTHER = "other"


@dataclass(frozen=True)
class Guidance:
    """One person who was guided. Kept in the database: add fields with defaults, never rename them."""

    at: datetime
    by: str
    procedure: str = ""
    """Code of the procedure; empty where nothing fitted."""
    hamlet: str = ""
    obstacle: str = Obstacle.NONE.value
    text: str = ""
    """What she was told."""
    dossier_token: str = ""
    """The dossier that was begun; empty: sent home without one."""


class GuidanceBook(Persistent):
    """Guidance in the order in which it was given."""

    def __init__(self) -> None:
        self._given = OOBTree()

    def add(self, guidance: Guidance, key: str) -> None:
        """`key` tells two of one moment apart."""
        self._given[(guidance.at.timestamp(), key)] = guidance

    def between(self, begin: datetime, end: datetime) -> Iterator[Guidance]:
        """What was given from `begin` until before `end`: a range read."""
        yield from self._given.values(min=(begin.timestamp(), ""), max=(end.timestamp(), ""), excludemax=True)

    def __len__(self) -> int:
        return len(self._given)
