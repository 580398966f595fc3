"""Every act upon a dossier as the person who does it, and every way it is refused."""

import pytest

from functional.refusing import everyone_at_work, nothing_changes, refused, typed
from hcc.accounts.operations.officials import add_official
from hcc.accounts.passwords import Passwords
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.dossiers import workflow
from populated import COPY, MARRIAGE, PopulatedOffice

OVERTAKEN = "Người khác vừa làm việc này nên bây giờ không làm được nữa."
COUNTER = "/ban-lam-viec/tiep-nhan/counter"
STALE = "vừa sửa hồ sơ này sau khi bạn mở."


@pytest.fixture(scope="module")
def office(shared_office):
    """One office for the module; a second official of each role sits beside the first."""
    with shared_office.changing() as site:
        for role in (Role.RECEIVER, Role.HANDLER, Role.APPROVER):
            add_official(
                site.accounts,
                login=f"{role}2",
                name="Người Thứ Hai",
                job_title="Cán bộ",
                roles={role},
                password_hash=Passwords(64).hash("an-mau-chay-thu"),
                act=Act("system", shared_office.now),
            )
    for login in ("receiver2", "handler2", "approver2"):
        shared_office.as_(login)
    return everyone_at_work(shared_office)


@pytest.fixture(scope="module")
def made(office):
    return PopulatedOffice(office).ready()


def state_of(office, dossier: str) -> str:
    with office.site() as site:
        return site.dossiers.get_by_token(dossier.split("/")[2]).state


def open_form(person, path: str, **fields: str):
    """The form of a page, filled in and not yet sent."""
    form = person.get(path).forms["form"]
    for name, value in fields.items():
        form[name] = value
    return form


# Greeting


def test_greeter_types_a_procedure_nobody_knows(office):
    form = open_form(
        office.as_(Role.GREETER), "/ban-lam-viec/tiep-don", procedure="xyzzy qwrtp", name="Trần Văn Mẫu", guidance="Thẻ"
    )
    with nothing_changes(office):
        page = refused(form.submit(status=409), "Không có thủ tục nào khớp “xyzzy qwrtp”")
    assert typed(page)["procedure"] == "xyzzy qwrtp"
    assert (typed(page)["name"], typed(page)["guidance"]) == ("Trần Văn Mẫu", "Thẻ")


def test_before_receiving_it_stands_there_what_is_to_be_paid(office, made):
    receiver, shown = office.as_(Role.RECEIVER), {}
    for code in (COPY, MARRIAGE):
        for path in (f"{made.dossier(workflow.SUBMITTED, of=code)}receive", f"{COUNTER}?procedure={code}"):
            fees = receiver.get(path).html.select("#fee .body > p")
            shown.setdefault(code, []).append([" ".join(fee.get_text(" ").split()) for fee in fees])
    assert shown[COPY][0] == shown[COPY][1]
    assert shown[MARRIAGE][0] == shown[MARRIAGE][1]
    assert "2.000 đồng" in shown[COPY][0][0]


def test_greeter_types_words_that_several_procedures_share(office):
    form = open_form(office.as_(Role.GREETER), "/ban-lam-viec/tiep-don", procedure="đăng ký lại", name="Trần Văn Mẫu")
    with nothing_changes(office):
        page = refused(form.submit(status=409), "đăng ký lại")
    assert typed(page)["procedure"] == "đăng ký lại"


def test_greeter_types_nothing(office):
    form = open_form(office.as_(Role.GREETER), "/ban-lam-viec/tiep-don", name="Trần Văn Mẫu")
    with nothing_changes(office):
        page = refused(form.submit(status=422), "Hãy ghi thủ tục", status=422)
    assert typed(page)["name"] == "Trần Văn Mẫu"


def test_greeter_clicks_twice_and_begins_one_dossier(office):
    form = open_form(office.as_(Role.GREETER), "/ban-lam-viec/tiep-don", procedure=MARRIAGE, name="Bấm Hai Lần")
    first = form.submit(status=303)
    with nothing_changes(office):
        assert form.submit(status=303).location == first.location


# Preparing

PERSON = {"name": "Nguyễn Thị Mẫu", "citizen_number": "025190000000", "birth": "2/9/1990", "phone": "0900 000 000"}


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [
        ("citizen_number", "0251900000", "Số căn cước có 12 chữ số"),
        ("citizen_number", "không nhớ", "Số căn cước có 12 chữ số"),
        ("phone", "12345", "không phải số điện thoại"),
        ("birth", "31/2/1990", "31/2/1990"),
        ("birth", "hôm qua", "hôm qua"),
    ],
)
def test_greeter_mistypes_one_field_of_the_person(office, made, field, wrong, said):
    form = open_form(office.as_(Role.GREETER), f"{made.unprepared}prepare", **{**PERSON, field: wrong})
    with nothing_changes(office):
        page = refused(form.submit(status=409), said)
    assert typed(page)[field] == wrong
    assert typed(page)["name"] == "Nguyễn Thị Mẫu"
    broken = page.html.select_one(f'[name="{field}"]')
    assert broken["aria-invalid"] == "true"
    assert said in page.html.select_one(f"#{broken['aria-describedby'].split()[-1]}").get_text()


def test_greeter_mistypes_everything_and_is_told_all_at_once(office, made):
    form = open_form(
        office.as_(Role.GREETER),
        f"{made.unprepared}prepare",
        name="\u200b\u202e",
        citizen_number="1",
        phone="2",
        birth="3",
    )
    with nothing_changes(office):
        refused(form.submit(status=409), "12 chữ số", "ngày", "điện thoại")


def test_greeters_form_is_older_than_a_colleagues_change(office, made):
    dossier = made.dossier(papers=False)
    greeter, receiver = office.as_(Role.GREETER), office.as_(Role.RECEIVER)
    late = open_form(greeter, f"{dossier}prepare", **{**PERSON, "name": "Gõ Trước"})
    open_form(receiver, f"{dossier}prepare", **{**PERSON, "name": "Lưu Trước"}).submit(status=303)
    with nothing_changes(office):
        page = refused(late.submit(status=409), STALE)
    assert "Lê Thị Ví Dụ" in page.text, "she is told who it was"
    assert typed(page)["name"] == "Gõ Trước"
    page.forms["form"].submit(status=303)
    with office.site() as site:
        assert site.dossiers.get_by_token(dossier.split("/")[2]).person.name == "Gõ Trước", "she looked, then sent it"


def test_greeters_form_meets_a_dossier_that_went_on(office, made):
    dossier = made.dossier()
    late = open_form(office.as_(Role.GREETER), f"{dossier}prepare", **{**PERSON, "name": "Gõ Muộn"})
    office.as_(Role.RECEIVER).post(f"{dossier}submit", status=303)
    with nothing_changes(office):
        page = refused(late.submit(status=409), OVERTAKEN)
    assert typed(page)["name"] == "Gõ Muộn"


# Submitting


def test_greeter_passes_on_an_empty_dossier_and_reads_all_that_is_missing(office, made):
    dossier = made.dossier(papers=False)
    with office.site() as site:
        found = site.dossiers.get_by_token(dossier.split("/")[2])
        names = [component.name for component in found.record.components if component.required]
    assert len(names) > 1
    with nothing_changes(office):
        page = refused(office.as_(Role.GREETER).post(f"{dossier}submit", status=409))
    text = page.html.select_one("[data-error-summary]").get_text()
    assert [name for name in names if name not in text] == []


def test_greeter_passes_on_twice_from_two_windows(office, made):
    dossier, greeter = made.dossier(), office.as_(Role.GREETER)
    greeter.post(f"{dossier}submit", status=303)
    with nothing_changes(office):
        refused(greeter.post(f"{dossier}submit", status=409), OVERTAKEN)


def test_an_address_of_an_act_opens_the_dossier(office, made):
    """After a refusal the browser shows the act's own address; opening that again must lead somewhere."""
    for verb in ("submit", "process", "approve", "attach", "detach"):
        answer = office.as_(Role.GREETER).get(f"{made.draft}{verb}", status=303)
        assert answer.location.endswith(made.draft)


# Receiving


def test_two_receivers_receive_the_same_dossier(office, made):
    dossier = made.dossier(workflow.SUBMITTED)
    first, second = office.as_(Role.RECEIVER), office.as_("receiver2")
    late = open_form(second, f"{dossier}receive")
    open_form(first, f"{dossier}receive").submit(status=303)
    with nothing_changes(office):
        refused(late.submit(status=409), OVERTAKEN)
    with nothing_changes(office):
        refused(second.get(f"{dossier}receive", status=409), OVERTAKEN)


def test_receiver_clicks_twice_and_one_number_is_taken(office, made):
    dossier = made.dossier(workflow.SUBMITTED)
    form = open_form(office.as_(Role.RECEIVER), f"{dossier}receive")
    first = form.submit(status=303)
    with nothing_changes(office):
        assert form.submit(status=303).location == first.location


def test_receivers_form_is_older_than_a_colleagues_change(office, made):
    dossier = made.dossier(workflow.SUBMITTED)
    late = open_form(office.as_(Role.RECEIVER), f"{dossier}receive")
    open_form(office.as_("receiver2"), f"{dossier}prepare", address="xóm khác").submit(status=303)
    with nothing_changes(office):
        page = refused(late.submit(status=409), STALE)
    page.forms["form"].submit(status=303)
    assert state_of(office, dossier) == workflow.RECEIVED


def test_receiver_finds_a_paper_gone(office, made):
    dossier = made.dossier(workflow.SUBMITTED)
    receiver = office.as_(Role.RECEIVER)
    open_form(receiver, f"{dossier}prepare", c0="").submit(status=303)
    assert "Tờ khai" in receiver.get(f"{dossier}receive").html.select_one(".note.bad").get_text()
    with nothing_changes(office):
        refused(open_form(receiver, f"{dossier}receive").submit(status=409), "Còn thiếu")


@pytest.fixture(scope="module")
def without_limit(office) -> str:
    """A submitted dossier of a procedure whose time limit cannot be counted."""
    with office.site() as site:
        code = next(
            code
            for code, procedure in site.procedures.items()
            if not procedure.latest().record.time_limits and not procedure.latest().record.components
        )
    greeter = office.as_(Role.GREETER)
    begun = greeter.fill("/ban-lam-viec/tiep-don", procedure=code, name="Không Có Hạn").location
    dossier = begun.removesuffix("prepare").partition("localhost")[2]
    open_form(greeter, f"{dossier}prepare", **PERSON).submit(status=303)
    greeter.post(f"{dossier}submit", status=303)
    return dossier


def test_receiver_must_say_how_long_it_takes_where_no_rule_does(office, without_limit):
    receiver = office.as_(Role.RECEIVER)
    with nothing_changes(office):
        page = refused(open_form(receiver, f"{without_limit}receive").submit(status=409), "số ngày làm việc")
    assert page.html.select_one('[name="promised_days"]')["aria-invalid"] == "true"


@pytest.mark.parametrize("days", ["0", "-3", "1.5", "366", "1000000000", "1e400", "NaN", "ba ngày"])
def test_receiver_promises_what_nobody_can_promise(office, without_limit, days):
    form = open_form(office.as_(Role.RECEIVER), f"{without_limit}receive", promised_days=days)
    with nothing_changes(office):
        page = refused(form.submit(status=422), status=422)
    assert typed(page)["promised_days"] == days


def test_receiver_works_while_the_clock_is_behind(office, made):
    dossier = made.dossier(workflow.SUBMITTED)
    form = open_form(office.as_(Role.RECEIVER), f"{dossier}receive")
    office.later(days=-1)
    try:
        with nothing_changes(office):
            refused(form.submit(status=409), "Đồng hồ")
    finally:
        office.later(days=1)


# Refusing and sending back


@pytest.mark.parametrize("reason", ["", "   ", "\u200b\u202e"])
def test_receiver_refuses_without_a_reason(office, made, reason):
    form = open_form(office.as_(Role.RECEIVER), f"{made.submitted}refuse", reason=reason)
    with nothing_changes(office):
        page = refused(form.submit(status=409), "Hãy ghi lý do")
    assert page.html.select_one('[name="reason"]')["aria-invalid"] == "true"


def test_receiver_refuses_with_a_ready_sentence_and_her_own_words(office, made):
    dossier = made.dossier(workflow.SUBMITTED)
    receiver = office.as_(Role.RECEIVER)
    form = open_form(receiver, f"{dossier}refuse", reason="Nộp tại xã Mẫu Hạ.")
    ready = next(value for value, _, _ in form["ready"].options if value)
    form["ready"] = ready
    form.submit(status=303)
    with office.site() as site:
        found = site.dossiers.get_by_token(dossier.split("/")[2])
        assert found.refusal_reason == f"{ready}\nNộp tại xã Mẫu Hạ."
        assert found.slips[0].line.endswith("/PTC-HDHS")


def test_receiver_writes_a_reason_that_is_too_long(office, made):
    form = open_form(office.as_(Role.RECEIVER), f"{made.submitted}refuse", reason="dài " * 600)
    with nothing_changes(office):
        page = refused(form.submit(status=422), "quá dài", status=422)
    assert typed(page)["reason"].strip() == ("dài " * 600).strip()


def test_receiver_refuses_what_a_colleague_received(office, made):
    dossier = made.dossier(workflow.SUBMITTED)
    late = open_form(office.as_(Role.RECEIVER), f"{dossier}refuse", reason="Tờ khai chưa ký.")
    open_form(office.as_("receiver2"), f"{dossier}receive").submit(status=303)
    with nothing_changes(office):
        page = refused(late.submit(status=409), OVERTAKEN)
    assert typed(page)["reason"] == "Tờ khai chưa ký."


def test_approver_sends_back_without_a_reason(office, made):
    form = open_form(office.as_(Role.APPROVER), f"{made.awaiting}send_back")
    with nothing_changes(office):
        refused(form.submit(status=422), "Hãy ghi lý do", status=422)


# Processing and approving


def test_two_handlers_take_the_same_dossier_over(office, made):
    dossier = made.dossier(workflow.RECEIVED)
    first, second = office.as_(Role.HANDLER), office.as_("handler2")
    seen = second.get(dossier).html.select_one('form[action$="process"] [name="seen"]')["value"]
    first.post(f"{dossier}process", status=303)
    with nothing_changes(office):
        page = refused(second.post(f"{dossier}process", {"seen": seen}, status=409), OVERTAKEN)
    assert "Phạm Thị Thử" in page.text, "the page shows whose it is now"


def test_a_handler_proposes_a_result_for_a_colleagues_dossier(office, made):
    assert made.processing
    with nothing_changes(office):
        answer = office.as_("handler2").get(f"{made.processing}submit_for_approval", status="*")
        assert answer.status_int in (403, 404)
        answer = office.as_("handler2").post(
            f"{made.processing}submit_for_approval", {"outcome": "granted", "text": "Cấp"}, status="*"
        )
        assert answer.status_int in (403, 404)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"outcome": "declined", "text": ""}, 409),
        ({"outcome": "", "text": "Cấp giấy."}, 422),
        ({"outcome": "perhaps", "text": "Cấp giấy."}, 422),
        ({"outcome": "granted", "text": "\u200b"}, 409),
    ],
)
def test_handler_proposes_half_a_result(office, made, fields, status):
    handler = office.as_(Role.HANDLER)
    with nothing_changes(office):
        page = refused(handler.post(f"{made.processing}submit_for_approval", fields, status="*"), status=status)
    assert typed(page)["text"] == fields["text"]


def test_approver_approves_what_is_not_put_up(office, made):
    for dossier in (made.dossier(workflow.PROCESSING), made.resolved, made.returned):
        before = state_of(office, dossier)
        with nothing_changes(office):
            refused(office.as_(Role.APPROVER).post(f"{dossier}approve", status=409), OVERTAKEN)
        assert state_of(office, dossier) == before


def test_approver_approves_an_older_text_than_there_is(office, made):
    dossier = made.dossier(workflow.AWAITING_APPROVAL)
    first, second = office.as_(Role.APPROVER), office.as_("approver2")
    with office.site() as site:
        seen = str(site.dossiers.get_by_token(dossier.split("/")[2]).version)
    open_form(second, f"{dossier}send_back", reason="Thiếu căn cứ").submit(status=303)
    handler = office.as_(Role.HANDLER)
    handler.fill(f"{dossier}submit_for_approval", outcome="declined", text="Không đủ điều kiện.")
    with nothing_changes(office):
        refused(first.post(f"{dossier}approve", {"seen": seen}, status=409), STALE)
    assert state_of(office, dossier) == workflow.AWAITING_APPROVAL


# Returning


def test_returner_hands_over_to_nobody(office, made):
    dossier = made.dossier(workflow.RESOLVED)
    returner = office.as_(Role.RETURNER)
    form = open_form(returner, f"{dossier}return_result", to="", identified_by="", fee="10000", originals="Bản chính")
    with nothing_changes(office):
        page = refused(form.submit(status=422), "Hãy ghi người nhận", "Hãy ghi giấy tờ", status=422)
    assert (typed(page)["fee"], typed(page)["originals"]) == ("10000", "Bản chính")
    form = open_form(returner, f"{dossier}return_result", to="\u200b", identified_by="Thẻ căn cước", fee="0")
    with nothing_changes(office):
        refused(form.submit(status=409), "Hãy ghi")


@pytest.mark.parametrize("fee", ["1000000000", "mười nghìn", "1e9", "--", "-5000", "2.5", "NaN"])
def test_returner_takes_a_fee_that_is_none(office, made, fee):
    form = open_form(office.as_(Role.RETURNER), f"{made.resolved}return_result", to="An", identified_by="Thẻ", fee=fee)
    with nothing_changes(office):
        page = refused(form.submit(status=422), status=422)
    assert (typed(page)["to"], typed(page)["fee"]) == ("An", fee)


def test_returner_hands_over_twice(office, made):
    dossier = made.dossier(workflow.RESOLVED)
    returner = office.as_(Role.RETURNER)
    first = open_form(returner, f"{dossier}return_result", to="An", identified_by="Thẻ")
    second = open_form(returner, f"{dossier}return_result", to="Bình", identified_by="Giấy ủy quyền")
    first.submit(status=303)
    with nothing_changes(office):
        page = refused(second.submit(status=409), OVERTAKEN)
    assert typed(page)["to"] == "Bình"


# Who may not


@pytest.mark.parametrize(
    ("role", "verb", "state"),
    [
        (Role.GREETER, "receive", workflow.SUBMITTED),
        (Role.RECEIVER, "process", workflow.RECEIVED),
        (Role.HANDLER, "approve", workflow.AWAITING_APPROVAL),
        (Role.APPROVER, "return_result", workflow.RESOLVED),
    ],
)
def test_an_act_of_somebody_elses_role_is_not_to_be_seen(office, made, role, verb, state):
    dossier = made.dossier(state)
    with nothing_changes(office):
        answer = office.as_(role).post(f"{dossier}{verb}", status="*")
    assert answer.status_int in (403, 404)
    assert state_of(office, dossier) == state


@pytest.mark.parametrize("role", [Role.CATALOGUE_ADMINISTRATOR, Role.ADMINISTRATOR])
def test_administrators_do_not_learn_that_a_dossier_exists(office, made, role):
    person = office.as_(role)
    unknown = "/ho-so/aaaaaaaaaaaaaaaa/"
    for below in ("", "prepare", "receive", "receipt", "giay-to/1", "giay-to/1/page"):
        there = person.get(f"{made.submitted}{below}", status=404)
        not_there = person.get(f"{unknown}{below}", status=404)
        assert there.html.find("main").get_text() == not_there.html.find("main").get_text()
    with nothing_changes(office):
        person.post(f"{made.submitted}receive", status=404)


def test_a_stranger_is_asked_to_sign_in_and_learns_nothing(office, made):
    stranger = office.as_()
    answer = stranger.get(f"{made.submitted}receipt", status=303)
    assert answer.location.partition("localhost")[2].startswith("/dang-nhap?next=")
    with nothing_changes(office):
        stranger.post(f"{made.submitted}receive", status=403)


def test_a_receipt_is_not_printed_before_reception(office, made):
    for dossier in (made.draft, made.submitted, made.refused):
        office.as_(Role.RECEIVER).get(f"{dossier}receipt", status=404)
