"""Files at the counter in Chromium: dropped, pasted and chosen; assigned by keys; sent again; without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from hcc.core.roles import Role
from hcc.dossiers import workflow
from office import sample_pdf
from populated import MARRIAGE, PopulatedOffice

from .keyboard import Keyboard
from .online import Papers, Reader, look_at
from .test_counter import CARD, COUNTER
from .test_papers import give, pdf, row

pytestmark = pytest.mark.browser

TWO = sample_pdf(2)
PASTE_A_PICTURE = """async () => {
  const canvas = new OffscreenCanvas(600, 800), pen = canvas.getContext("2d");
  pen.fillStyle = "white"; pen.fillRect(0, 0, 600, 800);
  pen.fillStyle = "black"; for (let y = 60; y < 760; y += 24) pen.fillRect(60, y, 480, 6);
  const transfer = new DataTransfer();
  transfer.items.add(new File([await canvas.convertToBlob()], "image.png", { type: "image/png" }));
  const options = { bubbles: true, cancelable: true, clipboardData: transfer };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", options));
}"""


@pytest.fixture(scope="module")
def made(online) -> PopulatedOffice:
    return PopulatedOffice(online.office)


@pytest.fixture
def receiver(made, people) -> Reader:
    reader = people(Role.RECEIVER)
    reader.wide()
    return reader


def begun(page: Page) -> Page:
    """The counter's page as it is for the next person."""
    page.get_by_role("button", name="Làm lại từ đầu").click()
    expect(page.locator("[name=name]")).to_have_value("")
    expect(page.locator("#scans-list .scan")).to_have_count(0)
    return page


def papers_of(online, name: str) -> list[tuple[str, int | None]]:
    with online.office.site() as site:
        (dossier,) = [one for one in site.dossiers.all() if one.person.name == name]
        assert dossier.state == workflow.RECEIVED
        return sorted((paper.name, paper.component) for paper in dossier.papers)


def kept(page: Page, name: str):
    return row(page, name).locator("[data-state=kept]")


def choose_procedure(page: Page) -> None:
    page.locator("[name=procedure]").fill(MARRIAGE)
    page.keyboard.press("Enter")
    expect(page.locator("[data-tick]").first).to_be_visible()


def test_a_cut_connection_at_the_counter_costs_one_file_and_begins_no_second_dossier(online, receiver):
    page = begun(receiver.go(COUNTER))
    cut = []

    def cut_once(route):
        if cut:
            return route.continue_()
        # It arrives, and the answer does not.
        cut.append(route.fetch(max_redirects=0).status)
        return route.abort("connectionreset")

    page.route("**/counter_attach", cut_once)
    page.locator("#paper").set_input_files([pdf("mot.pdf")])
    expect(row(page, "mot.pdf").locator("[data-state=cut]")).to_be_visible()
    assert cut == [303]
    page.locator("#paper").set_input_files([pdf("hai.pdf", TWO)])
    expect(kept(page, "hai.pdf")).to_be_visible()
    receiver.complaints.clear()
    look_at(receiver, "counter-file-cut", fresh=False)
    receiver.wide()
    page.unroute("**/counter_attach")
    row(page, "mot.pdf").locator("[data-send]").click()
    expect(kept(page, "mot.pdf")).to_be_visible()
    expect(page.locator("#scans-list .scan")).to_have_count(2)
    with online.office.site() as site:
        (dossier,) = site.dossiers.all_begun()
        assert sorted(paper.name for paper in dossier.papers) == ["hai.pdf", "mot.pdf"]


def test_a_dossier_does_not_leave_while_a_file_is_on_its_way(online, receiver):
    page = begun(receiver.go(COUNTER))
    held = []
    page.route("**/counter_attach", lambda route: held.append(route))
    page.locator("[name=name]").fill("Trần Văn Đợi")
    page.locator("#paper").set_input_files([pdf("cham.pdf")])
    expect(row(page, "cham.pdf").locator("progress")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-wait]")).to_be_visible()
    look_at(receiver, "counter-file-under-way", fresh=False)
    receiver.wide()
    held[0].continue_()
    expect(kept(page, "cham.pdf")).to_be_visible()
    page.unroute("**/counter_attach")
    expect(page.locator("[data-wait]")).to_be_hidden()
    receiver.expected_statuses = {409}
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-error-summary]")).to_be_visible()
    expect(page.locator("#scans-list .scan")).to_have_count(1)


def test_what_cannot_be_taken_says_why_and_loses_nothing(online, receiver):
    page = begun(receiver.go(COUNTER))
    page.locator("[name=name]").fill("Trần Văn Trống")
    receiver.expected_statuses = {409}
    page.locator("#paper").set_input_files([pdf("trống.pdf", b""), pdf("tot.pdf")])
    expect(row(page, "trống.pdf").locator("[data-state=refused]")).to_contain_text("Tệp trống")
    expect(kept(page, "tot.pdf")).to_be_visible()
    expect(page.locator("[name=name]")).to_have_value("Trần Văn Trống")
    look_at(receiver, "counter-file-refused", fresh=False)


def test_without_scripts_a_file_is_added_by_its_button_and_what_is_typed_stays(online, receiver, browser):
    begun(receiver.go(COUNTER))
    context = browser.new_context(locale="vi-VN", java_script_enabled=False)
    context.add_cookies(receiver.context.cookies())
    try:
        page = context.new_page()
        page.goto(online.url + COUNTER)
        page.locator("[name=name]").fill("Nguyễn Thị Không Kịch Bản")
        page.locator("[name=procedure]").fill(MARRIAGE)
        page.locator("#paper").set_input_files(pdf("to-khai.pdf"))
        page.get_by_role("button", name="Thêm bản chụp").click()
        expect(page.locator("#scans-list .scan")).to_have_count(1)
        expect(page.locator("[name=name]")).to_have_value("Nguyễn Thị Không Kịch Bản")
        page.locator("#of-1").select_option("1")
        page.get_by_role("button", name=re.compile("^Xếp")).click()
        expect(page.locator("#of-1")).to_have_value("1")
        # A file that was chosen and not added is added by who goes on at once, and shown before it is handed in.
        page.locator("#paper").set_input_files(pdf("hai.pdf", TWO))
        page.get_by_role("button", name=re.compile("Nhận và in")).click()
        expect(page.locator("#scans-list .scan")).to_have_count(2)
        expect(page.locator("[name=name]")).to_have_value("Nguyễn Thị Không Kịch Bản")
    finally:
        context.close()


def test_files_are_dropped_pasted_and_chosen_while_the_form_is_typed(online, receiver):
    page = begun(receiver.go(COUNTER))
    keys = Keyboard(page)
    keys.scan(CARD.replace("Quét", "Thả").replace("007", "017"))
    expect(page.locator("[name=name]")).to_have_value("Nguyễn Thị Thả")
    give(page, "drop", pdf("to-khai.pdf"))
    expect(kept(page, "to-khai.pdf")).to_be_visible()
    expect(page.locator("[name=name]")).to_have_value("Nguyễn Thị Thả")
    choose_procedure(page)
    expect(page.locator("#of-1")).to_be_visible()
    missing = page.locator("#complete li").count()
    expect(page.locator("#component")).to_have_value("0")
    page.locator("[name=phone]").focus()
    page.evaluate(PASTE_A_PICTURE)
    expect(kept(page, "image.png")).to_be_visible()
    expect(page.locator("[name=phone]")).to_be_focused()
    expect(page.locator("#complete li")).to_have_count(missing - 1)
    expect(page.locator("[data-tick] select").first.locator("option:checked")).to_have_text("Đã có bản chụp")
    # A digit on a file of the list says which paper it is; the list of needed papers hears nothing of it.
    page.locator("[data-scan='1'] a.strong").focus()
    page.keyboard.press("2")
    expect(page.locator("#of-1")).to_have_value("1")
    expect(page.locator("[data-tick] select").nth(1)).to_have_value("")
    page.locator("#paper").set_input_files([pdf("ba.pdf", TWO)])
    expect(kept(page, "ba.pdf")).to_be_visible()
    expect(page.locator("#scans-list .scan")).to_have_count(3)
    expect(page.locator("[data-scan='3'] [data-with-keys]")).to_be_visible()
    receiver.expected_statuses = {404}  # its small picture may be asked for when it is gone already
    page.locator("[data-scan='3'] button[name=detach]").press("Enter")
    expect(page.locator("#scans-list .scan")).to_have_count(2)
    expect(page.locator("#paper")).to_be_focused()
    expect(page.locator("#scans-count")).to_contain_text("2")
    look_at(receiver, "counter-files-kept", fresh=False)
    receiver.wide()
    page.reload()
    expect(page.locator("#scans-list .scan")).to_have_count(2)
    expect(page.locator("[name=name]")).to_have_value("Nguyễn Thị Thả")
    page.locator("[name=phone]").fill("0900000017")
    page.locator("[data-ticks]").focus()
    ticks = page.locator("[data-tick] select")
    for place in range(2, ticks.count()):
        page.keyboard.press(str(place + 1))
        expect(ticks.nth(place)).to_have_value("passed")
    expect(page.locator("#complete .ok")).to_be_visible()
    receipts = Papers(page, "**/counter")
    with page.expect_response("**/counter"):
        page.keyboard.press("Control+Enter")
    assert [receipt.status for receipt in receipts.opened] == [200]
    assert papers_of(online, "Nguyễn Thị Thả") == [("image.png", 0), ("to-khai.pdf", 1)]
    assert not online.policy_reports
