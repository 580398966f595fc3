"""The address of the list for a query, what is chosen and an order."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote_plus

DEFAULT_SORT = "best"


class ListAddress:
    """Addresses near the one that was asked. Values of facets are slugs and need no quoting."""

    def __init__(self, text: str, chosen: Mapping[str, Sequence[str]], sort: str) -> None:
        self._query = f"q={quote_plus(text, errors='replace')}" if text else ""
        self._chosen = chosen
        self._sort = sort

    def of(self, *, sort: str = "", page: int = 1) -> str:
        """The same in another order, or another page."""
        return _list_url([self._query, *self._pairs(self._chosen), *_order(sort or self._sort, page)])

    def without(self, facet: str, value: str) -> str:
        """The same with a value of a facet no longer chosen."""
        before, after = self._round(facet)
        return _list_url([*before, *(f"{facet}={other}" for other in self._chosen[facet] if other != value), *after])

    def with_more(self, facet: str) -> tuple[str, str]:
        """What stands before and after a further value of a facet in the address that chooses it as well."""
        before, after = self._round(facet)
        chosen = [f"{facet}={value}" for value in self._chosen.get(facet, ())]
        behind = _joined(after)
        return f"{_list_url([*before, *chosen, f'{facet}='])}", f"&{behind}" if behind else ""

    def _round(self, facet: str) -> tuple[list[str], list[str]]:
        """What stands before and behind the values of a facet."""
        names = list(self._chosen)
        place = names.index(facet) if facet in names else len(names)
        behind = [*self._pairs(names[place + 1 :]), *_order(self._sort, 1)]
        return [self._query, *self._pairs(names[:place])], behind

    def _pairs(self, names: Iterable[str]) -> list[str]:
        return [f"{name}={value}" for name in names for value in self._chosen[name]]


def _order(sort: str, page: int) -> list[str]:
    return [f"sort={sort}" if sort != DEFAULT_SORT else "", f"page={page}" if page > 1 else ""]


def _joined(parts: Iterable[str]) -> str:
    return "&".join(filter(None, parts))


def _list_url(parts: Iterable[str]) -> str:
    query = _joined(parts)
    return f"/thu-tuc?{query}" if query else "/thu-tuc"
