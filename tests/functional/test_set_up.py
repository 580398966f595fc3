"""A new office in earnest: no account at all, one link, and from it the whole staff."""

import re
from datetime import datetime

import pytest
import transaction

from account_states import ANOTHER_PASSWORD, app_code, shown_secret
from faults.served import write_ini
from functional.refusing import nothing_changes, refused, typed
from hcc.accounts.operations.links import offer_set_up
from hcc.cli import main
from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.roles import Role
from hcc.settings import BadSetting, read_settings
from hcc.site.content import make_site
from hcc.storage.opening import open_database
from office import Office, Person, ini_values

ADDRESS = "/dang-nhap/thiet-lap"
REAL = {"demo": "false", "factor_roles": "administrator"}
WORDS = "ba chiếc thuyền nan ngược gió"


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A var folder without any official."""
    var = tmp_path_factory.mktemp("empty")
    database = open_database(read_settings(ini_values(var, **REAL), environ={}))
    connection = database.open()
    with transaction.manager:
        make_site(connection.root())
    connection.close()
    database.close()
    return var


@pytest.fixture
def office(empty, tmp_path):
    office = Office(tmp_path / "var", empty, **REAL)
    yield office
    office.close()


@pytest.fixture
def token(office) -> str:
    with office.changing() as site:
        return offer_set_up(site.accounts, act=Act("command line", office.now))


def fill_in(office: Office, offered: str, /, *, status: int = 303, person: Person | None = None, **given: str):
    person = person or Person(office)
    form = person.get(f"{ADDRESS}?token={offered}").forms["form"]
    values = {"login": "duyet", "name": "Ngô Văn Duyệt", "job_title": "Công chức", "password": WORDS, "again": WORDS}
    for name, value in {**values, **given}.items():
        form[name] = value
    return form.submit(status=status)


def test_from_the_servers_link_to_a_colleague_at_work(office, token):
    """The administrator makes herself, puts her phone on, invites a receiver, who goes to work."""
    duyet = Person(office)
    answer = fill_in(office, token, person=duyet)
    assert answer.location == "http://localhost/tai-khoan/factor?next=%2Fban-lam-viec"
    assert duyet.get("/quan-tri/can-bo", status=303).location.startswith("http://localhost/tai-khoan/factor")
    page = answer.follow()
    form = page.forms["form"]
    form["code"] = app_code(office, shown_secret(page))
    page = form.submit(status=303).follow()
    assert len(page.html.select(".codes li")) == 10
    assert page.html.select_one(".acts a")["href"] == "/ban-lam-viec"
    assert duyet.get("/ban-lam-viec", status=303).location == "http://localhost/quan-tri"

    form = duyet.get("/quan-tri/can-bo/add_official").forms["form"]
    form["login"], form["name"] = "lan", "Mai Thị Lan"
    for box in form.fields["checkbox"]:
        box.checked = box._value == Role.RECEIVER
    link = form.submit(status=303).follow().html.select_one(".whole-url")["href"]
    link = link.removeprefix("http://127.0.0.1:6543")
    lan = Person(office)
    form = lan.get(link).forms["form"]
    form["password"], form["again"] = ANOTHER_PASSWORD, ANOTHER_PASSWORD
    form.submit(status=303)
    assert lan.get("/ban-lam-viec/tiep-nhan").status_int == 200


def test_nobody_is_in_a_new_office_and_the_demo_passwords_open_nothing(office):
    with office.site() as site:
        assert list(site.accounts) == []
    person = Person(office)
    assert "an-mau-chay-thu" not in person.get("/dang-nhap").text
    person.sign_in("quantri", status=422)


def test_the_link_works_once(office, token):
    fill_in(office, token)
    page = Person(office).get(f"{ADDRESS}?token={token}", status=410)
    assert "đã dùng rồi hoặc đã hết hạn" in page.html.find("main").get_text()
    with nothing_changes(office):
        Person(office).post(
            ADDRESS,
            {"token": token, "login": "ke-gian", "name": "Kẻ Gian", "job_title": "", "password": WORDS, "again": WORDS},
            status=410,
        )


def test_a_link_sent_twice_leads_in(office, token):
    person = Person(office)
    form = person.get(f"{ADDRESS}?token={token}").forms["form"]
    for name, value in {"login": "duyet", "name": "Duyệt", "password": WORDS, "again": WORDS}.items():
        form[name] = value
    form.submit(status=303)
    form["csrf_token"] = person.token()
    assert form.submit(status=303).location == "http://localhost/ban-lam-viec"


def test_it_runs_out_after_a_day(office, token):
    office.later(hours=24, seconds=1)
    with nothing_changes(office):
        refused(fill_in(office, token, status=409), "đã hết hạn", status=409)


@pytest.mark.parametrize(
    ("given", "said", "status"),
    [
        ({"token": "x" * 32}, "Đường dẫn này đã dùng rồi", 409),
        ({"token": ""}, "Hãy ghi mã", 422),
        ({"login": "Duyệt"}, "Tên đăng nhập có 2 đến 32", 409),
        ({"name": " "}, "Hãy ghi", 422),
        ({"password": "ngắn", "again": "ngắn"}, "ít nhất 12 ký tự", 409),
        ({"password": "xã An Mẫu 2026", "again": "xã An Mẫu 2026"}, "Kẻ xấu sẽ thử", 409),
        ({"again": "câu khác hẳn"}, "Hai lần nhập chưa giống nhau", 422),
    ],
)
def test_what_is_wrong_is_told_and_the_link_stays_open(office, token, given, said, status):
    with nothing_changes(office):
        page = refused(fill_in(office, token, status=status, **given), said, status=status)
    assert typed(page)["job_title"] == "Công chức"
    assert typed(page)["password"] == ""
    fill_in(office, token)


def test_the_code_may_be_typed_by_hand(office, token):
    person = Person(office)
    form = person.get(ADDRESS).forms["form"]
    for name, value in {"token": f" {token} ", "login": "duyet", "name": "Duyệt", "password": WORDS}.items():
        form[name] = value
    form["again"] = WORDS
    form.submit(status=303)
    with office.site() as site:
        assert list(site.accounts) == ["duyet"]


def test_guessing_is_slowed_down(office, token):
    for number in range(5):
        fill_in(office, token, status=409, token=f"{number}" * 32)
    with nothing_changes(office):
        refused(fill_in(office, token, status=429), "đợi 15 giây", status=429)


def test_nothing_of_the_link_stands_in_a_log(office, token, caplog):
    caplog.set_level("DEBUG")
    fill_in(office, "a" * 40, status=409)
    fill_in(office, token)
    assert token not in caplog.text
    assert "a" * 40 not in caplog.text


# At the keyboard of the server


@pytest.fixture
def ini(tmp_path):
    return write_ini(tmp_path / "real.ini", tmp_path / "real", **REAL)


def run(ini, *arguments: str) -> int:
    return main(["--ini", str(ini), *arguments])


TOKEN = re.compile(r"http://127\.0\.0\.1:\d+/dang-nhap/thiet-lap\?token=([\w-]{32})\n")


def test_init_prints_the_link_once_and_setup_token_another(ini, tmp_path, capsys):
    assert run(ini, "init") == 0
    [first] = TOKEN.findall(capsys.readouterr().out)
    assert run(ini, "init") == 0
    out = capsys.readouterr().out
    assert TOKEN.findall(out) == []
    assert "hcc setup-token" in out
    assert run(ini, "setup-token") == 0
    [second] = TOKEN.findall(capsys.readouterr().out)
    office = Office(tmp_path / "served", tmp_path / "real", **REAL)
    office.now = datetime.now(LOCAL)
    try:
        refused(fill_in(office, first, status=409), status=409)
        fill_in(office, second)
    finally:
        office.close()


def test_an_administrator_made_on_the_server_ends_the_link(ini, capsys, monkeypatch):
    import io

    run(ini, "init")
    monkeypatch.setattr("sys.stdin", io.StringIO(WORDS + "\n"))
    assert run(ini, "user", "add", "duyet", "--name", "Duyệt", "--role", "administrator", "--password-stdin") == 0
    capsys.readouterr()
    assert run(ini, "setup-token") == 1
    assert "There is an administrator already" in capsys.readouterr().err
    assert run(ini, "init") == 0
    assert TOKEN.findall(capsys.readouterr().out) == []


def test_the_only_administrator_lost_her_phone_and_the_server_helps(ini, capsys, monkeypatch):
    import io

    run(ini, "init")
    monkeypatch.setattr("sys.stdin", io.StringIO(WORDS + "\n"))
    run(ini, "user", "add", "duyet", "--name", "Duyệt", "--role", "administrator", "--password-stdin")
    assert run(ini, "user", "reset-factor", "duyet") != 0
    assert run(ini, "user", "disable", "duyet") != 0
    assert run(ini, "user", "invite", "duyet") == 0
    assert re.search(r"/dang-nhap/moi/[\w-]{32}\n", capsys.readouterr().out)


def test_the_demo_office_is_not_served_as_a_real_one(filled, tmp_path):
    with pytest.raises(BadSetting, match="everybody knows"):
        Office(tmp_path / "var", filled, **REAL)


def test_a_role_that_is_none_stops_the_start(filled, tmp_path):
    with pytest.raises(BadSetting, match=r"hcc\.factor_roles: there is no role 'king'"):
        Office(tmp_path / "var", filled, factor_roles="administrator, king")
