"""The events of a life that bring people to the centre, from catalog/life_events.toml."""

import re
from dataclasses import dataclass
from pathlib import Path

from hcc.shipped import shipped

from .file_problems import CatalogueFileRefused, FileProblem, Problem, sorted_problems
from .toml_checks import BAD, NAME_LIMIT, SHORT_NAME_LIMIT, keys_of, one_line, shown_value
from .toml_opening import opened

LIFE_EVENTS_FILE = "life_events.toml"
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_PARTS = {
    "name": one_line(SHORT_NAME_LIMIT, required=True),
    "hint": one_line(NAME_LIMIT, required=True),
    "icon": one_line(SHORT_NAME_LIMIT, required=True),
}


@dataclass(frozen=True)
class LifeEvent:
    """One event (việc trong đời), as a tile of the front page and a facet of the list show it."""

    key: str
    name: str
    hint: str
    """What falls under it, in a line."""
    icon: str
    """A drawing of web/static/icons.svg."""


def find_life_events(path: Path) -> tuple[dict[str, LifeEvent], list[FileProblem]]:
    """The sound events in the order of the file, and every problem of it."""
    source, tables = opened(path)
    found: dict[str, LifeEvent] = {}
    for key, table in tables.items():
        if not _KEY.match(key):
            source.report(Problem.BAD_EVENT_KEY, (key,), key=shown_value(key))
        elif not isinstance(table, dict):
            source.report(Problem.NOT_TABLE, (key,), key=key)
        else:
            parts = keys_of(source, (key,), table, _PARTS, tuple(_PARTS))
            if parts.keys() == _PARTS.keys() and BAD not in parts.values():
                found[key] = LifeEvent(key, **parts)
    return found, sorted_problems(source.problems)


def read_life_events(path: Path) -> dict[str, LifeEvent]:
    """The events in the order of the file. Raises CatalogueFileRefused with every problem of it."""
    found, problems = find_life_events(path)
    if problems:
        raise CatalogueFileRefused(problems)
    return found


def read_shipped_life_events() -> dict[str, LifeEvent]:
    """Every life event by its key; none where the catalogue has no such file."""
    path = shipped("catalog") / LIFE_EVENTS_FILE
    return read_life_events(path) if path.exists() else {}
