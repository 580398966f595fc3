"""Which page leads to which: the links within the site that each text holds, kept beside the pages."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from persistent import Persistent

from hcc.core.line_trees import LineTree


class Link(NamedTuple):
    """One link of a text."""

    path: str
    """The names of its address, joined by "/", as it was when the text was written."""
    target: str
    """Id of what was there then; empty: nothing, or a place of the program itself."""

    @property
    def key(self) -> str:
        """What it is found by from its other end."""
        return self.target or f"/{self.path}"


class Links(Persistent):
    """Links by both ends. Those that lead to one page are a line each: many who link to it at once do not meet."""

    def __init__(self) -> None:
        self._out, self._into = LineTree(), LineTree()

    def of(self, source: str) -> list[Link]:
        """The links of a page, by its id."""
        return [Link(*pair) for pair in self._out.get(source, ())]

    def put(self, source: str, links: Iterable[Link]) -> None:
        """A page has these links, instead of those it had."""
        links = list(dict.fromkeys(links))
        if links == self.of(source):
            return
        self.forget(source)
        if links:
            self._out[source] = [list(link) for link in links]
            for link in links:
                self._into[f"{link.key}|{source}"] = 1

    def forget(self, source: str) -> None:
        """A page has no links any longer."""
        for link in self.of(source):
            self._into.pop(f"{link.key}|{source}", None)
        self._out.pop(source, None)

    def sources(self, key: str) -> list[str]:
        """Ids of the pages that lead to an id, or to "/" and a path at which nothing was."""
        return [found.rpartition("|")[2] for found in self._into.keys(f"{key}|", f"{key}}}", excludemax=True)]

    def __iter__(self) -> Iterator[tuple[str, list[Link]]]:
        """Every page that has links, by id."""
        return ((source, self.of(source)) for source in self._out)
