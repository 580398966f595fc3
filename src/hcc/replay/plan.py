"""What a replay assumes, read from one TOML file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from importlib.resources import files
from random import Random
from typing import Any

Span = tuple[float, float]
Minutes = tuple[float, float, float]
"""Least, usual, most."""


@dataclass(frozen=True)
class Hours:
    """People come between two clock times with some weight."""

    begins: time
    ends: time
    weight: float


@dataclass(frozen=True)
class Planned:
    """A procedure people come for."""

    code: str
    share: float
    handle: Minutes
    case: str = ""
    waits: bool = False
    """The person stays until it is done."""
    copies: bool = False
    """Certified copies, each with its line in the book."""
    elsewhere: Span | None = None
    """Working days that somebody asked for an opinion takes."""
    asked: str = ""
    system: str = ""
    """The system of the state in which the result is made; empty: it is made here."""
    promised_days: int | None = None


@dataclass(frozen=True)
class Plan:
    """All of it; see first_weeks.toml for what each figure means."""

    first: date
    last: date
    dossiers: int
    officials: int
    seed: int
    weekdays: tuple[float, ...]
    hours: tuple[Hours, ...]
    unevenness: float
    stretch: float
    parts: Mapping[str, float]
    """Shares of dossiers with which something else happens, by its name."""
    days: Mapping[str, Span]
    channels: Mapping[str, float]
    minutes: Mapping[str, Minutes]
    procedures: tuple[Planned, ...] = field(default=())

    def but(self, **changed: Any) -> "Plan":
        """The same plan with other figures; None leaves one as it is."""
        return replace(self, **{name: value for name, value in changed.items() if value is not None})


def read_plan() -> Plan:
    """The plan of the centre's first weeks."""
    said = tomllib.loads(files(__package__).joinpath("first_weeks.toml").read_text(encoding="utf-8"))
    arrivals, beside = said["arrivals"], said["beside"]
    return Plan(
        **{name: said[name] for name in ("first", "last", "dossiers", "officials", "seed", "stretch")},
        weekdays=tuple(arrivals["weekdays"]),
        hours=tuple(Hours(one["from"], one["until"], one["weight"]) for one in arrivals["hours"]),
        unevenness=arrivals["unevenness"],
        parts={name: share for name, share in beside.items() if not isinstance(share, list)},
        days={name: tuple(span) for name, span in beside.items() if isinstance(span, list)},
        channels=said["channels"],
        minutes={name: tuple(minutes) for name, minutes in said["minutes"].items()},
        procedures=tuple(Planned(**_tuples(one)) for one in said["procedures"]),
    )


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def drawn(minutes: Minutes, chance: Random) -> float:
    """Minutes of one piece of work."""
    least, usual, most = minutes
    return chance.triangular(least, most, usual)
