"""Certifying signatures at the counter: cards, helpers, outside the office, and the attestation under the signature."""

import subprocess

import pytest

from functional.refusing import everyone_at_work, nothing_changes, refused
from hcc.core.roles import Role

SIGNATURE = "/chung-thuc/signature"
CARD = "025190000001||Nguyễn Thị Mẫu|01011990|Nữ|Xóm Mẫu, Xã An Mẫu, Phú Mẫu|02022022"


@pytest.fixture(scope="module")
def office(shared_office):
    return everyone_at_work(shared_office)


def signature_form(office, **fields: str):
    form = office.as_(Role.CERTIFIER).get(SIGNATURE).forms["form"]
    usual = {"name": "Nguyễn Thị Mẫu", "number": "025190000001", "title": "Giấy ủy quyền", "papers": "1"}
    for name, value in {**usual, **fields}.items():
        form[name] = value
    return form


def text_of(pdf: bytes) -> str:
    shown = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return " ".join(shown.split())


def test_scanned_cards_become_the_people_who_signed_and_take_no_number(office):
    form = office.as_(Role.CERTIFIER).get(SIGNATURE).forms["form"]
    with nothing_changes(office):
        form["scan"] = CARD
        page = form.submit("read", status=200)
        assert not page.html.select("[aria-invalid=true], [data-error-summary]")
        form = page.forms["form"]
        assert (form["name"].value, form["number"].value) == ("Nguyễn Thị Mẫu", "025190000001")
        assert form["issued"].value == "ngày 02/02/2022"
        form["scan"] = CARD.replace("025190000001", "025190000002").replace("Nguyễn Thị Mẫu", "Lê Văn Thử")
        form = form.submit("certify", status=200).forms["form"]
    assert [one.value for one in form.fields["name"]] == ["Nguyễn Thị Mẫu", "Lê Văn Thử"]
    assert [one.value for one in form.fields["number"]] == ["025190000001", "025190000002"]
    assert form["scan"].value == ""


def test_reading_without_a_code_keeps_what_was_typed_and_takes_no_number(office):
    form = signature_form(office, witness="Lê Thị Chứng")
    with nothing_changes(office):
        kept = form.submit("read", status=200).forms["form"]
    assert (kept["title"].value, kept["witness"].value) == ("Giấy ủy quyền", "Lê Thị Chứng")


def test_a_code_that_is_no_card_says_so(office):
    form = office.as_(Role.CERTIFIER).get(SIGNATURE).forms["form"]
    form["scan"] = "không phải thẻ"
    with nothing_changes(office):
        page = form.submit("read", status=200)
    assert page.html.select_one("[data-card]").get("hidden") is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"number": "B7654321"}, "12 chữ số"),
        ({"manner": "neither"}, "người làm chứng"),
        ({"read_aloud": "true"}, "người làm chứng"),
        ({"language": "tiếng Mông"}, "người phiên dịch"),
        ({"witness": "Lê Thị Chứng"}, "giấy tờ tùy thân"),
        ({"place": "Xóm Mẫu"}, "ngoài trụ sở"),
        ({"place": "Xóm Mẫu", "hour": "lúc chiều", "reason": "Già yếu"}, "ngoài trụ sở"),
    ],
)
def test_what_is_missing_is_asked_for_and_what_was_typed_stays(office, fields, sentence):
    form = signature_form(office, **fields)
    with nothing_changes(office):
        page = refused(form.submit(status=409))
    assert sentence.lower() in " ".join(page.html.find("main").get_text(" ").split()).lower().replace("\xa0", " ")
    kept = page.forms["form"]
    for name, value in {"title": "Giấy ủy quyền", **fields}.items():
        assert kept[name].value == value


def test_the_attestation_is_printed_with_two_signatures_under_the_signature_or_behind(office):
    form = signature_form(
        office,
        papers="2",
        read_aloud="true",
        witness="Lê Thị Chứng",
        witness_number="025190000003",
        place="Xóm Mẫu, xã An Mẫu",
        hour="14h30",
        reason="Già yếu",
    )
    page = form.submit(status=303).follow()
    assert "2 × 10.000" in page.text
    for place in ("under", "appended"):
        asked = page.forms["attestation"]
        asked["place"] = place
        pdf = asked.submit(status=200).body
        said = text_of(pdf)
        for words in (
            "Bằng chữ: ngày",
            "CHỨNG THỰC Ông/bà Nguyễn Thị Mẫu, thẻ căn cước số 025190000001",
            "cam đoan đã hiểu, tự chịu trách nhiệm trước pháp luật",
            "Tại Xóm Mẫu, xã An Mẫu, hồi 14 giờ 30 phút.",
            "Người làm chứng: ông/bà Lê Thị Chứng",
            "NGƯỜI TIẾP NHẬN HỒ SƠ",
            "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
            "SCT/CK,ĐC",
        ):
            assert said.count(words) >= 2, words
        assert "TM." not in said
        assert ("Lời chứng kèm theo" in said) == (place == "appended")
    line = office.as_(Role.CERTIFIER).get("/chung-thuc/chu-ky/2026/print").body
    assert "Ngoài trụ sở: 14:30" in text_of(line)


@pytest.mark.parametrize("query", ["", "?place=xyz&top=abc", "?place=under&top=99999999", "?place=under&top=-1"])
def test_any_address_of_an_attestation_prints(office, query):
    page = signature_form(office).submit(status=303).follow()
    path = page.request.path.removesuffix("attest")
    assert office.as_(Role.APPROVER).get(f"{path}attestation{query}").body.startswith(b"%PDF-")


def test_only_signatures_have_such_an_attestation(office):
    form = office.as_(Role.CERTIFIER).get("/chung-thuc/visit").forms["form"]
    for name, value in {"name": "Nguyễn Thị Mẫu", "title": "Bằng", "pages": "1", "copies": "1"}.items():
        form.get(name, 0).value = value
    form.submit(status=303)
    with office.site() as site:
        number = site.books["ban-sao"]["2026"].last_number
    for name in ("attest", "attestation"):
        office.as_(Role.CERTIFIER).get(f"/chung-thuc/ban-sao/2026/{number}/{name}", status=404)
