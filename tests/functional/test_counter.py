"""The counter without scripts: one form in one page, read, shown again and received."""

import pytest

from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.dossiers.operations.prepare import prepare
from hcc.dossiers.people import Person
from office import LOGINS
from populated import COPY, MARRIAGE, PopulatedOffice

COUNTER = "/ban-lam-viec/tiep-nhan/counter"
NUMBER, NAME = "025190000000", "Nguyễn Thị Mẫu"
CARD = f"{NUMBER}||{NAME}|01011990|Nữ|Xóm Mẫu, Xã An Mẫu, Phú Mẫu|02022022"


@pytest.fixture
def made(office) -> PopulatedOffice:
    return PopulatedOffice(office)


@pytest.fixture
def receiver(office):
    return office.as_(Role.RECEIVER)


def typed(form, **fields: str):
    for name, value in fields.items():
        form[name] = value
    return form


def filled(receiver, procedure: str = MARRIAGE, *, at: str = COUNTER, tick: bool = True, **fields: str):
    """The counter's form with person, procedure and papers, as somebody without scripts fills it in."""
    form = receiver.get(at).forms["form"]
    if "procedure" in form.fields:
        form["procedure"] = procedure
        form = form.submit("choose").forms["form"]
    typed(form, **{"name": NAME, "citizen_number": NUMBER, "birth": "1/1/1990", "phone": "0900000000", **fields})
    if tick:
        for name in [name for name in form.fields if name and name.startswith("c") and name[1:].isdigit()]:
            form[name] = "passed"
    return form


def words(page, selector: str) -> list[str]:
    return [" ".join(one.get_text(" ").split()) for one in page.html.select(selector)]


def dossiers(office) -> list:
    with office.site() as site:
        return [(one.state, one.reception_number, one.person.name) for one in site.dossiers.all()]


def test_one_page_takes_a_dossier_in_and_opens_the_receipt(office, receiver):
    answer = filled(receiver).submit("receive", status=303)
    assert answer.location.endswith("/receipt")
    receipt = receiver.get(answer.location)
    assert receipt.content_type == "application/pdf"
    assert dossiers(office) == [("received", "H44.99-261123-0001", NAME)]
    with office.site() as site:
        (dossier,) = site.dossiers.all()
        assert [record.what for record in dossier.chain] == ["greet", "prepare", "submit", "receive"]
        assert {record.by for record in dossier.chain} == {LOGINS[Role.RECEIVER]}
        assert dossier.due is not None
        assert site.dossiers.listing_faults() == []


def test_papers_fee_and_due_moment_follow_the_procedure(receiver):
    form = typed(receiver.get(COUNTER).forms["form"], procedure=MARRIAGE, name=NAME)
    page = form.submit("choose")
    assert page.html.select_one("#due .figure").text == "9 giờ 12 phút, thứ Sáu 27/11/2026".replace("thứ S", "thứ\xa0S")
    assert len(page.html.select("[data-tick]")) >= 3
    assert page.html.select_one("#fee .figure") or page.html.select_one("#fee b")
    assert page.forms["form"]["name"].value == NAME, "what was typed stays"
    assert page.forms["form"]["procedure"].value.startswith(MARRIAGE)
    other = page.forms["form"]
    other["c0"] = "wrong"
    other["procedure"] = COPY
    page = other.submit("choose")
    assert page.forms["form"]["c0"].value == "", "the answer was about the papers of another procedure"


WEDDING = "1.000894"


@pytest.mark.parametrize(
    ("procedure", "hour", "minute", "said"),
    [
        (WEDDING, 16, 0, ""),
        (WEDDING, 16, 1, "Hẹn trả 17:00 hôm nay, chỉ còn 59 phút"),
        (WEDDING, 16, 35, "Hẹn trả 17:00 hôm nay, chỉ còn 25 phút"),
        (WEDDING, 17, 0, "Hẹn trả 17:00 hôm nay, chỉ còn 0 phút"),
        (WEDDING, 17, 5, ""),  # after closing it counts from the next morning
        (COPY, 14, 59, ""),
        (COPY, 16, 35, ""),  # its own wording lets it wait for the next day
        (MARRIAGE, 16, 35, ""),
    ],
)
def test_what_is_due_the_same_day_with_little_time_left_is_warned_of(office, procedure, hour, minute, said):
    office.now = office.now.replace(hour=hour, minute=minute)
    made, receiver = PopulatedOffice(office), office.as_(Role.RECEIVER)
    page = typed(receiver.get(COUNTER).forms["form"], procedure=procedure).submit("choose")
    assert words(page, "#due .note") == words(page, "#due .note.warn")
    assert any(said in one for one in words(page, "#due .note")) == bool(said)
    asked = receiver.get(f"{made.dossier(workflow.SUBMITTED, of=procedure)}receive")
    assert any("chỉ còn" in one for one in words(asked, "main .note")) == bool(said)


def test_the_warning_of_little_time_moves_no_due_moment(office):
    office.now = office.now.replace(hour=16, minute=35)
    filled(office.as_(Role.RECEIVER), WEDDING).submit("receive", status=303)
    with office.site() as site:
        (dossier,) = site.dossiers.all()
        assert dossier.due.moment == office.now.replace(hour=17, minute=0)


def test_the_code_of_a_card_fills_the_fields_and_is_kept_nowhere(office, receiver):
    page = typed(receiver.get(COUNTER).forms["form"], scan=CARD, procedure=MARRIAGE).submit("read")
    form = page.forms["form"]
    assert [form[name].value for name in ("citizen_number", "name", "birth", "gender")] == [
        NUMBER, NAME, "01/01/1990", "female",
    ]  # fmt: skip
    assert form["scan"].value == ""
    assert "|01011990|" not in page.text
    assert form["procedure"].value.startswith(MARRIAGE)


def test_a_code_of_something_else_is_shown_in_pieces_and_guessed_nowhere(receiver):
    page = typed(receiver.get(COUNTER).forms["form"], scan="XIN|CHAO|123").submit("read")
    assert "XIN" in page.html.select_one("[data-card]").text
    assert page.forms["form"]["name"].value == ""


def test_every_fault_is_told_at_once_at_its_field_and_nothing_is_begun(office, receiver):
    form = filled(receiver, tick=False, citizen_number="123", birth="31/02/1990", name="")
    page = form.submit("receive", status=409)
    wrong = {one["id"].removeprefix("counter-") for one in page.html.select("[aria-invalid=true]")}
    assert {"person-name", "person-citizen_number", "person-birth", "verdicts-c0"} <= wrong
    assert page.html.title.string.strip().startswith("Lỗi:")
    for link in page.html.select("[data-error-summary] a[href]"):
        assert page.html.select_one(link["href"]), link
    assert page.forms["form"]["birth"].value == "31/02/1990"
    assert dossiers(office) == []


def test_the_person_s_fields_stay_while_the_procedure_is_chosen(office, receiver):
    """Scripts draw the papers anew and leave the person's panel as it was before a procedure was known."""
    before = typed(receiver.get(COUNTER).forms["form"], name=NAME, citizen_number=NUMBER, birth="1/1/1990")
    person = [
        (name, value) for name, value in before.submit_fields("receive") if name not in ("procedure", "papers_of")
    ]
    chosen = typed(receiver.get(COUNTER).forms["form"], procedure=MARRIAGE).submit("choose").forms["form"]
    ticks = [name for name in chosen.fields if name and name.startswith("c") and name[1:].isdigit()]
    papers = [
        ("procedure", chosen["procedure"].value),
        ("papers_of", MARRIAGE),
        ("__start__", "verdicts:mapping"),
        *((name, "passed") for name in ticks),
        ("__end__", "verdicts:mapping"),
    ]
    answer = receiver.browser.post(COUNTER, person + papers)
    assert answer.status_code == 303, answer.html.select_one("[data-error-summary]").text
    assert [(state, name) for state, _, name in dossiers(office)] == [("received", NAME)]


def test_an_organisation_is_told_that_the_procedure_is_for_people(office, receiver):
    form = filled(receiver, tax_number="0100109106")
    form["organisation"] = True
    page = form.submit("receive", status=409)
    assert "chỉ dành cho cá nhân" in page.html.select_one("[data-error-summary]").text
    assert page.forms["form"]["tax_number"].value == "0100109106"
    assert dossiers(office) == []


def test_without_a_procedure_the_field_says_what_to_do(office, receiver):
    form = typed(receiver.get(COUNTER).forms["form"], name=NAME)
    page = form.submit("receive", status=409)
    assert "Hãy chọn thủ tục" in page.html.select_one("#counter-procedure-error").text
    page = typed(page.forms["form"], procedure="xyzzy qwrtp").submit("receive", status=409)
    assert "xyzzy" in page.html.select_one("#counter-procedure-error").text
    assert page.forms["form"]["name"].value == NAME
    assert dossiers(office) == []


def test_a_double_click_receives_once(office, receiver):
    form = filled(receiver)
    first, second = form.submit("receive", status=303), form.submit("receive", status=303)
    assert first.location == second.location
    assert len(dossiers(office)) == 1


def test_an_open_dossier_of_the_same_person_and_procedure_asks_before_a_second(office, receiver):
    filled(receiver).submit("receive", status=303)
    page = filled(receiver).submit("receive", status=409)
    assert "đang có hồ sơ cùng thủ tục" in page.html.select_one("#counter-again-error").text
    assert "Cùng thủ tục, chưa xong" in page.html.select_one("#earlier").text
    assert len(dossiers(office)) == 1
    page.forms["form"]["again"] = True
    page.forms["form"].submit("receive", status=303)
    assert len(dossiers(office)) == 2


def test_the_person_is_known_by_name_and_birth_where_there_is_no_number(receiver):
    filled(receiver, citizen_number="", birth="05/09/1990").submit("receive", status=303)
    form = typed(receiver.get(COUNTER).forms["form"], name="nguyễn thị  mẫu", birth="5/9/1990", procedure=COPY)
    page = form.submit("choose")
    assert "H44.99-261123-0001" in page.html.select_one("#earlier").text
    other = typed(page.forms["form"], birth="06/09/1990").submit("choose")
    assert "H44.99-261123-0001" not in other.html.select_one("#earlier").text


def test_a_prepared_dossier_is_received_on_the_same_screen(office, made, receiver):
    dossier = made.dossier(workflow.SUBMITTED)
    token = dossier.split("/")[2]
    page = receiver.get(f"{COUNTER}?dossier={token}")
    form = page.forms["form"]
    assert form["citizen_number"].value == NUMBER
    assert "procedure" not in form.fields
    form["phone"] = "0911111111"
    form.submit("receive", status=303)
    with office.site() as site:
        one = site.dossiers.get_by_token(token)
        assert (one.state, one.person.phone) == ("received", "0911111111")
    assert receiver.get(f"{COUNTER}?dossier={token}", status=303).location.endswith(dossier)


def test_the_later_of_two_officials_sees_field_by_field_what_changed_and_keeps_her_text(office, made, receiver):
    token = made.dossier(workflow.SUBMITTED).split("/")[2]
    form = typed(receiver.get(f"{COUNTER}?dossier={token}").forms["form"], address="thôn Mới, xã An Mẫu")
    with office.changing() as site:
        one = site.dossiers.get_by_token(token)
        person = Person("Trần Thị Đổi", NUMBER, "01/01/1990", "0900000009", address="xóm Mẫu, xã An Mẫu")
        prepare(one, person=person, act=Act(LOGINS[Role.GREETER], office.now))
    page = form.submit("receive", status=409)
    note = page.html.select_one(".note.warn table").text
    assert "Trần Thị Đổi" in note
    assert "0900000009" in note
    assert "thôn Mới, xã An Mẫu" in note
    assert page.forms["form"]["address"].value == "thôn Mới, xã An Mẫu"
    # Having looked, she may send.
    page.forms["form"].submit("receive", status=303)
    with office.site() as site:
        assert site.dossiers.get_by_token(token).person.address == "thôn Mới, xã An Mẫu"


def test_what_somebody_received_meanwhile_is_not_received_again(office, made, receiver):
    token = made.dossier(workflow.SUBMITTED).split("/")[2]
    first, second = (receiver.get(f"{COUNTER}?dossier={token}").forms["form"] for _ in range(2))
    first.submit("receive", status=303)
    page = typed(second, phone="0911111111").submit("receive", status=409)
    assert "Người khác vừa làm việc này" in page.text
    assert page.forms["form"]["phone"].value == "0911111111"
    assert "tiếp nhận" in page.html.select_one(".note.warn .bullets").text


# What is typed is not lost


def test_a_reload_finds_what_was_typed_and_nobody_else_does(office, receiver):
    form = typed(receiver.get(COUNTER).forms["form"], name=NAME, procedure=MARRIAGE, scan="bí mật")
    kept = receiver.browser.post(f"{COUNTER}_keep", form.submit_fields())
    assert kept.json == {"at": "9:12"}
    page = receiver.get(COUNTER)
    assert page.forms["form"]["name"].value == NAME
    assert page.forms["form"]["scan"].value == ""
    assert len(page.html.select("[data-tick]")) >= 3
    assert "9:12" in page.html.select_one("[data-saved]").text
    with office.changing() as site:
        site.accounts[LOGINS[Role.GREETER]].roles = frozenset({Role.RECEIVER})
    assert office.as_(LOGINS[Role.GREETER]).get(COUNTER).forms["form"]["name"].value == ""


def test_what_was_kept_is_gone_once_it_was_sent_given_up_or_a_day_old(office, receiver):
    def keep():
        form = filled(receiver)
        receiver.browser.post(f"{COUNTER}_keep", form.submit_fields())
        return receiver.get(COUNTER).forms["form"]

    keep().submit("receive", status=303)
    assert receiver.get(COUNTER).forms["form"]["name"].value == ""
    keep()
    (again,) = [form for form in receiver.get(COUNTER).forms.values() if form.action.endswith("_give_up")]
    again.submit(status=303)
    assert receiver.get(COUNTER).forms["form"]["name"].value == ""
    keep()
    office.later(hours=25)
    again = office.as_(None)
    again.sign_in(LOGINS[Role.RECEIVER])
    assert again.get(COUNTER).forms["form"]["name"].value == ""


def test_the_form_of_a_dossier_is_kept_beside_that_of_another(office, made, receiver):
    one, two = (made.dossier(workflow.SUBMITTED).split("/")[2] for _ in range(2))
    form = typed(receiver.get(f"{COUNTER}?dossier={one}").forms["form"], address="thôn Một")
    receiver.browser.post(f"{COUNTER}_keep", form.submit_fields())
    assert receiver.get(f"{COUNTER}?dossier={one}").forms["form"]["address"].value == "thôn Một"
    assert receiver.get(f"{COUNTER}?dossier={two}").forms["form"]["address"].value != "thôn Một"
    assert receiver.get(COUNTER).forms["form"]["address"].value == ""


@pytest.mark.parametrize("token", sorted(["x", "khong-co", "../..", "é", "a" * 300]))
def test_a_dossier_that_is_not_there_is_not_found(receiver, token):
    assert receiver.get(COUNTER, params={"dossier": token}, status=404)
    receiver.post(COUNTER, {"dossier": token, "choose": "choose"}, status=404)
