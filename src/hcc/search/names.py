"""The names of documents, their title first and everyday names after it, as what was typed is compared with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hcc.search.schema import ASIDE
from hcc.search.text import spelled

_ASIDE_SHARE = 0.3
"""What a word counts for the length of a name when it stands in an aside: brackets, or after a semicolon."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name: the spellings in it, its syllables in a row, and how much each folded syllable tells."""

    exact: frozenset[str]
    row: str
    """The folded syllables, a space around each: two stand side by side in it as " one other "."""
    masses: dict[str, float]
    mass: float
    """Sum of `masses`."""


def parsed(name: str, tells: Callable[[str], float]) -> Name:
    """`tells` gives how much a folded syllable tells: its rarity among titles."""
    found = ASIDE.search(name)
    words = spelled(name[: found.start()] if found else name)
    masses = {folded: tells(folded) for _, folded in words}
    if found:
        aside = spelled(name[found.start() :])
        for _, folded in aside:
            if folded not in masses:
                masses[folded] = _ASIDE_SHARE * tells(folded)
        words += aside
    row = f" {' '.join([folded for _, folded in words])} "
    return Name(frozenset([exact for exact, _ in words]), row, masses, sum(masses.values()) or 1.0)


def initials(names: Sequence[str]) -> str:
    """First letters of the syllables of folded names, a bar around each name: "|dkks|tlks|"."""
    return "|" + "".join("".join(word[0] for word in name.split()) + "|" for name in names)
