"""A decision arrives and is right on the day: pasted, drafted, published, posted; at both widths, with and without
scripts.
"""

import pytest
from playwright.sync_api import expect

from hcc.core.roles import Role

from .online import DESK, PHONE, Reader, look_at, sign_in

pytestmark = pytest.mark.browser

SETS = {
    "wide": (DESK, True, ("1.013134", "1.013135")),
    "wide-without-scripts": (DESK, False, ("1.013136", "1.013137")),
    "phone": (PHONE, True, ("1.013138", "1.013139")),
    "phone-without-scripts": (PHONE, False, ("1.013140", "1.013141")),
}


@pytest.fixture(scope="module", autouse=True)
def _a_week_later(online):
    """What the centre began with is no change."""
    online.office.later(days=7)


@pytest.mark.parametrize("name", SETS)
def test_from_the_annex_to_the_notice_board(online, browser, people, name):
    (width, height), scripts, (amended, abolished) = SETS[name]
    context = browser.new_context(
        locale="vi-VN", java_script_enabled=scripts, viewport={"width": width, "height": height}
    )
    reader = sign_in(Reader(online, context), Role.CATALOGUE_ADMINISTRATOR)
    today = f"{online.office.now:%d/%m/%Y}"

    page = reader.go("/quan-tri/niem-yet/places")
    page.get_by_label("Tên nơi niêm yết").last.fill(f"Bảng {name}")
    page.get_by_role("button", name="Thêm nơi này").click()
    expect(page.get_by_role("status")).to_contain_text(f"Bảng {name}")
    page = reader.go("/quan-tri/niem-yet/new")
    page.locator("#form textarea").fill(f"{amended}\n{abolished}")
    page.get_by_label(f"Bảng {name}", exact=True).check()
    page.get_by_role("button", name="Đã treo xong").click()
    expect(page.get_by_role("status")).to_contain_text("2 tờ đang treo")

    page = reader.go("/quan-tri/quyet-dinh/new")
    form = page.locator("#form")
    form.locator("[name=decision]").fill(f"{len(name)}/{name}")
    form.locator("[name=issued_on]").fill(today)
    form.locator("[name=effective_from]").fill("31/02/2027")
    form.locator("[name=lines]").fill(f"{amended}\n{abolished} bãi bỏ")
    reader.expected_statuses = {422}
    page.get_by_role("button", name="Ghi lại").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("31/02/2027 không có trong lịch")
    expect(form.locator("[name=lines]")).to_have_value(f"{amended}\n{abolished} bãi bỏ")
    form.locator("[name=effective_from]").fill(today)
    page.get_by_role("button", name="Ghi lại").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi")

    page.get_by_role("button", name="Tạo các bản nháp còn thiếu").click()
    expect(page.get_by_role("status")).to_contain_text("Đã tạo 1 bản nháp")
    page.get_by_role("link", name="Xem trước khi công bố").click()
    expect(page.get_by_text("Thủ tục hết áp dụng: 1")).to_be_visible()
    page.get_by_role("button", name="Công bố tất cả cùng lúc").click()
    expect(page.get_by_role("status")).to_contain_text("Đã công bố cùng lúc 1 nội dung")

    page.get_by_role("link", name="Tờ phải niêm yết").click()
    expect(page.get_by_role("link", name="In bản thay thế (1)")).to_be_visible()
    page.get_by_role("button", name="Các tờ đã chọn đã treo bản mới").click()
    expect(page.get_by_role("status")).to_contain_text("1 tờ đã treo bản mới")
    page.get_by_role("button", name="Các tờ đã chọn đã gỡ xuống").click()
    expect(page.get_by_role("status")).to_contain_text("đã gỡ 1 tờ")
    expect(page.get_by_text("Mọi tờ đang treo đều đúng: 1 tờ")).to_be_visible()
    assert not reader.complaints
    context.close()

    handler = people(Role.HANDLER)
    page = handler.go("/ban-lam-viec/xu-ly")
    expect(page.locator("#changed-procedures")).to_contain_text("Thay đổi từ hôm nay")
    assert not online.policy_reports


def test_a_form_in_error_and_a_phone_that_shows_a_draft(online, people):
    reader = people(Role.CATALOGUE_ADMINISTRATOR)
    reader.wide()
    page = reader.go("/quan-tri/quyet-dinh/new")
    page.locator("#form [name=lines]").fill("không có mã\n1.999999")
    page.locator("#form [name=decision]").fill("9/QĐ-UBND")
    page.locator("#form [name=issued_on]").fill("01/11/2026")
    page.locator("#form [name=effective_from]").fill("01/10/2026")
    reader.expected_statuses = {409}
    page.get_by_role("button", name="Ghi lại").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Dòng 1 không có mã thủ tục")
    look_at(reader, "decision-in-error", fresh=False)
    reader.forget()
    reader.wide()
    page = reader.go("/thu-tuc/2.000815/preview")
    phone = page.frame_locator(".preview-phone iframe")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Chứng thực bản sao")
    assert not reader.complaints
    assert not online.policy_reports


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_links_of_the_phone_preview_open_pages_that_can_be_read(online, browser, scripts):
    """No page of ours but the sheet may stand in a frame: what leads on opens beside it."""
    width, height = DESK
    context = browser.new_context(
        locale="vi-VN", java_script_enabled=scripts, viewport={"width": width, "height": height}
    )
    reader = sign_in(Reader(online, context), Role.CATALOGUE_ADMINISTRATOR)
    page = reader.go("/thu-tuc/2.000815/preview")
    phone = page.frame_locator(".preview-phone iframe")
    leading = phone.locator("a[href^='/']:visible").first
    where = leading.get_attribute("href")
    with context.expect_page() as opened:
        leading.click()
    expect(opened.value).to_have_url(f"{online.url}{where}")
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
    opened.value.close()

    phone.locator("a[href^='#']").last.focus()
    phone.locator("a[href^='#']").last.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Chứng thực bản sao")
    assert len(context.pages) == 1, "a place of the page itself is shown in the frame"
    expect(page).to_have_url(f"{online.url}/thu-tuc/2.000815/preview")
    assert not reader.complaints
    context.close()


def test_a_fault_in_a_pasted_annex_leads_to_its_line(online, people):
    reader = people(Role.CATALOGUE_ADMINISTRATOR)
    page = reader.go("/quan-tri/quyet-dinh/new")
    page.locator("#form [name=decision]").fill("10/QĐ-UBND")
    page.locator("#form [name=issued_on]").fill("01/11/2026")
    page.locator("#form [name=effective_from]").fill("01/12/2026")
    page.locator("#form [name=lines]").fill("2.000815\nkhông có mã\n1.004873")
    reader.expected_statuses = {409}
    page.get_by_role("button", name="Ghi lại").click()
    page.locator("[data-error-summary] a").click()
    box = page.locator("#form [name=lines]")
    expect(box).to_be_focused()
    assert box.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)") == "không có mã"
    reader.forget()


def test_a_file_that_is_too_big_is_not_even_sent_and_another_day_is_asked_back(online, people, tmp_path):
    reader = people(Role.CATALOGUE_ADMINISTRATOR)
    reader.wide()
    big = tmp_path / "big.pdf"
    page = reader.go("/quan-tri/quyet-dinh/new")
    form = page.locator("#form")
    with big.open("wb") as file:
        file.truncate((int(form.locator("[name=file]").get_attribute("data-most-mb")) + 2) * 2**20)
    form.locator("[name=decision]").fill("11/QĐ-UBND")
    form.locator("[name=issued_on]").fill("01/11/2026")
    form.locator("[name=effective_from]").fill(f"{online.office.now:%d/%m/%Y}")
    form.locator("[name=lines]").fill("1.013146")
    form.locator("[name=file]").set_input_files(big)
    page.get_by_role("button", name="Ghi lại").click()
    expect(page.get_by_text("MB nên chưa được gửi")).to_be_visible()
    expect(form.locator("[name=file]")).to_be_focused()
    expect(form.locator("[name=lines]")).to_have_value("1.013146")
    look_at(reader, "decision-file-too-big", fresh=False)
    reader.wide()
    form.locator("[name=file]").set_input_files([])
    expect(page.get_by_text("MB nên chưa được gửi")).to_be_hidden()
    page.get_by_role("button", name="Ghi lại").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi")

    page.get_by_role("button", name="Tạo các bản nháp còn thiếu").click()
    page.get_by_role("link", name="Xem trước khi công bố").click()
    page.locator("#form [name=effective]").fill("01/01/2027")
    reader.expected_statuses = {409}
    page.get_by_role("button", name="Công bố tất cả cùng lúc").click()
    expect(page.locator("#asked-back")).to_be_visible()
    look_at(reader, "decision-asked-back", fresh=False)
    reader.wide()
    page.get_by_role("button", name="Công bố tất cả cho ngày 01/01/2027").click()
    page.get_by_role("link", name="Hủy lịch áp dụng tất cả").click()
    page.locator("#form [name=reason]").fill("Tỉnh hoãn")
    page.get_by_role("button", name="Hủy lịch áp dụng tất cả").click()
    expect(page.get_by_role("status")).to_contain_text("Đã hủy lịch: 1 nội dung")
    assert not reader.complaints
    reader.forget()
