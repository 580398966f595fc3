"""When sessions were last seen by this process: in memory only, since a request must not write."""

import threading
from datetime import datetime

MOST = 2_000


class LastSeen:
    """The newest moment of each session, by digest. A session nobody asked with since the start is not in it."""

    def __init__(self) -> None:
        self._seen: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def note(self, digest: str, at: datetime) -> None:
        if digest not in self._seen:
            with self._lock:
                while len(self._seen) >= MOST:
                    del self._seen[next(iter(self._seen))]
        self._seen[digest] = at

    def at(self, digest: str) -> datetime | None:
        return self._seen.get(digest)
