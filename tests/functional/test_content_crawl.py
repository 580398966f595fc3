"""A crawler as every role over every address of the centre's pages: nothing private is shown to who may not read it."""

import re
from urllib.parse import urlsplit

import pytest

from content_states import WAY, author, reviewer, share
from hcc.content.operations.add import add_item
from hcc.content.operations.step import take_step
from hcc.content.resources import Container
from hcc.content.tree import path_of, walk
from hcc.content.workflow import ARCHIVED, AUTHOR, PENDING, PRIVATE, PUBLISHED
from hcc.core.roles import Role
from office import LOGINS

SECRET = "bimatqxz"
"""Stands in every field of what is not public, with a number behind it."""
SHARED = f"{SECRET}99"
STARTS = (
    *("/", "/noi-dung/", "/sitemap.xml", "/noi-dung/notices.atom", "/noi-dung/board", "/noi-dung/shared"),
    *("/tim?q=trang", f"/tim?q={SECRET}", f"/tim?q={SECRET}1", f"/tim?q={SHARED}", "/tim?q=tin+c%C3%B4ng+khai"),
)
SEES_ALL = (Role.AUTHOR, Role.REVIEWER, Role.AUDITOR)
_LINK = re.compile(r'(?:href|src|action)="([^"#]+)|<loc>([^<]+)')
MOST = 400


def lay_in(office, place, kind, word: str, state: str = PUBLISHED):
    """A thing with this word in all its fields that hold words."""
    text = {"title": f"Trang {word}"}
    for node in kind.schema():
        words = ("summary", "body", "alt", "duty", "loudspeaker")
        if node.name in words or node.name.endswith("_en"):
            text[node.name] = word
    item = add_item(place, resource=kind.resource, text=text, act=author(office), reserved=frozenset())
    for step in WAY[state]:
        take_step(item, step=step, act=reviewer(office))
    return item


@pytest.fixture(scope="module")
def centre(shared_office):
    """Things of every kind in every state, in public folders and in private ones, each known to its readers alone."""
    office = shared_office
    kinds = office.registry["hcc.content_kinds"]
    folder, page = kinds["folder"], kinds["page"]
    with office.changing() as site:
        number, public = 0, lay_in(office, site.content, folder, "Tin công khai")
        closed = lay_in(office, site.content, folder, f"{SECRET}0", PRIVATE)
        for kind in kinds.values():
            lay_in(office, public, kind, "Tin công khai")
            for place, states in ((public, (PRIVATE, PENDING, ARCHIVED)), (closed, (PRIVATE, PUBLISHED))):
                for state in states:
                    number += 1
                    lay_in(office, place, kind, f"{SECRET}{number}", state)
        ours = lay_in(office, public, folder, SHARED, PRIVATE)
        lay_in(office, ours, page, SHARED, PRIVATE)
        share(site, office, ours, {LOGINS[Role.RECEIVER]: (AUTHOR,)})
    return office


def crawled(office, person) -> dict[str, str]:
    """Every address that leads to the centre's pages, from the pages where one begins, and what is answered."""
    with office.site() as site:
        content = site.content
        every = ["/" + "/".join(path_of(item)) + "/" * isinstance(item, Container) for item in walk(content)]
        tops = {path.split("/")[1] for path in every} | {"noi-dung", "tim", "sitemap.xml"}
    waiting, found = [*STARTS, *every], {}
    while waiting and len(found) < MOST:
        address = waiting.pop(0)
        if address in found:
            continue
        answer = person.browser.get(address, status="*")
        assert answer.status_int < 500, address
        found[address] = answer.text if answer.status_int == 200 and answer.charset else ""
        for link in (one or other for one, other in _LINK.findall(found[address])):
            parts = urlsplit(link.replace("&amp;", "&"))
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            if parts.netloc in ("", "localhost") and parts.path.split("/")[1:2] and parts.path.split("/")[1] in tops:
                waiting.append(path)
    return found


def words_shown(address: str, text: str) -> set[str]:
    """The secret words of a page; of a search, those of its answers."""
    told = text.partition('class="hits"')[2] if address.startswith("/tim") else text
    return set(re.findall(rf"{SECRET}\d*", told))


@pytest.mark.parametrize("role", [None, *Role])
def test_nothing_private_is_shown(centre, role):
    found = crawled(centre, centre.as_(role))
    shown = set().union(*(words_shown(*one) for one in found.items()))
    if role in SEES_ALL:
        assert f"{SECRET}1" in shown, "the crawler finds what may be read"
    elif role == Role.RECEIVER:
        assert shown == {SHARED}
    else:
        assert shown == set(), [address for address, text in found.items() if words_shown(address, text)]
    assert any("Tin công khai" in text for text in found.values())
