"""What the control slip (form 06) and the cover sheet of a dossier say."""

from collections.abc import Callable
from typing import Any

from hcc.printing import words
from hcc.printing.dossier_slips import ControlSlipData, CoverData
from hcc.settings import Settings

from .checklist import BLOCKS, Verdict
from .hand_overs import control_rows
from .resources import Dossier
from .slip_words import code_of, head_of, id_of


def _facts(dossier: Dossier, settings: Settings, at) -> dict[str, Any]:
    due = dossier.due
    return {
        **head_of(settings, at),
        **code_of(dossier),
        "person": dossier.person.name,
        "request": dossier.record.title,
        "received": words.moment_line(dossier.received_at) if dossier.received_at else "",
        "due": words.moment_line(due.moment) if due is not None else "",
    }


def control_slip_data(dossier: Dossier, *, name_of: Callable[[str], str], settings: Settings) -> ControlSlipData:
    """The slip as of the dossier's newest act."""
    last = dossier.chain.last
    assert last is not None  # it was received
    return ControlSlipData(**_facts(dossier, settings, last.at), rows=control_rows(dossier, name_of))


def cover_data(dossier: Dossier, *, name_of: Callable[[str], str], settings: Settings) -> CoverData:
    """The sheet on the folder: its code is the number of reception, which the search of every desk understands."""
    label, number = id_of(dossier.person)
    facts = _facts(dossier, settings, dossier.received_at)
    del facts["place_and_date"]
    lies_elsewhere = BLOCKS | {Verdict.FROM_DATABASE, Verdict.SEEN_ON_VNEID, Verdict.NOT_NEEDED, None}
    return CoverData(
        **facts,
        code=dossier.reception_number,
        id_label=label,
        id_number=number,
        phone=dossier.person.reached_by,
        address=dossier.person.address,
        handler=name_of(dossier.handler) if dossier.handler else "",
        papers=tuple(
            component.name
            for index, component in dossier.components()
            if dossier.component_verdict(index) not in lies_elsewhere
        ),
    )
