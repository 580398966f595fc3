"""What a query may mean: numbers, words, phrases of the synonym table, abbreviations, slips put right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

from hcc.search import ranking
from hcc.search.abbreviations import spelled_out
from hcc.search.codes import code_runs
from hcc.search.fillers import FADED, SYLLABLES, fading
from hcc.search.likeness import Asked, Reading
from hcc.search.postings import Scored
from hcc.search.snapshot import Snapshot
from hcc.search.spelling import beside, likely
from hcc.search.synonyms import Meaning, SynonymTable
from hcc.search.text import Token, fold, is_marked, tokens

SYLLABLE_LIMIT = 24
"""Syllables of a query that count."""
_CHOICES = 500
_READINGS = 24
"""Ways to understand one query that are looked at, and of these the ones nearest to what was typed that are tried."""
_MEANING = 0.95
_GUESS = 0.85
"""What likeness to a phrase of the synonym table, or to a guess, is worth beside likeness to the words themselves."""
_FEW_WORDS = 6
"""In a query so short a word that fits no neighbour may be a slip even where titles have it."""
_IN_NO_TITLE = 0.5
"""What is left of the weight of a syllable no title has: it cannot tell titles apart."""


@dataclass(frozen=True)
class Part:
    """A word, a phrase of the synonym table or a number in the query."""

    typed: str
    answer: Scored
    needed: bool = True
    """Whether an answer should have it: not so for fillers ("ở đâu")."""
    shown: tuple[str, ...] = ()
    """Words to mark in what is shown."""


@dataclass
class Understanding:
    """Everything made of one query."""

    parts: list[Part] = field(default_factory=list)
    pairs: list[Scored] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    understood: list[str] = field(default_factory=list)
    corrected: list[tuple[str, str]] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)
    """Each word as typed and, folded, as understood after slips were put right."""
    segments: list[tuple[tuple[Token, ...], tuple[Meaning, ...]]] = field(default_factory=list)
    """The words, cut where some mean something together, with their other meanings."""
    exactly: bool = False
    """Whether accents were typed, so that they mean something."""
    asked: str = ""
    """The query and everything it may mean, folded."""
    numbered: int = 0
    """The documents whose number was typed, as a set of bits."""


@dataclass(frozen=True)
class _Segment:
    """One or more words that mean something together: as typed, and otherwise."""

    said: tuple[Token, ...]
    shares: tuple[float, ...]
    """For each word what is left of its weight (see `fillers`)."""
    meanings: tuple[Meaning, ...] = ()
    worth: float = _MEANING


def understand(snapshot: Snapshot, synonyms: SynonymTable, text: str) -> Understanding:
    """Take `text` apart. Anything may be typed; nothing raises but Unreadable."""
    query = Understanding()
    for start, end, candidates in list(code_runs(text)):
        if numbered := _numbered(snapshot, candidates):
            query.parts.append(Part(text[start:end], numbered, shown=(text[start:end],)))
            query.numbered |= numbered.bits
            text = text[:start] + " " * (end - start) + text[end:]
    words = list(tokens(text))[:SYLLABLE_LIMIT]
    # Typed without any accent, a syllable says nothing about the accents meant.
    exactly = any(map(is_marked, words))
    words = _corrected(snapshot, synonyms, words, text, query)
    # A query of nothing but fillers means them, unless they stand around a number.
    shares = fading(words, snapshot.title_pairs)
    if shares and max(shares) == FADED and not query.numbered:
        shares = [1.0] * len(words)
    query.pairs = [
        ranking.neighbours(snapshot, words[n], words[n + 1])
        for n in range(len(words) - 1)
        if shares[n] == shares[n + 1] == 1
    ]
    segments = list(_segments(snapshot, synonyms, words, shares, query))
    query.segments = [(segment.said, segment.meanings) for segment in segments]
    query.exactly = exactly
    query.parts += [_part(snapshot, segment, exactly, text) for segment in segments]
    query.asked = " ".join([*(word.folded for word in words), *map(fold, query.understood)])
    # Nearest to what was typed first: a stable order, so what was typed itself is always among them.
    readings = islice(_readings(snapshot, segments, exactly), _CHOICES)
    query.readings = sorted(readings, key=lambda reading: -reading.worth)[:_READINGS]
    return query


def _segments(
    snapshot: Snapshot, synonyms: SynonymTable, words: list[Token], shares: list[float], query: Understanding
) -> Iterator[_Segment]:
    at = 0
    for said, meanings in synonyms.phrases(words):
        here = tuple(shares[at : at + len(said)])
        if meanings:
            query.understood += [meaning.text for meaning in meanings]
            yield _Segment(said, (1.0,) * len(said), meanings)
        else:
            guesses = _guesses(snapshot, words, at, query) if here[0] == 1 else ()
            yield _Segment(said, here, guesses, _GUESS)
        at += len(said)


def _guesses(snapshot: Snapshot, words: list[Token], at: int, query: Understanding) -> tuple[Meaning, ...]:
    """Other meanings of a word the table does not know: an abbreviation spelled out, or a slip that made a word."""
    word = words[at].folded
    phrases = spelled_out(snapshot, word)
    query.understood += phrases
    if not phrases and (word not in snapshot.asked_words or len(words) <= _FEW_WORDS):
        before = words[at - 1].folded if at else ""
        after = words[at + 1].folded if at + 1 < len(words) else ""
        phrases = [guess] if (guess := beside(snapshot, word, before, after)) else []
    return tuple(Meaning(phrase, tuple(tokens(phrase))) for phrase in phrases)


def _part(snapshot: Snapshot, segment: _Segment, exactly: bool, text: str) -> Part:
    said = segment.said
    typed = " ".join(as_typed(word, text) for word in said)
    needed = max(segment.shares) == 1
    if not segment.meanings:
        return Part(typed, ranking.syllable(snapshot, said[0], exactly), needed, (typed,) if needed else ())
    answer = ranking.either(snapshot, said, exactly, segment.meanings)
    return Part(typed, answer, needed, (typed, *(meaning.text for meaning in segment.meanings)))


def _readings(snapshot: Snapshot, segments: Sequence[_Segment], exactly: bool) -> Iterator[Reading]:
    """Every choice of one meaning a segment, what was typed first."""
    options = []
    for segment in segments:
        typed = tuple(
            Asked(word, share * _weight(snapshot, word), snapshot.tells(word.folded))
            for word, share in zip(segment.said, segment.shares, strict=True)
        )
        meant = [
            (
                tuple(Asked(word, _weight(snapshot, word), snapshot.tells(word.folded)) for word in meaning.words),
                segment.worth,
            )
            for meaning in segment.meanings
        ]
        options.append([(typed, 1.0), *meant])
    for chosen in product(*options):
        words = tuple(word for some, _ in chosen for word in some)
        worth = 1.0
        for _, one in chosen:
            worth *= one
        if words:
            yield Reading(words, worth, exactly)


def _weight(snapshot: Snapshot, word: Token) -> float:
    tells = snapshot.tells(word.folded)
    return tells if word.folded in snapshot.title_uses else tells * _IN_NO_TITLE


def as_typed(word: Token, text: str) -> str:
    """The word as it stands in `text`; a word put in for a slip as it is compared."""
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
    snapshot: Snapshot, synonyms: SynonymTable, words: list[Token], text: str, query: Understanding
) -> list[Token]:
    in_table = {word for said, meanings in synonyms.phrases(words) if meanings for word in said}
    result: list[Token] = []
    for place, word in enumerate(words):
        guessed: list[str] = []
        known = (snapshot.words, snapshot.asked_words, synonyms.words, SYLLABLES)
        if not (word in in_table or any(word.folded in some for some in known)):
            before = result[-1].folded if result else ""
            after = words[place + 1].folded if place + 1 < len(words) else ""
            guessed = likely(snapshot, word.folded, before, after, len(words) == 1)
        if guessed:
            query.corrected.append((as_typed(word, text), " ".join(guessed)))
            result += [Token(guess, guess, 0, 0) for guess in guessed]
        else:
            result.append(word)
        query.words.append((as_typed(word, text), " ".join(guessed) or word.folded))
    return result
