"""The counter and the desks by keyboard alone: keys are counted, the mouse is not there."""

import pytest
from playwright.sync_api import expect

from hcc.core.roles import Role
from hcc.dossiers import workflow
from populated import PopulatedOffice

from .keyboard import Keyboard
from .online import Papers, Reader, look_at

pytestmark = pytest.mark.browser

COUNTER = "/ban-lam-viec/tiep-nhan/counter"
CARD = "025190000007||Nguyễn Thị Quét|01011990|Nữ|Xóm Mẫu, Xã An Mẫu, Phú Mẫu|02022022"
ALLOWED = 12
"""Key presses at most, beside what the scanner types and the names."""


@pytest.fixture(scope="module")
def made(online) -> PopulatedOffice:
    """Populated before Chromium starts."""
    made = PopulatedOffice(online.office)
    for state in (workflow.SUBMITTED, workflow.RECEIVED, workflow.PROCESSING, workflow.RESOLVED):
        made.dossier(state)
    for _ in range(4):
        made.dossier(workflow.AWAITING_APPROVAL)
    return made


@pytest.fixture
def receiver(made, people) -> Reader:
    reader = people(Role.RECEIVER)
    reader.wide()
    return reader


def test_a_dossier_is_received_with_few_keys_and_no_mouse(online, receiver):
    page = receiver.go("/ban-lam-viec/tiep-nhan")
    keys = Keyboard(page)
    with page.expect_navigation():
        keys.press("n")
    expect(page.locator("[data-scan]")).to_be_focused()
    keys.scan(CARD)
    expect(page.locator("[name=name]")).to_have_value("Nguyễn Thị Quét")
    expect(page.locator("[name=procedure]")).to_be_focused()
    expect(page.locator("[name=scan]")).to_have_value("")
    keys.write("ctbs")
    expect(page.locator("[role=option]").first).to_contain_text("Chứng thực bản sao")
    keys.press("Enter")
    expect(page.locator("[data-ticks]")).to_be_focused()
    expect(page.locator("#due .figure")).to_be_visible()
    papers = page.locator("[data-tick]").count()
    keys.write("123456789"[:papers])
    expect(page.locator("#complete .ok")).to_be_visible()
    look_at(receiver, "counter-filled", fresh=False)
    receiver.wide()
    receipts = Papers(page, "**/counter")
    with page.expect_response("**/counter"):
        keys.press("Control+Enter")
    (receipt,) = receipts.opened
    assert receipt.headers["content-type"] == "application/pdf"
    assert keys.pressed <= ALLOWED, f"{keys.pressed} keys"
    with online.office.site() as site:
        (dossier,) = [one for one in site.dossiers.all() if one.person.name == "Nguyễn Thị Quét"]
        assert dossier.state == workflow.RECEIVED
        assert dossier.person.citizen_number == "025190000007"


def test_the_greeter_finds_the_procedure_by_a_few_letters_too(online, people):
    reader = people(Role.GREETER)
    reader.wide()
    page = reader.go("/ban-lam-viec/tiep-don")
    keys = Keyboard(page)
    expect(page.locator("[name=procedure]")).to_be_focused()
    keys.write("ctbs")
    expect(page.locator("[role=option]").first).to_contain_text("Chứng thực bản sao")
    look_at(reader, "greet-suggestions", fresh=False)
    reader.wide()
    keys.press("Enter")
    expect(page.locator("[name=procedure]")).to_have_value("2.000815 Chứng thực bản sao từ bản chính")
    with page.expect_navigation(url="**/prepare"):
        keys.press("Control+Enter")
    assert keys.pressed <= ALLOWED
    assert not online.policy_reports


def test_what_is_typed_is_there_again_after_a_reload(receiver):
    page = receiver.go(COUNTER)
    page.locator("[name=name]").fill("Trần Văn Dở Dang")
    expect(page.locator("[data-saved]")).to_contain_text("Đã lưu nháp")
    page.reload()
    expect(page.locator("[name=name]")).to_have_value("Trần Văn Dở Dang")
    page.get_by_role("button", name="Làm lại từ đầu").press("Enter")
    expect(page.locator("[name=name]")).to_have_value("")


def test_a_code_of_something_else_is_offered_in_pieces(receiver):
    page = receiver.go(COUNTER)
    Keyboard(page).scan("XIN|CHAO|025190000007")
    expect(page.locator("[data-card]")).to_contain_text("không phải mã thẻ")
    expect(page.locator("[name=citizen_number]")).to_have_value("")
    page.get_by_role("button", name="025190000007").press("Enter")
    expect(page.locator("[name=citizen_number]")).to_have_value("025190000007")


def test_an_approver_approves_many_with_one_key_each(online, made, people):
    reader = people(Role.APPROVER)
    reader.wide()
    page = reader.go("/ban-lam-viec/phe-duyet")
    keys, count = Keyboard(page), page.locator("[name=chosen]").count()
    assert count == 4
    look_at(reader, "desk-approval", fresh=False)
    reader.wide()
    keys.write("x" * count)
    with page.expect_navigation():
        keys.press("Control+Enter")
    expect(page.locator(".tag.ok")).to_have_count(count)
    assert keys.pressed <= count + 3
    look_at(reader, "desk-batch-done", fresh=False)
    assert not online.policy_reports


def test_single_letters_can_be_switched_off_and_stay_off(receiver):
    page = receiver.go("/ban-lam-viec/tiep-nhan")
    page.keyboard.press("?")
    page.locator("[data-keys-switch]").press("Enter")
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("n")
    page.wait_for_timeout(200)
    assert page.url.endswith("/tiep-nhan")
    receiver.context.clear_cookies(name="hcc_letters_off")


def test_opening_a_dossier_takes_its_badge_away(made, people):
    reader = people(Role.RETURNER)
    reader.wide()
    page = reader.go("/ban-lam-viec/tra-ket-qua")
    row = page.locator("[data-rows] > tr").first
    expect(row.locator(".tag")).to_contain_text("Mới")
    with page.expect_response("**/looked") as told:
        row.locator(".next a").press("Enter")
    assert told.value.status == 204
    reader.go("/ban-lam-viec/tra-ket-qua")
    expect(page.locator("[data-rows] > tr").first.locator(".tag")).to_have_count(0)
