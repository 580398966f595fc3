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
_kept_to: frozenset[int] = frozenset()
"""That one."""


@contextmanager
def one_core() -> Iterator[None]:
    """Inside, this thread and all it starts run on the core it is on. Elsewhere than on Linux: nothing."""
    global _granted, _kept_to
    granted = frozenset(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else frozenset()
    now = ctypes.CDLL(None).sched_getcpu() if len(granted) > 1 else -1
    if now not in granted:
        yield
        return
    os.sched_setaffinity(0, {now})
    before, _granted, _kept_to = (_granted, _kept_to), granted, frozenset({now})
    try:
        yield
    finally:
        os.sched_setaffinity(0, granted)
        _granted, _kept_to = before


@contextmanager
def every_core() -> Iterator[None]:
    """Inside, this thread and what it starts may use every core that the program was given."""
    with _on(_granted):
        yield


@contextmanager
def other_cores() -> Iterator[None]:
    """Inside, this thread and what it starts use the cores that the program's threads do not keep to: whatever long
    work is done there, a page is made at once. Every core where the threads keep to none.
    """
    with _on(_granted - _kept_to):
        yield


@contextmanager
def _on(cores: frozenset[int]) -> Iterator[None]:
    if not cores:
        yield
        return
    ours = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, ours)
