"""The names of documents, their title first and everyday names after it, as what was typed is compared with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hcc.search.schema import ASIDE
from hcc.search.text import tokens

_ASIDE_SHARE = 0.3
"""What a word counts for the length of a name when it stands in an aside: brackets, or after a semicolon."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name: the spellings in it, its neighbouring pairs, and how much each folded syllable tells."""

    exact: frozenset[str]
    pairs: frozenset[str]
    masses: dict[str, float]
    mass: float
    """Sum of `masses`."""


def parsed(name: str, tells: Callable[[str], float]) -> Name:
    """`tells` gives how much a folded syllable tells: its rarity among titles."""
    words = list(tokens(name))
    found = ASIDE.search(name)
    aside = found.start() if found else len(name)
    masses: dict[str, float] = {}
    for word in words:
        share = 1.0 if word.start < aside else _ASIDE_SHARE
        masses[word.folded] = max(masses.get(word.folded, 0.0), share * tells(word.folded))
    pairs = {f"{one.folded}_{next_one.folded}" for one, next_one in pairwise(words)}
    return Name(frozenset(word.exact for word in words), frozenset(pairs), masses, sum(masses.values()) or 1.0)


def initials(names: Sequence[str]) -> str:
    """First letters of the syllables of folded names, a bar around each name: "|dkks|tlks|"."""
    return "|" + "".join("".join(word[0] for word in name.split()) + "|" for name in names)
