"""Vietnamese text as the index sees it: syllables, spelled exactly and folded, and where they stand.

Two spellings of a syllable are the same *exactly* when only the placing of the tone differs (hoà, hòa; thuỷ, thủy)
or the choice of y or i after a lone consonant (kỹ, kĩ; quý, quí). They are the same *folded* when the plain letters
agree (hộ, hồ, họ, ho). Nothing here raises: lone surrogates and control characters part words, soft hyphens vanish.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

SYLLABLE_LIMIT = 48
"""Characters of one syllable that count; the longest Vietnamese one has seven."""

TONES = "\u0300\u0301\u0303\u0309\u0323"
"""The five marks of tone, as they stand at the end of an exact form."""
_VOWEL_MARKS = frozenset("\u0302\u0306\u031b")
_INVISIBLE = "\u00ad\u200c\u200d\u2060\ufeff"
_WORD = re.compile(rf"(?:[^\W_]|[\u0300-\u036f{_INVISIBLE}])+")
_STRAY = re.compile(rf"[\s{_INVISIBLE}]+")
_LONE_Y = re.compile(r"^([hklmstv]|qu)y$")
_QUY = re.compile(r"^quy(?=[^aâeê])")
_ALPHABET = {letter: order for order, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", start=1)}
_TONE_ORDER = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


class Token(NamedTuple):
    """One syllable of a text: `text[start:end]` as written, the spelling compared exactly, and the folded one."""

    exact: str
    folded: str
    start: int
    end: int


@lru_cache(maxsize=32768)
def spellings(word: str) -> tuple[str, str]:
    """The exact and the folded form of one word; both "" when nothing of it can be searched.

    The exact form puts the tone behind the letters, where misplacing it makes no difference; feeding it in again
    gives it back unchanged. Only comparing makes sense, showing does not.
    """
    # ð (eth) is what old fonts and some keyboards leave of đ.
    word = _STRAY.sub("", word[:SYLLABLE_LIMIT].lower().replace("ð", "đ"))
    tones: list[str] = []
    letters: list[str] = []
    for character in unicodedata.normalize("NFD", word):
        if character in TONES:
            tones.append(character)
        elif character in _VOWEL_MARKS or not unicodedata.combining(character):
            letters.append(character)
    base = unicodedata.normalize("NFC", "".join(letters))
    base = _QUY.sub("qui", _LONE_Y.sub(r"\1i", base))
    plain = "".join(c for c in unicodedata.normalize("NFD", base.replace("đ", "d")) if not unicodedata.combining(c))
    return base + "".join(sorted(set(tones))), plain


def tokens(text: str) -> Iterator[Token]:
    """The syllables of `text` in order, with their places in it. Punctuation and symbols only part them."""
    for match in _WORD.finditer(text):
        exact, folded = spellings(match.group())
        if folded:
            yield Token(exact, folded, *match.span())


def spelled(text: str) -> list[tuple[str, str]]:
    """The syllables of `text` in order, as (exact, folded): like `tokens`, several times as fast."""
    return [both for word in _WORD.findall(text) if (both := spellings(word))[1]]


def counted(text: str) -> Counter[tuple[str, str]]:
    """How often each syllable stands in `text`, as (exact, folded): like `tokens`, several times as fast."""
    words: Counter[tuple[str, str]] = Counter()
    for word, times in Counter(_WORD.findall(text)).items():
        both = spellings(word)
        if both[1]:
            words[both] += times
    return words


def exact_words(text: str) -> list[str]:
    """The exact forms of the syllables of `text`."""
    return [token.exact for token in tokens(text)]


def folded_words(text: str) -> list[str]:
    """The folded forms of the syllables of `text`: "Đăng ký" gives ["dang", "ki"]."""
    return [token.folded for token in tokens(text)]


def fold(text: str) -> str:
    """The folded syllables of `text`, parted by single spaces."""
    return " ".join(folded_words(text))


def pairs(words: Iterable[str]) -> list[str]:
    """Neighbouring words joined: ["khai", "sinh", "lai"] gives ["khai_sinh", "sinh_lai"]."""
    return [f"{first}_{second}" for first, second in pairwise(words)]


def is_marked(token: Token) -> bool:
    """Whether the syllable was typed with a tone, a vowel mark or đ."""
    return token.exact != token.folded


_NUMBER, _SYLLABLE, _END, _LETTER, _OTHER_LETTER, _TONE = 1, 2, 3, 4, 240, 16
"""First bytes of the parts of a sort key, in their order."""


def order_key(text: str) -> bytes:
    """Sort key in Vietnamese order, syllable by syllable: letters first (a ă â ... d đ e ê), then tones.

    Tones go ngang, huyền, hỏi, ngã, sắc, nặng. Figures stand before letters and sort by value.
    """
    return b"".join(_syllable_order(match.group()) for match in _WORD.finditer(text))


@lru_cache(maxsize=8192)
def _syllable_order(word: str) -> bytes:
    """No key is the beginning of another, so that keys of syllables sort alike alone and in a row."""
    if word.isdecimal():
        figures = str(int(word[:SYLLABLE_LIMIT])).encode()
        return bytes((_NUMBER, len(figures))) + figures
    tone = 0
    decomposed = unicodedata.normalize("NFD", word[:SYLLABLE_LIMIT].lower())
    composed = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONES))
    for character in decomposed:
        tone = _TONE_ORDER.get(character, tone)
    key = bytearray((_SYLLABLE,))
    for character in composed:
        if ord(character) > 127 and character not in _ALPHABET:
            key.append(_OTHER_LETTER)
            key += ord(character).to_bytes(3, "big")
        else:
            key.append(_LETTER + _ALPHABET.get(character, 0))
    key += bytes((_END, _TONE + tone))
    return bytes(key)
