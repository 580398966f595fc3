"""What differs between two records, field by field and word by word."""

import difflib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hcc.core.text import TranslationString, message

from .record import Component, Fee, ProcedureRecord, TimeLimit
from .wording import fee_words, limit_words

_WORD = re.compile(r"\S+\s*|\s+")
MOST_PAIRS = 300_000
"""Pairs of equal parts looked at, each perhaps several times: of two long procedures there are a hundredth of that."""

FIELD_LABELS: dict[str, TranslationString] = {
    "name": message("Full name of the procedure"),
    "short_name": message("Short name"),
    "everyday_names": message("Everyday names"),
    "field": message("Field"),
    "level": message("Level"),
    "audience": message("Who may apply"),
    "components": message("Papers of the dossier"),
    "fees": message("Fees"),
    "time_limits": message("Time limit"),
    "steps": message("Steps"),
    "results": message("Result"),
    "legal_basis": message("Legal basis"),
    "announcement": message("Announcement decision"),
    "review": message("Review mark"),
}

Piece = tuple[str, str]
""" ("same" | "added" | "removed", words)."""


@dataclass(frozen=True)
class Change:
    """One field that differs, as words to strike and words to underline."""

    name: str
    label: TranslationString
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


Say = Callable[[TranslationString], str]
"""Turns a message id into words of the reader's language."""


def _plain(value: Any, say: Say) -> str:
    if isinstance(value, tuple):
        return "\n".join(_plain(item, say) for item in value)
    if isinstance(value, Fee):
        return "; ".join(_fee_parts(value, say))
    if isinstance(value, TimeLimit):
        words = limit_words(value)
        parts = [value.case, value.channel, say(words.figure), *(say(note) for note in words.notes)]
        return "; ".join(part for part in (*parts, value.wording, value.review) if part)
    if isinstance(value, Component):
        counts = []
        if value.original:
            counts.append(say(message("original: ${count}", mapping={"count": value.original})))
        if value.copy:
            counts.append(say(message("copies: ${count}", mapping={"count": value.copy})))
        if not value.required:
            counts.append(say(message("(only in some cases)")))
        return "; ".join(part for part in (value.name, *counts, value.note) if part)
    return str(value)


def _fee_parts(fee: Fee, say: Say) -> list[str]:
    words = fee_words(fee)
    figure = say(words.figure) + (f" / {fee.per}" if fee.per else "")
    rows = [f"{say(what)}: {say(amount)}" for what, amount in words.rows]
    return [part for part in (fee.case, fee.channel, figure, *rows, fee.exempt, fee.wording, fee.review) if part]


def _parts(before: str, after: str) -> tuple[list[str], list[str]]:
    """Both texts cut into what is compared: words, or lines where words repeat so often that comparing them would take
    minutes, or nothing smaller than the whole.
    """
    for cut in (_WORD.findall, lambda text: text.splitlines(keepends=True)):
        old, new = cut(before), cut(after)
        often = Counter(new)
        if sum(count * often[part] for part, count in Counter(old).items()) <= MOST_PAIRS:
            return old, new
    return [before], [after]


def word_changes(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces: what stays, what the later one drops, what it adds. Pieces joined give the text."""
    old, new = _parts(before, after)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            left.append(("same", "".join(old[a:b])))
            right.append(("same", "".join(new[c:d])))
        else:
            if b > a:
                left.append(("removed", "".join(old[a:b])))
            if d > c:
                right.append(("added", "".join(new[c:d])))
    return tuple(left), tuple(right)


def changes(before: ProcedureRecord, after: ProcedureRecord, say: Say = TranslationString.interpolate) -> list[Change]:
    """Every field that differs, in the order of the sheet."""
    found = []
    for name, label in FIELD_LABELS.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            found.append(Change(name, label, *word_changes(_plain(old, say), _plain(new, say))))
    return found
