"""The kinds of content. A new one is a resource, a schema and a template, and one line that names them together."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.text import TranslationString

from .resources import Item


@dataclass(frozen=True)
class Kind:
    """One kind: what it is called, what it is stored as, what its form asks, and how it is shown."""

    resource: type[Item]
    schema: Callable
    """A `FormSchema`: its fields are the text of the thing."""
    template: str
    label: TranslationString
    icon: str
    hint: TranslationString
    """What it is for, in one sentence, where one is chosen."""
    told: Callable[[Any, Request], dict[str, Any]] | None = None
    """What its template is told besides what every template is (`views.show`)."""

    @property
    def name(self) -> str:
        return self.resource.kind


Kinds = dict[str, Kind]


def _add_kind(config: Configurator, kind: Kind) -> None:
    kinds: Kinds = config.registry["hcc.content_kinds"]
    if kind.name in kinds:
        raise ValueError(f"there are two kinds called {kind.name}")
    kinds[kind.name] = kind


def kind_of(request: Request, item: Item) -> Kind:
    """The kind of a thing."""
    return request.registry["hcc.content_kinds"][item.kind]


def includeme(config: Configurator) -> None:
    config.registry["hcc.content_kinds"] = {}
    config.add_directive("add_content_kind", _add_kind)
