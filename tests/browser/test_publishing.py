"""A text from the form to the day it holds, and back again: at both widths, with and without scripts."""

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from hcc.core.roles import Role

from .online import DESK, PHONE, Reader, look_at, sign_in

pytestmark = pytest.mark.browser

SETS = {
    "wide": (DESK, True, "1.000689"),
    "wide-without-scripts": (DESK, False, "1.000894"),
    "phone": (PHONE, True, "1.001022"),
    "phone-without-scripts": (PHONE, False, "1.001193"),
}


@pytest.fixture(scope="module", autouse=True)
def _a_week_later(online):
    """So that a day can have passed since the centre began."""
    online.office.later(days=7)


@pytest.mark.parametrize("name", SETS)
def test_written_compared_published_withdrawn_and_brought_back(online, browser, name):
    (width, height), scripts, code = SETS[name]
    context = browser.new_context(
        locale="vi-VN", java_script_enabled=scripts, viewport={"width": width, "height": height}
    )
    reader = sign_in(Reader(online, context), Role.CATALOGUE_ADMINISTRATOR)
    path = f"/thu-tuc/{code}"

    page = reader.go(f"{path}/edit")
    page.locator("#form [name=results]").first.fill("Kết quả mới của thủ tục")
    page.get_by_role("button", name="Lưu").first.click()
    expect(page.locator("#changed")).to_contain_text("1 thay đổi (kết quả")
    page.get_by_role("link", name="Xem trước khi công bố").click()
    expect(page.get_by_text("Người dân thấy bản mới ngay.")).to_be_visible()

    two_days_ago = online.office.now - timedelta(days=2)
    page.locator("[name=effective]").fill(f"{two_days_ago:%d/%m/%Y}")
    reader.expected_statuses = {409}
    page.get_by_role("button", name="Công bố áp dụng từ ngày này").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("đã qua")
    expect(page.locator("[name=effective]")).to_have_value(f"{two_days_ago:%d/%m/%Y}")
    if scripts:
        look_at(reader, f"publish-in-the-past-{name}", fresh=False)
    page.locator("[name=reason]").fill("Quyết định đến muộn")
    page.get_by_role("button", name="Công bố áp dụng từ ngày này").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã công bố")

    page.get_by_role("link", name="Lịch sử").click()
    expect(page.get_by_text("Quyết định đến muộn")).to_be_visible()
    page.get_by_role("link", name="Cho thủ tục hết hiệu lực").click()
    page.locator("[name=reason]").fill("Bãi bỏ theo quyết định")
    page.get_by_role("button", name="Cho thủ tục hết hiệu lực").click()
    expect(page.get_by_role("status").first).to_contain_text("hết hiệu lực từ")
    if scripts:
        look_at(reader, f"history-withdrawn-{name}")

    page.locator("a[href$='phien-ban/1/bring_back']").click()
    page.locator("[name=reason]").fill("Quyết định bị thu hồi")
    page.get_by_role("button", name="Tạo bản nháp từ nội dung này").click()
    expect(page.get_by_role("status").first).to_contain_text("là bản nháp")
    page.get_by_role("link", name="Xem trước khi công bố").click()
    page.get_by_role("button", name="Công bố áp dụng từ ngày này").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã công bố")
    context.close()


def test_what_is_wrong_leads_to_its_field(online, people):
    with online.office.changing() as site:
        procedure = site.procedures["1.001266"]
        wrong = replace(procedure.latest().record, successor="9.999999")
        procedure.add_revision(wrong, made_by="danhmuc", made_at=online.office.now)
    reader = people(Role.CATALOGUE_ADMINISTRATOR)
    for at in (reader.narrow, reader.wide):
        at()
        page = reader.go("/thu-tuc/1.001266/publish")
        expect(page.locator("#wrong")).to_contain_text("9.999999")
        look_at(reader, "publish-wrong")
    page.locator("#wrong a").first.click()
    expect(page.locator("#form [name=successor]")).to_be_visible()
