"""Internal processes (quy trình nội bộ; TT 01/2018 art. 8): which steps a procedure takes in the office, who does each,
in how many working hours, and where it goes on.

The states of a dossier and the acts upon it stay those of the frozen table (decision 14). A process says, for one
procedure or for all that have none of their own, which of them are gone through, by which role of which unit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from hcc.core.packed import Packed
from hcc.core.roles import Role

ANY_UNIT = 0
"""Number that stands for "whatever unit": no unit of the office has it."""
MOST_STEPS, MOST_WAYS = 30, 3
NAME_LIMIT, WHEN_LIMIT, BASIS_LIMIT = 150, 120, 200
MOST_HOURS = 2_000


class Stage(StrEnum):
    """What kind of work a step is: where the dossier stands meanwhile. Kept in processes and dossiers: frozen."""

    RECEIVE = "receive"
    """Taken in, and handed on to whoever handles it."""
    PROCESS = "process"
    """Handled and appraised (thẩm định, giải quyết)."""
    CONSULT = "consult"
    """Another official or office is asked for an opinion."""
    APPROVE = "approve"
    """Decided and signed."""
    SEAL = "seal"
    """Entered in the register of outgoing papers and sealed by the clerk."""
    RETURN = "return"
    """The result is there, and is handed over. A process ends with it."""


FOLLOWS: dict[Stage, tuple[Stage, ...]] = {
    Stage.RECEIVE: (Stage.PROCESS,),
    Stage.PROCESS: (Stage.PROCESS, Stage.CONSULT, Stage.APPROVE),
    Stage.CONSULT: (Stage.PROCESS,),
    Stage.APPROVE: (Stage.SEAL, Stage.RETURN, Stage.PROCESS),
    Stage.SEAL: (Stage.RETURN, Stage.PROCESS),
    Stage.RETURN: (),
}
"""What may come after a step of each kind: what the acts upon dossiers can lead to."""

STAGE_ROLES: dict[Stage, tuple[Role, ...]] = {
    Stage.RECEIVE: (Role.RECEIVER,),
    Stage.PROCESS: (Role.HANDLER, Role.CERTIFIER),
    Stage.CONSULT: tuple(Role),
    Stage.APPROVE: (Role.APPROVER,),
    Stage.SEAL: (Role.CLERK,),
    Stage.RETURN: (Role.RETURNER,),
}
"""Who may do a step of each kind. An opinion may come from outside the centre too: then the step names no role."""


@dataclass(frozen=True)
class Way:
    """Where a step goes on."""

    to: int
    """Key of the step."""
    when: str = ""
    """In which case; needed where there are several ways, since then a person decides."""


@dataclass(frozen=True)
class ProcessStep:
    """One step. Kept inside processes: add fields with defaults, never rename them."""

    key: int
    """What ways and dossiers call it; for life within a procedure, whatever its place in the order."""
    name: str
    stage: Stage
    role: str = ""
    """A `Role` value; empty: somebody outside the centre."""
    unit: int = ANY_UNIT
    hours: float = 0
    """Working hours it may take; 0 where no time is set, as for the return of the result."""
    ways: tuple[Way, ...] = ()
    stand_in: str = ""
    """Login of the official of another unit who does it when the unit has nobody; she needs the role too."""


@dataclass(frozen=True)
class InternalProcess:
    """The steps in the order in which people read them; the first is where a dossier begins."""

    steps: tuple[ProcessStep, ...] = ()
    basis: str = ""
    """The decision that approved it (quyết định phê duyệt quy trình nội bộ), as it is cited."""
    timed: bool = True
    """Whether its steps have hours; else those without have until the result is due. Only shipped ones are not."""

    def step(self, key: int) -> ProcessStep | None:
        return next((step for step in self.steps if step.key == key), None)

    def place(self, key: int) -> int:
        """From 1 in the order of reading; 0 where there is no such step."""
        return next((place for place, step in enumerate(self.steps, 1) if step.key == key), 0)

    @property
    def next_key(self) -> int:
        """A key that no step has."""
        return max((step.key for step in self.steps), default=0) + 1


class VersionState(StrEnum):
    """Where a version of a process stands on a given day."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class ProcessVersion:
    """One wording of a process. Replaced as a whole while a draft, never after approval."""

    number: int
    process: InternalProcess
    made_by: str
    made_at: datetime
    approved_by: str = ""
    approved_at: datetime | None = None
    effective_from: date | None = None

    @property
    def stamp(self) -> str:
        """What a form remembers of the text it was opened on."""
        return f"{self.number}@{self.made_at.isoformat()}"


class ProcessBook(Packed):
    """Every version of one process, by number from 1. What holds on a day is reckoned from the dates, never stored."""

    def __init__(self) -> None:
        self.versions: tuple[ProcessVersion, ...] = ()

    def version(self, number: int) -> ProcessVersion | None:
        return self.versions[number - 1] if 0 < number <= len(self.versions) else None

    def latest(self) -> ProcessVersion | None:
        return self.versions[-1] if self.versions else None

    def draft(self) -> ProcessVersion | None:
        """The one version being written, if any."""
        latest = self.latest()
        return latest if latest is not None and latest.approved_at is None else None

    def in_effect(self, day: date) -> ProcessVersion | None:
        """The latest approved version whose day has come; of two for one day the later one."""
        best: ProcessVersion | None = None
        for one in self.approved():
            if one.effective_from is not None and one.effective_from <= day:
                best = one if best is None or _begins(one) >= _begins(best) else best
        return best

    def approved(self) -> Iterator[ProcessVersion]:
        return (one for one in self.versions if one.approved_at is not None)

    def state(self, version: ProcessVersion, day: date) -> VersionState:
        if version.approved_at is None or version.effective_from is None:
            return VersionState.DRAFT
        if version.effective_from > day:
            return VersionState.SCHEDULED
        return VersionState.IN_FORCE if self.in_effect(day) == version else VersionState.SUPERSEDED

    def put(self, version: ProcessVersion) -> None:
        """Keep the version in place of the one of its number, or as the next."""
        self.versions = (*self.versions[: version.number - 1], version)


def _begins(version: ProcessVersion) -> date:
    return version.effective_from or date.min


def reordered(process: InternalProcess, steps: tuple[ProcessStep, ...]) -> InternalProcess:
    """The process with these steps; ways to steps that are gone are gone too."""
    keys = {step.key for step in steps}
    kept = tuple(replace(step, ways=tuple(way for way in step.ways if way.to in keys)) for step in steps)
    return replace(process, steps=kept)
