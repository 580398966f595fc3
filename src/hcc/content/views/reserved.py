"""Names in addresses that belong to the program: of its places, views and routes."""

from collections.abc import Iterable

from pyramid.registry import Registry
from pyramid.request import Request


def reserved_names(request: Request) -> frozenset[str]:
    """Every name that a page must not have, or it would hide a view, or be hidden."""
    registry = request.registry
    found: frozenset[str] | None = registry.get("hcc.reserved_names")
    if found is None:
        found = registry["hcc.reserved_names"] = names_of_program(registry, request.site.slugs)
    return found


def names_of_program(registry: Registry, slugs: Iterable[str]) -> frozenset[str]:
    """The names of every view and route, and `slugs`, those of the site's own places."""
    views = {view["introspectable"]["name"] for view in registry.introspector.get_category("views") or ()}
    routes = {
        route["introspectable"]["pattern"].strip("/").split("/")[0]
        for route in registry.introspector.get_category("routes") or ()
    }
    return frozenset({*views, *routes, *slugs} - {""})
