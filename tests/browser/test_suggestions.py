"""Suggestions while somebody types: by keyboard and finger, at both widths, and when the network fails."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from .online import DESK, PHONE, Online, Reader

pytestmark = pytest.mark.browser

SUGGEST = re.compile(r"/thu-tuc/suggest\?")
MARRIAGE = "1.000894"


@pytest.fixture(params=[("/", PHONE), ("/thu-tuc", DESK)], ids=["home-360", "list-1366"])
def asked_at(request) -> tuple[str, tuple[int, int]]:
    """A page with a search box, and the size of the window."""
    return request.param


@pytest.fixture
def citizen(asked_at, online: Online, browser: Browser):
    """Somebody with a fresh browser of this width."""
    _, (width, height) = asked_at
    context = browser.new_context(locale="vi-VN", viewport={"width": width, "height": height}, has_touch=True)
    yield Reader(online, context)
    assert not online.policy_reports
    context.close()


@pytest.fixture
def page(citizen: Reader, asked_at) -> Page:
    """The page, with nothing typed yet."""
    page = citizen.go(asked_at[0])
    page.locator("#q").click()
    return page


def typed(page: Page, words: str) -> None:
    """Type, and wait for what is suggested."""
    page.locator("#q").fill(words)
    page.locator("[role=option]").first.wait_for()


def answered(page: Page, title: str, *, status: int = 200) -> None:
    """From now on the server suggests this one procedure, or fails."""
    items = [{"code": MARRIAGE, "title": title, "name": "", "url": f"/thu-tuc/{MARRIAGE}"}]
    page.route(SUGGEST, lambda route: route.fulfill(status=status, json={"items": items}))


def chosen(page: Page) -> int | None:
    """Which option is active, as a screen reader is told; None when none is."""
    active = page.locator("#q").get_attribute("aria-activedescendant")
    marked = page.locator("[role=option][aria-selected=true]")
    assert marked.count() == (active is not None)
    if active is None:
        return None
    assert marked.get_attribute("id") == active
    ids = [option.get_attribute("id") for option in page.locator("[role=option]").all()]
    return ids.index(active)


def test_a_screen_reader_is_told_of_the_list(page, citizen):
    box = page.locator("#q")
    said = {
        name: box.get_attribute(name)
        for name in ("role", "aria-autocomplete", "aria-expanded", "aria-activedescendant", "autocomplete")
    }
    assert said == {
        "role": "combobox",
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        "aria-activedescendant": None,
        "autocomplete": "off",
    }
    listed = page.locator(f"[id='{box.get_attribute('aria-controls')}']")
    assert listed.get_attribute("role") == "listbox"
    expect(listed).to_be_hidden()
    typed(page, "giay")
    expect(listed).to_be_visible()
    assert listed.get_attribute("aria-label") == page.locator("label[for=q]").inner_text()
    assert box.get_attribute("aria-expanded") == "true"
    assert chosen(page) is None
    count = listed.locator("[role=option]").count()
    assert 1 < count <= 8
    assert page.locator(".searchbox [role=status]").inner_text() == f"Có {count} gợi ý"
    assert citizen.axe_violations() == []
    expect(listed).to_be_visible()
    # The other checks walk through the page with the focus, which closes the list.
    assert citizen.faults(fresh=False) == []
    expect(listed).to_be_hidden()
    assert not citizen.complaints


def test_an_everyday_name_stands_beside_the_title(page):
    typed(page, "giay doc th")
    option = page.locator("[role=option]").first
    assert option.locator("span").inner_text() == "Cấp Giấy xác nhận tình trạng hôn nhân"
    assert option.locator("small").inner_text() == "giấy độc thân"


def test_arrows_go_through_the_list_and_enter_opens_what_is_chosen(page, citizen):
    typed(page, "ket hon")
    last = page.locator("[role=option]").count() - 1
    assert last > 0
    steps = [("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", last), ("ArrowDown", 0)]
    for key, place in steps:
        page.keyboard.press(key)
        assert chosen(page) == place
        assert page.locator("#q").input_value() == "ket hon"
    address = page.locator("[role=option]").nth(0).get_attribute("data-url")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert urlsplit(page.url).path == address == f"/thu-tuc/{MARRIAGE}"
    assert not citizen.complaints


def test_enter_without_a_choice_searches_for_the_words(page):
    typed(page, "ket hon")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert urlsplit(page.url).path == "/thu-tuc"
    assert parse_qs(urlsplit(page.url).query) == {"q": ["ket hon"]}
    expect(page.locator(".suggestions")).to_be_hidden()


def test_escape_closes_the_list_and_keeps_the_words(page):
    typed(page, "ket hon")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(".suggestions")).to_be_hidden()
    assert page.locator("#q").get_attribute("aria-expanded") == "false"
    assert chosen(page) is None
    assert page.locator("#q").input_value() == "ket hon"
    # Nothing is chosen any more: Enter searches.
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert urlsplit(page.url).path == "/thu-tuc"


@pytest.mark.parametrize("key", ["ArrowDown", "ArrowUp"])
def test_an_arrow_opens_the_list_again(page, key):
    typed(page, "ket hon")
    page.keyboard.press("Escape")
    page.keyboard.press(key)
    expect(page.locator(".suggestions")).to_be_visible()
    assert chosen(page) is None
    page.keyboard.press("ArrowDown")
    assert chosen(page) == 0


def test_whoever_goes_on_to_the_button_leaves_the_list(page):
    typed(page, "ket hon")
    page.keyboard.press("Tab")
    expect(page.locator(".suggestions")).to_be_hidden()
    assert page.locator(".searchbox button:focus").count() == 1


def test_a_finger_or_the_mouse_opens_what_it_touches(page):
    typed(page, "ket hon")
    second = page.locator("[role=option]").nth(1)
    address = second.get_attribute("data-url")
    with page.expect_navigation():
        second.tap()
    assert urlsplit(page.url).path == address


def test_the_list_stays_within_the_window(page):
    typed(page, "cap giay")
    width = page.viewport_size["width"]
    box = page.locator(".suggestions").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for option in page.locator("[role=option]").all():
        option.scroll_into_view_if_needed()
        place = option.bounding_box()
        assert place["height"] >= 44
        assert option.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_one_letter_asks_for_nothing_and_a_space_is_a_letter(page):
    asked = []
    page.on("request", lambda request: SUGGEST.search(request.url) and asked.append(request.url))
    typed(page, "kha")
    page.locator("#q").fill("k")
    expect(page.locator(".suggestions")).to_be_hidden()
    typed(page, "kha")
    # The word is at its end, and no name has it.
    page.locator("#q").fill("kha ")
    expect(page.locator(".suggestions")).to_be_hidden()
    assert [parse_qs(urlsplit(url).query)["q"] for url in asked] == [["kha"], ["kha"], ["kha "]]


def test_a_question_is_asked_when_the_fingers_rest(citizen, asked_at):
    page = citizen.page
    page.clock.install()
    citizen.go(asked_at[0])
    page.clock.pause_at("2100-01-01")
    asked = []
    page.on("request", lambda request: SUGGEST.search(request.url) and asked.append(request.url))
    page.locator("#q").click()
    for letter in "ket hon":
        page.keyboard.press(letter if letter != " " else "Space")
        page.clock.run_for(100)
    assert asked == []
    with page.expect_request(SUGGEST):
        page.clock.run_for(100)
    assert len(asked) == 1
    page.locator("[role=option]").first.wait_for()


# When the network fails


def test_nobody_is_told_of_suggestions_that_could_not_be_had(page, citizen):
    told = []
    page.on("dialog", lambda dialog: told.append(dialog.message) or dialog.dismiss())
    before = page.locator("main").inner_text()
    typed(page, "ket hon")
    citizen.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.locator("#q").fill("khai sinh")
    expect(page.locator(".suggestions")).to_be_hidden()
    assert page.locator("[role=option]").count() == 0
    assert page.locator("main").inner_text() == before
    assert told == []
    # Back in the network, the next letter brings the list and Enter the answers.
    citizen.context.set_offline(False)
    typed(page, "khai sinh l")
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(".hits h2 a").count() > 0
    assert [one for one in citizen.complaints if "ERR_INTERNET_DISCONNECTED" not in one] == []


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 500, "body": "<html>"},
        {"status": 503, "body": json.dumps({"items": [{"title": "Bảo trì", "name": "", "url": "/x"}]})},
        {"status": 200, "body": "<html>a page of some hotel's network</html>"},
        {"status": 200, "body": "{}"},
        {"status": 200, "body": ""},
    ],
    ids=["500", "503", "another page", "nothing in it", "empty"],
)
def test_an_answer_that_is_none_closes_the_list(page, citizen, answer):
    typed(page, "ket hon")
    page.route(SUGGEST, lambda route: route.fulfill(content_type="application/json", **answer))
    with page.expect_response(SUGGEST):
        page.locator("#q").fill("ket hon l")
    expect(page.locator(".suggestions")).to_be_hidden()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert urlsplit(page.url).path == "/thu-tuc"
    assert [one for one in citizen.complaints if "status of 50" not in one] == []


@pytest.fixture
def held(page):
    """Questions that are not answered yet."""
    waiting = []
    page.route(SUGGEST, lambda route: waiting.append(route))
    return waiting


def asked_for(page: Page, held: list, words: str) -> None:
    """Type words whose question is not answered."""
    before = len(held)
    page.locator("#q").fill(words)
    for _ in range(500):
        if len(held) > before:
            return
        page.wait_for_timeout(20)
    pytest.fail("nothing was asked")


LATE = {"items": [{"code": "x", "title": "Đăng ký khai tử", "name": "", "url": "/x"}]}


def test_a_late_answer_to_older_words_is_not_shown(page, held):
    asked_for(page, held, "khai tu")
    [late] = held
    answered(page, "Đăng ký kết hôn")
    typed(page, "ket hon")
    late.fulfill(json=LATE)
    page.wait_for_timeout(100)
    assert page.locator("[role=option]").all_inner_texts() == ["Đăng ký kết hôn"]


def test_the_list_does_not_flicker_while_somebody_types_on(page, held):
    page.unroute(SUGGEST)
    typed(page, "ke")
    page.route(SUGGEST, lambda route: held.append(route))
    asked_for(page, held, "ket")
    page.evaluate("""() => new MutationObserver(() => window.flickered = true)
        .observe(document.querySelector(".suggestions"), { attributes: true, childList: true })""")
    asked_for(page, held, "ket h")
    page.wait_for_timeout(100)
    assert page.evaluate("window.flickered") is None
    held[1].fulfill(json=LATE)
    expect(page.locator("[role=option]")).to_have_text(["Đăng ký khai tử"])


@pytest.mark.parametrize("leaving", ["Escape", "Tab", "Backspace"])
def test_a_late_answer_does_not_open_a_list_that_was_left(page, held, leaving):
    page.unroute(SUGGEST)
    typed(page, "kh")
    page.route(SUGGEST, lambda route: held.append(route))
    asked_for(page, held, "ke")
    page.keyboard.press(leaving)
    expect(page.locator(".suggestions")).to_be_hidden()
    held[0].fulfill(json=LATE)
    page.wait_for_timeout(100)
    expect(page.locator(".suggestions")).to_be_hidden()


def test_a_title_is_shown_as_text(page):
    answered(page, "<img src=x onerror=alert(1)><b>Kết hôn</b>")
    typed(page, "ket hon")
    assert page.locator("[role=option] span").inner_text() == "<img src=x onerror=alert(1)><b>Kết hôn</b>"
    assert page.locator("[role=option] img, [role=option] b").count() == 0
