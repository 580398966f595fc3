"""What the control slip, the register and the result documents say of a dossier."""

from datetime import date, timedelta

import pytest

from hcc.core.calendar import LOCAL
from hcc.dossiers import register, workflow
from hcc.dossiers.hand_overs import EARLY, IN_TIME, LATE, control_rows, outcome_of
from hcc.dossiers.operations.hand_over import hand_over
from hcc.dossiers.register import TooManyRows, received_between, register_data
from hcc.dossiers.result_words import results_of
from unit.printing.test_slips import OFFICE

from .building import CALENDAR, MONDAY, TODAY, act, dossier_in, draft


def names(login: str) -> str:
    return login.upper()


def test_the_control_slip_follows_the_dossier_from_hand_to_hand():
    dossier = dossier_in(workflow.PROCESSING)
    hand_over(dossier, to="Phòng Văn hóa", cabinet="Tủ 2", calendar=CALENDAR, act=act("xuly", minutes=60))
    rows = control_rows(dossier, names)
    assert [(row.giver, row.taker, row.note) for row in rows] == [
        (names(dossier.receiver), names(dossier.handler), "Nhận xử lý"),
        ("XULY", "Phòng Văn hóa", "Tủ 2"),
    ]
    assert rows[1].outcome == IN_TIME


def test_rows_are_only_added():
    before = control_rows(dossier_in(workflow.PROCESSING), names)
    after = control_rows(dossier_in(workflow.RETURNED), names)
    assert [(r.giver, r.taker, r.note) for r in after[: len(before)]] == [(r.giver, r.taker, r.note) for r in before]
    assert after[-1].note == "Trả kết quả"


@pytest.mark.parametrize(
    ("shift", "outcome"),
    [(timedelta(), IN_TIME), (timedelta(days=-1), EARLY), (timedelta(seconds=1), LATE)],
)
def test_early_is_on_a_day_before_and_late_is_after_the_moment(shift, outcome):
    dossier = dossier_in(workflow.RESOLVED)
    dossier.resolved_at = dossier.due.moment + shift
    assert outcome_of(dossier) == outcome


def test_the_register_has_the_dossiers_of_the_days_asked_for_and_numbers_them_through_the_year(monkeypatch):
    first = dossier_in(workflow.RECEIVED)
    folder = first.__parent__
    second = dossier_in(workflow.RECEIVED, folder)
    assert [id for _, id in received_between(folder, TODAY, TODAY)] == [first.id, second.id]
    assert list(received_between(folder, TODAY + timedelta(days=1), date(2027, 1, 1))) == []
    data = register_data(folder, date(2026, 1, 1), TODAY, at=MONDAY, settings=OFFICE)
    assert [(row.number, row.code) for row in data.rows] == [
        ("01", first.dossier_code),
        ("02", second.dossier_code),
    ]
    assert data.rows[0].received == f"{MONDAY.astimezone(LOCAL):%d/%m/%Y}"
    monkeypatch.setattr(register, "MOST_ROWS", 1)
    with pytest.raises(TooManyRows):
        register_data(folder, TODAY, TODAY, at=MONDAY, settings=OFFICE)


def test_certified_papers_and_drafts_have_no_result_document():
    assert results_of(dossier_in(workflow.AWAITING_APPROVAL)) == [], "of the certification field"
    assert results_of(draft()) == []
