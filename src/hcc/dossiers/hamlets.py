"""The hamlets of the commune (xóm, thôn, bản), from catalog/hamlets.toml, and the communes it was merged from."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from hcc.core.text import clean_line, fold

HAMLETS_FILE = "hamlets.toml"


@dataclass(frozen=True)
class Hamlet:
    """One hamlet. Kept in the database: add fields with defaults, never rename them."""

    name: str
    old_commune: str = ""
    """The commune it belonged to before the mergers of 1/7/2025, as older papers name it."""


@dataclass(frozen=True)
class HamletList:
    """The file: whose hamlets these are, and the hamlets."""

    commune: str
    """With its kind, as the setting `commune`: a list of another commune is of no use here."""
    hamlets: tuple[Hamlet, ...]


def read_hamlets(path: Path) -> HamletList:
    """The list in the order of the file. Raises ValueError, naming the file and the place, when it is unsound."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    commune = clean_line(table.get("commune", "")) if isinstance(table.get("commune"), str) else ""
    if not commune or set(table) - {"commune", "hamlets"}:
        raise ValueError(f"{path.name}: it must have commune and [[hamlets]], and nothing else")
    found: dict[str, Hamlet] = {}
    for position, row in enumerate(table.get("hamlets", []), 1):
        texts = isinstance(row, dict) and all(isinstance(value, str) for value in row.values())
        if not texts or not clean_line(row.get("name", "")) or set(row) - {"name", "old_commune"}:
            raise ValueError(f"{path.name}: [[hamlets]] number {position} must have a name, perhaps an old_commune")
        hamlet = Hamlet(clean_line(row["name"]), clean_line(row.get("old_commune", "")))
        if hamlet.name in found:
            raise ValueError(f"{path.name}: {hamlet.name} stands there twice")
        found[hamlet.name] = hamlet
    return HamletList(commune, tuple(found.values()))


def hamlets_for(catalogue: Path, commune: str) -> tuple[Hamlet, ...] | None:
    """The hamlets of this commune in a catalogue folder; None where its file is of another commune, or there is none.

    Raises ValueError when the file is unsound.
    """
    path = catalogue / HAMLETS_FILE
    if not path.exists():
        return None
    read = read_hamlets(path)
    return read.hamlets if fold(read.commune) == fold(commune) else None


def write_hamlets(commune: str, hamlets: tuple[Hamlet, ...]) -> str:
    """The canonical text of the file."""
    parts = [f"commune = {_quoted(commune)}"]
    for hamlet in hamlets:
        lines = ["", "[[hamlets]]", f"name = {_quoted(hamlet.name)}"]
        parts += lines + ([f"old_commune = {_quoted(hamlet.old_commune)}"] if hamlet.old_commune else [])
    return "\n".join(parts) + "\n"


def hamlet_lines(hamlets: tuple[Hamlet, ...]) -> str:
    """A hamlet a line, "name | old commune"."""
    return "\n".join(f"{one.name} | {one.old_commune}" if one.old_commune else one.name for one in hamlets)


def read_hamlet_lines(text: str) -> list[Hamlet]:
    """What `hamlet_lines` writes, as people type or paste it: "|" or a tab before the old commune, empty lines."""
    found = []
    for line in text.splitlines():
        name, _mark, old_commune = line.replace("\t", "|").partition("|")
        if clean_line(line):
            found.append(Hamlet(clean_line(name), clean_line(old_commune)))
    return found


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
