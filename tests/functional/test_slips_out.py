"""The numbered slips of a dossier: printed by who may see it, and the same again whatever changes afterwards."""

import re
from dataclasses import replace
from urllib.parse import quote

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
    assert "Số: ...." in draft
    approver.post(f"{awaiting}approve", status=303)
    printed = director.get(f"{awaiting}result").body
    read = line(printed, tmp_path)
    assert "DỰ THẢO" not in read
    assert "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN" in read.upper()
    assert "KT. CHỦ TỊCH" in read
    assert "result?n=1" in director.get(awaiting).text
    corrected(office, awaiting, "Tên Khác Hẳn")
    assert director.get(f"{awaiting}result").body == printed
    director.get(f"{awaiting}result?n=2", status=404)


TITLE = "Giấy xác nhận tình trạng hôn nhân"


def propose(office, path: str, asked: str = "", **fields: str):
    form = office.as_(Role.HANDLER).get(f"{path}submit_for_approval{asked}").forms["form"]
    form["outcome"], form["text"] = "granted", "Đủ điều kiện."
    for name, value in fields.items():
        form[name] = value
    return form.submit(status="*")


def test_the_handler_fills_in_the_text_and_the_approver_sees_what_is_left_open(office, made, tmp_path):
    path = made.dossier(workflow.PROCESSING)
    form = office.as_(Role.HANDLER).get(f"{path}submit_for_approval").forms["form"]
    text = form["body"].value
    with office.changing() as site:
        owner = site.dossiers.get_by_token(path.split("/")[2]).person.name
    assert f"Họ, chữ đệm, tên: {owner}\n" in text
    written = text.replace("……(tình trạng hôn nhân)……", "Chưa kết hôn với ai 😀")
    assert propose(office, path, body=written).status_int == 303
    approver = office.as_(Role.APPROVER)
    approver.get(path).mustcontain("Còn chỗ trống: ", "mục đích sử dụng")
    assert "tình trạng hôn nhân," not in approver.get(path).text
    draft = line(approver.get(f"{path}result").body, tmp_path)
    assert "Tình trạng hôn nhân: Chưa kết hôn với ai □" in draft
    assert "DỰ THẢO" in draft
    approver.post(f"{path}approve", status=303)
    issued = approver.get(f"{path}result").body
    assert "Chưa kết hôn với ai" in line(issued, tmp_path)
    corrected(office, path, "Tên Khác Hẳn")
    assert office.as_(Role.DIRECTOR).get(f"{path}result").body == issued
    assert "Còn chỗ trống" not in office.as_(Role.DIRECTOR).get(path).text


def test_another_document_may_be_chosen_and_comes_back_with_its_words(office, made, tmp_path):
    path = made.dossier(workflow.PROCESSING)
    handler, approver = office.as_(Role.HANDLER), office.as_(Role.APPROVER)
    page = handler.get(f"{path}submit_for_approval")
    other = next(a["href"] for a in page.html.select(".side a") if a.text == "Văn bản trả lời")
    propose(office, path, "?" + other.partition("?")[2], body="Xin trả lời bà như sau: ……(lời báo)……")
    letter = line(approver.get(f"{path}result").body, tmp_path)
    assert "Kính gửi: " in letter
    assert "Xin trả lời bà như sau: Đủ điều kiện." in letter
    approver.fill(f"{path}send_back", reason="Sửa lại câu đầu.")
    again = handler.get(f"{path}submit_for_approval").forms["form"]
    assert again["body"].value == "Xin trả lời bà như sau: ……(lời báo)……"
    usual = handler.get(f"{path}submit_for_approval?result={quote(TITLE)}").forms["form"]["body"].value
    assert "Tình trạng hôn nhân" in usual
    again.submit(status=303)
    assert "Kính gửi" in line(approver.get(f"{path}result").body, tmp_path)


@pytest.mark.parametrize("asked", ["?result=", "?result=Thong+hanh", "?result=%00"])
def test_a_document_there_is_not_is_the_usual_one(office, made, asked):
    page = office.as_(Role.HANDLER).get(f"{made.processing}submit_for_approval{asked}")
    assert "Tình trạng hôn nhân" in page.forms["form"]["body"].value


def test_a_text_that_is_too_long_is_told_and_not_lost(office, made):
    page = propose(office, made.processing, body="Dài. " * 2_000)
    assert page.status_int == 422
    assert page.forms["form"]["body"].value.startswith("Dài. Dài.")


def test_a_result_that_is_attached_is_opened_as_it_is(office, made):
    path = made.dossier(workflow.PROCESSING, scanned=True)
    propose(office, path, file="1")
    page = office.as_(Role.APPROVER).get(path)
    page.mustcontain("giay-to/1", "Tệp đính kèm")
    assert "result?n=1" not in page.text


def test_a_paper_whose_words_were_not_kept_says_so(office, made, tmp_path):
    path, resolved = made.dossier(workflow.STOPPED), made.dossier(workflow.RESOLVED)
    director = office.as_(Role.DIRECTOR)
    with office.changing() as site:
        stopped, done = dossier_at(site, path), dossier_at(site, resolved)
        stopped.slips = tuple(replace(slip, said="") for slip in stopped.slips)
        done.results = tuple(replace(one, said='{"text": "của bản cũ"}') for one in done.results)
    told = "In lại theo dữ liệu hồ sơ đến ngày 23/11/2026."
    assert told in line(director.get(f"{path}slip?n=1").body, tmp_path)
    assert told in line(director.get(f"{resolved}result").body, tmp_path)


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


def test_the_receipt_says_how_long_the_law_allows_and_what_each_fee_is_for(office, made, tmp_path):
    receiver = office.as_(Role.RECEIVER)
    marriage = line(receiver.get(f"{made.dossier(workflow.RECEIVED)}receipt").body, tmp_path)
    assert "Thời gian giải quyết theo quy định: 3 ngày làm việc" in marriage
    spirits = line(receiver.get(f"{made.dossier(workflow.RECEIVED, of='2.000620')}receipt").body, tmp_path)
    assert "600.000 đồng / điểm, mỗi lần thẩm định (Tổ chức, doanh nghiệp); 200.000 đồng" in spirits
    assert "(Hộ, cá nhân)" in spirits


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
