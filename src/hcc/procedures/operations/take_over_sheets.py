"""Taking over which sheets hang and hung where, as another installation of the office had it written down."""

from collections.abc import Sequence

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import message

from ..hangings import Hanging
from ..hangings_past import SHEETS_BROUGHT, Hung, Spot
from ..resources import ProcedureFolder
from .post import NoSuchPlace

TOLD_AT_ONCE = 500
"""Sheets in one record of the chain, or a few more: those of one spot stand together."""


class NoTextHere(Refusal):
    text = message("Text ${revision} of ${code} is not here, or was never approved: no sheet shows it.")


class ClosedBoard(Refusal):
    text = message("Nothing can hang at ${name}: this place is closed.")


def take_over_sheets(folder: ProcedureFolder, *, sheets: Sequence[Hung], act: Act) -> None:
    """Let these be all that hung at the spots they name, in their order; at most the last of each hangs there.

    Raises NoSuchPlace, ClosedBoard, NoTextHere for every one.
    """
    refuse_if([fault for one in sheets for fault in _faults(folder, one)])
    spots: dict[Spot, list[Hung]] = {}
    for one in sheets:
        spots.setdefault(one.spot, []).append(one)
    told: list[Hung] = []
    for past in spots.values():
        last = past[-1]
        if last.until is None:
            folder.hangings.hang(Hanging(last.code, last.place, last.kind, last.revision, last.by, last.at))
        else:
            folder.hangings.take_down(last.code, last.place, last.kind)
        told += past
        if len(told) >= TOLD_AT_ONCE:
            _tell(folder, told, act)
            told = []
    _tell(folder, told, act)


def _tell(folder: ProcedureFolder, sheets: list[Hung], act: Act) -> None:
    if sheets:
        folder.chain.append(act, SHEETS_BROUGHT, sheets=[one.as_fact() for one in sheets])


def _faults(folder: ProcedureFolder, one: Hung) -> list[Refusal]:
    place, procedure = folder.hangings.place(one.place), folder.get(one.code)
    text = procedure.revisions.get(one.revision) if procedure is not None else None
    found: list[Refusal] = []
    if place is None:
        found.append(NoSuchPlace())
    elif place.closed and one.until is None:
        found.append(ClosedBoard(name=place.name))
    if text is None or text.approved_at is None:
        found.append(NoTextHere(revision=one.revision, code=one.code))
    return found
