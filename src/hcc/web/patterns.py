"""Regular expressions of a package, compiled when they are first used instead of when the package is loaded."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class LaterPattern:
    """Stands for `re.compile(pattern, flags)`."""

    def __init__(self, pattern: Any, flags: int = 0) -> None:
        self._asked = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        return getattr(re.compile(*self._asked), name)


@contextmanager
def compiled_later() -> Iterator[None]:
    """For the import of one package while nothing else runs: its own calls of `re.compile` wait."""
    at_once = re.compile
    re.compile = LaterPattern  # type: ignore[assignment]
    try:
        yield
    finally:
        re.compile = at_once
