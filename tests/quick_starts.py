"""What Pyramid finds out anew for each office that a test opens, though it is the same for all: kept in memory.

Nothing answers otherwise than it would: each is a function of its argument alone, and Pyramid asks a thousand times.
"""

import inspect
import os
import sys
from collections.abc import Callable
from copy import copy
from types import FunctionType, SimpleNamespace
from typing import Any

from pyramid.config import actions
from pyramid.i18n import Translations
from pyramid.util import TopologicalSorter


def remembering(find: Callable[..., Any]) -> Callable[..., Any]:
    """`find` with its answers kept, where it is asked of one thing that a module defines: what an office made by itself
    would keep that office for ever, ten megabytes of it.
    """
    known: dict[Any, Any] = {}

    def found(subject: Any, *more: Any, **named: Any) -> Any:
        lasts = isinstance(subject, FunctionType | type) and "<locals>" not in subject.__qualname__
        if more or named or not lasts:
            return find(subject, *more, **named)
        if subject not in known:
            known[subject] = find(subject)
        return known[subject]

    return found


def _sorted_once(sort: Callable[[TopologicalSorter], list]) -> Callable[[TopologicalSorter], list]:
    """The order of the derivers of views, which is worked out for every view: again only after one was added."""

    def sorted_values(sorter: TopologicalSorter) -> list:
        state = (tuple(sorter.names), tuple(sorter.order), tuple(map(id, sorter.values())))
        kept = sorter.__dict__.get("_kept_order")
        if kept is None or kept[0] != state:
            kept = sorter.__dict__["_kept_order"] = (state, sort(sorter))
        return list(kept[1])

    return sorted_values


def _frames(limit: int) -> list[tuple[str, int, str, str]]:
    """File, line and function of the innermost callers, without the words of the line, for which files are read."""
    frame, found = sys._getframe(1), []
    while frame is not None and len(found) < limit:
        found.append((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name, ""))
        frame = frame.f_back
    return found[::-1]


def _parsed_once(parse: Callable[[Translations, Any], None]) -> Callable[[Translations, Any], None]:
    """The messages of a compiled file, which every office reads: each gets them from memory, in a book of its own."""
    known: dict[tuple, dict[str, Any]] = {}

    def parsed(translations: Translations, file: Any) -> None:
        state = os.fstat(file.fileno())
        key = (state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns)
        if key not in known:
            parse(translations, file)
            known[key] = {name: copy(value) for name, value in vars(translations).items()}
        vars(translations).update({name: copy(value) for name, value in known[key].items()})

    return parsed


def start_quickly() -> None:
    actions.traceback = SimpleNamespace(extract_stack=_frames)
    inspect.getmodule = remembering(inspect.getmodule)
    inspect.getfullargspec = remembering(inspect.getfullargspec)
    Translations._parse = _parsed_once(Translations._parse)
    TopologicalSorter.sorted = _sorted_once(TopologicalSorter.sorted)
