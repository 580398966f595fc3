"""What people say and what titles say (catalog/synonyms.toml): `"cccd" = ["căn cước công dân", "căn cước"]`."""

import re
import tomllib
from pathlib import Path

from hcc.search.text import exact_words
from hcc.shipped import shipped

from .toml_files import CatalogueFileRefused, FileProblem, Problem

SYNONYMS_FILE = "synonyms.toml"
MEANINGS_LIMIT = 20
PHRASE_LIMIT = 120
"""Characters of a phrase."""

_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*=""")
_ERROR_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def read_synonyms(path: Path) -> dict[str, tuple[str, ...]]:
    """For each phrase people say the phrases of titles. Raises CatalogueFileRefused with every problem of the file."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as problem:
        raise CatalogueFileRefused([FileProblem(path.name, 1, Problem.NO_FILE)]) from problem
    except OSError as problem:
        reason = {"reason": problem.strerror}
        raise CatalogueFileRefused([FileProblem(path.name, 1, Problem.UNREADABLE, reason)]) from problem
    except UnicodeDecodeError as problem:
        line = problem.object.count(b"\n", 0, problem.start) + 1
        raise CatalogueFileRefused([FileProblem(path.name, line, Problem.NOT_UTF8)]) from problem
    try:
        table = tomllib.loads(text)
    except ValueError as problem:
        found = _ERROR_LINE.search(str(problem))
        line = int(found[1]) if found else text.count("\n")
        reason = {"reason": _ERROR_LINE.sub("", str(problem)).strip()}
        raise CatalogueFileRefused([FileProblem(path.name, line, Problem.MALFORMED, reason)]) from problem
    return _checked(path.name, table, _lines(text))


def _lines(text: str) -> dict[str, int]:
    """The line each phrase stands on."""
    found = ((_KEY.match(line), number) for number, line in enumerate(text.splitlines(), start=1))
    return {match[1] or match[2] or match[3] or "": number for match, number in found if match}


def _checked(file: str, table: dict, lines: dict[str, int]) -> dict[str, tuple[str, ...]]:
    problems: list[FileProblem] = []
    phrases: dict[str, tuple[str, ...]] = {}
    said_before: set[tuple[str, ...]] = set()
    for said, meanings in table.items():
        words = tuple(exact_words(said))
        for problem, facts in _faults(said, words, meanings, said_before):
            problems.append(FileProblem(file, lines.get(said, 1), problem, facts))
        said_before.add(words)
        if not problems:
            phrases[said] = tuple(meanings)
    if problems:
        raise CatalogueFileRefused(problems)
    return phrases


def _faults(said: str, words: tuple[str, ...], meanings: object, before: set[tuple[str, ...]]):
    if not words or len(said) > PHRASE_LIMIT:
        yield Problem.EMPTY if not words else Problem.TOO_LONG, _long(said, said, PHRASE_LIMIT)
    if words in before:
        yield Problem.DUPLICATE_TEXT, {"key": SYNONYMS_FILE, "value": said[:PHRASE_LIMIT]}
    if not isinstance(meanings, list) or not all(isinstance(meaning, str) for meaning in meanings):
        yield Problem.NOT_LIST, {"key": said[:PHRASE_LIMIT]}
        return
    if len(meanings) > MEANINGS_LIMIT:
        yield Problem.TOO_MANY, {"key": said[:PHRASE_LIMIT], "length": len(meanings), "limit": MEANINGS_LIMIT}
    for meaning in meanings or [""]:
        if not exact_words(meaning):
            yield Problem.EMPTY, {"key": said[:PHRASE_LIMIT]}
        elif len(meaning) > PHRASE_LIMIT:
            yield Problem.TOO_LONG, _long(said, meaning, PHRASE_LIMIT)


def _long(said: str, text: str, limit: int) -> dict:
    return {"key": said[:limit], "length": len(text), "limit": limit}


def read_shipped_synonyms() -> dict[str, tuple[str, ...]]:
    """The synonyms that travel with the program."""
    return read_synonyms(shipped("catalog") / SYNONYMS_FILE)
