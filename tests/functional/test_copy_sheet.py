"""The copy sheet: what the portal asks for, to be copied field by field, and the code brought back."""

from dataclasses import replace

import pytest

from hcc.core.calendar import LOCAL
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.dossiers.people import Parties, Person
from office import Office
from populated import PopulatedOffice


@pytest.fixture
def external(filled, tmp_path):
    """An office whose codes come from the portal."""
    office = Office(tmp_path / "var", filled, dossier_code_source="external")
    yield office
    office.close()


def received(office: Office) -> str:
    """The address of a received dossier whose code is not known yet."""
    dossier = PopulatedOffice(office).dossier(workflow.RECEIVED)
    with office.changing() as site:
        one = site.dossiers.get_by_token(dossier.split("/")[2])
        one.dossier_code = ""
        site.dossiers.relist(one)
    return dossier


def sheet(office: Office, dossier: str) -> dict[str, str]:
    page = office.as_(Role.RECEIVER).get(f"{dossier}copy_sheet")
    return {row.th.contents[0].strip(): row.td.get_text() for row in page.html.select("[data-copies] [data-rows] tr")}


def test_every_field_the_portal_asks_for_stands_in_a_row_of_its_own(external):
    dossier = received(external)
    with external.changing() as site:
        one = site.dossiers.get_by_token(dossier.split("/")[2])
        owner = replace(one.person, name="Nguyễn Thị Mẫu", gender="female", hamlet="xóm Mẫu", email="mau@example.vn")
        proxy = Person("Trần Văn Ví Dụ", "025085000001", phone="0911111111")
        one.parties = Parties(owner, proxy=proxy, authorisation="Giấy ủy quyền số 5")
        number, due = one.reception_number, one.due.moment
    shown = sheet(external, dossier)
    assert {
        "Mã thủ tục": "1.004873",
        "Mã định danh cơ quan": "H44.99",
        "Cách nộp": "Tại quầy",
        "Số tiếp nhận tại Trung tâm": number,
        "Ngày giờ hẹn trả": f"{due.astimezone(LOCAL):%d/%m/%Y %H:%M}",
        "Ngày sinh": "01/01/1990",
        "Giới tính": "Nữ",
        "Nơi ở hiện nay": "xóm Mẫu, xã An Mẫu",
        "Xóm, thôn": "xóm Mẫu",
        "Giấy ủy quyền": "Giấy ủy quyền số 5",
    }.items() <= shown.items()
    text = external.as_(Role.RECEIVER).get(f"{dossier}copy_sheet").html.select_one("[data-copies]").get_text(" ")
    for value in ("Nguyễn Thị Mẫu", "025190000000", "0900000000", "mau@example.vn", "Trần Văn Ví Dụ", "025085000001"):
        assert value in text


def test_what_is_not_known_says_so_and_offers_nothing_to_copy(external):
    dossier = received(external)
    page = external.as_(Role.RECEIVER).get(f"{dossier}copy_sheet")
    (row,) = [
        row for row in page.html.select("[data-copies] [data-rows] tr") if row.th.contents[0].strip() == "Giới tính"
    ]
    assert "Chưa có" in row.td.text
    assert not row.select("[data-copy]")


def test_the_code_is_pasted_back_on_the_same_page(external):
    dossier = received(external)
    receiver = external.as_(Role.RECEIVER)
    page = receiver.get(dossier)
    assert page.html.select("main .pairs a[href$=copy_sheet]"), "the dossier leads there while its code is missing"
    entering = receiver.get(f"{dossier}set_dossier_code")
    assert entering.html.select("main .side a[href$=copy_sheet]"), "and so does the page where it is entered"
    form = receiver.get(f"{dossier}copy_sheet").forms["form"]
    form["code"] = "mã gì đó"
    refused = form.submit(status=409)
    assert refused.forms["form"]["code"].value == "mã gì đó"
    form = receiver.get(f"{dossier}copy_sheet").forms["form"]
    form["code"] = " h44.99.05-261123-7788 "
    form.submit(status=303)
    with external.site() as site:
        assert site.dossiers.get_by_token(dossier.split("/")[2]).dossier_code == "H44.99.05-261123-7788"
    assert not receiver.get(dossier).html.select("main .pairs a[href$=copy_sheet]")


def test_an_office_that_gives_its_own_codes_has_nothing_to_copy(office):
    dossier = PopulatedOffice(office).dossier(workflow.RECEIVED)
    receiver = office.as_(Role.RECEIVER)
    assert "copy_sheet" not in receiver.get(dossier).text
    assert receiver.get(f"{dossier}copy_sheet", status=303).location.endswith(dossier)


@pytest.mark.parametrize("role", sorted([Role.GREETER, Role.APPROVER, Role.AUDITOR]))
def test_it_is_for_those_who_enter_the_code(external, role):
    dossier = received(external)
    assert external.as_(role).get(f"{dossier}copy_sheet", expect_errors=True).status_code in (403, 404)
    external.as_().get(f"{dossier}copy_sheet", status=303)
