"""Suggestions while somebody types: names of documents in which what was typed begins a word.

A sorted list of the ends of all folded names is searched by halving, so a suggestion costs microseconds.
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest

from hcc.search.actions import later_acts, special_cases
from hcc.search.index import SearchIndex
from hcc.search.query import search
from hcc.search.snapshot import Snapshot
from hcc.search.text import TONES, Token, is_marked, tokens

TYPED_LIMIT = 80
"""Characters that count."""
_LOOKED_AT = 400
"""Ends of names looked at for one suggestion; more begin alike only while hardly anything was typed."""
_LONG_ENOUGH = 4
"""Characters from which the answers of a search are suggested where no name goes on so: there may be a slip."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A document, and its name that goes on as typed (its title, or an everyday name)."""

    key: str
    title: str
    name: str


def suggest(index: SearchIndex, typed: str, limit: int = 8) -> list[Suggestion]:
    """The likeliest documents, best first; none for an empty query. Raises IndexUnavailable."""
    typed = typed[:TYPED_LIMIT]
    snapshot = index.snapshot()
    words = list(tokens(typed))
    if not words:
        return []
    found = _beginning(snapshot, words, open_ended=not typed[-1].isspace())
    best: dict[int, tuple] = {}
    for number, which, place in found:
        order = _order(snapshot, words, number, which, place)
        if number not in best or order < best[number]:
            best[number] = order
    chosen = nsmallest(limit, best.items(), key=lambda item: item[1])
    if not chosen and (len(typed.strip()) >= _LONG_ENOUGH or _is_understood(index, words)):
        numbers = {key: number for number, key in enumerate(snapshot.keys)}
        hits = search(index, typed, page_size=limit).hits
        return [_suggestion(snapshot, numbers[hit.key], 0) for hit in hits if hit.key in numbers]
    return [_suggestion(snapshot, number, order[-1]) for number, order in chosen]


def _is_understood(index: SearchIndex, words: list[Token]) -> bool:
    """Whether this is a phrase of the synonym table, such as "ksh"."""
    said, meanings = next(index.synonyms.phrases(words))
    return len(said) == len(words) and bool(meanings)


def _beginning(snapshot: Snapshot, words: list[Token], *, open_ended: bool) -> list[tuple[int, int, int]]:
    start = " ".join(word.folded for word in words)
    ends, entries = snapshot.name_ends
    # A word that is finished may be the last of a name too: "ket hon" stands right before "ket hon ...".
    first = bisect_left(ends, start)
    beyond = start + ("" if open_ended else " ") + "\U0010ffff"
    last = bisect_left(ends, beyond, first, min(len(ends), first + _LOOKED_AT))
    return [entries[n] for n in range(first, last)]


def _order(snapshot: Snapshot, words: list[Token], number: int, which: int, place: int) -> tuple:
    """Smaller is better: accents as typed, nothing nobody asked for, a short name, what was typed at its beginning, the
    title rather than an everyday name, a higher rank.
    """
    name = list(tokens(snapshot.names[number][which]))
    here = [token.exact for token in name[place : place + len(words)]]
    # The last word may still be on its way; it is compared as far as it goes.
    other = sum(
        is_marked(word) and not (exact == word.exact or (word is words[-1] and _goes_on(word, exact)))
        for word, exact in zip(words, here, strict=False)
    )
    asked = f" {' '.join(word.folded for word in words)} "
    special = any(f" {words} " not in asked for words in _special(snapshot.names[number][0]))
    return (other, special, len(name) + (place > 0), which > 0, -snapshot.precedence[number], which)


@lru_cache(maxsize=4096)
def _special(title: str) -> tuple[str, ...]:
    """What a title is for beside the plain first grant: "lại", "lưu động"."""
    return (*later_acts(title), *special_cases(title))


def _goes_on(word: Token, exact: str) -> bool:
    """Whether a syllable goes on like the one typed so far, whose tone, if it has one already, must agree."""
    letters = word.exact.rstrip(TONES)
    tone = word.exact[len(letters) :]
    return len(exact) > len(word.exact) and exact.startswith(letters) and exact.endswith(tone)


def _suggestion(snapshot: Snapshot, number: int, which: int) -> Suggestion:
    names = snapshot.names[number]
    return Suggestion(snapshot.keys[number], names[0], names[which])
