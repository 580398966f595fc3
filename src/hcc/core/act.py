"""What every act of the office receives: who does it, when, and whom to tell."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime


@dataclass(frozen=True)
class Act:
    """One person doing one thing at one moment."""

    by: str
    """Login of the official, or a name such as "system"."""
    at: datetime
    """Aware moment; stored as UTC."""
    announce: Callable[[object], None] = field(default=lambda event: None)
    """Called with each event the act gives rise to."""
    stead: str = ""
    """Login of the absent official in whose place `by` acts; empty: in her own."""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("an act needs an aware moment")
        object.__setattr__(self, "at", self.at.astimezone(UTC))

    def is_of(self, login: str | None) -> bool:
        """Whether what is asked of this official may be done by the act: it is her own, or done in her stead."""
        return bool(login) and login in (self.by, self.stead)
