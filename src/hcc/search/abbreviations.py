"""First letters instead of words: "dkkh" for "đăng ký kết hôn", found in the titles themselves, without a table."""

import re
from collections import Counter

from hcc.search.snapshot import Snapshot
from hcc.search.text import tokens

_SHORTEST, _LONGEST = 3, 8
_OCCURRENCES = 200
"""Places looked at; a common abbreviation has its meaning long before."""
_GUESSES = 2
_VOWEL = re.compile(r"[aeiouy]")


def spelled_out(snapshot: Snapshot, word: str) -> list[str]:
    """The phrases of titles that `word` may abbreviate, the commonest first, at most two.

    Only for what is plainly no syllable: at least three letters, and no vowel or unknown to the index.
    """
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
        return []
    if word in snapshot.words and _VOWEL.search(word):
        return []
    phrases: Counter[str] = Counter()
    (letters, names), at = snapshot.initials, -1
    for _ in range(_OCCURRENCES):
        at = letters.find(word, at + 1)
        if at < 0:
            break
        name = names[letters.count("|", 0, at) - 1]
        start = at - letters.rfind("|", 0, at) - 1
        here = list(tokens(name))[start : start + len(word)]
        phrases[name[here[0].start : here[-1].end].lower()] += 1
    return [phrase for phrase, _ in sorted(phrases.items(), key=lambda item: (-item[1], item[0]))[:_GUESSES]]
