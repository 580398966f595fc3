"""The numbered slips of a dossier: printed by who may see it, and the same again whatever changes afterwards."""

import re
from dataclasses import replace

import pytest

from functional.test_papers_out import codes_in, received, text_of
from hcc.core.roles import Role
from hcc.dossiers import workflow
from populated import PopulatedOffice


@pytest.fixture(scope="module")
def made(shared_office):
    return PopulatedOffice(shared_office).ready()


@pytest.fixture(scope="module")
def office(shared_office):
    return shared_office


def line(pdf: bytes, folder) -> str:
    return " ".join(text_of(pdf, folder).split())


def dossier_at(site, path: str):
    return site.dossiers.get_by_token(path.split("/")[2])


def corrected(office, path: str, name: str) -> None:
    """The person gets another name."""
    with office.changing() as site:
        dossier = dossier_at(site, path)
        owner = replace(dossier.person, name=name)
        dossier.parties = replace(dossier.parties, owner=owner)
        site.dossiers.relist(dossier)


def test_a_request_for_papers_is_listed_printed_and_the_same_again(office, made, tmp_path):
    path = made.dossier(workflow.PROCESSING)
    handler, director = office.as_(Role.HANDLER), office.as_(Role.DIRECTOR)
    form = handler.get(f"{path}request_supplement").forms["form"]
    form["d0"], form["d0_note"] = "other", "Chưa ký tên ở trang 2"
    form.submit(status=303)
    page = director.get(path)
    page.mustcontain("/PBS-HDHS", "slip?n=1", "Hai liên trên một tờ A4")
    printed = director.get(f"{path}slip?n=1")
    assert printed.content_type == "application/pdf"
    read = line(printed.body, tmp_path)
    assert "PHIẾU YÊU CẦU" in read
    assert "Chưa ký tên ở trang 2" in read
    assert "NGƯỜI HƯỚNG DẪN" in read
    corrected(office, path, "Tên Khác Hẳn")
    assert director.get(f"{path}slip?n=1").body == printed.body
    both = director.get(f"{path}slip?n=1&copies=2").body
    assert line(both, tmp_path).count("Chưa ký tên ở trang 2") == 2
    assert "Liên 2: giao người nộp." in line(both, tmp_path)


@pytest.mark.parametrize(
    ("state", "role", "act", "typed", "read"),
    [
        (
            workflow.SUBMITTED,
            Role.RECEIVER,
            "refuse",
            {"reason": "Nộp tại xã Mẫu Hạ."},
            ("PHIẾU TỪ CHỐI", "không tiếp nhận", "Nộp tại xã Mẫu Hạ.", "NGƯỜI TIẾP NHẬN HỒ SƠ"),
        ),
        (
            workflow.PROCESSING,
            Role.APPROVER,
            "extend",
            {"reason": "Chờ xác minh nơi cư trú cũ.", "until": "01/12/2026"},
            ("VĂN BẢN XIN LỖI", "Chờ xác minh nơi cư trú cũ.", "Thời gian trả kết quả mới", "ngày 01/12/2026"),
        ),
        (
            workflow.PROCESSING,
            Role.APPROVER,
            "stop",
            {"reason": "Hai nơi cùng giải quyết.", "basis": "Điều 19 Nghị định số 61/2018/NĐ-CP"},
            ("DỪNG GIẢI QUYẾT HỒ SƠ", "Hai nơi cùng giải quyết.", "Điều 19 Nghị định số 61/2018/NĐ-CP"),
        ),
    ],
)
def test_each_act_that_takes_a_slip_keeps_what_it_says(office, made, tmp_path, state, role, act, typed, read):
    path = made.dossier(state)
    form = office.as_(role).get(f"{path}{act}").forms["form"]
    for name, value in typed.items():
        form[name] = value
    form.submit(status=303)
    director = office.as_(Role.DIRECTOR)
    printed = director.get(f"{path}slip?n=1").body
    said = line(printed, tmp_path)
    assert [one for one in read if one not in said] == []
    corrected(office, path, "Tên Khác Hẳn")
    assert director.get(f"{path}slip?n=1").body == printed


@pytest.mark.parametrize("asked", ["2", "0", "-1", "x", "", "%C2%B2", "99999999999"])
def test_a_slip_there_is_not_is_no_page(office, made, asked):
    office.as_(Role.DIRECTOR).get(f"{made.stopped}slip?n={asked}", status=404)


def test_control_slip_and_cover_tell_where_the_papers_are(office, made, tmp_path):
    path = made.dossier(workflow.PROCESSING)
    receiver = office.as_(Role.RECEIVER)
    form = receiver.get(f"{path}hand_over").forms["form"]
    form["to"], form["cabinet"] = "Phòng Văn hóa - Xã hội", "Tủ 2"
    form.submit(status=303)
    slip = line(receiver.get(f"{path}control_slip").body, tmp_path)
    assert "QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ" in slip
    assert "Nhận xử lý" in slip
    assert "Tủ 2" in slip
    cover = receiver.get(f"{path}cover").body
    assert "BÌA HỒ SƠ" in line(cover, tmp_path)
    assert codes_in(cover, tmp_path) == [made.number_of(path)]


def test_both_copies_of_a_receipt_stand_on_one_sheet(office, made, tmp_path):
    both = office.as_(Role.RECEIVER).get(f"{made.received}receipt?copies=2").body
    read = line(both, tmp_path)
    assert read.count("Hẹn trả kết quả:") == 2
    assert "Liên 1: lưu tại Trung tâm." in read
    assert "Liên 2: giao người nộp." in read


def test_a_result_is_a_draft_until_decided_and_then_stays_what_it_said(office, made, tmp_path):
    awaiting = made.dossier(workflow.AWAITING_APPROVAL)
    approver, director = office.as_(Role.APPROVER), office.as_(Role.DIRECTOR)
    draft = line(approver.get(f"{awaiting}result").body, tmp_path)
    assert "DỰ THẢO" in draft
    assert "Số: …" in draft
    approver.post(f"{awaiting}approve", status=303)
    printed = director.get(f"{awaiting}result").body
    read = line(printed, tmp_path)
    assert "DỰ THẢO" not in read
    assert "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN" in read.upper()
    assert "Nơi nhận" in read
    assert "result?n=1" in director.get(awaiting).text
    corrected(office, awaiting, "Tên Khác Hẳn")
    assert director.get(f"{awaiting}result").body == printed
    director.get(f"{awaiting}result?n=2", status=404)


def test_a_declined_dossier_has_the_refusal_as_its_result(office, made, tmp_path):
    path = made.dossier(workflow.PROCESSING)
    form = office.as_(Role.HANDLER).get(f"{path}submit_for_approval").forms["form"]
    form["outcome"], form["text"] = "declined", "Không đủ điều kiện theo Điều 12."
    form.submit(status=303)
    office.as_(Role.APPROVER).post(f"{path}approve", status=303)
    director = office.as_(Role.DIRECTOR)
    read = line(director.get(f"{path}slip?n=1").body, tmp_path)
    assert "từ chối giải quyết" in read
    assert "Không đủ điều kiện theo Điều 12." in read
    director.get(f"{path}result", status=404)


def test_the_register_prints_every_dossier_received_in_the_period(office, made, tmp_path):
    number = made.number_of(made.received)
    receiver = office.as_(Role.RECEIVER)
    page = receiver.get("/ho-so/register?from=01/11/2026&to=30/11/2026")
    printed = receiver.get(page.html.select_one("a[data-key=i]")["href"])
    assert printed.content_type == "application/pdf"
    read = line(printed.body, tmp_path)
    assert "SỔ THEO DÕI HỒ SƠ" in read
    assert "Từ ngày 01/11/2026 đến ngày 30/11/2026" in read
    with office.site() as site:
        numbers = [one.reception_number for one in site.dossiers.all() if one.reception_number]
    assert number in numbers
    assert [one for one in numbers if one not in read] == []
    assert f"Cộng: {len(numbers)} hồ sơ." in read
    none = line(receiver.get("/ho-so/register.pdf?from=01/11/2025&to=02/11/2025").body, tmp_path)
    assert "Cộng: 0 hồ sơ." in none


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ("from=mai&to=", "“mai” không phải là ngày."),
        ("from=&to=31/02/2026", "“31/02/2026” không phải là ngày."),
        ("from=05/11/2026&to=04/11/2026", "Ngày cuối trước ngày đầu."),
        ("from=%00&to=%E2%80%AE", None),
        ("from=01/01/2000&to=31/12/9999", None),
    ],
)
def test_a_period_that_is_none_is_said(office, days, told):
    receiver = office.as_(Role.RECEIVER)
    page, paper = receiver.get(f"/ho-so/register?{days}"), receiver.get(f"/ho-so/register.pdf?{days}", status="*")
    assert paper.status_int == (409 if told else 200)
    if told:
        assert told in page.text
        assert told in paper.text


def test_what_is_found_wanting_later_stays_on_the_receipt(office, tmp_path):
    path = received(office)
    receiver = office.as_(Role.RECEIVER)
    printed = receiver.get(f"{path}receipt").body
    handler = office.as_(Role.HANDLER)
    handler.post(f"{path}process", status=303)
    form = handler.get(f"{path}request_supplement").forms["form"]
    form["d0"], form["d0_note"] = "missing", "Tờ khai không có trong hồ sơ"
    form.submit(status=303)
    assert receiver.get(f"{path}receipt").body == printed
    assert "Tờ khai cấp Giấy xác nhận" in line(printed, tmp_path)


def test_a_desk_opens_the_newest_paper_of_a_row_with_one_key(office, made):
    receiver = office.as_(Role.RECEIVER)
    asked = made.dossier(workflow.SUPPLEMENT_REQUESTED)
    assert receiver.get(f"{asked}print").location.endswith("/slip?n=1")
    assert receiver.get(f"{made.received}print").location.endswith("/receipt")
    office.as_(Role.GREETER).get(f"{made.draft}print", status=404)
    desk = office.as_(Role.HANDLER).get("/ban-lam-viec/xu-ly").html
    keyed = [a["href"] for a in desk.select("[data-rows] a[data-key=i]")]
    assert keyed
    assert len(desk.select("[data-rows] > tr")) == len(desk.select("[data-rows] .next a[data-act]")), "Enter goes on"
    assert all(re.fullmatch(r"/ho-so/[a-z2-7]{16}/print", one) for one in keyed)
