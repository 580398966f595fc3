"""The places in the rail of staff pages: each feature names its own, and people see those they may open."""

from collections.abc import Callable
from dataclasses import dataclass

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.traversal import find_resource

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString


@dataclass(frozen=True)
class PlaceRule:
    """A place as a feature declares it."""

    section: str
    label: TranslationString
    icon: str
    path: str
    permission: Permission
    order: int
    admin: bool = False
    context: str = ""
    """Path of the object the permission is asked on; empty: `path`."""
    count: Callable[[Request], int] | None = None
    """How many things there wait, where that is shown beside it; asked on every page, so it must cost nothing."""


@dataclass(frozen=True)
class Place:
    """A place as one page shows it."""

    section: str
    label: TranslationString
    icon: str
    url: str
    current: bool
    admin: bool
    count: int = 0


def add_place(config: Configurator, section: str, label: TranslationString, **rule) -> None:
    config.registry["hcc.places"].append(PlaceRule(section, label, **rule))
    config.registry["hcc.places"].sort(key=lambda r: r.order)


def _places(request: Request) -> list[Place]:
    if request.official is None:
        return []
    root, rules, here = request.root, request.registry["hcc.places"], request.path + "/"
    # A place may lie below another one: the reader is at the nearest only.
    nearest = max((rule.path for rule in rules if here.startswith(rule.path + "/")), key=len, default="")
    return [
        Place(
            rule.section,
            rule.label,
            rule.icon,
            rule.path,
            rule.path == nearest,
            rule.admin,
            rule.count(request) if rule.count is not None else 0,
        )
        for rule in rules
        if request.has_permission(rule.permission, find_resource(root, rule.context or rule.path))
    ]


def includeme(config: Configurator) -> None:
    config.registry["hcc.places"] = []
    config.add_directive("add_place", add_place)
    config.add_request_method(_places, "places", reify=True)
