"""Pages about papers looked at when something is wrong: what to do is said, at a width of a phone and of a desk."""

import pytest
from playwright.sync_api import expect

from hcc.core.roles import Role
from hcc.dossiers.quotas import Quotas
from populated import PopulatedOffice

from .online import Reader, look_at
from .test_papers import choose, pdf, row

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def made(online) -> PopulatedOffice:
    return PopulatedOffice(online.office).ready()


@pytest.fixture
def greeter(made, people) -> Reader:
    reader = people(Role.GREETER)
    reader.wide()
    return reader


def test_a_file_beyond_what_a_dossier_holds(online, made, greeter, monkeypatch):
    monkeypatch.setattr(Quotas, "of", classmethod(lambda cls, settings: cls(dossier_papers=1)))
    page = greeter.go(made.dossier(papers=False))
    greeter.expected_statuses = {409}
    choose(page, pdf("to-khai.pdf"))
    expect(row(page, "to-khai.pdf").locator("[data-state=kept]")).to_be_visible()
    choose(page, pdf("giấy khai sinh của con thứ hai, bản sao trích lục có tên dài.pdf"))
    expect(page.locator(".sending [data-state=refused]:visible")).to_contain_text("nhiều nhất 1")
    look_at(greeter, "upload-over-quota", fresh=False)


def test_photos_of_which_one_cannot_be_taken(online, made, greeter):
    page = greeter.go(f"{made.draft}photos")
    greeter.expected_statuses = {409}
    page.locator("#photos").set_input_files([pdf("mot.pdf"), pdf("hong.pdf", b"GIF89a")])
    page.locator("main button[type=submit]").first.click()
    expect(page.locator("[data-error-summary] a[href='#photos']")).to_contain_text("hong.pdf")
    look_at(greeter, "photos-wrong", fresh=False)


def test_pages_that_cannot_be_arranged_so(online, made, greeter):
    page = greeter.go(f"{made.dossier_with_paper()}giay-to/1/arrange")
    greeter.expected_statuses = {409}
    page.locator("[data-place]").first.fill("không")
    page.locator("main button[type=submit]").first.click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    look_at(greeter, "arranging-wrong", fresh=False)


def test_a_register_asked_for_days_there_are_not(online, made, people):
    reader = people(Role.RECEIVER)
    reader.wide()
    reader.expected_statuses = {409, 422}
    page = reader.go("/ho-so/register?from=31/02/2026&to=hom+nay")
    expect(page.locator("[aria-invalid=true]")).to_have_count(2)
    expect(page.locator("[data-error-summary] a[href='#to']")).to_contain_text("hom nay")
    look_at(reader, "register-wrong", fresh=False)


def test_slips_and_what_to_look_at_stand_on_the_dossier(online, made, people):
    reader = people(Role.RECEIVER)
    reader.wide()
    page = reader.go(made.asked)
    expect(page.locator("#papers").first).to_be_visible()
    look_at(reader, "dossier-slips", fresh=False)
