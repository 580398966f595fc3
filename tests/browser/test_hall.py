"""The hall: a screen that runs for months beside the officials who call, by keys alone."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

import ticket_states
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.tickets.operations.call_again import call_again
from hcc.tickets.operations.call_next import call_next
from hcc.tickets.operations.give import give
from hcc.tickets.operations.sit import sit
from hcc.tickets.resources import Reason
from office import LOGINS

from .online import SHOTS, Reader, look_at

pytestmark = pytest.mark.browser
HALL = {"width": 1920, "height": 1080}
RECEIVER = LOGINS[Role.RECEIVER]


class Office:
    """Calls made by the acts themselves, while browsers look on."""

    def __init__(self, online) -> None:
        self.office = online.office

    def call(self, count: int = 1, *, number: int | None = None, counter: int = 3) -> int:
        """Give and call so many numbers; answers the last."""
        with self.office.changing() as site:
            act = Act(RECEIVER, self.office.now)
            sit(site.queue, counter=counter, most=9, act=act)
            for _ in range(count):
                give(site.queue, on_paper=number, act=act)
                called = call_next(site.queue, act=act).number
        return called

    def again(self, number: int) -> None:
        with self.office.changing() as site:
            day = site.queue.day(self.office.now.date())
            call_again(site.queue, ticket=day.get(number), act=Act(RECEIVER, self.office.now))


@pytest.fixture
def hall(online) -> Office:
    """A day on which no number was given yet."""
    with online.office.changing() as site:
        site.queue._days.clear()
    return Office(online)


@pytest.fixture
def screen(online, browser) -> Iterator[Reader]:
    """The screen in the hall, asking fifty times a second."""
    reader = Reader(online, browser.new_context(locale="vi-VN", viewport=HALL))
    yield reader
    reader.context.close()


def quick(page: Page) -> None:
    page.evaluate("document.querySelector('[data-board]').dataset.askEvery = 20")


def shown(page: Page) -> tuple[str, str]:
    return page.locator("[data-number]").inner_text(), page.locator("[data-counter]").inner_text()


def test_the_screen_shows_each_call_without_loading_again(hall, screen):
    page = screen.go("/goi-so")
    expect(page.locator("[data-none]")).to_be_visible()
    page.evaluate("window.stayed = true")
    quick(page)
    first = hall.call(counter=2)
    expect(page.locator("[data-number]")).to_have_text(str(first))
    expect(page.locator("[data-none]")).to_be_hidden()
    expect(page.locator(".now")).to_have_class("now fresh")
    second = hall.call(counter=5)
    expect(page.locator("[data-number]")).to_have_text(str(second))
    assert shown(page) == (str(second), "5")
    expect(page.locator("tbody tr:visible")).to_have_text([f"{first}2"])
    assert page.evaluate("window.stayed") is True
    assert not screen.complaints
    assert not screen.online.policy_reports


def test_a_number_called_again_is_seen_to_be(hall, screen):
    number = hall.call()
    page = screen.go("/goi-so")
    expect(page.locator(".now")).to_have_class("now")
    quick(page)
    hall.again(number)
    expect(page.locator(".now")).to_have_class("now fresh")
    assert shown(page) == (str(number), "3")


@pytest.mark.parametrize("numbers", [[], [7], [9998, 12, 9997, 9996, 9995, 9999]])
def test_everything_is_on_the_screen_and_can_be_read_across_the_hall(hall, screen, numbers):
    for number in numbers:
        hall.call(number=number)
    page = screen.go("/goi-so")
    assert page.evaluate("document.documentElement.scrollHeight") <= HALL["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= HALL["width"]
    spilled = page.evaluate(
        """[...document.querySelectorAll("main *")].filter(one => one.checkVisibility()
        && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline")
        .map(one => one.outerHTML)"""
    )
    assert spilled == []
    if numbers:
        sizes = page.evaluate(
            """[...document.querySelectorAll("[data-number], [data-counter], tbody tr:not([hidden]) td")]
            .map(one => parseFloat(getComputedStyle(one).fontSize))"""
        )
        assert min(sizes) >= 0.08 * HALL["height"]
    assert screen.faults() == []
    if SHOTS is not None:
        page.screenshot(path=SHOTS / f"hall-{len(numbers)}.png")
    look_at(screen, f"hall-{len(numbers)}")


def test_hours_of_calls_leave_nothing_behind(hall, screen):
    """As many answers as an hour of three-second looks, each with another call."""
    hall.call(6)
    answers, told = [0], json.loads(hall.office.as_().get("/goi-so/board.json").body)

    def answer(route):
        answers[0] += 1
        number = answers[0] % 9_000 + 1
        first = {"call": 1_000 + answers[0], "number": number, "counter": number % 9 + 1, "at": "9:12"}
        route.fulfill(json={**told, "calls": [first, *told["calls"][: answers[0] % 6]]})

    page = screen.page
    page.route("**/board.json", answer)
    screen.go("/goi-so")
    devtools = screen.context.new_cdp_session(page)
    devtools.send("Performance.enable")

    def counted() -> dict[str, float]:
        devtools.send("HeapProfiler.collectGarbage")
        metrics = devtools.send("Performance.getMetrics")["metrics"]
        return {one["name"]: one["value"] for one in metrics}

    page.evaluate("document.querySelector('[data-board]').dataset.askEvery = 0")

    def wait_for(count: int) -> None:
        for _ in range(1_200):
            if answers[0] >= count:
                return
            page.wait_for_timeout(50)
        pytest.fail(f"only {answers[0]} answers")

    wait_for(200)
    before = counted()
    wait_for(1_400)
    after = counted()
    assert after["Nodes"] <= before["Nodes"] + 20
    assert after["JSEventListeners"] <= before["JSEventListeners"]
    assert after["Documents"] <= before["Documents"]
    assert after["JSHeapUsedSize"] - before["JSHeapUsedSize"] < 300_000
    assert not screen.complaints


def test_a_lost_connection_is_told_and_forgotten_when_it_is_back(hall, screen):
    number = hall.call()
    page = screen.go("/goi-so")
    quick(page)
    page.route("**/board.json", lambda route: route.abort())
    expect(page.locator("[data-lost]")).to_be_visible()
    assert shown(page)[0] == str(number), "what was known stays"
    page.unroute("**/board.json")
    expect(page.locator("[data-lost]")).to_be_hidden()
    page.route("**/board.json", lambda route: route.fulfill(status=503, body="away"))
    expect(page.locator("[data-lost]")).to_be_visible()


def test_a_new_version_of_the_program_is_loaded_once(hall, screen):
    hall.call()
    page = screen.go("/goi-so")
    page.evaluate("window.stayed = true")
    told = json.loads(hall.office.as_().get("/goi-so/board.json").body)
    page.route("**/board.json", lambda route: route.fulfill(json={**told, "program": "another"}), times=1)
    with page.expect_navigation():
        quick(page)
    page.wait_for_timeout(300)
    assert page.evaluate("window.stayed") is None
    expect(page.locator("[data-number]")).to_be_visible()


def test_without_scripts_the_screen_loads_itself_again(hall, online, browser):
    context = browser.new_context(locale="vi-VN", viewport=HALL, java_script_enabled=False)
    page = context.new_page()
    page.goto(online.url + "/goi-so")
    number = hall.call()
    expect(page.locator("[data-number]")).to_have_text(str(number))
    context.close()


def test_the_greeter_gives_and_prints_a_number_with_two_keys(hall, people):
    reader = people(Role.GREETER)
    reader.wide()
    page = reader.page
    page.add_init_script("window.print = () => { sessionStorage.printed = location.pathname; }")
    reader.go("/goi-so/give")
    page.keyboard.press("1")
    expect(page.locator(".called .number")).to_have_text("1")
    page.keyboard.press("i")
    expect(page.locator("[data-print]")).to_be_visible()
    assert page.evaluate("sessionStorage.printed").endswith("/1/")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.wait_for_url("**/goi-so/give")
    page.keyboard.press("4")
    expect(page.locator(".called .number")).to_have_text("2")
    expect(page.locator(".called .tag")).to_be_visible()
    # A number on paper: typed, then the key.
    page.locator("[name=number]").fill("88")
    page.keyboard.press("Enter")
    expect(page.locator(".called .number")).to_have_text("88")
    assert not reader.complaints


def test_the_slip_is_eighty_millimetres_wide_and_fits_one_page(hall, people, tmp_path):
    with hall.office.changing() as site:
        for _ in range(2):
            give(site.queue, reason=Reason.DISABLED, act=Act(RECEIVER, hall.office.now))
        ticket = give(site.queue, reason=Reason.ELDERLY, on_paper=9_999, act=Act(RECEIVER, hall.office.now))
        path = f"/goi-so/{ticket.day.__name__}/9999/"
    page = people(Role.GREETER).go(path)
    page.pdf(path=tmp_path / "slip.pdf", prefer_css_page_size=True)
    import pypdfium2

    with pypdfium2.PdfDocument(tmp_path / "slip.pdf") as pdf:
        if SHOTS is not None:
            pdf[0].render(scale=3).to_pil().save(SHOTS / "slip.png")
        assert len(pdf) == 1
        assert round(pdf[0].get_width() * 25.4 / 72) == 80
        text = pdf[0].get_textpage().get_text_range()
    assert "9999" in text
    assert "Phát số thứ tự" not in text, "what leads back is not printed"


def test_an_official_works_through_the_queue_by_keys(hall, people):
    ticket_states.receiver_sits(hall.office)
    with hall.office.changing() as site:
        for _ in range(3):
            give(site.queue, act=Act(LOGINS[Role.GREETER], hall.office.now))
    reader = people(Role.RECEIVER)
    reader.wide()
    page = reader.go("/goi-so/desk")
    number = page.locator(".called .number")

    def press(key: str) -> None:
        page.wait_for_load_state()  # a page that is still coming hears no key
        page.keyboard.press(key)

    press("g")
    expect(number).to_have_text("1")
    press("l")
    expect(number).to_have_text("1")
    press("v")
    expect(number).to_have_count(0)
    expect(page.locator(".rows-of strong")).to_have_text("1")
    press("g")
    expect(number).to_have_text("2")
    press("d")
    expect(number).to_have_count(0)
    press("g")
    expect(number).to_have_text("3")
    expect(page.locator(".top .who")).to_contain_text("3")
    reader.expected_statuses = {409}
    press("g")
    expect(page.locator(".note[role=alert]")).to_be_visible()
    expect(number).to_have_text("3")
    look_at(reader, "desk-nobody-waits")
