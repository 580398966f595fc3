"""Tells this process's worker that a job was put in, once the act that needed it is committed."""

import threading
from typing import Any

BELL = threading.Event()


def ring_when_committed(thing: Any) -> None:
    """Ring after the transaction in which this stored object was changed; not at all when it is given up."""
    if thing._p_jar is not None:
        thing._p_jar.transaction_manager.get().addAfterCommitHook(_ring)


def _ring(committed: bool) -> None:
    if committed:
        BELL.set()
