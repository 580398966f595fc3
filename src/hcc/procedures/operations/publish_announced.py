"""Publishing what an announcement decision changes: all of it for one day, or nothing."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import TranslationString, clean_line, message

from ..announced_progress import LooksAt, RowProgress, RowState, progress, replaces_itself
from ..announcements import Announcement
from ..resources import ProcedureFolder
from ..successors import Succession
from .announce import InACircle, OwnSuccessor, check_open
from .edit import draft_stamp
from .publish import ReasonMissing, approver_complaints, day_complaints, effective_day, put_in_force
from .withdraw import affected, texts_stamp, withdraw_procedure, withdrawal_faults


class NoRows(Refusal):
    text = message("The decision has no procedures yet. Write down their codes first.")


class RowsMoved(Refusal):
    text = message("Something of this decision changed after you opened this page. Look at it again, then publish.")


class NotDrafted(Refusal):
    text = message("It has no draft yet. Make the draft, or take the row out.")


class DraftOfOther(Refusal):
    text = message("${by} has a draft open that is not of this decision. Take that draft over, or wait for it.")


class OwnRow(Refusal):
    text = message("You wrote down that it ends, and in this office another person publishes that.")


class SuccessorMissing(Refusal):
    text = message("What takes its place is not in the catalogue. Write the successor's code, or add it as new.")


class BeforeItsRules(Refusal):
    """Its texts would wait for their day, while what they replace would have ended: nothing would be in force."""

    text = message(
        "The rules of this decision begin on ${first}, so ${day} is too early. Write ${first} or a later day, or "
        "correct the decision first."
    )


class OtherDay(Refusal):
    """Asked back once: a slip here puts a whole decision out for a wrong day."""

    text = message("The decision names ${first}, and you typed ${day}. Look at what that does, then publish.")


class OfProcedure(Refusal):
    """A complaint about one procedure of the decision."""

    def __init__(self, code: str, complaint: Refusal) -> None:
        super().__init__()
        self.code = code
        self.complaint = complaint

    @property
    def sentence(self) -> TranslationString:
        return self.complaint.sentence


@dataclass(frozen=True)
class Outcome:
    """What publishing a decision did: how many texts, how many procedures ended, and for which day."""

    effective: date
    published: int
    ended: int


def stamp_of(announcement: Announcement, folder: ProcedureFolder) -> str:
    """What a page remembers of everything that would be published: the decision, its rows and every text."""
    facts = [announcement.decision, announcement.effective_from.isoformat(), str(announcement.version)]
    for row in announcement.rows:
        procedure = folder.get(row.code)
        facts.append(repr(row))
        if procedure is not None:
            facts += [draft_stamp(procedure), texts_stamp(procedure)]
    return sha256("\n".join(facts).encode()).hexdigest()[:32]


def row_faults(
    one: RowProgress, *, effective: date, reason: str, act: Act, today: date, succession: Succession
) -> list[Refusal]:
    """Everything that stands in the way of this row, of whatever kind it is. What is done needs nothing.

    `succession`: of the whole decision.
    """
    found: list[Refusal] = []
    if one.state is RowState.NO_DRAFT:
        found.append(NotDrafted())
    elif one.state is RowState.OTHER_DRAFT and one.draft is not None:
        found.append(DraftOfOther(by=one.draft.made_by))
    elif one.state is RowState.NO_SUCCESSOR:
        itself = one.procedure is not None and replaces_itself(one.row, one.procedure.__parent__)
        found.append(OwnSuccessor(code=one.row.code) if itself else SuccessorMissing())
    elif one.state is RowState.TO_END and one.procedure is not None:
        found += withdrawal_faults(one.procedure, effective, today=today)
        if one.procedure.__parent__.four_eyes and act.is_of(one.row.by):
            found.append(OwnRow())
        if one.row.successor and (closed := succession.circle(one.row.code, one.row.successor)):
            found.append(InACircle(code=one.row.code, circle=closed))
    elif one.draft is not None and not one.state.is_done:
        found += one.ready.wrong if one.ready is not None else ()
        found += approver_complaints(one.draft, act)
        asked = effective_day(one.draft.record, effective)
        # The reason is one for the whole decision, and asked for once.
        found += [
            complaint
            for complaint in day_complaints(one.draft.procedure, asked, today=today, reason=reason or "-")
            if not isinstance(complaint, ReasonMissing)
        ]
    return [OfProcedure(one.row.code, complaint) for complaint in found]


def publish_announced(
    announcement: Announcement,
    folder: ProcedureFolder,
    *,
    effective: date,
    reason: str,
    seen: str,
    act: Act,
    look: LooksAt | None = None,
    sure: date | None = None,
) -> Outcome:
    """Approve every draft of the decision for `effective`, end what it abolishes or replaces on that day.

    A day that has passed needs a `reason`, and none may come before the first day of the decision's rules. `seen` is
    the stamp of what was looked at; `sure`: the day that was looked at besides the decision's own. All complaints of
    all rows are found before anything is changed. Raises PublishedAlready, NoRows, RowsMoved, these complaints, or
    OtherDay where nothing else is wrong.
    """
    check_open(announcement)
    if not announcement.rows:
        raise NoRows()
    if seen != stamp_of(announcement, folder):
        raise RowsMoved()
    today, reason = act.at.astimezone(LOCAL).date(), clean_line(reason)
    rows = progress(announcement, folder, today, look)
    complaints: list[Refusal] = []
    if effective < announcement.effective_from:
        complaints.append(BeforeItsRules(day=f"{effective:%d/%m/%Y}", first=f"{announcement.effective_from:%d/%m/%Y}"))
    if effective < today and not reason:
        complaints.append(ReasonMissing(day=f"{effective:%d/%m/%Y}"))
    succession = Succession(folder, announcement.rows)
    for one in rows:
        complaints += row_faults(one, effective=effective, reason=reason, act=act, today=today, succession=succession)
    refuse_if(complaints)
    if effective != announcement.effective_from and effective != sure:
        raise OtherDay(day=f"{effective:%d/%m/%Y}", first=f"{announcement.effective_from:%d/%m/%Y}")
    published = ended = 0
    for one in rows:
        if one.state.is_done:
            continue
        if one.draft is not None:
            # What is wrong with the text was looked for above, by the same rules.
            number = announcement.number
            put_in_force(one.draft, effective=effective, act=act, reason=reason, announcement=number, chosen=True)
            published += 1
        elif one.procedure is not None:
            _end(one, announcement, effective, act)
            ended += 1
    announcement.effective, announcement.published_by, announcement.published_at = effective, act.by, act.at
    announcement.reason = reason if effective < today else ""
    announcement.version += 1
    facts = {"effective": effective.isoformat(), "published": published, "ended": ended}
    if announcement.reason:
        facts["reason"] = reason
    folder.chain.append(act, "announcement published", announcement=announcement.number, **facts)
    return Outcome(effective, published, ended)


def _end(one: RowProgress, announcement: Announcement, effective: date, act: Act) -> None:
    assert one.procedure is not None
    ending, _ = affected(one.procedure, effective)
    reason = f"Quyết định {announcement.decision} ngày {announcement.issued_on:%d/%m/%Y}"
    withdraw_procedure(one.procedure, on=effective, reason=reason, act=act, announcement=announcement.number)
    if ending is not None:
        ending.replaced_by = one.row.successor
