"""processes/<code>.toml and processes/_office.toml: every version of every internal process the office has written.

Units stand there by name; officials who stand in by sign-in name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from hcc.accounts.resources import AccountFolder
from hcc.content.operations.import_content import NO_OFFICIAL
from hcc.content.plain_files import table
from hcc.content.writing_files import Written
from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.identifiers import PROCEDURE
from hcc.core.roles import Role
from hcc.core.text import message
from hcc.procedures.operations.process_take_over import take_over_process
from hcc.procedures.process_owners import Owner, code_of
from hcc.procedures.processes import (
    ANY_UNIT,
    BASIS_LIMIT,
    MOST_HOURS,
    MOST_STEPS,
    NAME_LIMIT,
    WHEN_LIMIT,
    InternalProcess,
    ProcessStep,
    ProcessVersion,
    Stage,
    Way,
)

from .planned import CHANGED, CONFLICT, NEW, Planned
from .reading import BAD_NUMBER, OfficeReader, Row

PROGRAM = "system"
"""Who writes the processes of a demo office."""
FOLDER, OFFICE = "processes", "_office"
_VERSION = {"made_by", "made_at", "approved_by", "approved_at", "effective_from", "basis", "timed", "step"}
_STEP = {"key", "name", "stage", "role", "unit", "hours", "stand_in", "way"}
NO_PROCEDURE = message("There is no procedure ${code} here. Bring its text in too, or take this file out.")
NO_STAGE = message("There is no stage ${stage}. Use one of: ${known}.")
NO_ROLE = message("There is no role ${role}. Use one of: ${known}.")
ONLY_LAST = message("Only the last version may be a draft: this one needs approved_by, approved_at and effective_from.")
TOO_MANY_STEPS = message("A process has from one to ${most} steps.")
SAME_STEP = message("Two steps have the key ${key}.")


class NoSuchUnit(Refusal):
    text = message("There is no unit called ${name}. Add it to units.toml, or open it on the page of units first.")


def _owners(site: Any) -> Iterator[Owner]:
    return iter((site.procedures, *site.procedures.values()))


def write(site: Any, office: Any, today: date) -> Iterator[Written]:
    names = {one.number: one.name for one in site.accounts.units()}
    for owner in _owners(site):
        if owner.processes is not None and owner.processes.versions:
            parts = [_written(version, names) for version in owner.processes.versions]
            yield f"{FOLDER}/{code_of(owner) or OFFICE}.toml", "\n".join(parts).encode("utf-8")


def _written(version: ProcessVersion, names: Mapping[int, str]) -> str:
    process = version.process
    told = {name: getattr(version, name) for name in ("made_by", "made_at", "approved_by", "approved_at")}
    told |= {"effective_from": version.effective_from, "basis": process.basis}
    lines = [f"[[version]]\n{table({**told, **({} if process.timed else {'timed': False})})}"]
    for step in process.steps:
        facts = {"key": step.key, "name": step.name, "stage": step.stage.value, "role": step.role}
        facts |= {"unit": names.get(step.unit, ""), "hours": step.hours or None, "stand_in": step.stand_in}
        lines.append(f"\n[[version.step]]\n{table(facts)}")
        lines += [f"\n[[version.step.way]]\n{table({'to': way.to, 'when': way.when})}" for way in step.ways]
    return "".join(lines)


def plan(site: Any, office: Any, reader: OfficeReader) -> Iterator[Planned]:
    for path in reader.files(FOLDER, ".toml"):
        code, file = path.stem, reader.name(path)
        rows = reader.rows(f"{FOLDER}/{path.name}", "version", _VERSION)
        owner = site.procedures if code == OFFICE else site.procedures.get(code) if PROCEDURE.match(code) else None
        if owner is None:
            reader.tell(file, 0, NO_PROCEDURE, code=code)
            continue
        yield from _planned(site, owner, _versions(site, rows), file)


def _planned(site: Any, owner: Owner, versions: "list[_Named]", file: str) -> Iterator[Planned]:
    names = {one.number: one.name for one in site.accounts.units()}
    here = [_named(one, names) for one in owner.processes.versions] if owner.processes is not None else []
    shared = min(len(here), len(versions))
    told = code_of(owner) or "of the office"
    if here[:shared] == versions[:shared]:
        if further := versions[shared:]:
            what = f"internal process {told}: {len(further)} versions"
            yield Planned(NEW, what, file, 1, partial(_take_over, site, owner, further))
    elif versions and all(one.version.made_by == PROGRAM for one in here) and _say_alike(here, versions):
        what = f"internal process {told}: {len(versions)} versions, with their days"
        yield Planned(CHANGED, what, file, 1, partial(_take_over, site, owner, versions))
    elif versions:
        what = f"internal process {told}: here it was written otherwise; the newest of there becomes a draft"
        yield Planned(CONFLICT, what, file, 1, partial(_as_draft, site, owner, versions[-1]))


class _Named:
    """A version whose steps name their units."""

    def __init__(self, version: ProcessVersion, units: tuple[str, ...]) -> None:
        self.version, self.units = version, units

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Named) and (self.version, self.units) == (other.version, other.units)

    __hash__ = None  # type: ignore[assignment]

    def here(self, accounts: AccountFolder) -> ProcessVersion:
        """With the numbers that units have here. Raises NoSuchUnit."""
        known = {one.name.casefold(): one.number for one in accounts.units()}
        steps = []
        for step, unit in zip(self.version.process.steps, self.units, strict=True):
            if unit and unit.casefold() not in known:
                raise NoSuchUnit(name=unit[:100])
            steps.append(replace(step, unit=known[unit.casefold()] if unit else ANY_UNIT))
        return replace(self.version, process=replace(self.version.process, steps=tuple(steps)))


def _named(version: ProcessVersion, names: Mapping[int, str]) -> _Named:
    process = version.process
    steps = tuple(replace(step, unit=ANY_UNIT) for step in process.steps)
    units = tuple(names.get(step.unit, "") for step in process.steps)
    return _Named(replace(version, process=replace(process, steps=steps)), units)


def _say_alike(here: list[_Named], there: list[_Named]) -> bool:
    """Whether the first versions are the same, but for who wrote them when."""
    if len(here) > len(there):
        return False
    return all(
        (one.version.process, one.units) == (other.version.process, other.units)
        for one, other in zip(here, there, strict=False)
    )


def _take_over(site: Any, owner: Owner, further: list[_Named], act: Act) -> None:
    take_over_process(owner, versions=[one.here(site.accounts) for one in further], act=act)


def _as_draft(site: Any, owner: Owner, named: _Named, act: Act) -> None:
    """The newest of there as a draft of here: nothing that was in force changes."""
    book = owner.processes
    assert book is not None
    draft = book.draft()
    number = draft.number if draft is not None else len(book.versions) + 1
    version = ProcessVersion(number, named.here(site.accounts).process, act.by, act.at)
    take_over_process(owner, versions=[version], act=act)


def _versions(site: Any, rows: list[Row]) -> list[_Named]:
    """All of a file; none where one of them is wrong, which is told."""
    if not rows:
        return []
    reader, found = rows[0].reader, []
    before = len(reader.problems)
    for number, row in enumerate(rows, 1):
        by, at = row.text("made_by"), row.get("made_at", datetime)
        approved = row.text("approved_by", needed=False), row.get("approved_at", datetime, needed=False)
        begins, basis = row.get("effective_from", date, needed=False), row.text("basis", needed=False, most=BASIS_LIMIT)
        timed, steps = row.get("timed", bool, True), row.rows("step", _STEP)
        if not 0 < len(steps) <= MOST_STEPS:
            row.tell("step", TOO_MANY_STEPS, most=MOST_STEPS)
        read = [_step(site.accounts, step) for step in steps]
        keys: set[int] = set()
        for step, (one, _) in zip(steps, read, strict=True):
            if one.key in keys:
                step.tell("key", SAME_STEP, key=one.key)
            keys.add(one.key)
        if number < len(rows) and None in (*approved, begins):
            row.tell("", ONLY_LAST)
        if by is None or at is None:
            continue
        process = InternalProcess(tuple(one for one, _ in read), basis or "", timed is not False)
        approved_at = approved[1].astimezone(UTC) if approved[1] is not None else None
        version = ProcessVersion(number, process, by, at.astimezone(UTC), approved[0] or "", approved_at, begins)
        found.append(_Named(version, tuple(unit for _, unit in read)))
    return found if len(reader.problems) == before else []


def _step(accounts: AccountFolder, row: Row) -> tuple[ProcessStep, str]:
    key, name = row.number("key", 1, 10_000) or 0, row.text("name", needed=False, most=NAME_LIMIT) or ""
    stage, role = row.text("stage") or "", row.text("role", needed=False) or ""
    unit, stand_in = row.text("unit", needed=False) or "", row.text("stand_in", needed=False) or ""
    hours = row.get("hours", float, 0.0)
    if stage not in set(Stage):
        row.tell("stage", NO_STAGE, stage=stage, known=", ".join(Stage))
        stage = Stage.PROCESS
    if role and role not in set(Role):
        row.tell("role", NO_ROLE, role=role, known=", ".join(Role))
    if hours is None or not 0 <= hours <= MOST_HOURS:
        row.tell("hours", BAD_NUMBER, key="hours", least=0, most=MOST_HOURS)
        hours = 0
    if stand_in and stand_in not in accounts:
        row.tell("stand_in", NO_OFFICIAL, login=stand_in)
    ways = tuple(
        Way(way.number("to", 1, 10_000) or 0, way.text("when", needed=False, most=WHEN_LIMIT) or "")
        for way in row.rows("way", {"to", "when"})
    )
    return ProcessStep(key, name, Stage(stage), role, ANY_UNIT, hours, ways, stand_in), unit
