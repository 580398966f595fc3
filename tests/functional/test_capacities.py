"""Who signs as what: administrators write capacities down, attestations carry them, an ended delegation refuses."""

import subprocess
from dataclasses import replace
from datetime import timedelta

import pytest

from functional.refusing import everyone_at_work, nothing_changes, refused
from hcc.core.roles import Role
from hcc.dossiers import workflow
from office import Office
from populated import SIGNER, PopulatedOffice

PATH = f"/quan-tri/can-bo/{SIGNER}/capacities"


@pytest.fixture
def office(filled, tmp_path):
    office = Office(tmp_path / "var", filled)
    yield everyone_at_work(office)
    office.close()


def give(office, status: int = 303, **fields: str):
    form = office.as_(Role.ADMINISTRATOR).get(PATH).forms["form"]
    today = office.now.date()
    usual = {
        "seat": "delegated",
        "first": f"{today:%d/%m/%Y}",
        "last": f"{today + timedelta(days=2):%d/%m/%Y}",
        "decision": "Quyết định số 12/QĐ-UBND ngày 03/11/2026",
        "title": "Công chức Tư pháp - Hộ tịch",
        "kinds": "chu-ky",
    }
    for name, value in {**usual, **fields}.items():
        if name == "kinds":
            for box in form.fields["checkbox"]:
                box.checked = box._value == value
        else:
            form[name] = value
    return form.submit(status=status)


def give_end(office) -> None:
    page = office.as_(Role.ADMINISTRATOR).get(PATH)
    [end] = [form for form in page.forms.values() if form.action.endswith("end_capacity")]
    end.submit(status=303)


def signature_form(office):
    form = office.as_(Role.CERTIFIER).get("/chung-thuc/signature").forms["form"]
    for name, value in {"name": "Nguyễn Thị Mẫu", "number": "025190000001", "title": "Đơn", "papers": "1"}.items():
        form[name] = value
    return form


def words(page) -> str:
    return " ".join(page.html.find("main").get_text(" ").split()).replace("\N{NO-BREAK SPACE}", " ")


def test_a_delegate_signs_by_the_decision_and_in_its_books_only(office):
    give(office)
    page = signature_form(office).submit(status=303).follow()
    pdf = page.forms["attestation"].submit(status=200).body
    said = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    said = " ".join(said.split())
    assert "TUQ. CHỦ TỊCH CÔNG CHỨC TƯ PHÁP - HỘ TỊCH" in said
    assert "theo Quyết định số 12/QĐ-UBND ngày 03/11/2026" in said
    assert "KT. CHỦ TỊCH" not in said
    copies = office.as_(Role.CERTIFIER).get("/chung-thuc/visit").forms["form"]
    assert SIGNER not in [value for value, *_ in copies["signer"].options]


def test_an_ended_delegation_refuses_and_says_what_to_do(office):
    give(office)
    form = signature_form(office)
    last = office.now.date() - timedelta(days=1)
    with office.changing() as site:
        official = site.accounts[SIGNER]
        official.capacities = (replace(official.capacities[0], first=last - timedelta(days=9), last=last),)
    again = office.as_(Role.CERTIFIER).get("/chung-thuc/signature").forms["form"]
    assert SIGNER not in [value for value, *_ in again["signer"].options]
    with nothing_changes(office):
        page = refused(form.submit(status=422), status=422)
    assert f"đã hết ngày {last:%d/%m/%Y}" in words(page)
    assert "quyết định mới" in words(page)
    assert page.forms["form"]["title"].value == "Đơn"


@pytest.mark.parametrize(
    ("fields", "status", "words_of_it"),
    [
        ({"last": ""}, 409, "ngày cuối"),
        ({"decision": ""}, 409, "quyết định"),
        ({"title": ""}, 409, "chức danh"),
        ({"kinds": ""}, 409, "loại việc"),
        ({"title": "TM. ỦY BAN NHÂN DÂN"}, 409, "TM."),
        ({"first": "31/02/2026"}, 422, "Ngày"),
    ],
)
def test_a_delegation_that_is_not_whole_is_asked_for_again(office, fields, status, words_of_it):
    with nothing_changes(office):
        page = refused(give(office, status, **fields), status=status)
    assert words_of_it.lower() in words(page).lower()
    kept = page.forms["form"]
    for name, value in fields.items():
        if name != "kinds":
            assert kept[name].value == value


def test_capacities_stay_in_sight_when_they_are_over(office):
    give(office)
    page = office.as_(Role.ADMINISTRATOR).get(PATH)
    assert "TUQ. CHỦ TỊCH / CÔNG CHỨC TƯ PHÁP - HỘ TỊCH" in words(page)
    give_end(office)
    page = office.as_(Role.ADMINISTRATOR).get(PATH)
    assert "12/QĐ-UBND" in words(page)
    assert not [form for form in page.forms.values() if form.action.endswith("end_capacity")]
    history = words(office.as_(Role.ADMINISTRATOR).get(f"/quan-tri/can-bo/{SIGNER}/"))
    assert "tư cách ký chứng thực" in history


@pytest.mark.parametrize("number", ["", "0", "99", "x", "1" * 400])
def test_what_is_no_capacity_is_not_ended(office, number):
    give(office)
    office.as_(Role.ADMINISTRATOR).post(f"/quan-tri/can-bo/{SIGNER}/end_capacity", {"number": number}, status=303)
    with office.site() as site:
        assert site.accounts[SIGNER].capacities[0].holds_on(office.now.date())


def test_lines_that_speak_for_the_committee_stand_on_no_attestation(office):
    with office.changing() as site:
        site.accounts[SIGNER].signing_capacity = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    page = signature_form(office).submit(status=303).follow()
    assert "TM." not in words(page)
    assert "CHỦ TỊCH" in words(page)


def test_desk_and_front_page_say_whether_certifications_are_signed_now(office):
    certifier = office.as_(Role.CERTIFIER)
    for page in (certifier.get("/chung-thuc"), office.as_().get("/")):
        assert "Đang ký chứng thực, đến 12:00, sau đó từ 13:30 đến 17:00" in words(page)
    assert "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH" in words(certifier.get("/chung-thuc"))
    give(office)
    for page in (certifier.get("/chung-thuc"), office.as_().get("/")):
        assert "Ngày đó không chứng thực bản sao." in words(page)
    with office.changing() as site:
        site.accounts[SIGNER].disabled = True
    for page in (certifier.get("/chung-thuc"), office.as_().get("/")):
        assert "ký chứng thực" not in words(page)


def test_nothing_is_signed_electronically_after_the_capacity_ended(office):
    line = PopulatedOffice(office).electronic_line()
    give(office, seat="chair", last="", decision="", title="")
    give_end(office)
    with nothing_changes(office):
        page = refused(office.as_(Role.APPROVER).post(f"{line}sign", status=409))
    assert "quyết định mới" in words(page)


def signed_as(office, path: str) -> tuple[str, ...]:
    """Above whose signature a proposal is approved now."""
    office.as_(Role.APPROVER).post(f"{path}approve", {"seen": str(seen_of(office, path))}, status=303)
    with office.site() as site:
        return site.dossiers[path.split("/")[2]].decision.signature.capacity


def seen_of(office, path: str) -> int:
    with office.site() as site:
        return site.dossiers[path.split("/")[2]].version


def test_a_result_bears_the_seat_of_the_day_on_which_it_is_approved(office):
    made = PopulatedOffice(office)
    first, second = (made.dossier(workflow.AWAITING_APPROVAL) for _ in range(2))
    tomorrow = office.now.date() + timedelta(days=1)
    give(office, seat="chair", first=f"{tomorrow:%d/%m/%Y}", last="", title="", decision="", kinds="")
    before = signed_as(office, first)
    assert before != ("CHỦ TỊCH",)
    office.later(days=1)
    office._people.clear()
    assert signed_as(office, second) == (*(line for line in before if line.startswith("TM.")), "CHỦ TỊCH")
