"""Which parts of a text the query is about: for the page to wrap, never as markup."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from hcc.search.text import Token, is_marked, tokens


@lru_cache(maxsize=1024)
def _read(text: str) -> tuple[tuple[Token, ...], frozenset[str]]:
    """The syllables of a text, and the spellings it has."""
    here = tuple(tokens(text))
    return here, frozenset(token.exact for token in here)


class Marker:
    """Marks what answers `terms` (as in `Results.terms`) in any number of texts."""

    def __init__(self, terms: Iterable[str]) -> None:
        wanted = [token for term in terms for token in tokens(term)]
        self._exact = {token.exact for token in wanted}
        self._plain = {token.folded for token in wanted if not is_marked(token)}
        self._accents: dict[str, set[str]] = {}
        """The spellings with accents that were typed of a folded syllable."""
        for token in wanted:
            if is_marked(token):
                self._accents.setdefault(token.folded, set()).add(token.exact)
        self._folded = {token.folded for token in wanted}

    def __call__(self, text: str) -> list[tuple[str, bool]]:
        """`text` cut into pieces, each with whether it answers a term. Joined again they are exactly `text`.

        A term typed with accents marks the syllables that carry the same ones; only where the text has none of these,
        it marks those with other accents or none. Neighbouring syllables are marked as one piece.
        """
        if not text:
            return []
        if not self._folded:
            return [(text, False)]
        here, exact_here = _read(text)
        met = [token for token in here if token.folded in self._folded and self._answers(token, exact_here)]
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

    def _answers(self, token: Token, exact_here: frozenset[str]) -> bool:
        if token.exact in self._exact or token.folded in self._plain:
            return True
        accents = self._accents.get(token.folded)
        return accents is not None and not accents <= exact_here


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
    """The sentence that has most of `terms`, cut to SENTENCE_LIMIT around the first of them; "" when none has any."""
    wanted = {token.folded for term in terms for token in tokens(term)}
    best, most = "", 0
    for sentence in sentences:
        met = len(wanted & {token.folded for token in tokens(sentence)})
        if met > most:
            best, most = sentence, met
    return _cut(best, wanted) if best else ""


def _cut(sentence: str, wanted: set[str]) -> str:
    if len(sentence) <= SENTENCE_LIMIT:
        return sentence
    first = next(token.start for token in tokens(sentence) if token.folded in wanted)
    start = max(0, min(first - SENTENCE_LIMIT // 3, len(sentence) - SENTENCE_LIMIT))
    # Never within a word.
    start = sentence.find(" ", start) + 1 if start else 0
    end = start + SENTENCE_LIMIT
    if end < len(sentence):
        end = max(sentence.rfind(" ", start, end), start + 1)
    return ("… " if start else "") + sentence[start:end].strip() + (" …" if end < len(sentence) else "")
