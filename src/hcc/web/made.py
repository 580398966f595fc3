"""Which applications of ours were made, however deep inside filters of the ini file they stand."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from pyramid.registry import Registry

_noticed: ContextVar[list[Registry] | None] = ContextVar("noticed", default=None)


@contextmanager
def noticing() -> Iterator[list[Registry]]:
    """Inside, the registry of each application made in this thread is put into the list, in the order they are made."""
    found: list[Registry] = []
    token = _noticed.set(found)
    try:
        yield found
    finally:
        _noticed.reset(token)


def notice(registry: Registry) -> None:
    """Tell whoever asked that this is one."""
    if (found := _noticed.get()) is not None:
        found.append(registry)
