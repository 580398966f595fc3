"""pyHanko without its HTTP client: nothing here asks for time stamps or revocation, and the client takes 9 MB."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

CLIENT = "aiohttp"


class _Absent(ModuleType):
    """Has every class that a module may name as it is loaded; none of them can do anything."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


@contextmanager
def without_http_client() -> Iterator[None]:
    """Inside, `import aiohttp` finds nothing that works, unless it was loaded before. Only around imports."""
    absent = _Absent(CLIENT)
    if sys.modules.setdefault(CLIENT, absent) is not absent:
        yield
        return
    try:
        yield
    finally:
        del sys.modules[CLIENT]
