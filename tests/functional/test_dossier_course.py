"""A dossier's way through the whole process, as the people of the office go it, and every way an act is refused."""

import io
import re
from datetime import timedelta

import pikepdf
import pytest

from functional.refusing import everyone_at_work, nothing_changes, refused, typed
from functional.test_dossier_acts import OVERTAKEN, STALE, open_form, state_of
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.dossiers.views.asking import ASKING
from office import LOGINS, Office, sample_pdf
from populated import PopulatedOffice


@pytest.fixture(scope="module")
def office(shared_office):
    return everyone_at_work(shared_office)


@pytest.fixture(scope="module")
def made(office):
    return PopulatedOffice(office)


@pytest.fixture(scope="module")
def strict(filled, tmp_path_factory):
    """An office whose clerk registers results, and whose codes come from the portal."""
    var = tmp_path_factory.mktemp("strict") / "var"
    office = Office(var, filled, dossier_code_source="external", clerk_registers="true", supplement_symbol="BS-AM")
    yield everyone_at_work(office)
    office.close()


def token_of(address: str) -> str:
    return re.search(r"/ho-so/([a-z2-7]{16})/", address)[1]


def dossier_of(office, address: str):
    with office.site() as site:
        return site.dossiers.get_by_token(token_of(address))


def words(page) -> str:
    return " ".join(page.html.find("main").get_text(" ").split())


def pdf_text(content: bytes) -> str:
    """The words of a PDF, as pdftotext would read them."""
    import subprocess

    with pikepdf.open(io.BytesIO(content)):
        pass
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True)
    return " ".join(read.stdout.decode().split())


# The whole way in an office with a clerk and the portal's codes


def test_from_the_door_to_the_hand_over_through_every_desk(strict):
    """Nguyễn Thị Mẫu comes with a paper that is not signed; each official does her part, nothing is done twice."""
    greeter, receiver, handler = strict.as_(Role.GREETER), strict.as_(Role.RECEIVER), strict.as_(Role.HANDLER)
    approver, clerk, returner = strict.as_(Role.APPROVER), strict.as_(Role.CLERK), strict.as_(Role.RETURNER)
    made = greeter.fill(
        "/ban-lam-viec/tiep-don", procedure="1.004873", name="Nguyễn Thị Mẫu", hamlet="xóm Mẫu", obstacle="papers"
    )
    dossier = f"/ho-so/{token_of(made.location)}/"
    form = greeter.get(f"{dossier}prepare").forms["form"]
    form["citizen_number"], form["birth"], form["gender"] = "025190000001", "5/3/1990", "female"
    form["no_phone"], form["contact_name"], form["contact_phone"] = True, "Trưởng xóm", "0912 345 678"
    form["c0"], form["c3"] = "passed", "seen_on_vneid"
    form.submit(status=303)
    greeter.post(f"{dossier}submit", status=303)
    receiver.fill(f"{dossier}receive")

    receipt = pdf_text(receiver.get(f"{dossier}receipt").body)
    assert "Số tiếp nhận tại Trung tâm: H44.99-261123-0001" in receipt
    assert "Mã hồ sơ" not in receipt
    assert "Điện thoại: 0912345678" in receipt
    receiver.fill(f"{dossier}set_dossier_code", code="H44.99.05-261123-7788")
    receipt = pdf_text(receiver.get(f"{dossier}receipt").body)
    assert "Mã hồ sơ: H44.99.05-261123-7788" in receipt
    assert "Số tiếp nhận tại Trung tâm: H44.99-261123-0001" in receipt

    receiver.fill(f"{dossier}hand_over", official=LOGINS[Role.HANDLER], cabinet="Tủ 2", compartment="Ngăn 7")
    receiver.fill(f"{dossier}assign", official=LOGINS[Role.HANDLER])
    form = handler.get(f"{dossier}request_supplement").forms["form"]
    unsigned = next(value for value, _, _ in form["d0"].options if value.startswith("Chưa ký"))
    form["d0"], form["d0_note"] = unsigned, "Ký ở trang 2."
    form["other"] = "Ảnh chân dung 4 x 6."
    form.submit(status=303)
    asked = dossier_of(strict, dossier)
    assert asked.slips[0].line == "01/BS-AM"
    assert asked.slips[0].details[1] == "Ảnh chân dung 4 x 6."
    page = words(receiver.get(dossier))
    assert "Tạm dừng tính thời hạn" in page
    assert f"{unsigned} Ký ở trang 2." in page

    strict.later(minutes=40)
    with nothing_changes(strict):
        refused(receiver.post(f"{dossier}supply", status=409), "Chưa đạt: Tờ khai")
    form = receiver.get(f"{dossier}prepare").forms["form"]
    assert "name" not in form.fields, "people stay as they were handed in"
    form["c0"] = "passed"
    form.submit(status=303)
    receiver.post(f"{dossier}supply", status=303)

    handler.fill(f"{dossier}consult", of="Công an xã", question="Nơi cư trú trước đây?", due="27/11/2026")
    handler.fill(f"{dossier}answer_consultation", opinion="Đã xác nhận.")
    form = handler.get(f"{dossier}appraise").forms["form"]
    form["eligible"], form["opinion"] = "yes", "Đủ điều kiện cấp."
    form.submit(status=303)
    handler.fill(f"{dossier}require_payment", amount="15.000", purpose="Lệ phí hộ tịch")
    assert receiver.get(f"{dossier}confirm_payment").forms["form"]["amount"].value == "15000"
    form = receiver.get(f"{dossier}confirm_payment").forms["form"]
    form["method"], form["receipt_number"] = "cash", "0034"
    form.submit(status=303)
    form = handler.get(f"{dossier}submit_for_approval").forms["form"]
    form["outcome"], form["text"], form["symbol"] = "granted", "Cấp Giấy xác nhận.", "GXN-UBND"
    form.submit(status=303)
    approver.post(f"{dossier}approve", status=303)
    assert "Đã phê duyệt, chờ vào sổ và đóng dấu" in words(clerk.get(dossier))
    form = clerk.get(f"{dossier}register_and_seal").forms["form"]
    assert (form["symbol"].value, form["day"].value) == ("GXN-UBND", "23/11/2026")
    form["number"] = "41"
    form.submit(status=303)
    form = returner.get(f"{dossier}announce_result").forms["form"]
    form["means"] = "hamlet"
    form.submit(status=303)
    returner.fill(f"{dossier}return_result", identified_by="Thẻ căn cước", fee="0")

    done = dossier_of(strict, dossier)
    assert (done.state, done.dossier_code) == ("returned", "H44.99.05-261123-7788")
    assert [(r.line, r.signer, r.sealed) for r in done.results] == [("41/GXN-UBND", "Trần Văn Mẫu", True)]
    assert [record.what for record in done.chain] == [
        "greet", "prepare", "submit", "receive", "set_dossier_code", "hand_over", "assign", "request_supplement",
        "prepare", "supply", "consult", "answer_consultation", "appraise", "require_payment", "confirm_payment",
        "submit_for_approval", "approve", "register_and_seal", "announce_result", "return_result",
    ]  # fmt: skip
    with strict.site() as site:
        assert site.dossiers.listing_faults() == []
        [given] = site.dossiers.guidance.between(strict.now - timedelta(days=1), strict.now + timedelta(days=1))
        assert (given.hamlet, given.obstacle, given.dossier_token) == ("xóm Mẫu", "papers", done.token)


def test_in_a_simple_office_the_approval_is_enough(office, made):
    """No clerk, own codes: taking over, proposing, approving and handing over, as before."""
    dossier = made.dossier(workflow.RECEIVED)
    office.as_(Role.HANDLER).post(f"{dossier}process", status=303)
    form = office.as_(Role.HANDLER).get(f"{dossier}submit_for_approval").forms["form"]
    form["outcome"], form["text"], form["number"], form["symbol"] = "granted", "Cấp giấy.", "12", "GXN-UBND"
    form.submit(status=303)
    office.as_(Role.APPROVER).post(f"{dossier}approve", status=303)
    office.as_(Role.RETURNER).fill(f"{dossier}return_result", identified_by="Thẻ căn cước")
    done = dossier_of(office, dossier)
    assert (done.state, done.dossier_code) == ("returned", done.reception_number)
    assert [(r.line, r.capacity) for r in done.results] == [("12/GXN-UBND", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))]


def test_a_declined_dossier_has_its_numbered_refusal(office, made):
    dossier = made.dossier(workflow.PROCESSING)
    form = office.as_(Role.HANDLER).get(f"{dossier}submit_for_approval").forms["form"]
    form["outcome"], form["text"] = "declined", "Không đủ điều kiện."
    form.submit(status=303)
    office.as_(Role.APPROVER).post(f"{dossier}approve", status=303)
    done = dossier_of(office, dossier)
    assert done.state == "resolved"
    assert done.results[0].title == "Phiếu từ chối tiếp nhận giải quyết hồ sơ"
    assert done.results[0].line == done.slips[0].line
    assert done.slips[0].line in words(office.as_(Role.RETURNER).get(dossier))


def test_the_result_file_is_added_by_the_handler_and_shown(office, made):
    dossier = made.dossier(workflow.PROCESSING)
    handler = office.as_(Role.HANDLER)
    handler.upload(dossier, sample_pdf(), name="giay-xac-nhan.pdf")
    form = handler.get(f"{dossier}submit_for_approval").forms["form"]
    form["outcome"], form["text"], form["file"] = "granted", "Cấp giấy.", "1"
    form.submit(status=303)
    office.as_(Role.APPROVER).post(f"{dossier}approve", status=303)
    assert dossier_of(office, dossier).results[0].file == 1
    with nothing_changes(office):
        handler.post(f"{dossier}detach", {"number": "1"}, status="*")


def test_who_is_granted_something_is_asked_to_come_unless_more_is_said(office, made):
    dossier = made.dossier(workflow.PROCESSING)
    handler, path = office.as_(Role.HANDLER), f"{dossier}submit_for_approval"
    with nothing_changes(office):
        refused(open_form(handler, path, outcome="declined").submit(status=409))
    open_form(handler, path, outcome="granted", number="12", symbol="GXN-UBND").submit(status=303)
    said = words(office.as_(Role.APPROVER).get(dossier))
    assert "Mời bạn đến Trung tâm nhận kết quả." in said
    assert "12/GXN-UBND" in said.replace(" ", "")
    assert "Người xử lý Phạm Thị Thử" in said


def test_what_was_sent_back_is_not_typed_again(office, made):
    dossier = made.dossier(workflow.PROCESSING, scanned=True)
    handler, path = office.as_(Role.HANDLER), f"{dossier}submit_for_approval"
    typed_once = {"outcome": "granted", "text": "Cấp giấy.", "number": "13", "symbol": "GXN-UBND", "file": "1"}
    open_form(handler, path, **typed_once).submit(status=303)
    open_form(office.as_(Role.APPROVER), f"{dossier}send_back", reason="Sai tên.").submit(status=303)
    form = open_form(handler, path)
    assert {name: form[name].value for name in typed_once} == typed_once
    form.submit(status=303)
    assert dossier_of(office, dossier).sent_back is None


def test_what_was_paid_is_not_taken_twice_and_what_was_given_back_is_shown(office, made):
    dossier = made.dossier(workflow.PAYMENT_REQUIRED)
    returner, path = office.as_(Role.RETURNER), f"{dossier}return_result"
    open_form(returner, f"{dossier}confirm_payment", method="cash", receipt_number="BL-7").submit(status=303)
    open_form(office.as_(Role.HANDLER), f"{dossier}submit_for_approval", outcome="granted").submit(status=303)
    office.as_(Role.APPROVER).post(f"{dossier}approve", status=303)
    assert re.search(r"Người dân đã nộp [\d.]+ đồng, biên lai BL-7. Không thu lại", words(returner.get(path)))
    open_form(returner, path, identified_by="Thẻ căn cước", fee="2000", originals="Sổ hộ khẩu").submit(status=303)
    said = words(returner.get(dossier))
    assert "Đã thu: 2.000 đồng" in said
    assert "Bản chính đã trả lại: Sổ hộ khẩu" in said


# People at the door


def test_somebody_sent_home_is_guided_and_nothing_is_begun(office):
    greeter = office.as_(Role.GREETER)
    with office.site() as site:
        begun = len(site.dossiers)
    form = greeter.get("/ban-lam-viec/tiep-don").forms["form"]
    form["procedure"], form["guidance"], form["obstacle"] = "1.004873", "Về lấy giấy ly hôn.", "papers"
    form["hamlet"], form["sent_home"] = "outside", True
    page = form.submit(status=303).follow()
    assert "Chưa lập hồ sơ" in page.text
    with office.site() as site:
        assert len(site.dossiers) == begun
        given = list(site.dossiers.guidance.between(office.now - timedelta(hours=1), office.now + timedelta(hours=1)))
        told = [(one.procedure, one.hamlet, one.obstacle, one.text) for one in given if not one.dossier_token]
        assert told == [("1.004873", "outside", "papers", "Về lấy giấy ly hôn.")]


def test_who_is_sent_home_is_told_something(office):
    form = office.as_(Role.GREETER).get("/ban-lam-viec/tiep-don").forms["form"]
    form["procedure"], form["sent_home"] = "1.004873", True
    with nothing_changes(office):
        page = refused(form.submit(status=409), "Hãy ghi đã hướng dẫn")
    assert typed(page)["procedure"] == "1.004873"


def test_a_volunteer_sees_the_draft_she_helps_with_and_no_other(office, made):
    helper = office.as_(Role.HELPER)
    begun = helper.fill("/ban-lam-viec/tiep-don", procedure="1.004873", name="Bà Mẫu")
    own, other = f"/ho-so/{token_of(begun.location)}/", made.dossier()
    form = helper.get(f"{own}prepare").forms["form"]
    with office.site() as site:
        assert form["helper"].value == site.accounts.get(LOGINS[Role.HELPER]).name
    form["phone"] = "0912 345 678"
    form.submit(status=303)
    helper.get(other, status=404)
    helper.get(made.dossier(workflow.RECEIVED), status=404)
    assert dossier_of(office, own).person.phone == "0912345678"


def test_somebody_comes_with_a_paper_of_authorisation(office, made):
    dossier = made.dossier(papers=True)
    greeter = office.as_(Role.GREETER)
    form = greeter.get(f"{dossier}prepare").forms["form"]
    form["proxy_name"], form["proxy_citizen_number"] = "Bùi Văn Thay", "12"
    with nothing_changes(office):
        page = refused(form.submit(status=409), "Số căn cước có 12 chữ số")
    assert page.html.select_one('[name="proxy_citizen_number"]')["aria-invalid"] == "true"
    assert not page.html.select_one('[name="citizen_number"]').get("aria-invalid")
    form = page.forms["form"]
    form["proxy_citizen_number"] = "025090000009"
    form.submit(status=303)
    with nothing_changes(office):
        refused(greeter.post(f"{dossier}submit", status=409), "Có người nộp thay cho")
    open_form(greeter, f"{dossier}prepare", authorisation="Giấy ủy quyền số 12").submit(status=303)
    greeter.post(f"{dossier}submit", status=303)
    office.as_(Role.RECEIVER).fill(f"{dossier}receive")
    receipt = pdf_text(office.as_(Role.RECEIVER).get(f"{dossier}receipt").body)
    assert receipt.count("Bùi Văn Thay") == 1, "the proxy signs"


def test_a_procedure_s_case_is_chosen_where_papers_hang_on_it(office, made):
    """Trợ cấp (1.010824) has no ordinary case: each has its own time limit."""
    dossier = made.dossier(of="1.010824", papers=False)
    greeter = office.as_(Role.GREETER)
    with nothing_changes(office):
        page = refused(greeter.post(f"{dossier}submit", status=409))
    assert "Hãy chọn trường hợp" in words(page)
    form = greeter.get(f"{dossier}prepare").forms["form"]
    form["case"] = next(value for value, _, _ in form["case"].options if value)
    form.submit(status=303)
    assert dossier_of(office, dossier).case
    with nothing_changes(office):
        page = refused(greeter.post(f"{dossier}submit", status=409))
    assert "Hãy chọn trường hợp" not in words(page)


# Asking for what is missing


def test_the_handler_asks_for_nothing(office, made):
    form = open_form(office.as_(Role.HANDLER), f"{made.processing}request_supplement", until="30/11/2026")
    with nothing_changes(office):
        page = refused(form.submit(status=409), "Hãy ghi ít nhất một giấy tờ")
    assert typed(page)["until"] == "30/11/2026"


def test_the_handler_says_wrong_and_not_what(office, made):
    form = open_form(office.as_(Role.HANDLER), f"{made.processing}request_supplement", d0="other")
    with nothing_changes(office):
        refused(form.submit(status=409), "Hãy ghi rõ Tờ khai")


def test_the_page_says_what_the_law_wants_of_a_list(office, made):
    handler = office.as_(Role.HANDLER)
    fresh = made.dossier(workflow.PROCESSING)
    assert "Pháp luật chỉ cho yêu cầu bổ sung một lần" in words(handler.get(f"{fresh}request_supplement"))
    late = made.dossier(workflow.PROCESSING)
    with office.changing() as site:
        site.dossiers.get_by_token(token_of(late)).received_at -= timedelta(days=7)
    assert "trong ba ngày làm việc" in words(handler.get(f"{late}request_supplement"))
    again = made.supplied()
    office.as_(Role.RECEIVER).post(f"{again}supply", status=303)
    assert "tính là quá hạn" in words(handler.get(f"{again}request_supplement"))
    assert "Hồ sơ hẹn trả" in words(office.as_(Role.DIRECTOR).get(f"{fresh}extend"))


def test_a_second_request_is_the_director_s(office, made):
    dossier = made.supplied()
    office.as_(Role.RECEIVER).post(f"{dossier}supply", status=303)
    handler, director = office.as_(Role.HANDLER), office.as_(Role.DIRECTOR)
    form = open_form(handler, f"{dossier}request_supplement", d0="missing", second_reason="Luật mới.")
    with nothing_changes(office):
        page = refused(form.submit(status=409), "Đã yêu cầu bổ sung một lần")
    assert typed(page)["second_reason"] == "Luật mới."
    form = open_form(director, f"{dossier}request_supplement", d0="missing")
    with nothing_changes(office):
        page = refused(form.submit(status=409), "Hãy ghi lý do phải yêu cầu bổ sung lần thứ hai")
    form = page.forms["form"]
    form["second_reason"] = "Luật mới."
    form.submit(status=303)
    found = dossier_of(office, dossier)
    assert (found.counts_as_overdue, found.supplements[1].by) == (True, LOGINS[Role.DIRECTOR])


def test_before_reception_the_counter_asks_and_takes_it_back(office, made):
    dossier = made.dossier(workflow.SUBMITTED)
    receiver = office.as_(Role.RECEIVER)
    open_form(receiver, f"{dossier}request_supplement", d0="missing").submit(status=303)
    assert state_of(office, dossier) == workflow.SUPPLEMENT_REQUESTED
    asked = dossier_of(office, dossier)
    assert asked.verdicts[0].verdict == "missing"
    assert asked.slips[0].details[0].endswith(": Chưa có trong hồ sơ, đề nghị nộp thêm.")
    open_form(receiver, f"{dossier}prepare", c0="passed").submit(status=303)
    receiver.post(f"{dossier}supply", status=303)
    assert state_of(office, dossier) == workflow.SUBMITTED


# Opinions


def test_an_official_who_is_asked_answers_and_is_led_back_to_her_own_work(office, made):
    dossier = made.dossier(workflow.CONSULTING)
    certifier, desk = office.as_(Role.CERTIFIER), "/ban-lam-viec/xu-ly"
    assert certifier.get(desk).html.select_one(f'.note a[href="{dossier}"]'), "she finds it on her desk"
    assert not office.as_(Role.HANDLER).get(desk).html.select_one(f'.note a[href="{dossier}"]'), "and nobody else does"
    assert "Giấy tờ kèm theo có đúng bản chính không?" in words(certifier.get(dossier))
    answer = open_form(certifier, f"{dossier}answer_consultation", opinion="Đúng bản chính.").submit(status=303)
    assert answer.location.endswith("/ban-lam-viec")
    certifier.get(dossier, status=404)
    assert not certifier.get(desk).html.select_one(f'.note a[href="{dossier}"]')
    with office.site() as site:
        assert site.dossiers.listing_faults() == []
    assert "Đúng bản chính." in words(office.as_(Role.HANDLER).get(dossier))


def test_an_opinion_is_asked_of_somebody_about_something_until_a_day(office, made):
    handler, path = office.as_(Role.HANDLER), f"{made.processing}consult"
    form = open_form(handler, path, due="20/11/2026")
    with nothing_changes(office):
        page = refused(form.submit(status=409))
    said = words(page)
    for part in ("Hãy chọn cán bộ được hỏi", "Hãy ghi nội dung cần hỏi", "Hạn trả lời đã qua"):
        assert part in said
    with nothing_changes(office):
        refused(open_form(handler, path, due="31/2/2027").submit(status=422), status=422)


def test_one_asks_others_and_finds_them_by_the_alphabet(office, made):
    form = open_form(office.as_(Role.HANDLER), f"{made.processing}consult")
    offered = [name for value, _, name in form["official"].options if value]
    assert offered
    assert not any(name.startswith("Phạm Thị Thử") for name in offered), "nobody asks herself"
    assert [name[0] for name in offered].index("Đ") < [name[0] for name in offered].index("H")


# Who has it


def test_the_director_gives_a_sick_colleague_s_dossier_to_another(office, made):
    dossier = made.dossier(workflow.PROCESSING)
    with office.changing() as site:
        site.dossiers.get_by_token(token_of(dossier)).handler = "nguoi-om"
    director, handler = office.as_(Role.DIRECTOR), office.as_(Role.HANDLER)
    assert handler.get(f"{dossier}submit_for_approval", status="*").status_int in (403, 404)
    form = open_form(director, f"{dossier}reassign", official=LOGINS[Role.HANDLER])
    with nothing_changes(office):
        refused(form.submit(status=409), "Hãy ghi lý do")
    open_form(director, f"{dossier}reassign", official=LOGINS[Role.HANDLER], reason="Nghỉ ốm.").submit(status=303)
    handler.get(f"{dossier}submit_for_approval", status=200)
    assert "chuyển cán bộ khác xử lý" in words(director.get(dossier))


def test_the_counter_assigns_nobody(office, made):
    form = open_form(office.as_(Role.RECEIVER), f"{made.dossier(workflow.RECEIVED)}assign")
    with nothing_changes(office):
        refused(form.submit(status=409), "Hãy chọn cán bộ xử lý")


def test_the_paper_is_handed_to_nobody(office, made):
    form = open_form(office.as_(Role.RECEIVER), f"{made.received}hand_over", cabinet="Tủ 2")
    with nothing_changes(office):
        page = refused(form.submit(status=409), "Hãy ghi bàn giao cho ai")
    assert typed(page)["cabinet"] == "Tủ 2"


# Times and ends


@pytest.mark.parametrize(
    ("fields", "said", "status"),
    [
        ({"until": "25/11/2026", "reason": "Xác minh."}, "", 409),
        ({"until": "28/11/2026", "reason": "Xác minh."}, "Trung tâm nghỉ", 409),
        ({"until": "04/12/2026"}, "Hãy ghi lý do", 409),
        ({"until": "", "reason": "Xác minh."}, "Hãy", 422),
    ],
)
def test_the_director_promises_a_day_that_cannot_be(office, made, fields, said, status):
    form = open_form(office.as_(Role.DIRECTOR), f"{made.processing}extend", **fields)
    with nothing_changes(office):
        page = refused(form.submit(status=status), status=status)
    assert typed(page)["until"] == fields["until"]


@pytest.mark.parametrize(
    ("verb", "role", "state", "fields", "wrong", "status"),
    [
        ("extend", Role.DIRECTOR, workflow.PROCESSING, {}, ["until", "reason"], 422),
        ("extend", Role.DIRECTOR, workflow.PROCESSING, {"until": "31/2/2027"}, ["until", "reason"], 422),
        ("extend", Role.DIRECTOR, workflow.PROCESSING, {"until": "28/11/2026"}, ["until", "reason"], 409),
        ("extend", Role.DIRECTOR, workflow.PROCESSING, {"until": "25/11/2026"}, ["until", "reason"], 409),
        ("extend", Role.DIRECTOR, workflow.PROCESSING, {"reason": "Xác minh."}, ["until"], 422),
        ("extend", Role.DIRECTOR, workflow.PROCESSING, {"ready": True}, ["until"], 422),
        ("stop", Role.APPROVER, workflow.PROCESSING, {}, ["reason", "basis"], 422),
        ("stop", Role.APPROVER, workflow.PROCESSING, {"ready": True}, ["basis"], 422),
        ("stop", Role.APPROVER, workflow.PROCESSING, {"basis": "Điều 17"}, ["reason"], 409),
        ("refuse", Role.RECEIVER, workflow.SUBMITTED, {}, ["reason"], 409),
    ],
)
def test_every_fault_of_a_form_with_ready_sentences_is_told_at_once(
    office, made, verb, role, state, fields, wrong, status
):
    form = open_form(office.as_(role), f"{made.dossier(state)}{verb}")
    for name, value in fields.items():
        form[name] = form[name].options[1][0] if value is True else value
    with nothing_changes(office):
        page = refused(form.submit(status=status), status=status)
    told = [name for name in ("until", "reason", "basis") if page.html.select(f"[name={name}][aria-invalid]")]
    assert told == wrong
    assert len(page.html.select("[data-error-summary] li")) == len(wrong)
    assert ("Hãy ghi lý do" in page.text) == ("reason" in wrong)


def test_a_later_day_is_promised_once_and_shown_with_its_apology(office, made):
    dossier = made.dossier(workflow.PROCESSING)
    director = office.as_(Role.DIRECTOR)
    form = open_form(director, f"{dossier}extend", until="4/12/2026", reason="Phải xác minh.")
    form.submit(status=303)
    page = words(director.get(dossier))
    assert "Văn bản xin lỗi" in page
    assert "4/12" in page.replace("04/12", "4/12")
    with nothing_changes(office):
        form = open_form(director, f"{dossier}extend", until="11/12/2026", reason="Chưa xong.")
        refused(form.submit(status=409), "Hồ sơ này đã hẹn lại một lần")


@pytest.mark.parametrize("state", [workflow.REFUSED, workflow.STOPPED])
def test_the_line_of_steps_says_where_a_dossier_ended(office, made, state):
    line = office.as_(Role.RECEIVER).get(made.dossier(state)).html.select_one("ol.steps")
    assert [one.get_text() for one in line.select(".ended .detail")] == ["dừng ở bước này"]
    assert not line.select(".now, [aria-current]")


def test_a_stop_needs_its_legal_basis(office, made):
    form = open_form(office.as_(Role.APPROVER), f"{made.processing}stop", reason="Trùng.")
    with nothing_changes(office):
        page = refused(form.submit(status=422), status=422)
    assert typed(page)["reason"] == "Trùng."


def test_a_dossier_wanted_back_goes_on_or_ends(office, made):
    receiver = office.as_(Role.RECEIVER)
    goes_on, ends = made.dossier(workflow.AWAITING_APPROVAL), made.dossier(workflow.SUBMITTED)
    for dossier in (goes_on, ends):
        open_form(receiver, f"{dossier}request_withdrawal", reason="Không cần nữa.").submit(status=303)
    open_form(receiver, f"{goes_on}decline_withdrawal", reason="Đổi ý.").submit(status=303)
    open_form(receiver, f"{ends}accept_withdrawal", given_back="Giấy khai sinh").submit(status=303)
    assert (state_of(office, goes_on), state_of(office, ends)) == (workflow.AWAITING_APPROVAL, workflow.STOPPED)
    with nothing_changes(office):
        refused(receiver.get(f"{ends}accept_withdrawal", status=409), OVERTAKEN)


# Correcting, codes


def test_a_correction_shows_what_stood_there_before(office, made):
    dossier = made.dossier(workflow.PROCESSING)
    receiver = office.as_(Role.RECEIVER)
    form = open_form(receiver, f"{dossier}correct", reason="Ghi nhầm số.", phone="0911 111 111")
    form.submit(status=303)
    assert "0900000000 → 0911111111" in words(receiver.get(dossier))
    form = open_form(receiver, f"{dossier}correct", reason="Xem lại.")
    with nothing_changes(office):
        refused(form.submit(status=409), "Chưa sửa gì")


def test_a_correction_of_nonsense_keeps_what_was_typed(office, made):
    form = open_form(office.as_(Role.RECEIVER), f"{made.processing}correct", reason="Sai.", citizen_number="123")
    with nothing_changes(office):
        page = refused(form.submit(status=409), "12 chữ số")
    assert typed(page)["citizen_number"] == "123"


@pytest.mark.parametrize(
    ("code", "said"),
    [("??", "Hãy dán mã"), ("HS2026/7788", "không giống mã hồ sơ"), ("H44.99-269999-0001", "không giống")],
)
def test_a_code_that_can_be_none_or_looks_odd(strict, code, said):
    made = PopulatedOffice(strict)
    form = open_form(strict.as_(Role.RECEIVER), f"{made.dossier(workflow.RECEIVED)}set_dossier_code", code=code)
    with nothing_changes(strict):
        page = refused(form.submit(status=409), said)
    assert typed(page)["code"] == code


def test_an_odd_code_is_entered_once_compared_and_found_by_the_search_box(strict):
    made, receiver = PopulatedOffice(strict), strict.as_(Role.RECEIVER)
    dossier = made.dossier(workflow.RECEIVED)
    open_form(receiver, f"{dossier}set_dossier_code", code="hs2026/0099", unusual=True).submit(status=303)
    found = receiver.get("/ban-lam-viec/tim?q=HS2026/0099", status="*")
    assert dossier in (found.location or found.text)
    other = open_form(receiver, f"{made.dossier(workflow.RECEIVED)}set_dossier_code", code="HS2026/0099", unusual=True)
    with nothing_changes(strict):
        refused(other.submit(status=409), "HS2026/0099 đã là mã")


# Two at one dossier


OF_THE_HANDLER = {
    "require_payment", "consult", "answer_consultation", "appraise", "record_external_work", "submit_for_approval",
    "pass_on",
}  # fmt: skip
STANDING = [
    ("hand_over", Role.RECEIVER, workflow.RECEIVED, {"to": "Phòng Kinh tế"}, "to"),
    ("appraise", Role.HANDLER, workflow.PROCESSING, {"eligible": "yes", "opinion": "Đủ."}, "opinion"),
    ("consult", Role.HANDLER, workflow.PROCESSING, {"of": "Công an xã", "question": "Ở đâu?", "due": "1/2/2027"}, "of"),
    ("stop", Role.APPROVER, workflow.PROCESSING, {"reason": "Trùng.", "basis": "Điều 17"}, "reason"),
    ("extend", Role.DIRECTOR, workflow.PROCESSING, {"until": "1/2/2027", "reason": "Xác minh."}, "reason"),
    ("correct", Role.RECEIVER, workflow.PROCESSING, {"reason": "Sai.", "phone": "0911111111"}, "phone"),
    ("register_and_seal", Role.CLERK, workflow.SEALING, {"number": "77", "symbol": "GXN-UBND"}, "number"),
    ("confirm_payment", Role.RECEIVER, workflow.PAYMENT_REQUIRED, {"method": "cash", "receipt_number": "9"},
     "receipt_number"),
    ("accept_withdrawal", Role.RECEIVER, workflow.WITHDRAWAL_REQUESTED, {"given_back": "Giấy khai sinh"},
     "given_back"),
    ("announce_result", Role.RETURNER, workflow.RESOLVED, {"means": "phone", "note": "Đã gọi"}, "note"),
    ("note_call", Role.RETURNER, workflow.RESOLVED, {"reached": "no", "note": "Máy bận"}, "note"),
    ("request_supplement", Role.HANDLER, workflow.PROCESSING, {"other": "Ảnh 4 x 6"}, "other"),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "role", "state", "fields", "kept"), STANDING, ids=[row[0] for row in STANDING])
def test_who_comes_second_is_told_who_was_first_and_keeps_what_she_typed(office, made, verb, role, state, fields, kept):
    dossier = made.dossier(state)
    late = open_form(office.as_(role), f"{dossier}{verb}", **fields)
    with office.changing() as site:
        found = site.dossiers.get_by_token(token_of(dossier))
        from hcc.core.act import Act

        found.chain.append(Act(LOGINS[Role.GREETER], office.now), "attach", number=0, sha256="")
    with nothing_changes(office):
        page = refused(late.submit(status=409), STALE)
    assert typed(page)[kept] == fields[kept]
    [summary] = page.html.select("main [data-error-summary]")
    assert "thay đổi sau khi" in page.html.select_one("main .note strong").text
    assert summary in page.html.select_one("main .note").find_all_previous(), "what is wrong comes first"
    page.forms["form"].submit(status=303)


NOT_HERS = [
    ("request_supplement", Role.RECEIVER, workflow.PROCESSING),
    ("assign", Role.HANDLER, workflow.RECEIVED),
    ("reassign", Role.HANDLER, workflow.PROCESSING),
    ("consult", Role.RECEIVER, workflow.PROCESSING),
    ("extend", Role.HANDLER, workflow.PROCESSING),
    ("stop", Role.RECEIVER, workflow.PROCESSING),
    ("register_and_seal", Role.HANDLER, workflow.SEALING),
    ("correct", Role.APPROVER, workflow.PROCESSING),
    ("confirm_payment", Role.HANDLER, workflow.PAYMENT_REQUIRED),
    ("accept_withdrawal", Role.HANDLER, workflow.WITHDRAWAL_REQUESTED),
    ("announce_result", Role.HANDLER, workflow.RESOLVED),
    ("note_call", Role.HANDLER, workflow.RESOLVED),
    *((verb, Role.AUDITOR, workflow.PROCESSING) for verb in ("extend", "stop", "correct", "hand_over", "appraise")),
]


@pytest.mark.parametrize(("verb", "role", "state"), NOT_HERS)
def test_an_act_that_is_somebody_else_s_is_not_done(office, made, verb, role, state):
    dossier = made.dossier(state)
    with nothing_changes(office):
        answer = office.as_(role).post(f"{dossier}{verb}", status="*")
    assert answer.status_int in (403, 404, 409)
    assert state_of(office, dossier) == (workflow.PROCESSING if state == workflow.SEALING else state)


DOERS = {
    verb: next(
        role
        for role in Role
        for state in (*workflow.WORKFLOW.states.values(), *workflow.WORKFLOW.variants.values())
        if act.permission in state.grants.get(role, ())
    )
    if verb not in OF_THE_HANDLER
    else Role.HANDLER
    for verb, act in ASKING.items()
}
"""Somebody whose act it is in some state."""


@pytest.mark.parametrize("standing", sorted([*workflow.WORKFLOW.states, *workflow.WORKFLOW.variants]))
def test_no_form_breaks_wherever_the_dossier_went_meanwhile(office, made, standing):
    """Opened, or sent with anything or nothing in it: an answer a person can read."""
    dossier = made.dossier(standing)
    for verb, role in DOERS.items():
        person = office.as_(role)
        assert person.get(f"{dossier}{verb}", status="*").status_int in (200, 403, 404, 409), verb
        for fields in (
            {},
            dict.fromkeys(("reason", "text", "number", "official", "amount", "due", "day", "code"), "x"),
        ):
            answer = person.post(f"{dossier}{verb}", fields, status="*")
            assert answer.status_int in (303, 403, 404, 409, 422), verb


def test_the_clerk_is_told_that_the_approver_took_it_back(office, made):
    dossier = made.dossier(workflow.SEALING)
    late = open_form(office.as_(Role.CLERK), f"{dossier}register_and_seal", number="91", symbol="GXN-UBND")
    open_form(office.as_(Role.APPROVER), f"{dossier}send_back", reason="Sai tên.").submit(status=303)
    with nothing_changes(office):
        refused(late.submit(status=409), OVERTAKEN)


def test_the_auditor_reads_every_dossier_and_is_offered_nothing(office, made):
    for state in (workflow.DRAFT, workflow.SUBMITTED, workflow.PROCESSING, workflow.RESOLVED, workflow.STOPPED):
        page = office.as_(Role.AUDITOR).get(made.dossier(state))
        assert not [link for link in page.html.select(".acts form")], state
        assert "Việc khác" not in words(page)
