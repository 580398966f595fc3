"""The visit of certified copies by keyboard alone: three papers of five copies within thirty seconds of typing."""

import pytest
from playwright.sync_api import expect

from hcc.core.roles import Role

from .keyboard import KEYS_A_SECOND, Keyboard
from .online import look_at

pytestmark = pytest.mark.browser

VISIT = "/chung-thuc/visit"
CARD = "025190000007||Nguyễn Thị Quét|01011990|Nữ|Xóm Mẫu, Xã An Mẫu, Phú Mẫu|02022022"
SECONDS = 30
PAPERS = (("gks", "Giấy khai sinh", "1"), ("tcc", "Thẻ căn cước", "2"), ("btndh", "Bằng tốt nghiệp đại học", "4"))
TELEX = "Nguyeenx Thij Maaux"
"""The keys of "Nguyễn Thị Mẫu"."""


@pytest.fixture
def certifier(people):
    reader = people(Role.CERTIFIER)
    reader.wide()
    return reader


def papers_by_letters(page, keys: Keyboard) -> None:
    for place, (letters, name, pages) in enumerate(PAPERS):
        if place:
            keys.press("Enter")
        expect(page.locator("[name=title]").nth(place)).to_be_focused()
        keys.write(letters)
        expect(page.locator("[role=option]").first).to_have_text(name)
        keys.press("Enter")
        expect(page.locator("[name=title]").nth(place)).to_have_value(name)
        keys.press("Tab", "Tab")
        keys.write(pages)
        keys.press("Tab")
        keys.write("5")


def lines_of(online, name: str) -> list[tuple[str, int, int, int]]:
    with online.office.site() as site:
        found = [entry for book in site.books.books() for entry in book if entry.requester.name == name]
        return [(entry.title, entry.pages, entry.copies, entry.fee) for entry in found]


def test_three_papers_of_five_copies_take_thirty_seconds_of_typing_and_no_mouse(online, certifier, capsys):
    page = certifier.go(VISIT)
    keys = Keyboard(page)
    expect(page.locator("[data-scan]")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("[name=name]")).to_be_focused()
    keys.write(TELEX)
    page.locator("[name=name]").fill("Nguyễn Thị Mẫu")  # what the input method makes of those keys
    keys.press("Enter", "Enter")
    papers_by_letters(page, keys)
    expect(page.locator("[data-total]")).to_have_text("60.000 đồng")
    expect(page.locator(".rows .fee span")).to_have_text(
        ["1 × 2.000 × 5", "2 × 2.000 × 5", "(2 × 2.000 + 2 × 1.000) × 5"]
    )
    look_at(certifier, "visit-filled", fresh=False)
    certifier.wide()
    with page.expect_navigation(url="**/luot/**"):
        keys.press("Control+Enter")
    with capsys.disabled():
        print(f"\n{keys.pressed} keys, {keys.seconds:.1f} s at {KEYS_A_SECOND} keys a second, 0 mouse")
    assert keys.seconds <= SECONDS, f"{keys.pressed} keys"
    assert lines_of(online, "Nguyễn Thị Mẫu") == [
        ("Giấy khai sinh", 1, 5, 10_000),
        ("Thẻ căn cước", 2, 5, 20_000),
        ("Bằng tốt nghiệp đại học", 4, 5, 30_000),
    ]


def test_the_card_is_scanned_and_the_papers_follow(online, certifier):
    page = certifier.go(VISIT)
    keys = Keyboard(page)
    keys.scan(CARD)
    expect(page.locator("[name=name]")).to_have_value("Nguyễn Thị Quét")
    expect(page.locator("[name=citizen_number]")).to_have_value("025190000007")
    expect(page.locator("[data-scan]")).to_have_value("")
    papers_by_letters(page, keys)
    # An empty row at the end is no paper.
    keys.press("Enter")
    expect(page.locator("[name=title]").nth(3)).to_be_focused()
    with page.expect_navigation(url="**/luot/**"):
        keys.press("Control+Enter")
    assert len(lines_of(online, "Nguyễn Thị Quét")) == 3
    assert not online.policy_reports


def test_a_name_of_ones_own_stays_as_it_was_typed(online, certifier):
    page = certifier.go(VISIT)
    keys = Keyboard(page)
    page.locator("[name=name]").fill("Trần Văn Riêng")
    page.locator("[name=title]").focus()
    keys.write("giay khai")
    expect(page.locator("[role=option]").first).to_have_text("Giấy khai sinh")
    keys.press("Escape")
    expect(page.locator("[role=option]")).to_have_count(0)
    keys.press("Tab", "Tab")
    keys.write("3")
    keys.press("Tab")
    keys.write("1")
    # A row that is taken away again is not sent.
    keys.press("Enter")
    keys.write("hc")
    keys.press("Enter")
    page.locator("[name=__remove__]").nth(1).press("Enter")
    expect(page.locator("[name=title]")).to_have_count(1)
    with page.expect_navigation(url="**/luot/**"):
        keys.press("Control+Enter")
    assert lines_of(online, "Trần Văn Riêng") == [("giay khai", 3, 1, 5_000)]


def test_what_is_wrong_in_the_second_row_stands_there(certifier):
    page = certifier.go(VISIT)
    keys = Keyboard(page)
    keys.scan(CARD)
    expect(page.locator("[name=name]")).to_have_value("Nguyễn Thị Quét")
    keys.write("gks")
    keys.press("Enter", "Tab", "Tab", "1", "Tab", "5", "Enter")
    keys.write("hc")
    keys.press("Enter")
    certifier.expected_statuses = {422}
    with page.expect_navigation():
        keys.press("Control+Enter")
    expect(page.locator("[name=pages]").nth(1)).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[name=title]").first).to_have_value("Giấy khai sinh")
    look_at(certifier, "visit-second-row-wrong", fresh=False)
