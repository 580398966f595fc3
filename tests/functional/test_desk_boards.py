"""The boards, the desks of clerk, helper and director, and acts upon many that ask something first."""

import re
import secrets
from dataclasses import replace
from datetime import date, timedelta

import pytest

from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.dossiers.checklist import Finding, Verdict
from hcc.dossiers.operations.consult import consult
from hcc.dossiers.operations.greet import greet
from hcc.dossiers.people import Helper
from office import LOGINS, Office, sample_pdf
from populated import COPY, MARRIAGE, PEOPLE, PopulatedOffice

NO_CODE, NOT_FETCHED, SEAL = "/ban-lam-viec/chua-co-ma", "/ban-lam-viec/cho-nhan", "/ban-lam-viec/dong-dau"
TO_SCAN = "/ban-lam-viec/cho-so-hoa"
PREPARE, RECEIVE, DIRECT = "/ban-lam-viec/chuan-bi", "/ban-lam-viec/tiep-nhan", "/ban-lam-viec/theo-doi"


@pytest.fixture
def external(filled, tmp_path):
    """An office whose dossier codes come from the national system."""
    office = Office(tmp_path / "external", filled, dossier_code_source="external")
    yield office
    office.close()


@pytest.fixture(scope="module")
def one_without_code(filled, tmp_path_factory):
    """Such an office, with one dossier that waits for its code: only looked at."""
    office = Office(tmp_path_factory.mktemp("external") / "var", filled, dossier_code_source="external")
    without_code(office)
    yield office
    office.close()


@pytest.fixture(scope="module")
def one_result(shared_office) -> Office:
    """An office in which one result waits to be fetched."""
    PopulatedOffice(shared_office).dossier(workflow.RESOLVED)
    return shared_office


@pytest.fixture
def made(office) -> PopulatedOffice:
    return PopulatedOffice(office)


def rows(page) -> list[str]:
    return [" ".join(row.text.split()) for row in page.html.select("[data-rows] > tr")]


def nexts(page) -> list[str]:
    return [link["href"] for link in page.html.select("td.next a")]


def places(page) -> set[str]:
    return {link["href"] for link in page.html.select(".rail a.place")}


def token_of(path: str) -> str:
    return path.split("/")[2]


def without_code(office: Office, state: str = workflow.RECEIVED) -> str:
    """A dossier that came in while its code is not known."""
    path = PopulatedOffice(office).dossier(state)
    with office.changing() as site:
        dossier = site.dossiers.get_by_token(token_of(path))
        dossier.dossier_code = ""
        site.dossiers.relist(dossier)
    return path


# Without a national code


def test_dossiers_without_a_code_stand_with_age_official_and_what_to_do(external):
    old = without_code(external)
    external.later(days=2)
    new = without_code(external, workflow.PROCESSING)
    receiver = external.as_(Role.RECEIVER)
    page = receiver.get(NO_CODE)
    first, second = rows(page)
    assert "2 ngày" in first
    assert "Lê Thị Ví Dụ" in first, "who received it"
    assert "Từ hôm nay" in second
    assert "Phạm Thị Thử" in second, "who handles it"
    assert [use["href"].partition("#")[2] for use in page.html.select(".due use")] == ["warn", "clock"]
    assert nexts(page) == [f"{old}set_dossier_code", f"{new}set_dossier_code"]
    receiver.fill(f"{old}set_dossier_code", code="H44.99-261123-0001")
    assert nexts(receiver.get(NO_CODE)) == [f"{new}set_dossier_code"]
    assert NO_CODE in places(receiver.get(RECEIVE))


def test_a_handler_sees_her_own_dossiers_without_a_code_and_a_director_all(external):
    without_code(external)
    hers = without_code(external, workflow.PROCESSING)
    assert nexts(external.as_(Role.HANDLER).get(NO_CODE)) == [f"{hers}set_dossier_code"]
    director = external.as_(Role.DIRECTOR).get(NO_CODE)
    assert len(rows(director)) == 2
    assert not any("set_dossier_code" in href for href in nexts(director)), "it is not hers to enter"
    assert rows(external.as_(Role.CERTIFIER).get(NO_CODE)) == []
    external.as_(Role.RETURNER).get(NO_CODE, status=403)


def test_where_the_code_cannot_be_entered_now_the_dossier_is_opened(external):
    wanted_back, other = (without_code(external, one) for one in (workflow.WITHDRAWAL_REQUESTED, workflow.PROCESSING))
    assert nexts(external.as_(Role.RECEIVER).get(NO_CODE)) == [wanted_back, f"{other}set_dossier_code"]


def test_an_office_that_gives_its_codes_itself_has_no_such_board(shared_office):
    receiver = shared_office.as_(Role.RECEIVER)
    receiver.get(NO_CODE, status=404)
    assert NO_CODE not in places(receiver.get(RECEIVE))


def test_the_empty_board_says_so(external):
    assert "Mọi hồ sơ đã tiếp nhận đều có mã" in external.as_(Role.RECEIVER).get(NO_CODE).text


@pytest.mark.parametrize("after", sorted(["x", "9-9-9", "99999999999999999999-1", "5-²", "-", "1" * 500]))
def test_an_address_that_means_nothing_shows_the_board(one_without_code, after):
    assert len(rows(one_without_code.as_(Role.RECEIVER).get(NO_CODE, params={"after": after}))) in (0, 1)


def test_a_long_board_goes_on_behind_the_last_row(external, monkeypatch):
    monkeypatch.setattr("hcc.desks.board_page.page_in_order", _of_two)
    made = [without_code(external) for _ in range(5)]
    receiver, seen, at = external.as_(Role.RECEIVER), [], NO_CODE
    while at:
        page = receiver.get(at)
        seen += nexts(page)
        more = page.html.select_one("[rel=next]")
        at = more["href"] if more else None
    assert seen == [f"{path}set_dossier_code" for path in made]


def _of_two(stream, *, fits=None):
    from hcc.dossiers.worklist import page_in_order

    return page_in_order(stream, limit=2, fits=fits)


# Filters


def test_filters_of_a_board_stand_in_the_address_and_combine(office, made):
    for of in (MARRIAGE, COPY):
        made.dossier(workflow.RESOLVED, of=of)
    person = office.as_(Role.RETURNER)
    marriage, copy = nexts(person.get(NOT_FETCHED))
    assert nexts(person.get(f"{NOT_FETCHED}?procedure={MARRIAGE}")) == [marriage]
    with office.site() as site:
        field = site.procedures[COPY].latest().record.field
        owner = site.dossiers.get_by_token(token_of(copy)).person.name.split()[-1]
    assert nexts(person.get(f"{NOT_FETCHED}?field={field}")) == [copy]
    assert nexts(person.get(NOT_FETCHED, params={"field": field, "q": owner, "channel": "counter"})) == [copy]
    assert nexts(person.get(NOT_FETCHED, params={"field": field, "procedure": MARRIAGE})) == []
    page = person.get(NOT_FETCHED, params={"procedure": MARRIAGE, "channel": "post"})
    assert "Không có hồ sơ nào khớp" in page.text
    form = page.html.select_one("form.filter-row")
    assert form.select_one("#filter-procedure")["value"] == MARRIAGE
    assert form.select_one("#filter-channel [selected]")["value"] == "post"
    assert form["action"] == NOT_FETCHED


def test_a_board_is_asked_by_official(office, made):
    by_handler, by_certifier = made.dossier(workflow.PROCESSING), made.dossier(workflow.PROCESSING, of=COPY)
    with office.changing() as site:
        for path in (by_handler, by_certifier):
            dossier = site.dossiers.get_by_token(token_of(path))
            dossier.verdicts = {**dossier.verdicts, 0: Finding(Verdict.PAPER_LATER, "Hỏng.", office.now.date())}
            if path == by_certifier:
                dossier.handler = LOGINS[Role.CERTIFIER]
            site.dossiers.relist(dossier)
    director = office.as_(Role.DIRECTOR)
    page = director.get(TO_SCAN)
    assert len(rows(page)) == 2
    assert LOGINS[Role.CERTIFIER] in {one["value"] for one in page.html.select("#filter-handler option")}
    assert nexts(director.get(f"{TO_SCAN}?handler={LOGINS[Role.CERTIFIER]}")) == [by_certifier]
    assert rows(director.get(f"{TO_SCAN}?handler=mine")) == []
    hers = office.as_(Role.HANDLER).get(TO_SCAN)
    assert nexts(hers) == [by_handler]
    assert not hers.html.select("#filter-handler"), "she sees no others"
    assert rows(office.as_(Role.HANDLER).get(f"{TO_SCAN}?handler={LOGINS[Role.CERTIFIER]}")) == []


def test_a_filtered_board_goes_on_filtered(office, made, monkeypatch):
    monkeypatch.setattr("hcc.desks.board_page.page_in_order", _of_two)
    paths = [made.dossier(workflow.RESOLVED, of=of) for of in (MARRIAGE, COPY, MARRIAGE, MARRIAGE)]
    person, seen, at = office.as_(Role.RETURNER), [], f"{NOT_FETCHED}?procedure={MARRIAGE}"
    while at:
        page = person.get(at)
        seen += nexts(page)
        more = page.html.select_one("[rel=next]")
        at = more["href"] if more else None
    assert seen == [f"{path}note_call" for path in paths if path != paths[1]]
    assert page.html.select_one(".paging a")["href"] == f"{NOT_FETCHED}?procedure={MARRIAGE}"


@pytest.mark.parametrize(
    "query", sorted(["field=x", "channel=x", "handler=nobody", "state=draft", "due=overdue", "q=%00"])
)
def test_a_filter_that_means_nothing_shows_the_board(one_result, query):
    assert len(rows(one_result.as_(Role.RETURNER).get(f"{NOT_FETCHED}?{query}"))) == 1


# Results nobody has fetched


def test_results_wait_with_phone_contact_person_days_and_calls(office, made):
    path = made.dossier(workflow.RESOLVED)
    with office.changing() as site:
        dossier = site.dossiers.get_by_token(token_of(path))
        owner = replace(dossier.person, phone="", no_phone=True, contact_name="Trưởng xóm", contact_phone="0912345678")
        dossier.parties = replace(dossier.parties, owner=owner)
    office.later(days=8)
    made.dossier(workflow.RESOLVED)
    returner = office.as_(Role.RETURNER)
    page = returner.get(NOT_FETCHED)
    first, second = rows(page)
    assert "8 ngày" in first
    assert "qua Trưởng xóm" in first
    assert page.html.select("[data-rows] a[href^=tel]")[0]["href"] == "tel:0912345678"
    assert "Chưa ai gọi" in first
    assert "Từ hôm nay" in second
    assert page.html.select_one(".waiting b").text == "2"
    form = returner.get(f"{path}note_call").forms["form"]
    assert form["to"].value == "Trưởng xóm", "whoever answers by that number"
    form["reached"], form["note"] = "no", "Máy bận, gọi lại buổi tối"
    form.submit(status=303)
    told = rows(returner.get(NOT_FETCHED))[0]
    assert "Hà Thị Trả: Không ai nghe máy. Máy bận, gọi lại buổi tối" in told
    assert "Không ai nghe máy" in returner.get(path).text, "the dossier's own page tells of it too"
    returner.fill(f"{path}announce_result", means="hamlet")
    assert "Nhờ trưởng xóm hoặc người nhà nhắn" in rows(returner.get(NOT_FETCHED))[0]
    returner.post(f"{path}return_result", {"to": "Mẫu", "identified_by": "Thẻ", "fee": "0"}, status=303)
    assert len(rows(returner.get(NOT_FETCHED))) == 1


def test_a_call_to_nobody_or_without_an_answer_says_what_to_fill_in_and_keeps_the_note(office, made):
    path, returner = made.dossier(workflow.RESOLVED), office.as_(Role.RETURNER)
    form = returner.get(f"{path}note_call").forms["form"]
    form["note"] = "Gọi hai lần"
    page = form.submit(status=422)
    assert "Hãy chọn kết quả cuộc gọi" in page.text
    assert page.forms["form"]["note"].value == "Gọi hai lần"
    form = page.forms["form"]
    form["to"], form["reached"] = " ", "yes"
    page = form.submit(status=409)
    assert "Hãy ghi đã gọi cho ai" in page.text
    assert page.forms["form"]["note"].value == "Gọi hai lần"


def test_acts_upon_many_are_offered_to_those_whose_acts_they_are(office, made):
    made.dossier(workflow.RESOLVED)

    def offered(role: Role) -> list[str]:
        page = office.as_(role).get(NOT_FETCHED)
        return [button["formaction"].rpartition("/")[2] for button in page.html.select("button[formaction]")]

    assert offered(Role.RETURNER) == ["batch_announce_result", "batch_hand_over"]
    assert offered(Role.RECEIVER) == ["batch_announce_result"], "she does not have the papers of results"


def test_only_the_newest_calls_stand_on_the_board(office, made):
    path, returner = made.dossier(workflow.RESOLVED), office.as_(Role.RETURNER)
    for n in range(5):
        office.later(minutes=1)
        returner.post(f"{path}note_call", {"to": "Mẫu", "reached": "no", "note": f"lần {n}"}, status=303)
    [row] = rows(returner.get(NOT_FETCHED))
    assert re.findall(r"lần \d", row) == ["lần 4", "lần 3", "lần 2"]
    assert "và 2 lần trước đó" in row


def test_who_hands_out_nothing_does_not_see_phones(office):
    for role in (Role.HANDLER, Role.GREETER, Role.CLERK, Role.APPROVER):
        office.as_(role).get(NOT_FETCHED, status=403)
    office.as_(Role.RECEIVER).get(NOT_FETCHED)


# The clerk


def test_the_clerk_begins_at_what_waits_for_register_and_seal(office, made):
    late = made.dossier(workflow.SEALING)
    office.later(days=7)
    made.dossier(workflow.SEALING)
    made.dossier(workflow.PROCESSING)
    clerk = office.as_(Role.CLERK)
    assert clerk.get("/ban-lam-viec").location.endswith(SEAL)
    page = clerk.get(SEAL)
    assert len(rows(page)) == 2
    assert "Quá hạn 1 ngày" in rows(page)[0]
    assert "Phạm Thị Thử" in rows(page)[0], "who proposed it"
    assert nexts(page)[0] == f"{late}register_and_seal"
    form = clerk.get(nexts(page)[0]).forms["form"]
    form["number"], form["symbol"] = "12", "GXN-UBND"
    form.submit(status=303)
    [other] = nexts(clerk.get(SEAL))
    form = clerk.get(other).forms["form"]
    form["number"], form["symbol"] = "13", "GXN-UBND"
    form.submit(status=303)
    assert "Mọi kết quả đã duyệt đều đã vào sổ" in clerk.get(SEAL).text
    office.as_(Role.HANDLER).get(SEAL, status=403)


# The helper


def test_a_helper_sees_the_drafts_she_helps_with_and_no_others(office, made):
    helper = office.as_(Role.HELPER)
    assert helper.get("/ban-lam-viec").location.endswith(PREPARE)
    made.dossier(papers=False)
    assert rows(helper.get(PREPARE)) == []
    helper.fill("/ban-lam-viec/tiep-don", procedure=MARRIAGE, name="Hoàng Thị Minh Họa")
    page = helper.get(PREPARE)
    assert "Hồ sơ tôi đang giúp chuẩn bị" in page.html.h1.text
    [row] = rows(page)
    assert "Hoàng Thị Minh Họa" in row
    assert page.html.select_one(".counters b").text == "1", "nor are the others counted"
    for query in ("handler=all", "handler=mine", f"handler={LOGINS[Role.HANDLER]}", "state=draft&handler=all"):
        assert rows(helper.get(f"{PREPARE}?{query}")) == [row]
    assert len(rows(office.as_(Role.GREETER).get(PREPARE))) == 2


def test_a_helper_has_many_drafts_to_go_through_and_none_of_another_helper(office):
    with office.changing() as site:
        for number, login in enumerate((LOGINS[Role.HELPER], "nguoi-khac")):
            greet(
                site.dossiers,
                procedure=site.procedures[MARRIAGE],
                today=office.now.date(),
                name=PEOPLE[number],
                helper=Helper("Người hỗ trợ", login),
                act=Act(login, office.now),
            )
    [row] = rows(office.as_(Role.HELPER).get(PREPARE))
    assert PEOPLE[0] in row


# The director, and where everybody begins


def test_every_place_of_the_rail_has_an_icon_of_its_own(one_without_code):
    for of_admin in (False, True):
        icons = [place.icon for place in one_without_code.registry["hcc.places"] if place.admin is of_admin]
        assert sorted(icons) == sorted(set(icons))
    rail = one_without_code.as_(Role.RECEIVER).get(RECEIVE).html.select(".rail a.place use")
    assert len({use["href"] for use in rail}) == len(rail) > 4


@pytest.mark.parametrize("role", sorted(Role))
def test_everybody_begins_where_something_is_to_be_done(shared_office, role):
    person = shared_office.as_(role)
    where = person.get("/ban-lam-viec").location
    page = person.get(where, status=200)
    assert page.html.h1.text.strip()
    assert any(where.endswith(place) for place in places(page)), "she finds back by the rail"
    assert page.html.select("main a, main button, main input")


@pytest.mark.parametrize("role", sorted(Role))
def test_whose_opinion_is_asked_reads_so_where_she_begins(shared_office, role):
    person, login = shared_office.as_(role), LOGINS[role]
    pages = {person.get("/ban-lam-viec").location, "/tai-khoan"}
    for page in pages:
        assert "Có hồ sơ cần ý kiến của bạn" not in person.get(page).text
    path = PopulatedOffice(shared_office).dossier(workflow.PROCESSING)
    with shared_office.changing() as site:
        consult(
            site.dossiers.get_by_token(token_of(path)),
            official=site.accounts[login],
            question="Có đúng là người của xóm không?",
            due=shared_office.now.date() + timedelta(days=2),
            act=Act("nguoi-khac", shared_office.now),
        )
    for page in sorted(pages):
        note = person.get(page).html.select_one("main .note.warn ul.bullets li")
        assert "Có đúng là người của xóm không?" in note.text
        assert "thứ Tư 25/11/2026" in note.text.replace("\u00a0", " ")
        person.get(note.a["href"], status=200)


def test_a_director_follows_everything_and_gives_many_to_an_official(office, made):
    director = office.as_(Role.DIRECTOR)
    paths = [made.dossier(workflow.RECEIVED) for _ in range(2)]
    made.dossier(workflow.WITHDRAWAL_REQUESTED)
    made.dossier(workflow.AWAITING_APPROVAL)
    page = director.get(DIRECT)
    assert len(rows(page)) == 4
    asked = press(director, page, "assign", chosen=[box["value"] for box in page.html.select("[name=chosen]")])
    assert len(asked.html.select(".side li")) == 2
    form = asked.forms["form"]
    form["official"] = LOGINS[Role.HANDLER]
    done = form.submit("assign")
    assert "Đã làm: 2. Chưa làm được: 0." in done.text
    with office.site() as site:
        assert {site.dossiers.get_by_token(token_of(path)).handler for path in paths} == {LOGINS[Role.HANDLER]}
    office.as_(Role.HANDLER).get(DIRECT, status=403)


def test_a_director_asks_by_handler_and_by_what_is_late(office, made):
    made.dossier(workflow.PROCESSING)
    office.later(days=7)
    made.dossier(workflow.RECEIVED)
    director = office.as_(Role.DIRECTOR)
    assert len(rows(director.get(f"{DIRECT}?handler={LOGINS[Role.HANDLER]}"))) == 1
    assert rows(director.get(f"{DIRECT}?handler={LOGINS[Role.CERTIFIER]}")) == []
    assert len(rows(director.get(f"{DIRECT}?due=overdue"))) == 1


def test_an_auditor_follows_the_same_and_is_offered_no_act(office, made):
    made.dossier(workflow.RECEIVED)
    page = office.as_(Role.AUDITOR).get(DIRECT)
    [row] = rows(page)
    assert row.endswith("Enter")
    assert page.html.select_one("td.next a").contents[0] == "Mở hồ sơ"
    assert not page.html.select("[name=chosen]")
    assert not page.html.select("button[formaction]")
    chosen = received(office, made, 1)
    post(office.as_(Role.AUDITOR), f"{DIRECT}/batch_assign", chosen, status=403)


# Acts upon many that ask something


def press(person, page, verb: str, *, chosen: list[str], **more):
    """Press a button of the list, as its form sends it."""
    button = page.html.select_one(f"button[formaction$=batch_{verb}]")
    return post(person, button["formaction"], chosen, **more)


def post(person, at: str, chosen: list[str], *, key: str = "", status: int = 200, **fields: str):
    body = [("csrf_token", person.token()), ("key", key or secrets.token_hex(16)), *(("chosen", one) for one in chosen)]
    return person.browser.post(at, [*body, *fields.items()], status=status)


def received(office, made, count: int = 3) -> list[str]:
    paths = [made.dossier(workflow.RECEIVED) for _ in range(count)]
    with office.site() as site:
        found = [site.dossiers.get_by_token(token_of(path)) for path in paths]
        return [f"{one.token}.{one.version}" for one in found]


def test_a_receiver_hands_the_papers_of_many_over_with_cabinet_and_compartment(office, made):
    chosen, receiver = received(office, made), office.as_(Role.RECEIVER)
    assert rows(receiver.get(RECEIVE)) == [], "who waits to hand in comes first"
    aside = receiver.get(RECEIVE).html.select(".counters a")[-1]
    assert aside.get_text(" ", strip=True) == "3 Đã tiếp nhận"
    page = receiver.get(f"{RECEIVE}{aside['href'].removeprefix(RECEIVE)}")
    assert len(rows(page)) == 3
    form = press(receiver, page, "hand_over", chosen=chosen).forms["form"]
    form["to"], form["cabinet"], form["compartment"] = "Phòng Kinh tế", "Tủ 2", "Ngăn 7"
    done = form.submit("hand_over")
    assert len(rows(done)) == 3
    with office.site() as site:
        slips = [site.dossiers.get_by_token(one.split(".")[0]).control_slip for one in chosen]
    told = [(slip.taker, slip.cabinet, slip.compartment, slip.giver) for [slip] in slips]
    assert told == [("Phòng Kinh tế", "Tủ 2", "Ngăn 7", LOGINS[Role.RECEIVER])] * 3


def test_what_is_wrong_with_the_form_is_told_once_and_everything_is_kept(office, made):
    chosen, receiver = received(office, made, 2), office.as_(Role.RECEIVER)
    form = post(receiver, f"{RECEIVE}/batch_hand_over", chosen).forms["form"]
    form["cabinet"] = "Tủ 2"
    page = form.submit("hand_over", status=409)
    assert page.text.count("Hãy ghi") >= 1
    assert page.html.select_one("[data-error-summary] a")["href"].startswith("#")
    assert page.forms["form"]["cabinet"].value == "Tủ 2"
    assert [one["value"] for one in page.html.select("[name=chosen]")] == chosen
    form = page.forms["form"]
    form["to"], form["cabinet"] = "Phòng Kinh tế", "T" * 100
    page = form.submit("hand_over", status=422)
    assert page.forms["form"]["to"].value == "Phòng Kinh tế"
    with office.site() as site:
        assert not any(site.dossiers.get_by_token(one.split(".")[0]).control_slip for one in chosen)


def test_one_that_changed_meanwhile_is_told_beside_it_and_the_others_go_on(office, made):
    chosen, receiver = received(office, made), office.as_(Role.RECEIVER)
    form = post(receiver, f"{RECEIVE}/batch_assign", chosen).forms["form"]
    form["official"] = LOGINS[Role.HANDLER]
    office.as_(Role.HANDLER).post(f"/ho-so/{chosen[1].split('.')[0]}/process", status=303)
    page = form.submit("assign")
    assert "Đã làm: 2. Chưa làm được: 1." in page.text
    again = form.submit("assign")
    assert rows(again)[1:] == rows(page)[1:], "sent twice, done once"
    with office.site() as site:
        whats = [site.dossiers.get_by_token(one.split(".")[0]).chain.last.what for one in chosen]
        assert whats == ["assign", "process", "assign"]
        assert site.dossiers.listing_faults() == []


def test_who_may_not_handle_a_dossier_is_refused_for_that_one(office, made):
    copies = made.dossier(workflow.RECEIVED, of=COPY)
    marriage = made.dossier(workflow.RECEIVED)
    with office.site() as site:
        found = [site.dossiers.get_by_token(token_of(path)) for path in (copies, marriage)]
        chosen = [f"{one.token}.{one.version}" for one in found]
    receiver = office.as_(Role.RECEIVER)
    form = post(receiver, f"{RECEIVE}/batch_assign", chosen).forms["form"]
    form["official"] = LOGINS[Role.CERTIFIER]
    page = form.submit("assign")
    assert "Đã làm: 1. Chưa làm được: 1." in page.text
    assert "Hãy chọn cán bộ" in rows(page)[0]


def test_many_are_told_with_one_note(office, made):
    paths = [made.dossier(workflow.RESOLVED) for _ in range(2)]
    returner = office.as_(Role.RETURNER)
    page = returner.get(NOT_FETCHED)
    form = press(
        returner, page, "announce_result", chosen=[one["value"] for one in page.html.select("[name=chosen]")]
    ).forms["form"]
    assert "Hãy chọn" in form.submit("announce", status=422).text
    form["means"], form["note"] = "loudspeaker", "Loa sáng thứ Hai"
    form.submit("announce")
    with office.site() as site:
        told = [site.dossiers.get_by_token(token_of(path)).announcements for path in paths]
    assert [(one.means, one.note) for [one] in told] == [("loudspeaker", "Loa sáng thứ Hai")] * 2


@pytest.mark.parametrize("chosen", sorted([[], ["x"], ["khong-co-ho-so-nao.1"]]))
def test_nothing_chosen_says_what_to_do(shared_office, chosen):
    page = post(shared_office.as_(Role.RECEIVER), f"{RECEIVE}/batch_assign", chosen)
    assert "Chưa chọn hồ sơ nào" in page.text


def test_a_form_without_a_usable_key_is_not_ours(office, made):
    receiver = office.as_(Role.RECEIVER)
    post(receiver, f"{RECEIVE}/batch_assign", received(office, made, 1), key="x", status=400)


def test_an_act_of_another_desk_is_not_there(office, made):
    chosen = received(office, made, 1)
    post(office.as_(Role.APPROVER), "/ban-lam-viec/phe-duyet/batch_assign", chosen, status=404)
    post(office.as_(Role.RECEIVER), f"{DIRECT}/batch_assign", chosen, status=403)


# Papers to be scanned


def owing(office: Office, until: date) -> str:
    """A received dossier of which one paper came as paper only, to be scanned by a day."""
    path = PopulatedOffice(office).dossier(workflow.RECEIVED)
    with office.changing() as site:
        dossier = site.dossiers.get_by_token(token_of(path))
        dossier.verdicts = {**dossier.verdicts, 0: Finding(Verdict.PAPER_LATER, "Máy quét hỏng.", until)}
        site.dossiers.relist(dossier)
    return path


def test_papers_to_be_scanned_stand_by_the_day_promised_until_they_are(office):
    today = office.now.date()
    later, late = owing(office, today + timedelta(days=2)), owing(office, today - timedelta(days=3))
    receiver = office.as_(Role.RECEIVER)
    page = receiver.get(TO_SCAN)
    assert nexts(page) == [late, later]
    assert "Quá hạn 1 ngày" in rows(page)[0]
    assert "Thứ Tư" in rows(page)[1]
    assert TO_SCAN in places(page)
    receiver.upload(late, sample_pdf(), component="0")
    assert nexts(receiver.get(TO_SCAN)) == [later]


def test_a_day_promised_for_today_is_said_so(office):
    owing(office, office.now.date())
    assert "Hôm nay" in rows(office.as_(Role.DIRECTOR).get(TO_SCAN))[0]


def test_only_who_works_with_dossiers_sees_what_is_to_be_scanned(office):
    owing(office, office.now.date())
    office.as_(Role.RETURNER).get(TO_SCAN, status=403)
    assert rows(office.as_(Role.HANDLER).get(TO_SCAN)) == []


def test_when_everything_is_scanned_the_board_says_so(shared_office):
    assert "đều đã được số hóa" in shared_office.as_(Role.RECEIVER).get(TO_SCAN).text


# Papers of a dossier


@pytest.mark.parametrize(
    ("role", "at", "state"),
    [
        (Role.RECEIVER, "/ban-lam-viec/tiep-nhan?state=received", workflow.RECEIVED),
        (Role.HANDLER, "/ban-lam-viec/xu-ly", workflow.PROCESSING),
        (Role.APPROVER, "/ban-lam-viec/phe-duyet", workflow.AWAITING_APPROVAL),
        (Role.RETURNER, "/ban-lam-viec/tra-ket-qua", workflow.RESOLVED),
        (Role.RETURNER, "/ban-lam-viec/cho-nhan", workflow.RESOLVED),
        (Role.CLERK, "/ban-lam-viec/dong-dau", workflow.SEALING),
        (Role.DIRECTOR, "/ban-lam-viec/theo-doi", workflow.RECEIVED),
        (Role.RECEIVER, "/ban-lam-viec/tim?q=vi+du", workflow.RECEIVED),
    ],
)
def test_one_key_opens_the_newest_paper_of_a_dossier_on_every_desk(office, made, role, at, state):
    made.dossier(state)
    person = office.as_(role)
    page = person.get(at)
    rows = page.html.select("[data-rows] > tr")
    assert rows
    for row in rows:
        (link,) = row.select("a[data-key=i]")
        answer = person.get(link["href"])
        answer = answer.follow() if answer.status_int == 303 else answer
        assert answer.content_type == "application/pdf"
    assert "i" in [key.text for key in page.html.select(".hints kbd")], "the page says so"
