"""Lists of large folders in each order, kept by the process: to sort five thousand lines takes longer than the page."""

import threading
from collections import OrderedDict
from typing import Any, cast

from .contents_question import ORDERS
from .resources import Container

KEPT = 16
"""Lists; one of 5,000 lines takes some 3 megabytes."""

Lines = list[tuple[str, list[Any]]]


class KeptLists:
    """Names and lines of a folder by the order asked for, as of the newest change of any page."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[bytes, str], tuple[tuple[int, int], Lines]] = OrderedDict()

    def of(self, container: Container, sort: str) -> Lines:
        """The list, not to be changed. Only for pages that change nothing: acts do not ask here."""
        oid: bytes = cast(Any, container)._p_oid
        key, position = (oid, sort), container.root.journal.position
        with self._lock:
            found = self._kept.get(key)
            if found is not None and found[0] == position:
                self._kept.move_to_end(key)
                return found[1]
        lines = _sorted(container, sort) if sort else container.lines_in_order()
        with self._lock:
            self._kept[key] = position, lines
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return lines


def _sorted(container: Container, sort: str) -> Lines:
    by = ORDERS[sort]
    return sorted(container.lines().items(), key=lambda one: by(one[1]))
