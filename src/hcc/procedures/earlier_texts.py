"""The texts a draft had before it was saved again: what a form that was opened on one of them is compared with."""

from datetime import datetime

from persistent import Persistent

from .record import ProcedureRecord

MOST = 20
"""Texts kept of one draft; whoever opened her form on an older one is shown every difference."""


class EarlierTexts(Persistent):
    """The newest texts of one draft by when they were written. A record of its own: no page of citizens reads it."""

    def __init__(self) -> None:
        self._texts: tuple[tuple[datetime, ProcedureRecord], ...] = ()

    def keep(self, at: datetime, record: ProcedureRecord) -> None:
        self._texts = (*self._texts, (at, record))[-MOST:]

    def find(self, stamp: str) -> ProcedureRecord | None:
        """The text written at that moment (ISO 8601), or None when it is not kept."""
        return next((record for at, record in self._texts if at.isoformat() == stamp), None)
