"""What is wrong with an internal process: each fault with its step, so that the page can lead there.

A draft may be anything; only what has no fault is published. What cannot be known is a doubt, and stops nothing.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from hcc.accounts.units import Unit
from hcc.core.errors import Refusal
from hcc.core.text import message

from .able_officials import WhoIsAble
from .limits import listed_cases
from .process_walks import longest_hours, reachable, reaching
from .processes import (
    ANY_UNIT,
    FOLLOWS,
    MOST_STEPS,
    MOST_WAYS,
    STAGE_ROLES,
    InternalProcess,
    ProcessStep,
    Stage,
)
from .record import LimitUnit, ProcedureRecord

HOURS_A_DAY = 8
"""A working day of a time limit, in hours (design/domain.md 2.4)."""


class ProcessFault(Refusal):
    """Something that keeps a process from being published. `step` is the key of the step, 0: the whole process."""

    step = 0
    doubt = False
    """Only to be looked at: it stops nothing."""

    def __init__(self, step: int = 0, **facts: object) -> None:
        super().__init__(**facts)
        self.step = step


class NoSteps(ProcessFault):
    text = message("The process has no step. Write at least reception, handling, approval and return.")


class TooManySteps(ProcessFault):
    text = message("A process has at most ${most} steps. Put some of them together.")


class BeginsElsewhere(ProcessFault):
    text = message("The first step must be reception: there a dossier begins.")


class NoEnd(ProcessFault):
    text = message("No step returns the result. Add one that hands the result over: there the process ends.")


class StepUnnamed(ProcessFault):
    text = message("Step ${place} has no name. Write what is done in it.")


class WrongRole(ProcessFault):
    text = message("Step ${place} is of a kind that this role cannot do. Choose another role or another kind.")


class OutsideOnly(ProcessFault):
    text = message("Step ${place} names nobody of the office. Only an opinion can come from outside.")


class HoursMissing(ProcessFault):
    text = message("Step ${place} has no time. Write how many working hours it may take.")


class UnitGone(ProcessFault):
    text = message("The unit of step ${place} is closed or unknown. Choose another one.")


class NobodyAble(ProcessFault):
    text = message(
        "Nobody can do step ${place} today: no official of this unit has the role, and nobody stands in. Choose "
        "another unit or role, name who stands in, or give somebody the role."
    )


class DeadEnd(ProcessFault):
    text = message("Step ${place} leads nowhere. Choose the step that comes after it.")


class GoesOnAfterReturn(ProcessFault):
    text = message("Step ${place} returns the result, so nothing comes after it. Take the further steps away.")


class GoesToItself(ProcessFault):
    text = message("Step ${place} leads to itself. Choose another step.")


class LeadsToNoStep(ProcessFault):
    text = message("Step ${place} leads to a step that is not there any more. Choose another one.")


class SameStepTwice(ProcessFault):
    text = message("Step ${place} names the same next step twice. Take one of them away.")


class TooManyWays(ProcessFault):
    text = message("Step ${place} goes on in more than ${most} ways. Keep at most ${most}.")


class CannotFollow(ProcessFault):
    text = message("Step ${other} cannot come after step ${place}: no act of the office leads from one to the other.")


class CaseMissing(ProcessFault):
    text = message("Step ${place} goes on in several ways. Say for each in which case, so that a person can decide.")


class NeverReached(ProcessFault):
    text = message("No step leads to step ${place}. Lead one there, or take it away.")


class EndlessCircle(ProcessFault):
    text = message(
        "From step ${place} the work goes round in a circle and never ends. Give one of its steps a way out."
    )


class LongerThanAllowed(ProcessFault):
    text = message(
        "The steps take ${hours} working hours, the procedure allows ${limit}${case}. Shorten some of the steps."
    )


class LimitNotComparable(ProcessFault):
    doubt = True
    text = message(
        "The time limit${case} cannot be told in working hours. See for yourself that ${hours} hours are not too many."
    )


@dataclass(frozen=True)
class Checked:
    """What a process was found to be."""

    faults: tuple[ProcessFault, ...]
    doubts: tuple[ProcessFault, ...]
    hours: float
    """Working hours of its longest way to the result."""

    @property
    def may_be_published(self) -> bool:
        return not self.faults

    def at(self, key: int) -> list[ProcessFault]:
        """What is wrong with a step, or to be looked at."""
        return [one for one in (*self.faults, *self.doubts) if one.step == key]


def checked_process(
    process: InternalProcess,
    *,
    able: WhoIsAble | None = None,
    units: Collection[Unit] | None = None,
    record: ProcedureRecord | None = None,
) -> Checked:
    """Everything that is wrong with a process, in the order of its steps.

    `able` says who can do a step today, `units` which units there are, `record` how long the procedure may take; what
    is not given is not looked at.
    """
    found = [*_of_the_whole(process), *_of_each_step(process, able, units), *_of_the_graph(process)]
    hours = longest_hours(process)
    if record is not None and process.steps:
        found += _of_the_limits(record, hours)
    return Checked(tuple(one for one in found if not one.doubt), tuple(one for one in found if one.doubt), hours)


def _of_the_whole(process: InternalProcess) -> Iterator[ProcessFault]:
    steps = process.steps
    if not steps:
        yield NoSteps()
        return
    if len(steps) > MOST_STEPS:
        yield TooManySteps(most=MOST_STEPS)
    if steps[0].stage is not Stage.RECEIVE:
        yield BeginsElsewhere(steps[0].key)
    if not any(step.stage is Stage.RETURN for step in steps):
        yield NoEnd()


def _of_each_step(
    process: InternalProcess, able: WhoIsAble | None, units: Collection[Unit] | None
) -> Iterator[ProcessFault]:
    open_units = None if units is None else {unit.number for unit in units if not unit.closed}
    for place, step in enumerate(process.steps, 1):
        if not step.name:
            yield StepUnnamed(step.key, place=place)
        unit_gone = open_units is not None and step.unit != ANY_UNIT and step.unit not in open_units
        if not step.role:
            if step.stage is not Stage.CONSULT:
                yield OutsideOnly(step.key, place=place)
        elif step.role not in STAGE_ROLES[step.stage]:
            yield WrongRole(step.key, place=place)
        elif unit_gone:
            yield UnitGone(step.key, place=place)
        elif able is not None and not able(step):
            yield NobodyAble(step.key, place=place)
        if process.timed and step.hours <= 0 and step.stage is not Stage.RETURN:
            yield HoursMissing(step.key, place=place)
        yield from _of_ways(process, place, step)


def _of_ways(process: InternalProcess, place: int, step: ProcessStep) -> Iterator[ProcessFault]:
    if step.stage is Stage.RETURN:
        if step.ways:
            yield GoesOnAfterReturn(step.key, place=place)
        return
    if not step.ways:
        yield DeadEnd(step.key, place=place)
    if len(step.ways) > MOST_WAYS:
        yield TooManyWays(step.key, place=place, most=MOST_WAYS)
    if any(count > 1 for count in Counter(way.to for way in step.ways).values()):
        yield SameStepTwice(step.key, place=place)
    if len(step.ways) > 1 and not all(way.when for way in step.ways):
        yield CaseMissing(step.key, place=place)
    for way in step.ways:
        after = process.step(way.to)
        if after is None:
            yield LeadsToNoStep(step.key, place=place)
        elif after is step:
            yield GoesToItself(step.key, place=place)
        elif after.stage not in FOLLOWS[step.stage]:
            yield CannotFollow(step.key, place=place, other=process.place(way.to))


def _of_the_graph(process: InternalProcess) -> Iterator[ProcessFault]:
    """Every step is reached from the first, and from every step that goes on a result is reached."""
    if not process.steps:
        return
    reached = reachable(process, process.steps[0].key)
    ending = reaching(process, [step.key for step in process.steps if step.stage is Stage.RETURN])
    dead = reaching(process, [step.key for step in process.steps if not step.ways and step.stage is not Stage.RETURN])
    for place, step in enumerate(process.steps, 1):
        if step.key not in reached:
            yield NeverReached(step.key, place=place)
        # What leads into a dead end has its fault there.
        if step.key not in ending and step.key not in dead:
            yield EndlessCircle(step.key, place=place)


def _of_the_limits(record: ProcedureRecord, hours: float) -> Iterator[ProcessFault]:
    said = f"{hours:g}".replace(".", ",")
    for case in listed_cases(record):
        limits = [one for one in record.time_limits if one.case == case]
        amounts = [_in_hours(one.unit, one.amount) for one in limits]
        # The name of a case stands in the catalogue as it is shown: Vietnamese.
        named = f" ({case})" if case else ""
        shortest = min((amount for amount in amounts if amount is not None), default=None)
        if shortest is not None and hours > shortest:
            yield LongerThanAllowed(hours=said, limit=f"{shortest:g}".replace(".", ","), case=named)
        if not amounts or None in amounts:
            yield LimitNotComparable(hours=said, case=named)


_PER_UNIT: dict[LimitUnit, Callable[[float | None], float | None]] = {
    LimitUnit.WORKING_DAYS: lambda amount: amount * HOURS_A_DAY if amount is not None else None,
    LimitUnit.HOURS: lambda amount: amount,
    LimitUnit.SAME_DAY: lambda amount: HOURS_A_DAY,
}


def _in_hours(unit: LimitUnit, amount: float | None) -> float | None:
    """A limit in working hours; None where it cannot be told in them: calendar days, wording, not laid down."""
    told = _PER_UNIT.get(unit)
    return told(amount) if told is not None else None
