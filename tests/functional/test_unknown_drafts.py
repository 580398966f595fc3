"""A procedure that has only a draft: whoever keeps the catalogue works with it, to everybody else it is not there."""

import re
from dataclasses import replace

import pytest

from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.record import Component
from hcc.procedures.resources import Procedure
from office import LOGINS, sample_pdf
from pages import VIEWS
from populated import MARRIAGE

DRAFTED, NOWHERE = "1.777777", "1.777778"
HERE = {"Origin": "http://localhost"}
VIEWS_OF_TEXTS = sorted(
    {
        (row.method, f"{'phien-ban/1/' if row.context == 'Revision' else ''}{row.name}")
        for row in VIEWS
        if row.context in ("Procedure", "Revision")
    }
)
"""Every page and act of a procedure, and of its first text."""


@pytest.fixture
def office(office):
    with office.changing() as site:
        record = replace(site.procedures[MARRIAGE].latest().record, code=DRAFTED, name="Thủ tục chưa ai được biết")
        procedure = site.procedures[DRAFTED] = Procedure(DRAFTED)
        procedure.add_revision(record, made_by=LOGINS[Role.CATALOGUE_ADMINISTRATOR], made_at=office.now)
    return office


def same(answer, code: str) -> str:
    """A page without what differs between any two answers: the address asked for, tokens and random marks."""
    text = answer.text.replace(code, "").replace(code.replace(".", "%2E"), "")
    return re.sub(r'(nonce|value)="[^"]*"|nonce-[\w-]+', "", text)


def asked(person, method: str, path: str, **options):
    ask = person.browser.post if method == "POST" else person.browser.get
    return ask(path, expect_errors=True, **options)


@pytest.mark.parametrize("who", [None, Role.RECEIVER, Role.DIRECTOR])
def test_on_every_page_and_act_it_answers_like_a_code_nobody_has(office, who):
    person = office.as_(who)
    assert len(VIEWS_OF_TEXTS) > 25
    for method, view in (*VIEWS_OF_TEXTS, ("GET", "submit"), ("GET", "phien-ban/1/keep"), ("POST", "")):
        answers = [asked(person, method, f"/thu-tuc/{code}/{view}") for code in (DRAFTED, NOWHERE)]
        assert [one.status_int for one in answers] == [404, 404], (method, view)
        assert same(answers[0], DRAFTED) == same(answers[1], NOWHERE), (method, view)


@pytest.mark.parametrize("path", ["/thu-tuc/{}", "/thu-tuc/{}.000.00.00.H44", "/thu-tuc/{}/", "/api/v1/procedures/{}"])
def test_no_other_address_tells_of_it_either(office, path):
    for code in (DRAFTED, NOWHERE):
        office.as_(None).get(path.format(code), status=404)
        office.as_(Role.AUDITOR).get(path.format(code), status=404)


def test_a_draft_beside_a_text_in_force_answers_like_a_number_that_is_not_there(office):
    with office.changing() as site:
        procedure = site.procedures[MARRIAGE]
        act = Act(LOGINS[Role.CATALOGUE_ADMINISTRATOR], office.now)
        record = replace(procedure.latest().record, agency="Ủy ban nhân dân xã")
        edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=act)
    for number in (2, 3):
        office.as_(None).get(f"/thu-tuc/{MARRIAGE}/phien-ban/{number}", status=404)
    office.as_(Role.CATALOGUE_ADMINISTRATOR).get(f"/thu-tuc/{MARRIAGE}/phien-ban/2", status=200)
    assert "/dang-nhap" in office.as_(None).get(f"/thu-tuc/{MARRIAGE}/edit", status=303).headers["Location"]


def test_whoever_keeps_the_catalogue_sees_it(office):
    keeper = office.as_(Role.CATALOGUE_ADMINISTRATOR)
    for view in ("edit", "compare", "publish", "history", "preview", "phien-ban/1"):
        keeper.get(f"/thu-tuc/{DRAFTED}/{view}", status=200)
    assert "Thủ tục chưa ai được biết" in keeper.get(f"/thu-tuc/{DRAFTED}/edit").text
    keeper.get(f"/thu-tuc/{DRAFTED}.000.00.00.H44", status=301)
    form = ("Tờ khai", "to-khai.pdf")
    with office.changing() as site:
        site.procedures.forms.keep(form[1], sample_pdf())
        for revision in (site.procedures[DRAFTED].draft(), site.procedures[MARRIAGE].latest()):
            revision.record = replace(revision.record, components=(Component(form[0], form_file=form[1]),))
    kept = {
        code: keeper.get(f"/thu-tuc/{code}/phien-ban/1/bieu-mau/{form[1]}").headers["Cache-Control"]
        for code in (DRAFTED, MARRIAGE)
    }
    assert kept[MARRIAGE] == "public, max-age=3600"
    assert kept[DRAFTED] == "private, no-store", "no cache on the way gives it to strangers"


def test_what_she_typed_is_not_lost_when_she_was_signed_out_and_tells_nobody_that_it_is_there(office):
    typed = {"name": "Thủ tục mới viết dở"}
    pages = [
        asked(office.as_(None), "POST", f"/thu-tuc/{code}/edit", params=typed, headers=HERE)
        for code in (DRAFTED, NOWHERE)
    ]
    assert [page.status_int for page in pages] == [404, 404]
    assert 'value="Thủ tục mới viết dở"' in pages[0].text
    assert f'action="/thu-tuc/{DRAFTED}/edit"' in pages[0].text
    assert same(pages[0], DRAFTED) == same(pages[1], NOWHERE)
    elsewhere = {"Origin": "https://noi-khac.example"}
    page = asked(office.as_(None), "POST", f"/thu-tuc/{NOWHERE}/edit", params=typed, headers=elsewhere)
    assert "viết dở" not in page.text
