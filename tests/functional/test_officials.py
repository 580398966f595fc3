"""Ngô Văn Duyệt (quantri) keeps the officials of the centre: invites, changes, lends places, ends access."""

import re

import pytest

from account_states import ANOTHER_PASSWORD, app_code, as_made, shown_secret, with_factor
from functional.refusing import nothing_changes, refused, typed
from hcc.core.roles import Role
from office import LOGINS, Person

PAGES = "/quan-tri/can-bo"
UNITS = "/quan-tri/don-vi"
RECEIVER, HANDLER, RETURNER = LOGINS[Role.RECEIVER], LOGINS[Role.HANDLER], LOGINS[Role.RETURNER]
ADMIN = LOGINS[Role.ADMINISTRATOR]


@pytest.fixture
def admin(office) -> Person:
    return office.as_(Role.ADMINISTRATOR)


@pytest.fixture
def refused_admin(shared_office) -> Person:
    """The administrator where nothing she tries is taken: one office serves all who are refused or only look."""
    return shared_office.as_(Role.ADMINISTRATOR)


def flashes(page) -> str:
    return " ".join(one.get_text(" ", strip=True) for one in page.html.select(".flash"))


def row_of(person: Person, name: str) -> list[str]:
    """The cells of an official in the list."""
    for row in person.get(PAGES).html.select("tbody tr"):
        cells = [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
        if cells[0].startswith(name):
            return cells
    raise AssertionError(f"{name} is not in the list")


def history(person: Person, login: str) -> list[str]:
    page = person.get(f"{PAGES}/{login}/")
    return [" ".join(one.get_text(" ").split()) for one in page.html.select(".events li")]


def press(person: Person, login: str, act: str, fields: dict | None = None):
    """Press a button of an official's page; answers the page it leads to."""
    return person.post(f"{PAGES}/{login}/{act}", fields, status=303).follow()


def tick(form, *roles: Role) -> None:
    """Tick exactly these roles."""
    for box in form.fields["checkbox"]:
        box.checked = box._value in set(roles)


def invite(admin: Person, login: str = "lan", *roles: Role, status: int = 303):
    form = admin.get(f"{PAGES}/add_official").forms["form"]
    form["login"], form["name"], form["job_title"] = login, "Mai Thị Lan", "Chuyên viên"
    tick(form, *roles)
    return form.submit(status=status)


def link_on(page) -> str:
    """The path of the link a page shows."""
    return page.html.select_one(".whole-url")["href"].removeprefix("http://127.0.0.1:6543")


# Inviting


def test_an_invited_official_chooses_her_own_password_and_goes_to_work(office, admin):
    page = invite(admin, "lan", Role.RECEIVER, Role.GREETER).follow()
    link = link_on(page)
    assert re.fullmatch(r"/dang-nhap/moi/[\w-]{32}", link)
    assert page.html.select_one(".whole-url").get_text() == f"http://127.0.0.1:6543{link}"
    assert page.html.select_one(".qr svg") is not None
    assert row_of(admin, "Mai Thị Lan")[2:4] == ["Tiếp đón, hướng dẫn, Tiếp nhận", "Đã mời"]
    lan = Person(office)
    form = lan.get(link).forms["form"]
    assert "Tên đăng nhập của bạn là lan" in " ".join(lan.get(link).html.find("main").get_text(" ").split())
    form["password"], form["again"] = ANOTHER_PASSWORD, ANOTHER_PASSWORD
    assert form.submit(status=303).location == "http://localhost/ban-lam-viec"
    assert lan.get("/ban-lam-viec/tiep-nhan").status_int == 200
    assert row_of(admin, "Mai Thị Lan")[3] == "Được đăng nhập"
    assert row_of(admin, "Mai Thị Lan")[5] == "23/11/2026"
    told = history(admin, "lan")
    assert [line.partition("23/11 ")[2] for line in told[:2]] == [
        "Mai Thị Lan đăng nhập",
        "Mai Thị Lan đặt mật khẩu qua đường dẫn được cấp",
    ]
    Person(office).sign_in("lan", ANOTHER_PASSWORD)


def test_the_link_is_shown_once_and_works_once(office, admin):
    answer = invite(admin)
    link = link_on(answer.follow())
    gone = admin.get("/quan-tri/can-bo/lan/link", status=303).follow()
    assert "chỉ hiện một lần" in flashes(gone)
    assert link.rpartition("/")[2] not in gone.text
    form = Person(office).get(link).forms["form"]
    form["password"], form["again"] = ANOTHER_PASSWORD, ANOTHER_PASSWORD
    form.submit(status=303)
    for person in (Person(office), admin):
        page = person.get(link, status=410)
        assert "đã dùng rồi hoặc đã hết hạn" in page.html.find("main").get_text()


def test_a_link_pressed_twice_leads_in(office, admin):
    link = link_on(invite(admin, "lan", Role.RECEIVER).follow())
    lan = Person(office)
    form = lan.get(link).forms["form"]
    form["password"], form["again"] = ANOTHER_PASSWORD, ANOTHER_PASSWORD
    form.submit(status=303)
    form["csrf_token"] = lan.token()
    assert form.submit(status=303).location == "http://localhost/ban-lam-viec"


@pytest.mark.parametrize("late", [{"days": 3, "seconds": 1}, {"days": 30}])
def test_a_link_runs_out_and_the_list_says_so(office, admin, late):
    link = link_on(invite(admin).follow())
    office.later(**late)
    Person(office).get(link, status=410)
    later = Person(office)
    later.sign_in(ADMIN)
    assert row_of(later, "Mai Thị Lan")[3] == "Hết hạn mời"
    page = press(later, "lan", "give_link")
    assert Person(office).get(link_on(page), status=200)


@pytest.mark.parametrize("secret", ["x", "%00", "a" * 5_000, "%E1%BA%BF"])
def test_a_made_up_link_opens_nothing(shared_office, secret):
    with nothing_changes(shared_office):
        answer = Person(shared_office).browser.get(f"/dang-nhap/moi/{secret}", status="*")
    assert answer.status_int in (400, 404, 410)


@pytest.mark.parametrize(
    ("password", "again", "said", "status"),
    [
        ("ngắn", "ngắn", "ít nhất 12 ký tự", 409),
        ("mai thi lan 2026", "mai thi lan 2026", "Kẻ xấu sẽ thử mật khẩu này trước tiên", 409),
        (ANOTHER_PASSWORD, "khác hẳn câu kia", "Hai lần nhập chưa giống nhau", 422),
        ("", "", "Hãy ghi mật khẩu", 422),
    ],
)
def test_a_password_that_is_refused_leaves_the_link_open(office, admin, password, again, said, status):
    link = link_on(invite(admin).follow())
    form = Person(office).get(link).forms["form"]
    form["password"], form["again"] = password, again
    with nothing_changes(office):
        page = refused(form.submit(status=status), said, status=status)
    assert (typed(page)["password"], typed(page)["again"]) == ("", "")
    Person(office).get(link, status=200)


@pytest.mark.parametrize(
    ("login", "said"), [("tiepnhan", "Đã có cán bộ"), ("Lan Mai", "Tên đăng nhập có 2 đến 32"), ("l", "2 đến 32")]
)
def test_a_sign_in_name_that_cannot_be_is_told_and_nothing_typed_is_lost(shared_office, refused_admin, login, said):
    with nothing_changes(shared_office):
        page = refused(invite(refused_admin, login, Role.HANDLER, status=409), said, status=409)
    assert typed(page)["name"] == "Mai Thị Lan"
    ticked = [box["value"] for box in page.html.select("input[type=checkbox]") if box.has_attr("checked")]
    assert ticked == ["handler"]


def test_no_administrator_sets_or_learns_a_password(office, admin):
    for path in ("add_official", f"{RECEIVER}/edit", f"{RECEIVER}/"):
        page = admin.get(f"{PAGES}/{path}")
        assert page.html.select("input[type=password]") == []
        assert "argon2" not in page.text


def test_a_new_link_for_a_forgotten_password(office, admin):
    page = press(admin, RECEIVER, "give_link")
    assert "Mật khẩu cũ vẫn dùng được đến lúc đó" in page.html.find("main").get_text()
    open_somewhere = Person(office)
    open_somewhere.sign_in(RECEIVER)
    person = Person(office)
    form = person.get(link_on(page)).forms["form"]
    form["password"], form["again"] = ANOTHER_PASSWORD, ANOTHER_PASSWORD
    form.submit(status=303)
    assert open_somewhere.get("/ban-lam-viec/tiep-nhan", status=303)
    Person(office).sign_in(RECEIVER, status=422)
    Person(office).sign_in(RECEIVER, ANOTHER_PASSWORD)


def test_who_has_a_second_factor_still_shows_it_after_a_new_password(office, admin):
    secret, _ = with_factor(office, RECEIVER)
    link = link_on(press(admin, RECEIVER, "give_link"))
    person = Person(office)
    form = person.get(link).forms["form"]
    form["password"], form["again"] = ANOTHER_PASSWORD, ANOTHER_PASSWORD
    assert form.submit(status=303).location == "http://localhost/dang-nhap"
    assert person.get("/ban-lam-viec/tiep-nhan", status=303)
    person.sign_in(RECEIVER, ANOTHER_PASSWORD)
    person.fill("/dang-nhap/ma", code=app_code(office, secret))
    assert person.get("/ban-lam-viec/tiep-nhan").status_int == 200


# Changing


def edit(admin: Person, login: str, *roles: Role, status: int = 303, **fields: str):
    form = admin.get(f"{PAGES}/{login}/edit").forms["form"]
    if roles:
        tick(form, *roles)
    for name, value in fields.items():
        form[name] = value
    return form.submit(status=status)


def test_roles_count_from_the_next_click_and_history_tells_of_them(office, admin):
    receiver = office.as_(Role.RECEIVER)
    assert receiver.get("/ban-lam-viec/tiep-nhan").status_int == 200
    edit(admin, RECEIVER, Role.HANDLER, Role.RETURNER)
    assert receiver.get("/ban-lam-viec/tiep-nhan", status=403)
    assert receiver.get("/ban-lam-viec/xu-ly").status_int == 200
    assert "Ngô Văn Duyệt đổi vai trò: thêm: Xử lý, Trả kết quả; bớt: Tiếp nhận" in history(admin, RECEIVER)[0]


def test_position_unit_and_lines_above_the_signature(office, admin):
    edit(admin, HANDLER, job_title="Công chức", unit="4", capacity="TL. CHỦ TỊCH\n\n TRƯỞNG PHÒNG ")
    page = admin.get(f"{PAGES}/{HANDLER}/")
    text = " ".join(page.html.find("main").get_text(" ").split())
    assert "Công chức · Phòng Kinh tế" in text
    assert "TL. CHỦ TỊCH / TRƯỞNG PHÒNG" in text
    line = history(admin, HANDLER)[0]
    assert "Văn phòng HĐND và UBND → Phòng Kinh tế" in line
    assert "Xử lý, hộ tịch → Công chức" in line


def test_saving_what_did_not_change_records_nothing(office, admin):
    before = len(history(admin, HANDLER))
    edit(admin, HANDLER)
    assert len(history(admin, HANDLER)) == before


def test_two_administrators_edit_the_same_official(office, admin):
    form = admin.get(f"{PAGES}/{RECEIVER}/edit").forms["form"]
    edit(admin, RECEIVER, job_title="Quầy 9")
    form["name"] = "Lê Thị Ví Dụ Hai"
    page = refused(form.submit(status=409), "Có người vừa sửa thông tin của Lê Thị Ví Dụ", status=409)
    assert typed(page)["name"] == "Lê Thị Ví Dụ Hai"
    page.forms["form"].submit(status=303)
    assert row_of(admin, "Lê Thị Ví Dụ Hai")


@pytest.mark.parametrize("unit", ["9", "0", "-1", "x", ""])
def test_a_unit_that_is_none_is_refused(shared_office, refused_admin, unit):
    form = refused_admin.get(f"{PAGES}/{RECEIVER}/edit").forms["form"]
    form["unit"].force_value(unit)
    with nothing_changes(shared_office):
        form.submit(status=422)


def test_the_only_administrator_does_not_lose_herself(shared_office, refused_admin):
    with nothing_changes(shared_office):
        refused(edit(refused_admin, ADMIN, Role.RECEIVER, status=409), "Bạn không thể tự bỏ quyền", status=409)
        assert "Bạn không thể tự bỏ quyền" in flashes(press(refused_admin, ADMIN, "disable"))
    assert refused_admin.get(f"{PAGES}/{ADMIN}/").html.select('form[action$="/disable"]') == []


def test_of_two_administrators_one_may_end_the_others_access(office, admin):
    edit(admin, RECEIVER, Role.ADMINISTRATOR)
    second = office.as_(RECEIVER)
    assert "không đăng nhập được nữa" in flashes(press(second, ADMIN, "disable"))
    assert admin.get(PAGES, status=303), "signed out at once"
    with nothing_changes(office):
        assert "Bạn không thể tự bỏ quyền" in flashes(press(second, RECEIVER, "disable"))


# Ending access


def test_who_leaves_is_out_at_once_and_may_come_back(office, admin):
    returner = office.as_(Role.RETURNER)
    assert returner.get("/ban-lam-viec/tra-ket-qua").status_int == 200
    assert "Hà Thị Trả không đăng nhập được nữa" in flashes(press(admin, RETURNER, "disable"))
    assert returner.get("/ban-lam-viec/tra-ket-qua", status=303)
    Person(office).sign_in(RETURNER, status=422)
    assert row_of(admin, "Hà Thị Trả")[3] == "Đã khóa"
    assert admin.get(PAGES).html.select("tbody tr")[-1].select_one("a").get_text() == "Hà Thị Trả"
    assert "Hà Thị Trả đăng nhập lại được rồi" in flashes(press(admin, RETURNER, "enable"))
    Person(office).sign_in(RETURNER)
    assert [("khóa" in line) for line in history(admin, RETURNER)[1:3]] == [True, True]


def test_disabled_she_gets_no_link(office, admin):
    press(admin, RETURNER, "disable")
    assert admin.get(f"{PAGES}/{RETURNER}/").html.select('form[action$="/give_link"]') == []
    with nothing_changes(office):
        assert "đang khóa. Hãy mở khóa trước" in flashes(press(admin, RETURNER, "give_link"))


def test_ending_all_her_sessions(office, admin):
    people = [Person(office) for _ in range(2)]
    for person in people:
        person.sign_in(HANDLER)
    assert "Đã kết thúc 2 phiên đăng nhập của Phạm Thị Thử" in flashes(press(admin, HANDLER, "end_sessions"))
    for person in people:
        person.get("/ban-lam-viec/xu-ly", status=303)
    assert "không đăng nhập ở đâu" in flashes(press(admin, HANDLER, "end_sessions"))


def test_a_lost_phone(office, admin):
    """She lost phone and recovery codes; the administrator resets, says why, and she switches it on again."""
    with_factor(office, RECEIVER)
    admin.get(f"{PAGES}/{RECEIVER}/")
    form = admin.get(f"{PAGES}/{RECEIVER}/reset_factor").forms["form"]
    refused(form.submit(status=422), status=422)
    form["reason"] = "Đến gặp trực tiếp, mất điện thoại"
    page = form.submit(status=303).follow()
    assert "Đã bỏ xác thực hai lớp của Lê Thị Ví Dụ" in flashes(page)
    assert "đặt lại xác thực hai lớp: Đến gặp trực tiếp, mất điện thoại" in history(admin, RECEIVER)[0]
    person = Person(office)
    assert person.sign_in(RECEIVER).location == "http://localhost/ban-lam-viec"
    page = person.get("/tai-khoan/factor")
    form = page.forms["form"]
    form["code"] = app_code(office, shown_secret(page))
    form.submit(status=303)
    assert row_of(admin, "Lê Thị Ví Dụ")[4] == "Đang bật"
    as_made(office, RECEIVER)
    admin.get(f"{PAGES}/{RECEIVER}/reset_factor", status=303)


# Standing in


def appoint(admin: Person, absent: str = HANDLER, status: int = 303, **fields: str):
    form = admin.get(f"{PAGES}/{absent}/substitute").forms["form"]
    for name, value in {"substitute": RETURNER, "last": "25/11/2026", **fields}.items():
        form[name] = value
    return form.submit(status=status)


def test_a_substitute_is_appointed_seen_by_both_and_ended(office, admin):
    page = appoint(admin).follow()
    assert "Hà Thị Trả làm thay từ 23/11/2026 đến 25/11/2026" in flashes(page)
    assert "hôm nay" in page.html.find("main").get_text()
    stander = office.as_(RETURNER)
    assert "Bạn đang làm thay Phạm Thị Thử" in stander.get("/tai-khoan").html.find("main").get_text()
    assert stander.get("/ban-lam-viec/xu-ly").status_int == 200
    assert "làm thay cán bộ vắng mặt: Phạm Thị Thử, 23/11/2026 – 25/11/2026, Xử lý" in history(admin, RETURNER)[1]
    form = next(one for one in page.forms.values() if one.action.endswith("/end_substitution"))
    assert "Đã kết thúc việc làm thay" in flashes(form.submit(status=303).follow())
    assert stander.get("/ban-lam-viec/xu-ly", status=403)
    with nothing_changes(office):
        again = admin.post(f"{PAGES}/{HANDLER}/end_substitution", {"substitute": RETURNER, "first": "2026-11-23"})
    assert "đã kết thúc rồi" in flashes(again.follow())


@pytest.mark.parametrize(
    ("fields", "said", "status"),
    [
        ({"last": "22/11/2026"}, "Ngày cuối đứng trước ngày đầu", 409),
        ({"first": "01/11/2026", "last": "02/11/2026"}, "Những ngày này đã qua", 409),
        ({"last": "30/11/2028"}, "không quá một năm", 409),
        ({"last": "31/02/2027"}, "không có trong lịch", 422),
        ({"last": ""}, "Hãy ghi", 422),
        ({"substitute": ""}, "Hãy chọn", 422),
    ],
)
def test_days_that_cannot_be_are_told_and_kept(shared_office, refused_admin, fields, said, status):
    with nothing_changes(shared_office):
        page = refused(appoint(refused_admin, status=status, **fields), said, status=status)
    assert typed(page)["last"] == fields.get("last", "25/11/2026")


@pytest.mark.parametrize("first", ["", "x", "2026-13-01", "2026-11-24"])
def test_ending_what_never_was(shared_office, refused_admin, first):
    with nothing_changes(shared_office):
        answer = refused_admin.post(f"{PAGES}/{HANDLER}/end_substitution", {"substitute": "khong-co", "first": first})
    assert "đã kết thúc rồi" in flashes(answer.follow())


# Units


def test_a_unit_is_opened_renamed_closed_and_opened_again(office, admin):
    page = admin.fill(UNITS, name="  Trạm  Y tế ").follow()
    assert "Đã mở Trạm Y tế" in flashes(page)
    admin.fill(f"{UNITS}/5/rename", name="Trạm Y tế xã")
    assert "Đã đóng Trạm Y tế xã" in flashes(admin.post(f"{UNITS}/5/close", status=303).follow())
    assert "Trạm Y tế xã" not in admin.get(f"{PAGES}/{HANDLER}/edit").text
    admin.post(f"{UNITS}/5/open", status=303)
    assert "Trạm Y tế xã" in admin.get(f"{PAGES}/{HANDLER}/edit").text
    lines = [" ".join(one.get_text(" ").split()) for one in admin.get(UNITS).html.select(".events li")]
    assert "đổi tên đơn vị: Trạm Y tế → Trạm Y tế xã" in lines[2]


def test_what_cannot_be_done_to_units(shared_office, refused_admin):
    with nothing_changes(shared_office):
        refused(refused_admin.fill(UNITS, 409, name="PHÒNG KINH TẾ"), "Đã có đơn vị tên là", status=409)
        refused(refused_admin.fill(UNITS, 422, name=""), "Hãy ghi tên đơn vị", status=422)
        assert "Còn 3 cán bộ thuộc Văn phòng" in flashes(refused_admin.post(f"{UNITS}/2/close", status=303).follow())
        assert "Không thể đóng chính Trung tâm" in flashes(refused_admin.post(f"{UNITS}/1/close", status=303).follow())
        for number in ("9", "0", "x", "1234567890", "-1"):
            refused_admin.get(f"{UNITS}/{number}/rename", status=404)


# Who looks and who changes


@pytest.mark.parametrize("role", sorted({Role.AUDITOR, Role.DIRECTOR}))
def test_auditor_and_director_read_and_change_nothing(shared_office, role):
    person = shared_office.as_(role)
    assert row_of(person, "Lê Thị Ví Dụ")
    page = person.get(f"{PAGES}/{RECEIVER}/")
    assert page.html.select("main form, main .btn") == []
    assert person.get(UNITS).html.select("main form") == []
    for path in ("add_official", f"{RECEIVER}/edit", f"{RECEIVER}/substitute", f"{RECEIVER}/contact"):
        person.get(f"{PAGES}/{path}", status=403)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.AUDITOR, Role.DIRECTOR}))
def test_nobody_else_sees_who_may_do_what(shared_office, role):
    person = shared_office.as_(role)
    for path in (PAGES, f"{PAGES}/{RECEIVER}/", UNITS):
        person.get(path, status=403)


def test_an_administrator_who_was_away_confirms_before_she_changes_who_gets_in(office, admin):
    form = admin.get(f"{PAGES}/{RECEIVER}/edit").forms["form"]
    office.later(minutes=50)
    admin.get(PAGES)
    form.submit(status=303)
    asked = admin.get(f"{PAGES}/{RECEIVER}/edit", status=303)
    assert asked.location.startswith("http://localhost/tai-khoan/confirm?next=")
    office.later(minutes=20)
    with nothing_changes(office):
        answer = admin.post(f"{PAGES}/{RETURNER}/disable", status=303)
    assert "bấm lại nút vừa rồi" in flashes(answer.follow())
    admin.fill(answer.location, password="an-mau-chay-thu")
    press(admin, RETURNER, "disable")


def test_the_history_shows_all_when_asked(office, admin):
    for _ in range(20):
        Person(office).sign_in(RECEIVER)
        office.later(seconds=1)
    for number in range(15):
        edit(admin, RECEIVER, job_title=f"Quầy {number}")
    assert len(history(admin, RECEIVER)) == 30
    page = admin.get(f"{PAGES}/{RECEIVER}/").click(href="history=all")
    assert len(page.html.select(".events li")) == 36


def test_the_overview_tells_of_accounts_and_units(office, admin):
    office.later(minutes=1)
    edit(admin, RECEIVER, Role.HANDLER)
    admin.fill(UNITS, name="Trạm Y tế")
    page = " ".join(admin.get("/quan-tri").html.find("main").get_text(" ").split())
    assert "Lê Thị Ví Dụ: đổi vai trò" in page
    assert "Đơn vị: mở đơn vị" in page
