"""What the words of a query are worth by how people ask for a document: its names, and ways of asking it is given.

A word tells by how much oftener it stands in the ways people ask for this document than in those for any: the
logarithm of that ratio, smoothed (a unigram language model). Common words then earn next to nothing by themselves, and
what counts is not how many ways a document was given but in what share of them a word stands. Two words side by side,
as typed, tell again.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log1p

from hcc.search.postings import Scored, scored_at
from hcc.search.ranking import total
from hcc.search.snapshot import Snapshot
from hcc.search.synonyms import Meaning
from hcc.search.text import Token

WORD = 0.061
PAIR = 0.025
"""What a unit of the logarithm adds to the score of a document."""
_TRUST = 20.0
_TRUST_IN_PAIRS = 10.0
"""How much the ways of asking say beside what any document might be asked by."""
_ALWAYS = 0.4
"""A word that stands in so many of the ways stands in as good as all: they say it or take it for granted."""
_UNSEEN = 3
"""Ways of asking nobody has thought of: who was given two or three only is not sure of any word."""
_MEANING = 0.3
"""What a synonym is worth where the word itself is one people ask by..."""
_ONLY_MEANING = 0.6
"""...and where it is not."""


def asked(
    snapshot: Snapshot, segments: Sequence[tuple[tuple[Token, ...], tuple[Meaning, ...]]], exactly: bool
) -> list[float]:
    """For each document what the words of a query are worth to it; where `exactly`, accents were typed.

    `segments` are the words, cut where some mean something together, with their other meanings.
    """
    words = [word for said, _ in segments for word in said]
    parts = [_said(snapshot, *segment, exactly) for segment in segments]
    parts += [_pair(snapshot, f"{one.folded}_{other.folded}") for one, other in pairwise(words)]
    return total(snapshot, parts)


def _said(snapshot: Snapshot, said: tuple[Token, ...], meanings: tuple[Meaning, ...], exactly: bool) -> Scored:
    if not meanings and len(said) == 1:
        return _word(snapshot, said[0], exactly)
    key = ("said", tuple(word.exact if exactly else word.folded for word in said), exactly, meanings)
    return snapshot.memory.get(key, lambda: _either(snapshot, said, meanings, exactly))


def _either(snapshot: Snapshot, said: tuple[Token, ...], meanings: tuple[Meaning, ...], exactly: bool) -> Scored:
    """The words themselves or one of their other meanings, whichever earns more."""
    best = _sums(_word(snapshot, word, exactly) for word in said)
    known = all(snapshot.asking(word.folded) for word in said)
    for meaning in meanings:
        worth = _MEANING if known else _ONLY_MEANING
        for document, score in _sums(_word(snapshot, word, True) for word in meaning.words).items():
            best[document] = max(best.get(document, 0.0), worth * score)
    documents = sorted(best)
    return scored_at(0, 0, documents, map(best.__getitem__, documents), snapshot.count)


def _sums(parts: Iterable[Scored]) -> dict[int, float]:
    sums: dict[int, float] = {}
    for part in parts:
        documents = range(len(part.scores)) if part.documents is None else part.documents
        for document, score in zip(documents, part.scores, strict=True):
            if score:
                sums[document] = sums.get(document, 0.0) + score
    return sums


def _word(snapshot: Snapshot, word: Token, exactly: bool) -> Scored:
    # An accent nobody writes is a slip, and a word put in for a slip has none.
    if exactly and word.end and snapshot.postings("asked", word.exact).documents:
        return _telling(snapshot, "asked", (word.exact,), WORD, _TRUST)
    return _telling(snapshot, "asked", tuple(snapshot.asked_words.get(word.folded, ())), WORD, _TRUST)


def _pair(snapshot: Snapshot, pair: str) -> Scored:
    return _telling(snapshot, "asked_b", (pair,), PAIR, _TRUST_IN_PAIRS)


def _telling(snapshot: Snapshot, field: str, terms: tuple[str, ...], worth: float, trust: float) -> Scored:
    return snapshot.memory.get((field, terms), lambda: _told(snapshot, field, terms, worth, trust))


def _told(snapshot: Snapshot, field: str, terms: tuple[str, ...], worth: float, trust: float) -> Scored:
    """Documents asked for by any of `terms`, which count as one."""
    times: dict[int, float] = {}
    for found in (snapshot.postings(field, term) for term in terms):
        for document, weight in zip(found.documents, found.weights, strict=True):
            times[document] = times.get(document, 0.0) + weight
    ratio, ways = trust * snapshot.all_ways / (sum(times.values()) or 1.0), snapshot.ways
    documents = sorted(times)
    scores = [worth * log1p(ratio * min(_ALWAYS, times[one] / (ways[one] + _UNSEEN))) for one in documents]
    return scored_at(0, 0, documents, scores, snapshot.count)
