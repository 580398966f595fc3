"""The names of documents, their title first and everyday names after it, as what was typed is compared with them."""

from collections.abc import Callable, Sequence

from hcc.search.schema import ASIDE
from hcc.search.text import spelled

_ASIDE_SHARE = 0.3
"""What a word counts for the length of a name when it stands in an aside: brackets, or after a semicolon."""


class Name:
    """One name: its syllables in a row, and how much they tell."""

    __slots__ = ("_exact", "_written", "aside", "mass", "row")

    def __init__(self, written: str, folded: str, tells: Callable[[str], float]) -> None:
        """`folded`: its folded syllables, parted by spaces; `tells` gives how much one tells, its rarity in titles."""
        self._written = written
        self._exact: frozenset[str] | None = None
        self.row = f" {folded} "
        """A space around each folded syllable: two stand side by side in it as " one other "."""
        self.aside: frozenset[str] = frozenset()
        """Syllables that stand in an aside only."""
        words = dict.fromkeys(folded.split())
        if found := ASIDE.search(written):
            said = {syllable for _, syllable in spelled(written[: found.start()])}
            self.aside = frozenset(word for word in words if word not in said)
        self.mass = sum([self.share(word) * tells(word) for word in words]) or 1.0
        """What all its syllables tell, each once."""

    def share(self, folded: str) -> float:
        """What a syllable of it counts for its length."""
        return _ASIDE_SHARE if folded in self.aside else 1.0

    @property
    def exact(self) -> frozenset[str]:
        """The spellings in it; asked for only where accents were typed."""
        if self._exact is None:
            self._exact = frozenset([exact for exact, _ in spelled(self._written)])
        return self._exact


def initials(names: Sequence[str]) -> str:
    """First letters of the syllables of folded names, a bar around each name: "|dkks|tlks|"."""
    return "|" + "".join("".join(word[0] for word in name.split()) + "|" for name in names)
