"""Which addresses are routes. Most lead through the objects: for them no route is tried."""

from typing import Any

from pyramid.config import Configurator
from pyramid.interfaces import IRoutesMapper
from pyramid.request import Request
from pyramid.urldispatch import RoutesMapper


class RoutesByFirstPart(RoutesMapper):
    """Pyramid's routes, asked only for paths whose first part is that of a route."""

    def __init__(self) -> None:
        super().__init__()
        self._first_parts: set[str] = set()

    def connect(self, name: str, pattern: str, *args: Any, **kw: Any) -> Any:
        """As Pyramid's. Raises ValueError for a pattern that begins with a name to be filled in."""
        first = pattern.lstrip("/").partition("/")[0]
        if any(sign in first for sign in "{*:"):
            raise ValueError(f"the route {name} would take every address: {pattern}")
        self._first_parts.add(first)
        return super().connect(name, pattern, *args, **kw)

    def __call__(self, request: Request) -> dict[str, Any]:
        first = request.environ.get("PATH_INFO", "")[1:].partition("/")[0]
        if first.isascii() and first not in self._first_parts:
            return {"route": None, "match": None}
        return super().__call__(request)


def includeme(config: Configurator) -> None:
    config.registry.registerUtility(RoutesByFirstPart(), IRoutesMapper)
