"""Whose internal process it is, and which version a dossier of a procedure follows."""

from datetime import date

from .processes import ProcessBook, ProcessVersion
from .resources import Procedure, ProcedureFolder

Owner = Procedure | ProcedureFolder
"""Whose process it is: one procedure's, or of all that have none of their own (the folder of procedures)."""

OWN, DEFAULT = "p", "d"


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
    second of the office's; empty where there is none."""
    for letter, book in ((OWN, procedure.processes), (DEFAULT, procedure.__parent__.processes)):
        found = book.in_effect(day) if book is not None else None
        if found is not None:
            return f"{letter}{found.number}"
    return ""


def process_named(procedure: Procedure, name: str) -> ProcessVersion | None:
    """The version a dossier noted. Raises ValueError for a name that `named_process` never gives."""
    if not name:
        return None
    book = procedure.processes if name[0] == OWN else procedure.__parent__.processes
    return book.version(int(name[1:])) if book is not None else None
