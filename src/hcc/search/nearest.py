"""When nothing answers: the documents whose names look most like what was typed."""

from hcc.search.index import SearchIndex
from hcc.search.query import search
from hcc.search.results import QUERY_LIMIT
from hcc.search.snapshot import Snapshot
from hcc.search.text import fold

_ALIKE = 0.4
"""Share of letter pairs two syllables must have in common."""
_SYLLABLES = 8
"""Syllables of the query that are compared."""


def nearest(index: SearchIndex, text: str, count: int = 3) -> list[str]:
    """Keys of the `count` documents nearest to `text`, which found none; those of the highest rank where none is near.

    Raises IndexUnavailable.
    """
    snapshot = index.snapshot()
    words = fold(text[:QUERY_LIMIT]).split()[:_SYLLABLES]
    alike = " ".join(word for typed in words if (word := _most_alike(snapshot, typed)))
    keys = [hit.key for hit in search(index, alike, page_size=count).hits] if alike else []
    known = [snapshot.keys[number] for number in snapshot.by_rank[:count]]
    return list(dict.fromkeys([*keys, *known]))[:count]


def _most_alike(snapshot: Snapshot, typed: str) -> str:
    """The syllable of a title that shares most letter pairs with `typed`, "" when none shares enough."""
    mine = _letter_pairs(typed)
    best, found = _ALIKE, ""
    for word in sorted(snapshot.title_uses):
        theirs = _letter_pairs(word)
        likeness = 2 * len(mine & theirs) / (len(mine) + len(theirs))
        if likeness > best:
            best, found = likeness, word
    return found


def _letter_pairs(word: str) -> set[str]:
    edged = f" {word} "
    return {edged[n : n + 2] for n in range(len(edged) - 1)}
