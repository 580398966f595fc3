"""The page of a visit says by when its papers are given out; a later day is promised on a slip with hour and date."""

import subprocess

import pytest

from functional.refusing import everyone_at_work, nothing_changes, refused
from hcc.core.roles import Role
from populated import PopulatedOffice


@pytest.fixture(scope="module")
def office(shared_office):
    return everyone_at_work(shared_office)


def promise(person, visit: str, status: int = 303, **fields: str):
    form = person.get(f"{visit}promise_later").forms["form"]
    for name, value in fields.items():
        form[name] = value
    return form.submit(status=status)


def test_many_papers_are_promised_for_two_working_days_later(office):
    certifier, visit = office.as_(Role.CERTIFIER), PopulatedOffice(office).visit(rows=2)
    page = certifier.get(visit)
    assert "17 giờ, thứ Hai 23/11/2026" in page.text.replace("\N{NO-BREAK SPACE}", " "), "the same day"
    certifier.get(f"{visit}promise_slip", status=404)
    page = promise(certifier, visit, why="many", days="2").follow()
    assert "17 giờ, thứ Năm 26/11/2026" in page.text.replace("\N{NO-BREAK SPACE}", " "), "Tuesday is a holiday"
    slip = certifier.get(f"{visit}promise_slip")
    said = subprocess.run(["pdftotext", "-", "-"], input=slip.body, capture_output=True, check=True).stdout.decode()
    words = " ".join(said.split())
    for expected in ("PHIẾU HẸN TRẢ KẾT QUẢ", "17 giờ 00 phút, thứ Năm ngày 26/11/2026", "Nhiều loại giấy tờ"):
        assert expected in words
    with nothing_changes(office):
        refused(promise(certifier, visit, 409, days="1"), "Đã hẹn ngày khác rồi")


def test_a_longer_time_is_agreed_in_writing_and_slip_and_page_say_so(office):
    certifier, visit = office.as_(Role.CERTIFIER), PopulatedOffice(office).visit(rows=2)
    with nothing_changes(office):
        page = refused(promise(certifier, visit, 409, days="5"), "Chỉ hẹn quá 2 ngày làm việc khi")
    assert page.forms["form"]["days"].value == "5"
    agreed = "Biên bản ngày 23/11/2026, chờ tra cứu sổ gốc"
    page = promise(certifier, visit, days="5", agreed=agreed).follow()
    assert agreed in page.text
    said = subprocess.run(
        ["pdftotext", "-", "-"], input=certifier.get(f"{visit}promise_slip").body, capture_output=True, check=True
    ).stdout.decode()
    words = " ".join(said.split())
    assert f"Thời hạn theo thỏa thuận bằng văn bản với người yêu cầu: {agreed}" in words
    assert "thứ Ba ngày 01/12/2026" in words


@pytest.mark.parametrize("days", ["0", "31", "-1", "hai", "", "9" * 300])
def test_days_nobody_can_mean_are_refused(office, days):
    visit, certifier = PopulatedOffice(office).visit(rows=1), office.as_(Role.CERTIFIER)
    with nothing_changes(office):
        page = refused(promise(certifier, visit, 422, days=days), status=422)
    assert page.forms["form"]["days"].value == days
