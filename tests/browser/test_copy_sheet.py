"""The copy sheet: one key a field, from the keyboard alone, and by hand where scripts do not run."""

import pytest

from hcc.core.roles import Role
from hcc.dossiers import workflow
from populated import PopulatedOffice

from .online import look_at, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def online(filled, tmp_path_factory):
    """An office whose codes another system gives."""
    with served(tmp_path_factory.mktemp("online") / "var", filled, dossier_code_source="external") as office:
        yield office


@pytest.fixture(scope="module")
def dossier(online) -> str:
    path = PopulatedOffice(online.office).dossier(workflow.RECEIVED)
    with online.office.changing() as site:
        one = site.dossiers.get_by_token(path.split("/")[2])
        one.dossier_code = ""
        site.dossiers.relist(one)
    return path


def test_each_press_of_enter_copies_a_field_and_goes_on(people, dossier):
    reader = people(Role.RECEIVER)
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.wide()
    page = reader.go(f"{dossier}copy_sheet")
    rows = page.locator("[data-copies] [data-rows] tr:has([data-copy])")
    wanted = rows.locator("[data-value]").all_inner_texts()
    copied = []
    for nth in range(len(wanted)):
        page.keyboard.press("Enter")
        page.wait_for_function("n => document.querySelectorAll('[data-copies] tr.done').length > n", arg=nth)
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    assert copied == wanted
    assert "1.004873" in copied
    assert "025190000000" in copied
    look_at(reader, "copy-sheet")


def test_without_the_clipboard_the_older_way_is_taken(people, dossier):
    reader = people(Role.RECEIVER)
    reader.wide()
    page = reader.go(f"{dossier}copy_sheet")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.evaluate("document.addEventListener('copy', () => (window.copied = String(getSelection())))")
    page.keyboard.press("Enter")
    page.wait_for_function("window.copied")
    assert page.evaluate("window.copied") == "1.004873"
    assert page.locator("[data-copies] tr.done").count() == 1
