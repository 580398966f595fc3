"""What differs between two records, field by field and word by word."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hcc.core.text import TranslationString, message

from .names import AUDIENCE_NAMES, CHANNEL_NAMES, LEVEL_NAMES, ONLINE_NAMES, REPLACEMENT_NAMES
from .record import (
    Audience,
    Case,
    Channel,
    Component,
    Fee,
    FeeKind,
    Level,
    LimitUnit,
    Method,
    OnlineLevel,
    ProcedureRecord,
    Replacement,
    TimeLimit,
)
from .word_changes import Pieces, word_changes
from .wording import fee_words, limit_words

FIELD_LABELS: dict[str, TranslationString] = {
    "name": message("Full name of the procedure"),
    "short_name": message("Short name"),
    "everyday_names": message("Everyday names"),
    "asked_as": message("How people ask for it"),
    "field": message("Field"),
    "level": message("Level"),
    "audience": message("Who may apply"),
    "audiences": message("Kinds of people it is for"),
    "life_events": message("Life events"),
    "agency": message("Who carries it out"),
    "conditions": message("Conditions"),
    "methods": message("Ways to hand in"),
    "online": message("How much of it is online"),
    "online_reason": message("Why only a part is online"),
    "portal_url": message("Address on the national portal"),
    "non_territorial": message("May be handed in anywhere"),
    "cases": message("Cases"),
    "components": message("Papers of the dossier"),
    "sets": message("Sets of the dossier"),
    "fees": message("Fees"),
    "time_limits": message("Time limit"),
    "steps": message("Steps"),
    "results": message("Result"),
    "legal_basis": message("Legal basis"),
    "announcement": message("Announcement decision"),
    "announced_on": message("Day of the decision"),
    "effective_from": message("First day of the rules"),
    "effective_to": message("Last day of the rules"),
    "successor": message("Code of the procedure that replaces it"),
    "review": message("Review mark"),
}


@dataclass(frozen=True)
class Change:
    """One field that differs, as words to strike and words to underline."""

    name: str
    label: TranslationString
    before: Pieces
    after: Pieces


Say = Callable[[TranslationString], str]
"""Turns a message id into words of the reader's language."""


def _plain(value: Any, say: Say) -> str:
    if isinstance(value, tuple):
        return "\n".join(_plain(item, say) for item in value)
    if isinstance(value, Fee):
        return _joined(_fee_parts(value, say))
    if isinstance(value, TimeLimit):
        words = limit_words(value)
        figures = [] if value.unit is LimitUnit.WORDING else [words.figure, *words.notes]
        parts = [value.case, _channel(value.channel, say), *map(say, figures)]
        return _joined([*parts, value.wording, value.review])
    if isinstance(value, Component):
        return _joined(_component_parts(value, say))
    if isinstance(value, Case):
        return _joined([value.name, value.code, value.note])
    if isinstance(value, Method):
        return _joined([_channel(value.channel, say), value.note])
    return _single(value, say)


def field_words(name: str, value: Any, say: Say) -> str:
    """One field in words; `online` is kept as plain text, since "" stands for unknown."""
    if name == "online" and value:
        return say(ONLINE_NAMES[OnlineLevel(value)])
    return _plain(value, say)


def _single(value: Any, say: Say) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return say(message("Yes")) if value else say(message("No"))
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Level):
        return say(LEVEL_NAMES[value])
    if isinstance(value, Audience):
        return say(AUDIENCE_NAMES[value])
    return str(value)


def _joined(parts: list[str]) -> str:
    return "; ".join(part for part in parts if part)


def _channel(channel: str, say: Say) -> str:
    return say(CHANNEL_NAMES[Channel(channel)]) if channel else ""


def _component_parts(paper: Component, say: Say) -> list[str]:
    parts = [paper.case, paper.name]
    if paper.original:
        parts.append(say(message("original: ${count}", mapping={"count": paper.original})))
    if paper.copy:
        parts.append(say(message("copies: ${count}", mapping={"count": paper.copy})))
    if not paper.required:
        parts.append(say(message("(only in some cases)")))
    if paper.replaced_by:
        parts.append(say(REPLACEMENT_NAMES[Replacement(paper.replaced_by)]))
    return [*parts, paper.database, paper.note, paper.form, paper.form_file]


def _fee_parts(fee: Fee, say: Say) -> list[str]:
    words = fee_words(fee)
    figure = "" if fee.kind is FeeKind.WORDING else say(words.figure) + (f" / {fee.per}" if fee.per else "")
    rows = [f"{say(what)}: {say(amount)}" for what, amount in words.rows]
    return [
        part
        for part in (fee.case, _channel(fee.channel, say), figure, *rows, fee.exempt, fee.wording, fee.review)
        if part
    ]


def changes(before: ProcedureRecord, after: ProcedureRecord, say: Say = TranslationString.interpolate) -> list[Change]:
    """Every field that differs, in the order of the sheet."""
    found = []
    for name, label in FIELD_LABELS.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            words = word_changes(field_words(name, old, say), field_words(name, new, say))
            found.append(Change(name, label, *words))
    return found
