"""The office calendar in the hands of the administrator, and what citizens and the counter see of it."""

import re
import subprocess
from datetime import datetime, time

import pytest

from functional.refusing import nothing_changes, refused, typed
from hcc.core.calendar import LOCAL, weekdays
from hcc.core.roles import Role
from hcc.dossiers import workflow
from office import LOGINS, Office
from populated import COPY, PopulatedOffice

CALENDAR, DAY, SESSIONS = "/quan-tri/lich", "/quan-tri/lich/day", "/quan-tri/lich/sessions"
NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OF_FEW_WORDS = "1.000314"
"""A procedure whose sheet asks people to call or to come."""
STORM = {"first": "26/11/2026", "decision": "closed", "name": "Nghỉ phòng tránh bão"}


def admin(office: Office):
    return office.as_(Role.ADMINISTRATOR)


def words(page, selector: str) -> list[str]:
    return [" ".join(one.get_text(" ").split()) for one in page.html.select(selector)]


def due_of(office: Office, dossier: str) -> datetime:
    with office.site() as site:
        return site.dossiers[dossier.split("/")[2]].due.moment.astimezone(LOCAL)


def test_a_storm_closes_the_centre_and_everybody_is_told(office):
    """The administrator closes Thursday; the front page, the hours and the next receipts follow at once."""
    citizen, populated = office.as_(), PopulatedOffice(office)
    promised = populated.dossier(workflow.RECEIVED)
    before = due_of(office, promised)
    assert before.date().day == 27
    citizen.get("/")
    office.later(days=2)  # Wednesday: the holiday of Tuesday is past
    assert "Nghỉ phòng tránh bão" not in citizen.get("/").text
    answer = admin(office).fill(DAY, **STORM).follow()
    assert "Hồ sơ tiếp nhận từ lúc này được tính theo lịch mới" in answer.text
    assert "Nghỉ phòng tránh bão" in citizen.get("/").text
    hours = words(citizen.get("/gioi-thieu"), ".hours > div")
    assert hours[1] == "thứ Năm 26/11/2026 Nghỉ: Nghỉ phòng tránh bão"
    assert due_of(office, promised) == before, "a promise made is kept"
    # Wednesday; Thursday off; Friday 1, Monday 2, Tuesday 3.
    assert due_of(office, populated.dossier(workflow.RECEIVED)).date().isoformat() == "2026-12-01"


def test_the_receipt_page_counts_by_the_centres_own_days(office):
    admin(office).fill(DAY, **STORM)
    dossier = PopulatedOffice(office).dossier(workflow.SUBMITTED)
    lines = words(office.as_(Role.RECEIVER).get(f"{dossier}receive"), ".basis > div")
    assert "T5 26/11 Nghỉ phòng tránh bão, không tính" in lines


def test_english_pages_say_which_words_are_vietnamese(office):
    """Read out as English, the name of a day off is a noise."""
    made = PopulatedOffice(office)
    dossier = made.dossier(workflow.RECEIVED)
    pages = [
        (office.as_(), "/"),
        (office.as_(), f"/tra-cuu/{dossier.split('/')[2]}"),
        (office.as_(Role.RECEIVER), dossier),
    ]
    for person, path in pages:
        page = person.get(f"{path}?lang=en").text
        assert '<span lang="vi">Ngày Văn hóa Việt Nam</span>' in page, path
        assert page.count("Ngày Văn hóa Việt Nam") == page.count('lang="vi">Ngày Văn hóa Việt Nam<'), path
    office.later(days=2)
    assert ', <span lang="vi">' in office.as_().get("/?lang=en").text.partition("Next days off: ")[2][:80]


@pytest.mark.parametrize(("landing", "due"), [("same_clock", (9, 12)), ("close_of_day", (17, 0))])
def test_the_receipt_promises_what_the_office_has_chosen(filled, tmp_path, landing, due):
    office = Office(tmp_path / "var", filled, deadline_landing=landing)
    try:
        receiver, dossier = office.as_(Role.RECEIVER), PopulatedOffice(office).dossier(workflow.SUBMITTED)
        shown = receiver.get(f"{dossier}receive").text
        receiver.post(f"{dossier}receive", status=303)
        moment = due_of(office, dossier)
        assert (moment.hour, moment.minute) == due
        assert f"{moment.hour} giờ" in shown
    finally:
        office.close()


def test_the_next_days_off_on_the_front_page_follow_the_table(office):
    office.later(days=4)  # Friday
    assert "Tết Dương lịch" in office.as_().get("/").text
    admin(office).fill(DAY, first="15/12/2026", decision="closed", name="Ngày hội xã")
    page = office.as_().get("/").text
    assert "Ngày hội xã" in page
    assert "Tết Dương lịch" not in page
    admin(office).fill(f"{DAY}?on=2026-12-15", decision="national")
    assert "Tết Dương lịch" in office.as_().get("/").text


def test_summer_hours_begin_on_their_day(office):
    hours = dict.fromkeys(NAMES[:5], "7h-11h30 và 13h30-17h")
    admin(office).fill(SESSIONS, valid_from="1/12/2026", note="Giờ mùa hè", saturday="7:00-11:00", **hours)
    shown = words(office.as_().get("/gioi-thieu"), ".hours > div")
    assert shown[0].endswith("7:30 – 12:00 13:30 – 17:00")
    office.now = datetime(2026, 12, 4, 9, 0, tzinfo=LOCAL)
    shown = words(office.as_().get("/gioi-thieu"), ".hours > div")
    assert shown[0].endswith("7:00 – 11:30 13:30 – 17:00")
    assert shown[1] == "thứ Bảy 05/12/2026 7:00 – 11:00"
    office.later(days=1)
    assert words(office.as_().get("/"), ".today > div") == ["Sáng 7:00 – 11:00"]


def test_the_hours_in_the_foot_on_the_sheet_and_on_papers_are_those_of_the_table_in_force(office):
    sheet, made = f"/thu-tuc/{COPY}", PopulatedOffice(office)
    tracked = f"/tra-cuu/{made.dossier(workflow.RECEIVED).split('/')[2]}"
    places = [("/", ".foot"), (sheet, ".foot"), (f"/thu-tuc/{OF_FEW_WORDS}", "main"), (tracked, "main")]
    old, new = "7:30–12:00 và 13:30–17:00", "7:00–11:30 và 13:30–17:00"

    def shown(hours: str) -> list[bool]:
        return [hours in words(office.as_().get(path), part)[0] for path, part in places]

    def printed() -> str:
        pdf = office.as_().get(f"{sheet}/sheet.pdf").body
        found = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
        return " ".join(found.stdout.decode().split())

    assert all(shown(old))
    assert old in printed()
    hours = dict.fromkeys(NAMES[:5], "7h-11h30 và 13h30-17h")
    admin(office).fill(SESSIONS, valid_from="1/12/2026", note="Giờ mùa hè", saturday="7:00-11:00", **hours)
    assert all(shown(old)), "it holds from its day on"
    office.now = datetime(2026, 12, 1, 9, 0, tzinfo=LOCAL)
    assert not any(shown(old))
    assert all(shown(new))
    assert "Thứ Bảy" in words(office.as_().get("/"), ".foot")[0]
    assert new in printed()
    assert old not in printed()
    english = words(office.as_().get("/?lang=en"), ".foot")[0].replace("\u00a0", " ")
    assert "Monday to Friday 7:00–11:30 and 13:30–17:00 Saturday 7:00–11:00" in english


def test_an_afternoon_alone_is_called_an_afternoon(office):
    with office.changing() as site:
        site.calendar_book.tables = (weekdays(((time(13), time(18)),)),)
    assert words(office.as_().get("/"), ".today > div") == ["Chiều 13:00 – 18:00"]


def test_the_page_lists_the_days_of_a_year_with_who_decided_them(office):
    office.later(minutes=1)
    admin(office).fill(DAY, **STORM, last="27/11/2026")
    admin(office).fill(f"{DAY}?on=2026-11-24", decision="worked", name="Trực giải quyết hồ sơ")
    page = admin(office).get(CALENDAR)
    rows = words(page, "tbody tr")
    assert "thứ Năm 01/01/2026 Nghỉ Tết Dương lịch cả nước Sửa : thứ Năm 01/01/2026" in rows
    assert "thứ Bảy 22/08/2026 Làm việc cả nước Sửa : thứ Bảy 22/08/2026" in rows
    assert any(re.match(r"thứ Bảy 10/01/2026 Làm việc .* trung tâm Sửa", row) for row in rows)
    assert any(
        re.match(
            r"thứ Ba 24/11/2026 Làm việc Trực giải quyết hồ sơ Theo lịch chung: Ngày Văn hóa Việt Nam trung tâm", row
        )
        for row in rows
    )
    assert sum("Nghỉ phòng tránh bão Theo lịch chung: cả nước làm việc" in row for row in rows) == 2
    assert "Tháng 2" in rows
    recent = words(admin(office).get("/quan-tri"), "tbody tr")
    assert sum("Ngô Văn Duyệt Lịch: quy định ngày nghỉ, ngày làm việc" in row for row in recent) == 3
    events = words(page, ".events li")
    assert len(events) == 3
    assert "Ngô Văn Duyệt quy định thứ Ba 24/11/2026 làm việc: Trực giải quyết hồ sơ" in events[0]


def test_only_the_newest_changes_are_shown_until_all_are_asked_for(office):
    for day in (1, 3):
        admin(office).fill(DAY, first=f"{day}/2/2027", last=f"{day + 11}/2/2027", decision="closed", name=f"Nghỉ {day}")
    page = admin(office).get(CALENDAR)
    assert len(page.html.select(".events li")) == 20
    assert len(page.click("Xem tất cả thay đổi").html.select(".events li")) > 20


def test_the_director_reads_and_changes_nothing(shared_office):
    director = shared_office.as_(Role.DIRECTOR)
    page = director.get(CALENDAR)
    assert "Tết Nguyên Đán" in page.text
    assert "/quan-tri/lich/day" not in page.text
    assert "/quan-tri/lich/sessions" not in page.text
    for place in (DAY, SESSIONS):
        director.get(place, status=403)
        director.post(place, STORM, status=403)
    assert "Lịch" in words(director.get("/quan-tri/lich"), ".rail li")
    assert shared_office.as_(Role.HANDLER).get(CALENDAR, status=403)


def test_the_rail_marks_one_place(shared_office):
    assert words(admin(shared_office).get(DAY), '.rail [aria-current="page"]') == ["Lịch"]
    assert words(admin(shared_office).get("/quan-tri"), '.rail [aria-current="page"]') == ["Tổng quan"]


# Years nobody has decided on


def test_what_is_not_decided_yet_is_said(office):
    ask = admin(office)
    assert "Thủ tướng" not in ask.get(CALENDAR).text
    assert "Thủ tướng" in ask.get(f"{CALENDAR}?year=2027").text
    beyond = ask.get(f"{CALENDAR}?year=2101")
    assert "Phần mềm chưa có ngày lễ của năm này" in beyond.text
    assert beyond.html.select("tbody tr") == []
    ask.fill(DAY, first="01/01/2101", decision="closed", name="Tết Dương lịch")
    assert len(ask.get(f"{CALENDAR}?year=2101").html.select("tbody tr")) == 2


@pytest.mark.parametrize("year", ["", "x", "1", "0000", "2024", "9999", "%D9%A2%D9%A0%D9%A2%D9%A7", "2027.5", "%FF"])
def test_a_year_that_is_none_shows_this_one(shared_office, year):
    answer = admin(shared_office).browser.get(f"{CALENDAR}?year={year}", status="*")
    assert answer.status_int == 400 if year == "%FF" else "năm 2026" in answer.text


@pytest.mark.parametrize("day", ["x", "2026-02-30", "0001-01-01", "9999-12-31", "20261126x", "-1"])
@pytest.mark.parametrize("place", [f"{DAY}?on=", f"{SESSIONS}?from=", "/quan-tri/lich/remove_sessions?from="])
def test_a_day_that_is_none_leads_nowhere(shared_office, place, day):
    assert admin(shared_office).browser.get(f"{place}{day}", status="*").status_int == 404


# Refusals


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"name": ""}, 409, "Hãy ghi tên ngày nghỉ hoặc số quyết định"),
        ({"first": "20/11/2026"}, 409, "Thay đổi này áp dụng cho cả những ngày đã qua"),
        ({"first": ""}, 422, "Hãy ghi"),
        ({"first": "31/11/2026"}, 422, "Ngày 31/11/2026"),
        ({"last": "25/11/2026"}, 409, "Ngày cuối đang trước ngày đầu"),
        ({"last": "26/12/2027"}, 409, "Mỗi lần chỉ quy định nhiều nhất 31 ngày"),
        ({"first": "26/11/1998", "reason": "Bù"}, 409, "Hãy chọn ngày trong khoảng từ 01/07/2025 đến 31/12/2150"),
        ({"decision": "national", "name": ""}, 409, "Trung tâm chưa có quy định riêng"),
        ({"name": "x" * 201}, 422, ""),
    ],
)
def test_a_day_that_cannot_be_decided_says_what_to_do(shared_office, sent, status, sentence):
    ask = admin(shared_office)
    with nothing_changes(shared_office):
        page = refused(ask.fill(DAY, status=status, **{**STORM, **sent}), sentence, status=status)
    assert typed(page)["first"] == {**STORM, **sent}["first"]


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"monday": "7:30"}, 422, "Hãy ghi giờ như 7:30-12:00, 13:30-17:00"),
        ({"monday": "7:30-25:00"}, 422, "Hãy ghi giờ như"),
        ({"monday": "sáng và chiều"}, 422, "Hãy ghi giờ như"),
        ({"monday": "7:30-12:00 " * 40}, 422, "Hãy ghi giờ như"),
        ({"monday": "7:30-12:00, 11:00-17:00"}, 409, "Hãy ghi các buổi theo thứ tự"),
        ({"monday": "17:00-7:30"}, 409, "Hãy ghi các buổi theo thứ tự"),
        (dict.fromkeys(NAMES, ""), 409, "Trong tuần cần ít nhất một ngày"),
        ({"valid_from": "1/11/2026"}, 409, "Thay đổi này áp dụng cho cả những ngày đã qua"),
        ({"valid_from": ""}, 422, "Hãy ghi"),
        ({"valid_from": "1/1/2625"}, 409, "Hãy chọn ngày trong khoảng từ 01/07/2025 đến 31/12/2150"),
    ],
)
def test_hours_that_cannot_be_worked_by_say_what_to_do(shared_office, sent, status, sentence):
    values = {"valid_from": "1/12/2026", "note": "Giờ mới", **sent}
    ask = admin(shared_office)
    with nothing_changes(shared_office):
        page = refused(ask.fill(SESSIONS, status=status, **values), sentence, status=status)
    assert typed(page)["note"] == "Giờ mới"


@pytest.mark.parametrize(
    "written", ["7:30-12:00, 13:30-17:00", "7h30 – 12h và 13g30-17g", "07.30 đến 12; 13:30 - 17:00"]
)
def test_hours_are_read_as_people_write_them(office, written):
    admin(office).fill(SESSIONS, valid_from="1/12/2026", note="x", **dict.fromkeys(NAMES[:5], written))
    with office.site() as site:
        assert site.calendar_book.tables[1].week == site.calendar_book.tables[0].week


def test_of_two_administrators_the_later_sees_what_changed_and_keeps_her_text(office):
    with office.changing() as site:
        official = site.accounts[LOGINS[Role.DIRECTOR]]
        official.roles = official.roles | {Role.ADMINISTRATOR}
    other, form = office.as_(Role.DIRECTOR), admin(office).get(DAY).forms["form"]
    for name, value in STORM.items():
        form[name] = value
    other.fill(DAY, first="3/12/2026", decision="closed", name="Ngày hội xã")
    with office.site() as site:
        name = site.accounts[LOGINS[Role.DIRECTOR]].name
    page = refused(form.submit(status=409), f"{name} đã thay đổi lịch làm việc", status=409)
    assert typed(page)["name"] == STORM["name"]
    page.forms["form"].submit(status=303)  # having looked, she sends it
    assert "Nghỉ phòng tránh bão" in admin(office).get(CALENDAR).text


# Hours edited and taken away


def test_hours_to_come_are_edited_and_taken_away(office):
    ask = admin(office)
    ask.fill(SESSIONS, valid_from="1/3/2027", note="Thử", saturday="7:30-11:30")
    page = ask.get(f"{SESSIONS}?from=2027-03-01")
    assert "valid_from" not in page.forms["form"].fields
    assert page.forms["form"]["saturday"].value == "7:30-11:30"
    ask.fill(f"{SESSIONS}?from=2027-03-01", saturday="")
    with office.site() as site:
        assert site.calendar_book.tables[1].week[5] == ()
    one, other = (ask.get("/quan-tri/lich/remove_sessions?from=2027-03-01").forms["form"] for _ in range(2))
    one.submit(status=303)
    assert "Giờ từ" not in ask.get(CALENDAR).text
    refused(other.submit(status=409), "Không còn giờ làm việc nào bắt đầu", status=409)


def test_hours_that_already_hold_are_taken_away_with_a_reason(office):
    ask = admin(office)
    ask.fill(SESSIONS, valid_from="23/11/2026", note="Thử")
    office.later(days=2)
    ask.sign_in(LOGINS[Role.ADMINISTRATOR])
    place = "/quan-tri/lich/remove_sessions?from=2026-11-23"
    refused(ask.fill(place, status=409), "Thay đổi này áp dụng cho cả những ngày đã qua", status=409)
    ask.fill(place, reason="Nhập nhầm ngày")
    assert "Nhập nhầm ngày" in ask.get(CALENDAR).text


def test_the_first_hours_are_corrected_not_taken_away(office):
    ask = admin(office)
    hours = dict.fromkeys(NAMES[:5], "8:00-12:00, 13:00-17:00")
    refused(
        ask.fill(f"{SESSIONS}?from=first", status=409, **hours),
        "Thay đổi này áp dụng cho cả những ngày đã qua",
        status=409,
    )
    ask.fill(f"{SESSIONS}?from=first", reason="Đúng theo quyết định thành lập", **hours)
    assert words(office.as_().get("/gioi-thieu"), ".hours > div")[0].endswith("8:00 – 12:00 13:00 – 17:00")
    answer = ask.get("/quan-tri/lich/remove_sessions?from=first", status=409)
    assert "sửa được nhưng không bỏ được" in answer.text


def test_hours_that_another_took_away_meanwhile_are_not_lost_from_the_form(office):
    ask = admin(office)
    ask.fill(SESSIONS, valid_from="1/3/2027", note="Thử")
    form = ask.get(f"{SESSIONS}?from=2027-03-01").forms["form"]
    form["saturday"] = "7:30-11:30"
    with office.changing() as site:
        site.calendar_book.tables = site.calendar_book.tables[:1]
    page = form.submit(status=422)
    assert typed(page)["saturday"] == "7:30-11:30"


def test_what_a_day_off_would_move_is_seen_before_it_is_saved(office):
    """The administrator sees whom she would send home on Friday; nothing is saved by looking."""
    populated = PopulatedOffice(office)
    promised = populated.dossier(workflow.RECEIVED)
    with office.site() as site:
        number = site.dossiers[promised.split("/")[2]].reception_number
    before = due_of(office, promised)
    assert before.date().isoformat() == "2026-11-27"
    person = admin(office)
    form = person.get(DAY).forms["form"]
    for name, value in {**STORM, "first": "27/11/2026"}.items():
        form[name] = value
    assert "save" not in form.fields, "one looks first"
    with nothing_changes(office):
        page = form.submit("look", status=200)
    [told] = words(page, "#preview")
    assert "Giờ đã hẹn giữ nguyên" in told
    assert "Số hồ sơ đang giải quyết sẽ tính ra hạn khác: 1." in told
    assert "Số hồ sơ đã hẹn vào lúc Trung tâm nghỉ: 1." in told
    [row] = [line for line in words(page, "#preview tbody tr") if number in line]
    assert "thứ Sáu 27/11/2026" in row
    assert "thứ Hai 30/11/2026" in row
    assert typed(page)["name"] == STORM["name"]
    page.forms["form"].submit("save", status=303)
    assert due_of(office, promised) == before, "a promise made is kept"


def test_looking_refuses_what_saving_refuses(shared_office):
    form = admin(shared_office).get(DAY).forms["form"]
    form["first"], form["decision"] = "27/11/2026", "closed"
    with nothing_changes(shared_office):
        page = form.submit("look", status=409)
    refused(page, "Hãy ghi tên ngày nghỉ")
    assert not page.html.select("#preview")


def test_hours_are_looked_at_before_they_are_saved_and_before_they_are_taken_away(office):
    person = admin(office)
    form = person.get(SESSIONS).forms["form"]
    form["valid_from"] = "25/11/2026"
    for name in NAMES[:5]:
        form[name] = "7:30-12:00"
    with nothing_changes(office):
        page = form.submit("look", status=200)
    assert "Hồ sơ tiếp nhận lúc" in words(page, "#preview")[0]
    page.forms["form"].submit("save", status=303)
    page = person.get("/quan-tri/lich/remove_sessions?from=2026-11-25")
    looked = page.forms["form"].submit("look", status=200)
    assert words(looked, "#preview")
    looked.forms["form"].submit("remove", status=303)
    with office.site() as site:
        assert len(site.calendar_book.tables) == 1
