"""Wrong tries at signing in: each makes the next wait longer, in its own lane, and nobody can shut out anybody else.

A lane is a name tried from an address; beside it all tries from an address share a second, wider one. A browser that
signed in before has a lane of its own, which nobody else's tries can slow down: not a stranger's at the other end of
the world, nor a colleague's behind the same line. Kept in memory only, and every wait ends by itself.
"""

import ipaddress
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

FORGET_SECONDS = 3_600.0
"""A lane without a wrong try for so long begins anew."""


@dataclass(frozen=True)
class Growth:
    """How waits grow: `free` wrong tries cost nothing, the next one `first` seconds, each after it twice as many."""

    free: int
    first: float
    most: float

    def pause(self, failures: int) -> float:
        """Seconds to wait after so many wrong tries."""
        return 0.0 if failures < self.free else min(self.first * 2.0 ** min(failures - self.free, 30), self.most)


NAME, ADDRESS = Growth(free=5, first=15, most=900), Growth(free=30, first=5, most=300)
"""Of a name tried from an address or a known browser, and of all names from an address."""
CODES_EVERYWHERE = Growth(free=50, first=2, most=60)
"""Of the six digits behind a right password: a million of them are soon tried by many machines together."""


class Waits:
    """Wrong tries by key, of the newest `most_keys` keys."""

    def __init__(self, growth: Growth, *, clock: Callable[[], float] = time.monotonic, most_keys: int = 10_000) -> None:
        self._growth, self._clock, self._most_keys = growth, clock, most_keys
        self._failures: dict[object, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def left(self, key: object) -> float:
        """Seconds until the next try of this key; 0 when it may be now."""
        with self._lock:
            count, last = self._known(key)
            return max(0.0, last + self._growth.pause(count) - self._clock())

    def failed(self, key: object) -> None:
        with self._lock:
            count, _last = self._known(key)
            # Last in the dict, so that the first one is the key that failed longest ago.
            self._failures.pop(key, None)
            self._failures[key] = (count + 1, self._clock())
            while len(self._failures) > self._most_keys:
                del self._failures[next(iter(self._failures))]

    def succeeded(self, key: object) -> None:
        with self._lock:
            self._failures.pop(key, None)

    def __len__(self) -> int:
        return len(self._failures)

    def _known(self, key: object) -> tuple[int, float]:
        count, last = self._failures.get(key, (0, 0.0))
        if count and self._clock() - last > FORGET_SECONDS:
            del self._failures[key]
            return 0, 0.0
        return count, last


class SignInLanes:
    """Waits of one door: of the sign-in page, of the codes behind it, of confirming that one is still there."""

    def __init__(
        self,
        name: Growth = NAME,
        address: Growth = ADDRESS,
        everywhere: Growth | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`everywhere`: how waits of a name grow by all tries from browsers that are not known, wherever they come
        from. Only for a door that nobody reaches who does not know the password.
        """
        self._names, self._addresses = Waits(name, clock=clock), Waits(address, clock=clock)
        self._everywhere = Waits(everywhere or Growth(free=10**9, first=0, most=0), clock=clock)

    def wait(self, login: str, address: str, browser: str | None = None) -> int:
        """Whole seconds until the next try, 0 when it may be now. `browser`: the mark of a browser that has signed in
        with this name before.
        """
        if browser:
            return math.ceil(self._names.left((login, "browser", browser)))
        network = network_of(address)
        lanes = ((self._names, (login, "address", network)), (self._addresses, network), (self._everywhere, login))
        return math.ceil(max(waits.left(key) for waits, key in lanes))

    def failed(self, login: str, address: str, browser: str | None = None) -> None:
        if browser:
            self._names.failed((login, "browser", browser))
        else:
            network = network_of(address)
            self._names.failed((login, "address", network))
            self._addresses.failed(network)
            self._everywhere.failed(login)

    def succeeded(self, login: str, address: str, browser: str | None = None) -> None:
        """Forget the lane of this name, not the address: who knows one password could try those of others for ever."""
        if browser:
            self._names.succeeded((login, "browser", browser))
        else:
            self._names.succeeded((login, "address", network_of(address)))


def network_of(address: str) -> str:
    """What counts as one address: of IPv6 the /64, since whoever has one has all of it."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))
    return str(parsed)
