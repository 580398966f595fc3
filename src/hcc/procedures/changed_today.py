"""Which procedures have another text than yesterday: "Thay đổi từ hôm nay", for the officials at the desks.

A text counts from the moment it could be seen: midnight of its day of effect, or when it was approved, where that was
later. Read off the catalogue's chain once for each state of the catalogue and day.

What one act brings of more than `MOST_APART` procedures, a decision or an import, is told as one change. Its texts are
looked at when somebody opens their list: after an import of thousands no page waits until all of them are read.
"""

from collections import defaultdict
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


MOST_APART = 12
"""Of one act so many procedures are told each for itself."""


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


@dataclass(frozen=True)
class ChangedTogether:
    """What one act brought of many procedures."""

    act: str
    """Which act: the moment of its records, as the chain writes it, the day of effect, and whether it was of fees."""
    on: date
    at: datetime
    announcement: int | None
    """The decision they were published from, where it was one."""
    fees: bool
    """Whether it set fees of the council, and left the texts as they are."""
    codes: tuple[str, ...]
    """By code; those that another act changed again are told there."""


Told = ChangedText | ChangedTogether


def changed_texts(folder: ProcedureFolder, today: date) -> tuple[Told, ...]:
    """What changed in the last `DAYS` days and still stands so, the newest first.

    What the catalogue was first filled with is no change: nobody knew another text.
    """
    return _kept.of(folder, today)


def texts_of(
    together: ChangedTogether, codes: Iterable[str], folder: ProcedureFolder, today: date
) -> list[ChangedText]:
    """Those of these procedures that still stand as that act left them."""
    look = _fee_changed if together.fees else _changed
    found = (look(folder, code, together.on, together.at, today) for code in codes)
    return [one for one in found if one is not None]


def unseen(changed: Iterable[Told], seen: datetime | None) -> list[Told]:
    """Those that came after the official last said that she has read the changes."""
    return [one for one in changed if seen is None or one.at > seen]


def text_before(procedure: Procedure, revision: Revision) -> Revision | None:
    """The text that held until this one took effect, whatever became of it since; None for a first one."""
    if revision.effective_from is None or revision.effective_from == date.min:
        return None
    before = [
        one
        for one in procedure.revisions.values()
        if one.takes_effect and one.number < revision.number and one.begins <= revision.effective_from
    ]
    return max(before, key=lambda one: (one.begins, one.number), default=None)


@dataclass(frozen=True)
class _Recorded:
    """A record of the chain about one procedure."""

    act: str
    what: str
    code: str
    on: date
    at: datetime
    announcement: int | None


def _recorded(folder: ProcedureFolder, today: date) -> list[_Recorded]:
    """The records that could be seen in the last days, the oldest first."""
    first_filled = ""
    first_day = today - timedelta(days=DAYS)
    found = []
    for moment, what, facts in folder.chain.told("published", "withdrawn", COUNCIL_FEE_SET):
        if what == "published" and not first_filled:
            first_filled = moment
        on = date.fromisoformat(facts[_DAY[what]])
        if moment == first_filled or on > today:
            continue
        at = max(datetime.fromisoformat(moment).astimezone(LOCAL), datetime.combine(on, time.min, LOCAL))
        if first_day < at.date() <= today:
            act = f"{moment} {on}{' fees' if what == COUNCIL_FEE_SET else ''}"
            found.append(_Recorded(act, what, facts["code"], on, at, facts.get("announcement")))
    return found


def _read(folder: ProcedureFolder, today: date) -> tuple[Told, ...]:
    recorded = _recorded(folder, today)
    codes_of: dict[str, set[str]] = defaultdict(set)
    for one in recorded:
        codes_of[one.act].add(one.code)
    found: dict[str, ChangedText | _Recorded] = {}
    for one in recorded:
        told = one if len(codes_of[one.act]) > MOST_APART else _apart(one, folder, today)
        # A text tells of its fees too.
        if told is not None and (one.what != COUNCIL_FEE_SET or one.code not in found):
            found[one.code] = told
    together: dict[str, list[_Recorded]] = defaultdict(list)
    for told in found.values():
        if isinstance(told, _Recorded):
            together[told.act].append(told)
    every: list[Told] = [told for told in found.values() if isinstance(told, ChangedText)]
    every += [_together(ones) for ones in together.values()]
    return tuple(sorted(every, key=lambda one: (one.at, _name(one)), reverse=True))


def _together(ones: list[_Recorded]) -> ChangedTogether:
    first = ones[0]
    codes = tuple(sorted(one.code for one in ones))
    return ChangedTogether(first.act, first.on, first.at, first.announcement, first.what == COUNCIL_FEE_SET, codes)


def _name(one: Told) -> str:
    return one.code if isinstance(one, ChangedText) else one.act


def _apart(one: _Recorded, folder: ProcedureFolder, today: date) -> ChangedText | None:
    changed = (_fee_changed if one.what == COUNCIL_FEE_SET else _changed)(folder, one.code, one.on, one.at, today)
    let_go(folder.get(one.code))
    return changed


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


_kept: Kept[tuple[Told, ...]] = Kept(_read)
