"""How often the right answer comes first: queries people type, judged by hand, asked of an index."""

from dataclasses import dataclass
from pathlib import Path

from hcc.search.index import SearchIndex
from hcc.search.query import search

DEPTH = 20
"""Answers looked at; a right one further down counts as none."""


class JudgedFileRefused(ValueError):
    """A line of the file is not a query, a tab and the keys that answer it."""


@dataclass(frozen=True)
class Judged:
    """What somebody typed, and the documents any of which answers it."""

    query: str
    keys: frozenset[str]


@dataclass(frozen=True)
class Missed:
    """A query whose right answer did not come first."""

    judged: Judged
    place: int
    """Where the first right answer stands, from 1; 0 when it is not among the first DEPTH."""
    first: str
    """Key of the answer that came first, "" when there was none."""


@dataclass(frozen=True)
class Evaluation:
    """The outcome over a file of queries."""

    count: int
    first: int
    """Queries whose first answer is right."""
    among_three: int
    reciprocal: float
    """Sum of 1 / place of the first right answer."""
    missed: tuple[Missed, ...]

    @property
    def success_at_1(self) -> float:
        return self.first / self.count

    @property
    def success_at_3(self) -> float:
        return self.among_three / self.count

    @property
    def mean_reciprocal_rank(self) -> float:
        return self.reciprocal / self.count


def read_judged(path: Path) -> list[Judged]:
    """The queries of a tab-separated file: query, keys with commas between; lines that begin with # are remarks.

    Raises JudgedFileRefused, naming the line, and OSError.
    """
    judged = []
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError as problem:
        raise JudgedFileRefused(f"{path.name} is not UTF-8") from problem
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        query, _, keys = line.partition("\t")
        wanted = frozenset(key.strip() for key in keys.split(",") if key.strip())
        if not query.strip() or not wanted:
            raise JudgedFileRefused(f"{path.name}:{number}: write the query, a tab and the codes that answer it")
        judged.append(Judged(query.strip(), wanted))
    if not judged:
        raise JudgedFileRefused(f"{path.name} holds no query")
    return judged


def evaluate(index: SearchIndex, judged: list[Judged]) -> Evaluation:
    """Ask every query and look where its right answers stand. Raises IndexUnavailable."""
    first = among_three = 0
    reciprocal = 0.0
    missed = []
    for one in judged:
        found = [hit.key for hit in search(index, one.query, page_size=DEPTH).hits]
        place = next((place for place, key in enumerate(found, start=1) if key in one.keys), 0)
        first += place == 1
        among_three += 1 <= place <= 3
        reciprocal += 1 / place if place else 0
        if place != 1:
            missed.append(Missed(one, place, found[0] if found else ""))
    return Evaluation(len(judged), first, among_three, reciprocal, tuple(missed))
