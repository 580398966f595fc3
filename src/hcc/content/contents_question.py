"""What is asked of the table of a folder: words, state, kind and order, as they stand in its address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

from hcc.core.text import fold

from .lines import Line
from .workflow import CONTENT

CHOSEN = ""
ORDERS: dict[str, Callable[[list[Any]], Any]] = {
    "title": itemgetter(Line.SORTED),
    "kind": itemgetter(Line.KIND),
    "state": itemgetter(Line.STATE),
    "changed": lambda line: -line[Line.CHANGED],
}
"""What lines are sorted by, besides the order chosen for the folder; names decide what is left open. What changed last
stands first.
"""
QUERY_LIMIT = 100
ASKED = ("q", "state", "kind", "sort")


@dataclass(frozen=True)
class ContentsQuestion:
    """Empty: not asked for."""

    q: str = ""
    state: str = ""
    kind: str = ""
    sort: str = CHOSEN

    @classmethod
    def read(cls, asked: Mapping[str, str], kinds: Mapping[str, object]) -> "ContentsQuestion":
        """What the address says; what it cannot mean is left out."""
        state, kind, sort = (asked.get(name, "") for name in ("state", "kind", "sort"))
        return cls(
            asked.get("q", "")[:QUERY_LIMIT].strip(),
            state if state in CONTENT.states else "",
            kind if kind in kinds else "",
            sort if sort in ORDERS else CHOSEN,
        )

    @property
    def asked(self) -> bool:
        """Whether anything but the order is asked for."""
        return bool(self.q or self.state or self.kind)

    @property
    def values(self) -> list[tuple[str, str]]:
        """What is asked for, by the names of an address."""
        return [(name, value) for name in ASKED if (value := getattr(self, name))]

    @property
    def query(self) -> str:
        """The question as it stands in an address."""
        return urlencode(self.values)

    def url(self, path: str, **changed: str) -> str:
        """The address of the same question with something changed."""
        query = replace(self, **changed).query
        return f"{path}?{query}" if query else path

    def sift(self, lines: list[tuple[str, list[Any]]]) -> list[tuple[str, list[Any]]]:
        """Name and line of everything that answers, in the order given."""
        found = lines
        if self.state:
            found = [one for one in found if one[1][Line.STATE] == self.state]
        if self.kind:
            found = [one for one in found if one[1][Line.KIND] == self.kind]
        for word in fold(self.q).split():
            found = [one for one in found if word in one[1][Line.SORTED] or word in one[0]]
        return found
