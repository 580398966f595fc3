"""What the publication of a decision left waiting for its day, and whether any of it has begun."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from .announcements import Announcement, is_of
from .resources import Procedure, ProcedureFolder, Revision


@dataclass(frozen=True)
class WaitingEnd:
    """A procedure that ends by a decision on a day still to come."""

    ending: Revision | None
    """The text in force then; None where only texts for later days were approved."""
    overtaken: tuple[Revision, ...]
    """Texts for later days that would take effect but for this end: nobody decided otherwise since."""


def is_scheduled(revision: Revision, today: date) -> bool:
    """Whether a text is approved for a day that is still to come."""
    return revision.effective_from is not None and revision.effective_from > today and revision.takes_effect


def texts_waiting(
    announcement: Announcement, folder: ProcedureFolder, today: date, codes: Container[str] | None = None
) -> Iterator[Revision]:
    """Texts of a published decision that are approved for a day still to come; of these `codes`, or of all."""
    if announcement.published_at is None:
        return
    for procedure in _procedures(announcement, folder, ends=False, codes=codes):
        texts = list(procedure.revisions.values())
        if not any(is_scheduled(one, today) for one in texts):
            continue  # and no text has to be read
        of_it = [one for one in texts if one.announcement == announcement.number or is_of(one.record, announcement)]
        # What is written after the decision's own text took effect names the decision too, and is no part of it.
        begun = any(one.takes_effect and one.begins <= today for one in of_it)
        for one in of_it:
            if is_scheduled(one, today) and (not begun or one.announcement == announcement.number):
                yield one


def ends_waiting(
    announcement: Announcement, folder: ProcedureFolder, today: date, codes: Container[str] | None = None
) -> Iterator[WaitingEnd]:
    """Procedures that end by it on a day still to come; of these `codes`, or of all."""
    at, day = announcement.published_at, announcement.effective
    if at is None or day is None or day <= today:
        return
    for procedure in _procedures(announcement, folder, ends=True, codes=codes):
        texts = list(procedure.revisions.values())
        by_it = [one for one in texts if one.withdrawn_at == at]
        ending = next((one for one in by_it if one.takes_effect), None)
        since = any(one.takes_effect and (_after(one.approved_at, at) or _after(one.withdrawn_at, at)) for one in texts)
        overtaken = () if since else tuple(one for one in by_it if not one.takes_effect)
        if ending is not None or overtaken:
            yield WaitingEnd(ending, overtaken)


def has_begun(announcement: Announcement, folder: ProcedureFolder, today: date) -> bool:
    """Whether a text it was published with has taken effect, or a procedure has ended by it."""
    at, day = announcement.published_at, announcement.effective
    if at is None or day is None:
        return False
    began = any(
        one.approved_at == at and one.takes_effect and one.begins <= today
        for procedure in _procedures(announcement, folder, ends=False)
        for one in procedure.revisions.values()
    )
    return began or (
        day <= today
        and any(
            one.withdrawn_at == at
            for procedure in _procedures(announcement, folder, ends=True)
            for one in procedure.revisions.values()
        )
    )


def asked_back(
    folder: ProcedureFolder, today: date, codes: Container[str] | None = None
) -> dict[str, list[Announcement]]:
    """Decisions of which somebody asks that they are taken back, by the codes of the procedures that still wait; of
    these `codes`, or of all. A request stays with its decision when nothing waits any more."""
    found: dict[str, list[Announcement]] = {}
    for one in folder.announcements.newest_first():
        if one.asked_back is not None:
            for code in _waiting_codes(one, folder, today, codes):
                found.setdefault(code, []).append(one)
    return found


def waits(announcement: Announcement, folder: ProcedureFolder, today: date) -> bool:
    """Whether a procedure of a published decision changes or ends by it on a day still to come."""
    return any(texts_waiting(announcement, folder, today)) or any(ends_waiting(announcement, folder, today))


def _waiting_codes(
    announcement: Announcement, folder: ProcedureFolder, today: date, codes: Container[str] | None
) -> set[str]:
    """The procedures of a published decision that change or end by it on a day still to come."""
    found = {text.procedure.code for text in texts_waiting(announcement, folder, today, codes)}
    for end in ends_waiting(announcement, folder, today, codes):
        found.update(one.procedure.code for one in (end.ending, *end.overtaken) if one is not None)
    return found


def decision_of(text: Revision) -> Announcement | None:
    """The decision a text was published from, or that it names, where the office keeps it."""
    kept, record = text.procedure.__parent__.announcements, text.record
    if text.announcement is not None:
        found = kept.get(text.announcement)
    else:
        found = kept.by_decision(record.announcement, record.announced_on) if record.announced_on is not None else None
    return found if found is not None and found.row(text.procedure.code) is not None else None


def _procedures(
    announcement: Announcement, folder: ProcedureFolder, *, ends: bool, codes: Container[str] | None = None
) -> Iterator[Procedure]:
    for row in announcement.rows:
        wanted = row.kind.ends == ends and (codes is None or row.code in codes)
        procedure = folder.get(row.code) if wanted else None
        if procedure is not None:
            yield procedure


def _after(moment: datetime | None, at: datetime) -> bool:
    return moment is not None and moment > at
