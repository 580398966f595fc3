"""Taking a shipped internal process over as the own one of procedures that have none: of one, or of a whole field."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from hcc.accounts.units import Unit
from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..able_officials import WhoIsAble
from ..resources import Procedure
from ..shipped_processes import ShippedProcess
from .process_edit import edit_process, process_stamp
from .process_publish import ProcessInThePast, check_of, publish_process


class NothingToAdopt(Refusal):
    """`facts["count"]`: procedures without a process of their own that it does not fit."""

    field = "field"
    text = message(
        "No procedure took this process over. Those without one of their own that it does not fit: ${count}. Write "
        "theirs on their own pages, or choose another process or field."
    )


@dataclass(frozen=True)
class Adopted:
    """By code: what follows it from the day on, and what it does not fit today (hours, units, who is able)."""

    taken: tuple[str, ...]
    left: tuple[str, ...]


def adopt_process(
    procedures: Iterable[Procedure],
    *,
    shipped: ShippedProcess,
    effective: date,
    today: date,
    able: WhoIsAble,
    units: Collection[Unit],
    clerk: bool,
    act: Act,
) -> Adopted:
    """Put it in force for each of these that has no process of its own, draft or not, and that it fits without a fault.

    Raises ProcessInThePast; NothingToAdopt when it is taken over by none.
    """
    if effective < today:
        raise ProcessInThePast(day=f"{effective:%d/%m/%Y}")
    process = shipped.adopted(units, clerk=clerk)
    taken, left = [], []
    for procedure in procedures:
        if procedure.processes is not None:
            continue
        if check_of(procedure, process, able=able, units=units).faults:
            left.append(procedure.code)
            continue
        edit_process(procedure, process=process, opened_on=process_stamp(procedure), shipped=shipped.number, act=act)
        stamp = process_stamp(procedure)
        publish_process(procedure, effective=effective, opened_on=stamp, today=today, able=able, units=units, act=act)
        taken.append(procedure.code)
    if not taken:
        raise NothingToAdopt(count=len(left))
    return Adopted(tuple(taken), tuple(left))
