"""First answers by idempotency key, so that a repeated form gets the first answer and nothing is done twice.

A storage that reconnects can retry a commit whose outcome is unknown; a person double-clicks. The key is looked up in
the same transaction as the act.
"""

from datetime import datetime, timedelta

from BTrees.OOBTree import OOBTree
from persistent import Persistent

KEPT = timedelta(days=7)
PRUNED_EVERY = timedelta(days=1)


class Answers(Persistent):
    """Key -> when and where the first answer is, as one text: every act writes some twenty of them. For one actor."""

    pruned = 0.0
    """When old answers were last forgotten, seconds since 1970."""

    def __init__(self) -> None:
        self._answers = OOBTree()

    def find(self, key: str) -> str | None:
        """Where the first answer to this key is, or None."""
        kept = self._answers.get(key)
        return _read(kept)[1] if kept else None

    def keep(self, key: str, where: str, at: datetime) -> None:
        now = at.timestamp()
        self._answers[key] = f"{now} {where}"
        if now - self.pruned >= PRUNED_EVERY.total_seconds():
            self.pruned = now
            oldest = (at - KEPT).timestamp()
            for old in [k for k, kept in self._answers.items() if _read(kept)[0] < oldest]:
                del self._answers[old]


def _read(kept: str | tuple[float, str]) -> tuple[float, str]:
    """Moment and place; an older program kept the two apart."""
    if isinstance(kept, tuple):
        return kept
    when, _, where = kept.partition(" ")
    return float(when), where
