"""The figures of the day: one key copies the sentence to send on; the sheet of paper holds the figures alone."""

import pytest
from playwright.sync_api import expect

from hcc.core.roles import Role
from hcc.dossiers import workflow
from populated import PopulatedOffice

from .online import look_at

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def reader(online, people):
    made = PopulatedOffice(online.office)
    for state in (workflow.RECEIVED, workflow.PROCESSING, workflow.RESOLVED):
        made.dossier(state)
    reader = people(Role.DIRECTOR)
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return reader


def test_one_key_copies_the_sentence(reader):
    reader.wide()
    page = reader.go("/ho-so/figures")
    shown = page.locator("[data-value]").inner_text()
    assert "tiếp nhận 3" in shown
    page.keyboard.press("c")
    expect(page.locator("[data-copied]")).to_contain_text("Đã chép")
    assert page.evaluate("navigator.clipboard.readText()") == shown
    look_at(reader, "figures")


def test_paper_has_the_figures_and_no_forms(reader):
    reader.wide()
    page = reader.go("/ho-so/figures")
    page.emulate_media(media="print")
    assert page.locator("table.figures").is_visible()
    for other in ("nav.rail", ".top", "form[action$=figures]", ".sent"):
        assert not page.locator(other).is_visible(), other
    page.emulate_media(media="screen")
