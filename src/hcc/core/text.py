"""Text as the office keeps it: NFC, no stray characters; message ids of the one domain."""

import unicodedata

from translationstring import TranslationString, TranslationStringFactory

DOMAIN = "hcc"
message = TranslationStringFactory(DOMAIN)

__all__ = ["DOMAIN", "TranslationString", "clean_line", "clean_text", "fold", "message"]


def clean_text(text: str) -> str:
    """NFC, line ends as \\n, without control, private-use and surrogate characters, outer space cut."""
    if text.isprintable():  # nothing of that kind is in it
        return unicodedata.normalize("NFC", text).strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    # Last, since a character dropped from between a letter and its mark lets the two become one.
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def clean_line(text: str) -> str:
    """Like `clean_text`, on one line with single spaces."""
    return " ".join(clean_text(text).split())


def fold(text: str) -> str:
    """Lower case without tone and vowel marks, đ as d: for comparing names typed with and without accents."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
