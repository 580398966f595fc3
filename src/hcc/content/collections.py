"""Lists that are made anew whenever they are read: of what kinds, in which folder, with which words."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from hcc.core.text import TranslationString, fold, message

from .notices import Stage, stage_of
from .public_tree import Entry, Path, PublicTree

MOST_SHOWN = 100
ANY = ""
KINDS: list[tuple[str, TranslationString]] = [
    ("page", message("Pages of text")),
    ("notice", message("Notices")),
    ("question", message("Questions and answers")),
    ("contact", message("People to ask")),
    ("file", message("Files to take away")),
    ("folder", message("Folders")),
]
STAGES: list[tuple[str, TranslationString]] = [
    (Stage.NOW.value, message("Those that hold now")),
    (Stage.AHEAD.value, message("Those that lie ahead")),
    (Stage.OVER.value, message("Those that are over")),
]
SORTS: list[tuple[str, TranslationString]] = [
    ("newest", message("The newest first")),
    ("title", message("By title")),
    ("begin", message("By the day they begin")),
]
_KEYS: dict[str, Callable[[Entry], Any]] = {
    "newest": lambda entry: (-entry.since, entry.path),
    "title": lambda entry: (entry.sorted, entry.path),
    "begin": lambda entry: (entry.more.get("starts_on", "9999"), entry.more.get("starts_at", ""), entry.path),
}


def collected(
    text: Mapping[str, Any], tree: PublicTree, now: datetime, *, within: Path = (), without: str = ""
) -> list[Entry]:
    """What a collection with that text shows of what citizens see: below `within`, and never itself (`without`)."""
    kinds, stage = set(text.get("kinds") or ()), text.get("stage") or ANY
    words = fold(text.get("words") or "").split()
    found = []
    for entry in tree.readable:
        if entry.id == without or (kinds and entry.kind not in kinds):
            continue
        if within and (entry.path[: len(within)] != within or entry.path == within):
            continue
        if words:
            told = f"{entry.sorted} {fold(entry.summary)}"
            if not all(word in told for word in words):
                continue
        if stage and entry.kind == "notice" and stage_of(entry.more, now) != stage:
            continue
        found.append(entry)
    found.sort(key=_KEYS.get(text.get("sort") or "newest", _KEYS["newest"]))
    return found[: text.get("most") or MOST_SHOWN]
