"""Hoàng Thị Kiểm (danhmuc) writes the internal process of a procedure, and puts it in force when nothing is wrong."""

from dataclasses import replace
from datetime import date

import pytest

import process_states
from hcc.accounts.units import Unit
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.dossiers.operations.receive import receive
from hcc.dossiers.sheet_words import control_slip_data
from hcc.procedures.operations.publish import publish_revision
from hcc.procedures.process_in_order import ProcessNotInOrder, process_faults
from hcc.procedures.process_owners import named_process, process_named
from hcc.procedures.process_telling import untold_of_processes
from office import LOGINS, Person
from populated import MARRIAGE, PopulatedOffice

TODAY = date(2026, 11, 23)
OFFICE = "/quan-tri/quy-trinh"
PROCESS = f"/thu-tuc/{MARRIAGE}/process"
EDIT = f"/thu-tuc/{MARRIAGE}/process_edit"


@pytest.fixture
def admin(office) -> Person:
    return office.as_(Role.CATALOGUE_ADMINISTRATOR)


def words(page) -> str:
    return " ".join(page.html.select_one("main").get_text(" ").split())


def nth(form, name: str, row: int):
    """The field of this name in the row, from 0."""
    return form.fields[name][row]


def draft(admin: Person, at: str = EDIT, **change: str):
    """Save the usual steps as a draft; `change` is field_row = value. Answers the page it leads to."""
    form = admin.get(at).forms["form"]
    for field, value in change.items():
        name, _, row = field.rpartition("_")
        nth(form, name, int(row)).value = value
    return form.submit("save", status=303).follow()


def publish(page, status: int = 303):
    return page.forms["form"].submit("publish", status=status)


def test_a_process_is_written_looked_at_and_put_in_force(admin):
    begun = words(admin.get(PROCESS))
    assert "Hồ sơ theo quy trình mẫu" in begun
    assert "Năm bước chung" in begun
    page = draft(admin)
    assert "Phiên bản 1, Nháp" in words(page)
    assert "20 giờ làm việc" in words(page)
    assert page.html.select_one("svg.process-graph")["aria-label"].startswith("Sơ đồ quy trình")
    page = publish(page).follow()
    assert "Hồ sơ nhận từ ngày 23/11/2026 theo quy trình này" in words(page)
    assert "Phiên bản 1, Đang áp dụng" in words(page)


def test_nothing_is_put_in_force_while_a_step_leads_nowhere(admin):
    page = draft(admin, to1_1="")
    fault = "Bước 2 không dẫn đến đâu. Hãy chọn bước tiếp theo."
    assert fault in words(page)
    assert page.html.select_one(".note.bad a")["href"] == "#step-2"
    assert page.html.select_one("#step-2 .fault")
    assert "form" not in page.forms


def test_a_row_is_added_moved_and_taken_away_and_nothing_typed_is_lost(admin):
    form = admin.get(EDIT).forms["form"]
    nth(form, "name", 1).value = "Thẩm định <b>kỹ</b>"
    form = press(form, "add.0").forms["form"]
    assert [field.value for field in form.fields["step_key"]] == ["1", "2", "3", "5", "6"]
    assert nth(form, "name", 1).value == "Thẩm định <b>kỹ</b>"
    nth(form, "name", 4).value = "Kiểm tra thực địa"
    form = press(form, "up.4").forms["form"]
    assert [field.value for field in form.fields["step_key"]] == ["1", "2", "3", "6", "5"]
    assert nth(form, "name", 3).value == "Kiểm tra thực địa"
    form = press(form, "remove.0").forms["form"]
    assert [field.value for field in form.fields["step_key"]] == ["2", "3", "6", "5"]
    # A way to a step that is gone leads nowhere any more; the others still lead to the same steps.
    assert nth(form, "to1", 0).value == "3"


def press(form, value: str):
    """Press the button of a row."""
    at = next(n for n, button in enumerate(form.fields["row"]) if button._value == value)
    return form.submit("row", index=at)


def test_two_who_write_at_once_lose_nothing(office, admin):
    first, second = admin.get(EDIT).forms["form"], admin.get(EDIT).forms["form"]
    first.submit("save", status=303)
    nth(second, "name", 1).value = "Bước của người thứ hai"
    page = second.submit("save", status=409)
    assert "đã lưu quy trình này sau khi bạn mở" in words(page)
    form = page.forms["form"]
    assert nth(form, "name", 1).value == "Bước của người thứ hai"
    assert form.submit("save").status_int == 303


def test_a_day_that_has_passed_and_a_second_press_are_refused_in_words(admin):
    page = draft(admin)
    form = page.forms["form"]
    form["effective"] = "22/11/2026"
    refused = form.submit("publish", status=409)
    assert "Không áp dụng được từ 22/11/2026" in words(refused)
    assert refused.forms["form"]["effective"].value == "22/11/2026"
    form["effective"] = "99/99/2026"
    assert form.submit("publish", status=422)
    form["effective"] = "23/11/2026"
    publish(page)
    again = admin.post(
        f"/thu-tuc/{MARRIAGE}/process_publish", {"effective": "23/11/2026", "opened_on": "1@x"}, status=409
    )
    assert again.status_int == 409
    assert "đã được áp dụng, hoặc không có bản nháp" in words(again)


def test_a_draft_with_a_fault_is_not_put_in_force_by_a_form_kept_open(office, admin):
    page = draft(admin)
    office.later(minutes=1)
    draft(admin, to1_1="")
    refused = page.forms["form"].submit("publish", status=409)
    assert "không có bản nháp" in words(refused)
    stamp = process_states.stamp(office, MARRIAGE)
    refused = admin.post(
        f"/thu-tuc/{MARRIAGE}/process_publish", {"effective": "23/11/2026", "opened_on": stamp}, status=409
    )
    assert "Bước 2 không dẫn đến đâu" in words(refused)
    with office.site() as site:
        assert site.procedures[MARRIAGE].processes.draft() is not None


def test_hours_beyond_the_time_limit_are_refused(admin):
    page = draft(admin, hours_1="40")
    assert "Các bước cần 48 giờ làm việc, thủ tục cho phép 24 giờ" in words(page)
    assert "form" not in page.forms


def test_a_step_nobody_can_do_today_is_refused_until_somebody_can(office, admin):
    page = draft(admin, unit_1="4")
    assert "Hôm nay không ai làm được bước 2" in words(page)
    with office.changing() as site:
        site.accounts[LOGINS[Role.HANDLER]].unit = 4
    page = admin.get(PROCESS)
    assert "Hôm nay không ai làm được" not in words(page)
    assert publish(page).status_int == 303


def test_the_process_of_the_office_holds_for_what_has_none_of_its_own(office, admin):
    process_states.in_force(office, process_states.OFFICE)
    page = admin.get(PROCESS)
    assert "Thủ tục này chưa có quy trình riêng" in words(page)
    assert page.html.select_one(f'main a[href="{OFFICE}"]')
    assert "Hồ sơ nhận" not in words(page)
    assert admin.get(OFFICE).status_int == 200


def test_two_versions_are_compared_word_by_word(office, admin):
    process_states.in_force(office, MARRIAGE)
    draft(admin, name_1="Thẩm định hồ sơ tại thôn")
    page = admin.get(f"/thu-tuc/{MARRIAGE}/process_compare")
    assert [one.get_text().strip() for one in page.html.select("ins")] == ["hồ sơ tại thôn"]
    assert page.html.select("del") == [], "the words before it stay"
    for odd in ("?a=99&b=0", "?a=x&b=" + "9" * 400, "?a=1&b=1"):
        assert admin.get(f"/thu-tuc/{MARRIAGE}/process_compare{odd}").status_int == 200


@pytest.mark.parametrize(
    "odd",
    [
        {"hours_1": "1e9"},
        {"hours_1": "NaN"},
        {"hours_1": "0,3"},
        {"hours_1": "٣"},
        {"name_1": "x" * 151},
        {"when1_1": "y" * 121},
        {"step_key_1": "1"},
        {"step_key_1": "99999"},
        {"step_key_1": "-1"},
        {"step_key_1": "9" * 5000},
    ],
)
def test_what_no_office_means_is_refused_and_kept(admin, odd):
    form = admin.get(EDIT).forms["form"]
    ((name, value),) = odd.items()
    field, _, row = name.rpartition("_")
    nth(form, field, int(row)).value = value
    page = form.submit("save", status=422)
    assert page.html.select_one("[data-error-summary] li")


@pytest.mark.parametrize("fields", [{"row": "up.999"}, {"row": "nonsense"}, {"row": "add.0"}, {"steps": "x"}, {}])
def test_a_form_no_browser_sends_is_no_fault_of_the_server(admin, fields):
    assert admin.post(EDIT, fields, expect_errors=True).status_int in (200, 400, 422)


CANARY = '"><script>alert(1)</script><img src=x onerror=alert(2)>${structure: 1}&amp;'


def test_script_in_every_text_is_shown_as_text_on_every_page(office, admin):
    with office.changing() as site:
        site.accounts[LOGINS[Role.HANDLER]].name = CANARY
        site.accounts.put_unit(Unit(2, CANARY))
    process = process_states.branching(handling=2)
    steps = tuple(replace(step, name=CANARY[:140]) for step in process.steps)
    process_states.in_force(office, MARRIAGE, replace(process, steps=steps, basis=CANARY))
    form = admin.get(EDIT).forms["form"]
    form["basis"] = CANARY
    nth(form, "name", 1).value = f"Thẩm định {CANARY}"
    nth(form, "when1", 1).value = CANARY[:110]
    form.submit("save", status=303)
    made = PopulatedOffice(office)
    dossier = made.dossier(workflow.PROCESSING)
    handler = office.as_(Role.HANDLER)
    pages = [admin.get(at) for at in (PROCESS, EDIT, f"/thu-tuc/{MARRIAGE}/process_compare")]
    pages += [handler.get(at) for at in (dossier, f"{dossier}internal_process", "/ban-lam-viec/xu-ly")]
    for page in pages:
        assert CANARY[:20] not in page.text
        assert "&lt;script&gt;alert(1)" in page.text, page.request.path
        assert not page.html.find_all("img", src="x")
    assert handler.get(f"{dossier}control_slip").content_type == "application/pdf"


def test_no_text_is_published_while_its_process_is_not_in_order(office, admin):
    process_states.in_force(office, MARRIAGE)
    made = PopulatedOffice(office)
    at = made.draft_of(MARRIAGE)
    assert not admin.get(f"{at}publish").html.select_one("#wrong")
    with office.changing() as site:
        site.accounts[LOGINS[Role.APPROVER]].disabled = True
    page = admin.get(f"{at}publish")
    link = page.html.select_one("#wrong a")
    assert link["href"].endswith(f"{PROCESS}#step-3")
    assert "Quy trình nội bộ: Hôm nay không ai làm được bước 3" in link.get_text()
    with office.changing() as site:
        revision = site.procedures[MARRIAGE].draft()
        with pytest.raises(ProcessNotInOrder):
            publish_revision(revision, effective=office.now.date(), act=Act("danhmuc", office.now))


# The desks follow it


def on_desk(person: Person, desk: str, number: str) -> str:
    """The row of a dossier on a desk, in words."""
    page = person.get(f"/ban-lam-viec/{desk}?q=")
    rows = [" ".join(row.get_text(" ").split()) for row in page.html.select("tbody tr")]
    return next(row for row in rows if number in row)


def test_the_desks_say_which_step_it_is_until_when_and_whose_turn(office):
    process_states.in_force(office, MARRIAGE, process_states.branching(handling=2))
    made = PopulatedOffice(office)
    dossier = made.dossier(workflow.RECEIVED)
    number = made.number_of(dossier)
    handler = office.as_(Role.HANDLER)
    row = on_desk(handler, "xu-ly", number)
    assert "Bước 1/6: Tiếp nhận Hạn của bước: " in row
    assert "Mở hồ sơ" not in row
    with office.changing() as site:
        site.accounts[LOGINS[Role.HANDLER]].unit = 3
    row = on_desk(handler, "xu-ly", number)
    assert "Mở hồ sơ" in row
    assert "Bước 1/6: Tiếp nhận Đơn vị làm tiếp: Văn phòng HĐND và UBND" in row
    assert handler.post(f"{dossier}process", {"seen": "99"}, expect_errors=True).status_int in (403, 404, 409)
    with office.site() as site:
        assert site.dossiers.get_by_token(dossier.split("/")[2]).state == workflow.RECEIVED
    with office.changing() as site:
        site.accounts[LOGINS[Role.HANDLER]].unit = 2
    office.later(hours=4)
    handler.sign_in(LOGINS[Role.HANDLER])
    assert "Bước quá giờ:" in on_desk(handler, "xu-ly", number)
    late = handler.get("/ban-lam-viec/xu-ly?step=late&unit=2")
    assert number in late.text
    assert number not in handler.get("/ban-lam-viec/xu-ly?unit=3").text
    for odd in ("?step=nonsense", "?unit=abc", "?unit=" + "9" * 300, "?step=late&unit=0"):
        assert handler.get(f"/ban-lam-viec/xu-ly{odd}").status_int == 200


def press_act(person: Person, dossier: str, verb: str):
    page = person.get(dossier)
    form = next(form for form in page.forms.values() if form.action.endswith(f"/{verb}"))
    return form.submit(status=303)


def test_through_all_desks_the_dossier_goes_its_way_and_the_slip_tells_it(office, admin):
    process_states.in_force(office, MARRIAGE, process_states.branching())
    made = PopulatedOffice(office)
    dossier = made.dossier(workflow.RECEIVED)
    handler, approver, returner = (office.as_(role) for role in (Role.HANDLER, Role.APPROVER, Role.RETURNER))
    press_act(handler, dossier, "process")
    process_states.in_force(office, MARRIAGE, process_states.usual())
    handler.fill(f"{dossier}consult", of="Công an xã", question="Có đúng không?", due="25/11/2026")
    handler.fill(f"{dossier}answer_consultation", opinion="Đúng.")
    handler.fill(f"{dossier}submit_for_approval", outcome="granted")
    press_act(approver, dossier, "approve")
    page = returner.get(f"{dossier}internal_process")
    way = [
        " ".join(row.select("td")[1].get_text(" ").split()) for row in page.html.select("table")[0].select("tbody tr")
    ]
    assert [one.split(" ")[0] for one in way] == ["Tiếp", "Thẩm", "Lấy", "Thẩm", "Ký", "Trả"]
    assert "Quyết định 15/QĐ-UBND" in words(page)
    assert "Đang làm" in words(page)
    with office.site() as site:
        seen = site.dossiers.get_by_token(dossier.split("/")[2])
        data = control_slip_data(seen, name_of=str, unit_of=str, settings=office.registry["hcc.settings"])
    assert [row.step[:2] for row in data.steps] == ["1.", "2.", "3.", "2.", "4.", "6."]
    assert [row.outcome for row in data.steps[:5]] == ["Đúng hạn"] * 5
    assert data.steps[0].hours == "2 giờ"
    assert admin.get(PROCESS).status_int == 200


def written_by_reception(office, made: PopulatedOffice) -> list[str]:
    """The kinds of objects that one more reception of the day writes."""
    tokens = [made.dossier(workflow.SUBMITTED).split("/")[2] for _ in range(2)]
    agency = office.registry["hcc.settings"].agency_code
    for token in tokens:
        with office.changing() as site:
            act = Act(LOGINS[Role.RECEIVER], office.now)
            receive(site.dossiers.get_by_token(token), agency=agency, calendar=site.calendar, act=act)
            written = sorted(type(one).__name__ for one in site._p_jar._registered_objects)
    return written


def test_a_reception_writes_as_few_objects_with_a_process_as_without(office):
    made = PopulatedOffice(office)
    before = written_by_reception(office, made)
    process_states.in_force(office, MARRIAGE, process_states.branching())
    assert written_by_reception(office, made) == before
    with office.site() as site:
        assert all(one.process == "p1" for one in list(site.dossiers.all())[-2:])


# Several steps of handling: the demo office's division of an inheritance, the secretariat's first, then the centre's

DIVISION = "2.001406"


def test_the_demo_office_has_processes_in_force_that_are_told_in_the_chain(office):
    with office.site() as site:
        today = office.now.date()
        for code in ("2.000815", "2.000884", DIVISION):
            assert site.procedures[code].processes.in_effect(today).process.steps
            assert not process_faults(site.procedures[code], site.procedures[code].latest().record, day=today)
        units = [step.unit for step in site.procedures[DIVISION].processes.in_effect(today).process.steps]
        assert units == [0, 2, 1, 0, 0]
        assert list(untold_of_processes(site.procedures)) == []


def test_no_procedure_of_the_catalogue_is_without_a_process_in_order(office):
    with office.site() as site:
        for procedure in site.procedures.values():
            assert process_named(procedure, named_process(procedure, office.now.date())).steps
            assert process_faults(procedure, procedure.latest().record, day=office.now.date()) == ()


def test_a_text_is_not_published_while_nobody_can_do_a_step_of_the_shipped_process(office, admin):
    at = PopulatedOffice(office).draft_of(MARRIAGE)
    with office.changing() as site:
        site.accounts[LOGINS[Role.CLERK]].disabled = True
    assert not admin.get(f"{at}publish").html.select_one("#wrong")
    with office.changing() as site:
        site.accounts[LOGINS[Role.APPROVER]].disabled = True
    link = admin.get(f"{at}publish").html.select_one("#wrong a")
    assert "Hôm nay không ai làm được bước 3" in link.get_text()
    assert admin.get(link["href"]).html.select_one("#step-3 .fault")


def test_while_the_office_has_no_officials_yet_the_catalogue_can_be_published(office):
    with office.changing() as site:
        for official in site.accounts.officials():
            official.disabled = official.login != LOGINS[Role.CATALOGUE_ADMINISTRATOR]
        assert process_faults(site.procedures[MARRIAGE], site.procedures[MARRIAGE].latest().record, day=TODAY) == ()


def test_the_secretariat_passes_a_division_on_to_the_centre_with_the_button_its_desk_names(office):
    made = PopulatedOffice(office)
    dossier = made.dossier(workflow.PROCESSING, of=DIVISION)
    number = made.number_of(dossier)
    handler, certifier = office.as_(Role.HANDLER), office.as_(Role.CERTIFIER)
    onward = "Chuyển đến Trung tâm Phục vụ hành chính công – bước 3/5"
    assert onward in on_desk(handler, "xu-ly", number)
    assert number not in certifier.get("/ban-lam-viec/xu-ly").text
    page = handler.get(dossier)
    assert page.html.select_one(".acts .btn.primary").get_text(" ").split("Ctrl")[0].strip() == onward
    refused = handler.fill(f"{dossier}submit_for_approval", 409, outcome="granted", text="Đủ căn cứ.")
    assert "trước khi trình duyệt còn bước 3" in words(refused)
    page = handler.get(f"{dossier}pass_on")
    assert "4 giờ làm việc" in words(page)
    assert page.forms["form"]["official"].value == LOGINS[Role.CERTIFIER]
    page.forms["form"].submit(status=303)
    assert number not in handler.get("/ban-lam-viec/xu-ly").text
    row = on_desk(certifier, "xu-ly", number)
    assert "Bước 3/5: Đối chiếu, lấy số chứng thực Hạn của bước: " in row
    assert "chuyển sang bước tiếp theo" in words(certifier.get(dossier))
    with office.site() as site:
        seen = site.dossiers.get_by_token(dossier.split("/")[2])
        data = control_slip_data(seen, name_of=str, unit_of=str, settings=office.registry["hcc.settings"])
        assert seen.chain.last.facts["handler"] == [LOGINS[Role.HANDLER], LOGINS[Role.CERTIFIER]]
        assert list(seen.chain.faults()) == []
    assert [(row.step[:2], row.hours, bool(row.ended)) for row in data.steps[:3]] == [
        ("1.", "1 giờ", True),
        ("2.", "6 giờ", True),
        ("3.", "4 giờ", False),
    ]
    assert (data.rows[-1].giver, data.rows[-1].taker) == (LOGINS[Role.HANDLER], LOGINS[Role.CERTIFIER])
    assert certifier.get(f"{dossier}pass_on", status="*").status_int == 200
    certifier.post(f"{dossier}pass_on", {"official": "", "seen": ""}, status=409)
    with office.site() as site:
        assert site.dossiers.get_by_token(dossier.split("/")[2]).leg.step == 3


def counter(person: Person, desk: str, state: str) -> str:
    """The number that a counter of a desk shows."""
    return person.get(f"/ban-lam-viec/{desk}").html.select_one(f'.counters a[href*="state={state}"] b').get_text()


def test_the_desk_counts_only_what_its_unit_may_do(office):
    made = PopulatedOffice(office)
    process_states.in_force(office, MARRIAGE, process_states.branching(handling=2))
    made.dossier(workflow.RECEIVED)
    made.dossier(workflow.RECEIVED)
    assert counter(office.as_(Role.HANDLER), "xu-ly", "received") == "2"
    with office.changing() as site:
        site.accounts[LOGINS[Role.HANDLER]].unit = 3
    assert counter(office.as_(Role.HANDLER), "xu-ly", "received") == "0"


# Looking at it before it is saved, rows that are wrong, shipped processes


def test_what_is_typed_is_drawn_and_judged_before_it_is_saved(office, admin):
    form = admin.get(EDIT).forms["form"]
    nth(form, "name", 1).value = "Đo đạc thửa đất"
    nth(form, "to1", 1).value = ""
    page = form.submit("preview")
    assert "Đo đạc thửa đất" in page.html.select_one("svg.process-graph").get_text()
    assert "Bước 2 không dẫn đến đâu" in page.html.select_one("[data-process-seen]").get_text()
    assert nth(page.forms["form"], "name", 1).value == "Đo đạc thửa đất"
    with office.site() as site:
        assert site.procedures[MARRIAGE].processes is None
    nth(form, "hours", 1).value = "một ngày"
    nth(form, "stage", 1).force_value("x")
    nth(form, "to1", 0).force_value("9" * 400)
    assert form.submit("preview").status_int == 200


def test_a_wrong_hour_is_said_with_its_step_and_leads_to_its_field(admin):
    form = admin.get(EDIT).forms["form"]
    nth(form, "hours", 1).value = "một ngày"
    page = form.submit("save", status=422)
    link = page.html.select_one("[data-error-summary] li a")
    assert link.get_text().startswith("Bước 2: ")
    field = page.html.select_one(link["href"])
    assert (field["name"], field["value"]) == ("hours", "một ngày")
    assert field.find_parent("tr")["id"] == "step-2"


def test_a_shipped_process_is_where_one_begins(office, admin):
    page = admin.get(PROCESS)
    assert "Năm bước chung" in words(page)
    assert "61/2018/NĐ-CP" in words(page)
    form = admin.get(f"{EDIT}?shipped=5").forms["form"]
    assert [field.value for field in form.fields["unit"]] == ["0", "4", "2", "0", "0"]
    for odd in ("x", "99", "-1", "9" * 400):
        assert admin.get(f"{EDIT}?shipped={odd}").status_int == 200


def test_a_field_takes_a_shipped_process_over_and_leaves_alone_what_it_does_not_fit(office, admin):
    filled = {"shipped": "2", "field": "chung-thuc", "effective": "23/11/2026"}
    page = admin.fill(f"{OFFICE}/process_adopt", **filled).follow()
    assert "theo mẫu này từ 23/11/2026" in page.text
    with office.site() as site:
        procedures = site.procedures
        assert len(procedures["2.001035"].processes.in_effect(TODAY).process.steps) == 4
        # Same day: thirteen hours are too many.
        assert procedures["2.000942"].processes is None
        assert len(procedures[DIVISION].processes.versions) == 1
        edits = [one.facts for one in procedures.chain if one.what == "process edited"]
        assert next(facts for facts in edits if facts["code"] == "2.001035")["shipped"] == 2
    again = admin.fill(f"{OFFICE}/process_adopt", 409, **filled)
    assert "Chưa thủ tục nào dùng quy trình mẫu này" in words(again)
    assert admin.fill(f"{OFFICE}/process_adopt", 409, **{**filled, "effective": "20/11/2026"})
    assert admin.fill(f"{OFFICE}/process_adopt", 422, **{**filled, "field": ""})
