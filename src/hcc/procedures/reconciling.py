"""A text that was opened before somebody else saved: what comes of both, and what a person must choose."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from hcc.core.errors import Refusal
from hcc.core.folder import number_name
from hcc.core.text import message

from .merging import Merged, merge
from .operations.edit import draft_stamp
from .record import ProcedureRecord
from .resources import Procedure


class Choice(StrEnum):
    """Which text stands in a field that both changed."""

    MINE = "mine"
    """What stands in the form: one's own words, or both put together by hand."""
    THEIRS = "theirs"


class BothChanged(Refusal):
    """The same fields were changed by somebody who saved first; nothing is chosen for the one who saves second."""

    leads = True
    text = message(
        "${by} saved this text after you opened it, and you both changed the same: ${count}. "
        "Choose for each which text stands, then save again."
    )

    def __init__(self, merged: Merged, *, by: str, opened_on: str, seen: str) -> None:
        super().__init__(by=by, count=len(merged.conflicts))
        self.merged = merged
        self.opened_on = opened_on
        self.seen = seen


@dataclass(frozen=True)
class Reconciled:
    """The text to save, and the fields in which it holds what others saved after the form was opened."""

    record: ProcedureRecord
    joined: tuple[str, ...] = ()


def text_on(procedure: Procedure, stamp: str) -> ProcedureRecord | None:
    """The text of a `draft_stamp`, or None when it is no longer kept."""
    number, _, moment = stamp.partition("@")
    try:
        revision = procedure.revisions[number_name(number)]
    except KeyError:
        return None
    if revision.made_at.isoformat() == moment:
        return revision.record
    return revision.earlier.find(moment) if revision.earlier is not None else None


def differences(base: ProcedureRecord | None, mine: ProcedureRecord, theirs: ProcedureRecord) -> Merged:
    """Both texts merged; where the one they began from is not known, everything in which they differ is in conflict."""
    if base is not None:
        return merge(base, mine, theirs)
    names = (one.name for one in fields(ProcedureRecord))
    return Merged(mine, theirs, tuple(name for name in names if getattr(mine, name) != getattr(theirs, name)))


def reconcile(
    procedure: Procedure,
    *,
    record: ProcedureRecord,
    opened_on: str,
    seen: str = "",
    choices: Mapping[str, str] | None = None,
) -> Reconciled:
    """`record`, written in a form that was opened on the text `opened_on`, brought together with the newest text.

    Whoever was refused looked at their text `seen` and answers in `choices`, for every field she was shown, with a
    `Choice`, or "" where she has chosen nothing. Every other field she saw as it was on `seen`.
    Raises BothChanged while anything is left to choose.
    """
    latest, stamp = procedure.latest(), draft_stamp(procedure)
    if opened_on == stamp:
        return Reconciled(record)
    base, looked_at = text_on(procedure, opened_on), text_on(procedure, seen)
    asked = choices if looked_at is not None and choices else {}
    if asked and looked_at is not None and base is not None:
        base = replace(looked_at, **{name: getattr(base, name) for name in asked})
    elif asked:
        base = looked_at
    merged = differences(base, record, latest.record)
    chosen, left = {}, [name for name in merged.conflicts if name not in asked]
    for name, choice in asked.items():
        mine, theirs = getattr(record, name), getattr(latest.record, name)
        if mine == theirs:
            continue
        if choice not in set(Choice) or theirs != getattr(looked_at, name):
            left.append(name)
        else:
            # In a list in conflict their side holds what she changed in other rows of it.
            of_theirs = getattr(merged.theirs, name) if name in merged.conflicts else theirs
            chosen[name] = mine if choice == Choice.MINE else of_theirs
    if left:
        order = [one.name for one in fields(ProcedureRecord) if one.name in {*left, *asked}]
        raise BothChanged(replace(merged, conflicts=tuple(order)), by=latest.made_by, opened_on=opened_on, seen=stamp)
    whole = replace(merged.mine, **chosen)
    joined = [one.name for one in fields(whole) if getattr(whole, one.name) != getattr(record, one.name)]
    return Reconciled(whole, tuple(joined))
