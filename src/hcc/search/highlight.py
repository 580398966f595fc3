"""Which parts of a text the query is about: for the page to wrap, never as markup."""

from collections.abc import Iterable, Iterator

from hcc.search.text import Token, is_marked, tokens


def marked(text: str, terms: Iterable[str]) -> list[tuple[str, bool]]:
    """`text` cut into pieces, each with whether it answers one of `terms` (as in `Results.terms`).

    Joined again the pieces are exactly `text`. A term typed with accents marks the syllables that carry the same ones;
    only where the text has none of these, it marks those with other accents or none. Neighbouring syllables are marked
    as one piece.
    """
    wanted = [token for term in terms for token in tokens(term)]
    if not wanted:
        return [(text, False)] if text else []
    here = list(tokens(text))
    exact_here = {token.exact for token in here}
    spans = _joined(text, [token for token in here if _answers(token, wanted, exact_here)])
    pieces: list[tuple[str, bool]] = []
    end = 0
    for start, stop in spans:
        if start > end:
            pieces.append((text[end:start], False))
        pieces.append((text[start:stop], True))
        end = stop
    if end < len(text):
        pieces.append((text[end:], False))
    return pieces


def _answers(token: Token, wanted: list[Token], exact_here: set[str]) -> bool:
    return any(
        token.exact == term.exact
        or (token.folded == term.folded and not (is_marked(term) and term.exact in exact_here))
        for term in wanted
    )


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
