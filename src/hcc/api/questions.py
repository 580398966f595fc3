"""What /api/v1/procedures may be asked: each parameter once, read by the view and described to machines alike."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_args

from pyramid.registry import Registry

from hcc.core.text import TranslationString, message
from hcc.procedures.listing_facets import FACETS
from hcc.procedures.paging import PAGE_LIMIT, PAGE_SIZE
from hcc.search.results import PAGE_SIZE_LIMIT, QUERY_LIMIT, Sort

CHOICE = message("This value is not known here. Take one of those listed.")
WHOLE = message("Give a whole number from ${least} to ${most}.")
PAGE_SIZE_MOST = min(100, PAGE_SIZE_LIMIT)


class Unusable(ValueError):
    """A value that cannot be used: what to do instead, and the values there are."""

    def __init__(self, advice: TranslationString, allowed: tuple[str, ...] = ()) -> None:
        super().__init__(advice)
        self.advice = advice
        self.allowed = allowed


@dataclass(frozen=True)
class Parameter:
    """One parameter of the address: what it means, what it may be, and what stands for it when it is left out."""

    name: str
    description: str
    schema: Callable[[Registry], dict[str, Any]]
    read: Callable[[list[str], Registry], Any]
    """From every value given, at least one, to what a search takes. Raises Unusable."""
    default: Any
    example: Any
    """A value as the description shows it; None: it shows none."""


def _text(name: str, description: str, example: str) -> Parameter:
    return Parameter(name, description, lambda registry: {"type": "string"}, lambda v, registry: v[-1], "", example)


def _whole(name: str, description: str, *, most: int, default: int) -> Parameter:
    def read(values: list[str], registry: Registry) -> int:
        typed = values[-1]
        if not (typed.isascii() and typed.isdecimal() and len(typed) <= len(str(most)) and 1 <= int(typed) <= most):
            raise Unusable(TranslationString(WHOLE, domain=WHOLE.domain, mapping={"least": 1, "most": most}))
        return int(typed)

    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": default}
    return Parameter(name, description, lambda registry: schema, read, default, default)


def _choices(name: str, description: str, values: Callable[[Registry], tuple[str, ...]], example: str) -> Parameter:
    def read(given: list[str], registry: Registry) -> list[str]:
        allowed = values(registry)
        if any(value not in allowed for value in given):
            raise Unusable(CHOICE, allowed)
        return list(dict.fromkeys(given))

    def schema(registry: Registry) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "string", "enum": list(values(registry))}}

    return Parameter(name, description, schema, read, [], [example] if example else None)


def _one_of(name: str, description: str, allowed: tuple[str, ...]) -> Parameter:
    def read(given: list[str], registry: Registry) -> str:
        if given[-1] not in allowed:
            raise Unusable(CHOICE, allowed)
        return given[-1]

    schema = {"type": "string", "enum": list(allowed), "default": allowed[0]}
    return Parameter(name, description, lambda registry: schema, read, allowed[0], allowed[0])


_FACETS = {
    "field": ("Keys of fields (lĩnh vực).", "ho-tich"),
    "audience": ("Whom it is for.", "citizen"),
    "life_event": ("Keys of life events.", ""),
    "online": ("How much can be done online.", "full"),
    "level": ("Where it is decided.", "commune"),
    "channel": ("How it is handed in.", "direct"),
}

FACET_PARAMETERS = tuple(
    _choices(
        facet.name,
        f"{_FACETS[facet.name][0]} Of several values one must fit.",
        lambda registry, labels=facet.labels: tuple(labels(registry)),  # type: ignore[misc]
        _FACETS[facet.name][1],
    )
    for facet in FACETS
)
TEXT = _text(
    "q",
    "What is looked for, as one would say it: with or without accents, a name, everyday words or a code. Only the "
    f"first {QUERY_LIMIT} characters count. There are no operators.",
    "khai sinh",
)
SORT = _one_of("sort", "Best first, by title, or the newest change first.", get_args(Sort))
PAGE = _whole("page", "Which page, from 1 on; beyond the last one the last is given.", most=PAGE_LIMIT, default=1)
SIZE = _whole("page_size", "How many procedures a page has.", most=PAGE_SIZE_MOST, default=PAGE_SIZE)
PARAMETERS = (TEXT, *FACET_PARAMETERS, SORT, PAGE, SIZE)
