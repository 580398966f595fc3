"""What search engines and followers of the catalogue read: the map of the site, its rules for crawlers, its feed."""

import dataclasses
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.procedures.feed import NEWEST
from hcc.procedures.operations.publish import publish_revision
from hcc.procedures.resources import Procedure, ProcedureFolder
from office import Office
from populated import COPY

MARRIAGE = "1.000894"
FEED = "/thu-tuc/changes.atom"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def named(filled, tmp_path_factory):
    """An office that citizens reach under a name of its own."""
    office = Office(tmp_path_factory.mktemp("named") / "var", filled, public_url="https://anmau.example")
    yield office
    office.close()


def publish(office, code: str, *, days: int = 0, **changed) -> None:
    with office.changing() as site:
        procedure = site.procedures[code]
        act = Act("ha", office.now)
        record = dataclasses.replace(procedure.latest().record, **changed)
        revision = procedure.add_revision(record, made_by=act.by, made_at=act.at)
        publish_revision(revision, effective=office.now.date() + timedelta(days=days), act=act)


def withdraw(office, code: str) -> None:
    with office.changing() as site:
        site.procedures[code].latest().withdrawn_on = office.now.date()
        site.procedures.journal.append("changed", code)


def addresses(person, **options) -> list[str]:
    tree = ElementTree.fromstring(person.get("/sitemap.xml", **options).body)
    return [element.text for element in tree.findall("s:url/s:loc", MAP)]


def entries(person) -> list[ElementTree.Element]:
    return ElementTree.fromstring(person.get(FEED).body).findall("a:entry", ATOM)


def said(entry: ElementTree.Element, name: str) -> str:
    return entry.findtext(f"a:{name}", namespaces=ATOM)


# The map


def test_the_map_names_every_procedure_in_force_and_pages_that_may_be_shown(named):
    citizen = named.as_()
    found = addresses(citizen)
    assert len(found) == len(set(found))
    assert all(address.startswith("https://anmau.example/") for address in found)
    assert sum("/thu-tuc/" in address for address in found) == 177 + 1  # and the page to browse by
    for address in [a for a in found if not re.search(r"/thu-tuc/\d", a)] + found[-3:]:
        page = citizen.get(address.removeprefix("https://anmau.example"), status=200)
        assert page.content_type == "text/html"
        assert "X-Robots-Tag" not in page.headers, f"{address} says it must not be shown"


def test_the_map_follows_the_catalogue_and_the_day(office):
    citizen = office.as_()
    assert any(address.endswith(f"/thu-tuc/{MARRIAGE}") for address in addresses(citizen))
    withdraw(office, MARRIAGE)
    assert not any(address.endswith(f"/thu-tuc/{MARRIAGE}") for address in addresses(citizen))
    publish(office, COPY, days=2)
    office.later(days=2)
    changed = re.search(rf"/thu-tuc/{COPY}</loc><lastmod>([\d-]+)", citizen.get("/sitemap.xml").text)[1]
    assert changed == "2026-11-25"


def test_without_a_name_of_its_own_addresses_are_those_asked_for(filled, tmp_path):
    office = Office(tmp_path / "var", filled, public_url="")
    citizen = office.as_()
    host = {"Host": "xa.example:8080"}
    assert addresses(citizen, headers=host)[0] == "http://xa.example:8080/"
    assert "Sitemap: http://xa.example:8080/sitemap.xml" in citizen.get("/robots.txt", headers=host).text
    assert b"http://xa.example:8080/thu-tuc/" in citizen.get(FEED, headers=host).body
    for hostile in ('a"<script>&', "\xff\xfe", "x" * 5_000):
        for path in ("/sitemap.xml", FEED):
            ElementTree.fromstring(citizen.get(path, headers={"Host": hostile}).body)
    office.close()


@pytest.mark.parametrize("path", ["/sitemap.xml", FEED])
def test_the_catalogue_is_looked_through_once_and_not_for_every_reader(office, path, monkeypatch):
    office.registry["hcc.page_cache"]._limit = 0
    looked: list[str] = []
    published, through = Procedure.published, ProcedureFolder.published
    monkeypatch.setattr(Procedure, "published", lambda self, day: (looked.append(self.code), published(self, day))[1])
    monkeypatch.setattr(ProcedureFolder, "published", lambda self, day: (looked.append("every"), through(self, day))[1])
    citizen = office.as_()
    citizen.get(path)
    assert looked
    looked.clear()
    citizen.get(path)
    assert "every" not in looked
    assert len(looked) <= NEWEST
    publish(office, COPY)
    looked.clear()
    citizen.get(path)
    assert looked


# Rules for crawlers


def test_crawlers_are_told_the_map_and_kept_from_what_is_not_theirs(named):
    citizen = named.as_()
    text = citizen.get("/robots.txt").text
    assert "Sitemap: https://anmau.example/sitemap.xml" in text
    barred = re.findall(r"^Disallow: (.+)$", text, re.MULTILINE)
    for place in ("/ho-so/x", "/quan-tri", "/ban-lam-viec/tiep-don", "/chung-thuc", "/kiem-tra/abc", "/thu-tuc?q=x"):
        assert any(place.startswith(beginning) for beginning in barred), place
    for address in addresses(citizen):
        path = address.removeprefix("https://anmau.example")
        assert not any(path.startswith(beginning) for beginning in barred), path


# The feed


def test_a_change_is_told_with_what_changed_and_where(office):
    before = office.as_().get(FEED)
    office.later(hours=1)
    publish(office, MARRIAGE, agency="Trung tâm & Ủy ban", sets=2)
    citizen = office.as_()
    newest = entries(citizen)[0]
    assert said(newest, "title") == "Đăng ký kết hôn"
    assert said(newest, "summary").startswith("Đã thay đổi: ")
    assert "Số bộ hồ sơ" in said(newest, "summary")
    assert said(newest, "updated") == "2026-11-23T03:12:00+00:00"
    links = {link.get("rel"): link.get("href") for link in newest.findall("a:link", ATOM)}
    assert links["related"].endswith(f"/thu-tuc/{MARRIAGE}/phien-ban/2")
    for link in links.values():
        citizen.get(re.sub("^https?://[^/]+", "", link), status=200)
    assert citizen.get(FEED, headers={"If-None-Match": before.headers["ETag"]}, status=200)


def test_marks_stay_and_are_each_its_own(named):
    citizen = named.as_()
    first = [said(entry, "id") for entry in entries(citizen)]
    assert len(first) == len(set(first)) == NEWEST
    assert all(mark.startswith("tag:anmau.example,2026:H44.99/thu-tuc/") for mark in first)
    named.later(hours=3)
    publish(named, MARRIAGE, short_name="Kết hôn")
    later = [said(entry, "id") for entry in entries(citizen)]
    assert later[0].endswith(f"/{MARRIAGE}/2")
    assert later[1:] == [mark for mark in first if not mark.endswith(f"/{MARRIAGE}/1")][: NEWEST - 1]


def test_a_later_text_is_told_on_its_day(office):
    publish(office, MARRIAGE, days=3, short_name="Kết hôn")
    citizen = office.as_()
    assert "Kết hôn" not in [said(entry, "title") for entry in entries(citizen)]
    office.later(days=3)
    newest = entries(citizen)[0]
    assert (said(newest, "title"), said(newest, "updated")) == ("Kết hôn", "2026-11-25T17:00:00+00:00")


def test_the_feed_is_whole_and_newest_first(named):
    answer = named.as_().get(FEED)
    assert answer.content_type == "application/atom+xml"
    feed = ElementTree.fromstring(answer.body)
    for name in ("id", "title", "updated", "author/a:name"):
        assert feed.findtext(f"a:{name}", namespaces=ATOM)
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)}
    assert links == {"self": f"https://anmau.example{FEED}", "alternate": "https://anmau.example/thu-tuc"}
    moments = [said(entry, "updated") for entry in feed.findall("a:entry", ATOM)]
    assert moments == sorted(moments, reverse=True)
    assert feed.findtext("a:updated", namespaces=ATOM) == moments[0]
    assert all(said(entry, "summary") for entry in feed.findall("a:entry", ATOM))


@pytest.mark.parametrize(
    "name", ["A & B <b>đậm</b>", "Kết hôn 💍", "]]> --> <!--", "x\ufffey\uffffz", "&amp;", "\"'", "\u2028"]
)
def test_no_name_breaks_the_feed(shared_office, name):
    shared_office.later(minutes=1)
    publish(shared_office, COPY, short_name=name)
    newest = entries(shared_office.as_())[0]
    assert said(newest, "title") == re.sub("[\ufffe\uffff]", "", name)


def test_a_text_published_anew_without_change_says_so(office):
    office.later(hours=1)
    publish(office, COPY)
    assert said(entries(office.as_())[0], "summary") == "Công bố lại, nội dung không đổi"


def test_a_note_of_the_centre_to_itself_is_not_told(office):
    office.later(hours=1)
    publish(office, COPY, review="hỏi lại Sở Tư pháp")
    answer = office.as_().get(FEED)
    assert "Sở Tư pháp" not in answer.text
    assert "Đã thay đổi" not in said(entries(office.as_())[0], "summary")


@pytest.mark.parametrize("path", ["/sitemap.xml", "/robots.txt", FEED])
def test_unchanged_is_not_sent_again_to_anybody(office, path):
    for person in (office.as_(), office.as_(Role.RECEIVER)):
        first = person.get(path)
        again = person.get(path, headers={"If-None-Match": first.headers["ETag"]}, status=304)
        assert again.body == b""
        assert person.browser.head(path).body == b""
    publish(office, COPY, short_name="Tên mới")
    office.later(days=1)
    if path == FEED:
        assert office.as_().get(path, headers={"If-None-Match": first.headers["ETag"]}, status=200)


@pytest.mark.parametrize("path", ["/sitemap.xml", "/robots.txt", FEED])
@pytest.mark.parametrize("query", ["?x=" + "x" * 10_000, "?lang=en", "?page=1000000000", "?q[]=&&&=", "?q=%00"])
def test_nothing_asked_besides_changes_them(shared_office, path, query):
    citizen = shared_office.as_()
    assert citizen.get(path + query, status=200).body == citizen.get(path).body
    assert citizen.get(f"{path}?q=%FF", status=400)


@pytest.mark.parametrize("path", ["/", "/thu-tuc", "/thu-tuc?q=ket+hon"])
def test_pages_that_show_the_catalogue_name_its_feed(named, path):
    link = named.as_().get(path).html.select_one('link[rel="alternate"][type="application/atom+xml"]')
    assert link["href"] == FEED
    assert link["title"] == "Thủ tục mới và thay đổi"
