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


@pytest.mark.parametrize("days", ["0", "3", "-1", "hai", "", "9" * 300])
def test_the_law_allows_one_or_two_days(office, days):
    visit, certifier = PopulatedOffice(office).visit(rows=1), office.as_(Role.CERTIFIER)
    with nothing_changes(office):
        page = refused(promise(certifier, visit, 422, days=days), status=422)
    assert page.forms["form"]["days"].value == days
