"""What a sheet shows is drawn once for everybody who reads the same, and never shown where anything differs."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pyramid.renderers import render

from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.procedures import sheet_parts
from hcc.procedures.operations.publish import publish_revision
from hcc.procedures.sheet_parts import MOST, PARTS

CODE, OTHER = "2.000815", "1.001193"


@pytest.fixture
def drawn(monkeypatch):
    """The parts drawn so far, each by the address of its text."""
    seen = []

    def draw(template, told, request):
        seen.append(told["base"])
        return render(template, told, request)

    monkeypatch.setattr(sheet_parts, "render", draw)
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
    assert drawn == [f"/thu-tuc/{CODE}"] * len(PARTS)
    assert main_of(office.as_(Role.RECEIVER), f"/thu-tuc/{CODE}") == as_citizen
    assert main_of(office.as_(Role.HANDLER), f"/thu-tuc/{CODE}") == as_citizen
    assert len(drawn) == len(PARTS)


def test_a_text_in_another_language_or_of_another_procedure_is_drawn_for_itself(office, drawn):
    official = office.as_(Role.RECEIVER)
    vietnamese = main_of(official, f"/thu-tuc/{CODE}")
    assert "What to bring" in main_of(official, f"/thu-tuc/{CODE}?lang=en")
    assert main_of(official, f"/thu-tuc/{OTHER}?lang=vi") != vietnamese
    assert main_of(official, f"/thu-tuc/{CODE}") == vietnamese
    assert len(drawn) == 3 * len(PARTS)


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
    assert len(drawn) == 4 * len(PARTS)


def test_only_so_many_are_kept(office, drawn):
    official = office.as_(Role.RECEIVER)
    with office.site() as site:
        codes = [revision.procedure.code for revision in site.procedures.published(office.now.date())]
    assert len(codes) > MOST
    for code in codes:
        official.get(f"/thu-tuc/{code}")
    assert len(office.registry["hcc.drawn_sheets"]._kept) == MOST
    before = len(drawn)
    official.get(f"/thu-tuc/{codes[-1]}")
    assert len(drawn) == before
    official.get(f"/thu-tuc/{codes[0]}")
    assert len(drawn) == before + len(PARTS)
