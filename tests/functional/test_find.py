"""The staff search as officials use it: what they find, what they may not see, what stays on record."""

import json

import pytest
from pyramid.request import Request

from functional.refusing import everyone_at_work, nothing_changes
from hcc.accounts.throttle import Throttle
from hcc.core.roles import Role
from hcc.desks.find import LOOK_UPS
from hcc.desks.find_question import FindQuestion
from hcc.dossiers import workflow
from populated import PopulatedOffice

WHERE = "/ban-lam-viec/tim"


@pytest.fixture(scope="module")
def office(shared_office):
    return everyone_at_work(shared_office)


@pytest.fixture(scope="module")
def made(office):
    made = PopulatedOffice(office).ready()
    assert made.received
    assert made.draft
    return made


@pytest.fixture(autouse=True)
def _nobody_looked_up(office):
    office.registry["hcc.looked_up"] = Throttle(LOOK_UPS)


def of(office, dossier: str):
    with office.site() as site:
        found = site.dossiers.get_by_token(dossier.split("/")[2])
        return found.reception_number, found.person.name, found.person.phone


def search(office, role: Role, status: int = 200, **fields: str):
    return office.as_(role).get(WHERE, params=fields, status=status)


def links(page) -> list[str]:
    return [link["href"] for link in page.html.select("[data-rows] .next a")]


def every_page(office, role: Role, **fields: str) -> list[str]:
    page, found = search(office, role, **fields), []
    while True:
        found += links(page)
        more = page.html.select_one("[rel=next]")
        if more is None:
            return found
        page = office.as_(role).get(more["href"])


def test_a_name_without_accents_a_tail_or_a_day_finds_the_dossier(office, made):
    from hcc.core.text import fold

    number, name, phone = of(office, made.received)
    first, *_, last = fold(name).split()
    day = f"{number.split('-')[1][4:]}/{number.split('-')[1][2:4]}"
    for fields in (
        {"q": fold(name)},
        {"q": f"{last} {first[:2]}"},
        {"q": f"tên:{last}", "state": workflow.RECEIVED},
        {"q": f"số:{number[-4:]}"},
        {"q": number[-4:]},
        {"q": f"sđt:{phone[-4:]}"},
        {"q": phone},
        {"q": f"nhận:{day}..{day} {last}"},
        {"q": f"trạngthái:đãtiếpnhận {last}"},
        {"received": day},
        {"procedure": "1.004873", "state": workflow.RECEIVED},
    ):
        assert made.received in every_page(office, Role.RECEIVER, **fields), fields
    assert search(office, Role.RECEIVER, 303, q=f" {number.lower()} ").location.endswith(made.received)


def test_what_one_may_not_open_is_not_shown_or_counted(office, made):
    """A handler does not see drafts, a greeter not what was received."""
    number, name, _ = of(office, made.received)
    page = search(office, Role.GREETER, q=f"số:{number[-7:]}")
    assert links(page) == []
    assert name not in page.text
    assert "Không có hồ sơ nào bạn được xem" in page.text
    assert search(office, Role.GREETER, q=number).html.select("[data-rows] tr") == []
    every = every_page(office, Role.DIRECTOR, q="mau")
    assert every
    for role in sorted(Role):
        for path in every_page(office, role, q="mau"):
            office.as_(role).get(path, status=200)
            assert path in every


def test_the_director_and_the_auditor_find_every_dossier(office, made):
    with office.site() as site:
        every = {f"/ho-so/{dossier.token}/" for dossier in site.dossiers.all()}
    for role in (Role.DIRECTOR, Role.AUDITOR):
        found = [path for state in sorted(workflow.WORKFLOW.states) for path in every_page(office, role, state=state)]
        assert sorted(found) == sorted(every)


def test_who_looks_for_a_person_is_on_record_without_what_was_typed(office, made):
    _, _, phone = of(office, made.received)
    log = office.var / "access.log"
    before = len(log.read_text().splitlines()) if log.exists() else 0
    shown = len(links(search(office, Role.RECEIVER, q=f"sđt:{phone[-5:]}")))
    search(office, Role.RECEIVER, q="số:0001")
    search(office, Role.RECEIVER, state=workflow.RECEIVED)
    lines = log.read_text().splitlines()[before:]
    assert len(lines) == 1, "numbers and states are nobody's name"
    _, who, what = json.loads(lines[0].partition(" ")[2])
    assert who == "tiepnhan"
    assert what.startswith(f"{WHERE} phone: {shown}")
    assert phone[-5:] not in what


def test_many_look_ups_of_people_are_stopped_for_a_while_and_numbers_are_not(office, made):
    office.registry["hcc.looked_up"] = Throttle(2)
    search(office, Role.RECEIVER, q="hoa")
    search(office, Role.RECEIVER, q="hoa")
    with nothing_changes(office):
        page = search(office, Role.RECEIVER, 429, q="mau")
    assert links(page) == []
    assert "đợi vài phút" in page.text
    assert page.html.select_one("#find-q")["value"] == "mau"
    search(office, Role.RECEIVER, 200, q="số:0001")
    search(office, Role.HANDLER, 200, q="mau")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"q": "12"}, "bốn số cuối"),
        ({"q": "sđt:1"}, "bốn số cuối"),
        ({"q": "nhận:hôm-qua"}, "không phải là ngày"),
        ({"received": "31/02"}, "không phải là ngày"),
        ({"received": "05/11..01/11"}, "ngày đầu đang sau ngày cuối"),
        ({"due": ".."}, "không phải là ngày"),
        ({"state": "ai-biet"}, "Không có trạng thái"),
        ({"procedure": "zzzz qqqq"}, "Không tìm thấy thủ tục"),
    ],
)
def test_what_cannot_be_understood_is_said_and_kept(office, made, fields, said):
    page = search(office, Role.RECEIVER, **fields)
    assert said in page.html.select_one("[role=alert]").text
    assert links(page) == []
    for name, value in fields.items():
        if name != "state":
            assert page.html.select_one(f"[name={name}][id^=find-]")["value"] == value


@pytest.mark.parametrize(
    "fields",
    [
        {"q": "x" * 5_000},
        {"q": "::::", "after": "9-99999999999999999999"},
        {"q": "hoa", "after": "7-1"},
        {"q": "hoa", "after": "0-9223372036854775807"},
        {"q": "\x00 %_*'\"<b>"},
        {"received": "99/99/9999", "due": "2026-13-45"},
        {"due": "01/01/2098..31/12/2098"},
        {"procedure": "9.999"},
    ],
)
def test_nothing_typed_breaks_the_search(office, made, fields):
    assert "'\"<b>" not in search(office, Role.RECEIVER, **fields).text


def test_the_address_of_the_next_page_is_read_as_it_is_written(office):
    """A search by words looks through one procedure after the other, a hundred of them perhaps."""
    written = FindQuestion.of(Request.blank(WHERE + "?q=")).query((112, 4_294_967_297))
    assert FindQuestion.of(Request.blank(WHERE + written)).after == (112, 4_294_967_297)
