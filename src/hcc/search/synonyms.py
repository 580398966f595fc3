"""What people say and what titles say: found in a query before it is looked up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hcc.search.text import Token, is_marked, tokens


@dataclass(frozen=True)
class Meaning:
    """One other way to say something: as written in the table, and its syllables."""

    text: str
    words: tuple[Token, ...]


@dataclass(frozen=True)
class _Entry:
    said: tuple[Token, ...]
    meanings: tuple[Meaning, ...]


class SynonymTable:
    """Phrases by their first folded syllable. A phrase is recognised with or without its accents, never with others."""

    def __init__(self, synonyms: Mapping[str, Sequence[str]]) -> None:
        self._entries: dict[str, list[_Entry]] = {}
        self.words: set[str] = set()
        """Every folded syllable of a phrase people say: known, though no document may have it."""
        for said, meant in synonyms.items():
            words = tuple(tokens(said))
            meanings = tuple(Meaning(text, parsed) for text in meant if (parsed := tuple(tokens(text))))
            if words and meanings:
                self.words.update(word.folded for word in words)
                self._entries.setdefault(words[0].folded, []).append(_Entry(words, meanings))
        for entries in self._entries.values():
            entries.sort(key=lambda entry: -len(entry.said))

    def phrases(self, words: Sequence[Token]) -> Iterator[tuple[tuple[Token, ...], tuple[Meaning, ...]]]:
        """`words` cut into the phrases of the table, the longest first, and single words with no other meaning."""
        at = 0
        while at < len(words):
            length, meanings = self._longest(words, at)
            yield tuple(words[at : at + length]), meanings
            at += length

    def _longest(self, words: Sequence[Token], start: int) -> tuple[int, tuple[Meaning, ...]]:
        for entry in self._entries.get(words[start].folded, ()):
            typed = words[start : start + len(entry.said)]
            if len(typed) == len(entry.said) and all(map(_same, typed, entry.said)):
                return len(typed), entry.meanings
        return 1, ()


def _same(typed: Token, said: Token) -> bool:
    return typed.exact == said.exact or (not is_marked(typed) and typed.folded == said.folded)
