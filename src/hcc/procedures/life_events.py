"""The events of a life that bring people to the centre, from catalog/life_events.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from hcc.shipped import shipped

LIFE_EVENTS_FILE = "life_events.toml"
_PARTS = ("name", "hint", "icon")


@dataclass(frozen=True)
class LifeEvent:
    """One event (việc trong đời), as a tile of the front page and a facet of the list show it."""

    key: str
    name: str
    hint: str
    """What falls under it, in a line."""
    icon: str
    """A drawing of web/static/icons.svg."""


def read_life_events(path: Path) -> dict[str, LifeEvent]:
    """The events in the order of the file. Raises ValueError, naming the file and the event, when one is unsound."""
    with path.open("rb") as file:
        try:
            tables = tomllib.load(file)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ValueError(f"{path.name}: {error}") from error
    found = {}
    for key, table in tables.items():
        if not isinstance(table, dict) or set(table) != set(_PARTS):
            raise ValueError(f"{path.name}: [{key}] must have name, hint and icon, and nothing else")
        if not all(isinstance(table[part], str) and table[part].strip() for part in _PARTS):
            raise ValueError(f"{path.name}: [{key}] has an empty name, hint or icon")
        found[key] = LifeEvent(key, **table)
    return found


def read_shipped_life_events() -> dict[str, LifeEvent]:
    """Every life event by its key; none where the catalogue has no such file."""
    path = shipped("catalog") / LIFE_EVENTS_FILE
    return read_life_events(path) if path.exists() else {}
