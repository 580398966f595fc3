"""Whose internal process it is, and which version a dossier of a procedure follows."""

from datetime import date

from .processes import InternalProcess, ProcessBook
from .resources import Procedure, ProcedureFolder
from .shipped_processes import ShippedProcess, shipped_for, shipped_numbered

Owner = Procedure | ProcedureFolder
"""Whose process it is: one procedure's, or of all that have none of their own (the folder of procedures)."""

OWN, DEFAULT, SHIPPED = "p", "d", "s"


def book_of(owner: Owner) -> ProcessBook:
    """The book of its versions, made when there is none."""
    if owner.processes is None:
        owner.processes = ProcessBook()
    return owner.processes


def code_of(owner: Owner) -> str:
    """The procedure's code; empty for the process of the office."""
    return owner.code if isinstance(owner, Procedure) else ""


def folder_of(owner: Owner) -> ProcedureFolder:
    """Where the chain is that records what becomes of processes."""
    return owner.__parent__ if isinstance(owner, Procedure) else owner


def named_process(procedure: Procedure, day: date) -> str:
    """The process in force for a procedure on that day, as a dossier notes it: "p3" the third of its own, "d2" the
    second of the office's, "s1" the shipped one of that number: no procedure is ever without."""
    for letter, book in ((OWN, procedure.processes), (DEFAULT, procedure.__parent__.processes)):
        found = book.in_effect(day) if book is not None else None
        if found is not None:
            return f"{letter}{found.number}"
    return f"{SHIPPED}{shipped_of(procedure, day).number}"


def shipped_of(procedure: Procedure, day: date) -> ShippedProcess:
    """What it follows as long as neither it nor the office has a process."""
    text = procedure.published(day) or procedure.latest()
    return shipped_for(procedure.code, text.record.field)


def process_named(procedure: Procedure, name: str) -> InternalProcess | None:
    """The process a dossier noted; None where it noted none. Raises ValueError for a name that `named_process` never
    gives."""
    if not name:
        return None
    letter, number = name[0], int(name[1:])
    if letter == SHIPPED:
        found = shipped_numbered(number)
        return found.process if found is not None else None
    book = procedure.processes if letter == OWN else procedure.__parent__.processes
    version = book.version(number) if book is not None else None
    return version.process if version is not None else None
