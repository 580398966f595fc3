"""A file of procedures arrives: it is looked at, its faults are told by row and column, and it becomes drafts."""

from dataclasses import replace

import pytest

from hcc.core.roles import Role
from hcc.procedures.record import Fee, FeeKind
from importing import PATH, bring, do_jobs, faults_on, outcomes_on, page_of, written

COPY = "2.000815"


def record_of(office, code=COPY):
    with office.site() as site:
        return site.procedures[code].latest().record


def all_records(office):
    with office.site() as site:
        return [procedure.latest().record for procedure in site.procedures.values()]


@pytest.mark.parametrize("ending", ["xlsx", "csv", "zip"])
def test_what_was_written_out_and_brought_back_changes_nothing(office, ending):
    page = page_of(office, bring(office, f"danh-muc.{ending}", written(all_records(office), ending)))
    assert faults_on(page) == []
    assert set(outcomes_on(page).values()) == {"Không đổi"}
    assert "take" not in page.forms


def test_a_new_fee_becomes_a_draft_and_citizens_see_it_after_it_is_published(office):
    record = record_of(office)
    dearer = replace(record, fees=(Fee(FeeKind.PER_CASE, amount=12_345, per="bản"),))
    address = bring(office, "phi.xlsx", written([dearer], "xlsx"))
    page = page_of(office, address)
    assert outcomes_on(page) == {COPY: "Thay đổi"}
    compare = page.click(href="compare", index=0)
    assert "12.345" in compare.html.text
    assert page.forms["take"].submit().status_code == 303
    assert "Đang tạo bản nháp" in page_of(office, address).html.text
    do_jobs(office)
    page = page_of(office, address)
    assert "bản nháp của 1 thủ tục" in page.html.text
    with office.site() as site:
        procedure = site.procedures[COPY]
        assert procedure.draft().record == dearer
        assert procedure.published(office.now.date()).record == record
    assert "12.345" not in office.as_(None).get(f"/thu-tuc/{COPY}").text
