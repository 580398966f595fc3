"""What the office decides for itself: looked at before it is saved, refused politely, without scripts too."""

import pytest
from playwright.sync_api import expect

from hcc.core.roles import Role
from hcc.dossiers import workflow
from populated import PopulatedOffice

from .online import chromium, look_at

pytestmark = pytest.mark.browser

SAVE = ".acts button.primary"
FEES = "/quan-tri/cai-dat/council_fees"


@pytest.fixture(scope="module")
def populated(online):
    made = PopulatedOffice(online.office)
    made.dossier(workflow.RECEIVED)
    return made


@pytest.fixture(scope="module")
def browser(populated, online):
    """After the office is populated, see `online.chromium`."""
    with chromium() as one:
        yield one


def test_a_day_off_is_looked_at_and_then_saved(populated, people):
    reader = people(Role.ADMINISTRATOR)
    reader.wide()
    page = reader.go("/quan-tri/lich/day")
    page.locator("[name=first]").fill("27/11/2026")
    page.locator("[name=decision]").first.check()
    page.locator("[name=name]").fill("Nghỉ phòng tránh bão")
    expect(page.locator(SAVE)).to_contain_text("Xem thay đổi những gì")
    page.locator(SAVE).click()
    expect(page.locator("#preview")).to_contain_text("Số hồ sơ đã hẹn vào lúc Trung tâm nghỉ: 1")
    look_at(reader, "calendar-looked-at")
    reader.wide()
    expect(page.locator(SAVE)).to_contain_text("Lưu")
    page.locator(SAVE).click()
    expect(page.locator("main")).to_contain_text("Nghỉ phòng tránh bão")


def test_a_resolution_is_entered_refused_and_put_right(populated, people):
    reader = people(Role.CATALOGUE_ADMINISTRATOR)
    reader.expected_statuses = {409}
    reader.wide()
    page = reader.go(FEES)
    page.locator("[name=first]").fill("01/01/2027")
    page.locator(f"[name={populated.council_fee}]").fill("8.000")
    page.locator(SAVE).click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Hãy ghi số, ngày nghị quyết")
    look_at(reader, "council-fees-refused")
    reader.wide()
    page.locator("[name=resolution]").fill("Nghị quyết số 12/2026/NQ-HĐND ngày 10/07/2026")
    page.locator(SAVE).click()
    expect(page.locator("main table")).to_contain_text("8.000 đồng")
    look_at(reader, "council-fees-entered")


def test_without_scripts_a_list_of_hamlets_is_saved(populated, online, browser, people):
    signed_in = people(Role.ADMINISTRATOR).page.context.storage_state()
    context = browser.new_context(locale="vi-VN", java_script_enabled=False, storage_state=signed_in)
    page = context.new_page()
    page.goto(f"{online.url}/quan-tri/cai-dat/hamlets")
    page.locator("[name=hamlets]").fill("xóm Mẫu | xã An Mẫu\nxóm Mẫu")
    page.locator(SAVE).click()
    expect(page.locator("[data-error-summary]")).to_contain_text("xóm Mẫu ghi hai lần")
    page.locator("[name=hamlets]").fill("xóm Mẫu | xã An Mẫu\nxóm Đồi Chè")
    page.locator(SAVE).click()
    expect(page.locator("#changes")).to_contain_text("+ xóm Đồi Chè")
    context.close()


def test_a_symbol_and_a_text_that_cannot_be_are_refused_where_they_stand(populated, people):
    reader = people(Role.ADMINISTRATOR)
    reader.expected_statuses = {409}
    reader.wide()
    page = reader.go("/quan-tri/cai-dat/symbols")
    page.locator("[name=kind]").first.check()
    page.locator("[name=symbol]").fill("12/PBS HDHS")
    page.locator(SAVE).click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Hãy viết ký hiệu bằng chữ in hoa")
    look_at(reader, "symbol-refused")
    reader.wide()
    page = reader.go("/quan-tri/cai-dat/result_text")
    page.locator("[name=name]").fill("Giấy xác nhận")
    page.locator("[name=layout]").first.check()
    page.locator("[name=body]").fill("Ông/bà {họ và tên")
    page.locator(SAVE).click()
    expect(page.locator("[data-error-summary] li")).to_have_count(3)
    look_at(reader, "result-text-refused")
