"""A file of procedures from the board to drafts, with and without scripts; its page follows the work."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from hcc.core.roles import Role
from hcc.procedures.record import Fee, FeeKind
from importing import do_jobs, written

from .online import Reader, look_at, sign_in

pytestmark = pytest.mark.browser

CODES = {True: "1.000894", False: "1.001193"}
FAULTY = "Mã thủ tục;Tên thủ tục;Lĩnh vực;Số bộ hồ sơ\n1.000894;Đăng ký kết hôn;Hộ tịch;vài bộ\n".encode()


def workbook(office, code: str) -> bytes:
    with office.site() as site:
        record = site.procedures[code].latest().record
    return written([replace(record, fees=(Fee(FeeKind.PER_CASE, amount=23_456, per="bản"),))], "xlsx")


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def reader(request, online, browser):
    context = browser.new_context(locale="vi-VN", java_script_enabled=request.param)
    made = Reader(online, context)
    made.scripts = request.param
    yield sign_in(made, Role.CATALOGUE_ADMINISTRATOR)
    context.close()


def bring(reader, name: str, content: bytes):
    page = reader.page
    page.get_by_label("Excel (.xlsx), CSV, TOML", exact=False).set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Xem tệp sẽ thay đổi gì").click()
    expect(page.get_by_text("Đang đọc tệp.")).to_be_visible()


def test_a_file_becomes_drafts_and_its_page_follows_the_work(online, reader):
    reader.wide()
    page = reader.go("/quan-tri/danh-muc")
    page.get_by_role("link", name="Nhập từ tệp").click()
    code = CODES[reader.scripts]
    bring(reader, "phi.xlsx", workbook(online.office, code))
    do_jobs(online.office)
    # Nobody touches the page: it comes to know by itself.
    expect(page.get_by_role("heading", name="Thủ tục trong tệp")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name=re.compile(f"So sánh.*{re.escape(code)}")).click()
    expect(page.locator("table.diff ins").first).to_be_visible()
    page.get_by_role("link", name="Về trang của tệp").first.click()
    reader.narrow()
    page.get_by_role("button", name=re.compile("Nhập 1 thủ tục thành bản nháp")).click()
    expect(page.get_by_text("Đang tạo bản nháp: 1")).to_be_visible()
    do_jobs(online.office)
    expect(page.get_by_text(re.compile("bản nháp của 1 thủ tục"))).to_be_visible()
    page.locator(".acts").get_by_role("link", name="Xem các bản nháp").click()
    expect(page.get_by_role("link", name=code, exact=True)).to_be_visible()
    assert not online.policy_reports


def test_what_is_wrong_with_a_file_is_read_off_a_table(online, reader):
    reader.narrow()
    page = reader.go("/quan-tri/nhap-danh-muc")
    bring(reader, "sai.csv", FAULTY)
    do_jobs(online.office)
    expect(page.get_by_role("heading", name="Cần sửa trong tệp: 1")).to_be_visible()
    expect(page.get_by_text("“vài bộ” không phải số nguyên.", exact=False)).to_be_visible()
    if reader.scripts:
        look_at(reader, "import-faults-followed", fresh=False)


def test_many_are_chosen_from_the_board_by_keys(online, people):
    reader = people(Role.CATALOGUE_ADMINISTRATOR)
    reader.wide()
    page = reader.go("/quan-tri/danh-muc?q=khai+sinh&sort=code")
    boxes = page.locator("input[name=code]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Đã chọn 2 thủ tục")).to_be_visible()
    with page.expect_download() as loading:
        page.get_by_role("link", name="Excel").click()
    assert loading.value.suggested_filename.endswith(".xlsx")
