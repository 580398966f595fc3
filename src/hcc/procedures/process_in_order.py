"""Whether the internal process of a procedure is in order: asked before a text of it is published."""

from datetime import date

from hcc.core.errors import Refusal
from hcc.core.roles import Role
from hcc.core.text import message

from .able_officials import able_on
from .process_checks import ProcessFault, checked_process
from .process_owners import OWN, SHIPPED, named_process, process_named
from .processes import Stage
from .record import ProcedureRecord
from .resources import Procedure
from .shipped_processes import without


class ProcessNotInOrder(Refusal):
    """The process dossiers would follow has faults; its page says which, each at its step."""

    text = message(
        "The internal process of ${code} is not in order, places to put right: ${count}. Open its page, put them "
        "right, then publish the text."
    )


def process_faults(procedure: Procedure, record: ProcedureRecord, *, day: date) -> tuple[ProcessFault, ...]:
    """What is wrong on that day with the process that dossiers of this text would follow.

    The time limits of the text are held against a process of its own. That of the office and the shipped ones are for
    many procedures: their steps end with the due moment of the dossier at the latest. Of a shipped one, nobody is asked
    for while the office is being set up, nor a clerk where the office has none.
    """
    site = procedure.__parent__.__parent__
    name = named_process(procedure, day)
    process = process_named(procedure, name)
    if process is None or site is None:
        return ()
    if name.startswith(SHIPPED):
        held = {role for one in site.accounts.officials() if not one.disabled for role in one.roles}
        if held.isdisjoint(step.role for step in process.steps):
            return ()
        if Role.CLERK not in held:
            process = without(process, Stage.SEAL)
    own = record if name.startswith(OWN) else None
    able = able_on(site.accounts, day)
    return checked_process(process, able=able, units=site.accounts.units(), record=own).faults


def process_complaints(procedure: Procedure, record: ProcedureRecord, *, day: date) -> list[Refusal]:
    """What speaks against publishing this text of the procedure."""
    faults = process_faults(procedure, record, day=day)
    return [ProcessNotInOrder(code=procedure.code, count=len(faults))] if faults else []
