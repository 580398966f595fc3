"""By what the list can be narrowed: the facets of the index, and the words for their values."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from pyramid.registry import Registry

from hcc.core.text import TranslationString, message

from .indexing import AUDIENCE_FACET, CHANNEL_FACET, FIELD_FACET, LEVEL_FACET, LIFE_EVENT_FACET, ONLINE_FACET
from .names import AUDIENCE_NAMES, CHANNEL_NAMES, LEVEL_NAMES, ONLINE_NAMES

Label: TypeAlias = str | TranslationString


@dataclass(frozen=True)
class Facet:
    """One thing to narrow by. Its name is also that of the parameter in the address."""

    name: str
    heading: TranslationString
    labels: Callable[[Registry], dict[str, Label]]
    """Every value there can be, in the order of lists, with the words for it."""


def _fields(registry: Registry) -> dict[str, Label]:
    return {key: field.name for key, field in registry["hcc.fields"].items()}


def _life_events(registry: Registry) -> dict[str, Label]:
    return {key: event.name for key, event in registry["hcc.life_events"].items()}


def _fixed(names: dict) -> Callable[[Registry], dict[str, Label]]:
    labels = {str(value): name for value, name in names.items()}
    return lambda registry: labels


FACETS = (
    Facet(FIELD_FACET, message("Field"), _fields),
    Facet(LIFE_EVENT_FACET, message("Life event"), _life_events),
    Facet(AUDIENCE_FACET, message("For whom"), _fixed(AUDIENCE_NAMES)),
    Facet(CHANNEL_FACET, message("How to hand in"), _fixed(CHANNEL_NAMES)),
    Facet(ONLINE_FACET, message("Online service"), _fixed(ONLINE_NAMES)),
    Facet(LEVEL_FACET, message("Where it is decided"), _fixed(LEVEL_NAMES)),
)


def known_filters(parameters, registry: Registry) -> dict[str, list[str]]:
    """For each facet the values of an address that exist, each once; unknown ones are passed over."""
    chosen = {}
    for facet in FACETS:
        labels = facet.labels(registry)
        if values := [value for value in dict.fromkeys(parameters.getall(facet.name)) if value in labels]:
            chosen[facet.name] = values
    return chosen
