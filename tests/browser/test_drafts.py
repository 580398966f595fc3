"""The draft of a dossier, kept while it is typed."""

import pytest
from playwright.sync_api import expect

from hcc.core.roles import Role
from populated import PopulatedOffice

from .online import look_at

pytestmark = pytest.mark.browser


def test_a_draft_is_kept_while_it_is_typed_and_found_after_a_reload(online, people):
    made = PopulatedOffice(online.office)
    dossier = made.dossier(papers=False)
    reader = people(Role.GREETER)
    reader.wide()
    page = reader.go(f"{dossier}prepare")
    assert not page.locator("button[name=keep]").is_visible(), "it is for those without scripts"
    page.locator("[name=phone]").fill("0911111111")
    said = page.locator("[data-draft]")
    expect(said).to_contain_text("Đã lưu nháp lúc")
    page.reload()
    assert page.locator("[name=phone]").input_value() == "0911111111"
    look_at(reader, "prepare-draft")


def test_a_session_that_ended_is_told_before_anything_is_lost(online, people):
    made = PopulatedOffice(online.office)
    dossier = made.dossier(papers=False)
    reader = people(Role.GREETER)
    reader.wide()
    page = reader.go(f"{dossier}prepare")
    cookies = reader.context.cookies()
    reader.context.clear_cookies()
    reader.expected_statuses = {400, 403}
    page.locator("[name=phone]").fill("0911111111")
    said = page.locator("[data-draft]")
    expect(said).to_contain_text("Chưa lưu được")
    assert page.locator("[name=phone]").input_value() == "0911111111"
    reader.context.add_cookies(cookies)
    page.locator("[name=address]").fill("thôn Mới")
    expect(said).to_contain_text("Đã lưu nháp lúc")


def test_a_scanned_card_fills_the_form_and_is_kept(online, people):
    made = PopulatedOffice(online.office)
    dossier = made.dossier(papers=False)
    reader = people(Role.GREETER)
    reader.wide()
    page = reader.go(f"{dossier}prepare")
    expect(page.locator("[data-scan]")).to_be_focused()
    page.keyboard.type("025190000000||Nguyễn Thị Mẫu|01011990|Nữ|Xóm Mẫu, Xã An Mẫu, Phú Mẫu|02022022\n")
    expect(page.locator("[name=citizen_number]")).to_have_value("025190000000")
    expect(page.locator("[name=phone]")).to_be_focused()
    expect(page.locator("[data-draft]")).to_contain_text("Đã lưu nháp lúc")
    look_at(reader, "prepare-card", fresh=False)
