"""Which parts of a text the query is about: for the page to wrap, never as markup."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from hcc.search.text import Token, is_marked, tokens


@lru_cache(maxsize=1024)
def _read(text: str) -> tuple[Token, ...]:
    """The syllables of a text."""
    return tuple(tokens(text))


class _Wanted:
    """The syllables of terms: one typed with accents is met by the same ones alone, another by whatever accents."""

    def __init__(self, terms: Iterable[str]) -> None:
        wanted = [token for term in terms for token in tokens(term)]
        self.exact = {token.exact for token in wanted}
        self.plain = {token.folded for token in wanted if not is_marked(token)}
        self.folded = {token.folded for token in wanted}

    def answers(self, token: Token) -> bool:
        return token.exact in self.exact or token.folded in self.plain


class Marker:
    """Marks what answers `terms` (as in `Results.terms`) in any number of texts."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._wanted = _Wanted(terms)

    def __call__(self, text: str) -> list[tuple[str, bool]]:
        """`text` cut into pieces, each with whether it answers a term. Joined again they are exactly `text`.

        A term typed with accents marks the syllables that carry the same ones: who asks for “cửa” means no “của”.
        Neighbouring syllables are marked as one piece.
        """
        if not text:
            return []
        if not self._wanted.folded:
            return [(text, False)]
        met = [token for token in _read(text) if self._wanted.answers(token)]
        pieces: list[tuple[str, bool]] = []
        end = 0
        for start, stop in _joined(text, met):
            if start > end:
                pieces.append((text[end:start], False))
            pieces.append((text[start:stop], True))
            end = stop
        if end < len(text):
            pieces.append((text[end:], False))
        return pieces


def marked(text: str, terms: Iterable[str]) -> list[tuple[str, bool]]:
    """One text marked, see `Marker`."""
    return Marker(terms)(text)


def _joined(text: str, found: list[Token]) -> Iterator[tuple[int, int]]:
    start = end = -1
    for token in found:
        if start >= 0 and text[end : token.start].isspace():
            end = token.end
            continue
        if start >= 0:
            yield start, end
        start, end = token.start, token.end
    if start >= 0:
        yield start, end


SENTENCE_LIMIT = 160
"""Characters of a sentence that are shown."""


def best_sentence(sentences: Iterable[str], terms: Iterable[str]) -> str:
    """The sentence that has most of `terms`, cut to SENTENCE_LIMIT around the first of them; "" when none has any.

    Those that have them with the accents that were typed come first.
    """
    wanted = _Wanted(terms)
    best, most = "", (0, 0)
    for sentence in sentences:
        here = [token for token in tokens(sentence) if token.folded in wanted.folded]
        met = len({token.folded for token in here if wanted.answers(token)}), len({token.folded for token in here})
        if met > most:
            best, most = sentence, met
    return _cut(best, wanted) if best else ""


def _cut(sentence: str, wanted: _Wanted) -> str:
    if len(sentence) <= SENTENCE_LIMIT:
        return sentence
    here = [token for token in tokens(sentence) if token.folded in wanted.folded]
    first = next((token for token in here if wanted.answers(token)), here[0]).start
    start = max(0, min(first - SENTENCE_LIMIT // 3, len(sentence) - SENTENCE_LIMIT))
    # Never within a word.
    start = sentence.find(" ", start) + 1 if start else 0
    end = start + SENTENCE_LIMIT
    if end < len(sentence):
        end = max(sentence.rfind(" ", start, end), start + 1)
    return ("… " if start else "") + sentence[start:end].strip() + (" …" if end < len(sentence) else "")
