"""A row of the control slip: the paper goes from hand to hand (form 06; NĐ 61/2018 art. 18, NĐ 309/2026 art. 9)."""

from datetime import UTC

from hcc.core.act import Act
from hcc.core.calendar import OfficeCalendar
from hcc.core.deadlines import handover_due
from hcc.core.errors import Refusal
from hcc.core.text import clean_line, clean_text, message

from ..course import ControlRow
from ..resources import NOTE_LIMIT, Dossier
from .moving import check_standing, stay

PLACE_LIMIT = 60


class TakerMissing(Refusal):
    field = "to"
    text = message("Write to whom or to which unit the paper is handed.")


def hand_over(
    dossier: Dossier,
    *,
    to: str,
    login: str = "",
    cabinet: str = "",
    compartment: str = "",
    note: str = "",
    calendar: OfficeCalendar,
    seen: int | None = None,
    act: Act,
) -> ControlRow:
    """Write down who took the paper and where it lies; `login` where an official of the centre took it.

    The first row after reception has the moment by which the paper had to go on.
    """
    to = clean_line(to)
    if not to:
        raise TakerMissing()
    check_standing(dossier, "hand_over", seen)
    due = None
    if not dossier.control_slip and dossier.received_at is not None:
        due = handover_due(dossier.received_at, calendar).moment.astimezone(UTC)
    row = ControlRow(
        giver=act.by,
        taker=to,
        at=act.at,
        login=login,
        cabinet=clean_line(cabinet)[:PLACE_LIMIT],
        compartment=clean_line(compartment)[:PLACE_LIMIT],
        note=clean_text(note)[:NOTE_LIMIT],
        due=due,
    )
    dossier.control_slip = (*dossier.control_slip, row)
    facts = {"login": login} if login else {}
    stay(
        dossier,
        "hand_over",
        act=act,
        taker=to,
        cabinet=row.cabinet,
        compartment=row.compartment,
        late=row.late,
        **facts,
    )
    return row
