"""The way of a dossier through the internal process it was received under: where it is, and until when.

A dossier notes the version when it is received, and keeps it. Each act that moves it moves it here too: to the step
that the process has next for where it stands now. What the process does not have, such as an opinion nobody foresaw,
leaves it at its step.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from hcc.core.calendar import LOCAL, OfficeCalendar
from hcc.procedures.process_owners import named_process, process_named
from hcc.procedures.processes import ANY_UNIT, InternalProcess, ProcessStep, Stage

from . import workflow

if TYPE_CHECKING:
    from .resources import Dossier

STAGES = {
    workflow.RECEIVED: Stage.RECEIVE,
    workflow.PROCESSING: Stage.PROCESS,
    workflow.CONSULTING: Stage.CONSULT,
    workflow.AWAITING_APPROVAL: Stage.APPROVE,
    workflow.RESOLVED: Stage.RETURN,
}
"""The kind of step a dossier is at in each state. In the others it rests, or stays at its step."""
RESTS = (workflow.SUPPLEMENT_REQUESTED, workflow.STOPPED, workflow.RETURNED)
"""States in which no step runs: the person is waited for, or it has ended."""
NO_STEP = 0


class Leg(NamedTuple):
    """One stay at a step. Kept inside dossiers as it is: only plain values, never another order."""

    step: int
    """Key of the step; NO_STEP while none runs."""
    begun: int
    """Seconds since 1970."""
    due: int = 0
    """When its hours are over, seconds since 1970; 0 where it has no time."""
    unit: int = ANY_UNIT
    """The unit that acts next: of the step, or of the one that takes over from reception."""
    stand_in: str = ""
    """Login of who does it in that unit's place."""


def process_of(dossier: "Dossier") -> InternalProcess | None:
    """The process it keeps; None where there was none when it was received, or it was not received yet."""
    if not dossier.process:
        return None  # it may have no procedure yet
    return process_named(dossier.revision.procedure, dossier.process)


def begin_way(dossier: "Dossier", *, at: datetime) -> None:
    """Note the version in force on the day of reception."""
    dossier.process = named_process(dossier.revision.procedure, at.astimezone(LOCAL).date())


def go_on(dossier: "Dossier", *, at: datetime) -> None:
    """Bring the way up to where the dossier stands now."""
    if not dossier.process:
        return
    process = process_of(dossier)
    if process is None:
        return
    last = dossier.way[-1] if dossier.way else None
    if dossier.state in RESTS:
        if last is not None and last.step != NO_STEP:
            dossier.way = (*dossier.way, Leg(NO_STEP, int(at.timestamp())))
        return
    stage = Stage.SEAL if dossier.sealing else STAGES.get(dossier.state)
    step = next_step(process, dossier.way, stage) if stage is not None else None
    if step is not None and (last is None or last.step != step.key):
        dossier.way = (*dossier.way, _leg(dossier, process, step, at))


def hand_on(dossier: "Dossier", unit: int, *, at: datetime) -> None:
    """Another official handles it now: where the process has a further step of handling in her unit, it is there."""
    process, leg = process_of(dossier), dossier.leg
    here = process.step(leg.step) if process is not None and leg is not None else None
    if here is None or unit == here.unit:
        return
    step = next((one for one in further_steps(dossier) if one.unit == unit), None)
    if step is not None:
        come_to(dossier, step, at=at)


def come_to(dossier: "Dossier", step: ProcessStep, *, at: datetime) -> None:
    """From now on the dossier is at this step of its process."""
    process = process_of(dossier)
    assert process is not None  # the step is of it
    dossier.way = (*dossier.way, _leg(dossier, process, step, at))


def further_steps(dossier: "Dossier") -> list[ProcessStep]:
    """Steps of handling that may come next by its process; none unless it is at one."""
    process, leg = process_of(dossier), dossier.leg
    return handling_after(process, leg.step) if process is not None and leg is not None else []


def must_go_on(dossier: "Dossier") -> bool:
    """Whether its process has a further step of handling before anything can be granted."""
    process, leg = process_of(dossier), dossier.leg
    return process is not None and leg is not None and only_handling_after(process, leg.step)


def handling_after(process: InternalProcess, key: int) -> list[ProcessStep]:
    """Steps of handling to which a step of handling leads."""
    return [step for step in _after(process, key) if step.stage is Stage.PROCESS]


def only_handling_after(process: InternalProcess, key: int) -> bool:
    """Whether a step of handling leads to another one, and to no decision."""
    return bool(handling_after(process, key)) and all(one.stage is not Stage.APPROVE for one in _after(process, key))


def _after(process: InternalProcess, key: int) -> list[ProcessStep]:
    here = process.step(key)
    if here is None or here.stage is not Stage.PROCESS:
        return []
    return [step for way in here.ways if (step := process.step(way.to)) is not None]


def next_step(process: InternalProcess, way: tuple[Leg, ...], stage: Stage) -> ProcessStep | None:
    """The step of this kind the dossier comes to: it stays where that is one, else goes where the process leads, else
    back to where it was; None where the process has no such step on its way."""
    been = [step for leg in reversed(way) if (step := process.step(leg.step)) is not None]
    if not been:
        return next((step for step in process.steps if step.stage is stage), None)
    here = been[0]
    if here.stage is stage:
        return here
    ahead = [step for one in here.ways if (step := process.step(one.to)) is not None]
    candidates = [*ahead, *been, *process.steps]
    return next((step for step in candidates if step.stage is stage), None)


def _leg(dossier: "Dossier", process: InternalProcess, step: ProcessStep, at: datetime) -> Leg:
    unit, stand_in = _who_is_next(process, step)
    due = 0
    if step.hours:
        moment = step_due(step.hours, at, dossier.__parent__.calendar)
        promised = dossier.due.moment if dossier.due is not None and step.stage is not Stage.RETURN else None
        due = int(moment.timestamp() if promised is None else min(moment, promised).timestamp())
    return Leg(step.key, int(at.timestamp()), due, unit, stand_in)


def step_due(hours: float, begun: datetime, calendar: OfficeCalendar) -> datetime:
    """When these working hours are over, counted through the office's sessions."""
    return calendar.advance(calendar.at_or_next(begun.astimezone(LOCAL)), timedelta(hours=hours))


def _who_is_next(process: InternalProcess, step: ProcessStep) -> tuple[int, str]:
    """Unit and substitute of whoever acts at the step. From reception it goes to whoever handles it."""
    acting = [step]
    if step.stage is Stage.RECEIVE:
        acting = [one for way in step.ways if (one := process.step(way.to)) is not None]
    several = {(one.unit, one.stand_in) for one in acting}
    return several.pop() if len(several) == 1 else (ANY_UNIT, "")


def handling_places(dossier: "Dossier") -> list[tuple[int, str]] | None:
    """Units and substitutes that may handle it by its process, now or as the next step; None: whoever has the role."""
    process, leg = process_of(dossier) if dossier.process else None, dossier.leg
    here = process.step(leg.step) if process is not None and leg is not None else None
    if process is None or here is None:
        return None
    steps = [here, *(step for way in here.ways if (step := process.step(way.to)) is not None)]
    handling = [step for step in steps if step.stage is Stage.PROCESS]
    handling = handling or [step for step in process.steps if step.stage is Stage.PROCESS]
    if any(step.unit == ANY_UNIT for step in handling):
        return None
    return [(step.unit, step.stand_in) for step in handling]
