"""How well a name of a document says what was typed: the figure that decides the first places.

Coverage first: the share of what was typed, by rarity, that the name has; a syllable with other accents than typed
counts for less, one that stands only in another name or in the text for little. A name that says hardly anything else
is better than one that goes on, and syllables side by side, as typed, better than apart.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from hcc.search.names import Name
from hcc.search.text import Token, is_marked

OTHER_ACCENTS = 0.55
NO_ACCENTS = 0.9
"""A syllable typed plainly in a query that has accents elsewhere."""
OTHER_NAME = 0.55
TEXT_ONLY = 0.18
TO_THE_POINT = 0.75
TOGETHER = 0.6


@dataclass(frozen=True, slots=True)
class Asked:
    """One syllable that was typed or meant, and how much it tells."""

    token: Token
    weight: float
    tells: float
    """The same in any name, typed or not."""


@dataclass(frozen=True)
class Reading:
    """One way to understand the whole query, with what a likeness to it is worth."""

    words: tuple[Asked, ...]
    worth: float
    accents: bool
    """Whether accents were typed, so that they mean something."""

    @cached_property
    def mass(self) -> float:
        return sum(word.weight for word in self.words) or 1.0

    @cached_property
    def syllables(self) -> list[tuple[str, str, str, float, float, float]]:
        """For each word its folded form, as in `Name.row` and alone, the exact one, its weight, what of it is left with
        other accents, and what it tells in a name; nothing where it was typed before."""
        kinds: set[str] = set()
        found = []
        for word in self.words:
            token = word.token
            other = 1.0 if not self.accents else OTHER_ACCENTS if is_marked(token) else NO_ACCENTS
            told = 0.0 if token.folded in kinds else word.tells
            found.append((f" {token.folded} ", token.folded, token.exact, word.weight, other, told))
            kinds.add(token.folded)
        return found

    @cached_property
    def pairs(self) -> list[tuple[str, float]]:
        """The words that stand side by side, as in `Name.row`, and their weight."""
        return [(f" {a.token.folded} {b.token.folded} ", a.weight + b.weight) for a, b in pairwise(self.words)]


def likeness(reading: Reading, name: Name, number: int, elsewhere: Sequence[Callable[[int], float]]) -> float:
    """From 0 to 1 + TO_THE_POINT + TOGETHER. `elsewhere`: for each word what the document of that number earns for it
    when the name lacks it."""
    got = said = together = pairable = 0.0
    row, aside = name.row, name.aside
    for (here, folded, exact, weight, other, told), otherwise in zip(reading.syllables, elsewhere, strict=True):
        if here in row:
            got += weight if other == 1 or exact in name.exact else weight * other
            said += told * name.share(folded) if aside else told
        elif earned := otherwise(number):
            got += weight * earned
    for pair, weight in reading.pairs:
        pairable += weight
        if pair in row:
            together += weight
    coverage = got / reading.mass
    point = said / name.mass
    side_by_side = together / pairable if pairable else point
    return coverage * (1 + TO_THE_POINT * point + TOGETHER * side_by_side)
