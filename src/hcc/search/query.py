"""Asking the index: what was typed, what was understood, and the page of answers."""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, pairwise
from operator import mul
from typing import Literal

from hcc.search import ranking
from hcc.search.codes import code_runs
from hcc.search.index import IndexUnavailable, SearchIndex
from hcc.search.postings import Scored, flags_of
from hcc.search.snapshot import Snapshot, Unreadable
from hcc.search.spelling import likely
from hcc.search.synonyms import Meaning, SynonymTable
from hcc.search.text import Token, is_marked, tokens

QUERY_LIMIT = 300
"""Characters of a query that count."""
SYLLABLE_LIMIT = 24
"""Syllables of a query that count."""
PAGE_SIZE_LIMIT = 200
_LOOSE = 0.4
"""When not every syllable can be met: the share of the best score that still makes a hit."""
_SHORT_QUERY = 2
"""A query of so few syllables is never loosened while some document has them all."""

Sort = Literal["best", "title"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer. Scores compare within one query only; 0 where nothing was asked."""

    key: str
    score: float


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True)
class _Part:
    """A word, a phrase of the synonym table or a number in the query; every answer should have each part."""

    typed: str
    answer: Scored
    shown: tuple[str, ...] = ()


@dataclass
class _Understanding:
    parts: list[_Part] = field(default_factory=list)
    pairs: list[Scored] = field(default_factory=list)
    understood: list[str] = field(default_factory=list)
    corrected: list[tuple[str, str]] = field(default_factory=list)
    folded: str = ""


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
        return _search(snapshot, index.synonyms, text or "", filters or {}, page, page_size, sort)
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
    query = _understand(snapshot, synonyms, text[:QUERY_LIMIT])
    scores: list[float] = []
    found = snapshot.live
    dropped: tuple[str, ...] = ()
    if query.parts:
        scores = ranking.total(snapshot, [part.answer for part in query.parts] + query.pairs)
        scores = list(map(mul, scores, ranking.priors(snapshot, query.folded)))
        found, dropped = _found(snapshot, query.parts, scores)
    chosen = _chosen(snapshot, filters)
    bits = found
    for allowed in chosen.values():
        bits &= allowed
    count = bits.bit_count()
    page_size = min(max(page_size, 1), PAGE_SIZE_LIMIT)
    pages = max(1, -(-count // page_size))
    page = min(max(page, 1), pages)
    start, stop = (page - 1) * page_size, page * page_size
    if sort == "title" or not scores:
        order = snapshot.by_title if sort == "title" else snapshot.by_rank
        numbers = snapshot.in_order(order, bits, start, stop)
    else:
        numbers = _best(snapshot, scores, bits, stop)[start:]
    return Results(
        total=count,
        page=page,
        pages=pages,
        hits=[Hit(snapshot.keys[n], round(scores[n], 4) if scores else 0.0) for n in numbers],
        facets=_facet_counts(snapshot, found, chosen, filters),
        understood=tuple(dict.fromkeys(query.understood)),
        corrected=tuple(query.corrected),
        dropped=dropped,
        terms=tuple(dict.fromkeys(word for part in query.parts for word in part.shown)),
        generation=snapshot.generation,
    )


def _understand(snapshot: Snapshot, synonyms: SynonymTable, text: str) -> _Understanding:
    query = _Understanding()
    for start, end, candidates in list(code_runs(text)):
        if numbered := _numbered(snapshot, candidates):
            query.parts.append(_Part(text[start:end], numbered, (text[start:end],)))
            text = text[:start] + " " * (end - start) + text[end:]
    words = list(tokens(text))[:SYLLABLE_LIMIT]
    # Typed without any accent, a syllable says nothing about the accents meant.
    exactly = any(map(is_marked, words))
    words = _corrected(snapshot, synonyms, words, text, query)
    query.folded = " ".join(word.folded for word in words)
    query.pairs = [ranking.neighbours(snapshot, first, second) for first, second in pairwise(words)]
    for said, meanings in synonyms.phrases(words):
        query.parts.append(_part(snapshot, said, meanings, exactly, text))
        query.understood += [meaning.text for meaning in meanings]
    return query


def _part(
    snapshot: Snapshot, said: tuple[Token, ...], meanings: tuple[Meaning, ...], exactly: bool, text: str
) -> _Part:
    typed = " ".join(_as_typed(word, text) for word in said)
    if not meanings:
        return _Part(typed, ranking.syllable(snapshot, said[0], exactly), (typed,))
    return _Part(
        typed,
        ranking.either(snapshot, said, exactly, meanings),
        (typed, *(meaning.text for meaning in meanings)),
    )


def _as_typed(word: Token, text: str) -> str:
    return text[word.start : word.end] if word.end else word.exact


def _numbered(snapshot: Snapshot, candidates: list[str]) -> Scored | None:
    """Documents with this number: as complete as it was typed, else without its tail, else beginning like it."""
    for term in candidates:
        if bits := snapshot.postings("code", term).bits:
            return ranking.certain(snapshot, bits)
    bits = 0
    for term in snapshot.codes_beginning(candidates[0]) if candidates else ():
        bits |= snapshot.postings("code", term).bits
    return ranking.certain(snapshot, bits) if bits else None


def _corrected(
    snapshot: Snapshot, synonyms: SynonymTable, words: list[Token], text: str, query: _Understanding
) -> list[Token]:
    in_table = {word for said, meanings in synonyms.phrases(words) if meanings for word in said}
    result: list[Token] = []
    for place, word in enumerate(words):
        if word.folded not in snapshot.words and word not in in_table:
            before = result[-1].folded if result else ""
            after = words[place + 1].folded if place + 1 < len(words) else ""
            if guessed := likely(snapshot, word.folded, before, after, len(words) == 1):
                query.corrected.append((_as_typed(word, text), " ".join(guessed)))
                result += [Token(guess, guess, 0, 0) for guess in guessed]
                continue
        result.append(word)
    return result


def _found(snapshot: Snapshot, parts: list[_Part], scores: list[float]) -> tuple[int, tuple[str, ...]]:
    """The answers, and the words the best of them lacks."""
    every = snapshot.live
    for part in parts:
        every &= part.answer.bits
    best = scores.index(max(scores))
    if scores[best] <= 0:
        return 0, tuple(part.typed for part in parts)
    if every and (every >> best & 1 or len(parts) <= _SHORT_QUERY):
        return every, ()
    dropped = tuple(part.typed for part in parts if not part.answer.bits >> best & 1)
    floor = scores[best] * _LOOSE
    return snapshot.live & ranking.above(scores, floor), dropped


def _best(snapshot: Snapshot, scores: list[float], bits: int, stop: int) -> list[int]:
    numbers = range(snapshot.count)
    ranked = compress(zip(scores, snapshot.precedence, numbers, strict=True), flags_of(bits, snapshot.count))
    return [number for _, _, number in heapq.nlargest(stop, ranked)]


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
        met = ((value, (bits & having).bit_count()) for value, having in values)
        kept = [FacetCount(value, count) for value, count in met if count or value in wanted]
        counts[name] = sorted(kept, key=lambda facet: -facet.count)
    return counts
