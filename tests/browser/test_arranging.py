"""Pages arranged from the keyboard, and papers told apart with a digit."""

import pytest

from functional.test_arranging import pages_of
from hcc.core.roles import Role
from populated import PopulatedOffice

from .online import look_at

pytestmark = pytest.mark.browser


@pytest.fixture
def dossier(online) -> str:
    """A draft with a paper of three pages, which is no component yet."""
    path = PopulatedOffice(online.office).dossier(papers=False)
    online.office.as_(Role.GREETER).upload(path, pages_of(300, 400, 500), name="chung.pdf")
    return path


def paper(online, dossier: str, number: int):
    with online.office.site() as site:
        one = site.dossiers.get_by_token(dossier.split("/")[2]).papers[str(number)]
        return one.pages, one.component


def test_pages_are_moved_turned_and_parted_by_keys(online, people, dossier):
    greeter = people(Role.GREETER)
    greeter.wide()
    page = greeter.go(f"{dossier}giay-to/1/arrange")
    page.locator("[data-leaf]").nth(2).focus()
    page.keyboard.press("ArrowLeft")
    assert [one.input_value() for one in page.locator("[data-place]").all()] == ["1", "2", "3"]
    assert page.locator("[data-place]").nth(1).get_attribute("name") == "place-1-3"
    page.keyboard.press("r")
    assert page.locator("[name=turn-1-3]").input_value() == "90"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("n")
    assert page.locator("[name=begins-1-3]").is_checked()
    look_at(greeter, "arranging")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/ho-so/*/*")
    assert page.locator(".scan").count() == 2
    assert (paper(online, dossier, 2)[0], paper(online, dossier, 3)[0]) == (1, 2)


def test_a_digit_says_which_paper_it_is(online, people, dossier):
    greeter = people(Role.GREETER)
    greeter.wide()
    page = greeter.go(dossier)
    page.locator(".scan a.strong").focus()
    with page.expect_navigation():
        page.keyboard.press("1")
    assert paper(online, dossier, 1) == (3, 0)
    assert page.locator("[data-assign] select").input_value() == "0"


def test_the_pages_of_several_photos(people, dossier):
    greeter = people(Role.GREETER)
    greeter.wide()
    greeter.go(f"{dossier}photos")
    look_at(greeter, "photos")
