"""Asking the index: what was typed, what was understood, and the page of answers."""

import heapq
import sys
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import add, attrgetter, mul

from hcc.search import asking, ranking
from hcc.search.index import IndexUnavailable, SearchIndex
from hcc.search.likeness import OTHER_NAME, TEXT_ONLY, Reading, likeness
from hcc.search.postings import Scored, bits_of, flags_of, numbers_of
from hcc.search.results import PAGE_SIZE_LIMIT, QUERY_LIMIT, FacetCount, Hit, Results, Sort
from hcc.search.snapshot import Snapshot, Unreadable
from hcc.search.synonyms import SynonymTable
from hcc.search.text import fold, tokens
from hcc.search.understanding import Part, Understanding, understand

_CANDIDATES = 60
"""Documents whose names are compared with the query."""
_WORDS = 2.0
"""What the best document by its words is worth among candidates, beside how people ask for them."""
_ROUGH = 0.375
"""What the rough score of a document's words adds to the likeness of its names."""
_NEARLY_AS_GOOD = 0.5
"""The share of the best answer's score that makes an answer of a document that lacks a word."""
_SHORT_QUERY = 2
"""A query of so few syllables is never loosened while some document has them all."""


def search(
    index: SearchIndex,
    text: str,
    *,
    filters: Mapping[str, Sequence[str]] | None = None,
    page: int = 1,
    page_size: int = 20,
    sort: Sort = "best",
) -> Results:
    """The documents that answer `text`, or all of them when it holds nothing that can be searched.

    Every syllable must be met, in the title or the text. Where the best answer of all lacks some, answers nearly as
    good are given too and `dropped` names what may be missing. `filters`: for each facet named, one of the values must
    be met. Anything may be typed: there are no operators and nothing raises but IndexUnavailable (no index yet, or one
    that turned out unreadable and will be made again).
    """
    snapshot = index.snapshot()
    try:
        return _search(snapshot, index.synonyms, (text or "")[:QUERY_LIMIT], filters or {}, page, page_size, sort)
    except Unreadable as problem:
        index.distrust(snapshot)
        raise IndexUnavailable from problem


def _search(
    snapshot: Snapshot,
    synonyms: SynonymTable,
    text: str,
    filters: Mapping[str, Sequence[str]],
    page: int,
    page_size: int,
    sort: Sort,
) -> Results:
    answer = snapshot.answers.get(text, lambda: _answer(snapshot, synonyms, text))
    chosen = _chosen(snapshot, filters)
    bits = answer.found
    for allowed in chosen.values():
        bits &= allowed
    count = bits.bit_count()
    page_size = min(max(page_size, 1), PAGE_SIZE_LIMIT)
    pages = max(1, -(-count // page_size))
    page = min(max(page, 1), pages)
    start, stop = (page - 1) * page_size, page * page_size
    if sort == "best":
        numbers = answer.best(snapshot, bits, start, stop)
    else:
        order = snapshot.by_title if sort == "title" else snapshot.by_newest
        numbers = snapshot.in_order(order, bits, start, stop)
    return Results(
        total=count,
        page=page,
        pages=pages,
        hits=[Hit(snapshot.keys[n], round(answer.scores.get(n, 0.0), 4)) for n in numbers],
        facets=_facet_counts(snapshot, answer.found, chosen, filters),
        understood=answer.understood,
        corrected=answer.corrected,
        meant=answer.meant,
        dropped=answer.dropped,
        terms=answer.terms,
        generation=snapshot.generation,
    )


@dataclass(frozen=True)
class _Answer:
    """Everything about a query but filters and pages: kept, so that turning a page or filtering costs little."""

    found: int
    scores: Mapping[int, float]
    """Those that were judged by their names too, the best first."""
    by_words: array | None
    """What the others are worth by their words, in the order of their numbers; None where nothing was asked."""
    understood: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    meant: str = ""
    dropped: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes held, roughly."""
        return 1000 + self.found.bit_length() // 8 + 4 * len(self.by_words or ()) + 100 * len(self.scores)

    def best(self, snapshot: Snapshot, bits: int, start: int, stop: int) -> list[int]:
        """Those of `bits`, a part of `found`, from place `start` to before `stop`: the judged ones, then the others by
        their words. Few readers come so far that the others must be put in order.
        """
        if self.by_words is None:
            return snapshot.in_order(snapshot.by_rank, bits, start, stop)
        judged = [number for number in self.scores if bits >> number & 1]
        if stop <= len(judged) or len(judged) == bits.bit_count():
            return judged[start:stop]
        among_judged = bits_of(self.scores, snapshot.count)
        worth = dict(zip(numbers_of(self.found & ~among_judged, snapshot.count), self.by_words, strict=True))
        others = snapshot.in_order(snapshot.by_rank, bits & ~among_judged, 0, snapshot.count)
        others.sort(key=worth.__getitem__, reverse=True)
        return [*judged, *others][start:stop]


def _answer(snapshot: Snapshot, synonyms: SynonymTable, text: str) -> _Answer:
    query = understand(snapshot, synonyms, text)
    if not query.parts:
        return _Answer(snapshot.live, {}, None)
    needed = [part for part in query.parts if part.needed]
    rough = ranking.total(snapshot, [part.answer for part in needed] + query.pairs)
    priors = ranking.priors(snapshot, query.asked)
    rough = list(map(mul, rough, priors))
    of_best = 1 / (max(rough, default=0.0) or 1.0)
    rough = list(map(mul, rough, repeat(of_best)))
    asked = asking.asked(snapshot, query.segments, query.exactly)
    by_words = list(map(add, map(mul, rough, repeat(_WORDS)), asked))
    scores = {
        number: liked * priors[number]
        + _ROUGH * rough[number]
        + asked[number]
        + ranking.CERTAIN * (query.numbered >> number & 1)
        for number, liked in _likened(snapshot, query, by_words)
    }
    found, dropped = _found(snapshot, needed, query.numbered, scores)
    scores = {number: scores[number] for number in _judged(snapshot, found, by_words, scores)}
    others = numbers_of(found & ~bits_of(scores, snapshot.count), snapshot.count)
    return _Answer(
        found=found,
        scores=scores,
        by_words=array("f", map(by_words.__getitem__, others)),
        understood=tuple(dict.fromkeys(query.understood)),
        corrected=tuple(query.corrected),
        meant=_as_titles_write(snapshot, query, next(iter(scores), None)),
        dropped=dropped,
        terms=tuple(dict.fromkeys(word for part in query.parts for word in part.shown)),
    )


def _likened(snapshot: Snapshot, query: Understanding, by_words: list[float]) -> Iterator[tuple[int, float]]:
    """The candidates, the best by their words, each with the likeness of its names to the query."""
    readings = [(reading, _elsewhere(snapshot, reading)) for reading in query.readings]
    for number in _candidates(snapshot, by_words):
        liked = max(
            (
                reading.worth * likeness(reading, name, number, elsewhere)
                for reading, elsewhere in readings
                for name in snapshot.parsed_names(number)
            ),
            default=0.0,
        )
        yield number, liked


def _candidates(snapshot: Snapshot, by_words: list[float]) -> list[int]:
    """The best by their words, as many as are compared by name."""
    least = heapq.nlargest(_CANDIDATES, by_words)[-1]
    floor = least if least > 0 else sys.float_info.min
    numbers = [number for number, score in enumerate(by_words) if score >= floor]
    numbers.sort(key=lambda number: (by_words[number], snapshot.precedence[number]), reverse=True)
    return numbers[:_CANDIDATES]


def _elsewhere(snapshot: Snapshot, reading: Reading) -> list[Callable[[int], float]]:
    """For each word what a document earns for it whose name at hand lacks it."""
    return [_earned(ranking.syllable(snapshot, word.token, reading.accents)) for word in reading.words]


def _earned(answer: Scored) -> Callable[[int], float]:
    count = max(answer.bits.bit_length(), answer.in_title.bit_length())
    found, in_title = flags_of(answer.bits, count), flags_of(answer.in_title, count)

    def earned(number: int) -> float:
        if number >= count:
            return 0.0
        return OTHER_NAME if in_title[number] else TEXT_ONLY if found[number] else 0.0

    return earned


def _found(
    snapshot: Snapshot, parts: list[Part], numbered: int, scores: Mapping[int, float]
) -> tuple[int, tuple[str, ...]]:
    """The answers, and the words the best of them lacks."""
    every = snapshot.live
    for part in parts:
        every &= part.answer.bits
    if not scores:
        return 0, tuple(part.typed for part in parts)
    if every and (numbered or len(parts) <= _SHORT_QUERY):
        return every, ()
    best = max(scores, key=lambda number: (scores[number], snapshot.precedence[number]))
    dropped = tuple(part.typed for part in parts if not part.answer.bits >> best & 1)
    near = [number for number, score in scores.items() if score >= scores[best] * _NEARLY_AS_GOOD]
    return every | bits_of(near, snapshot.count), dropped


def _judged(snapshot: Snapshot, found: int, rough: list[float], scores: Mapping[int, float]) -> list[int]:
    """Those of the answers that were judged by their names, the best first."""
    judged = [number for number in scores if found >> number & 1]
    judged.sort(key=lambda number: (scores[number], rough[number], snapshot.precedence[number]), reverse=True)
    return judged


def _as_titles_write(snapshot: Snapshot, query: Understanding, first: int | None) -> str:
    """The query with its slips put right, spelled as the first answer's names spell it; "" when there was no slip."""
    if not query.corrected or first is None:
        return ""
    spelled = {
        token.folded: name[token.start : token.end].lower()
        for name in reversed(snapshot.names[first])
        for token in tokens(name)
    }
    return " ".join(
        " ".join(spelled.get(word, word) for word in meant.split())
        if meant != fold(typed)
        else spelled.get(meant, typed)
        for typed, meant in query.words
    )


def _chosen(snapshot: Snapshot, filters: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """For each facet filtered by, the documents with one of the values."""
    chosen = {}
    for name, values in filters.items():
        if wanted := set(values):
            chosen[name] = 0
            for value, bits in snapshot.facets.get(name, ()):
                if value in wanted:
                    chosen[name] |= bits
    return chosen


_COUNT = attrgetter("count")


def _facet_counts(
    snapshot: Snapshot, found: int, chosen: Mapping[str, int], filters: Mapping[str, Sequence[str]]
) -> dict[str, list[FacetCount]]:
    counts = {}
    for name, values in snapshot.facets.items():
        bits = found
        for other, allowed in chosen.items():
            if other != name:
                bits &= allowed
        wanted = filters.get(name, ())
        kept = [
            FacetCount(value, count)
            for value, having in values
            if (count := (bits & having).bit_count()) or value in wanted
        ]
        counts[name] = sorted(kept, key=_COUNT, reverse=True)
    return counts
