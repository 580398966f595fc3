"""Taking over an announcement decision as another installation of the office had written it down."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hcc.core.act import Act
from hcc.core.errors import refuse_if
from hcc.files.blobs import keep_file
from hcc.files.received import Received, sha256_of
from hcc.pdf.verdict import Verdict

from ..announcements import AnnouncedRow, Announcement, DecisionPaper
from ..resources import ProcedureFolder
from .announce import NoDecisionNumber

DECISION_BROUGHT = "decision brought"
"""What the catalogue's chain calls it; its facts are all that is kept of the decision."""


@dataclass(frozen=True)
class TakenPaper:
    """Its file as the intake accepted it here."""

    name: str
    received: Received
    clean: Path
    verdict: Verdict
    added_by: str
    added_at: datetime


@dataclass(frozen=True)
class TakenDecision:
    """What is written of it."""

    decision: str
    issued_on: date
    effective_from: date
    issuer: str
    subject: str
    made_by: str
    made_at: datetime
    rows: tuple[AnnouncedRow, ...]
    left_behind: tuple[tuple[str, int], ...] = ()
    published_at: datetime | None = None
    published_by: str = ""
    effective: date | None = None
    reason: str = ""


def taken_of(one: Announcement) -> TakenDecision:
    """What is kept of a decision, but its file."""
    values = {name: getattr(one, name) for name in TakenDecision.__dataclass_fields__}
    return TakenDecision(**values)


def take_over_decision(
    folder: ProcedureFolder, *, decision: TakenDecision, number: int, paper: TakenPaper | None, act: Act
) -> Announcement:
    """Keep it under its number, or the next where that is taken. Texts that name it stay as they are."""
    refuse_if([] if decision.decision else [NoDecisionNumber()])
    if folder.announcements.get(number) is not None:
        number = folder.announcements.next_number
    written: dict[str, Any] = {
        name: getattr(decision, name) for name in ("decision", "issued_on", "effective_from", "issuer")
    }
    one = Announcement(number, **written, made_by=decision.made_by, made_at=decision.made_at)
    for name in ("subject", "rows", "left_behind", "published_at", "published_by", "effective", "reason"):
        if value := getattr(decision, name):
            setattr(one, name, value)
    folder.announcements.add(one)
    facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in written.items()}
    facts |= {"subject": decision.subject, "rows": [[row.code, row.kind.value, row.successor] for row in one.rows]}
    if paper is not None:
        one.paper = _kept(paper, one)
        facts |= {"sha256": one.paper.sha256, "clean": one.paper.clean_sha256, "pages": one.paper.pages}
    if one.published_at is not None and one.effective is not None:
        published = {"effective": one.effective.isoformat(), "at": one.published_at.astimezone(UTC).isoformat()}
        facts |= {"published": {**published, "reason": one.reason} if one.reason else published}
    folder.chain.append(act, DECISION_BROUGHT, announcement=number, **facts)
    return one


def _kept(taken: TakenPaper, near: Announcement) -> DecisionPaper:
    paper = DecisionPaper(
        name=taken.name,
        sha256=taken.received.sha256,
        size=taken.received.size,
        pages=taken.verdict.pages,
        added_by=taken.added_by,
        added_at=taken.added_at,
    )
    paper.clean_sha256, paper.signed = sha256_of(taken.clean), taken.verdict.signed
    keep_file(paper.original, taken.received.path, near=near)
    keep_file(paper.clean, taken.clean, near=near)
    return paper
