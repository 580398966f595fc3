"""A copy is refused in writing: the reasons of the law, a number without gaps, and a letter to take home."""

import io
import subprocess

import pikepdf
import pytest

from functional.refusing import everyone_at_work, nothing_changes, refused
from hcc.certifications.refusals import REASONS
from hcc.core.roles import Role

FORM = "/chung-thuc/refuse_copy"


@pytest.fixture(scope="module")
def office(shared_office):
    return everyone_at_work(shared_office)


def text_of(pdf: bytes) -> str:
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


def refuse(person, *reasons: str, status: int = 303, **fields: str):
    form = person.get(FORM).forms["form"]
    for name, value in {"name": "Nguyễn Thị Mẫu", "title": "Giấy khai sinh", **fields}.items():
        form[name] = value
    for box in form.fields.get("checkbox", []):
        box.checked = box._value in reasons
    return form.submit(status=status)


def test_certifier_refuses_and_the_person_takes_the_letter_home(office):
    certifier = office.as_(Role.CERTIFIER)
    page = refuse(certifier, "altered", "not_legalised", note="Năm sinh bị tẩy.").follow()
    assert [one.text for one in page.html.select("main ol strong")] == [
        "Bản chính bị tẩy xóa, sửa chữa hoặc không hợp lệ",
        "Giấy tờ nước ngoài chưa được hợp pháp hóa lãnh sự",
    ]
    answer = certifier.get(page.html.select_one(".acts a.primary")["href"])
    with pikepdf.open(io.BytesIO(answer.body)) as letter:
        (sheet,) = letter.pages
        assert [round(float(side) / 72 * 25.4) for side in sheet.mediabox] == [0, 0, 210, 297]
    said = text_of(answer.body)
    for words in (
        "01/TC-CT",
        "VĂN BẢN TỪ CHỐI CHỨNG THỰC",
        "Nguyễn Thị Mẫu",
        "Giấy khai sinh",
        "khoản 1 Điều 22 Nghị định số 23/2015/NĐ-CP",
        "khoản 5 Điều 22",
        "Làm thủ tục hợp pháp hóa lãnh sự trước",
        "Năm sinh bị tẩy.",
        "Đinh Văn Chứng",
    ):
        assert words in said
    assert certifier.get(answer.request.path).body == answer.body


def test_numbers_have_no_gaps_and_no_other_reason_is_in_the_letter(office):
    certifier = office.as_(Role.CERTIFIER)
    with office.site() as site:
        before = len(list(site.books.refusals))
    for reason in sorted(REASONS):
        refuse(certifier, reason)
    with office.site() as site:
        found = sorted(site.books.refusals, key=lambda one: one.number)
        assert [one.number for one in found] == list(range(1, before + len(REASONS) + 1))
        assert len(site.books.refusals.chain) == len(found)
        assert [one.reasons for one in found[before:]] == [(reason,) for reason in sorted(REASONS)]
        assert site.books.refusals.chain.faults() == []
    assert len(certifier.get("/chung-thuc/tu-choi").html.select("tbody tr")) == before + len(REASONS)


@pytest.mark.parametrize(
    ("reasons", "fields", "said"),
    [
        ((), {}, "ít nhất một lý do"),
        (("altered",), {"title": "\u200b"}, "tên giấy tờ không được chứng thực"),
        (("altered",), {"name": "\u200b"}, "tên người"),
        (("altered",), {"citizen_number": "123"}, "12 chữ số"),
    ],
)
def test_what_is_missing_is_asked_for_and_what_was_typed_is_kept(office, reasons, fields, said):
    with nothing_changes(office):
        page = refused(refuse(office.as_(Role.CERTIFIER), *reasons, note="Góc rách.", status=409, **fields), said)
    assert page.forms["form"]["note"].value == "Góc rách."
    ticked = [box._value for box in page.forms["form"].fields["checkbox"] if box.checked]
    assert ticked == list(reasons)


def test_a_reason_that_is_not_in_the_law_is_not_taken(office):
    form = office.as_(Role.CERTIFIER).get(FORM).forms["form"]
    form["name"], form["title"] = "Nguyễn Thị Mẫu", "Giấy khai sinh"
    box = form.fields["checkbox"][0]
    box.checked, box._value = True, "personal"
    with nothing_changes(office):
        form.submit(status=422)


def test_what_was_typed_at_the_visit_comes_along(office):
    form = office.as_(Role.CERTIFIER).get("/chung-thuc/visit").forms["form"]
    form["name"], form["citizen_number"], form["title"] = "Lê Thị Thử", "025190000000", "Sổ hộ khẩu"
    with nothing_changes(office):
        fields = [*form.submit_fields(), ("from_visit", "1")]
        page = form.response.test_app.post(FORM, fields, status=200)
    shown = page.forms["form"]
    assert (shown["name"].value, shown["citizen_number"].value) == ("Lê Thị Thử", "025190000000")
    assert shown["title"].value == "Sổ hộ khẩu"
    assert not page.html.select("[data-error-summary]")
    assert shown.action.endswith(FORM)
