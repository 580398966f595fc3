"""Certifying a signature by keyboard alone: two cards are scanned, the paper named, the number taken."""

import pytest
from playwright.sync_api import expect

from hcc.core.roles import Role
from populated import SIGNER

from .keyboard import Keyboard
from .online import look_at

pytestmark = pytest.mark.browser

SIGNATURE = "/chung-thuc/signature"
CARD = "025190000007||Nguyễn Thị Quét|01011990|Nữ|Xóm Mẫu, Xã An Mẫu, Phú Mẫu|02022022"
OTHER = "025091000008||Lê Văn Thử|02021991|Nam|Xóm Mẫu, Xã An Mẫu, Phú Mẫu|02022022"
SECONDS = 10


def test_two_people_sign_one_paper_in_ten_seconds_of_typing_and_no_mouse(online, people, capsys):
    certifier = people(Role.CERTIFIER)
    certifier.wide()
    page = certifier.go(SIGNATURE)
    keys = Keyboard(page)
    expect(page.locator("[data-scan]")).to_be_focused()
    with page.expect_navigation():
        keys.scan(CARD)
    expect(page.locator("[name=title]")).to_be_focused()
    keys.press("F2")
    with page.expect_navigation():
        keys.scan(OTHER)
    expect(page.locator("[name=name]").nth(1)).to_have_value("Lê Văn Thử")
    expect(page.locator("[name=title]")).to_be_focused()
    page.keyboard.insert_text("Giấy ủy quyền")  # what the input method makes of the keys that follow
    keys.pressed += len("Giaays uyr quyeenf")
    keys.press("Enter")
    look_at(certifier, "signatures-filled", fresh=False)
    certifier.wide()
    with page.expect_navigation(url="**/attest"):
        keys.press("Control+Enter")
    with capsys.disabled():
        print(f"\n{keys.pressed} keys, {keys.seconds:.1f} s, 0 mouse")
    assert keys.seconds <= SECONDS
    look_at(certifier, "signatures-attest", fresh=False)
    with online.office.site() as site:
        [entry] = [one for one in site.books["chu-ky"]["2026"] if one.requester.name == "Nguyễn Thị Quét"]
        assert [one.citizen_number for one in entry.people] == ["025190000007", "025091000008"]
        assert entry.fee == 10_000
    assert not online.policy_reports


def test_enter_takes_no_number(online, people):
    certifier = people(Role.CERTIFIER)
    page = certifier.go(SIGNATURE)
    page.locator("[name=name]").fill("Trần Văn Riêng")
    page.locator("[name=name]").press("Enter")
    expect(page.locator("[name=number]")).to_be_focused()
    assert page.url.endswith(SIGNATURE)


def test_capacities_look_as_they_should(people):
    administrator = people(Role.ADMINISTRATOR)
    administrator.go(f"/quan-tri/can-bo/{SIGNER}/capacities")
    look_at(administrator, "capacities")


def test_desk_and_front_page_say_whether_certifications_are_signed_now(people):
    certifier, citizen = people(Role.CERTIFIER), people(None)
    for reader, path, name in ((certifier, "/chung-thuc", "desk-signing"), (citizen, "/", "home-signing")):
        page = reader.go(path)
        expect(page.locator("main")).to_contain_text("Đang ký chứng thực, đến")
        look_at(reader, name)
