"""Signing in and out: whose session it is, when it ends, and that nothing brings it back."""

import re
import shutil
from http.cookies import SimpleCookie

import pytest
from webtest import TestApp

from functional.refusing import nothing_changes, refused, typed
from hcc.accounts.demo import PASSWORD
from hcc.accounts.lanes import SignInLanes
from hcc.accounts.operations.officials import change_roles, disable_official
from hcc.accounts.operations.passwords import reset_password
from hcc.accounts.passwords import Passwords
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.settings import read_settings
from office import LOGINS, Office, Person, ini_values

DESK = "/ban-lam-viec/tiep-nhan"
LOGIN = LOGINS[Role.RECEIVER]


@pytest.fixture(scope="module")
def office(shared_office):
    return shared_office


@pytest.fixture(autouse=True)
def _no_tries_left_over(office):
    """Each test begins with nobody held back."""
    office.registry["hcc.sign_in_lanes"] = SignInLanes()


@pytest.fixture
def person(office) -> Person:
    person = Person(office)
    person.sign_in(LOGIN)
    return person


def cookies_of(person: Person) -> dict[str, str]:
    return dict(person.browser.cookies)


def with_cookies(office: Office, cookies: dict[str, str]) -> TestApp:
    """Another browser that was given these cookies."""
    browser = TestApp(office.app, lint=False)
    for name, value in cookies.items():
        browser.set_cookie(name, value)
    return browser


def is_signed_in(browser: TestApp) -> bool:
    return browser.get(DESK, status=[200, 303]).status_int == 200


def sign_in_form(office: Office, login: str, password: str, path: str = "/dang-nhap"):
    person = Person(office)
    form = person.get(path).forms["form"]
    form["login"], form["password"] = login, password
    return form


# Who gets in


@pytest.mark.parametrize(
    ("login", "password"),
    [
        (LOGIN, "wrong-password"),
        ("nobody", PASSWORD),
        ("tiepnhan\u0000", PASSWORD),
        ("ti\u1ebfpnh\u1eadn", PASSWORD),
        ("../tiepnhan", PASSWORD),
        ("' or 1=1 --", "' or 1=1 --"),
        (LOGIN, PASSWORD.upper()),
        (LOGIN, PASSWORD + " "),
        (LOGIN, "dài " * 200),
    ],
)
def test_nobody_gets_in_with_the_wrong_words(office, login, password):
    with nothing_changes(office):
        page = refused(sign_in_form(office, login, password).submit(status=422), status=422)
    assert "hcc_session" not in page.headers.get("Set-Cookie", "")
    assert page.forms["form"]["password"].value == "", "a password never comes back"
    assert typed(page)["login"] == login.replace("\u0000", "�")


def test_wrong_password_unknown_name_and_closed_account_sound_alike(office):
    with office.changing() as site:
        disable_official(site.accounts[LOGINS[Role.RETURNER]], act=Act("system", office.now))
    pages = []
    for login in (LOGIN, "nobody", LOGINS[Role.RETURNER]):
        page = sign_in_form(office, login, "wrong-password-" if login != LOGINS[Role.RETURNER] else PASSWORD).submit(
            status=422
        )
        pages.append(re.sub(r'value="[^"]*"', "", page.text))
    assert pages[0] == pages[1] == pages[2]


def test_an_unknown_name_costs_the_same_work(office, monkeypatch):
    """Whoever is named, one hash is reckoned: the time says nothing."""
    import argon2

    reckoned = []
    real = argon2.PasswordHasher.verify
    monkeypatch.setattr(argon2.PasswordHasher, "verify", lambda *args: reckoned.append(1) or real(*args))
    for login in (LOGIN, "nobody", "Not A Name At All", LOGINS[Role.RETURNER]):
        reckoned.clear()
        sign_in_form(office, login, "wrong-password").submit(status=422)
        assert len(reckoned) == 1, login


@pytest.fixture
def watch(office) -> list[float]:
    """The clock of the lanes, which only this test moves: `watch[0]` in seconds."""
    now = [1_000.0]
    office.registry["hcc.sign_in_lanes"] = SignInLanes(clock=lambda: now[0])
    return now


def test_after_five_wrong_tries_each_waits_longer_and_the_wait_ends_by_itself(office, watch):
    for login in ("tiepnhan", "TIEPNHAN", " tiepnhan ", "Tiepnhan", "tiepnhan"):
        sign_in_form(office, login, "wrong-password").submit(status=422)
    with nothing_changes(office):
        page = refused(sign_in_form(office, LOGIN, PASSWORD).submit(status=429), "đợi 15 giây", status=429)
        assert page.headers["Retry-After"] == "15"
        spoofed = {"HTTP_X_FORWARDED_FOR": "10.9.8.7"}
        sign_in_form(office, LOGIN, PASSWORD).submit(status=429, extra_environ=spoofed)
    elsewhere = {"REMOTE_ADDR": "10.1.1.1"}
    sign_in_form(office, LOGIN, PASSWORD).submit(status=303, extra_environ=elsewhere)
    sign_in_form(office, LOGINS[Role.HANDLER], PASSWORD).submit(status=303)
    for wait in (15, 30, 60, 120):
        watch[0] += wait
        sign_in_form(office, LOGIN, "wrong-password").submit(status=422)
    refused(sign_in_form(office, LOGIN, PASSWORD).submit(status=429), "đợi 4 phút", status=429)
    watch[0] += 240
    sign_in_form(office, LOGIN, PASSWORD).submit(status=303)


def test_many_names_from_one_address_hold_that_address_back(office, watch):
    lanes = office.registry["hcc.sign_in_lanes"]
    for number in range(30):
        lanes.failed(f"name{number}", "10.2.2.2")
    sign_in_form(office, LOGIN, PASSWORD).submit(status=429, extra_environ={"REMOTE_ADDR": "10.2.2.2"})
    sign_in_form(office, LOGIN, PASSWORD).submit(status=303)


def test_nobody_can_shut_the_only_administrator_out(office, watch):
    """She signed in with this browser before. Somebody in the waiting hall tries her name from the same address."""
    login = LOGINS[Role.ADMINISTRATOR]
    own = Person(office)
    own.sign_in(login)
    own.post("/dang-xuat", status=303)
    for _ in range(5):
        sign_in_form(office, login, "wrong-password").submit(status=422)
    sign_in_form(office, login, PASSWORD).submit(status=429)
    own.sign_in(login, status=303)


def test_a_known_browser_is_known_for_who_signed_in_with_it_and_nobody_else(office, watch):
    counter = Person(office)
    for login in (LOGIN, LOGINS[Role.GREETER]):
        counter.sign_in(login)
        counter.post("/dang-xuat", status=303)
    for _ in range(5):
        for login in (LOGIN, LOGINS[Role.GREETER], LOGINS[Role.HANDLER]):
            sign_in_form(office, login, "wrong-password").submit(status=422)
    counter.sign_in(LOGINS[Role.HANDLER], status=429)
    counter.sign_in(LOGIN, status=303)
    counter.post("/dang-xuat", status=303)
    counter.sign_in(LOGINS[Role.GREETER], status=303)


def test_a_stolen_mark_of_a_browser_waits_like_any_other(office, watch):
    known = Person(office)
    known.sign_in(LOGIN)
    known.post("/dang-xuat", status=303)
    for _ in range(5):
        known.sign_in(LOGIN, "wrong-password", status=422)
    known.sign_in(LOGIN, status=429)
    sign_in_form(office, LOGIN, PASSWORD).submit(status=303)


def test_the_mark_of_a_browser_says_nothing_of_who_uses_it(office, person):
    from base64 import b64decode

    mark = cookies_of(person)["hcc_browser"].strip('"')
    assert LOGIN.encode() not in b64decode(mark + "==", altchars=b"-_")


# Where it leads


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "///evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/%09/evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "evil.example",
        "/\r\nSet-Cookie: a=b",
        "/ban-lam-viec\u0000",
        "",
        "/" + "x" * 10_000,
    ],
)
def test_signing_in_leads_nowhere_else(office, elsewhere):
    person = Person(office)
    form = person.browser.get("/dang-nhap", {"next": elsewhere}).forms["form"]
    form["login"], form["password"] = LOGIN, PASSWORD
    form["next"].force_value(elsewhere.replace("\u0000", ""))
    answer = form.submit(status=303)
    assert re.fullmatch(r"http://localhost/(ban-lam-viec|%09/evil\.example)", answer.location)
    assert "a=b" not in str(answer.headers)


def test_signing_in_leads_back_to_where_one_was_going(office):
    person = Person(office)
    asked = person.get("/ban-lam-viec/tim?q=k%E1%BA%BFt+h%C3%B4n&x=1", status=303)
    form = asked.follow().forms["form"]
    form["login"], form["password"] = LOGIN, PASSWORD
    assert form.submit(status=303).location == "http://localhost/ban-lam-viec/tim?q=k%E1%BA%BFt+h%C3%B4n&x=1"


def test_an_address_too_long_to_come_back_to_does_not_stop_anyone(office):
    person = Person(office)
    asked = person.get(f"/ban-lam-viec/tim?q={'x' * 10_000}", status=303)
    assert len(asked.location) < 3_000
    form = asked.follow().forms["form"]
    form["login"], form["password"] = LOGIN, PASSWORD
    form.submit(status=303)


# The session


def test_every_sign_in_begins_a_new_session_and_ends_the_old(office, person):
    old = cookies_of(person)
    browser = person.browser
    page = browser.get("/tra-cuu")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
    browser.post("/dang-nhap", {"csrf_token": token, "login": LOGIN, "password": PASSWORD}, status=303)
    new = cookies_of(person)
    assert new["hcc_session"] != old["hcc_session"]
    assert is_signed_in(with_cookies(office, new))
    assert not is_signed_in(with_cookies(office, old))


def test_signing_in_late_does_not_bring_the_old_session_back(office, person):
    """The last-seen stamp of the old session is due at that very request."""
    office.later(minutes=5)
    token = person.token()
    office.later(minutes=5)
    answer = person.browser.post(
        "/dang-nhap", {"csrf_token": token, "login": LOGINS[Role.HANDLER], "password": PASSWORD}
    )
    assert len([c for c in answer.headers.getall("Set-Cookie") if c.startswith("hcc_session=")]) == 1
    assert "Phạm Thị Thử" in person.get("/ban-lam-viec/xu-ly", status=200).text


def test_a_session_id_brought_along_is_not_taken_over(office):
    """Whoever plants a cookie beforehand does not know the one that counts."""
    planted = Person(office)
    planted.browser.set_cookie("hcc_session", "planted")
    planted.sign_in(LOGIN)
    assert cookies_of(planted)["hcc_session"] != "planted"


def test_signing_out_ends_it_everywhere(office, person):
    kept = cookies_of(person)
    answer = person.browser.post("/dang-xuat", {"csrf_token": person.token()}, status=303)
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_signed_in(person.browser)
    assert not is_signed_in(with_cookies(office, kept)), "a copy of the cookie is worth nothing"


def test_signing_out_late_does_not_leave_the_cookie_behind(office, person):
    token = person.token()
    office.later(minutes=5)
    answer = person.browser.post("/dang-xuat", {"csrf_token": token}, status=303)
    assert all("Max-Age=0" in c for c in answer.headers.getall("Set-Cookie") if c.startswith("hcc_session="))


def test_signing_out_needs_the_token(office, person):
    with nothing_changes(office):
        person.browser.post("/dang-xuat", {"csrf_token": "of another site"}, status=400)
        person.browser.get("/dang-xuat", status=404)
    assert is_signed_in(person.browser)


def test_signing_in_needs_the_token(office):
    """Else another site could sign a visitor in as somebody of its choice."""
    with nothing_changes(office):
        answer = Person(office).browser.post("/dang-nhap", {"login": LOGIN, "password": PASSWORD}, status=400)
    assert PASSWORD not in answer.html.find("main").get_text()


@pytest.mark.parametrize("how", ["disabled", "password reset", "roles taken"])
def test_what_an_administrator_does_counts_from_the_next_request_on(office, person, how):
    act = Act("system", office.now)
    assert is_signed_in(person.browser)
    with office.changing() as site:
        official = site.accounts[LOGIN]
        if how == "disabled":
            disable_official(official, act=act)
        elif how == "password reset":
            reset_password(official, password_hash=Passwords(64).hash(PASSWORD), act=act)
        else:
            change_roles(official, roles={Role.GREETER}, act=act)
    try:
        answer = person.get(DESK, status=[303, 403])
        assert answer.status_int == (403 if how == "roles taken" else 303)
        with nothing_changes(office):
            person.browser.post("/ban-lam-viec/tiep-don", {"procedure": "2.000815"}, status=[400, 403])
    finally:
        with office.changing() as site:
            reset_password(site.accounts[LOGIN], password_hash=Passwords(64).hash(PASSWORD), act=act)
            change_roles(site.accounts[LOGIN], roles={Role.RECEIVER}, act=act)


def test_a_session_left_alone_ends(office, person):
    office.later(minutes=59)
    assert is_signed_in(person.browser)
    office.later(minutes=59)
    assert is_signed_in(person.browser), "working keeps it alive"
    left = cookies_of(person)
    office.later(minutes=61)
    assert not is_signed_in(person.browser)
    assert not is_signed_in(with_cookies(office, left))


def test_a_session_ends_after_twelve_hours_of_work(office, person):
    for _ in range(28):
        office.later(minutes=25)
        assert is_signed_in(person.browser)
    office.later(minutes=25)
    assert not is_signed_in(person.browser)


def test_sessions_of_long_ago_are_cleared_away(office):
    office.later(days=1)
    for _ in range(3):
        Person(office).sign_in(LOGIN)
    office.later(days=1)
    Person(office).sign_in(LOGIN)
    with office.site() as site:
        assert sum(record.login == LOGIN for record in site.accounts.sessions.values()) == 1


def test_a_desk_that_timed_out_leads_back_after_signing_in(office, person):
    office.later(minutes=61)
    asked = person.get(DESK, status=303)
    form = asked.follow().forms["form"]
    form["login"], form["password"] = LOGIN, PASSWORD
    assert form.submit(status=303).location == f"http://localhost{DESK}"


@pytest.mark.parametrize("cookie", ["hcc_session", "hcc_csrf", "hcc_flash", "hcc_lang", "hcc_display"])
@pytest.mark.parametrize("how", ["cut", "flipped", "empty", "garbage", "huge", "not ascii", "quoted"])
def test_garbled_cookies_are_as_good_as_none(office, person, cookie, how):
    real = cookies_of(person).get(cookie, "value-of-the-cookie")
    value = {
        "cut": real[:-4],
        "flipped": real[:10] + ("A" if real[10:11] != "A" else "B") + real[11:],
        "empty": "",
        "garbage": "%00%FF;;=,\x01",
        "huge": "A" * 20_000,
        "not ascii": "\xff\xfe\xed\xa0\x80",
        "quoted": '"\\377\\376"',
    }[how]
    others = "; ".join(f"{name}={text}" for name, text in cookies_of(person).items() if name != cookie)
    browser = TestApp(office.app, lint=False, cookiejar=None)
    for path in ("/", "/tra-cuu", "/dang-nhap", DESK):
        answer = browser.get(path, headers={"Cookie": f"{others}; {cookie}={value}"}, status=[200, 303])
        if path == DESK and cookie == "hcc_session":
            assert answer.status_int == 303, "she is asked to sign in"


def test_a_session_cookie_of_another_office_is_worth_nothing(office, person, filled, tmp_path):
    base = shutil.copytree(filled, tmp_path / "base")
    shutil.rmtree(read_settings(ini_values(base), environ={}).secrets_folder)  # it makes its own
    other = Office(tmp_path / "var", base)
    try:
        assert other.registry["hcc.cookie_secret"] != office.registry["hcc.cookie_secret"]
        assert not is_signed_in(with_cookies(other, cookies_of(person)))
    finally:
        other.close()


# Cookies


def attributes(header: str) -> tuple[str, set[str]]:
    morsel = next(iter(SimpleCookie(header).values()))
    flags = {name for name in ("secure", "httponly") if morsel[name]}
    return morsel.key, flags | {
        f"samesite={morsel['samesite']}".lower(),
        f"path={morsel['path']}",
        f"domain={morsel['domain']}",
    }


def every_cookie(office: Office, scheme: str) -> dict[str, set[str]]:
    """Every cookie the site sets, with its attributes."""
    browser = TestApp(
        office.app,
        lint=False,
        extra_environ={
            "wsgi.url_scheme": scheme,
            "HTTP_ORIGIN": f"{scheme}://anmau.example",
            "HTTP_HOST": "anmau.example",
        },
    )
    found: dict[str, set[str]] = {}

    def note(answer):
        found.update(attributes(header) for header in answer.headers.getall("Set-Cookie"))
        return answer

    form = note(browser.get("/dang-nhap?lang=en")).forms["form"]
    note(browser.get("/display?size=1&contrast=1"))
    form["login"], form["password"] = LOGINS[Role.GREETER], PASSWORD
    note(form.submit(status=303))
    desk = note(browser.get("/ban-lam-viec/tiep-don")).forms["form"]
    desk["procedure"] = "2.000815"
    note(desk.submit(status=303))
    return found


def test_cookies_are_for_the_server_alone(office):
    found = every_cookie(office, "http")
    assert set(found) == {"hcc_session", "hcc_csrf", "hcc_flash", "hcc_browser", "hcc_lang", "hcc_display"}
    for name, flags in found.items():
        wanted = "lax" if name in ("hcc_lang", "hcc_display") else "strict"
        assert flags == {"httponly", f"samesite={wanted}", "path=/", "domain="}, name


class HttpsBrowser:
    """A browser at an office behind a web server that speaks https, which sends Secure cookies too."""

    def __init__(self, office: Office, **environ: str) -> None:
        self._browser = TestApp(office.app, lint=False, extra_environ=environ)
        self.cookies: dict[str, str] = {}
        self.seen: dict[str, set[str]] = {}

    def ask(self, path: str, body: dict | None = None, *, status: int, **headers: str):
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**headers, **({"Cookie": kept} if kept else {})}
        send = self._browser.get if body is None else self._browser.post
        answer = send(path, *([body] if body is not None else []), headers=headers, status=status)
        for header in answer.headers.getall("Set-Cookie"):
            self.seen.update([attributes(header)])
            morsel = next(iter(SimpleCookie(header).values()))
            self.cookies[morsel.key] = morsel.value
        return answer


@pytest.mark.parametrize(
    "environ",
    [
        {"wsgi.url_scheme": "https", "HTTP_HOST": "anmau.example"},
        {"wsgi.url_scheme": "http", "HTTP_HOST": "127.0.0.1:6543"},
    ],
    ids=["the server in front tells everything", "it tells nothing"],
)
def test_behind_https_cookies_are_bound_to_it_and_to_this_very_host(filled, tmp_path, environ):
    office = Office(tmp_path / "var", filled, public_url="https://anmau.example")
    try:
        browser = HttpsBrowser(office, **environ)
        page = browser.ask("/dang-nhap?lang=en", status=200)
        browser.ask("/display?size=1", status=303)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
        body = {"csrf_token": token, "login": LOGINS[Role.GREETER], "password": PASSWORD}
        for origin in ("https://evil.example", "http://anmau.example", "null"):
            browser.ask("/dang-nhap", body, status=400, Origin=origin)
        browser.ask("/dang-nhap", body, status=400)
        browser.ask("/dang-nhap", body, status=303, Origin="https://anmau.example")
        desk = browser.ask("/ban-lam-viec/tiep-don", status=200).forms["form"]
        body = {"csrf_token": desk["csrf_token"].value, "key": desk["key"].value, "procedure": "2.000815"}
        browser.ask("/ban-lam-viec/tiep-don", body, status=303, Origin="https://anmau.example")
        assert set(browser.seen) == {
            *("__Host-hcc_session", "__Host-hcc_csrf", "__Host-hcc_flash", "__Host-hcc_browser"),
            *("hcc_lang", "hcc_display"),
        }
        for name, flags in browser.seen.items():
            strict = "samesite=strict" if name.startswith("__Host-") else "samesite=lax"
            assert flags == {"secure", "httponly", "path=/", "domain=", strict}, name
    finally:
        office.close()
