"""What people say and what titles say (catalog/synonyms.toml): `"cccd" = ["căn cước công dân", "căn cước"]`."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hcc.search.text import exact_words, tokens
from hcc.shipped import shipped

from .file_problems import CatalogueFileRefused, FileProblem, Problem, sorted_problems
from .toml_checks import shown_value
from .toml_opening import opened

if TYPE_CHECKING:
    from hcc.search.synonyms import SynonymTable

SYNONYMS_FILE = "synonyms.toml"
MEANINGS_LIMIT = 20
PHRASE_LIMIT = 120
"""Characters of a phrase."""


def find_synonyms(path: Path) -> tuple[dict[str, tuple[str, ...]], list[FileProblem]]:
    """For each sound phrase people say the phrases of titles, and every problem of the file."""
    source, table = opened(path)
    phrases: dict[str, tuple[str, ...]] = {}
    said_before: set[tuple[str, ...]] = set()
    for said, meanings in table.items():
        words = tuple(exact_words(said))
        faults = list(_faults(said, words, meanings, said_before))
        for problem, facts in faults:
            source.report(problem, (said,), **facts)
        said_before.add(words)
        if not faults:
            phrases[said] = tuple(meanings)
    return phrases, sorted_problems(source.problems)


def read_synonyms(path: Path) -> dict[str, tuple[str, ...]]:
    """For each phrase people say the phrases of titles. Raises CatalogueFileRefused with every problem of the file."""
    phrases, problems = find_synonyms(path)
    if problems:
        raise CatalogueFileRefused(problems)
    return phrases


def _faults(
    said: str, words: tuple[str, ...], meanings: object, before: set[tuple[str, ...]]
) -> Iterator[tuple[Problem, dict[str, Any]]]:
    key = shown_value(said)
    if not words:
        yield Problem.EMPTY, {"key": key}
    elif len(said) > PHRASE_LIMIT:
        yield Problem.TOO_LONG, _long(key, said)
    if words in before:
        yield Problem.DUPLICATE_TEXT, {"key": SYNONYMS_FILE, "value": key}
    if not isinstance(meanings, list) or not all(isinstance(meaning, str) for meaning in meanings):
        yield Problem.NOT_LIST, {"key": key}
        return
    if len(meanings) > MEANINGS_LIMIT:
        yield Problem.TOO_MANY, {"key": key, "length": len(meanings), "limit": MEANINGS_LIMIT}
    for meaning in meanings or [""]:
        if not any(tokens(meaning)):
            yield Problem.EMPTY, {"key": key}
        elif len(meaning) > PHRASE_LIMIT:
            yield Problem.TOO_LONG, _long(key, meaning)


def _long(key: str, text: str) -> dict[str, Any]:
    return {"key": key, "length": len(text), "limit": PHRASE_LIMIT}


def read_shipped_synonyms() -> dict[str, tuple[str, ...]]:
    """The synonyms that travel with the program."""
    return read_synonyms(shipped("catalog") / SYNONYMS_FILE)


@cache
def shipped_synonym_table() -> "SynonymTable":
    """The synonyms that travel with the program, read and taken apart once for all indexes of the process."""
    from hcc.search.synonyms import SynonymTable  # with the first query, not with the first page

    return SynonymTable(read_shipped_synonyms())
