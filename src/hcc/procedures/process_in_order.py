"""Whether the internal process of a procedure is in order: asked before a text of it is published."""

from datetime import date

from hcc.core.errors import Refusal
from hcc.core.text import message

from .able_officials import able_on
from .process_checks import ProcessFault, checked_process
from .process_owners import OWN, named_process, process_named
from .record import ProcedureRecord
from .resources import Procedure


class ProcessNotInOrder(Refusal):
    """The process dossiers would follow has faults; its page says which, each at its step."""

    text = message(
        "The internal process of ${code} is not in order, places to put right: ${count}. Open its page, put them "
        "right, then publish the text."
    )


def process_faults(procedure: Procedure, record: ProcedureRecord, *, day: date) -> tuple[ProcessFault, ...]:
    """What is wrong on that day with the process that dossiers of this text would follow; nothing where there is none.

    The time limits of the text are held against a process of its own. That of the office is for many procedures: its
    steps end with the due moment of the dossier at the latest.
    """
    site = procedure.__parent__.__parent__
    name = named_process(procedure, day)
    version = process_named(procedure, name)
    if version is None or site is None:
        return ()
    own = record if name.startswith(OWN) else None
    able = able_on(site.accounts, day)
    return checked_process(version.process, able=able, units=site.accounts.units(), record=own).faults


def process_complaints(procedure: Procedure, record: ProcedureRecord, *, day: date) -> list[Refusal]:
    """What speaks against publishing this text of the procedure."""
    faults = process_faults(procedure, record, day=day)
    return [ProcessNotInOrder(code=procedure.code, count=len(faults))] if faults else []
