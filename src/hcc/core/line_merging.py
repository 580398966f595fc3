"""Two texts written from one, brought together line by line where they changed different places.

As diff3 does (Khanna, Kunal, Pierce, "A formal investigation of diff3", 2007): between lines that stand in all three,
what only one of them changed is taken. Changes that touch each other are no different places: a sentence added to a
paragraph that somebody else took away is nobody's text.
"""

import difflib
from collections.abc import Sequence

MOST_STEPS = 1_000_000
"""Lines of one text times lines of another, without what both begin and end with: comparing takes time with that."""


def merge_lines(base: str, mine: str, theirs: str) -> str | None:
    """Both changes to `base`, or None where they touch the same place, or the texts are too long to compare."""
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    texts = [text.split("\n") for text in (base, mine, theirs)]
    old, left, right = texts
    kept = [_kept(old, other) for other in (left, right)]
    if kept[0] is None or kept[1] is None:
        return None
    found: list[str] = []
    at = [0, 0, 0]
    while True:
        fixed = next((i for i in range(at[0], len(old)) if i in kept[0] and i in kept[1]), None)
        ends = [len(text) for text in texts] if fixed is None else [fixed, kept[0][fixed], kept[1][fixed]]
        between = _chosen(*(text[begin:end] for text, begin, end in zip(texts, at, ends, strict=True)))
        if between is None:
            return None
        found += between
        if fixed is None:
            return "\n".join(found)
        found.append(old[fixed])
        at = [end + 1 for end in ends]


def _chosen(base: list[str], mine: list[str], theirs: list[str]) -> list[str] | None:
    """What stands between two lines that nobody touched; None where both changed it, differently."""
    if mine in (theirs, base):
        return theirs
    return mine if theirs == base else None


def _kept(old: Sequence[str], new: Sequence[str]) -> dict[int, int] | None:
    """Where lines of the old text stand in the new one, by their places; None where it takes too long to find out."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    a, b = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(a) * len(b) > MOST_STEPS:
        return None
    found = {place: place for place in range(head)}
    found |= {len(old) - back: len(new) - back for back in range(1, tail + 1)}
    for start, other, length in difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        found |= {head + start + step: head + other + step for step in range(length)}
    return found
