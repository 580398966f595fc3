"""The rows of a dossier's control slip (form 06): who gave it to whom, when, and whether in time.

Hand-overs of the paper stand as they were written down; beside them each act by which the dossier went from one
official to the next. Rows are only ever added.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from hcc.core.calendar import LOCAL
from hcc.core.evidence import Record
from hcc.printing import words
from hcc.printing.dossier_slips import ControlSlipRow

from .course import ControlRow
from .resources import Dossier

HOPS = {
    "process": "Nhận xử lý",
    "assign": "Phân công xử lý",
    "reassign": "Chuyển người xử lý",
    "pass_on": "Chuyển bước xử lý tiếp theo",
    "approve": "Phê duyệt kết quả",
    "send_back": "Trả lại để xử lý tiếp",
    "register_and_seal": "Vào sổ văn bản đi, đóng dấu",
    "return_result": "Trả kết quả",
}
"""Acts with which a dossier may come into other hands, as the slip calls them."""
IN_TIME, EARLY, LATE = "Đúng hạn", "Trước hạn", "Quá hạn"


def control_rows(dossier: Dossier, name_of: Callable[[str], str]) -> tuple[ControlSlipRow, ...]:
    """The rows in the order in which things happened. `name_of` names the official of a login."""
    papers = {row.at: row for row in dossier.control_slip}
    rows: list[ControlSlipRow] = []
    holder = dossier.receiver
    for record in dossier.chain:
        if record.what == "hand_over" and (paper := papers.get(record.at)) is not None:
            rows.append(_of_paper(paper, name_of))
            holder = paper.login or holder
        elif record.what in HOPS:
            rows.extend(_hop(dossier, record, holder, name_of))
            holder = _taker(dossier, record)
    return tuple(rows)


def _of_paper(row: ControlRow, name_of: Callable[[str], str]) -> ControlSlipRow:
    place = ", ".join(part for part in (row.cabinet, row.compartment) if part)
    outcome = "" if row.due is None else LATE if row.late else IN_TIME
    note = "; ".join(part for part in (place, row.note) if part)
    return ControlSlipRow(name_of(row.giver), row.taker, words.moment_line(row.at), outcome, note)


def _taker(dossier: Dossier, record: Record) -> str:
    if record.what == "assign":
        return str(record.facts.get("handler", ""))
    if record.what in ("reassign", "pass_on"):
        return str(record.facts["handler"][-1])
    return (dossier.handler or record.by) if record.what == "send_back" else record.by


def _hop(dossier: Dossier, record: Record, holder: str, name_of: Callable[[str], str]) -> Iterator[ControlSlipRow]:
    giver = record.by if record.what == "send_back" else holder
    taker = _taker(dossier, record)
    if record.what == "return_result":
        yield ControlSlipRow(
            name_of(record.by), _fetched_by(dossier), words.moment_line(record.at), "", HOPS[record.what]
        )
    elif giver != taker:
        outcome = outcome_of(dossier) if record.at == dossier.resolved_at else ""
        yield ControlSlipRow(name_of(giver), name_of(taker), words.moment_line(record.at), outcome, HOPS[record.what])


def _fetched_by(dossier: Dossier) -> str:
    return dossier.returned.to if dossier.returned is not None else dossier.person.name


def outcome_of(dossier: Dossier) -> str:
    """Whether a resolved dossier was early (on a day before), in time or late; empty while that is not known."""
    if dossier.resolved_at is None or dossier.due is None:
        return ""
    due: datetime = dossier.due.moment
    if dossier.resolved_at > due:
        return LATE
    return EARLY if _day(dossier.resolved_at) < _day(due) else IN_TIME


def _day(moment: datetime):
    return moment.astimezone(LOCAL).date()
