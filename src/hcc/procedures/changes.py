"""What differs between two records, field by field and word by word."""

import difflib
from dataclasses import dataclass
from typing import Any

from hcc.core.text import TranslationString, message

from .record import Component, Fee, ProcedureRecord, TimeLimit

FIELD_LABELS: dict[str, TranslationString] = {
    "name": message("Full name of the procedure"),
    "short_name": message("Short name"),
    "everyday_names": message("Everyday names"),
    "field": message("Field"),
    "level": message("Level"),
    "audience": message("Who may apply"),
    "components": message("Papers"),
    "fees": message("Fees"),
    "time_limits": message("Time limit"),
    "steps": message("Steps"),
    "result": message("Result"),
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


def _plain(value: Any) -> str:
    if isinstance(value, tuple):
        return "\n".join(_plain(item) for item in value)
    if isinstance(value, Fee | TimeLimit | Component):
        shown = [f"{k}: {v}" for k, v in vars(value).items() if v not in ("", 0, None, False)]
        return "; ".join(shown)
    return str(value)


def _words(text: str) -> list[str]:
    return [word for line in text.split("\n") for word in [*line.split(" "), "\n"]][:-1]


def word_changes(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces: what stays, what the later one drops, what it adds."""
    old, new = _words(before), _words(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            left.append(("same", " ".join(old[a:b])))
            right.append(("same", " ".join(new[c:d])))
        else:
            if b > a:
                left.append(("removed", " ".join(old[a:b])))
            if d > c:
                right.append(("added", " ".join(new[c:d])))
    return tuple(left), tuple(right)


def changes(before: ProcedureRecord, after: ProcedureRecord) -> list[Change]:
    """Every field that differs, in the order of the sheet."""
    found = []
    for name, label in FIELD_LABELS.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            found.append(Change(name, label, *word_changes(_plain(old), _plain(new))))
    return found
