"""How far the procedures of an announcement decision are: from nothing written yet to published."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from .announcements import AnnouncedRow, Announcement, is_of
from .council_fees import fees_of
from .national_codes import known_code
from .operations.withdraw import affected
from .readiness import Readiness, readiness, surroundings
from .record import ProcedureRecord
from .resources import Procedure, ProcedureFolder, Revision


class RowState(StrEnum):
    """What is still to be done with a procedure of a decision."""

    NO_DRAFT = "no_draft"
    OTHER_DRAFT = "other_draft"
    """A draft is open that was not begun from this decision: somebody's work, taken over only on purpose."""
    DRAFT = "draft"
    """Begun; nothing but the decision's number and days differs from the text before."""
    WRONG = "wrong"
    """The draft holds values that contradict each other or the rules of the catalogue."""
    READY = "ready"
    IN_REVIEW = "in_review"
    """Laid before whoever approves it."""
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    TO_END = "to_end"
    NO_SUCCESSOR = "no_successor"
    """It is to be replaced, and what replaces it is not in the catalogue, or not named."""
    ENDING = "ending"
    """Published: it ends on a day that is still to come."""
    ENDED = "ended"

    @property
    def is_done(self) -> bool:
        return self in (RowState.SCHEDULED, RowState.PUBLISHED, RowState.ENDING, RowState.ENDED)

    @property
    def may_go_out(self) -> bool:
        """Whether publishing the decision can take it along."""
        return self in (RowState.DRAFT, RowState.READY, RowState.IN_REVIEW, RowState.TO_END)


@dataclass(frozen=True)
class RowProgress:
    """One row of a decision with what stands in the catalogue."""

    row: AnnouncedRow
    state: RowState
    procedure: Procedure | None
    draft: Revision | None = None
    published: Revision | None = None
    """What was published from this decision already."""
    ready: Readiness | None = None
    """How ready the draft is that the decision would publish."""

    @property
    def title(self) -> str:
        """What the procedure is called in the catalogue, else in the decision."""
        return self.procedure.latest().record.title if self.procedure is not None else self.row.name


LooksAt = Callable[[Revision], Readiness]
"""How ready a draft is; a caller who keeps what was found gives its own."""


def looks_at(folder: ProcedureFolder, today: date) -> LooksAt:
    """Read a draft by the rules of the catalogue, with the council's fees the office entered for its first day."""
    around = surroundings(folder)
    return lambda draft: readiness(
        draft.record, around, fees_of(draft, max(draft.record.effective_from or today, today))
    )


def announced_record(record: ProcedureRecord, announcement: Announcement) -> ProcedureRecord:
    """The text with the decision's number and days written into it."""
    first = announcement.effective_from
    ended = record.effective_to is not None and record.effective_to < first
    return replace(
        record,
        announcement=announcement.decision,
        announced_on=announcement.issued_on,
        effective_from=first,
        effective_to=None if ended else record.effective_to,
        successor="" if ended else record.successor,
    )


def corrected_record(text: Revision, first: date, announcement: Announcement) -> ProcedureRecord:
    """The text of a decision with what the decision says since it was corrected; `first`: the day it named before.

    A day that somebody gave the text by hand, of its beginning or its end, stays.
    """
    record, base = text.record, text.procedure.revisions.get(text.base)
    follows = announced_record(record, announcement)
    if record.effective_from != first:
        follows = replace(follows, effective_from=record.effective_from)
    if record.effective_from != first or base is None or record.effective_to != base.record.effective_to:
        follows = replace(follows, effective_to=record.effective_to, successor=record.successor)
    return follows


def drafts_of(announcement: Announcement, folder: ProcedureFolder) -> list[Revision]:
    """The open drafts of its rows that name this decision."""
    found = (procedure.draft() for procedure in map(folder.get, announcement.codes) if procedure is not None)
    return [draft for draft in found if draft is not None and is_of(draft.record, announcement)]


def published_of(announcement: Announcement, folder: ProcedureFolder) -> list[Revision]:
    """The newest approved texts of its rows that name this decision."""
    newest = (procedure.newest_approved() for procedure in map(folder.get, announcement.codes) if procedure is not None)
    return [text for text in newest if text is not None and is_of(text.record, announcement)]


def left_behind(announcement: Announcement, folder: ProcedureFolder) -> list[Revision]:
    """Published texts that name the decision as it was before it was corrected, where no later text replaced them."""
    found = []
    for code, number in announcement.left_behind:
        procedure = folder.get(code) if announcement.row(code) is not None else None
        newest = procedure.newest_approved() if procedure is not None else None
        if newest is None or newest.number != number:
            continue
        if announced_record(newest.record, announcement) != newest.record:
            found.append(newest)
    return found


def progress(
    announcement: Announcement, folder: ProcedureFolder, today: date, look: LooksAt | None = None
) -> list[RowProgress]:
    """Every row in the order of the decision."""
    look = look or looks_at(folder, today)
    return [row_progress(row, announcement, folder, today, look) for row in announcement.rows]


def row_progress(
    row: AnnouncedRow, announcement: Announcement, folder: ProcedureFolder, today: date, look: LooksAt
) -> RowProgress:
    procedure = folder.get(row.code)
    if row.kind.ends:
        return RowProgress(row, _ending(row, procedure, announcement, folder, today), procedure)
    if procedure is None:
        return RowProgress(row, RowState.NO_DRAFT, None)
    draft = procedure.draft()
    if draft is None:
        return _without_draft(row, procedure, announcement, today)
    if not is_of(draft.record, announcement):
        return RowProgress(row, RowState.OTHER_DRAFT, procedure, draft)
    ready = look(draft)
    state = _drafted(procedure, draft, announcement) if ready.may_be_published else RowState.WRONG
    return RowProgress(row, state, procedure, draft, ready=ready)


def replaces_itself(row: AnnouncedRow, folder: ProcedureFolder) -> bool:
    """Whether it names as its successor the very procedure that ends, under this code or a province's."""
    return bool(row.successor) and known_code(row.successor, folder) == known_code(row.code, folder)


def _ending(
    row: AnnouncedRow, procedure: Procedure | None, announcement: Announcement, folder: ProcedureFolder, today: date
) -> RowState:
    if procedure is not None:
        last = announcement.effective or announcement.effective_from
        ending, later = affected(procedure, last)
        if ending is None and not later:
            return RowState.ENDING if last > today else RowState.ENDED
    if row.successor and not replaces_itself(row, folder):
        # What replaces it may be new in this very decision, and then goes out together with it.
        known = row.successor in folder or announcement.row(row.successor) is not None
        return RowState.TO_END if known else RowState.NO_SUCCESSOR
    return RowState.NO_SUCCESSOR if row.kind.value == "replaced" else RowState.TO_END


def _without_draft(row: AnnouncedRow, procedure: Procedure, announcement: Announcement, today: date) -> RowProgress:
    for revision in reversed(list(procedure.revisions.values())):
        if revision.takes_effect and is_of(revision.record, announcement):
            later = revision.effective_from is not None and revision.effective_from > today
            state = RowState.SCHEDULED if later else RowState.PUBLISHED
            return RowProgress(row, state, procedure, published=revision)
    return RowProgress(row, RowState.NO_DRAFT, procedure)


def _drafted(procedure: Procedure, draft: Revision, announcement: Announcement) -> RowState:
    if draft.submitted_at is not None:
        return RowState.IN_REVIEW
    base = procedure.revisions.get(draft.base)
    if base is not None and announced_record(base.record, announcement) == draft.record:
        return RowState.DRAFT
    return RowState.READY
