"""Lê Thị Ví Dụ (tiepnhan) looks after her own account: sessions, password, second factor."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from account_states import ANOTHER_PASSWORD, app_code, as_made, shown_secret, with_factor
from functional.refusing import nothing_changes, refused, typed
from hcc.accounts.demo import PASSWORD
from hcc.accounts.lanes import CODES_EVERYWHERE, SignInLanes
from hcc.core.roles import Role
from office import LOGINS, Office, Person

LOGIN = LOGINS[Role.RECEIVER]
DESK = "/ban-lam-viec/tiep-nhan"
OWN, PASSWORD_PAGE, FACTOR, RECOVERY, CONFIRM = (
    f"/tai-khoan{name}" for name in ("", "/password", "/factor", "/recovery", "/confirm")
)
CODE = "/dang-nhap/ma"


@pytest.fixture(scope="module")
def office(shared_office) -> Office:
    return shared_office


@pytest.fixture(autouse=True)
def _as_made(office):
    """Each test begins with nobody held back, the password everybody knows and no second factor."""
    for name in ("hcc.sign_in_lanes", "hcc.presence_lanes"):
        office.registry[name] = SignInLanes()
    office.registry["hcc.code_lanes"] = SignInLanes(everywhere=CODES_EVERYWHERE)
    as_made(office, LOGIN)
    office.later(days=1)


@pytest.fixture
def receiver(office) -> Person:
    person = Person(office)
    person.sign_in(LOGIN)
    return person


def is_in(person: Person) -> bool:
    return person.get(DESK, status=[200, 303]).status_int == 200


def flashes(page) -> str:
    return " ".join(one.get_text(" ", strip=True) for one in page.html.select(".flash"))


def form_of(page, action: str):
    """The form of a page that is sent there."""
    return next(form for form in page.forms.values() if form.action.endswith(action))


# Sessions


def test_she_sees_where_she_is_signed_in_and_ends_the_browser_she_left_open(office, receiver):
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"
    left = Person(office)
    left.browser.extra_environ = {"HTTP_USER_AGENT": agent}
    left.sign_in(LOGIN)
    page = receiver.get(OWN)
    listed = [" ".join(row.get_text(" ").split()) for row in page.html.select(".rows-of li")]
    assert len(listed) == 2
    assert "Trình duyệt này" in listed[0]
    assert listed[1].startswith("Firefox, Windows Đăng nhập lúc 9:12 ")
    form = form_of(page, "/end_session")
    assert "Đã kết thúc phiên đó" in flashes(form.submit(status=303).follow())
    assert not is_in(left)
    assert is_in(receiver)


def test_ending_what_has_ended_is_told_plainly(office, receiver):
    with nothing_changes(office):
        answer = receiver.post("/tai-khoan/end_session", {"session": "0" * 16}, status=303)
    assert "đã kết thúc rồi" in flashes(answer.follow())


def test_nobody_ends_another_officials_session(office, receiver):
    handler = Person(office)
    handler.sign_in(LOGINS[Role.HANDLER])
    page = handler.get(OWN)
    assert len(page.html.select(".rows-of li")) == 1
    with office.site() as site:
        [(digest, _)] = [pair for pair in site.accounts.sessions_of(LOGINS[Role.HANDLER])][:1]
    with nothing_changes(office):
        receiver.post("/tai-khoan/end_session", {"session": digest[:16]}, status=303)
    assert handler.get("/ban-lam-viec/xu-ly").status_int == 200


def test_she_ends_all_others_at_once(office, receiver):
    others = [Person(office) for _ in range(3)]
    for other in others:
        other.sign_in(LOGIN)
    answer = form_of(receiver.get(OWN), "/end_others").submit(status=303)
    assert "Đã kết thúc 3 phiên" in flashes(answer.follow())
    assert [is_in(other) for other in others] == [False] * 3
    assert is_in(receiver)
    answer = receiver.post("/tai-khoan/end_others", status=303)
    assert "Không có trình duyệt nào khác" in flashes(answer.follow())


def test_a_browser_that_was_left_alone_is_not_listed_any_more(office, receiver):
    other = Person(office)
    other.sign_in(LOGIN)
    office.later(minutes=45)
    receiver.get(OWN)
    office.later(minutes=45)
    assert len(receiver.get(OWN).html.select(".rows-of li")) == 1


def test_the_page_tells_what_happened_to_the_account(office, receiver):
    Person(office).sign_in(LOGIN, "sai mật khẩu rồi", status=422)
    events = [" ".join(one.get_text(" ").split()) for one in receiver.get(OWN).html.select(".events li")]
    assert "Lê Thị Ví Dụ đăng nhập" in events[0]


# The password


def change(person: Person, *, current=PASSWORD, new=ANOTHER_PASSWORD, again=None, status=303):
    return person.fill(PASSWORD_PAGE, status, current=current, password=new, again=new if again is None else again)


def test_she_changes_her_password_and_stays_while_other_browsers_are_signed_out(office, receiver):
    other = Person(office)
    other.sign_in(LOGIN)
    before = receiver.browser.cookies["hcc_session"]
    assert "Đã đổi mật khẩu" in flashes(change(receiver).follow())
    assert receiver.browser.cookies["hcc_session"] != before
    assert is_in(receiver)
    assert not is_in(other)
    Person(office).sign_in(LOGIN, PASSWORD, status=422)
    Person(office).sign_in(LOGIN, ANOTHER_PASSWORD, status=303)


@pytest.mark.parametrize(
    ("given", "said", "status"),
    [
        ({"current": "không phải câu này"}, "Mật khẩu hiện tại chưa đúng", 409),
        ({"new": "ngắn"}, "ít nhất 12 ký tự", 409),
        ({"new": PASSWORD}, "mật khẩu bạn đang dùng", 409),
        ({"new": "xã An Mẫu 2026"}, "Kẻ xấu sẽ thử mật khẩu này trước tiên", 409),
        ({"again": "một câu khác hẳn"}, "Hai lần nhập chưa giống nhau", 422),
        ({"current": ""}, "Hãy ghi mật khẩu hiện tại", 422),
    ],
)
def test_what_is_wrong_with_it_is_said_at_the_field_and_no_password_comes_back(office, receiver, given, said, status):
    with nothing_changes(office):
        page = refused(change(receiver, **given, status=status), said, status=status)
    assert [typed(page)[name] for name in ("current", "password", "again")] == ["", "", ""]
    assert page.html.select_one("[aria-invalid]") is not None


def test_who_sits_down_at_an_open_browser_cannot_guess_the_password_there(office, receiver):
    for _ in range(5):
        change(receiver, current="một lần đoán sai", status=409)
    with nothing_changes(office):
        refused(change(receiver, status=429), "đợi 15 giây", status=429)


# Confirming


def test_what_changes_who_gets_in_asks_again_after_half_an_hour(office, receiver):
    assert receiver.get(FACTOR).status_int == 200
    office.later(minutes=31)
    asked = receiver.get(f"{FACTOR}?x=1", status=303)
    assert asked.location == "http://localhost/tai-khoan/confirm?next=%2Ftai-khoan%2Ffactor%3Fx%3D1"
    before = receiver.browser.cookies["hcc_session"]
    form = asked.follow().forms["form"]
    form["password"] = "sai mật khẩu rồi"
    with nothing_changes(office):
        refused(form.submit(status=409), "chưa đúng", status=409)
    form["password"] = PASSWORD
    assert form.submit(status=303).location == "http://localhost/tai-khoan/factor?x=1"
    assert receiver.browser.cookies["hcc_session"] != before, "whoever copied the session before has nothing"
    assert receiver.get(FACTOR).status_int == 200


def test_a_form_opened_in_time_may_be_sent_a_little_later_and_then_is_kept(office, receiver):
    form = receiver.get(FACTOR).forms["form"]
    office.later(minutes=40)
    form["code"] = "000000"
    refused(form.submit(status=409), "Mã chưa đúng", status=409)
    office.later(minutes=19)
    receiver.get(OWN)
    office.later(minutes=10)
    page = form.submit(status=403)
    assert "mở trang xác nhận ở một thẻ khác" in flashes(page)
    carried = {field["name"] for field in page.html.select("main form input")}
    assert not carried & {"code", "sealed"}, "a code is no more carried along than a password"


def test_confirming_leads_nowhere_else(office, receiver):
    form = receiver.browser.get(CONFIRM, {"next": "https://evil.example/"}).forms["form"]
    form["password"] = PASSWORD
    assert form.submit(status=303).location == "http://localhost/tai-khoan"


# The second factor


def switch_on(office: Office, person: Person, path: str = FACTOR) -> tuple[bytes, list[str]]:
    """Switch it on as a person does; answers the secret in her phone and the codes on her paper."""
    page = person.get(path)
    secret = shown_secret(page)
    form = page.forms["form"]
    form["code"] = app_code(office, secret)
    page = form.submit(status=303).follow()
    return secret, [one.get_text() for one in page.html.select(".codes .code")]


def first_step(office: Office, password: str = PASSWORD) -> Person:
    person = Person(office)
    answer = person.sign_in(LOGIN, password)
    assert answer.location == f"http://localhost{CODE}"
    return person


def second_step(person: Person, code: str, status: int = 303):
    return person.fill(CODE, status, code=code)


def test_she_switches_it_on_signs_in_with_it_and_a_code_works_once(office, receiver):
    secret, codes = switch_on(office, receiver)
    assert len(codes) == 10
    person = first_step(office)
    assert not is_in(person), "half in is not in"
    office.later(seconds=30)
    code = app_code(office, secret)
    assert second_step(person, code).location == "http://localhost/ban-lam-viec"
    assert is_in(person)
    again = first_step(office)
    refused(second_step(again, code, 422), "Mã chưa đúng hoặc đã dùng rồi", status=422)
    office.later(seconds=30)
    second_step(again, app_code(office, secret))
    assert is_in(again)


def test_of_six_browsers_that_send_one_code_at_the_same_moment_one_gets_in(office):
    secret, _ = with_factor(office, LOGIN)
    forms = []
    for _ in range(6):
        form = first_step(office).get(CODE).forms["form"]
        form["code"] = app_code(office, secret)
        forms.append(form)
    with ThreadPoolExecutor(len(forms)) as together:
        statuses = list(together.map(lambda form: form.submit(status="*").status_int, forms))
    assert sorted(statuses) == [303, *[422] * 5]


def test_she_is_led_to_where_she_was_going(office):
    secret, _ = with_factor(office, LOGIN)
    person = Person(office)
    form = person.get(f"{DESK}?x=1", status=303).follow().forms["form"]
    form["login"], form["password"] = LOGIN, PASSWORD
    form.submit(status=303)
    assert second_step(person, app_code(office, secret)).location == f"http://localhost{DESK}?x=1"


def test_recovery_codes_are_shown_once_and_each_works_once(office, receiver):
    _, codes = switch_on(office, receiver)
    answer = receiver.get(RECOVERY, status=303)
    assert "chỉ hiện một lần" in flashes(answer.follow())
    person = first_step(office)
    page = second_step(person, codes[3].upper().replace("-", " ")).follow().follow()
    assert "còn 9 mã" in flashes(page)
    assert is_in(person)
    refused(second_step(first_step(office), codes[3], 422), "Mã chưa đúng", status=422)


def test_new_recovery_codes_end_the_old_ones(office, receiver):
    _, old = switch_on(office, receiver)
    page = form_of(receiver.get(FACTOR), "/renew_recovery").submit(status=303).follow()
    new = [one.get_text() for one in page.html.select(".codes .code")]
    assert len(new) == 10
    assert not set(new) & set(old)
    second_step(first_step(office), old[0], 422)
    second_step(first_step(office), new[0], 303)


def test_a_wrong_first_code_keeps_the_same_square(office, receiver):
    page = receiver.get(FACTOR)
    secret, form = shown_secret(page), page.forms["form"]
    form["code"] = "000000"
    page = refused(form.submit(status=409), "Mã chưa đúng", status=409)
    assert shown_secret(page) == secret, "she has scanned it already"
    form = page.forms["form"]
    form["code"] = app_code(office, secret)
    assert form.submit(status=303).location.endswith(RECOVERY)


def test_a_secret_that_was_made_up_or_made_for_another_is_not_taken(office, receiver):
    other = Person(office)
    other.sign_in(LOGINS[Role.HANDLER])
    page = other.get(FACTOR)
    sealed, secret = page.forms["form"]["sealed"].value, shown_secret(page)
    with nothing_changes(office):
        for made_up in (sealed, "", "x", "é", "A" * 190, sealed[:-4]):
            receiver.post(FACTOR, {"sealed": made_up, "code": app_code(office, secret)}, status=409)


def test_switching_on_what_is_on_says_so(office, receiver):
    form = receiver.get(FACTOR).forms["form"]
    secret, _ = switch_on(office, receiver)
    form["code"] = app_code(office, secret)
    with nothing_changes(office):
        assert "đã bật rồi" in flashes(form.submit(status=303).follow())


def test_switched_off_the_password_is_enough_again(office, receiver):
    switch_on(office, receiver)
    form_of(receiver.get(FACTOR), "/switch_off").submit(status=303)
    person = Person(office)
    assert person.sign_in(LOGIN).location == "http://localhost/ban-lam-viec"
    with nothing_changes(office):
        for act in ("switch_off", "renew_recovery"):
            answer = receiver.post(f"/tai-khoan/{act}", status=303)
            assert "chưa bật" in flashes(answer.follow())


def test_who_has_one_confirms_by_code(office, receiver):
    secret, _ = switch_on(office, receiver)
    office.later(minutes=31)
    form = receiver.get(FACTOR, status=303).follow().forms["form"]
    assert "password" not in form.fields
    form["code"] = app_code(office, secret)
    assert form.submit(status=303).location == f"http://localhost{FACTOR}"


# Between password and code


def test_the_code_page_is_nothing_without_the_password(office):
    person = Person(office)
    assert person.get(CODE, status=303).location.startswith("http://localhost/dang-nhap")
    person.browser.set_cookie("hcc_half", "QUJD")
    assert person.get(CODE, status=303).location.startswith("http://localhost/dang-nhap")
    with nothing_changes(office):
        person.post(CODE, {"code": "123456"}, status=303)


def test_it_waits_five_minutes_and_no_longer(office):
    secret, _ = with_factor(office, LOGIN)
    person = first_step(office)
    office.later(minutes=5, seconds=1)
    assert person.post(CODE, {"code": app_code(office, secret)}, status=303).location.endswith("/dang-nhap")
    assert not is_in(person)


@pytest.mark.parametrize("change", ["disabled", "another password"])
def test_what_changed_meanwhile_counts(office, change):
    from hcc.accounts.passwords import Passwords

    secret, _ = with_factor(office, LOGIN)
    person = first_step(office)
    with office.changing() as site:
        if change == "disabled":
            site.accounts[LOGIN].disabled = True
        else:
            site.accounts[LOGIN].password_hash = Passwords(64).hash(ANOTHER_PASSWORD)
    try:
        person.post(CODE, {"code": app_code(office, secret)}, status=303)
        assert not is_in(person)
    finally:
        with office.changing() as site:
            site.accounts[LOGIN].disabled = False


def test_codes_cannot_be_guessed_but_a_recovery_code_gets_in_whoever_is_guessing(office):
    secret, codes = with_factor(office, LOGIN)
    person = first_step(office)
    for _ in range(5):
        second_step(person, "000000", 422)
    with nothing_changes(office):
        refused(second_step(person, app_code(office, secret), 429), "đợi 15 giây", status=429)
    second_step(person, codes[0], 303)
    assert is_in(person)


def test_neither_code_nor_secret_stands_in_a_cookie(office):
    from base64 import urlsafe_b64decode

    with_factor(office, LOGIN)
    person = first_step(office)
    cookie = urlsafe_b64decode(person.browser.cookies["hcc_half"].strip('"'))
    assert LOGIN.encode() not in cookie
    assert re.search(rb"\d{6}", cookie) is None or b"at" not in cookie


def test_without_the_servers_key_she_is_told_whom_to_ask(office):
    from hcc.storage.secrets import Sealer

    secret, _ = with_factor(office, LOGIN)
    sealer = office.registry["hcc.sealer"]
    person = first_step(office)
    office.registry["hcc.sealer"] = Sealer(b"another key of 32 bytes ........")
    try:
        refused(second_step(person, app_code(office, secret), 422), "nhờ quản trị hệ thống đặt lại", status=422)
    finally:
        office.registry["hcc.sealer"] = sealer


# Roles that ask for one


@pytest.fixture
def strict(office):
    """An office whose receivers need a second factor."""
    office.registry["hcc.factor_roles"] = frozenset({Role.RECEIVER})
    yield office
    office.registry["hcc.factor_roles"] = frozenset()


def test_a_role_that_asks_for_a_factor_waits_until_it_is_on(strict):
    person = Person(strict)
    answer = person.sign_in(LOGIN)
    assert answer.location == "http://localhost/tai-khoan/factor?next=%2Fban-lam-viec"
    assert "Vai trò của bạn cần xác thực hai lớp" in flashes(answer.follow())
    led = person.get(DESK, status=303)
    assert led.location == f"http://localhost/tai-khoan/factor?next={DESK.replace('/', '%2F')}"
    with nothing_changes(strict):
        person.post("/ban-lam-viec/tiep-don", {"procedure": "2.000815"}, status=303)
    assert "Tiếp nhận" in person.get(OWN).html.select_one(".note.warn:not(.flash)").get_text()
    switch_on(strict, person, led.location)
    assert is_in(person)


def test_other_roles_of_hers_work_meanwhile(strict):
    with strict.changing() as site:
        official = site.accounts[LOGIN]
        official.roles = frozenset({Role.RECEIVER, Role.RETURNER})
    try:
        person = Person(strict)
        person.sign_in(LOGIN)
        assert person.get("/ban-lam-viec/tra-ket-qua").status_int == 200
        assert person.get(DESK, status=303).location.startswith("http://localhost/tai-khoan/factor")
        assert person.get("/quan-tri/can-bo", status=403)
    finally:
        with strict.changing() as site:
            site.accounts[LOGIN].roles = frozenset({Role.RECEIVER})


def test_switching_it_off_makes_the_role_wait_again(strict):
    person = Person(strict)
    person.sign_in(LOGIN)
    switch_on(strict, person)
    assert is_in(person)
    assert "Tiếp nhận" in person.get(FACTOR).html.find("main").get_text()
    person.post("/tai-khoan/switch_off", status=303)
    assert not is_in(person)
