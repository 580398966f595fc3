"""Putting an internal process in force from a day on."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from hcc.accounts.units import Unit
from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import message

from ..able_officials import WhoIsAble
from ..process_checks import Checked, checked_process
from ..process_digest import process_digest
from ..process_owners import Owner, code_of, folder_of
from ..processes import InternalProcess, ProcessVersion
from ..record import ProcedureRecord
from ..resources import Procedure

PROCESS_PUBLISHED = "process published"
"""What the catalogue's chain calls it."""


class NoProcessDraft(Refusal):
    text = message("This process was already put in force, or there is no draft. Look at it as it is now.")


class ProcessInThePast(Refusal):
    field = "effective"
    text = message("The process cannot hold from ${day}: that day has passed. Choose today or a later day.")


class ProcessBeforeFormer(Refusal):
    field = "effective"
    text = message("Another version holds from ${day} on. Choose that day or a later one.")


def record_for(owner: Owner) -> ProcedureRecord | None:
    """The text whose time limits the process must keep: the newest of the procedure; none for the office's process."""
    return owner.latest().record if isinstance(owner, Procedure) else None


def check_of(owner: Owner, process: InternalProcess, *, able: WhoIsAble, units: Collection[Unit]) -> Checked:
    """What is wrong with a process of this owner as the office stands today; one whose steps have no hours of their own
    is not held against the time limits."""
    record = record_for(owner) if process.timed else None
    return checked_process(process, able=able, units=units, record=record)


def publish_process(
    owner: Owner, *, effective: date, opened_on: str, today: date, able: WhoIsAble, units: Collection[Unit], act: Act
) -> ProcessVersion:
    """Approve the draft for a day. Dossiers received from that day on follow it; those received before keep theirs.

    Raises, with everything that speaks against it: NoProcessDraft, ProcessInThePast, ProcessBeforeFormer, each
    ProcessFault of the draft.
    """
    book = owner.processes
    draft = book.draft() if book is not None else None
    if book is None or draft is None or draft.stamp != opened_on:
        raise NoProcessDraft()
    complaints: list[Refusal] = []
    if effective < today:
        complaints.append(ProcessInThePast(day=f"{effective:%d/%m/%Y}"))
    former = max((one.effective_from for one in book.approved() if one.effective_from is not None), default=effective)
    if effective < former:
        complaints.append(ProcessBeforeFormer(day=f"{former:%d/%m/%Y}"))
    complaints += check_of(owner, draft.process, able=able, units=units).faults
    refuse_if(complaints)
    version = replace(draft, approved_by=act.by, approved_at=act.at, effective_from=effective)
    book.put(version)
    facts = {"version": version.number, "effective": effective.isoformat(), "digest": process_digest(version.process)}
    folder_of(owner).chain.append(act, PROCESS_PUBLISHED, code=code_of(owner), **facts)
    return version
