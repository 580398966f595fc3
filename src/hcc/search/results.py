"""What may be asked, and what the answer looks like."""

from dataclasses import dataclass
from typing import Literal

QUERY_LIMIT = 300
"""Characters of a query that count."""
PAGE_SIZE_LIMIT = 200

Sort = Literal["best", "title", "newest"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer. Scores compare within one query only; 0 where nothing was asked."""

    key: str
    score: float


@dataclass(slots=True)
class FacetCount:
    """How many answers have this value of a facet."""

    value: str
    count: int


@dataclass(frozen=True)
class Results:
    """One page of answers, and what the page should say about them."""

    total: int
    """Answers on all pages."""
    page: int
    """The page given, from 1: the one asked for, or the nearest there is."""
    pages: int
    """At least 1."""
    hits: list[Hit]
    facets: dict[str, list[FacetCount]]
    """For each facet the values met and how often, most frequent first: under the text and the filters of the *other*
    facets, so that a reader can change the mind about one. Values filtered by are always there."""
    understood: tuple[str, ...] = ()
    """Other words that were looked for as well, from the synonym table, as written there."""
    corrected: tuple[tuple[str, str], ...] = ()
    """Syllables that stand nowhere, each with the likely one that was looked for instead (without accents)."""
    meant: str = ""
    """The whole query with these put right, spelled as titles spell it; "" when nothing was."""
    dropped: tuple[str, ...] = ()
    """Words of the query, as typed, that the best answer lacks; the answers need not have them. Empty when every
    answer has every word: `relaxed` says so."""
    terms: tuple[str, ...] = ()
    """Words to mark in what is shown, for `highlight.marked`."""
    generation: int = 0
    """Of the index that answered."""

    @property
    def relaxed(self) -> bool:
        """Whether some answers lack a word of the query."""
        return bool(self.dropped)
