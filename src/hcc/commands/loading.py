"""Loading the program and keeping it small: the collector of rubbish, and what the C library does with memory."""

import ctypes
import gc
import linecache
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No collecting inside: what is imported and put in place while the program starts is all kept."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def keep_loaded() -> None:
    """Count everything there is now as part of the program: no later collecting goes through it."""
    linecache.clearcache()  # Pyramid reads the line of source behind each setting it is given
    gc.freeze()


def loaded(load: Callable[[], None]) -> None:
    """Load more of the program, as the rest was loaded."""
    with uncollected():
        load()
    keep_loaded()


_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Numbers of what glibc's mallopt(3) sets."""
LARGE = 128 * 2**10
"""Bytes from which a block is mapped by itself, so that the system has it back when it is freed."""


def give_memory_back() -> None:
    """Have one pool of memory for all threads, and give large blocks back at once. Elsewhere than in glibc: nothing.

    By itself glibc makes a pool a thread, and keeps what a password or a paper took (20 MB each) in every one of them.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_ARENA_MAX, 1)
        mallopt(_MMAP_THRESHOLD, LARGE)
        mallopt(_TRIM_THRESHOLD, LARGE)
