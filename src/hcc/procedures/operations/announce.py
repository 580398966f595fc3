"""Writing an announcement decision down: what it is, its rows, its file."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.identifiers import PROCEDURE
from hcc.core.text import clean_line, message
from hcc.files.blobs import keep_file
from hcc.files.names import shown_name
from hcc.files.received import Received, sha256_of
from hcc.pdf.verdict import Verdict

from ..announced_lines import TooManyLines
from ..announced_progress import corrected_record, drafts_of, published_of, replaces_itself
from ..announcements import MOST_ROWS, AnnouncedRow, Announcement, ChangeOfRules, DecisionPaper
from ..file_problems import IN_A_CIRCLE
from ..national_codes import known_code
from ..resources import Procedure, ProcedureFolder, Revision
from ..successors import Succession, with_arrows


class NoDecisionNumber(Refusal):
    field = "decision"
    text = message("Write the number of the decision, with its symbol.")


class KnownDecision(Refusal):
    field = "decision"
    text = message("Decision ${decision} of ${year} is written down already, as number ${number}. Open that one.")


class IssuedLater(Refusal):
    field = "issued_on"
    text = message("The decision cannot be of ${day}, which is still to come. Look at its date again.")


class EffectBeforeDecision(Refusal):
    field = "effective_from"
    text = message(
        "The day of effect ${effective} is before the day of the decision, ${issued}. "
        "Look at both again; where the decision does say so, tick that below."
    )


class ChangedMeanwhile(Refusal):
    stale = True
    text = message("Somebody changed this decision after you opened it. Look at it as it is now, then save again.")


class PublishedAlready(Refusal):
    text = message("This decision is published. What it says of its procedures stays; write a further decision.")


class RowThere(Refusal):
    field = "lines"
    text = message("${code} is in this decision already. Correct that row, or take it out first.")


class RowGone(Refusal):
    text = message("${code} is not in this decision any more.")


class NotInCatalogue(Refusal):
    field = "lines"
    text = message(
        "${code} is not in the catalogue, so it cannot change or end. If it is new, write “(new)” behind its name in "
        "that line; else look at the code again."
    )


class InCatalogueAlready(Refusal):
    field = "lines"
    text = message("${code} is in the catalogue already, so it is not new. Write it down as amended.")


class WrongSuccessor(Refusal):
    field = "lines"
    text = message("“${code}” is no procedure code. Write the code of what takes its place, such as 1.000656.")


class OwnSuccessor(Refusal):
    field = "lines"
    text = message("${code} cannot replace itself. Write the code of what takes its place.")


class InACircle(Refusal):
    field = "lines"
    text = IN_A_CIRCLE


def check_facts(folder: ProcedureFolder, number: int, facts: dict, *, said: bool, act_day: date) -> None:
    """Raise every complaint about what is written of a decision; `said`: it does take effect before its own day."""
    complaints: list[Refusal] = []
    if not facts["decision"]:
        complaints.append(NoDecisionNumber())
    known = folder.announcements.by_decision(facts["decision"], facts["issued_on"])
    if known is not None and known.number != number:
        complaints.append(
            KnownDecision(decision=known.decision, year=f"{known.issued_on.year:04}", number=known.number)
        )
    if facts["issued_on"] > act_day:
        complaints.append(IssuedLater(day=_day(facts["issued_on"])))
    if facts["effective_from"] < facts["issued_on"] and not said:
        complaints.append(
            EffectBeforeDecision(effective=_day(facts["effective_from"]), issued=_day(facts["issued_on"]))
        )
    refuse_if(complaints)


def _day(day: date) -> str:
    return f"{day:%d/%m}/{day.year:04}"


def _facts(decision: str, issued_on: date, effective_from: date, issuer: str, subject: str) -> dict:
    return {
        "decision": clean_line(decision),
        "issued_on": issued_on,
        "effective_from": effective_from,
        "issuer": clean_line(issuer),
        "subject": clean_line(subject),
    }


def _told(facts: dict) -> dict:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}


def announcement_complaints(
    folder: ProcedureFolder,
    *,
    decision: str,
    issued_on: date,
    effective_from: date,
    issuer: str,
    today: date,
    subject: str = "",
    retroactive: bool = False,
    rows: Sequence[AnnouncedRow] = (),
) -> list[Refusal]:
    """What speaks against writing such a decision down."""
    facts, complaints = _facts(decision, issued_on, effective_from, issuer, subject), []
    try:
        check_facts(folder, 0, facts, said=retroactive, act_day=today)
    except Refusal as refusal:
        complaints += refusal.complaints
    return [*complaints, *row_complaints(folder, rows)]


def announce(
    folder: ProcedureFolder,
    *,
    decision: str,
    issued_on: date,
    effective_from: date,
    issuer: str,
    today: date,
    act: Act,
    subject: str = "",
    retroactive: bool = False,
    rows: Iterable[AnnouncedRow] = (),
) -> Announcement:
    """Write a decision down, with the rows that are known already.

    `retroactive`: the decision does say that it takes effect before its own day. Raises Refusal with every complaint.
    """
    facts, rows = _facts(decision, issued_on, effective_from, issuer, subject), tuple(rows)
    refuse_if(announcement_complaints(folder, **facts, retroactive=retroactive, rows=rows, today=today))
    number = folder.announcements.next_number
    written = {name: value for name, value in facts.items() if name != "subject"}
    announcement = Announcement(number, **written, made_by=act.by, made_at=act.at)
    announcement.subject, announcement.rows = facts["subject"], _written_by(rows, act)
    folder.announcements.add(announcement)
    folder.chain.append(act, "announced", announcement=number, rows=_rows_told(rows), **_told(facts))
    return announcement


def amend_announcement(
    announcement: Announcement,
    folder: ProcedureFolder,
    *,
    decision: str,
    issued_on: date,
    effective_from: date,
    issuer: str,
    subject: str,
    retroactive: bool,
    seen: int,
    today: date,
    act: Act,
) -> list[Revision]:
    """Correct what is written of the decision itself. Its drafts follow, but for days they were given by hand: they are
    their writers' as before, and are to be submitted anew; answers them. A published text is never rewritten: it is one
    of those `left_behind`.

    Raises PublishedAlready, ChangedMeanwhile, and as `announce`.
    """
    check_open(announcement)
    if seen != announcement.version:
        raise ChangedMeanwhile()
    facts = _facts(decision, issued_on, effective_from, issuer, subject)
    check_facts(folder, announcement.number, facts, said=retroactive, act_day=today)
    drafts, published = drafts_of(announcement, folder), published_of(announcement, folder)
    first = announcement.effective_from
    for name, value in facts.items():
        setattr(announcement, name, value)
    announcement.version += 1
    folder.chain.append(act, "announcement amended", announcement=announcement.number, **_told(facts))
    corrected, behind = (
        [(text, record) for text in texts if (record := corrected_record(text, first, announcement)) != text.record]
        for texts in (drafts, published)
    )
    known = dict(announcement.left_behind) | {text.procedure.code: text.number for text, _ in behind}
    announcement.left_behind = tuple(known.items())
    for draft, record in corrected:
        draft.rewrite(record, by=draft.made_by, at=act.at)
    if corrected:
        revisions = [[draft.procedure.code, draft.number] for draft, _ in corrected]
        folder.chain.append(act, "drafts corrected", announcement=announcement.number, revisions=revisions)
    return [draft for draft, _ in corrected]


def check_open(announcement: Announcement) -> None:
    if announcement.published_at is not None:
        raise PublishedAlready()


def was_approved(procedure: Procedure) -> bool:
    """Whether it ever had a text for citizens, or has one for a later day."""
    return any(revision.takes_effect for revision in procedure.revisions.values())


def row_complaints(
    folder: ProcedureFolder, rows: Sequence[AnnouncedRow], besides: Sequence[AnnouncedRow] = ()
) -> list[Refusal]:
    """What speaks against these rows in this catalogue; `besides`: what else stands in their decision."""
    found: list[Refusal] = []
    succession, in_told = Succession(folder, (*besides, *rows)), set[str]()
    for row in rows:
        procedure = folder.get(row.code)
        if row.kind is not ChangeOfRules.NEW and procedure is None:
            found.append(NotInCatalogue(code=row.code))
        if row.kind is ChangeOfRules.NEW and procedure is not None and was_approved(procedure):
            found.append(InCatalogueAlready(code=row.code))
        if row.successor and not PROCEDURE.match(row.successor):
            found.append(WrongSuccessor(code=row.successor[:40]))
        if replaces_itself(row, folder):
            found.append(OwnSuccessor(code=row.code))
        elif row.successor and known_code(row.code, folder) not in in_told:
            closed = succession.in_circle(row.code, row.successor)
            if closed:
                found.append(InACircle(code=row.code, circle=with_arrows(closed)))
            in_told.update(closed)
    return found


def _written_by(rows: Iterable[AnnouncedRow], act: Act) -> tuple[AnnouncedRow, ...]:
    return tuple(replace(row, by=act.by) for row in rows)


def _rows_told(rows: Iterable[AnnouncedRow]) -> list[list[str]]:
    return [[row.code, row.kind.value, row.successor] for row in rows]


def add_rows(announcement: Announcement, folder: ProcedureFolder, *, rows: Iterable[AnnouncedRow], act: Act) -> None:
    """Append rows. Raises PublishedAlready, or every complaint about a row."""
    check_open(announcement)
    rows = tuple(rows)
    complaints: list[Refusal] = []
    for row in rows:
        if announcement.row(row.code) is not None:
            complaints.append(RowThere(code=row.code))
    complaints += row_complaints(folder, rows, announcement.rows)
    if len(announcement.rows) + len(rows) > MOST_ROWS:
        complaints.append(TooManyLines(most=MOST_ROWS))
    refuse_if(complaints)
    announcement.rows += _written_by(rows, act)
    folder.chain.append(act, "rows announced", announcement=announcement.number, rows=_rows_told(rows))


def change_row(
    announcement: Announcement, folder: ProcedureFolder, *, code: str, kind: ChangeOfRules, successor: str, act: Act
) -> None:
    """Correct what becomes of one procedure. Raises PublishedAlready, RowGone, and what speaks against the row."""
    check_open(announcement)
    before = announcement.row(code)
    if before is None:
        raise RowGone(code=code[:40])
    successor = clean_line(successor) if kind is ChangeOfRules.REPLACED else ""
    after = replace(before, kind=kind, successor=successor, by=act.by)
    refuse_if(row_complaints(folder, [after], announcement.rows))
    announcement.rows = tuple(after if row is before else row for row in announcement.rows)
    folder.chain.append(act, "rows announced", announcement=announcement.number, rows=_rows_told([after]))


def drop_row(announcement: Announcement, folder: ProcedureFolder, *, code: str, act: Act) -> None:
    """Take a mistaken row out; the procedure and its drafts stay as they are. Raises PublishedAlready, RowGone."""
    check_open(announcement)
    if announcement.row(code) is None:
        raise RowGone(code=code[:40])
    announcement.rows = tuple(row for row in announcement.rows if row.code != code)
    folder.chain.append(act, "row dropped", announcement=announcement.number, code=code)


def keep_decision(
    announcement: Announcement,
    folder: ProcedureFolder,
    *,
    received: Received,
    clean: Path,
    verdict: Verdict,
    name: str,
    act: Act,
) -> DecisionPaper:
    """Keep the decision's file, which the intake accepted: the received bytes, and the copy that is shown."""
    paper = DecisionPaper(
        name=shown_name(name),
        sha256=received.sha256,
        size=received.size,
        pages=verdict.pages,
        added_by=act.by,
        added_at=act.at,
    )
    paper.clean_sha256, paper.signed = sha256_of(clean), verdict.signed
    keep_file(paper.original, received.path, near=announcement)
    keep_file(paper.clean, clean, near=announcement)
    announcement.paper = paper
    folder.chain.append(
        act,
        "decision kept",
        announcement=announcement.number,
        sha256=paper.sha256,
        clean=paper.clean_sha256,
        pages=paper.pages,
    )
    return paper
