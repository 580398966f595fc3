"""What is typed into a dossier's forms is kept: as a draft, over an expired session, and when somebody was faster."""

import pytest

from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.dossiers.operations.prepare import prepare
from hcc.dossiers.people import Person
from hcc.dossiers.resources import Verdict
from office import LOGINS, Office
from office import Person as Someone
from populated import PopulatedOffice


@pytest.fixture
def made(office) -> PopulatedOffice:
    return PopulatedOffice(office)


@pytest.fixture
def greeter(office) -> Someone:
    return office.as_(Role.GREETER)


def token_of(dossier: str) -> str:
    return dossier.split("/")[2]


def people_of(office: Office, dossier: str):
    with office.site() as site:
        return site.dossiers.get_by_token(token_of(dossier)).person


def keep(someone: Someone, dossier: str, **fields: str):
    """What the page's script sends while somebody types."""
    form = someone.get(f"{dossier}prepare").forms["form"]
    for name, value in fields.items():
        form[name] = value
    return someone.browser.post(f"{dossier}prepare_keep", form.submit_fields())


# The draft


def test_what_is_typed_is_kept_by_itself_and_nothing_of_it_is_written_down_yet(office, made, greeter):
    dossier = made.dossier(papers=False)
    assert keep(greeter, dossier, phone="0911 111 111", c0="wrong").json == {"at": "9:12"}
    page = greeter.get(f"{dossier}prepare")
    assert "Đã lưu nháp lúc 9:12" in page.html.select_one("[data-draft]").text
    form = page.forms["form"]
    assert (form["phone"].value, form["c0"].value) == ("0911111111", "wrong")
    with office.site() as site:
        one = site.dossiers.get_by_token(token_of(dossier))
        assert [record.what for record in one.chain] == ["greet"]
        assert one.person.phone == ""
    form["c0_note"] = "Chưa ký."
    form.submit("save", status=303)
    assert people_of(office, dossier).phone == "0911111111"
    assert "Đã lưu nháp" not in greeter.get(f"{dossier}prepare").html.select_one("[data-draft]").text


def test_keeping_twice_is_keeping_once(office, made, greeter):
    dossier = made.dossier(papers=False)
    form = greeter.get(f"{dossier}prepare").forms["form"]
    form["phone"] = "0911111111"
    fields = form.submit_fields()
    assert [greeter.browser.post(f"{dossier}prepare_keep", fields).json for _ in range(2)] == [{"at": "9:12"}] * 2
    form.submit("save", status=303)
    assert people_of(office, dossier).phone == "0911111111", "the key of the form was not used up"


def test_a_draft_needs_the_token_of_its_form(made, greeter):
    dossier = made.dossier(papers=False)
    greeter.browser.post(f"{dossier}prepare_keep", {"phone": "0911111111"}, status=400)
    assert greeter.get(f"{dossier}prepare").forms["form"]["phone"].value == ""


def test_without_scripts_a_button_keeps_the_draft_however_unfinished_it_is(office, made, greeter):
    dossier = made.dossier(papers=False)
    form = greeter.get(f"{dossier}prepare").forms["form"]
    form["birth"] = "31/02/1990"
    page = form.submit("keep", status=200)
    assert "Đã lưu nháp lúc 9:12" in page.html.select_one("[data-draft]").text
    assert not page.html.select("[data-error-summary]")
    assert page.forms["form"]["birth"].value == "31/02/1990"
    assert greeter.get(f"{dossier}prepare").forms["form"]["birth"].value == "31/02/1990"
    form = page.forms["form"]
    form["birth"] = "28/02/1990"
    form.submit("save", status=303)
    assert people_of(office, dossier).birth == "28/02/1990"


def test_a_draft_is_hers_alone_and_can_be_given_up(office, made, greeter):
    dossier = made.dossier()
    keep(greeter, dossier, phone="0911111111")
    assert office.as_(Role.RECEIVER).get(f"{dossier}prepare").forms["form"]["phone"].value == "0900000000"
    greeter.post(f"{dossier}prepare_give_up", status=303)
    assert greeter.get(f"{dossier}prepare").forms["form"]["phone"].value == "0900000000"


def test_a_form_too_long_to_be_kept_says_so(made, greeter):
    dossier = made.dossier(papers=False)
    assert keep(greeter, dossier, c0_note="x" * 70_000).json == {"at": ""}


def test_a_draft_survives_the_end_of_the_session(office, made, greeter):
    dossier = made.dossier(papers=False)
    keep(greeter, dossier, phone="0911111111")
    office.later(minutes=61)
    asked = greeter.get(f"{dossier}prepare", status=303)
    form = greeter.get(asked.location).forms["form"]
    form["login"], form["password"] = LOGINS[Role.GREETER], "an-mau-chay-thu"
    back = form.submit(status=303)
    assert back.location.endswith(f"{dossier}prepare")
    assert greeter.get(back.location).forms["form"]["phone"].value == "0911111111"


def test_what_was_sent_after_the_session_ended_is_saved_after_signing_in(office, made, greeter):
    dossier = made.dossier(papers=False)
    form = greeter.get(f"{dossier}prepare").forms["form"]
    form["phone"] = "0911111111"
    office.later(minutes=61)
    page = form.submit("save", status=403, headers={"Origin": "http://localhost"})
    greeter.sign_in(LOGINS[Role.GREETER])
    again = page.forms[0].submit(status=400)
    again.forms[0].submit(status=303)
    assert people_of(office, dossier).phone == "0911111111"


# Two officials on one dossier


def changed_by_the_receiver(office: Office, dossier: str, person: Person, **more) -> None:
    with office.changing() as site:
        one = site.dossiers.get_by_token(token_of(dossier))
        prepare(one, person=person, **more, act=Act(LOGINS[Role.RECEIVER], office.now))


def rows(page) -> dict[str, list[str]]:
    table = page.html.select("main .note.warn tbody tr")
    return {row.th.text: [" ".join(cell.get_text(" ").split()) for cell in row.select("td")] for row in table}


OTHER = Person("Trần Thị Đổi", "025190000000", "01/01/1990", "0900000009", address="xóm Mẫu, xã An Mẫu")


def test_the_later_one_sees_field_by_field_what_changed_and_keeps_her_text(office, made, greeter):
    dossier = made.dossier()
    form = greeter.get(f"{dossier}prepare").forms["form"]
    form["address"], form["c0"], form["submitter_name"] = "thôn Mới", "wrong", "Lê Thị Nộp Hộ"
    changed_by_the_receiver(office, dossier, OTHER, verdicts={0: Verdict.COMPARED})
    page = form.submit("save", status=409)
    told = rows(page)
    assert told["Họ và tên"][0] == "Trần Thị Đổi người khác vừa ghi"
    assert told["Điện thoại"][0] == "0900000009 người khác vừa ghi"
    assert told["Nơi ở hiện nay"] == ["xóm Mẫu, xã An Mẫu", "thôn Mới"], "her own change is no news"
    assert told["Tờ khai cấp Giấy xác nhận tình trạng hôn nhân"] == ["Đã đối chiếu bản chính người khác vừa ghi", "Sai"]
    assert not any("Nộp Hộ" in " ".join(cells) for cells in told.values()), "what she alone filled in is no difference"
    form = page.forms["form"]
    assert (form["address"].value, form["c0"].value) == ("thôn Mới", "wrong")
    form.submit("save", status=303)
    assert people_of(office, dossier).address == "thôn Mới"


def test_a_draft_opened_again_says_what_changed_meanwhile(office, made, greeter):
    dossier = made.dossier()
    keep(greeter, dossier, address="thôn Mới")
    assert rows(greeter.get(f"{dossier}prepare")) == {}
    changed_by_the_receiver(office, dossier, OTHER)
    page = greeter.get(f"{dossier}prepare")
    assert rows(page)["Họ và tên"][0] == "Trần Thị Đổi người khác vừa ghi"
    assert page.forms["form"]["address"].value == "thôn Mới"


def test_a_correction_meets_a_correction(office, made):
    dossier = made.dossier(workflow.PROCESSING)
    first, second = (office.as_(Role.RECEIVER).get(f"{dossier}correct").forms["form"] for _ in range(2))
    first["reason"], first["phone"] = "Ghi nhầm số.", "0912 345 678"
    first.submit(status=303)
    second["reason"], second["birth"] = "Ghi nhầm ngày.", "02/01/1990"
    page = second.submit(status=409)
    told = rows(page)
    assert told["Điện thoại"] == ["0912345678 người khác vừa ghi", "0900000000"]
    assert told["Ngày sinh"] == ["01/01/1990", "02/01/1990"]
    assert page.forms["form"]["reason"].value == "Ghi nhầm ngày."


def test_every_other_form_says_who_did_what(office, made):
    dossier = made.dossier(workflow.PROCESSING)
    handler = office.as_(Role.HANDLER)
    form = handler.get(f"{dossier}appraise").forms["form"]
    form["eligible"], form["opinion"] = "yes", "Đủ điều kiện."
    handler.fill(f"{dossier}record_external_work", system="Hộ tịch", number="25/2026")
    page = form.submit(status=409)
    assert "ghi việc đã làm trong hệ thống khác" in page.html.select_one("main .note.warn .bullets").text
    assert page.forms["form"]["opinion"].value == "Đủ điều kiện."


# The identity card


CARD = "025190000000||Nguyễn Thị Mẫu|01011990|Nữ|Xóm Mẫu, Xã An Mẫu, Phú Mẫu|02022022"


def test_a_card_is_read_into_the_form_and_nothing_of_its_code_stays(office, made, greeter):
    dossier = made.dossier(papers=False)
    form = greeter.get(f"{dossier}prepare").forms["form"]
    form["scan"], form["phone"], form["name"] = CARD, "0911111111", ""
    page = form.submit("read")
    assert "|01011990|" not in page.text
    filled = page.forms["form"]
    shown = [filled[name].value for name in ("citizen_number", "name", "birth", "gender", "phone", "id_issued", "scan")]
    assert shown == ["025190000000", "Nguyễn Thị Mẫu", "01/01/1990", "female", "0911111111", "02/02/2022", ""]
    assert people_of(office, dossier).citizen_number == ""
    filled.submit("save", status=303)
    assert people_of(office, dossier).citizen_number == "025190000000"


def test_a_code_of_something_else_is_shown_in_pieces(made, greeter):
    form = greeter.get(f"{made.dossier(papers=False)}prepare").forms["form"]
    form["scan"], form["phone"] = "XIN|CHAO|123", "0911111111"
    page = form.submit("read")
    note = page.html.select_one("main [data-card]")
    assert not note.has_attr("hidden")
    assert "XIN" in note.text
    assert page.forms["form"]["phone"].value == "0911111111"


def test_a_code_that_was_not_read_hinders_nothing_and_is_kept_nowhere(office, made, greeter):
    dossier = made.dossier(papers=False)
    assert keep(greeter, dossier, scan="bí mật", phone="0911111111").json == {"at": "9:12"}
    page = greeter.get(f"{dossier}prepare")
    assert "bí mật" not in page.text
    assert page.html.select_one("main [data-card]").has_attr("hidden")
    form = page.forms["form"]
    form["scan"] = "bí mật"
    form.submit("save", status=303)
    assert people_of(office, dossier).phone == "0911111111"


def test_enter_in_another_field_saves(office, made, greeter):
    """Without scripts the first button of the form is pressed: that of the scanner's field, which stands empty."""
    dossier = made.dossier(papers=False)
    form = greeter.get(f"{dossier}prepare").forms["form"]
    form["phone"] = "0911111111"
    form.submit("read", status=303)
    assert people_of(office, dossier).phone == "0911111111"


def test_papers_brought_later_ask_for_no_card(office, made):
    page = office.as_(Role.RECEIVER).get(f"{made.dossier('supplement_requested')}prepare")
    assert not page.html.select("[data-scan], [data-card]")
