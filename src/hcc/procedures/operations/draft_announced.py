"""Drafts of what an announcement decision changes: from the latest text, or empty for what is new."""

from collections.abc import Collection

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..announced_progress import LooksAt, RowState, announced_record, progress
from ..announcements import Announcement, is_of
from ..record import ProcedureRecord
from ..resources import Procedure, ProcedureFolder, Revision
from .announce import RowGone, check_open
from .edit import DraftChanged, draft_stamp
from .submit import submit_revision


class NothingToDraft(Refusal):
    text = message("Every procedure of this decision has its draft already, or a draft of somebody else is open.")


class NothingToSubmit(Refusal):
    text = message("No draft of this decision is fit to be submitted: put right what is wrong first.")


class NoDraftToTake(Refusal):
    text = message("${code} has no open draft any more. Look at the decision again.")


def draft_announced(
    announcement: Announcement, folder: ProcedureFolder, *, act: Act, codes: Collection[str] | None = None
) -> list[Revision]:
    """Begin a draft for each row that has none: the latest text with the decision's number and days, or an empty one.

    `codes`: only of these. An open draft of somebody is left as it is, and what was published from this decision too.
    Raises PublishedAlready, NothingToDraft.
    """
    check_open(announcement)
    made = []
    for row in announcement.rows:
        if row.kind.ends or (codes is not None and row.code not in codes):
            continue
        procedure = folder.get(row.code)
        if procedure is None:
            procedure = folder[row.code] = Procedure(row.code)
            record, base, taken_back = ProcedureRecord(code=row.code, name=row.name, field=row.field), 0, 0
        else:
            latest = procedure.latest()
            if latest.approved_at is None or (is_of(latest.record, announcement) and latest.takes_effect):
                continue
            record, base = latest.record, latest.number
            # The decision may have been corrected since: the number it was published from is still known.
            of_it = is_of(record, announcement) or latest.announcement == announcement.number
            taken_back = base if of_it and not latest.takes_effect else 0
        draft = procedure.add_revision(
            announced_record(record, announcement), made_by=act.by, made_at=act.at, base=base
        )
        if taken_back:
            # Its text is the one to correct; what changes is told against the text in force.
            before = procedure.newest_approved()
            draft.copy_of, draft.base = taken_back, before.number if before is not None else taken_back
        made.append(draft)
    if not made:
        raise NothingToDraft()
    folder.chain.append(
        act,
        "drafted",
        announcement=announcement.number,
        revisions=[[draft.procedure.code, draft.number] for draft in made],
    )
    return made


def submit_announced(announcement: Announcement, folder: ProcedureFolder, *, look: LooksAt, act: Act) -> int:
    """Lay every draft of the decision in which nothing is wrong before whoever approves it; answers how many.

    Raises PublishedAlready, NothingToSubmit.
    """
    check_open(announcement)
    today = act.at.astimezone(LOCAL).date()
    fit = [
        one.draft
        for one in progress(announcement, folder, today, look)
        if one.draft is not None and one.state in (RowState.DRAFT, RowState.READY)
    ]
    if not fit:
        raise NothingToSubmit()
    for draft in fit:
        submit_revision(draft, act=act)
    return len(fit)


def take_draft(announcement: Announcement, folder: ProcedureFolder, *, code: str, opened_on: str, act: Act) -> Revision:
    """Make the open draft of a procedure one of this decision: its number and days are written into it.

    Raises PublishedAlready, RowGone, NoDraftToTake, and DraftChanged when it is not the draft that was looked at.
    """
    check_open(announcement)
    if announcement.row(code) is None:
        raise RowGone(code=code[:40])
    procedure = folder.get(code)
    draft = procedure.draft() if procedure is not None else None
    if procedure is None or draft is None:
        raise NoDraftToTake(code=code)
    if opened_on != draft_stamp(procedure):
        raise DraftChanged(by=draft.made_by)
    draft.rewrite(announced_record(draft.record, announcement), by=act.by, at=act.at)
    folder.chain.append(
        act, "draft taken", announcement=announcement.number, code=procedure.code, revision=draft.number
    )
    return draft
