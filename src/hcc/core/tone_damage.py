"""Whether an input method has garbled Vietnamese words that a scanner typed.

A scanner that types like a keyboard is read by UniKey as a person's keys: "Nguyễn" may arrive as "Nguyeenx" or
"Nguye6n4", marks may stand beside their letters, a đ may be gone. Tells only that something is wrong; never mends it.
"""

import re
import unicodedata
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_BREVE = "\u0306"
_LETTERS = frozenset("aăâbcdđeêfghijklmnoôơpqrstuưvwxyzñčŏŭĕĭƀöü")
"""Of Vietnamese names and of those of the peoples of the Central Highlands."""

_RIMES_WRITTEN = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et "
    "ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu yêm yên yêng yêt yêu y yt ynh "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong "
    "op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn "
    "uông uôt uơ up ut uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu"
)
_RIMES = frozenset(_RIMES_WRITTEN.split())
_ONSETS_WRITTEN = "ngh ng nh gh gi kh ph th tr ch qu b c d đ g h k l m n p r s t v x"
_ONSETS = tuple(_ONSETS_WRITTEN.split())
"""The longer ones first."""

_TELEX = (("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("uow", "ươ"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"))
_TELEX_TONES = "fsxrj"
_VNI = (("d9", "đ"), ("a6", "â"), ("e6", "ê"), ("o6", "ô"), ("uo7", "ươ"), ("a8", "ă"), ("o7", "ơ"), ("u7", "ư"))
_VNI_TONES = "12345"

_WORD = re.compile(r"[^\W_]+")
_VOWELS = frozenset("aăâeêioôơuưy")
_LOWER_VOWEL_WORDS = frozenset(("ấp", "ô", "ở", "ea", "ia", "y", "ông", "ao", "ủy", "ụ"))
"""Words of addresses that begin with a vowel and are written small."""
_QUESTION_IN_WORD = re.compile(r"[^\W\d_]\?|\?[^\W\d_]")
_MISREAD_BYTES = re.compile(r"á[º»]|Ã[\u0080-\u00bf]|Ä[\u0080-\u00bf‘]|Æ[\u0080-\u00bf°¡]")
"""UTF-8 taken for a Western code page."""
_FEW_WORDS = 3


def is_garbled(*texts: str) -> bool:
    """Whether names or addresses, NFC, bear the signs of an input method or of a wrong character set.

    A people's own spelling is not taken for damage by itself; a lone doubtful word among sound ones is let through.
    """
    return any(map(_is_broken, texts)) or _typed_marks(texts) or any(map(_without_any_mark, texts))


def has_lost_letter(name: str) -> bool:
    """Whether a word of a person's name has lost its first letter, as Đ is lost: it begins small among large ones."""
    words = name.split()
    small = [word for word in words if word[0].islower()]
    return bool(small) and len(small) < len(words)


def _is_broken(text: str) -> bool:
    if "\ufffd" in text or _QUESTION_IN_WORD.search(text) or _MISREAD_BYTES.search(text):
        return True
    for place, letter in enumerate(text):
        if unicodedata.combining(letter):
            before = text[place - 1].lower() if place else ""
            if letter != _BREVE or before not in ("ê", "ô", "ơ", "ư"):
                return True
        elif letter.isalpha() and _without_tone(letter.lower()) not in _LETTERS:
            return True
    return any(map(_lost_its_d, _WORD.findall(text)))


def _lost_its_d(word: str) -> bool:
    lower = word.lower()
    if _without_tone(lower[0]) not in _VOWELS or not _is_syllable("đ" + lower):
        return False
    return not _is_syllable(lower) or (word[0].islower() and lower.isalpha() and lower not in _LOWER_VOWEL_WORDS)


def _typed_marks(texts: tuple[str, ...]) -> bool:
    """Whether keys that stand for marks are there instead of the marks."""
    words = [word.lower() for text in texts for word in _WORD.findall(text)]
    keys = [_keys_for_marks(word) for word in words]
    sound = any(not count and _has_mark(word) for word, count in zip(words, keys, strict=True))
    return any(count >= 2 for count in keys) or sum(count > 0 for count in keys) > (1 if sound else 0)


def _without_any_mark(text: str) -> bool:
    """Whether an address has no mark at all: its kinds of places (xã, tỉnh) alone would have some."""
    words = [word for word in _WORD.findall(text) if word.isalpha()]
    return len(words) > _FEW_WORDS and "," in text and not any(_has_mark(word.lower()) for word in words)


@lru_cache(maxsize=4096)
def _keys_for_marks(word: str) -> int:
    """How many keys of Telex or VNI a word holds that, taken as such, make a Vietnamese syllable of it; 0: none."""
    if word.isalpha() and _is_syllable(word):
        return 0
    for pairs, tones in ((_TELEX, _TELEX_TONES), (_VNI, _VNI_TONES)):
        made, count = word, 0
        for keys, letter in pairs:
            if keys in made:
                made, count = made.replace(keys, letter, 1), count + 1
        vowel = next((place for place, letter in enumerate(made) if _without_tone(letter) in _VOWELS), len(made))
        typed = [place for place in range(vowel + 1, len(made)) if made[place] in tones]
        if len(typed) == 1:
            made, count = made[: typed[0]] + made[typed[0] + 1 :], count + 1
        if count and made.isalpha() and _is_syllable(made):
            return count
    return 0


@lru_cache(maxsize=4096)
def _is_syllable(word: str) -> bool:
    """Whether a word in small letters, NFC, is spelt like a Vietnamese syllable, whatever its tone."""
    bare = _without_tone(word)
    if bare in _RIMES and not bare.startswith("iê"):
        return True
    for onset in _ONSETS:
        if bare.startswith(onset):
            rime = bare[len(onset) :]
            if rime in _RIMES or (onset == "gi" and (rime == "" or "i" + rime in _RIMES)):
                return not rime.startswith("yê") or onset == "qu"
    return False


def _without_tone(word: str) -> str:
    apart = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if letter not in _TONES))


def _has_mark(word: str) -> bool:
    return "đ" in word or any(map(unicodedata.combining, unicodedata.normalize("NFD", word)))
