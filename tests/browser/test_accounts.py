"""Pages of accounts reached only by doing something: a link, codes shown once, the step after the password."""

import base64

import pytest
from playwright.sync_api import Page

from account_states import ANOTHER_PASSWORD, app_code, as_made, with_factor
from hcc.accounts.demo import PASSWORD
from hcc.accounts.operations.links import offer_set_up
from hcc.core.act import Act
from hcc.core.roles import Role
from office import LOGINS

from .online import Reader, look_at, sign_in

pytestmark = pytest.mark.browser

ACT = ".acts .btn.primary"
OFFICIALS = "/quan-tri/can-bo"


@pytest.fixture
def stranger(online, browser):
    window = Reader(online, browser.new_context(locale="vi-VN"))
    yield window
    window.context.close()


def press(page: Page, selector: str = ACT) -> None:
    page.locator(selector).first.click()
    page.wait_for_load_state()


def expecting(reader: Reader, *statuses: int) -> Page:
    reader.forget()
    reader.expected_statuses = set(statuses)
    reader.wide()
    return reader.page


def test_an_invitation_from_the_form_to_the_first_day(online, people, stranger):
    admin = people(Role.ADMINISTRATOR)
    page = expecting(admin, 422)
    admin.go(f"{OFFICIALS}/add_official")
    press(page)
    look_at(admin, "invite-refused")
    page = expecting(admin)
    page.locator("[name=login]").fill("lan")
    page.locator("[name=name]").fill("Mai Thị Lan")
    page.locator("[type=checkbox][value=receiver]").check()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".whole-url")
    look_at(admin, "invitation-link")
    link = page.locator(".whole-url").inner_text().removeprefix(online.url)

    page = expecting(stranger, 409)
    stranger.go(link)
    page.locator("[name=password]").fill("matkhau123456")
    page.locator("[name=again]").fill("matkhau123456")
    press(page, "#form .primary")
    look_at(stranger, "choose-refused")
    page = expecting(stranger)
    page.locator("[name=password]").fill(ANOTHER_PASSWORD)
    page.locator("[name=again]").fill(ANOTHER_PASSWORD)
    press(page, "#form .primary")
    assert page.url.endswith("/ban-lam-viec/tiep-nhan")
    expecting(stranger, 410)
    stranger.go(link)
    look_at(stranger, "choose-gone")


def test_a_second_factor_from_the_square_to_the_next_sign_in(online, people, stranger):
    login = LOGINS[Role.RETURNER]
    as_made(online.office, login)
    reader = people(Role.RETURNER)
    page = expecting(reader, 409)
    reader.go("/tai-khoan/factor")
    page.locator("details summary").click()
    look_at(reader, "factor-typed")
    page = expecting(reader, 409)
    page.locator("[name=code]").fill("000000")
    press(page)
    look_at(reader, "factor-refused")
    page = expecting(reader)
    page.locator("details summary").click()
    secret = base64.b32decode(page.locator("dd.code").inner_text().replace(" ", ""))
    page.locator("[name=code]").fill(app_code(online.office, secret))
    press(page)
    assert page.locator(".codes li").count() == 10
    look_at(reader, "recovery-codes")
    reader.go("/tai-khoan/factor")
    look_at(reader, "factor-on")
    reader.go("/tai-khoan")
    look_at(reader, "own-account-factor")

    page = expecting(stranger, 422)
    stranger.go("/dang-nhap")
    page.locator("#form [name=login]").fill(login)
    page.locator("#form [name=password]").fill(PASSWORD)
    press(page, "#form .primary")
    look_at(stranger, "code")
    page = expecting(stranger, 422)
    page.locator("[name=code]").fill("000000")
    press(page, "#form .primary")
    look_at(stranger, "code-refused")
    online.office.later(seconds=60)
    page.locator("[name=code]").fill(app_code(online.office, secret))
    press(page, "#form .primary")
    assert page.url.endswith("/ban-lam-viec/tra-ket-qua")
    stranger.go("/tai-khoan")
    assert page.locator(".rows-of li").count() == 2
    look_at(stranger, "own-account-two-browsers")
    as_made(online.office, login)


def test_a_factor_is_switched_on_with_the_keyboard_alone(online, people):
    reader = people(Role.GREETER)
    as_made(online.office, LOGINS[Role.GREETER])
    page = expecting(reader)
    reader.go("/tai-khoan/factor")
    page.locator("details summary").focus()
    page.keyboard.press("Enter")
    secret = base64.b32decode(page.locator("dd.code").inner_text().replace(" ", ""))
    page.keyboard.press("Tab")
    page.keyboard.type(app_code(online.office, secret))
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".codes")
    as_made(online.office, LOGINS[Role.GREETER])


WRONG = {
    "password-refused": ("/tai-khoan/password", 422),
    "confirm-refused": ("/tai-khoan/confirm", 422),
    "substitute-refused": (f"{OFFICIALS}/{LOGINS[Role.HANDLER]}/substitute", 422),
    "unit-refused": ("/quan-tri/don-vi", 422),
}


@pytest.mark.parametrize("name", sorted(WRONG))
def test_forms_sent_empty(people, name):
    path, status = WRONG[name]
    reader = people(Role.ADMINISTRATOR)
    page = expecting(reader, status)
    reader.go(path)
    press(page, "main button.primary, main .panel button.second")
    assert page.locator("[data-error-summary]").count() == 1
    look_at(reader, name)


def test_resetting_a_factor_without_a_reason(online, people):
    login = LOGINS[Role.CERTIFIER]
    with_factor(online.office, login)
    reader = people(Role.ADMINISTRATOR)
    page = expecting(reader, 422)
    reader.go(f"{OFFICIALS}/{login}/reset_factor")
    press(page, ".acts .btn")
    look_at(reader, "reset-factor-refused")
    as_made(online.office, login)


def test_the_first_day_of_a_new_office(online, stranger):
    """The page of the first administrator, in an office that for a moment has none."""
    with online.office.changing() as site:
        held = {official.login: official.password_hash for official in site.accounts.administrators()}
        for login in held:
            site.accounts[login].password_hash = None
        token = offer_set_up(site.accounts, act=Act("command line", online.office.now))
    try:
        page = expecting(stranger, 422)
        stranger.go(f"/dang-nhap/thiet-lap?token={token}")
        look_at(stranger, "set-up")
        page = expecting(stranger, 422)
        press(page, "#form .primary")
        look_at(stranger, "set-up-refused")
    finally:
        with online.office.changing() as site:
            for login, kept in held.items():
                site.accounts[login].password_hash = kept
            site.accounts.set_up = None
    expecting(stranger, 410)
    stranger.go(f"/dang-nhap/thiet-lap?token={token}")
    look_at(stranger, "set-up-over")


def test_a_password_may_be_read_while_it_is_typed_and_is_hidden_before_it_leaves(online, stranger):
    page = expecting(stranger, 422)
    stranger.go("/dang-nhap")
    field, box = page.locator("#form [name=password]"), page.locator("#form .reveal input")
    field.fill("mật khẩu sai")
    assert field.get_attribute("type") == "password"
    box.check()
    assert field.get_attribute("type") == "text"
    page.evaluate(
        """document.querySelector("#form").addEventListener("submit", (event) => {
          event.preventDefault();
          document.title = document.querySelector("#form [name=password]").type;
        })"""
    )
    page.locator("#form button.primary").click()
    assert page.title() == "password"


def test_signing_in_works_without_scripts_and_offers_nothing_that_needs_them(online, browser):
    context = browser.new_context(locale="vi-VN", java_script_enabled=False)
    try:
        reader = Reader(online, context)
        reader.go("/dang-nhap")
        assert not reader.page.locator(".reveal").is_visible()
        sign_in(reader, Role.RECEIVER)
    finally:
        context.close()
