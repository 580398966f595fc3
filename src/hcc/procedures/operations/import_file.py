"""Bringing a file of procedures: it is kept, looked at by a job, and taken in as drafts, all or nothing."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message
from hcc.files.blobs import keep_file
from hcc.files.names import shown_name
from hcc.files.received import Received

from ..announced_lines import TooManyLines
from ..announcements import MOST_ROWS, AnnouncedRow, Announcement, ChangeOfRules
from ..imports import (
    PAGE_SIZE,
    Import,
    ImportFaults,
    ImportFolder,
    ImportPage,
    ImportRow,
    ImportState,
    Outcome,
)
from ..record import ProcedureRecord
from ..resources import Procedure, ProcedureFolder
from ..table_faults import Fault
from .announce import add_rows, check_open
from .edit import draft_stamp

CODES_TOLD = 500
"""Procedures that the record of an import names; of more it says only how many."""
READ, TAKE_IN = "read-import", "take-import-in"
"""Kinds of jobs; their subject is the name of the import."""


class NothingToTakeIn(Refusal):
    text = message("Nothing of this file can be taken in now. Look at the page as it stands.")


class DraftsInTheWay(Refusal):
    text = message(
        "${count} procedures of the file have drafts that somebody is writing. Tick that the file takes their place, "
        "or take these procedures out of the file."
    )
    field = "over_drafts"


class UnderWay(Refusal):
    text = message("The file is being worked on. Wait until that is done.")


def import_name() -> str:
    """A name for an import: 64 random bits."""
    return secrets.token_hex(8)


def begin_import(
    procedures: ProcedureFolder, jobs: Any, *, name: str, received: Received, file_name: str, act: Act
) -> Import:
    """Keep a received file under a new name (`import_name`), and have it read."""
    if procedures.imports is None:
        procedures.imports = ImportFolder()
        procedures.imports.__name__, procedures.imports.__parent__ = "imports", procedures
    brought = Import(
        name,
        file_name=shown_name(file_name, "tep"),
        size=received.size,
        sha256=received.sha256,
        made_by=act.by,
        made_at=act.at,
    )
    procedures.imports[brought.__name__] = brought
    procedures.imports.forget_older()
    assert brought.blob is not None
    keep_file(brought.blob, received.path, near=procedures)
    procedures.chain.append(act, "file brought", file=brought.__name__, sha256=received.sha256, size=received.size)
    jobs.add(READ, subject=brought.__name__, now=act.at.timestamp())
    return brought


def read_again(brought: Import, jobs: Any, *, act: Act) -> None:
    """Compare the kept file with the catalogue as it is now. Raises UnderWay, NothingToTakeIn once it was taken in."""
    if brought.under_way:
        raise UnderWay()
    if brought.state is not ImportState.READ:
        raise NothingToTakeIn()
    brought.state, brought.moved, brought.decision_closed = ImportState.READING, (), False
    jobs.add(READ, subject=brought.__name__, now=act.at.timestamp())


def keep_reading(
    brought: Import,
    *,
    rows: Sequence[ImportRow],
    records: Mapping[str, ProcedureRecord],
    faults: Sequence[Fault],
    mapped: Mapping[str, str],
    at: datetime,
) -> None:
    """Keep what a file would change."""
    order = list(Outcome)
    rows = sorted(rows, key=lambda row: (order.index(row.outcome), not row.draft_by, row.code))
    parts = [rows[start : start + PAGE_SIZE] for start in range(0, len(rows), PAGE_SIZE)]
    brought.pages = tuple(
        ImportPage(part, {row.code: records[row.code] for row in part if row.outcome in (Outcome.NEW, Outcome.CHANGED)})
        for part in parts
    )
    brought.faults = ImportFaults(faults)
    brought.mapped = tuple(mapped.items())
    counts = {outcome.value: sum(row.outcome is outcome for row in rows) for outcome in Outcome}
    brought.counts = {**counts, "faults": len(faults), "drafts": sum(bool(row.draft_by) for row in rows)}
    brought.read_at, brought.state = at, ImportState.READ


def ask_to_take_in(
    brought: Import,
    procedures: ProcedureFolder,
    jobs: Any,
    *,
    over_drafts: bool,
    announcement: int | None,
    act: Act,
) -> None:
    """Have everything the file changes made into drafts, and put into an announcement decision if one is named.

    Raises NothingToTakeIn, DraftsInTheWay, and PublishedAlready of the decision.
    """
    if not brought.may_be_taken_in:
        raise NothingToTakeIn()
    if brought.counts.get("drafts") and not over_drafts:
        raise DraftsInTheWay(count=brought.counts["drafts"])
    if announcement is not None:
        decision = procedures.announcements.get(announcement)
        if decision is None:
            raise NothingToTakeIn()
        check_open(decision)
        if len(decision.rows) + brought.brings > MOST_ROWS:
            raise TooManyLines(most=MOST_ROWS)
    brought.state, brought.moved, brought.decision_closed = ImportState.COMMITTING, (), False
    brought.asked_by, brought.asked_stead = act.by, act.stead
    brought.over_drafts, brought.announcement = over_drafts, announcement
    jobs.add(TAKE_IN, subject=brought.__name__, now=act.at.timestamp())


def take_in(brought: Import, procedures: ProcedureFolder, *, act: Act) -> None:
    """Make the drafts, all of them; none where a procedure is another than when the file was read (`moved`), nor where
    the decision they belong to was published meanwhile (`decision_closed`).
    """
    asked = [(row, record) for row, record in brought.rows() if record is not None]
    moved = tuple(row.code for row, _ in asked if _stamp(procedures.get(row.code)) != row.stamp)
    decision = procedures.announcements.get(brought.announcement) if brought.announcement is not None else None
    closed = decision is not None and decision.published_at is not None
    if moved or closed:
        brought.state, brought.moved, brought.decision_closed = ImportState.READ, moved, closed
        return
    for row, record in asked:
        _draft(procedures, row, record, act)
    facts: dict[str, Any] = {"new": brought.counts[Outcome.NEW], "changed": brought.counts[Outcome.CHANGED]}
    if len(asked) <= CODES_TOLD:
        facts["codes"] = [row.code for row, _ in asked]
    procedures.chain.append(act, "imported", file=brought.__name__, **facts)
    brought.state, brought.done_at = ImportState.DONE, act.at
    if decision is not None:
        add_rows(decision, procedures, rows=_announced(asked, decision), act=act)


def _announced(asked: Sequence[tuple[ImportRow, ProcedureRecord]], decision: Announcement) -> list[AnnouncedRow]:
    """The rows of the decision for what it does not name yet."""
    rows = []
    for row, record in asked:
        if decision.row(row.code) is None:
            new = row.outcome is Outcome.NEW
            kind = ChangeOfRules.NEW if new else ChangeOfRules.AMENDED
            rows.append(AnnouncedRow(row.code, kind, record.name if new else ""))
    return rows


def _draft(procedures: ProcedureFolder, row: ImportRow, record: ProcedureRecord, act: Act) -> None:
    procedure = procedures.get(row.code)
    if procedure is None:
        procedure = procedures[row.code] = Procedure(row.code)
        procedure.add_revision(record, made_by=act.by, made_at=act.at)
    elif (draft := procedure.draft()) is not None:
        draft.rewrite(record, by=act.by, at=act.at)
    else:
        procedure.add_revision(record, made_by=act.by, made_at=act.at, base=procedure.latest().number)


def _stamp(procedure: Procedure | None) -> str:
    return "" if procedure is None else draft_stamp(procedure)


def drop_import(procedures: ProcedureFolder, brought: Import, *, act: Act) -> None:
    """Forget a file that was not taken in. Raises UnderWay."""
    if brought.under_way:
        raise UnderWay()
    if brought.state is ImportState.DROPPED:
        return
    brought.state, brought.pages, brought.faults, brought.blob = ImportState.DROPPED, (), None, None
    procedures.chain.append(act, "file dropped", file=brought.__name__)
