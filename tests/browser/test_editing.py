"""A procedure is edited in windows: two at once, kept while it is typed, put in order by buttons, keys and mouse."""

import re

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from hcc.accounts.demo import PASSWORD
from hcc.accounts.operations.officials import add_official
from hcc.accounts.passwords import Passwords
from hcc.core.act import Act
from hcc.core.roles import Role

from .online import Reader, look_at

pytestmark = pytest.mark.browser

K = Role.CATALOGUE_ADMINISTRATOR
ADDED_AFTER_SENDING = """(button) => {
  document.addEventListener("submit", (event) => event.preventDefault(), { once: true });
  button.form.requestSubmit();
  button.click();
}"""
"""The form is sent and the page stays, as with a download; at once a row is added."""


@pytest.fixture(scope="module")
def second(online, browser):
    """The window of a second administrator of the catalogue."""
    with online.office.changing() as site:
        add_official(
            site.accounts,
            login="catalogue2",
            name="Người Thứ Hai",
            job_title="Quản trị danh mục",
            roles={K},
            password_hash=Passwords(64).hash(PASSWORD),
            act=Act("system", online.office.now),
        )
    reader = Reader(online, browser.new_context(locale="vi-VN"))
    page = reader.go("/dang-nhap")
    page.locator("#form [name=login]").fill("catalogue2")
    page.locator("#form [name=password]").fill(PASSWORD)
    page.locator("#form button.primary").click()
    expect(page).not_to_have_url(re.compile("/dang-nhap"))
    yield reader
    reader.context.close()


@pytest.fixture
def first(people):
    reader = people(K)
    reader.wide()
    return reader


def papers(page: Page):
    return page.locator('ol[data-of="components"] > li')


def names(page: Page) -> list[str]:
    return [one.input_value() for one in papers(page).locator("[name=name]").all()]


def expect_names(page: Page, wanted: list[str]) -> None:
    for place, name in enumerate(wanted):
        expect(papers(page).nth(place).locator("[name=name]")).to_have_value(name)


def save(page: Page) -> None:
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile(r"/compare"))


def draft(online, code: str):
    with online.office.site() as site:
        one = site.procedures[code].draft()
        return one.record if one is not None else None


def test_two_windows_on_one_procedure(online, first, second):
    """What each alone changed is there; for what both changed the second to save is shown both texts, and chooses."""
    code = "1.004873"
    mine, theirs = first.go(f"/thu-tuc/{code}/edit"), second.go(f"/thu-tuc/{code}/edit")
    theirs.locator("[name=results]").fill("Giấy xác nhận bản mới")
    papers(theirs).first.locator("[name=copy]").fill("2")
    save(theirs)
    mine.locator("[name=results]").fill("Giấy xác nhận có mã vạch")
    papers(mine).first.locator("[name=note]").fill("Nếu có")
    first.expected_statuses = {409}
    mine.keyboard.press("Control+Enter")
    expect(mine.locator("[data-error-summary]")).to_be_focused()
    expect(mine.locator("[data-error-summary]")).to_contain_text("Người Thứ Hai")
    both = mine.locator(".contested")
    expect(both).to_have_count(1)
    expect(both).to_contain_text("Giấy xác nhận bản mới")
    expect(both).to_contain_text("Giấy xác nhận có mã vạch")
    expect(both.locator("input:checked")).to_have_count(0)
    look_at(first, "edit-both-changed", fresh=False)
    first.wide()
    both.get_by_label("Lấy bản Người Thứ Hai đã lưu").check()
    save(mine)
    record = draft(online, code)
    assert record.results == ("Giấy xác nhận bản mới",)
    assert (record.components[0].copy, record.components[0].note) == (2, "Nếu có")


def test_what_is_typed_is_kept_and_offered_after_a_crash(online, people, browser, first):
    code = "1.001193"
    page = first.go(f"/thu-tuc/{code}/edit")
    page.locator("[name=results]").fill("Giấy khai sinh đang gõ dở")
    expect(page.locator("[data-draft]")).to_contain_text("Phần đang gõ đã được giữ lúc")
    page.reload()
    expect(page.locator("[name=results]")).to_have_value("Giấy khai sinh đang gõ dở")
    assert draft(online, code) is None, "what is typed is no draft"
    look_at(first, "edit-kept", fresh=False)
    first.wide()
    page.get_by_role("button", name="Bỏ phần đang gõ").click()
    expect(page.locator("[name=results]")).not_to_have_value("Giấy khai sinh đang gõ dở")
    expect(page.get_by_role("button", name="Bỏ phần đang gõ")).to_have_count(0)


def test_a_session_that_ended_is_told_and_nothing_typed_is_lost(first):
    page = first.go("/thu-tuc/2.000806/edit")
    cookies = first.context.cookies()
    first.context.clear_cookies()
    first.expected_statuses = {400, 403}
    page.locator("[name=results]").fill("Đang gõ dở")
    expect(page.locator("[data-draft]")).to_contain_text("Chưa lưu được")
    first.context.add_cookies(cookies)
    page.locator("[name=audience]").fill("Mọi người")
    expect(page.locator("[data-draft]")).to_contain_text("Phần đang gõ đã được giữ lúc")
    page.reload()
    expect(page.locator("[name=results]")).to_have_value("Đang gõ dở")


def test_papers_are_put_in_order_by_button_key_and_mouse(online, first):
    code = "2.000528"
    page = first.go(f"/thu-tuc/{code}/edit")
    one, two, three, *rest = names(page)
    up = papers(page).nth(2).get_by_role("button", name=re.compile("^Lên"))
    up.click()
    expect_names(page, [one, three, two, *rest])
    expect(papers(page).nth(1).get_by_role("button", name=re.compile("^Lên"))).to_be_focused()
    expect(page.locator("[data-moved]")).to_have_text(re.compile("vị trí 2 trên"))
    page.keyboard.press("Enter")
    expect_names(page, [three, one, two, *rest])
    expect(papers(page).first.get_by_role("button", name=re.compile("^Xuống"))).to_be_focused()
    expect(papers(page).first.locator("legend").first).to_contain_text("1")
    papers(page).first.locator("[name=name]").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect_names(page, [one, three, two, *rest])
    expect(papers(page).nth(1).locator("[name=name]")).to_be_focused()
    handle = papers(page).nth(2).locator("[data-handle]")
    handle.scroll_into_view_if_needed()
    handle.hover()
    page.mouse.down()
    for _ in range(400):
        page.mouse.move(300, 60)
        page.mouse.move(300, 61)
        if papers(page).first.evaluate("row => row.classList.contains('dragged')"):
            break
    page.mouse.up()
    expect_names(page, [two, one, three, *rest])
    save(page)
    assert [paper.name for paper in draft(online, code).components] == [two, one, three, *rest]


def test_a_line_of_the_steps_is_moved_by_keys(online, first):
    code = "2.000942"
    page = first.go(f"/thu-tuc/{code}/edit")
    page.locator("[name=steps]").fill("Một\nHai\nBa")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("[name=steps]")).to_have_value("Một\nBa\nHai")
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("[name=steps]")).to_have_value("Ba\nMột\nHai")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("[name=steps]")).to_have_value("Một\nBa\nHai")
    save(page)
    assert draft(online, code).steps == ("Một", "Ba", "Hai")


def test_a_new_case_is_offered_where_papers_name_theirs(first):
    page = first.go("/thu-tuc/1.001776/edit")
    page.locator('ol[data-of="cases"] + button').click()
    cases = page.locator('ol[data-of="cases"] > li')
    expect(cases).to_have_count(1)
    cases.first.locator("[name=name]").fill("Cấp lại")
    papers(page).first.locator("details summary").click()
    papers(page).first.locator("[name=case]").focus()
    expect(page.locator('#case-names option[value="Cấp lại"]')).to_have_count(1)
    papers(page).first.locator("[name=case]").fill("Cấp lại")
    look_at(first, "edit-case", fresh=False)


def test_a_row_is_added_in_the_page_drawn_by_the_server_and_is_a_row_like_the_others(online, first):
    code = "1.004884"
    page = first.go(f"/thu-tuc/{code}/edit")
    count = papers(page).count()
    page.evaluate("window.stays = true")
    page.locator("[name=results]").fill("Gõ trước khi thêm")
    for more in (1, 2):
        page.locator("ol[data-of=components] + button").click()
        expect(papers(page)).to_have_count(count + more)
        expect(papers(page).last.locator("[name=name]")).to_be_focused()
        expect(page.locator("[data-added]")).to_have_text(f"Đã thêm mục thứ {count + more} trong {count + more} mục")
        page.keyboard.type(f"Giấy thêm {more}")
    assert page.evaluate("window.stays"), "the page was not loaded anew"
    ids = page.evaluate("[...document.querySelectorAll('#form [id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids)), "every label and hint is of its own field"
    expect(papers(page).last.locator("legend [data-number]").first).to_have_text(str(count + 2))
    counted = page.locator("nav.contents a", has_text="Các giấy tờ của hồ sơ")
    expect(counted).to_contain_text(f"({count + 2})")
    papers(page).last.locator("button[name=__up__]").click()
    expect(papers(page).last.locator("[name=name]")).to_have_value("Giấy thêm 1")
    look_at(first, "edit-row-added", fresh=False)
    first.wide()
    save(page)
    record = draft(online, code)
    assert [paper.name for paper in record.components][count:] == ["Giấy thêm 2", "Giấy thêm 1"]
    assert record.results == ("Gõ trước khi thêm",)


def test_a_row_is_added_once_whatever_it_holds_and_right_after_the_form_was_sent(online, first):
    page = first.go("/thu-tuc/1.004884/edit")
    count, add = papers(page).count(), page.locator("ol[data-of=components] + button")
    add.evaluate(ADDED_AFTER_SENDING)
    expect(papers(page)).to_have_count(count + 1)
    expect(papers(page).last.locator("[name=name]")).to_be_focused()

    def without_fields(route):
        answer = route.fetch()
        drawn = BeautifulSoup(answer.text(), "html.parser")
        for one in drawn.select("ol[data-of=components] > li")[-1].select("input:not([type=hidden]), select, textarea"):
            one.decompose()
        route.fulfill(response=answer, body=str(drawn))

    drawing = re.compile(r"/1\.004884/edit($|\?)")
    page.route(drawing, without_fields)
    page.evaluate("window.stays = true")
    add.dispatch_event("click")
    expect(papers(page)).to_have_count(count + 2)
    expect(papers(page).last.locator("button").first).to_be_focused()
    page.unroute(drawing)
    add.dispatch_event("click")
    expect(papers(page).last.locator("[name=name]")).to_be_focused()
    expect(papers(page)).to_have_count(count + 3)
    assert page.evaluate("window.stays"), "the form was not sent besides"
    # What cannot be added in the page is left to the server, as soon as the form may be sent again.
    page.route(drawing, lambda one: one.fulfill(body="") if one.request.resource_type == "fetch" else one.continue_())
    with page.expect_response(drawing):
        add.evaluate(ADDED_AFTER_SENDING)
    page.evaluate("dispatchEvent(new Event('pageshow'))")
    expect(papers(page)).to_have_count(count + 4)
    assert not page.evaluate("window.stays")


@pytest.mark.parametrize("width", [360, 1366])
def test_without_scripts_everything_is_done_with_buttons(online, people, browser, width):
    code = {360: "1.000894", 1366: "1.004837"}[width]
    context = browser.new_context(locale="vi-VN", java_script_enabled=False, viewport={"width": width, "height": 780})
    context.add_cookies(people(K).context.cookies())
    page = context.new_page()
    page.goto(f"{online.url}/thu-tuc/{code}/edit")
    before = names(page)
    papers(page).nth(1).locator("[name=__up__]").click()
    expect(papers(page).first.locator("[name=name]")).to_have_value(before[1])
    page.locator("[name=results]").fill("Gõ không cần script")
    page.get_by_role("button", name="Giữ phần đã gõ").click()
    expect(page.locator("[data-draft]")).to_contain_text("Phần đang gõ đã được giữ lúc")
    page.goto(f"{online.url}/thu-tuc/{code}/edit")
    expect(page.locator("[name=results]")).to_have_value("Gõ không cần script")
    page.get_by_role("button", name="Lưu bản nháp").first.click()
    expect(page).to_have_url(re.compile("/compare"))
    record = draft(online, code)
    assert record.results == ("Gõ không cần script",)
    assert [paper.name for paper in record.components][:2] == [before[1], before[0]]
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_refused_form_opens_at_what_is_wrong_and_not_at_the_row_that_was_added(online, people, browser, scripts):
    code = {True: "1.000689", False: "1.001022"}[scripts]
    context = browser.new_context(locale="vi-VN", java_script_enabled=scripts, viewport={"width": 1366, "height": 780})
    context.add_cookies(people(K).context.cookies())
    page = context.new_page()
    page.goto(f"{online.url}/thu-tuc/{code}/edit")
    count = papers(page).count()
    page.locator("ol[data-of=components] + button").click()
    expect(papers(page)).to_have_count(count + 1)
    if not scripts:
        expect(page).to_have_url(re.compile("/edit#"))
    page.get_by_role("button", name="Lưu bản nháp").first.click()
    summary = page.locator("[data-error-summary]")
    expect(summary).to_contain_text("Hãy ghi giấy tờ")
    expect(page).to_have_url(re.compile("/edit$"))
    expect(summary).to_be_in_viewport()
    if scripts:
        expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    papers(page).last.locator("[name=name]").fill("Giấy tờ thêm vào")
    page.get_by_role("button", name="Lưu bản nháp").first.click()
    expect(page).to_have_url(re.compile("/compare$"))
    context.close()
