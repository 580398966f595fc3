"""Imports: files of procedures that were brought, what each would change, and what became of it.

The file is kept, so that it is looked at again without being sent again. What it would change stands in pages of their
own, which are written once and read one at a time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum

from persistent import Persistent
from ZODB.blob import Blob

from hcc.core.folder import Folder, Node

from .record import ProcedureRecord
from .table_faults import Fault

PAGE_SIZE = 50
KEPT = 10
"""Imports kept, with their files; the oldest go first."""
FILE_LIMIT = 50 * 2**20
"""Bytes of one file; 6,000 procedures in a workbook have some 10 million."""


class ImportState(StrEnum):
    """Where an import stands. The values stand in databases."""

    READING = "reading"
    """It waits to be read, or is being read."""
    READ = "read"
    COMMITTING = "committing"
    DONE = "done"
    DROPPED = "dropped"
    """Somebody put it away; its file and what it would have changed are gone."""


class Outcome(StrEnum):
    """What becomes of one procedure, in the order in which they are listed."""

    ERROR = "error"
    CHANGED = "changed"
    NEW = "new"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class ImportRow:
    """One procedure of a file."""

    code: str
    title: str
    outcome: Outcome
    stamp: str = ""
    """Which text it was compared with: revision and when it was written; empty: there was none."""
    changed: tuple[str, ...] = ()
    """Fields that differ."""
    emptied: tuple[str, ...] = ()
    """Those of them that would say nothing any more."""
    draft_by: str = ""
    """Who is writing the draft that this text would take the place of."""
    draft_at: datetime | None = None


class ImportPage(Persistent):
    """A part of what an import would change, with the texts themselves."""

    def __init__(self, rows: Sequence[ImportRow], records: dict[str, ProcedureRecord]) -> None:
        self.rows = tuple(rows)
        self.records = records


class ImportFaults(Persistent):
    """Everything that keeps an import from being taken in."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)


class Import(Node):
    """One file that was brought."""

    state = ImportState.READING
    pages: tuple[ImportPage, ...] = ()
    faults: ImportFaults | None = None
    mapped: tuple[tuple[str, str], ...] = ()
    """Codes with a province's tail, and the national codes they were taken for."""
    moved: tuple[str, ...] = ()
    """Codes of procedures that were changed here between the reading and the taking in: nothing was taken in."""
    decision_closed = False
    """The decision it was to be put into was published meanwhile: nothing was taken in."""
    read_at: datetime | None = None
    asked_by = asked_stead = ""
    """Who had it taken in."""
    over_drafts = False
    announcement: int | None = None
    done_at: datetime | None = None

    def __init__(self, name: str, *, file_name: str, size: int, sha256: str, made_by: str, made_at: datetime) -> None:
        self.__name__ = name
        self.file_name, self.size, self.sha256 = file_name, size, sha256
        self.made_by, self.made_at = made_by, made_at
        self.blob: Blob | None = Blob()
        self.counts: dict[str, int] = {}
        """Of the procedures by outcome, of the faults as "faults", of the drafts in the way as "drafts"."""

    @property
    def under_way(self) -> bool:
        """Whether it is being worked on: nobody can do anything with it meanwhile."""
        return self.state in (ImportState.READING, ImportState.COMMITTING)

    @property
    def brings(self) -> int:
        """How many procedures it would change or add."""
        return self.counts.get(Outcome.NEW, 0) + self.counts.get(Outcome.CHANGED, 0)

    @property
    def may_be_taken_in(self) -> bool:
        return self.state is ImportState.READ and not self.counts.get("faults") and self.brings > 0

    def rows(self) -> Iterator[tuple[ImportRow, ProcedureRecord | None]]:
        """Every procedure of the file with the text it would have, where that is another one."""
        for page in self.pages:
            for row in page.rows:
                yield row, page.records.get(row.code)

    def find(self, code: str) -> tuple[ImportRow, ProcedureRecord] | None:
        """One procedure that the file changes or adds."""
        return next(((row, record) for row, record in self.rows() if row.code == code and record is not None), None)


class ImportFolder(Folder):
    """The imports by name, which is random: their number tells nothing."""

    def newest_first(self) -> list[Import]:
        """Those that were not put away."""
        return sorted(
            (one for one in self.values() if one.state is not ImportState.DROPPED),
            key=lambda one: one.made_at,
            reverse=True,
        )

    def forget_older(self) -> None:
        """Let the oldest go, but none that is being worked on."""
        by_age = sorted(self.values(), key=lambda one: one.made_at, reverse=True)
        for one in by_age[KEPT:]:
            if not one.under_way:
                del self._children[one.__name__]

    def took_in(self, by: str, at: datetime) -> bool:
        """Whether a draft written by her at that moment is one an import made, and nobody has touched since."""
        return any(one.done_at == at and one.asked_by == by for one in self.values())


def differing_fields(before: ProcedureRecord | None, after: ProcedureRecord) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Fields in which two texts differ, and those of them that say nothing in the later one."""
    if before is None:
        return (), ()
    names = [part.name for part in fields(after)]
    changed = tuple(name for name in names if getattr(before, name) != getattr(after, name))
    return changed, tuple(name for name in changed if not getattr(after, name) and getattr(after, name) is not False)
