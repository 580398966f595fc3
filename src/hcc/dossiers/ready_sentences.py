"""Sentences ready to be chosen for slips, from catalog/ready_sentences.toml. People read them as they stand.

Kept in the database: add fields with defaults, never rename them.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hcc.core.text import clean_line
from hcc.procedures.toml_writing import quoted
from hcc.shipped import shipped

READY_FILE = "ready_sentences.toml"
_LISTS = ("supplement", "refusal", "apology", "stop")


@dataclass(frozen=True)
class ReadySentences:
    """What may be chosen for each kind of slip."""

    missing: str = "Chưa có trong hồ sơ."
    """Said of a paper that is not there."""
    supplement: tuple[str, ...] = ()
    """Said of a paper that is there and wrong."""
    refusal: tuple[str, ...] = ()
    apology: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()


def read_ready_sentences(path: Path) -> ReadySentences:
    """The sentences in the order of the file. Raises ValueError, naming the file and the list, when it is unsound."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    if unknown := set(table) - {"missing", *_LISTS}:
        raise ValueError(f"{path.name}: there is no list {sorted(unknown)[0]}")
    missing = table.get("missing", ReadySentences.missing)
    if not isinstance(missing, str) or not clean_line(missing):
        raise ValueError(f"{path.name}: missing must be a sentence")
    lists = {}
    for name in _LISTS:
        found = table.get(name, [])
        if not isinstance(found, list) or not all(isinstance(one, str) and clean_line(one) for one in found):
            raise ValueError(f"{path.name}: {name} must be a list of sentences")
        lists[name] = tuple(dict.fromkeys(clean_line(one) for one in found))
    return ReadySentences(clean_line(missing), **lists)


def sentences_of(catalogue: Path) -> ReadySentences | None:
    """Those of a catalogue folder; None where it has no such file. Raises ValueError when the file is unsound."""
    path = catalogue / READY_FILE
    return read_ready_sentences(path) if path.exists() else None


def write_ready_sentences(ready: ReadySentences) -> str:
    """The canonical text of the file: a sentence a line."""
    lines = [f"missing = {quoted(ready.missing)}"]
    for name in _LISTS:
        lines += ["", f"{name} = [", *(f"    {quoted(sentence)}," for sentence in getattr(ready, name)), "]"]
    return "\n".join(lines) + "\n"


@cache
def shipped_sentences() -> ReadySentences:
    """Those of the shipped catalogue, for an office that has entered none of its own."""
    return sentences_of(shipped("catalog")) or ReadySentences()
