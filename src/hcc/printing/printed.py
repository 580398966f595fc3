"""Papers that were printed lately, kept so that the next who asks need not wait."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock


class Printed:
    """Finished papers by key, the least recently asked for given up first. One paper is made at a time.

    So a crowd that asks for papers takes one core and leaves the others to the pages, and two who ask for the same
    paper at once make it once.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._papers: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._looking, self._making = Lock(), Lock()

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The paper of this key, made when it is not kept. What `make` raises passes through and keeps nothing."""
        found = self._find(key)
        if found is not None:
            return found
        with self._making:
            found = self._find(key)
            if found is None:
                found = make()
                self._keep(key, found)
            return found

    def _find(self, key: str) -> bytes | None:
        with self._looking:
            if key in self._papers:
                self._papers.move_to_end(key)
            return self._papers.get(key)

    def _keep(self, key: str, paper: bytes) -> None:
        with self._looking:
            self._papers[key] = paper
            self._bytes += len(paper)
            while self._bytes > self._most_bytes:
                _, given_up = self._papers.popitem(last=False)
                self._bytes -= len(given_up)
