"""What differs between two texts in one line: "3 thay đổi (phí, lệ phí: 8.000 → 10.000; kết quả: thêm “2 bản”; …)"."""

from collections import Counter
from dataclasses import dataclass

from hcc.core.text import TranslationString, message

from .changes import FIELD_LABELS, Change, Say, changes
from .record import ProcedureRecord
from .word_changes import Pieces

MOST_PARTS = 5
"""Fields that are told of; the others are counted."""
SHORT = 30
"""Letters of words that are quoted as they stand."""
SAME = message("The two texts are the same.")


@dataclass(frozen=True)
class Comparison:
    """Two texts side by side."""

    changes: tuple[Change, ...]
    summary: str
    unchanged: tuple[TranslationString, ...]
    """What the fields are called in which both say the same, and something."""


def compare_values(older: ProcedureRecord, newer: ProcedureRecord, say: Say) -> Comparison:
    """Any two texts of a procedure: two revisions, or a revision and what a file brings."""
    found = changes(older, newer, say)
    differ = {change.name for change in found}
    same = tuple(label for name, label in FIELD_LABELS.items() if name not in differ and getattr(newer, name))
    return Comparison(tuple(found), summary_of(found, say), same)


def summary_of(found: list[Change], say: Say) -> str:
    """The changes in one line of plain text, to be escaped like any other."""
    if not found:
        return say(SAME)
    parts = [_part(change, say) for change in found[:MOST_PARTS]]
    if len(found) > MOST_PARTS:
        parts.append(say(message("${count} more", mapping={"count": len(found) - MOST_PARTS})))
    facts = {"count": len(found), "parts": "; ".join(parts)}
    return say(message("Changes: ${count} (${parts})", mapping=facts))


def _part(change: Change, say: Say) -> str:
    label, what = say(change.label), change.figures or _what(change, say)
    return f"{label[:1].lower()}{label[1:]}" + (f": {what}" if what else "")


def _what(change: Change, say: Say) -> str:
    gone, came = _marked(change.before, "removed"), _marked(change.after, "added")
    if len(gone) <= 1 and len(came) <= 1 and all(_is_short(words) for words in (*gone, *came)):
        if gone and came:
            return f"{_quoted(gone[0])} → {_quoted(came[0])}"
        if came:
            return say(message("adds “${words}”", mapping={"words": came[0]}))
        if gone:
            return say(message("drops “${words}”", mapping={"words": gone[0]}))
    old, new = (Counter(filter(None, _whole(pieces).split("\n"))) for pieces in (change.before, change.after))
    if max(old.total(), new.total()) <= 1:
        return ""
    lost, won = (old - new).total(), (new - old).total()
    both = min(lost, won)
    counts = [
        (both, message("changed in ${count}")),
        (won - both, message("with ${count} more")),
        (lost - both, message("with ${count} fewer")),
    ]
    return ", ".join(
        say(TranslationString(text, domain=text.domain, mapping={"count": count})) for count, text in counts if count
    )


def _marked(pieces: Pieces, kind: str) -> list[str]:
    return [words.strip(" ;,.") for marked, words in pieces if marked == kind and words.strip(" ;,.")]


def _quoted(words: str) -> str:
    """Figures and days stand as they are, words in quotes."""
    return words if not any(letter.isalpha() for letter in words) else f"“{words}”"


def _is_short(words: str) -> bool:
    return len(words) <= SHORT and "\n" not in words


def _whole(pieces: Pieces) -> str:
    return "".join(words for _, words in pieces)
