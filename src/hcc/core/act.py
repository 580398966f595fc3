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

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("an act needs an aware moment")
        object.__setattr__(self, "at", self.at.astimezone(UTC))
