"""Loading the program, without the collector of rubbish reading all of it again and again."""

import gc
from collections.abc import Iterator
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
    gc.freeze()
