"""A syllable nobody writes: what may have been meant.

Only for syllables that stand nowhere in the index, so that nothing that can be found is ever "corrected". A slip of the
keyboard is only put right where the guess and its neighbour make a pair some title has, or where it is all that was
typed. Words without a vowel are abbreviations and are left alone.
"""

import re
from collections.abc import Iterator

from hcc.search.snapshot import Snapshot
from hcc.search.text import spellings

_LETTERS = "abcdeghiklmnopqrstuvxy"
_TELEX = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("aw", "a"), ("ow", "o"), ("uw", "u"), ("w", "u"))
_TELEX_TONE = re.compile(r"(?<=[aeiouy])([a-z]*)[sfrxj]([a-z]*)$")
_VOWEL = re.compile(r"[aeiouy]")
_FIGURES = re.compile(r"[0-9]")
_LONGEST = 16
_SHORTEST = 3


def likely(snapshot: Snapshot, word: str, before: str, after: str, alone: bool) -> list[str]:
    """The syllables (one, or two that were written together) `word` may stand for, [] when none is likely.

    All forms are folded. `before` and `after` are the neighbours in the query, "" where there is none that the index
    knows; `alone` when the query has no other word.
    """
    if len(word) > _LONGEST or not _VOWEL.search(word):
        return []
    for guesses, freely in ((_untyped(word), True), (_slips(word), alone)):
        known = {plain for guess in guesses if (plain := spellings(guess)[1]) in snapshot.words and len(plain) > 1}
        fitting = [guess for guess in known if _is_pair(snapshot, guess, before, after)]
        if not fitting and freely:
            fitting = [guess for guess in known if snapshot.postings("title_f", guess).bits]
        if fitting:
            return [max(fitting, key=lambda guess: _use(snapshot, guess))]
    for cut in range(1, len(word)):
        if f"{word[:cut]}_{word[cut:]}" in snapshot.title_pairs:
            return [word[:cut], word[cut:]]
    return []


def _is_pair(snapshot: Snapshot, guess: str, before: str, after: str) -> bool:
    return f"{before}_{guess}" in snapshot.title_pairs or f"{guess}_{after}" in snapshot.title_pairs


def _use(snapshot: Snapshot, guess: str) -> tuple[int, str]:
    return len(snapshot.postings("title_f", guess).documents), guess


def _untyped(word: str) -> Iterator[str]:
    """What Telex or VNI keys meant when the keyboard's Vietnamese was off: "ddawng" is dang, "hon6n" is hon."""
    plain = _FIGURES.sub("", word)
    for keys, letter in _TELEX:
        plain = plain.replace(keys, letter)
    toneless = _TELEX_TONE.sub(r"\1\2", plain)
    for guess in (plain, toneless):
        if guess and guess != word:
            yield guess


def _slips(word: str) -> set[str]:
    """Everything one slip away: two letters swapped, one too many, one missing, or another one."""
    if len(word) < _SHORTEST:
        return set()
    cuts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    shorter = {head + tail[1:] for head, tail in cuts if tail}
    other = {head + letter + tail[1:] for head, tail in cuts if tail for letter in _LETTERS}
    longer = {head + letter + tail for head, tail in cuts for letter in _LETTERS}
    return swapped | shorter | other | longer
