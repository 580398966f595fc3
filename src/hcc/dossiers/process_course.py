"""The steps of a dossier's internal process as they were gone through, and those still ahead."""

from dataclasses import dataclass
from datetime import UTC, datetime

from hcc.procedures.process_walks import reachable
from hcc.procedures.processes import ProcessStep

from .process_way import NO_STEP, process_of
from .resources import Dossier


@dataclass(frozen=True)
class StepGone:
    """One stay at a step, or a step still ahead (`begun` is None)."""

    place: int
    """Of the step in the process, from 1."""
    step: ProcessStep
    begun: datetime | None = None
    due: datetime | None = None
    """When its hours are over; None where it has no time."""
    ended: datetime | None = None
    """None while it runs."""

    @property
    def runs(self) -> bool:
        return self.begun is not None and self.ended is None

    def late(self, now: datetime) -> bool:
        """Whether it took, or takes by now, longer than its hours."""
        return self.due is not None and (self.ended or now) > self.due


def steps_gone(dossier: Dossier) -> list[StepGone]:
    """Every stay in the order in which they began, then each step that can still come; nothing without a process."""
    process = process_of(dossier)
    if process is None:
        return []
    found = []
    for number, leg in enumerate(dossier.way):
        step = process.step(leg.step)
        if step is not None:
            after = dossier.way[number + 1] if number + 1 < len(dossier.way) else None
            due = _moment(leg.due) if leg.due else None
            ended = _moment(after.begun) if after is not None else None
            found.append(StepGone(process.place(step.key), step, _moment(leg.begun), due, ended))
    been = {leg.step for leg in dossier.way}
    last = next((leg.step for leg in reversed(dossier.way) if leg.step != NO_STEP), NO_STEP)
    ahead = set() if dossier.standing.final else reachable(process, last) - been
    return found + [StepGone(n, step) for n, step in enumerate(process.steps, 1) if step.key in ahead]


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
