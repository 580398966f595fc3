"""Which processor cores the program runs on.

Threads of one Python program run one after the other, so a second core makes none of them faster: it only has to fetch
what the first one had at hand. What does not wait for Python's lock runs wherever the system lets it.
"""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager

_granted: frozenset[int] = frozenset()
"""The cores this program may use, once its threads keep to one of them."""


@contextmanager
def one_core() -> Iterator[None]:
    """Inside, this thread and all it starts run on the core it is on. Elsewhere than on Linux: nothing."""
    global _granted
    granted = frozenset(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else frozenset()
    now = ctypes.CDLL(None).sched_getcpu() if len(granted) > 1 else -1
    if now not in granted:
        yield
        return
    os.sched_setaffinity(0, {now})
    before, _granted = _granted, granted
    try:
        yield
    finally:
        os.sched_setaffinity(0, granted)
        _granted = before


@contextmanager
def every_core() -> Iterator[None]:
    """Inside, this thread and what it starts may use every core that the program was given."""
    if not _granted:
        yield
        return
    ours = os.sched_getaffinity(0)
    os.sched_setaffinity(0, _granted)
    try:
        yield
    finally:
        os.sched_setaffinity(0, ours)
