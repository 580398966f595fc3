"""Before and after a text changes: which open dossiers stand on which text, and which sheets are outdated by it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from announced_states import board, hung
from functional.refusing import everyone_at_work
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.procedures.hangings import SheetKind
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.publish import publish_revision
from office import LOGINS
from populated import MARRIAGE, PopulatedOffice

K = Role.CATALOGUE_ADMINISTRATOR
PATH = f"/thu-tuc/{MARRIAGE}"
FIND = f"/ban-lam-viec/tim?procedure={MARRIAGE}&revision="


@pytest.fixture
def office(office):
    return everyone_at_work(office)


def words(page, what: str = "main") -> str:
    return " ".join(page.html.select_one(what).get_text(" ").split()).replace("\N{NO-BREAK SPACE}", " ")


def drafted(office, agency: str = "Ủy ban nhân dân xã") -> None:
    with office.changing() as site:
        procedure = site.procedures[MARRIAGE]
        record = replace(procedure.latest().record, agency=agency)
        edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=Act(LOGINS[K], office.now))


def published(office, days: int = 0) -> None:
    drafted(office, f"Ủy ban nhân dân xã, từ {days} ngày nữa")
    with office.changing() as site:
        day = office.now.date() + timedelta(days=days)
        publish_revision(site.procedures[MARRIAGE].draft(), effective=day, act=Act(LOGINS[K], office.now))


@pytest.fixture
def made(office):
    """Two open dossiers and one that is returned on the first text, one open on the second, and a draft of a third."""
    people = PopulatedOffice(office)
    first = [people.dossier(state) for state in (workflow.PROCESSING, workflow.RECEIVED, workflow.RETURNED)]
    office.later(hours=1)
    published(office)
    second = people.dossier(workflow.PROCESSING)
    drafted(office)
    return first, second


def given(office, login: str, role: Role) -> None:
    """The official has this role as well."""
    with office.changing() as site:
        official = site.accounts[login]
        official.roles = frozenset({*official.roles, role})


def dossiers_on(page) -> list[str]:
    return sorted(link["href"] for link in page.html.select("tbody td.next a"))


@pytest.mark.parametrize(
    "view", ["compare", "compare?a=1&b=2", "publish", "withdraw", "phien-ban/1/bring_back", "history"]
)
def test_each_page_says_how_many_open_dossiers_keep_which_text(office, made, view):
    if "bring_back" in view:
        with office.changing() as site:
            site.procedures[MARRIAGE].draft().discarded_at = office.now
    said = words(office.as_(K).get(f"{PATH}/{view}"))
    assert "theo bản 1: 2" in said
    assert "theo bản 2: 1" in said
    assert "vẫn theo bản" in said
    assert "theo bản 3" not in said


def test_the_count_leads_to_a_search_that_lists_exactly_them(office, made):
    (processing, received, _), second = made
    given(office, LOGINS[K], Role.DIRECTOR)
    for view in ("compare", "history"):
        page = office.as_(K).get(f"{PATH}/{view}")
        assert dossiers_on(page.click(href=r"revision=1$")) == sorted([processing, received])
        assert dossiers_on(page.click(href=r"revision=2$")) == [second]
    office.as_(K).get(f"{FIND}3", status=200).mustcontain("Không có hồ sơ nào")


def test_whoever_may_not_see_dossiers_is_given_the_number_alone(office, made):
    for view in ("compare", "history"):
        page = office.as_(K).get(f"{PATH}/{view}")
        assert "theo bản 1: 2" in words(page)
        assert "/ban-lam-viec/tim?procedure" not in page.text
    found = office.as_(K).get(f"{FIND}1")
    assert dossiers_on(found) == []


@pytest.mark.parametrize("asked", ["revision=x", "revision=0", "revision=99999999", "revision=%D9%A1", "revision=1"])
def test_a_revision_that_cannot_be_meant_is_told_and_kept_to_be_corrected(office, asked):
    code = "" if asked == "revision=1" else f"procedure={MARRIAGE}&"
    page = office.as_(Role.DIRECTOR).get(f"/ban-lam-viec/tim?{code}{asked}")
    said = "đủ mã thủ tục" if not code else "không phải số của bản nào"
    assert said in words(page, ".note.bad")
    assert page.html.find("input", attrs={"name": "revision"})["value"]


def test_the_search_keeps_the_revision_when_more_is_asked(office, made):
    (processing, _, _), _ = made
    page = office.as_(Role.DIRECTOR).get(f"{FIND}1")
    form = next(form for form in page.forms.values() if "revision" in form.fields)
    form["state"] = workflow.PROCESSING
    assert dossiers_on(form.submit()) == [processing]


def test_sheets_of_the_older_text_are_marked_with_the_way_to_the_kit(office):
    board(office)
    hung(office, MARRIAGE, kind=SheetKind.POSTER_A4)

    def side():
        page = office.as_(K).get(f"{PATH}/compare")
        kit = page.click("Xem các tờ niêm yết")
        assert MARRIAGE in kit.text, "the kit shows it"
        return words(page, ".side")

    assert "bản 1)" in side()
    assert "cũ" not in side().lower()
    drafted(office)
    assert "Sẽ cũ khi bản này có hiệu lực" in side()
    with office.changing() as site:
        procedure = site.procedures[MARRIAGE]
        day = office.now.date() + timedelta(days=3)
        publish_revision(procedure.draft(), effective=day, act=Act(LOGINS[K], office.now))
    assert "Sắp cũ" in side()
    office.later(days=3)
    office._people.clear()  # she was signed out meanwhile
    assert "Đã cũ: treo bản mới" in side()
