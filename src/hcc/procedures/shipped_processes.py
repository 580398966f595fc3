"""Internal processes that come with the program, from catalog/processes.toml: what a procedure follows that has none of
its own in an office that has none, and what an office begins with when it writes its own."""

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from hcc.accounts.units import Unit
from hcc.core.roles import Role
from hcc.shipped import shipped

from .processes import ANY_UNIT, InternalProcess, ProcessStep, Stage, Way, reordered

PROCESSES_FILE = "processes.toml"
_KEYS = {"number", "name", "source", "fields", "procedures", "general", "hours_held", "retired", "steps"}
_STEP_KEYS = {"name", "stage", "role", "unit", "hours", "next"}


@dataclass(frozen=True)
class ShippedProcess:
    """One of them. Its steps never change once released: dossiers keep its number."""

    number: int
    name: str
    source: str
    """Which law its order is taken from, and how far its hours are to be trusted."""
    suggested: InternalProcess
    """As an office begins with it, before its units are known."""
    units: tuple[tuple[int, str], ...] = ()
    """Key of a step, and the name of the unit that does it."""
    fields: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    general: bool = False
    hours_held: bool = True
    """Whether dossiers are held to its hours; else a step has until the result is due."""
    retired: bool = False
    """A later one stands in its place; dossiers that began with it go on."""

    @property
    def process(self) -> InternalProcess:
        """What dossiers follow that nobody made a process for: any unit, and only hours that hold for every limit."""
        if self.hours_held:
            return self.suggested
        steps = (step if step.stage is Stage.RECEIVE else replace(step, hours=0) for step in self.suggested.steps)
        return replace(self.suggested, steps=tuple(steps), timed=False)

    def adopted(self, units: Iterable[Unit], *, clerk: bool) -> InternalProcess:
        """What an office begins with: its own units where it has those named, a clerk's step where it has a clerk."""
        known = {unit.name.casefold(): unit.number for unit in units if not unit.closed}
        named = {key: known.get(name.casefold(), ANY_UNIT) for key, name in self.units}
        steps = tuple(replace(step, unit=named.get(step.key, ANY_UNIT)) for step in self.suggested.steps)
        process = replace(self.suggested, steps=steps)
        return process if clerk else without(process, Stage.SEAL)


def without(process: InternalProcess, stage: Stage) -> InternalProcess:
    """The process without steps of a kind; where one way is left, nobody has to decide any more."""
    kept = reordered(process, tuple(step for step in process.steps if step.stage is not stage))
    steps = (
        replace(step, ways=(replace(step.ways[0], when=""),)) if len(step.ways) == 1 else step for step in kept.steps
    )
    return replace(kept, steps=tuple(steps))


def read_processes(path: Path) -> tuple[ShippedProcess, ...]:
    """Those of a file, in its order. Raises ValueError, naming the file and the process, when it is unsound."""
    try:
        tables = tomllib.loads(path.read_text("utf-8")).get("processes", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    found = []
    for place, table in enumerate(tables, 1):
        try:
            found.append(_process_of(table))
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise ValueError(f"{path.name}: process {place}: {error}") from error
    if len({one.number for one in found}) < len(found):
        raise ValueError(f"{path.name}: two processes have the same number")
    if sum(one.general and not one.retired for one in found) != 1:
        raise ValueError(f"{path.name}: exactly one process must be for every procedure")
    return tuple(found)


def _process_of(table: dict[str, Any]) -> ShippedProcess:
    _refuse_unknown(table, _KEYS)
    rows = table["steps"]
    steps = tuple(_step_of(row, key, last=key == len(rows)) for key, row in enumerate(rows, 1))
    return ShippedProcess(
        int(table["number"]),
        str(table["name"]),
        str(table["source"]),
        InternalProcess(steps),
        tuple((key, row["unit"]) for key, row in enumerate(rows, 1) if "unit" in row),
        tuple(table.get("fields", ())),
        tuple(table.get("procedures", ())),
        general=bool(table.get("general", False)),
        hours_held=bool(table.get("hours_held", True)),
        retired=bool(table.get("retired", False)),
    )


def _step_of(row: dict[str, Any], key: int, *, last: bool) -> ProcessStep:
    """Steps are called by their place; each goes on to the one below it where nothing else is said."""
    _refuse_unknown(row, _STEP_KEYS)
    ways = tuple(Way(int(one["step"]), str(one.get("when", ""))) for one in row.get("next", ()))
    if not ways and not last:
        ways = (Way(key + 1),)
    return ProcessStep(
        key, str(row["name"]), Stage(row["stage"]), Role(row["role"]), hours=row.get("hours", 0), ways=ways
    )


def _refuse_unknown(table: dict[str, Any], known: Collection[str]) -> None:
    if unknown := set(table) - set(known):
        raise ValueError(f"there is no key {sorted(unknown)[0]}")


@cache
def shipped_processes() -> tuple[ShippedProcess, ...]:
    """Every one that comes with the program, by number for life."""
    return read_processes(shipped("catalog") / PROCESSES_FILE)


def shipped_numbered(number: int) -> ShippedProcess | None:
    return next((one for one in shipped_processes() if one.number == number), None)


def general_process() -> ShippedProcess:
    """The one for every procedure that no other is for."""
    return next(one for one in shipped_processes() if one.general and not one.retired)


def shipped_for(code: str, field: str) -> ShippedProcess:
    """What a procedure follows for which nobody made a process: one that names it, else its field, else the general."""
    offered = [one for one in shipped_processes() if not one.retired]
    of_code = (one for one in offered if code in one.procedures)
    of_field = (one for one in offered if field in one.fields)
    return next(of_code, None) or next(of_field, None) or general_process()
