"""The list of procedures on a phone and at the counter, with scripts and without: narrowing, orders, pages, marks."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .online import DESK, PHONE, Online, Reader

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def scripts(request) -> bool:
    return request.param


@pytest.fixture(params=[PHONE, DESK], ids=["360", "1366"])
def citizen(request, online: Online, browser: Browser, scripts: bool):
    width, height = request.param
    context = browser.new_context(
        locale="vi-VN", java_script_enabled=scripts, viewport={"width": width, "height": height}, has_touch=True
    )
    reader = Reader(online, context)
    yield reader
    assert not reader.complaints
    assert not online.policy_reports
    context.close()


def tap(page: Page, what: Locator) -> None:
    with page.expect_navigation():
        what.tap()


def fitting(page: Page) -> int:
    """How many procedures the heading says there are."""
    return int(re.search(r"\d+", page.locator("h1").inner_text())[0])


def unfolded(page: Page, heading: str) -> Locator:
    """The values of one facet, unfolded as far as that is needed."""
    page.locator("details.filters").wait_for(state="attached")
    if not page.locator("details.filters > div").is_visible():
        page.locator("details.filters > summary").tap()
    box = page.locator(".facet-box", has=page.locator("summary", has_text=heading))
    if not box.locator("ul.facet a").first.is_visible():
        box.locator("> summary").tap()
    box.locator("ul.facet a").first.wait_for()
    return box.locator("ul.facet a")


def test_narrowing_gives_what_the_number_beside_the_value_says(citizen):
    page = citizen.go("/thu-tuc?q=giay")
    before = fitting(page)
    for heading in ("Lĩnh vực", "Nơi giải quyết"):
        value = unfolded(page, heading).first
        count = int(value.locator(".num").inner_text())
        tap(page, value)
        assert fitting(page) == count <= before
    assert page.locator(".chips a:not(.all)").count() == 2
    tap(page, page.locator(".chips a:not(.all)").first)
    assert page.locator(".chips a:not(.all)").count() == 1
    tap(page, page.locator(".chips a:not(.all)").first)
    assert fitting(page) == before
    assert page.locator(".chips a").count() == 0


def test_other_orders_and_further_pages(citizen):
    page = citizen.go("/thu-tuc?q=giay")
    best = page.locator(".hits h2 a").all_inner_texts()
    tap(page, page.locator(".sorts a", has_text="tên"))
    assert page.locator(".hits h2 a").all_inner_texts() != best
    tap(page, page.locator("nav.paging a[rel=next]"))
    assert parse_qs(urlsplit(page.url).query) == {"q": ["giay"], "sort": ["title"], "page": ["2"]}
    assert page.locator(".hits h2 a").count() > 0
    tap(page, page.locator("nav.paging a[rel=prev]"))
    assert page.locator(".sorts strong").inner_text() == "tên"


def test_what_answers_can_be_seen_to_be_marked(citizen):
    page = citizen.go("/thu-tuc?q=ket+hon")
    mark = page.locator(".hits h2 mark").first
    assert mark.inner_text() == "kết hôn"
    around = page.locator(".hits h2 a").first
    looks = (
        "one => { const s = getComputedStyle(one); return [s.backgroundColor, s.fontWeight, s.textDecorationLine]; }"
    )
    assert mark.evaluate(looks) != around.evaluate(looks)


def test_where_nothing_fits_the_nearest_and_the_number_are_in_the_window(citizen):
    page = citizen.go("/thu-tuc?q=kettt+honnn")
    expect(page.locator("h1")).to_be_in_viewport()
    expect(page.locator(".empty li a").first).to_be_in_viewport()
    assert page.locator(".empty li a").count() == 3
    assert page.locator("main a[href^='tel:']").first.is_visible()
    tap(page, page.locator(".empty li a").first)
    assert page.locator("h1").inner_text().replace("\u00a0", " ") == "Đăng ký kết hôn"


def test_a_slip_is_put_right_with_one_tap(citizen):
    page = citizen.go("/thu-tuc?q=dang+ky+kett+hon")
    tap(page, page.locator("main p a", has_text="đăng ký kết hôn"))
    assert page.locator("#q").input_value() == "đăng ký kết hôn"
    assert "Có phải bạn tìm" not in page.locator("main").inner_text()
