"""Files at the counter without scripts: kept before it is known whose dossier they are, and handed in with it."""

import threading

import pytest
from webtest import Upload

from functional.seen_forms import multipart
from functional.test_counter import COUNTER, NAME, NUMBER, filled, typed
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.dossiers.operations.begin import begin
from hcc.dossiers.operations.prepare import prepare
from hcc.dossiers.people import Person
from hcc.dossiers.quotas import Quotas
from hcc.site.verification import verify_site
from office import LOGINS, Office, sample_pdf
from pages import VIEWS
from populated import COPY, MARRIAGE, PopulatedOffice

ONE, TWO = sample_pdf(1), sample_pdf(2)


@pytest.fixture
def receiver(office):
    return office.as_(Role.RECEIVER)


@pytest.fixture
def made(office) -> PopulatedOffice:
    return PopulatedOffice(office)


def press(form, button: str, number: str = "1", **options):
    """Press a button of the files, which sends the form to an address of its own."""
    form.action = f"{COUNTER}_{button}"
    return form.submit(button, value=None if button == "attach" else number, **options)


def with_file(receiver, file: str = "to-khai.pdf", content: bytes = ONE, **fields: str):
    """The page after a file was added to what is typed so far."""
    form = typed(receiver.get(COUNTER).forms["form"], **fields)
    form["paper"] = Upload(file, content)
    return press(form, "attach", status=303).follow()


def names_listed(page) -> list[str]:
    return [one.select_one("a.strong").text for one in page.html.select("#scans-list .scan")]


def faults(office: Office) -> list[str]:
    with office.site() as site:
        return [fault for check in verify_site(site, office.registry["hcc.settings"]) for fault in check.faults]


def begun(office: Office) -> list:
    with office.site() as site:
        return [[paper.name for paper in dossier.papers] for dossier in site.dossiers.all_begun()]


def test_a_file_is_kept_before_anything_else_is_known_and_becomes_part_of_the_dossier(office, receiver):
    page = with_file(receiver, name=NAME)
    assert names_listed(page) == ["to-khai.pdf"]
    assert page.forms["form"]["name"].value == NAME, "what was typed stays"
    with office.site() as site:
        assert list(site.dossiers.all()) == [], "nothing waits on any desk"
    form = typed(page.forms["form"], procedure=MARRIAGE).submit("choose").forms["form"]
    form["of_1"] = "0"
    page = press(form, "assign", status=303).follow()
    assert "c0" in page.forms["form"].fields
    form = typed(page.forms["form"], citizen_number=NUMBER, birth="1/1/1990", phone="0900000000")
    for name in [name for name in form.fields if name and name.startswith("c") and name[1:].isdigit() and name != "c0"]:
        form[name] = "passed"
    answer = form.submit("receive", status=303)
    assert answer.location.endswith("/receipt")
    with office.site() as site:
        (dossier,) = site.dossiers.all()
        assert (dossier.state, dossier.person.name) == (workflow.RECEIVED, NAME)
        assert [(paper.name, paper.component) for paper in dossier.papers] == [("to-khai.pdf", 0)]
        told = [record.what for record in dossier.chain]
        assert told == ["attach", "assign_paper", "greet", "prepare", "submit", "receive"]
        assert dossier.papers.handed_in == 1
        assert site.dossiers.listing_faults() == []
    assert begun(office) == []
    assert faults(office) == []
    assert names_listed(receiver.get(COUNTER)) == [], "the next person's page is empty"


def test_a_mandatory_paper_that_came_as_a_file_needs_no_tick(receiver):
    form = typed(receiver.get(COUNTER).forms["form"], procedure=MARRIAGE).submit("choose").forms["form"]
    wanted = len(form_missing(form.submit("choose")))
    form["paper"], form["component"] = Upload("to-khai.pdf", ONE), "0"
    page = press(form, "attach", status=303).follow()
    assert len(form_missing(page)) == wanted - 1
    assert page.forms["form"]["component"].value != "0", "the next paper that is missing is meant next"


def form_missing(page) -> list[str]:
    return [one.text for one in page.html.select("#complete li")]


@pytest.mark.parametrize(("name", "content"), [("trống.pdf", b""), ("ảnh.gif", b"GIF89a"), ("khoá.pdf", b"%PDF-1.7")])
def test_a_file_that_cannot_be_taken_says_why_beside_its_name(office, receiver, name, content):
    form = typed(receiver.get(COUNTER).forms["form"], name=NAME)
    form["paper"] = Upload(name, content)
    page = press(form, "attach", status=409)
    assert name in page.html.select_one("[data-refused]").text
    assert len(page.html.select_one("[data-why]").text) > 20
    assert page.forms["form"]["name"].value == NAME
    assert begun(office) == []


def test_pressing_add_without_a_file_says_to_choose_one(receiver):
    page = press(typed(receiver.get(COUNTER).forms["form"], name=NAME), "attach", status=409)
    assert "chọn" in page.html.select_one("[data-error-summary]").text.lower()


def test_a_chosen_file_is_not_forgotten_by_who_presses_receive_at_once(office, receiver):
    form = filled(receiver)
    form["paper"] = Upload("to-khai.pdf", ONE)
    sent = form.submit("receive", status=307)
    assert sent.location.endswith("counter_attach")
    page = press(form, "attach", status=303).follow()
    assert names_listed(page) == ["to-khai.pdf"]
    page.forms["form"].submit("receive", status=303)
    with office.site() as site:
        (dossier,) = site.dossiers.all()
        assert [paper.name for paper in dossier.papers] == ["to-khai.pdf"]


def test_the_file_stays_when_another_procedure_is_chosen_and_is_assigned_anew(office, receiver):
    form = typed(receiver.get(COUNTER).forms["form"], procedure=MARRIAGE).submit("choose").forms["form"]
    form["paper"], form["component"] = Upload("to-khai.pdf", ONE), "0"
    form = press(form, "attach", status=303).follow().forms["form"]
    page = typed(form, procedure=COPY).submit("choose")
    assert names_listed(page) == ["to-khai.pdf"]
    assert page.forms["form"]["of_1"].value == "", "it was the first paper of another procedure"
    form = filled(receiver, COPY)
    form.submit("receive", status=303)
    with office.site() as site:
        (dossier,) = site.dossiers.all()
        assert [(paper.name, paper.component) for paper in dossier.papers] == [("to-khai.pdf", None)]
        assert dossier.record.code == COPY


def test_a_mistaken_file_is_taken_away_and_that_it_was_there_is_on_record(office, receiver):
    page = with_file(receiver, name=NAME)
    page = press(page.forms["form"], "detach", status=303).follow()
    assert names_listed(page) == []
    assert page.forms["form"]["name"].value == NAME
    filled(receiver).submit("receive", status=303)
    with office.site() as site:
        (dossier,) = site.dossiers.all()
        assert [record.what for record in dossier.chain][:2] == ["attach", "detach"]
    assert faults(office) == []
    page = with_file(receiver)
    stale = receiver.get(COUNTER).forms["form"]
    press(page.forms["form"], "detach", status=303)
    page = press(stale, "detach", status=409)
    assert "đã được bỏ" in page.html.select_one("[data-error-summary]").text


def test_nobody_else_sees_the_files_of_a_visit(office, receiver):
    page = with_file(receiver)
    visit = page.forms["form"]["visit"].value
    with office.changing() as site:
        site.accounts[LOGINS[Role.GREETER]].roles = frozenset({Role.RECEIVER, Role.DIRECTOR})
    other = office.as_(LOGINS[Role.GREETER])
    for at in ("", "giay-to/1", "giay-to/1/read", "giay-to/1/page"):
        assert receiver.get(f"/ho-so/{visit}/{at}").status_code in (200, 303)
        other.get(f"/ho-so/{visit}/{at}", status=(403, 404))
    assert names_listed(other.get(f"{COUNTER}?visit={visit}")) == []
    form = other.get(COUNTER).forms["form"]
    form["visit"].force_value(visit)
    form["paper"] = Upload("cua-toi.pdf", ONE)
    press(form, "attach", status=303)
    assert sorted(begun(office)) == [["cua-toi.pdf"], ["to-khai.pdf"]]


def test_two_windows_of_one_official_do_not_mix_two_people(office):
    one, other = office.as_(Role.RECEIVER), office.as_(Role.RECEIVER)
    first, second = one.get(COUNTER).forms["form"], other.get(COUNTER).forms["form"]
    for form, name in ((first, "Trần Văn Một"), (second, "Trần Thị Hai")):
        typed(form, name=name)["paper"] = Upload(f"{name}.pdf", ONE)
    pages = [press(first, "attach", status=303).follow(), press(second, "attach", status=303).follow()]
    pages[0] = typed(pages[0].forms["form"], procedure=COPY).submit("choose")
    for page, name in zip(pages, ("Trần Văn Một", "Trần Thị Hai"), strict=True):
        assert page.forms["form"]["name"].value == name
        assert names_listed(page) == [f"{name}.pdf"]


def test_two_first_files_that_come_at_the_same_moment_begin_one_dossier(office):
    windows = [office.as_(Role.RECEIVER), office.as_(Role.RECEIVER)]
    visit = windows[0].get(COUNTER).forms["form"]["visit"].value
    tokens = [window.token() for window in windows]

    def send(number: int) -> None:
        fields = {"csrf_token": tokens[number], "key": f"{number:032x}", "visit": visit}
        at = f"{COUNTER}_attach"
        windows[number].browser.post(at, {**fields, "paper": Upload(f"{number}.pdf", ONE)}, status=303)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [sorted(names) for names in begun(office)] == [["0.pdf", "1.pdf"]]


def test_the_same_file_sent_twice_is_one_paper(office, receiver):
    form = receiver.get(COUNTER).forms["form"]
    form["paper"] = Upload("to-khai.pdf", ONE)
    locations = {press(form, "attach", status=303).location for _ in range(2)}
    assert len(locations) == 1
    assert begun(office) == [["to-khai.pdf"]]


def test_who_begins_anew_leaves_no_file_behind(office, receiver):
    page = with_file(receiver, name=NAME)
    visit = page.forms["form"]["visit"].value
    (again,) = [form for form in page.forms.values() if form.action.endswith("_give_up")]
    page = again.submit(status=303).follow()
    assert page.forms["form"]["name"].value == ""
    assert names_listed(page) == []
    assert begun(office) == []
    receiver.get(f"/ho-so/{visit}/giay-to/1/page", status=404)


def test_files_nobody_went_on_with_are_gone_a_day_later(office, receiver):
    with_file(receiver, "cu.pdf")
    office.later(hours=23)
    office.as_(Role.RECEIVER)
    with office.changing() as site:
        begin(site.dossiers, token="aaaaaaaaaaaaaaaa", act=Act(LOGINS[Role.RECEIVER], office.now))
    assert ["cu.pdf"] in begun(office)
    office.later(hours=2)
    with office.changing() as site:
        begin(site.dossiers, token="bbbbbbbbbbbbbbbb", act=Act(LOGINS[Role.RECEIVER], office.now))
    assert begun(office) == [[], []]


def test_a_prepared_dossier_takes_files_too_and_is_received_with_them(office, made, receiver):
    token = made.dossier(workflow.SUBMITTED).split("/")[2]
    form = typed(receiver.get(f"{COUNTER}?dossier={token}").forms["form"], phone="0911111111")
    form["paper"] = Upload("them.pdf", TWO)
    page = press(form, "attach", status=303).follow()
    assert "them.pdf" in names_listed(page)
    assert page.forms["form"]["phone"].value == "0911111111"
    page.forms["form"].submit("receive", status=303)
    with office.site() as site:
        dossier = site.dossiers.get_by_token(token)
        assert dossier.state == workflow.RECEIVED
        assert "them.pdf" in [paper.name for paper in dossier.papers]


def test_a_file_does_not_hide_what_somebody_else_changed_meanwhile(office, made, receiver):
    token = made.dossier(workflow.SUBMITTED).split("/")[2]
    form = receiver.get(f"{COUNTER}?dossier={token}").forms["form"]
    with office.changing() as site:
        person = Person("Trần Thị Đổi", NUMBER, "01/01/1990", "0900000009", address="xóm Mẫu, xã An Mẫu")
        prepare(site.dossiers.get_by_token(token), person=person, act=Act(LOGINS[Role.GREETER], office.now))
    form["paper"] = Upload("them.pdf", ONE)
    page = press(form, "attach", status=303).follow()
    page = page.forms["form"].submit("receive", status=409)
    assert "Trần Thị Đổi" in page.html.select_one(".note.warn table").text


def test_a_dossier_somebody_received_meanwhile_takes_no_file_here(office, made, receiver):
    token = made.dossier(workflow.SUBMITTED).split("/")[2]
    first, second = (receiver.get(f"{COUNTER}?dossier={token}").forms["form"] for _ in range(2))
    first.submit("receive", status=303)
    second["paper"] = Upload("them.pdf", ONE)
    page = press(second, "attach", status=409)
    assert "them.pdf" in page.html.select_one("[data-refused]").text


def test_more_files_than_a_dossier_holds_are_refused_in_words(office, receiver, monkeypatch):
    monkeypatch.setattr(Quotas, "of", classmethod(lambda cls, settings: cls(dossier_papers=1)))
    page = with_file(receiver)
    form = page.forms["form"]
    form["paper"] = Upload("hai.pdf", ONE)
    page = press(form, "attach", status=409)
    assert "nhiều nhất 1" in page.html.select_one("[data-why]").text
    assert begun(office) == [["to-khai.pdf"]]


READERS = sorted({row.name for row in VIEWS if row.context == "Dossier" and row.method == "GET"})


def test_no_page_of_a_dossier_breaks_over_one_that_only_began(receiver):
    visit = with_file(receiver).forms["form"]["visit"].value
    assert len(READERS) > 20
    for name in READERS:
        assert receiver.get(f"/ho-so/{visit}/{name}", status="*").status_code < 500, name
    for name in ("submit", "receive", "prepare", "refuse"):
        assert 400 <= receiver.post(f"/ho-so/{visit}/{name}", status="*").status_code < 500, name


@pytest.mark.parametrize(("view", "status"), [("", 200), ("_attach", 409), ("_assign", 400), ("_detach", 400)])
def test_a_part_without_a_name_is_passed_over(receiver, view, status):
    pairs = [(b"csrf_token", receiver.token().encode()), (b"key", b"0" * 32), (b"none", b"nameless")]
    kind, body = multipart(pairs, {})
    body = body.replace(b'; name="none"', b"")
    receiver.browser.post(COUNTER + view, body, {"Content-Type": kind}, status=status)
