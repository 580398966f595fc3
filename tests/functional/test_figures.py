"""Số liệu hôm nay: what the director reads at half past four, of any day and hour, and sends on."""

import re
from datetime import datetime, timedelta

import pytest

from hcc.core.calendar import LOCAL
from hcc.core.roles import Role
from hcc.dossiers import workflow
from office import LOGINS
from populated import COPY, MARRIAGE, PopulatedOffice

OPEN = sorted((Role.DIRECTOR, Role.ADMINISTRATOR, Role.AUDITOR))
COLUMNS = ("carried_over", "received", "early", "on_time", "late", "ended", "in_time", "waiting", "overdue")


@pytest.fixture(scope="module")
def busy(shared_office):
    """Three came on Monday 23 November, five on Wednesday, the day between being a holiday; it is 16:30."""
    populated = PopulatedOffice(shared_office)
    monday, wednesday = (datetime(2026, 11, day, 8, tzinfo=LOCAL) for day in (23, 25))
    shared_office.now = monday
    populated.dossier(workflow.PROCESSING, at=monday)
    populated.dossier(workflow.RESOLVED, at=monday)
    populated.dossier(workflow.RECEIVED, of=COPY, at=monday)
    for state in (workflow.RETURNED, workflow.STOPPED, workflow.SUPPLEMENT_REQUESTED, workflow.REFUSED):
        populated.dossier(state, of=MARRIAGE, at=wednesday)
    populated.dossier(workflow.RECEIVED, of=MARRIAGE, at=wednesday + timedelta(hours=7))
    shared_office.now = datetime(2026, 11, 25, 16, 30, tzinfo=LOCAL)
    return shared_office


def page(office, query: str = "", *, who: Role | str = Role.DIRECTOR):
    return office.as_(who).get(f"/ho-so/figures{query}")


def total(answer) -> dict[str, int]:
    """The bottom row of the table."""
    cells = answer.html.find("table", class_="figures").tfoot.find_all("td")
    return dict(zip(COLUMNS, (int(cell.text) for cell in cells), strict=True))


def test_half_past_four_counted_by_hand(busy):
    answer = page(busy)
    assert total(answer) == {
        "carried_over": 2,
        "received": 4,
        "early": 1,
        "on_time": 0,
        "late": 0,
        "ended": 1,
        "in_time": 2,
        "waiting": 1,
        "overdue": 1,
    }
    words = re.sub(r"\s+", " ", answer.html.find(class_="copied").text)
    assert words == (
        "Trung tâm Phục vụ hành chính công xã An Mẫu, 16:30 thứ Tư 25/11/2026: tồn trước 2 hồ sơ, "
        "tiếp nhận 4 (tại quầy 4); đã giải quyết 1 (trước hạn 1, đúng hạn 0, quá hạn 0), dừng hoặc rút 1; "
        "đang giải quyết 4 (trong hạn 2, chờ bổ sung 1, quá hạn 1)."
    )


def test_any_hour_of_any_day_as_it_stood_then(busy):
    assert total(page(busy, "?day=2026-11-25&hour=7:30")) == dict.fromkeys(COLUMNS, 0) | {
        "carried_over": 2,
        "in_time": 1,
        "overdue": 1,
    }
    noon = total(page(busy, "?day=2026-11-23&hour=12"))
    assert (noon["received"], noon["in_time"], noon["overdue"]) == (3, 2, 0)
    monday = total(page(busy, "?day=23/11/2026"))
    assert (monday["received"], monday["early"], monday["overdue"]) == (3, 1, 1)
    assert total(page(busy, "?day=2026-11-22")) == dict.fromkeys(COLUMNS, 0)
    assert "cả ngày thứ" in page(busy, "?day=2026-11-23").html.find(class_="copied").text.replace("\xa0", " ")


def test_fields_are_rows_and_make_the_total(busy):
    table = page(busy).html.find("table", class_="figures")
    rows = [[int(cell.text) for cell in row.find_all("td")] for row in table.tbody.find_all("tr")]
    assert [row.th.text for row in table.tbody.find_all("tr")] == ["Hộ tịch", "Chứng thực"]
    assert [sum(column) for column in zip(*rows, strict=True)] == list(total(page(busy)).values())


@pytest.mark.parametrize("typed", sorted(("16h30", "16:30", "16 giờ 30", "16.30", "16g30")))
def test_an_hour_is_written_as_people_write_it(busy, typed):
    answer = busy.as_(Role.DIRECTOR).get("/ho-so/figures", params={"day": "25/11", "hour": typed})
    assert total(answer)["received"] == 4
    assert not answer.html.find(class_="bad", role="alert")


@pytest.mark.parametrize(
    ("day", "hour", "said"),
    [
        ("32/11/2026", "", "không phải là ngày"),
        ("1850-01-01", "", "không phải là ngày"),
        ("hôm qua", "", "không phải là ngày"),
        ("2026-11-20", "25:00", "không phải là giờ"),
        ("2026-11-20", "chiều", "không phải là giờ"),
        ("2026-11-26", "8", "chưa tới"),
        ("9999-12-31", "", "chưa tới"),
        ("2026-11-25", "17", "chưa tới"),
    ],
)
def test_what_cannot_be_meant_is_said_and_kept(busy, day, hour, said):
    answer = busy.as_(Role.DIRECTOR).get("/ho-so/figures", params={"day": day, "hour": hour})
    assert said in answer.html.find(role="alert").text
    form = next(one for one in answer.forms.values() if "hour" in one.fields)
    assert (form["day"].value, form["hour"].value) == (day, hour)


@pytest.mark.parametrize("role", sorted(Role))
def test_who_reads_the_figures(busy, role):
    answer = busy.as_(role).get("/ho-so/figures", expect_errors=True)
    assert (answer.status_int == 200) is (role in OPEN)
    rail = busy.as_(role).get("/tai-khoan").html.find("nav", class_="rail")
    assert bool(rail.find("a", href="/ho-so/figures")) is (role in OPEN)


def test_strangers_are_sent_to_sign_in(busy):
    answer = busy.as_().get("/ho-so/figures", expect_errors=True)
    assert answer.status_int in (303, 404)


def test_figures_name_no_person(busy):
    text = page(busy).text
    assert "Nguyễn Thị Mẫu" not in text
    assert LOGINS[Role.HANDLER] not in text
