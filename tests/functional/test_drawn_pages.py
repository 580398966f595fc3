"""A list is drawn once for all who would see the same of it, and anew when anything of it differs."""

from dataclasses import replace

import pytest
from pyramid import renderers

from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.core.text import message
from hcc.procedures import listing
from hcc.procedures.operations.publish import publish_revision
from hcc.web.drawn import _whole

LIST = "/thu-tuc?q=chung+thuc+ban+sao"
CODE = "2.000815"


@pytest.fixture
def drawn(monkeypatch):
    """The lists drawn so far, by address."""
    seen, draw = [], renderers.render_to_response

    def noted(template, page, request, **more):
        if template == listing.PAGE:
            seen.append(request.path_qs)
        return draw(template, page, request, **more)

    monkeypatch.setattr(renderers, "render_to_response", noted)
    return seen


def test_officials_who_ask_the_same_are_shown_what_was_drawn(office, drawn):
    first = office.as_(Role.RECEIVER).get(LIST).text
    assert office.as_(Role.HANDLER).get(LIST).text == first
    assert drawn == [LIST]


def test_each_question_filter_order_and_language_is_drawn_for_itself(office, drawn):
    official = office.as_(Role.RECEIVER)
    asked = [LIST, f"{LIST}&level=commune", f"{LIST}&sort=title", "/thu-tuc?q=khai+sinh", "/thu-tuc?page=2"]
    pages = {path: official.get(path).text for path in asked}
    assert len(set(pages.values())) == len(asked)
    official.get(f"{LIST}&lang=en")
    official.get(f"{LIST}&lang=vi")
    assert {path: official.get(path).text for path in asked} == pages
    assert len(drawn) == len(asked) + 2


def test_what_is_published_is_in_the_list_at_once(office, drawn):
    official = office.as_(Role.RECEIVER)
    assert "Chứng thực giấy tờ nhanh" not in official.get(LIST).text
    with office.changing() as site:
        procedure, act = site.procedures[CODE], Act("system", office.now)
        record = replace(procedure.latest().record, short_name="Chứng thực giấy tờ nhanh")
        revision = procedure.add_revision(record, made_by=act.by, made_at=act.at)
        publish_revision(revision, effective=office.now.date(), act=act)
    assert "nhanh" in official.get(LIST).text
    assert drawn == [LIST, LIST]


def test_two_sentences_that_differ_by_their_number_alone_are_two():
    one, two = (message("${count} procedures fit", mapping={"count": count}) for count in (1, 2))
    assert one == two
    assert _whole(one) != _whole(two)
    assert _whole(one) == _whole(message("${count} procedures fit", mapping={"count": 1}))
