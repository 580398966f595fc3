"""A limit on failed tries, in memory: it ends by itself and cannot lock an official out from her own machine."""

import threading
import time
from collections import deque

WINDOW_SECONDS = 300.0


class Throttle:
    """At most `limit` failures a key in five minutes; of the newest `most_keys` keys."""

    def __init__(self, limit: int, most_keys: int = 10_000) -> None:
        self.limit = limit
        self._most_keys = most_keys
        self._failures: dict[object, deque[float]] = {}
        self._lock = threading.Lock()

    def blocked(self, key: object) -> bool:
        with self._lock:
            return len(self._recent(key)) >= self.limit

    def failed(self, key: object) -> None:
        with self._lock:
            if len(self._failures) >= self._most_keys:
                self._failures = {k: v for k in list(self._failures) if (v := self._recent(k))}
            tries = self._failures.pop(key, deque(maxlen=self.limit))
            tries.append(time.monotonic())
            # Last in the dict, so that the first one is the key that failed longest ago.
            self._failures[key] = tries
            while len(self._failures) > self._most_keys:
                del self._failures[next(iter(self._failures))]

    def succeeded(self, key: object) -> None:
        with self._lock:
            self._failures.pop(key, None)

    def _recent(self, key: object) -> deque[float]:
        tries = self._failures.get(key, deque())
        while tries and time.monotonic() - tries[0] > WINDOW_SECONDS:
            tries.popleft()
        return tries


class TriesPerPlace:
    """Failed tries counted by what was tried from where, by where, and altogether."""

    def __init__(self, *, same: int, place: int, altogether: int) -> None:
        self._same, self._place, self._all = Throttle(same), Throttle(place), Throttle(altogether)

    def blocked(self, what: str, place: str) -> bool:
        return self._same.blocked((what, place)) or self._place.blocked(place) or self._all.blocked("")

    def failed(self, what: str, place: str) -> None:
        for throttle, key in ((self._same, (what, place)), (self._place, place), (self._all, "")):
            throttle.failed(key)

    def succeeded(self, what: str, place: str) -> None:
        self._same.succeeded((what, place))
