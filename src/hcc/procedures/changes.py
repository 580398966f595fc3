"""What differs between two records, field by field and word by word."""

from collections import Counter
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
from .word_changes import Piece, Pieces, word_changes
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
    listed: bool = False
    """Whether it is a list, an entry a line."""
    figures: str = ""
    """Of fees, what each costs before and after, in a few words; empty where it takes more to tell."""

    @property
    def entries(self) -> tuple[list[Pieces], list[Pieces], list[str]]:
        """Of a list: the entries of either side that differ, and the words of those that are the same in both."""
        old, new = _entries(self.before), _entries(self.after)
        same = Counter(filter(None, map(_untouched, old))) & Counter(filter(None, map(_untouched, new)))
        kept = [_split(entries, same) for entries in (old, new)]
        return kept[0][0], kept[1][0], kept[1][1]


def _entries(pieces: Pieces) -> list[Pieces]:
    entries: list[list[Piece]] = [[]]
    for kind, words in pieces:
        first, *others = words.split("\n")
        entries[-1] += [(kind, first)] if first else []
        entries += [[(kind, line)] if line else [] for line in others]
    return [tuple(entry) for entry in entries if entry]


def _split(entries: list[Pieces], same: Counter[str]) -> tuple[list[Pieces], list[str]]:
    """The entries that differ, and the words of the others, of which `same` counts how often each stands."""
    left, shown, unchanged = Counter(same), [], []
    for entry in entries:
        words = _untouched(entry)
        if words and left[words]:
            left[words] -= 1
            unchanged.append(words)
        else:
            shown.append(entry)
    return shown, unchanged


def _untouched(entry: Pieces) -> str:
    """The words of an entry in which nothing is marked; empty for others."""
    return "".join(words for _, words in entry) if all(kind == "same" for kind, _ in entry) else ""


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
            figures = _fee_figures(old, new, say) if name == "fees" else ""
            found.append(Change(name, label, *words, listed=isinstance(new, tuple), figures=figures))
    return found


MOST_FIGURES, SHORT_FIGURE = 2, 40
"""So many fees are told of in a line, and no longer words for one."""


def _fee_figures(old: tuple[Fee, ...], new: tuple[Fee, ...], say: Say) -> str:
    """ "8.000 → miễn", with its case where there are several; empty where other fees came or went, or more differ."""
    before, after = ({(fee.case, fee.channel): fee for fee in fees} for fees in (old, new))
    if before.keys() != after.keys() or len(old) != len(new):
        return ""
    told = []
    for key, fee in after.items():
        if fee == before[key]:
            continue
        was, now = _figure(before[key], say), _figure(fee, say)
        if was == now or max(len(was), len(now)) > SHORT_FIGURE:
            return ""
        where = ", ".join(filter(None, (fee.case, _channel(fee.channel, say)))) if len(new) > 1 else ""
        told.append(f"{was} → {now}" + (f" ({where})" if where else ""))
    return ", ".join(told) if len(told) <= MOST_FIGURES else ""


def _figure(fee: Fee, say: Say) -> str:
    if fee.kind in (FeeKind.PER_CASE, FeeKind.PER_PAGE):
        return f"{fee.amount:,}".replace(",", ".")
    words = fee.wording if fee.kind is FeeKind.WORDING else say(fee_words(fee).figure)
    return f"{words[:1].lower()}{words[1:]}"
