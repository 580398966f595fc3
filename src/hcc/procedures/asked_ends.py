"""An ending that waits for a second person: a withdrawal, or an approval to be taken back (nguyên tắc bốn mắt)."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class AskedEnd:
    """What somebody asked for. Kept with the procedure, or with the revision whose approval is to be taken back."""

    on: date | None
    """The first day on which the procedure no longer holds; None for an approval."""
    reason: str
    by: str
    at: datetime
    """UTC."""

    @property
    def stamp(self) -> str:
        """What a page remembers of it, so that nobody approves what she has not seen."""
        return self.at.isoformat()


@dataclass(frozen=True)
class Declined:
    """What a colleague answered who did not do what somebody asked for."""

    asked_by: str
    reason: str
    by: str
    at: datetime
    """UTC."""
