"""What the hamlet loudspeaker reads of a notice: at most 120 words, numbers, dates and abbreviations written out."""

import re
from collections.abc import Mapping
from typing import Any

from hcc.printing.spoken import digits, spoken
from hcc.procedures.loudspeaker import MOST_WORDS, MOST_WORDS_A_SENTENCE, words_of
from hcc.settings import Settings

from .notices import span_words

_END = re.compile(r"[.!?…]+(?=\s|$)|\n+")


def words_in(sentences: list[str]) -> int:
    return sum(map(words_of, sentences))


def read_aloud(text: str) -> list[str]:
    """A text as it is said, a sentence each; one that is too long for a breath is parted at its commas."""
    found = []
    for sentence in _END.split(text):
        found += _breaths(spoken(sentence))
    return found


def _breaths(said: str) -> list[str]:
    breaths: list[str] = []
    for part in said.split(", "):
        if breaths and words_of(breaths[-1]) + words_of(part) <= MOST_WORDS_A_SENTENCE:
            breaths[-1] = f"{breaths[-1]}, {part}"
        elif part:
            breaths.append(part)
    return [f"{breath[:1].upper()}{breath[1:]}." for breath in breaths]


def made_of(text: Mapping[str, Any], office: Settings) -> list[str]:
    """The sentences made of title, summary and days. Of a long summary the last sentences are left out."""
    what = "Thông báo khẩn của" if text.get("urgent") else "Thông báo của"
    begin = [*read_aloud(f"{what} {office.office_name} {office.commune}"), *read_aloud(text.get("title") or "")]
    end = read_aloud(f"Thời gian: {span}" if (span := span_words(text)) else "")
    if said := digits(office.phone):
        end += [f"Bà con cần hỏi, xin gọi số {said}."]
    middle = read_aloud(text.get("summary") or "")
    while middle and words_in([*begin, *middle, *end]) > MOST_WORDS:
        middle.pop()
    return [*begin, *middle, *end]


def sentences_of(text: Mapping[str, Any], office: Settings) -> list[str]:
    """What is read of a notice: what was written for it, else what is made of the rest."""
    written = text.get("loudspeaker") or ""
    return read_aloud(written) if written else made_of(text, office)
