"""The internal process of a procedure at a browser: rows moved by buttons, faults led to, put in force for a day."""

import re

import pytest
from playwright.sync_api import Page, expect

import process_states
from hcc.core.roles import Role

from .online import look_at

pytestmark = pytest.mark.browser

K = Role.CATALOGUE_ADMINISTRATOR
CODES = {(360, True): "1.013161", (360, False): "1.013163", (1366, True): "1.001699", (1366, False): "1.013141"}
"""Procedures with more than ten working days, one for each window."""


@pytest.fixture(params=CODES, ids=lambda key: f"{key[0]}-{'scripts' if key[1] else 'plain'}")
def window(request, online, people, browser):
    """A page of the catalogue's administrator in a window of this width, and the address of a procedure."""
    width, scripts = request.param
    context = browser.new_context(locale="vi-VN", java_script_enabled=scripts, viewport={"width": width, "height": 780})
    context.add_cookies(people(K).context.cookies())
    page = context.new_page()
    yield page, f"{online.url}/thu-tuc/{CODES[request.param]}/"
    context.close()


def names(page: Page):
    return page.locator(".process-form [name=name]")


def press_row(page: Page, value: str) -> None:
    page.locator(f'.process-form button[name=row][value="{value}"], .process-edit button[value="{value}"]').click()


def test_a_process_is_written_with_buttons_put_right_and_put_in_force(window):
    page, at = window
    page.goto(f"{at}process")
    expect(page.locator("main")).to_contain_text("theo quy trình mẫu")
    page.get_by_role("link", name="Lập quy trình").click()
    expect(names(page)).to_have_count(4)
    press_row(page, "add.0")
    expect(names(page)).to_have_count(5)
    names(page).nth(4).fill("Kiểm tra <b>thực địa</b>")
    press_row(page, "up.4")
    press_row(page, "up.3")
    expect(names(page).nth(2)).to_have_value("Kiểm tra <b>thực địa</b>")
    page.locator(".process-form [name=hours]").nth(2).fill("1")
    page.locator(".process-form [name=role]").nth(2).select_option("handler")
    page.get_by_role("button", name="Lưu bản nháp").last.click()
    expect(page).to_have_url(re.compile("/process$"))
    # Nothing leads to the new step, and it leads nowhere: the page leads to its row.
    faults = page.locator(".note.bad a")
    expect(faults).to_have_count(2)
    faults.first.click()
    expect(page.locator("tr:target")).to_contain_text("Kiểm tra <b>thực địa</b>")
    expect(page.locator(".process-graph .wrong")).to_have_count(1)
    page.get_by_role("link", name="Sửa các bước").click()
    page.locator(".process-form [name=to1]").nth(1).select_option("6")
    page.locator(".process-form [name=to1]").nth(2).select_option("3")
    page.get_by_role("button", name="Lưu bản nháp").last.click()
    expect(page.locator(".note.bad")).to_have_count(0)
    page.get_by_role("button", name="Áp dụng từ ngày này").last.click()
    expect(page.locator(".flash")).to_contain_text("theo quy trình này")
    expect(page.locator(".heading .tag")).to_contain_text("Đang áp dụng")


def test_a_refused_day_and_a_refused_row_are_shown_at_both_widths(people, online):
    process_states.drafted(online.office, process_states.TEN_DAYS)
    admin = people(K)
    admin.forget()
    admin.expected_statuses = {409, 422}
    admin.wide()
    page = admin.go(f"/thu-tuc/{process_states.TEN_DAYS}/process")
    page.locator("[name=effective]").fill("01/01/2020")
    page.get_by_role("button", name="Áp dụng từ ngày này").last.click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Không áp dụng được từ 01/01/2020")
    look_at(admin, "process-day-refused")
    admin.wide()
    page = admin.go(f"/thu-tuc/{process_states.TEN_DAYS}/process_edit")
    page.locator(".process-form [name=hours]").nth(1).fill("một ngày")
    page.get_by_role("button", name="Lưu bản nháp").last.click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Bước 2: Hãy ghi số giờ như 4 hoặc 0,5")
    look_at(admin, "process-row-refused")
