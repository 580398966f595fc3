"""What the front page tells is drawn once for everybody who reads the same, and never shown where anything differs."""

from dataclasses import replace

import pytest
from pyramid.renderers import render

from hcc.core.act import Act
from hcc.core.calendar import DayRule
from hcc.core.roles import Role
from hcc.portal.views import home
from hcc.procedures.operations.publish import publish_revision
from hcc.web import drawn as drawing
from office import LOGINS

CODE = "2.000815"
SIGNER = LOGINS[Role.APPROVER]


@pytest.fixture
def drawn(monkeypatch):
    """Counts the drawings of the front page."""
    seen = []

    def draw(template, told, request):
        if template == home.PARTS_TEMPLATE:
            seen.append(told)
        return render(template, told, request)

    monkeypatch.setattr(drawing, "render", draw)
    return seen


@pytest.fixture
def read(office, drawn):
    """The words of the front page as an official reads it, whose pages are put together anew each time."""

    def words(address: str = "/") -> str:
        official = office.as_(Role.RECEIVER)
        return " ".join(official.get(address).html.find("main").get_text(" ").split())

    words()
    return words


def test_it_is_drawn_once_for_all_who_read_the_same(office, drawn, read):
    first = read()
    assert "Chọn theo việc" in first
    office.as_().get("/")
    office.as_(Role.HANDLER).get("/")
    assert read() == first
    assert len(drawn) == 1


def test_another_language_is_drawn_for_itself(read, drawn):
    assert "What is new" in read("/?lang=en")
    assert "Mới cập nhật" in read("/?lang=vi")
    assert len(drawn) == 2


def test_the_title_stands_in_head_and_heading(office):
    page = office.as_().get("/?lang=en").html
    assert page.select_one("h1").get_text() == "What papers do you need?"
    assert page.title.get_text().strip().startswith("What papers do you need?")


def at_noon(office):
    office.now = office.now.replace(hour=12, minute=30)


def next_day(office):
    office.later(days=1)


def a_day_off(office):
    with office.changing() as site:
        book = site.calendar_book
        book.rules = {**book.rules, office.now.date().replace(day=24): DayRule(working=False, name="Ngày hội xã")}


def nobody_signs(office):
    with office.changing() as site:
        for official in site.accounts.officials():
            official.signing_capacity, official.capacities = (), ()


def a_text(office):
    with office.changing() as site:
        procedure, act = site.procedures[CODE], Act("system", office.now)
        record = replace(procedure.latest().record, short_name="Sao y giấy tờ")
        revision = procedure.add_revision(record, made_by=act.by, made_at=act.at)
        publish_revision(revision, effective=office.now.date(), act=act)


CHANGES = {
    at_noon: "Đã đóng cửa",
    next_day: "Hôm nay, thứ Ba 24/11",
    a_day_off: "Ngày hội xã",
    nobody_signs: None,
    a_text: "Sao y giấy tờ",
}


@pytest.mark.parametrize("change", sorted(CHANGES, key=lambda change: change.__name__), ids=lambda one: one.__name__)
def test_what_has_changed_is_seen_at_once(office, read, drawn, change):
    before, said = read(), CHANGES[change] or "chứng thực, đến 12:00"
    change(office)
    after = read()
    assert (said in before, said in after) == ((False, True) if CHANGES[change] else (True, False))
    assert len(drawn) == 2
