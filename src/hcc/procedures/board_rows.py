"""The rows of the catalogue board: how every procedure stands on a day, for administrators, drafts included.

Every act upon the catalogue is a record of its chain, so the rows are kept until the chain grows: then the procedures
it names are looked at again, or all of them where a record names none. Citizens' pages know nothing of drafts and
depend on the journal, which drafts leave alone.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hcc.core.text import fold

from .announced_waiting import asked_back
from .board_row import BoardRow, Standing
from .board_rows_file import KeptRows, RowsFile
from .council_fees import crossed, record_on, shown_day
from .gaps import gaps_of
from .kept import let_go
from .operations.ask_taking_back import TAKING_BACK_ASKED, TAKING_BACK_DECLINED, TAKING_BACK_LEFT
from .operations.set_council_fees import council_places
from .resources import Procedure, ProcedureFolder, Revision

_WORDS = re.compile(r"\w+")
_LEAVE_PROCEDURES = frozenset(
    ("file brought", "file dropped", "announced", "announcement amended", "row dropped", "rows announced", "form kept",
     "decision kept", "posted", "taken down", "sheets brought", "board opened", "board closed", "board renamed",
     "announcement published", "announcement taken back", "announcement reopened", "decision brought",
     "four eyes asked for", "four eyes lifted", "texts noted")
)  # fmt: skip
"""Acts of which no procedure stands otherwise afterwards, or each has a record of its own."""
_OF_A_DECISION = frozenset((TAKING_BACK_ASKED, TAKING_BACK_LEFT, TAKING_BACK_DECLINED))
"""Acts that concern the procedures of the decision they name."""


def row_of(procedure: Procedure, today: date, asked: bool = False) -> BoardRow:
    """How one procedure stands on that day; `asked`: whether somebody asks that its decision is taken back."""
    latest, draft = procedure.latest(), procedure.draft()
    published, upcoming = procedure.published(today), procedure.upcoming(today)
    shown = published or upcoming or latest
    record = record_on(shown, shown_day(shown, today))
    # Of two things done at one moment the later one in the list counts.
    at, by = max(reversed(list(_changes(procedure.revisions.values()))), key=lambda one: one[0])
    names = [record.code, record.short_name, record.name, *record.everyday_names]
    folded = [fold(name) for name in names]
    return BoardRow(
        code=record.code,
        title=record.title,
        field=record.field,
        standing=_standing(procedure, today, draft, published, upcoming) | (int(Standing.REVIEW) if asked else 0),
        has_page=procedure.has_page(today),
        published=published.number if published is not None else 0,
        draft=draft.number if draft is not None else 0,
        from_day=upcoming.effective_from if upcoming is not None else None,
        ends_on=procedure.ending(today),
        changed_at=at,
        changed_by=by,
        gaps=int(gaps_of(record)),
        words="\n".join([*folded, *("".join(word[0] for word in _WORDS.findall(name)) for name in folded[1:])]),
        council=tuple((place.case, place.channel) for place in council_places(procedure, today)),
        until=min((day for day in _days(procedure.revisions.values()) if day > today), default=None),
    )


def _changes(revisions: Iterable[Revision]) -> Iterable[tuple[datetime, str]]:
    """When somebody did something to a revision, and who."""
    for one in revisions:
        yield one.made_at, one.made_by
        for at, by in (
            (one.submitted_at, one.submitted_by),
            (one.approved_at, one.approved_by),
            (one.withdrawn_at, one.withdrawn_by),
            (one.discarded_at, one.discarded_by),
        ):
            if at is not None:
                yield at, by or ""


def _days(revisions: Iterable[Revision]) -> Iterable[date]:
    """Days on which a revision begins or ends."""
    for one in revisions:
        if one.approved_at is not None:
            yield from (day for day in (one.effective_from, one.withdrawn_on, one.ended_on) if day is not None)


def _standing(
    procedure: Procedure, today: date, draft: Revision | None, published: Revision | None, upcoming: Revision | None
) -> int:
    found = Standing(0)
    if draft is not None:
        found |= Standing.DRAFT if draft.submitted_at is None else Standing.REVIEW
    if procedure.waiting_end(today):
        found |= Standing.REVIEW
    if upcoming is not None:
        found |= Standing.SCHEDULED
    if published is not None:
        found |= Standing.PUBLISHED
        if procedure.ending(today) is not None:
            found |= Standing.ENDING
    elif (last := procedure.in_effect(today)) is not None:
        found |= Standing.EXPIRED if last.has_expired(today) else Standing.WITHDRAWN
    elif upcoming is None:
        ever = any(one.approved_at is not None for one in procedure.revisions.values())
        found |= Standing.WITHDRAWN if ever else Standing.NEVER
    return int(found)


ORDERS: dict[str, Callable[[BoardRow], Any]] = {
    "": lambda row: not row.standing & int(Standing.DRAFT | Standing.REVIEW),
    "code": lambda row: row.code,
    "title": lambda row: fold(row.title),
    "changed": lambda row: -row.changed_at.timestamp(),
}
"""What they are listed by: those being written first, or else; of alike ones by code."""
WRITTEN_EVERY = 200
"""Records of the chain after which the file of rows is written anew; those after it are read again at a start."""


class _State:
    """The rows at one length of the chain and on one day, in each order that was asked for."""

    def __init__(self, kept: KeptRows) -> None:
        self.length, self.head, self.today, self.rows = kept
        self._orders: dict[str, list[BoardRow]] = {}

    def ordered(self, order: str) -> list[BoardRow]:
        found = self._orders.get(order)
        if found is None:
            rows = [self.rows[code] for code in sorted(self.rows)]
            found = self._orders[order] = sorted(rows, key=ORDERS[order])
        return found


class BoardRows:
    """The rows made last. Two threads that find them outdated both make them, and both are right."""

    def __init__(self, path: Path | None = None) -> None:
        """`path`: where they are kept for the first page after the next start; None: nowhere."""
        self._file = RowsFile(path) if path is not None else None
        self._kept: _State | None = None
        self._written = -1
        """How long the chain was when the file was written."""

    def of(self, folder: ProcedureFolder, today: date, order: str = "") -> list[BoardRow]:
        """Every procedure, in this order: "" (those being written first), "code", "title" or "changed"."""
        chain, kept = folder.chain, self._kept or self._read()
        length, head = len(chain), chain.head
        if kept is None or kept.today != today or (kept.length, kept.head) != (length, head):
            kept = _State(KeptRows(length, head, today, self._rows(folder, today, kept)))
        if kept is not self._kept:
            self._kept = kept
            self._keep(kept)
        return kept.ordered(order if order in ORDERS else "")

    def _read(self) -> _State | None:
        found = self._file.read() if self._file is not None else None
        self._written = found.length if found is not None else -1
        return _State(found) if found is not None else None

    def _keep(self, kept: _State) -> None:
        behind = kept.length - self._written
        if self._file is not None and (self._written < 0 or not 0 <= behind < WRITTEN_EVERY):
            self._file.write(KeptRows(kept.length, kept.head, kept.today, kept.rows))
            self._written = kept.length

    def _rows(self, folder: ProcedureFolder, today: date, kept: _State | None) -> dict[str, BoardRow]:
        codes = _touched(folder, today, kept)
        if kept is None or codes is None:
            rows, self._written = {}, -1
            asked = asked_back(folder, today)
            for code, procedure in folder.items():
                rows[code] = row_of(procedure, today, code in asked)
                let_go(procedure)
            return rows
        rows = dict(kept.rows)
        asked = asked_back(folder, today, codes) if codes else {}
        for code in codes:
            procedure = folder.get(code)
            if procedure is not None:
                rows[code] = row_of(procedure, today, code in asked)
        return rows


def _touched(folder: ProcedureFolder, today: date, kept: _State | None) -> set[str] | None:
    """The procedures that stand otherwise than in what is kept; None: any may."""
    chain = folder.chain
    if kept is None or kept.today > today or chain.digest_at(kept.length) != kept.head:
        return None
    codes: set[str] = set()
    if kept.today < today:
        codes.update(code for code, row in kept.rows.items() if row.until is not None and row.until <= today)
        codes.update(crossed(folder.council_fees, kept.today, today))
    for record in chain.latest():
        if record.sequence <= kept.length:
            break
        if record.what in _LEAVE_PROCEDURES:
            continue
        named = record.facts.get("codes", record.facts.get("code"))
        if record.what in _OF_A_DECISION:
            decision = folder.announcements.get(record.facts["announcement"])
            codes.update(decision.codes if decision is not None else ())
            continue
        if record.what in ("drafted", "drafts corrected"):
            codes.update(code for code, _ in record.facts["revisions"])
        elif isinstance(named, str):
            codes.add(named)
        elif isinstance(named, list):
            codes.update(named)
        else:
            return None
    return codes
