"""What the control slip (form 06) and the cover sheet of a dossier say."""

from collections.abc import Callable
from typing import Any

from hcc.core.roles import Role
from hcc.printing import words
from hcc.printing.dossier_slips import ControlSlipData, ControlSlipStep, CoverData
from hcc.settings import Settings

from .checklist import BLOCKS, Verdict
from .hand_overs import IN_TIME, LATE, control_rows
from .process_course import StepGone, steps_gone
from .process_way import process_of
from .resources import Dossier
from .slip_words import code_of, head_of, id_of

ROLE_WORDS = {
    Role.RECEIVER: "Tiếp nhận",
    Role.HANDLER: "Xử lý",
    Role.CERTIFIER: "Chứng thực",
    Role.APPROVER: "Phê duyệt, ký",
    Role.CLERK: "Văn thư",
    Role.RETURNER: "Trả kết quả",
    Role.DIRECTOR: "Giám đốc Trung tâm",
}
"""Roles of a step as a paper calls them."""
OUTSIDE = "Cơ quan ngoài Trung tâm"


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


def control_slip_data(
    dossier: Dossier, *, name_of: Callable[[str], str], unit_of: Callable[[int], str], settings: Settings
) -> ControlSlipData:
    """The slip as of the dossier's newest act. `unit_of` names a unit by its number."""
    last = dossier.chain.last
    assert last is not None  # it was received
    process = process_of(dossier)
    return ControlSlipData(
        **_facts(dossier, settings, last.at),
        rows=control_rows(dossier, name_of),
        steps=tuple(_step(one, name_of, unit_of) for one in steps_gone(dossier)),
        basis=process.basis if process is not None else "",
    )


def _step(one: StepGone, name_of: Callable[[str], str], unit_of: Callable[[int], str]) -> ControlSlipStep:
    step = one.step
    role = ROLE_WORDS[Role(step.role)] if step.role else OUTSIDE
    who = ", ".join(part for part in (role, unit_of(step.unit) if step.unit else "") if part)
    outcome = (LATE if one.late(one.ended) else IN_TIME) if one.ended is not None and one.due is not None else ""
    moments = {
        name: words.brief_moment(moment) if moment is not None else ""
        for name, moment in (("begun", one.begun), ("due", one.due), ("ended", one.ended))
    }
    hours = f"{step.hours:g} giờ".replace(".", ",") if step.hours else ""
    return ControlSlipStep(f"{one.place}. {step.name}", who, hours, **moments, outcome=outcome)


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
