"""Names in addresses that belong to the program: of its places, views and routes."""

from pyramid.request import Request


def reserved_names(request: Request) -> frozenset[str]:
    """Every name that a page must not have, or it would hide a view, or be hidden."""
    registry = request.registry
    found = registry.get("hcc.reserved_names")
    if found is None:
        views = {view["introspectable"]["name"] for view in registry.introspector.get_category("views") or ()}
        routes = {
            route["introspectable"]["pattern"].strip("/").split("/")[0]
            for route in registry.introspector.get_category("routes") or ()
        }
        found = registry["hcc.reserved_names"] = frozenset({*views, *routes, *request.site.slugs} - {""})
    return found
