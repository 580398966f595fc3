"""A syllable nobody writes, or not beside its neighbours: what may have been meant.

A guess counts by how near it is to what was typed (two letters swapped, a neighbouring key) and by how often it stands
beside the same neighbours in a title. What stands nowhere in the index is put right; what does stand there, but in no
title, keeps its own meaning beside the guess. A word without a vowel may be an abbreviation, see `abbreviations`.
"""

import math
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
_TELLING = 5
"""A syllable so long is put right without a neighbour that agrees: hardly another one is near."""
_TWO_SYLLABLES = 6
"""Letters from which an unknown word may be two syllables that no title has side by side."""
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEAR, _ONE_MORE, _FAR = 3.0, 2.0, 1.0
"""How likely a slip is: swapped or neighbouring keys, a letter too many or too few, any other letter."""
_TWICE_AS_LIKELY = 2.0
"""A pair of the guess and its neighbour counts so much more than the guess standing alone."""


def _neighbouring_keys() -> frozenset[tuple[str, str]]:
    places = {key: (row, column) for row, keys in enumerate(_KEYBOARD) for column, key in enumerate(keys)}
    return frozenset(
        (one, other)
        for one, (row, column) in places.items()
        for other, (other_row, other_column) in places.items()
        if one != other and abs(row - other_row) <= 1 and abs(column - other_column) <= 1
    )


_NEIGHBOURS = _neighbouring_keys()


def likely(snapshot: Snapshot, word: str, before: str, after: str, alone: bool) -> list[str]:
    """The syllables (one, or two that were written together) `word` may stand for, [] when none is likely.

    All forms are folded. `before` and `after` are the neighbours in the query, "" where there is none that the index
    knows; `alone` when the query has no other word.
    """
    if len(word) > _LONGEST:
        return []
    if not _VOWEL.search(word):
        best = _best(snapshot, _slips(word), before, after, False)
        return [best] if best else []
    untyped = {plain: _NEAR for guess in _untyped(word) if (plain := spellings(guess)[1])}
    for guesses, freely in ((untyped, True), (_slips(word), alone)):
        if best := _best(snapshot, guesses, before, after, freely):
            return [best]
    if together := _parted(snapshot, word):
        return together
    if len(word) >= _TELLING and (best := _best(snapshot, _slips(word), before, after, True)):
        return [best]
    return []


def _parted(snapshot: Snapshot, word: str) -> list[str]:
    """The two syllables written together as `word`: a pair of a title, else, of a long word, two that titles have."""
    cuts = [(word[:cut], word[cut:]) for cut in range(1, len(word))]
    for head, tail in cuts:
        if f"{head}_{tail}" in snapshot.title_pairs:
            return [head, tail]
    known = [cut for cut in cuts if min(map(len, cut)) > 1 and all(part in snapshot.title_uses for part in cut)]
    if len(word) < _TWO_SYLLABLES or not known:
        return []
    return list(max(known, key=lambda cut: min(snapshot.title_uses[part] for part in cut)))


def beside(snapshot: Snapshot, word: str, before: str, after: str) -> str:
    """The syllable that `word` may stand for beside its neighbours, "" when none is likely or it fits them itself."""
    if len(word) > _LONGEST or f"{before}_{word}" in snapshot.asked_pairs or f"{word}_{after}" in snapshot.asked_pairs:
        return ""
    return _best(snapshot, _slips(word), before, after, False)


def _best(snapshot: Snapshot, guesses: dict[str, float], before: str, after: str, freely: bool) -> str:
    """The likeliest guess some title has beside a neighbour, or, when `freely`, anywhere."""
    found: list[tuple[float, str]] = []
    for guess, nearness in guesses.items():
        if len(guess) < 2 or guess not in snapshot.asked_words:
            continue
        uses = sum(
            len(snapshot.postings("asked_b", pair).documents)
            for pair in (f"{before}_{guess}", f"{guess}_{after}")
            if pair in snapshot.asked_pairs
        )
        if uses:
            found.append((_TWICE_AS_LIKELY * nearness * (1 + math.log1p(uses)), guess))
        elif freely and (uses := snapshot.asking(guess).bit_count()):
            found.append((nearness * (1 + math.log1p(uses)) / 4, guess))
    return max(found, default=(0.0, ""))[1]


def _untyped(word: str) -> Iterator[str]:
    """What Telex or VNI keys meant when the keyboard's Vietnamese was off: "ddawng" is dang, "hon6n" is hon."""
    plain = _FIGURES.sub("", word)
    for keys, letter in _TELEX:
        plain = plain.replace(keys, letter)
    toneless = _TELEX_TONE.sub(r"\1\2", plain)
    for guess in (plain, toneless):
        if guess and guess != word:
            yield guess


def _slips(word: str) -> dict[str, float]:
    """Everything one slip away, with how likely that slip is."""
    slips: dict[str, float] = {}

    def add(guess: str, nearness: float) -> None:
        if guess != word:
            slips[guess] = max(nearness, slips.get(guess, 0.0))

    for cut in range(len(word) + 1):
        head, tail = word[:cut], word[cut:]
        if len(tail) > 1:
            add(head + tail[1] + tail[0] + tail[2:], _NEAR)
        if tail:
            doubled = bool(head) and head[-1] == tail[0]
            add(head + tail[1:], _NEAR if doubled else _ONE_MORE)
            for letter in _LETTERS:
                add(head + letter + tail[1:], _NEAR if (letter, tail[0]) in _NEIGHBOURS else _FAR)
        for letter in _LETTERS:
            add(head + letter + tail, _ONE_MORE)
    return slips
