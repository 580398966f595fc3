"""First answers by idempotency key, so that a repeated form gets the first answer and nothing is done twice.

A storage that reconnects can retry a commit whose outcome is unknown; a person double-clicks. The key is looked up in
the same transaction as the act.
"""

from datetime import datetime, timedelta

from BTrees.OOBTree import OOBTree
from persistent import Persistent

KEPT = timedelta(days=7)
PRUNE_EVERY = 64


class Answers(Persistent):
    """Key -> (when, where the first answer is), for one actor."""

    def __init__(self) -> None:
        self._answers = OOBTree()

    def find(self, key: str) -> str | None:
        """Where the first answer to this key is, or None."""
        kept = self._answers.get(key)
        return kept[1] if kept else None

    def keep(self, key: str, where: str, at: datetime) -> None:
        self._answers[key] = (at.timestamp(), where)
        if len(self._answers) % PRUNE_EVERY == 0:
            oldest = (at - KEPT).timestamp()
            for old in [k for k, (when, _) in self._answers.items() if when < oldest]:
                del self._answers[old]
