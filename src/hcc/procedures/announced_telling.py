"""Announcement decisions held against the catalogue's chain, for `hcc verify`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from .announcements import Announcement
from .operations.cancel_announced import TAKEN_BACK
from .operations.reopen_announced import REOPENED
from .operations.take_over_decision import DECISION_BROUGHT
from .resources import ProcedureFolder

_WRITTEN = ("decision", "issued_on", "effective_from", "issuer", "subject")
"""What is written of the decision itself, as its records call it."""


@dataclass
class _Told:
    """What the records of one decision come to."""

    written: dict[str, Any]
    rows: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Kind and successor by code, in the decision's order."""
    paper: tuple[str, str] | None = None
    published: tuple[str, str, str] | None = None
    """Day of effect, moment, and why that day had passed."""


def untold_of_decisions(folder: ProcedureFolder) -> Iterator[str]:
    """Where decisions are not what their records say, in English for the log."""
    told = _told(folder)
    held = {one.number: one for one in folder.announcements.newest_first()}
    for number in sorted({*told, *held}):
        if number not in held or number not in told:
            yield f"decision {number} is {'gone' if number not in held else 'not on record'}"
            continue
        for what in _differing(told[number], held[number]):
            yield f"{what} of decision {number} is not as recorded"


def _told(folder: ProcedureFolder) -> dict[int, _Told]:
    found: dict[int, _Told] = {}
    verbs = ("announced", "announcement amended", "rows announced", "row dropped", "decision kept")
    for at, what, facts in folder.chain.told(*verbs, "announcement published", TAKEN_BACK, REOPENED, DECISION_BROUGHT):
        one = found.setdefault(facts["announcement"], _Told({}))
        one.written.update((name, facts[name]) for name in _WRITTEN if name in facts)
        # A row that is corrected keeps its place among the others.
        one.rows.update((code, (kind, successor)) for code, kind, successor in facts.get("rows", ()))
        if what == "row dropped":
            one.rows.pop(facts["code"], None)
        elif what == "decision kept":
            one.paper = (facts["sha256"], facts["clean"])
        elif what == "announcement published":
            one.published = (facts["effective"], at, facts.get("reason", ""))
        elif what in (TAKEN_BACK, REOPENED):
            one.published = one.published if facts.get("stays") else None
        elif what == DECISION_BROUGHT:
            one.paper = (facts["sha256"], facts["clean"]) if "sha256" in facts else None
            published = facts.get("published")
            one.published = (
                (published["effective"], published["at"], published.get("reason", "")) if published else None
            )
    return found


def _differing(told: _Told, held: Announcement) -> Iterator[str]:
    for name, said in told.written.items():
        value = getattr(held, name)
        if said != (value.isoformat() if isinstance(value, date) else value):
            yield name
    if list(told.rows.items()) != [(row.code, (row.kind.value, row.successor)) for row in held.rows]:
        yield "the list of procedures"
    paper = (held.paper.sha256, held.paper.clean_sha256) if held.paper is not None else None
    if told.paper != paper:
        yield "the file"
    if told.published != _published(held, told.published):
        yield "the publication"


def _published(held: Announcement, told: tuple[str, str, str] | None) -> tuple[str, str, str] | None:
    """What is kept of the publication; the reason was not kept beside the decision at first."""
    if held.published_at is None or held.effective is None:
        return None
    reason = held.reason or (told[2] if told is not None else "")
    return held.effective.isoformat(), _moment(held.published_at), reason


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
