"""The search index of pages, kept up to date in a thread of the server: nobody who asks waits for many changes."""

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import transaction

log = logging.getLogger(__name__)

BEGINS_AFTER = 5.0
"""Seconds: the server is whole before (web/late.py), and its first pages are out."""
LOOKS_EVERY = 1.0
"""Seconds between two looks at the journal of pages, each a fraction of a millisecond."""
LAST_SECONDS = 5.0
"""How long the end of the server waits for a look at hand; what it has not done the next start does."""
TROUBLE = 60.0
"""Seconds after which it is tried again where something failed: a full disk, a storage that is away."""


_AT_ONCE = 0.0005
"""Seconds this thread goes on while another one wants to; Python's own are 0.005."""


@contextmanager
def _giving_way() -> Iterator[None]:
    """Other threads wait for this one a tenth as long: a page reads a hundred records, and waits before each."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_AT_ONCE)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


class PageIndexKeeper:
    """Follows what changed among the pages, and makes an index that is missing: after an upgrade or a restore."""

    def __init__(self, registry: Any) -> None:
        """`registry`: that of the application, which has the database, the clock, and later the indexes."""
        self._database, self._registry = registry["hcc.database"], registry
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self.run, name="hcc-page-index", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, seconds: float) -> None:
        self._stopping.set()
        self._thread.join(seconds)

    def run(self) -> None:
        """Look again and again, until `stop`."""
        pause = BEGINS_AFTER
        while not self._stopping.wait(pause):
            try:
                self.look()
                pause = LOOKS_EVERY
            except Exception as problem:
                log.error("the index of pages cannot be kept up: %s", type(problem).__name__)
                pause = TROUBLE

    def look(self) -> None:
        """Bring the indexes to where the journal is now."""
        found = self._registry.get("hcc.content_search")
        if found is None:
            return
        manager = transaction.TransactionManager()
        connection = self._database.open(transaction_manager=manager)
        try:
            content = connection.root()["site"].content
            with _giving_way():
                busy = content is not None and found.keep_up(content, self._registry["hcc.clock"]())
            if busy:
                # Nobody asks this connection for the pages it has read.
                connection.cacheMinimize()
        finally:
            manager.abort()
            connection.close()
