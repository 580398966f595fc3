"""How often the right answer comes first: queries people type, judged by hand, asked of an index."""

from dataclasses import dataclass
from pathlib import Path

from hcc.search.index import SearchIndex
from hcc.search.query import search

DEPTH = 20
"""Answers looked at; a right one further down counts as none."""


class JudgedFileRefused(ValueError):
    """A file that is no list of judged queries; says every line that is wrong and what to do."""


@dataclass(frozen=True)
class Judged:
    """What somebody typed, and the documents any of which answers it."""

    query: str
    keys: frozenset[str]
    line: int = 0
    """Of the file it stands in, from 1."""


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

    Raises JudgedFileRefused, naming every line that is neither.
    """
    judged, wrong = [], []
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        query, *columns = (column.strip() for column in line.rstrip().split("\t"))
        keys = frozenset(key.strip() for column in columns for key in column.split(",") if key.strip())
        if query and keys and len(columns) == 1:
            judged.append(Judged(query, keys, number))
        else:
            wrong.append(f"{path.name}:{number}: write the query, one tab and the codes that answer it, commas between")
    if wrong:
        raise JudgedFileRefused("\n".join(wrong))
    if not judged:
        raise JudgedFileRefused(f"{path.name} holds no query: write one a line, a tab and the codes that answer it")
    return judged


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise JudgedFileRefused(
            f"{path.name}:{line}: this is not UTF-8: save the file again with that encoding"
        ) from problem
    except OSError as problem:
        raise JudgedFileRefused(f"{path} cannot be read ({problem.strerror}): give the path of a file") from problem


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
