"""What the centre's pages weigh at the first visit: for citizens at cheap phones, and for who writes them.

Bytes over the wire without fonts and without the pictures of a text, packed as the web server in front packs them. What
public pages besides weigh, fonts and requests counted, is looked at in tests/browser/test_public.py.
"""

import gzip
import re
from dataclasses import dataclass
from random import Random
from urllib.parse import urljoin

import pytest

import content_states
from hcc.content.resources import Contact, Folder, Notice, Question
from hcc.core.roles import Role
from office import Person
from pages import ARRANGED, CONTENT, CONTENT_FILES, PAGE
from populated import PopulatedOffice

ROWS = [row for row in (*CONTENT, *ARRANGED, *CONTENT_FILES) if row.method == "GET" and row.kind == PAGE]
WORDS = [
    begin + end for begin in ("b", "ch", "đ", "h", "kh", "ng", "th") for end in ("à", "áo", "ân", "ệnh", "ồng", "ửa")
]
"""Such as nobody says, so that a page is no lighter than one that says something."""
_IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*["'](\.[^"']+)["']""")


@dataclass(frozen=True)
class Limits:
    """Bytes and requests (design/screens.md 6)."""

    whole: int
    html: int
    script: int
    requests: int


PUBLIC = Limits(whole=60_000, html=14_000, script=8_000, requests=8)
STAFF = Limits(whole=250_000, html=30_000, script=60_000, requests=15)


@pytest.fixture(scope="module")
def populated(shared_office):
    """With folders as full as a page shows them, under the longest titles and summaries."""
    chance = Random(8)

    def words(letters: int) -> str:
        return " ".join(chance.choices(WORDS, k=letters))[:letters]

    with shared_office.changing() as site:
        for resource in (Notice, Question, Contact):
            full = content_states.lay_in(shared_office, site.content, resource=Folder, title=f"Đầy {resource.kind}")
            for number in range(60):
                text = {"title": f"{number:03} {words(190)}", "summary": words(500), "duty": words(100)}
                content_states.lay_in(
                    shared_office, full, resource=resource, **text, body=words(500), procedures=["1.001193"]
                )
    return PopulatedOffice(shared_office)


FULL = [
    *(("", path) for path in ("/day-notice/", "/day-question/", "/day-contact/", "/noi-dung/", "/can-bo")),
    *(("", path) for path in ("/day-notice/LONG", "/thu-tuc/1.001193", "/tim?q=thong+bao", "/noi-dung/board")),
    (Role.AUTHOR, "/day-notice/contents"),
    (Role.REVIEWER, "/day-notice/"),
]


def _packed(body: bytes) -> int:
    return len(gzip.compress(body, 9))


def _asked_for(person: Person, page) -> dict[str, bytes]:
    """What a browser asks for besides the page: style sheets, scripts with what they import, drawings."""
    found: dict[str, bytes] = {}
    links = [one["href"] for one in page.html.select("link[rel=stylesheet], link[rel=icon]")]
    links += [one["src"] for one in page.html.select("script[src]")]
    waiting = [*links, *{one["href"].partition("#")[0] for one in page.html.select("use[href]")}]
    while waiting:
        url = waiting.pop()
        if url not in found:
            found[url] = person.get(url, status=200).body
            if url.endswith(".js"):
                waiting += [urljoin(url, name) for name in _IMPORT.findall(found[url].decode())]
    return found


def test_no_page_of_the_centre_is_heavy(populated):
    office = populated.office
    with office.site() as site:
        long = next(site.content.get("day-notice").things()).__name__  # each is as long as may be
    too_much = []
    rows = [(row.opens, row.at(populated)) for row in ROWS]
    for role, where in [*rows, *((role or None, path.replace("LONG", long)) for role, path in FULL)]:
        person = office.as_(role)
        page = person.get(where, status=200)
        asked = _asked_for(person, page)
        limits = PUBLIC if "public" in page.html.body["class"] else STAFF
        html, script = _packed(page.body), sum(_packed(body) for url, body in asked.items() if url.endswith(".js"))
        whole = html + sum(_packed(body) for body in asked.values())
        weighed = Limits(whole, html, script, len(asked) + 1)
        if any(getattr(weighed, name) > getattr(limits, name) for name in ("whole", "html", "script", "requests")):
            too_much.append((where, weighed))
    assert too_much == []
