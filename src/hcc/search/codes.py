"""Numbers people type to find one thing: with or without the tail, the dots or the first figure."""

import re
from collections.abc import Iterator

_RUN = re.compile(r"[^\W_]+(?:[.,/\-\u2013][^\W_]+)*")
_PARTS = re.compile(r"[^\W_]+")
_SHORTEST = 5
"""Figures a run needs before it is taken for a number rather than a year, an article or a quantity."""


def _parts(code: str) -> list[str]:
    return [part.upper() for part in _PARTS.findall(code)]


def code_terms(code: str) -> set[str]:
    """All that finds `code`: itself and every shortening at a dot that is still distinctive, written together.

    "2.000815.000.00.00.H38" gives 2000815, 2000815000, ... and 000815.
    """
    parts = _parts(code)
    heads = {"".join(parts[:end]) for end in range(1, len(parts) + 1)}
    return {term for term in heads | set(parts) if len(term) >= _SHORTEST and any(map(str.isdigit, term))}


def code_runs(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Places in `text` that may be numbers, with the terms to look for, the most complete first."""
    for match in _RUN.finditer(text):
        run = match.group()
        if sum(map(str.isdecimal, run)) >= _SHORTEST:
            parts = _parts(run)
            heads = ["".join(parts[:end]) for end in range(len(parts), 0, -1)]
            yield match.start(), match.end(), [term for term in heads if len(term) >= _SHORTEST]
