"""What a word of the query is worth to a document that has it in its names or its text.

The order of hits is decided here, by how people ask for a document (`asking`) and by the likeness of its names
(`likeness`). A syllable of the title counts most, more so when its accents agree, in proportion to how rare it is and
less in a long title; a syllable of the text counts little; two syllables that stand side by side in the title as they
do in the query count again as a pair.
"""

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise
from operator import add

from hcc.search.actions import SPECIAL_CASES
from hcc.search.postings import Scored, numbers_of, scored, scored_at
from hcc.search.schema import ACT_PARTS
from hcc.search.snapshot import Snapshot
from hcc.search.synonyms import Meaning
from hcc.search.text import Token

TITLE = 2.0
TITLE_EXACT = 1.2
TEXT = 0.6
TEXT_EXACT = 0.75
PAIR = 2.0
MEANING = 0.9
"""A synonym is worth a little less than the word itself."""
CERTAIN = 1000.0
"""For the document whose number was typed."""
RANK = 0.07
"""What a rank of 1 adds to a score, as a share of it."""
LATER_ACT = 0.75
SPECIAL_CASE = 0.88
"""What is left of the score of a title with an act or a special case that nobody asked for (see `actions`)."""
_LENGTH = 0.15
_SHORT_TITLE = 3
_FEW = 8
"""Where a part has so many times the documents asked for, each is looked up in it."""
_SATURATION = 1.2


def shortness(snapshot: Snapshot) -> array:
    """For each document 1 for a title of three syllables, falling with its logarithm: long titles hold common words."""
    if snapshot.shortness is None:
        doublings = (math.log2(max(n, _SHORT_TITLE) / _SHORT_TITLE) for n in snapshot.title_lengths)
        snapshot.shortness = array("f", (1 / (1 + _LENGTH * doubled) for doubled in doublings))
    return snapshot.shortness


def syllable(snapshot: Snapshot, word: Token, exactly: bool) -> Scored:
    """Documents with this syllable, folded; where `exactly`, those that spell it as typed earn more."""
    key = ("syllable", word.folded, word.exact if exactly else None)
    return snapshot.memory.get(key, lambda: _syllable(snapshot, word, exactly))


def _syllable(snapshot: Snapshot, word: Token, exactly: bool) -> Scored:
    scores = [0.0] * snapshot.count
    title = snapshot.postings("title_f", word.folded)
    text = snapshot.postings("text", word.folded)
    _add_title(snapshot, scores, "title_f", word.folded, TITLE)
    _add_text(snapshot, scores, word.folded, TEXT)
    if exactly:
        _add_title(snapshot, scores, "title", word.exact, TITLE_EXACT)
        _add_text(snapshot, scores, word.exact, TEXT_EXACT)
    return scored(text.bits | snapshot.asking(word.folded), title.bits, scores)


def _add_title(snapshot: Snapshot, scores: list[float], field: str, term: str, weight: float) -> None:
    found = snapshot.postings(field, term)
    worth = weight * snapshot.rarity(len(found.documents))
    short = shortness(snapshot)
    for document, placed in zip(found.documents, found.weights, strict=True):
        scores[document] += worth * placed * short[document]


def _add_text(snapshot: Snapshot, scores: list[float], term: str, weight: float) -> None:
    found = snapshot.postings("text", term)
    worth = weight * snapshot.rarity(len(found.documents))
    damping = _damping(snapshot)
    for document, times in zip(found.documents, found.weights, strict=True):
        scores[document] += worth * times / (times + damping[document])


def _damping(snapshot: Snapshot) -> list[float]:
    """For each document how often a word must stand in it to be worth half: the longer the text, the oftener."""
    if snapshot.damping is None:
        mean = snapshot.mean_text_length
        snapshot.damping = [_SATURATION * (0.25 + 0.75 * length / mean) for length in snapshot.text_lengths]
    return snapshot.damping


def neighbours(snapshot: Snapshot, first: Token, second: Token) -> Scored:
    """Documents in whose title the two syllables stand side by side."""
    pair = f"{first.folded}_{second.folded}"
    return snapshot.memory.get(("pair", pair), lambda: _neighbours(snapshot, pair))


def _neighbours(snapshot: Snapshot, pair: str) -> Scored:
    found, short = snapshot.postings("title_b", pair), shortness(snapshot)
    worth = PAIR * snapshot.rarity(len(found.documents))
    scores = [worth * placed * short[one] for one, placed in zip(found.documents, found.weights, strict=True)]
    return scored_at(found.bits, found.bits, found.documents, scores, snapshot.count)


def phrase(snapshot: Snapshot, words: tuple[Token, ...], exactly: bool, worth: float = 1.0) -> Scored:
    """Documents with all of `words`; `worth` scales what they earn."""
    key = ("phrase", tuple(word.exact if exactly else word.folded for word in words), exactly, worth)
    return snapshot.memory.get(key, lambda: _phrase(snapshot, words, exactly, worth))


def _phrase(snapshot: Snapshot, words: tuple[Token, ...], exactly: bool, worth: float) -> Scored:
    parts = [syllable(snapshot, word, exactly) for word in words]
    bits = in_title = snapshot.live
    for part in parts:
        bits &= part.bits
        in_title &= part.in_title
    documents = numbers_of(bits, snapshot.count)
    totals = total_at(documents, [*parts, *(neighbours(snapshot, *pair) for pair in pairwise(words))])
    return scored_at(bits, in_title, documents, map(worth.__mul__, totals), snapshot.count)


def either(snapshot: Snapshot, said: tuple[Token, ...], exactly: bool, meanings: tuple[Meaning, ...]) -> Scored:
    """Documents that answer a phrase or one of its meanings, with the better score of the two."""
    key = ("either", tuple(word.exact if exactly else word.folded for word in said), exactly, meanings)
    return snapshot.memory.get(key, lambda: _either(snapshot, said, exactly, meanings))


def _either(snapshot: Snapshot, said: tuple[Token, ...], exactly: bool, meanings: tuple[Meaning, ...]) -> Scored:
    options = [phrase(snapshot, said, exactly)]
    options += [phrase(snapshot, meaning.words, True, MEANING) for meaning in meanings]
    bits = in_title = 0
    for option in options:
        bits |= option.bits
        in_title |= option.in_title
    documents = numbers_of(bits, snapshot.count)
    best = total_at(documents, options[:1])
    for option in options[1:]:
        best = list(map(max, best, total_at(documents, [option])))
    return scored_at(bits, in_title, documents, best, snapshot.count)


def total(snapshot: Snapshot, parts: list[Scored]) -> list[float]:
    """For every document what the parts add up to."""
    dense = [part.scores for part in parts if part.documents is None]
    columns: Iterable[float] = dense[0] if dense else [0.0] * snapshot.count
    for more in dense[1:]:
        # Lazily, so that the one loop over all documents stays in C.
        columns = map(add, columns, more)
    scores = list(columns)
    for part in parts:
        if part.documents is not None:
            for document, score in zip(part.documents, part.scores, strict=True):
                scores[document] += score
    return scores


def total_at(documents: list[int], parts: list[Scored]) -> list[float]:
    """For each of `documents` what the parts add up to."""
    columns: Iterable[float] = [0.0] * len(documents)
    for part in parts:
        if part.documents is None:
            columns = map(add, columns, map(part.scores.__getitem__, documents))
    for part in parts:
        if part.documents is not None and len(documents) * _FEW < len(part.documents):
            columns = map(add, columns, [_looked_up(part, document) for document in documents])
        elif part.documents is not None:
            known = dict(zip(part.documents, part.scores, strict=True))
            columns = map(add, columns, [known.get(document, 0.0) for document in documents])
    return list(columns)


def _looked_up(part: Scored, document: int) -> float:
    place = bisect_left(part.documents, document)  # type: ignore[type-var, arg-type]
    found = place < len(part.documents) and part.documents[place] == document  # type: ignore[index, arg-type]
    return part.scores[place] if found else 0.0


def certain(snapshot: Snapshot, bits: int) -> Scored:
    """Documents that are meant beyond doubt, all alike."""
    documents = numbers_of(bits, snapshot.count)
    return scored_at(bits, bits, documents, [CERTAIN] * len(documents), snapshot.count)


def priors(snapshot: Snapshot, asked: str) -> list[float]:
    """What to multiply each document's score with; `asked` is the query and its meanings, folded."""
    if snapshot.priors is None:
        factors = [1 + RANK * rank for rank in snapshot.ranks]
        for act, bits in snapshot.acts.items():
            _scale(factors, bits, _left(act))
        snapshot.priors = factors
    wanted = [acts for acts in snapshot.acts if any(f" {act} " in f" {asked} " for act in acts.split(ACT_PARTS))]
    if not wanted:
        return snapshot.priors
    factors = list(snapshot.priors)
    for act in wanted:
        _scale(factors, snapshot.acts[act], 1 / _left(act))
    return factors


def _left(act: str) -> float:
    return SPECIAL_CASE if act in SPECIAL_CASES else LATER_ACT


def _scale(factors: list[float], bits: int, by: float) -> None:
    while bits:
        lowest = bits & -bits
        factors[lowest.bit_length() - 1] *= by
        bits ^= lowest
