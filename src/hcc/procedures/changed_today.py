"""Which procedures have another text than yesterday: "Thay đổi từ hôm nay", for the officials at the desks.

A text counts from the moment it could be seen: midnight of its day of effect, or when it was approved, where that was
later. Read off the catalogue's chain once for each state of the catalogue and day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from hcc.core.calendar import LOCAL

from .council_fees import COUNCIL_FEE_SET, fees_of
from .kept import Kept, let_go
from .resources import Procedure, ProcedureFolder, Revision

DAYS = 14
"""So many days a change is told to an official who has not looked: longer than Tết, shorter than a habit."""


class Happened(StrEnum):
    """What became of a procedure."""

    NEW = "new"
    CHANGED = "changed"
    FEE = "fee"
    """Its text stands; the province's council makes it cost something else."""
    ENDED = "ended"


@dataclass(frozen=True)
class ChangedText:
    """One procedure whose text is another since `at`."""

    code: str
    title: str
    happened: Happened
    revision: int
    """The text that came into force; of a procedure that ended, its last."""
    on: date
    """The day of effect."""
    at: datetime
    """From when on anybody could see it."""


def changed_texts(folder: ProcedureFolder, today: date) -> tuple[ChangedText, ...]:
    """What changed in the last `DAYS` days and still stands so, the newest first.

    What the catalogue was first filled with is no change: nobody knew another text.
    """
    return _kept.of(folder, today)


def unseen(changed: Iterable[ChangedText], seen: datetime | None) -> list[ChangedText]:
    """Those that came after the official last said that she has read the changes."""
    return [one for one in changed if seen is None or one.at > seen]


def text_before(procedure: Procedure, revision: Revision) -> Revision | None:
    """The text that held until this one took effect, whatever became of it since; None for a first one."""
    if revision.effective_from is None or revision.effective_from == date.min:
        return None
    before = [
        one
        for one in procedure.revisions.values()
        if one.takes_effect
        and one.number < revision.number
        and one.effective_from is not None
        and one.effective_from <= revision.effective_from
    ]
    return max(before, key=lambda one: (one.effective_from or date.min, one.number), default=None)


def _read(folder: ProcedureFolder, today: date) -> tuple[ChangedText, ...]:
    first_filled = ""
    first_day = today - timedelta(days=DAYS)
    found: dict[str, ChangedText] = {}
    for moment, what, facts in folder.chain.told("published", "withdrawn", COUNCIL_FEE_SET):
        if what == "published" and not first_filled:
            first_filled = moment
        on = date.fromisoformat(facts[_DAY[what]])
        if moment == first_filled or on > today:
            continue
        at = max(datetime.fromisoformat(moment).astimezone(LOCAL), datetime.combine(on, time.min, LOCAL))
        if not first_day < at.date() <= today:
            continue
        changed = (_fee_changed if what == COUNCIL_FEE_SET else _changed)(folder, facts["code"], on, at, today)
        let_go(folder.get(facts["code"]))
        if changed is not None and (changed.happened is not Happened.FEE or changed.code not in found):
            found[changed.code] = changed
    return tuple(sorted(found.values(), key=lambda one: (one.at, one.code), reverse=True))


_DAY = {"published": "effective", "withdrawn": "on", COUNCIL_FEE_SET: "first"}
"""Which fact of a record is the day of effect."""


def _fee_changed(folder: ProcedureFolder, code: str, on: date, at: datetime, today: date) -> ChangedText | None:
    """A procedure that costs something else since then; None where that was taken back, or another fee holds."""
    procedure = folder.get(code)
    revision = procedure.published(today) if procedure is not None else None
    if revision is None or not any(fee.first == on for fee in fees_of(revision, today)):
        return None
    return ChangedText(code, revision.record.title, Happened.FEE, revision.number, on, at)


def _changed(folder: ProcedureFolder, code: str, on: date, at: datetime, today: date) -> ChangedText | None:
    """How the procedure stands, where the record still tells of the text in force; None where another replaced it."""
    procedure = folder.get(code)
    revision = procedure.in_effect(today) if procedure is not None else None
    if procedure is None or revision is None:
        return None
    title = revision.record.title
    if procedure.published(today) is None:
        return ChangedText(code, title, Happened.ENDED, revision.number, revision.ended_on or on, at)
    if revision.effective_from != on:
        return None
    happened = Happened.NEW if text_before(procedure, revision) is None else Happened.CHANGED
    return ChangedText(code, title, happened, revision.number, on, at)


_kept: Kept[tuple[ChangedText, ...]] = Kept(_read)
