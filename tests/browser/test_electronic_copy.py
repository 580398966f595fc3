"""The electronic copy in Chromium: the stamp moves on the pages, a batch tells what failed, the link is handed over."""

import re

import pytest
from playwright.sync_api import expect

from hcc.certifications.operations.strike import strike
from hcc.core.act import Act
from hcc.core.roles import Role
from office import LOGINS
from populated import PopulatedOffice

from .online import chromium, look_at

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def made(online):
    made = PopulatedOffice(online.office)
    assert made.signed, "signed before there is a browser, see `online.chromium`"
    return made


@pytest.fixture(scope="module")
def browser(made, online):
    with chromium() as one:
        yield one


def test_the_stamp_moves_on_the_pages_as_its_place_is_chosen(made, people):
    reader = people(Role.CERTIFIER)
    reader.wide()
    page = reader.go(made.scan())
    pictures = page.locator("figure.page img")
    assert page.locator("button[name=show]").is_hidden()
    expect(pictures.last).to_have_attribute("src", re.compile("pages=last&corner=bottom-right"))
    with page.expect_response(re.compile("n=1&pages=all&corner=bottom-right")) as answer:
        page.locator("label", has_text="Mọi trang").click()
    assert answer.value.status == 200
    page.locator("label", has_text="Góc trên bên trái").click()
    expect(pictures.first).to_have_attribute("src", re.compile("pages=all&corner=top-left"))
    look_at(reader, "scan-stamped-everywhere", fresh=False)


def test_a_batch_with_a_paper_that_was_struck_is_a_page_of_faults(online, made, people):
    papers = [made.to_choose_for_signing() for _ in range(2)]
    reader = people(Role.APPROVER)
    reader.wide()
    page = reader.go("/chung-thuc/tray")
    with online.office.changing() as site:
        entry = site.books["ban-sao"]["2026"][papers[0].split(".")[2]]
        strike(site.books, entry=entry, reason="Nhầm.", act=Act(LOGINS[Role.CERTIFIER], online.office.now))
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-error-summary]")
    look_at(reader, "signed-one-failed")


def test_the_link_is_made_handed_over_and_opened(made, people):
    official, citizen = people(Role.CERTIFIER), people(None)
    official.wide()
    page = official.go(made.signed)
    page.locator("form[action$=deliver] button").click()
    page.wait_for_url("**/link")
    url = page.locator("a.whole-url").inner_text()
    look_at(official, "copy-link-handed")
    page.emulate_media(media="print")
    assert page.locator("svg:visible").count() >= 1, "the square to scan"
    assert page.locator(".note, .acts").first.is_hidden()
    expect(page.get_by_text("Trung tâm Phục vụ hành chính công, xã An Mẫu")).to_be_visible()
    page.emulate_media(media="screen")
    opened = citizen.go(url[url.index("/ban-sao/") :])
    with opened.expect_download() as download:
        opened.locator("a.btn.primary").click()
    assert download.value.suggested_filename.endswith(".pdf")
    look_at(citizen, "copy-link-opened")


def test_a_link_that_leads_nowhere(people):
    citizen = people(None)
    citizen.expected_statuses = {404}
    citizen.go(f"/ban-sao/{'0' * 48}")
    look_at(citizen, "copy-link-unknown")
