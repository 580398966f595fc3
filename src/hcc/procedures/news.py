"""What is new in the catalogue: the texts that came into force last, newest first.

Read off the catalogue's chain, where every publication stands with its day of effect, so that no procedure has to be
looked at but those shown. The reading is kept for as long as the journal stands still and the day lasts, in memory
and, where the caller has a file for it, over the next start.
"""

import threading
from collections import Counter, OrderedDict
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from heapq import nlargest
from typing import Protocol

from .resources import ProcedureFolder, Revision

KEPT = 200
"""So many of the newest changes are remembered."""
_READINGS = 8


class ChangeKind(StrEnum):
    NEW = "new"
    """The procedure had no text before."""
    CHANGED = "changed"


@dataclass(frozen=True, eq=False)
class Act:
    """What texts that came into force together have in common: the day, the moment of the act, and its kind."""

    effective: date
    at: datetime
    kind: ChangeKind
    size: int
    """How many texts it changed in all."""


@dataclass(frozen=True)
class Change:
    """One text that came into force."""

    code: str
    revision: int
    act: Act


News = tuple[Change, ...]
"""The newest changes (at most KEPT), the latest first."""
Position = tuple[int, int]
"""Of the catalogue's journal."""


class Keeper(Protocol):
    """Where the news of one state of the catalogue and one day are kept."""

    def read(self, position: Position, today: date) -> News | None: ...

    def write(self, position: Position, today: date, news: News) -> None: ...


@dataclass(frozen=True)
class Headline:
    """One line of news: a revision, or so many procedures brought in by one act (`revision` is one of them)."""

    revision: Revision
    kind: ChangeKind
    count: int = 1


_readings: OrderedDict[tuple[Position, date], News] = OrderedDict()
_lock = threading.Lock()


def latest_changes(folder: ProcedureFolder, today: date, count: int) -> list[tuple[Revision, ChangeKind]]:
    """The last `count` (at most KEPT) texts that came into force and still are, newest first."""
    found = []
    for change in _news(folder, today):
        revision = _in_force(folder, change, today)
        if revision is not None:
            found.append((revision, change.act.kind))
            if len(found) == count:
                break
    return found


def headlines(
    folder: ProcedureFolder, today: date, count: int, *, together: int = 3, keeper: Keeper | None = None
) -> list[Headline]:
    """The same, but more than `together` procedures of one act are one line that counts them."""
    found, told = [], set()
    for change in _news(folder, today, keeper):
        act = change.act
        if act in told:
            continue
        revision = _in_force(folder, change, today)
        if revision is None:
            continue
        if act.size > together:
            told.add(act)
        found.append(Headline(revision, act.kind, act.size if act.size > together else 1))
        if len(found) == count:
            break
    return found


def _in_force(folder: ProcedureFolder, change: Change, today: date) -> Revision | None:
    procedure = folder.get(change.code)
    revision = procedure.published(today) if procedure is not None else None
    return revision if revision is not None and revision.number == change.revision else None


def _news(folder: ProcedureFolder, today: date, keeper: Keeper | None = None) -> News:
    key = (folder.journal.position, today)
    with _lock:
        kept = _readings.get(key)
        if kept is not None:
            _readings.move_to_end(key)
            return kept
    read = keeper.read(*key) if keeper is not None else None
    if read is None:
        read = _read(folder, today)
        if keeper is not None:
            keeper.write(*key, read)
    with _lock:
        _readings[key] = read
        while len(_readings) > _READINGS:
            _readings.popitem(last=False)
    return read


def _read(folder: ProcedureFolder, today: date) -> News:
    """Texts stay as they are written until they are known to be among the newest: ISO 8601 sorts as it stands."""
    known: set[str] = set()
    changes = []
    until = today.isoformat()
    for at, _, facts in folder.chain.told("published"):
        code, effective = facts["code"], facts["effective"]
        kind = ChangeKind.CHANGED if code in known else ChangeKind.NEW
        known.add(code)
        if effective <= until:
            changes.append((effective, at, facts["revision"], code, kind))
    sizes = Counter((effective, at, kind) for effective, at, _, _, kind in changes)
    newest = []
    acts: dict[tuple[str, str, ChangeKind], Act] = {}
    for effective, at, revision, code, kind in nlargest(KEPT, changes):
        made = (effective, at, kind)
        if made not in acts:
            acts[made] = Act(date.fromisoformat(effective), datetime.fromisoformat(at), kind, sizes[made])
        newest.append(Change(code, revision, acts[made]))
    return tuple(newest)
