"""Dossiers that began with a paper at the counter, before it was known whose they are and of what.

They have no number and are listed nowhere: one that is received becomes a dossier like any other, one that is not is
gone after a day, as the form beside it is (core/kept_forms.py).
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from BTrees.OOBTree import OOBTree

from hcc.core.kept_forms import KEPT

if TYPE_CHECKING:
    from .resources import Dossier


class BegunDossiers:
    """The part of the folder that keeps dossiers by their token until they are received."""

    _begun: OOBTree | None = None

    def begun(self, token: str) -> "Dossier | None":
        """The dossier that was begun under this token and is not received yet."""
        found: Dossier | None = self._begun.get(token) if self._begun is not None else None
        return found

    def all_begun(self) -> Iterator["Dossier"]:
        """Every one there is, the abandoned ones too until somebody begins another."""
        return iter(self._begun.values() if self._begun is not None else ())

    def keep_begun(self, dossier: "Dossier") -> None:
        if self._begun is None:
            self._begun = OOBTree()
        self._begun[dossier.token] = dossier

    def forget_begun(self, dossier: "Dossier") -> None:
        """It was received or given up."""
        if self._begun is not None:
            del self._begun[dossier.token]

    def begun_before(self, now: datetime) -> list["Dossier"]:
        """Those that nobody went on with for too long."""
        return [dossier for dossier in self.all_begun() if now - dossier.created_at > KEPT]
