"""The demo office begins with pages of an invented commune, from the plain files that are shipped."""

import pytest

from hcc.content.public_tree import tree_at
from hcc.content.views.kinds import KINDS
from hcc.content.views.reserved import names_of_program
from hcc.core.act import Act
from hcc.shipped import shipped
from hcc.site.demo_pages import add_demo_pages


@pytest.fixture
def furnished(office):
    with office.changing() as site:
        done = add_demo_pages(
            site,
            kinds={kind.name: kind for kind in KINDS},
            settings=office.registry["hcc.settings"],
            catalogue=shipped("catalog"),
            act=Act("system", office.now),
        )
        assert done is not None
        assert len(done.new) > 20
    return office


def test_every_shipped_page_is_read_and_named_well(furnished):
    visitor = furnished.as_()
    with furnished.site() as site:
        entries = tree_at(site.content, furnished.now).every
        assert {entry.kind for entry in entries} >= {"folder", "page", "notice", "question", "contact", "collection"}
        assert sum(entry.kind == "notice" for entry in entries) == 5
    for entry in entries:
        page = visitor.get(entry.url, status=200)
        assert page.html.h1.text.strip() == entry.title
        for link in page.html.find("main").find_all("a", href=lambda href: href and href.startswith("/")):
            visitor.get(link["href"], status=200)
        visitor.get(f"{entry.url}?lang=en", status=200)
        visitor.get(f"{entry.url}?lang=vi", status=200)


def test_what_is_there_already_stays_alone(furnished):
    with furnished.changing() as site:
        act, settings = Act("system", furnished.now), furnished.registry["hcc.settings"]
        assert add_demo_pages(site, kinds={}, settings=settings, catalogue=shipped("catalog"), act=act) is None


def test_no_name_hides_a_place_of_the_program(furnished):
    with furnished.site() as site:
        taken = names_of_program(furnished.registry, site.slugs)
        assert not taken & set(site.content.names())
