"""How well a name of a document says what was typed: the figure that decides the first places.

Coverage first: the share of what was typed, by rarity, that the name has; a syllable with other accents than typed
counts for less, one that stands only in another name or in the text for little. A name that says hardly anything else
is better than one that goes on, and syllables side by side, as typed, better than apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Reading:
    """One way to understand the whole query, with what a likeness to it is worth."""

    words: tuple[Asked, ...]
    worth: float
    accents: bool
    """Whether accents were typed, so that they mean something."""

    @property
    def mass(self) -> float:
        return sum(word.weight for word in self.words) or 1.0


def likeness(reading: Reading, name: Name, elsewhere: Sequence[float]) -> float:
    """From 0 to 1 + TO_THE_POINT + TOGETHER. `elsewhere`: for each word what it earns when the name lacks it."""
    got = said = together = pairable = 0.0
    met: set[str] = set()
    before: Asked | None = None
    for word, otherwise in zip(reading.words, elsewhere, strict=True):
        token = word.token
        if token.folded in name.masses:
            got += word.weight * _agreement(token, name, reading.accents)
            if token.folded not in met:
                met.add(token.folded)
                said += name.masses[token.folded]
        else:
            got += word.weight * otherwise
        if before is not None:
            weight = before.weight + word.weight
            pairable += weight
            if f"{before.token.folded}_{token.folded}" in name.pairs:
                together += weight
        before = word
    coverage = got / reading.mass
    point = said / name.mass
    side_by_side = together / pairable if pairable else point
    return coverage * (1 + TO_THE_POINT * point + TOGETHER * side_by_side)


def _agreement(token: Token, name: Name, accents: bool) -> float:
    if not accents or token.exact in name.exact:
        return 1.0
    return OTHER_ACCENTS if is_marked(token) else NO_ACCENTS
