"""What a sheet shows is drawn once for everybody who reads the same, and never shown where anything differs."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pyramid.renderers import render

from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.procedures import sheet_parts
from hcc.procedures.operations.publish import publish_revision
from hcc.web import drawn as drawing
from office import LOGINS

CODE, OTHER = "2.000815", "1.001193"


@pytest.fixture
def drawn(monkeypatch):
    """The texts drawn so far, by address."""
    seen = []

    def draw(template, told, request):
        if template == sheet_parts.TEMPLATE:
            seen.append(told["base"])
        return render(template, told, request)

    monkeypatch.setattr(drawing, "render", draw)
    return seen


def main_of(person, path: str) -> str:
    return " ".join(person.get(path).html.find("main").get_text(" ").split())


def revise(office, **changes) -> int:
    """A text for a week from now; answers its number."""
    with office.changing() as site:
        procedure, act = site.procedures[CODE], Act("system", office.now)
        revision = procedure.add_revision(replace(procedure.latest().record, **changes), made_by=act.by, made_at=act.at)
        publish_revision(revision, effective=office.now.date() + timedelta(days=7), act=act)
        return revision.number


def test_officials_see_what_was_drawn_for_citizens(office, drawn):
    as_citizen = main_of(office.as_(), f"/thu-tuc/{CODE}")
    assert drawn == [f"/thu-tuc/{CODE}"]
    assert main_of(office.as_(Role.RECEIVER), f"/thu-tuc/{CODE}") == as_citizen
    assert main_of(office.as_(Role.HANDLER), f"/thu-tuc/{CODE}") == as_citizen
    assert len(drawn) == 1


def test_a_text_in_another_language_or_of_another_procedure_is_drawn_for_itself(office, drawn):
    official = office.as_(Role.RECEIVER)
    vietnamese = main_of(official, f"/thu-tuc/{CODE}")
    assert "What to bring" in main_of(official, f"/thu-tuc/{CODE}?lang=en")
    assert main_of(official, f"/thu-tuc/{OTHER}?lang=vi") != vietnamese
    assert main_of(official, f"/thu-tuc/{CODE}") == vietnamese
    assert len(drawn) == 3


def test_what_changes_around_a_text_is_seen_at_once(office, drawn):
    official = office.as_(Role.RECEIVER)
    assert "thay đổi" not in main_of(official, f"/thu-tuc/{CODE}")
    revise(office, steps=("Nộp ở quầy số 1",))
    first = office.now.date() + timedelta(days=7)
    assert f"{first:%d/%m/%Y}" in main_of(official, f"/thu-tuc/{CODE}")
    with office.changing() as site:
        site.procedures[CODE].upcoming(office.now.date()).effective_from += timedelta(days=1)
    later = main_of(official, f"/thu-tuc/{CODE}")
    assert f"{first + timedelta(days=1):%d/%m/%Y}" in later
    assert f"{first:%d/%m/%Y}" not in later
    office.later(days=9)
    assert "Nộp ở quầy số 1" in main_of(office.as_(), f"/thu-tuc/{CODE}")
    assert len(drawn) == 4


def test_the_page_around_a_text_is_each_readers_own(office, drawn):
    official = office.as_(Role.RECEIVER)
    plain = official.get(f"/thu-tuc/{CODE}").text
    official.get("/display?size=1&contrast=1&next=/")
    assert 'class="text-larger contrast"' in official.get(f"/thu-tuc/{CODE}").text
    official.get("/display?size=0&contrast=0&next=/")
    assert official.get(f"/thu-tuc/{CODE}").text == plain
    for path, other in ((f"/thu-tuc/{CODE}", "?lang=en"), (f"/thu-tuc/{CODE}?from=zalo", "?from=zalo&lang=en")):
        assert official.get(path).html.select_one("a[hreflang]")["href"] == f"/thu-tuc/{CODE}{other}"
    office.now = office.now.replace(hour=12, minute=30)
    official.sign_in(LOGINS[Role.RECEIVER])
    assert "Đã đóng cửa" in official.get(f"/thu-tuc/{CODE}").text
    assert len(drawn) == 1


def test_each_page_has_its_own_title_and_way_back(office):
    citizen = office.as_()
    for path, title, back in (
        (f"/thu-tuc/{CODE}", "Chứng thực bản sao từ bản chính", "/thu-tuc"),
        (f"/thu-tuc/{OTHER}", "Đăng ký khai sinh", "/thu-tuc"),
        (f"/thu-tuc/{CODE}/phien-ban/1", "Chứng thực bản sao từ bản chính", f"/thu-tuc/{CODE}"),
    ):
        page = citizen.get(path).html
        assert page.title.get_text().strip().startswith(title)
        assert page.select_one("a.back")["href"] == back
    revise(office, short_name="Sao <b>& bản</b>")
    office.later(days=8)
    assert citizen.get(f"/thu-tuc/{CODE}").html.title.get_text().strip().startswith("Sao <b>& bản</b>")


def test_a_sentence_carried_over_is_shown_once_and_to_nobody_else(office):
    keeper, other = office.as_(Role.CATALOGUE_ADMINISTRATOR), office.as_(Role.RECEIVER)
    other.get(f"/thu-tuc/{CODE}")
    keeper.fill(f"/thu-tuc/{CODE}/edit", short_name="Chứng thực bản sao")
    keeper.get(f"/thu-tuc/{CODE}/publish").forms["form"].submit(status=303)
    assert keeper.get(f"/thu-tuc/{CODE}").html.select(".flash")
    assert not keeper.get(f"/thu-tuc/{CODE}").html.select(".flash")
    assert not other.get(f"/thu-tuc/{CODE}").html.select(".flash")


def test_only_so_many_are_kept(office, drawn, monkeypatch):
    monkeypatch.setattr(drawing, "MOST", 3)
    citizen, official = office.as_(), office.as_(Role.RECEIVER)
    with office.site() as site:
        codes = [revision.procedure.code for revision in site.procedures.published(office.now.date())][:4]
    for code in codes:
        citizen.get(f"/thu-tuc/{code}")
    assert len(office.registry["hcc.drawn_pieces"]) == 3
    official.get(f"/thu-tuc/{codes[-1]}")
    assert len(drawn) == 4
    official.get(f"/thu-tuc/{codes[0]}")
    assert len(drawn) == 5


def test_no_text_can_take_a_page_apart(office):
    revise(office, short_name=f"Tên có {drawing.HOLE} ở giữa", steps=(str(drawing.HOLE),))
    office.later(days=8)
    page = office.as_().get(f"/thu-tuc/{CODE}")
    assert page.html.select_one("h1").get_text() == f"Tên có {drawing.HOLE} ở giữa"
    assert page.html.select_one("main .side"), "nothing was cut off"
    assert f"Tên có {drawing.HOLE}" in office.as_().get(f"/thu-tuc?q={CODE}").html.select_one(".hits").get_text()
