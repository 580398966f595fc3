"""What whoever publishes a text must know of it: what is wrong, which stops it, and what is unknown, which does not."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from hcc.core.text import TranslationString, message

from .changes import FIELD_LABELS
from .checking import ANYTHING, RecordFault, Surroundings, read_back
from .council_fees import CouncilFee, priced
from .record import FeeKind, LimitUnit, ProcedureRecord
from .resources import ProcedureFolder
from .successors import Succession

EXPECTED = ("components", "fees", "time_limits", "steps", "results", "agency", "methods", "legal_basis")
"""What a procedure consists of (NĐ 63/2010/NĐ-CP art. 8(2)), with its fee and what it rests on: where one is missing,
citizens read that the centre is updating it."""


@dataclass(frozen=True)
class Unknown:
    """Something the text does not say."""

    field: str
    """Field of the record."""
    words: TranslationString


@dataclass(frozen=True)
class Readiness:
    """`wrong` is refused, each with the place in the text; `unknown` is published, and said to be unknown."""

    wrong: tuple[RecordFault, ...]
    unknown: tuple[Unknown, ...]

    @property
    def may_be_published(self) -> bool:
        return not self.wrong


def readiness(record: ProcedureRecord, around: Surroundings = ANYTHING, fees: Iterable[CouncilFee] = ()) -> Readiness:
    """How ready a text is; `fees` are those the office entered for the council's."""
    _, faults = read_back(record, around)
    return Readiness(tuple(faults), tuple(_unknown(priced(record, fees))))


def surroundings(
    folder: ProcedureFolder, *, fields: Collection[str] | None = None, events: Collection[str] | None = None
) -> Surroundings:
    """What a text of this catalogue may name."""
    closes = Succession(folder).circle
    return Surroundings(forms=folder.forms.names, fields=fields, events=events, procedures=folder, circle=closes)


def _unknown(record: ProcedureRecord) -> Iterable[Unknown]:
    for field in EXPECTED:
        if not getattr(record, field):
            yield Unknown(field, FIELD_LABELS[field])
    if any(fee.kind is FeeKind.COUNCIL for fee in record.fees):
        yield Unknown("fees", message("The fee our province's council has set"))
    if any(fee.kind is FeeKind.WORDING for fee in record.fees):
        yield Unknown("fees", message("A fee of which only the wording is known"))
    if any(limit.unit is LimitUnit.WORDING for limit in record.time_limits):
        yield Unknown("time_limits", message("A time limit of which only the wording is known"))
    if not (record.audience or record.audiences):
        yield Unknown("audience", FIELD_LABELS["audience"])
