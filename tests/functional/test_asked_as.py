"""How people ask for a procedure leads them to it, and is shown to nobody but its editors."""

import dataclasses

import pytest

from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.procedures.operations.publish import publish_revision
from populated import COPY

SAID = "mộc son đóng lên tờ giấy chụp"


@pytest.fixture
def said(office):
    with office.changing() as site:
        procedure = site.procedures[COPY]
        act = Act("ha", office.now)
        record = dataclasses.replace(procedure.latest().record, asked_as=(SAID,))
        publish_revision(
            procedure.add_revision(record, made_by=act.by, made_at=act.at), effective=act.at.date(), act=act
        )
    office.later(days=1)
    return office


def test_people_find_it_by_these_words(said):
    answer = said.as_().get("/api/v1/procedures", params={"q": "moc son len giay chup"}).json
    assert answer["items"][0]["code"] == COPY
    page = said.as_().get("/thu-tuc", params={"q": "mộc son đóng lên giấy chụp"})
    assert page.html.select_one(f'main a[href$="/thu-tuc/{COPY}"]')


@pytest.mark.parametrize(
    "path",
    [
        "/thu-tuc?q=m%E1%BB%99c+son",
        f"/thu-tuc/{COPY}",
        f"/thu-tuc/{COPY}/phien-ban/2",
        "/thu-tuc/changes.atom",
        f"/api/v1/procedures/{COPY}",
        "/api/v1/procedures?q=m%E1%BB%99c+son",
        "/thu-tuc/suggest?q=m%E1%BB%99c+son",
    ],
)
def test_nobody_is_shown_them(said, path):
    text = said.as_().get(path, status=200).text
    assert SAID not in text
    assert "Lời người dân hay hỏi" not in text


def test_who_edits_sees_what_changed_in_them(said):
    admin = said.as_(Role.CATALOGUE_ADMINISTRATOR)
    form = admin.get(f"/thu-tuc/{COPY}/edit").forms["form"]
    assert form["asked_as"].value == SAID
    form["asked_as"] = f"{SAID}\nbản sao có mộc"
    form.submit(status=303)
    page = admin.get(f"/thu-tuc/{COPY}/compare")
    assert "Lời người dân hay hỏi" in page.text
    assert "bản sao có mộc" in page.text
