"""Boards and acts upon many that ask something, by keyboard alone and looked at filled, empty and in error."""

import re

import pytest
from playwright.sync_api import expect

from hcc.core.roles import Role
from hcc.dossiers import workflow
from populated import PopulatedOffice

from .online import Papers, look_at
from .test_counter import Keyboard

pytestmark = pytest.mark.browser

NOT_FETCHED, FOLLOW_UP, SEAL = "/ban-lam-viec/cho-nhan", "/ban-lam-viec/theo-doi", "/ban-lam-viec/dong-dau"


@pytest.fixture(scope="module")
def made(online) -> PopulatedOffice:
    made = PopulatedOffice(online.office)
    for _ in range(3):
        made.dossier(workflow.RECEIVED)
        made.dossier(workflow.RESOLVED)
    made.dossier(workflow.SEALING)
    return made


def test_a_director_gives_many_to_an_official_by_keyboard(online, made, people):
    reader = people(Role.DIRECTOR)
    reader.wide()
    page = reader.go(FOLLOW_UP)
    keys, count = Keyboard(page), 3
    assert page.locator("[name=chosen]").count() == count
    keys.write("x" * count)
    with page.expect_navigation():
        keys.press("Control+Enter")
    expect(page.locator(".side li")).to_have_count(count)
    look_at(reader, "batch-form", fresh=False)
    reader.wide()
    reader.expected_statuses = {409}
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator(".side li")).to_have_count(count)
    look_at(reader, "batch-form-wrong", fresh=False)
    reader.wide()
    page.locator("[data-error-summary] a").press("Enter")
    keys.press("ArrowDown")
    with page.expect_navigation():
        keys.press("Control+Enter")
    expect(page.locator(".tag.ok")).to_have_count(count)
    assert keys.pressed <= count + 6
    assert not online.policy_reports


def test_a_call_is_noted_from_the_board_without_the_mouse(online, made, people):
    reader = people(Role.RETURNER)
    reader.wide()
    page = reader.go(NOT_FETCHED)
    with page.expect_navigation():
        page.keyboard.press("j")
        page.keyboard.press("Enter")
    assert page.url.endswith("/note_call"), "the key goes to the next act, not to the first link of the row"
    page.locator("[name=reached]").last.press("Space")
    page.locator("[name=note]").fill("Máy bận")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    reader.go(NOT_FETCHED)
    expect(page.locator(".tried .unreached")).to_have_count(1)
    look_at(reader, "board-with-calls", fresh=False)
    assert not online.policy_reports


def test_an_empty_board_says_what_is_so(online, made, people):
    reader = people(Role.CLERK)
    reader.wide()
    page = reader.go(SEAL)
    with page.expect_navigation():
        page.keyboard.press("j")
        page.keyboard.press("Enter")
    page.locator("[name=number]").fill("12")
    page.locator("[name=symbol]").fill("GXN-UBND")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    reader.go(SEAL)
    expect(page.locator(".empty")).to_contain_text("Mọi kết quả đã duyệt")
    look_at(reader, "board-empty", fresh=False)


def test_the_newest_paper_of_a_row_is_opened_with_one_key_which_the_help_names(made, people):
    reader = people(Role.RETURNER)
    reader.wide()
    page = reader.go(NOT_FETCHED)
    page.keyboard.press("?")
    expect(page.locator("#keys dt", has_text=re.compile("^i$")).locator("xpath=../dd")).to_have_text("In")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    papers = Papers(page, "**/print*")
    with page.expect_response("**/print*"):
        page.keyboard.press("i")
    assert [paper.status for paper in papers.opened] == [200]
