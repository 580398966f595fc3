"""Who writes a page finds what it may lead to by words, and need not know any address."""

from urllib.parse import quote

import pytest

import content_states
from hcc.content.resources import Folder
from hcc.content.workflow import AUTHOR, PENDING, PRIVATE
from hcc.core.roles import Role
from office import LOGINS

PICK = "/noi-dung/pick"


def leads(person, asked: str = "", at: str = PICK) -> list[str]:
    """What may be put in to lead somewhere, as it is typed; each row once."""
    page = person.get(f"{at}?q={quote(asked)}" if asked else at, status=200)
    rows = page.html.select(".leads > li")
    assert [row.button["data-put"] for row in rows] == [row.input["value"] for row in rows]
    return [row.input["value"] for row in rows]


def pages(person, asked: str, at: str = PICK) -> list[str]:
    """The same without procedures, of which some have the words too."""
    return [one for one in leads(person, asked, at) if "(/thu-tuc/" not in one]


@pytest.fixture(scope="module")
def built(shared_office):
    """A site with a public folder, a draft folder shared with an official, and pages in all of them."""
    office = shared_office
    with office.changing() as site:
        root = site.content
        news = content_states.lay_in(office, root, resource=Folder, title="Việc của thôn Đoài")
        content_states.lay_in(office, news, title="Ngày hội Đoài ở đình làng")
        content_states.lay_in(office, news, state=PRIVATE, title="Nháp hội Đoài")
        content_states.lay_in(office, news, state=PENDING, title="Chờ duyệt hội Đoài")
        shared = content_states.lay_in(office, root, resource=Folder, state=PRIVATE, title="Kín một")
        content_states.share(site, office, shared, {LOGINS[Role.RECEIVER]: (AUTHOR,)})
        content_states.lay_in(office, shared, state=PRIVATE, title="Nháp hội riêng")
        content_states.lay_in(office, shared, title="Hội đã duyệt trong thư mục kín")
        apart = content_states.lay_in(office, shared, state=PRIVATE, title="Nháp hội đứng riêng")
        content_states.share(site, office, apart, {}, inherits=False)
        hidden = content_states.lay_in(office, root, resource=Folder, state=PRIVATE, title="Kín hai")
        content_states.lay_in(office, hidden, title="Hội trong thư mục kín khác")
        content_states.lay_in(office, root, title=r"Hội [thơ] \ nhạc")
        content_states.lay_in(office, root, state=PRIVATE, title="Nháp hội ở ngoài")
    return office


def test_pages_are_found_by_words_of_their_titles_with_accents_and_without(built):
    author = built.as_(Role.AUTHOR)
    found = "[Ngày hội Đoài ở đình làng](/viec-cua-thon-doai/ngay-hoi-doai-o-dinh-lang)"
    for asked in ("Ngày hội Đoài", "ngay hoi doai", "làng  HỘI", " dinh lang "):
        assert pages(author, asked) == [found], asked
    assert pages(author, "việc của thôn") == ["[Việc của thôn Đoài](/viec-cua-thon-doai/)"]
    page = author.get(f"{PICK}?q=ngay+hoi+doai")
    assert page.html.select_one(".leads small").text == "/viec-cua-thon-doai/ngay-hoi-doai-o-dinh-lang"
    assert pages(author, r"hội [thơ]") == [r"[Hội \[thơ\] \\ nhạc](/hoi-tho-nhac)"]
    assert "Không có trang nào" in author.get(f"{PICK}?q=khong-he-co-gi").text


def test_procedures_are_found_by_code_and_by_title(built):
    author = built.as_(Role.AUTHOR)
    with built.site() as site:
        record = site.procedures["1.001193"].published(built.now.date()).record
    link = f"[{record.title}](/thu-tuc/1.001193)"
    assert leads(author, "1.001193") == [link]
    assert link in leads(author, "1.0011")
    assert link in leads(author, record.title)
    assert link in leads(author, "dang ky khai sinh")
    page = author.get(f"{PICK}?q=dang+ky")
    procedures = page.html.select(".leads")[-1]
    assert len(procedures.select("li")) == 20, "no more are drawn"
    assert "Còn nữa" in page.text
    author.get(leads(author, "1.001193")[0].partition("](")[2].rstrip(")"), status=200)


def test_what_is_not_in_force_is_not_offered_though_its_name_is_known(office):
    author = office.as_(Role.AUTHOR)
    assert len(leads(author, "1.001193")) == 1
    with office.changing() as site:
        procedure = site.procedures["1.001193"]
        for revision in procedure.revisions.values():
            revision.effective_from = office.now.date().replace(year=2099)
    assert leads(author, "1.001193") == []


def test_before_the_index_is_made_procedures_are_found_too(office, monkeypatch):
    from hcc.procedures import named
    from hcc.search.index import IndexUnavailable

    def none(request):
        raise IndexUnavailable

    monkeypatch.setattr(named, "follow", none)
    assert len(leads(office.as_(Role.AUTHOR), "1.001193")) == 1


def test_drafts_of_the_folder_are_found_by_whoever_may_read_them_and_by_nobody_else(built):
    author, receiver = built.as_(Role.AUTHOR), built.as_(Role.RECEIVER)
    inside = leads(author, "hoi doai", at="/viec-cua-thon-doai/pick")
    assert {one.partition("]")[0] for one in inside} == {
        "[Nháp hội Đoài",
        "[Chờ duyệt hội Đoài",
        "[Ngày hội Đoài ở đình làng",
    }
    page = author.get("/viec-cua-thon-doai/pick?q=nhap+hoi")
    assert page.html.select_one(".leads li .tag"), "its state is told"
    assert pages(author, "nhap hoi", at="/viec-cua-thon-doai/pick") == [
        "[Nháp hội Đoài](/viec-cua-thon-doai/nhap-hoi-doai)"
    ], "drafts of other folders are not"

    seen = leads(receiver, "hoi", at="/kin-mot/pick")
    assert set(seen) >= {
        "[Nháp hội riêng](/kin-mot/nhap-hoi-rieng)",
        "[Hội đã duyệt trong thư mục kín](/kin-mot/hoi-da-duyet-trong-thu-muc-kin)",
        "[Ngày hội Đoài ở đình làng](/viec-cua-thon-doai/ngay-hoi-doai-o-dinh-lang)",
    }
    for told in (receiver.get("/kin-mot/pick?q=hoi").text, receiver.get("/kin-mot/pick").text):
        for secret in ("Nháp hội Đoài", "Chờ duyệt", "đứng riêng", "thư mục kín khác", "Kín hai", "ở ngoài"):
            assert secret not in told
    assert any("đứng riêng" in one for one in leads(author, "hoi", at="/kin-mot/pick")), "she sees every page"
    for elsewhere in (PICK, "/viec-cua-thon-doai/pick", "/kin-hai/pick"):
        assert receiver.get(f"{elsewhere}?q=hoi", expect_errors=True).status_code in (403, 404)


def test_without_words_what_lies_near_is_offered_and_no_procedures(built):
    author = built.as_(Role.AUTHOR)
    near = leads(author, at="/viec-cua-thon-doai/pick")
    assert {one.partition("]")[0] for one in near[:3]} == {
        "[Ngày hội Đoài ở đình làng",
        "[Nháp hội Đoài",
        "[Chờ duyệt hội Đoài",
    }
    assert "[Việc của thôn Đoài](/viec-cua-thon-doai/)" in near, "what lies beside the folder"
    assert not any("/thu-tuc/" in one or "ở ngoài" in one for one in near)
    assert len(near) <= 20
    assert leads(author, "  ", at="/viec-cua-thon-doai/pick") == near


def test_whatever_is_typed_is_answered(built):
    author = built.as_(Role.AUTHOR)
    for asked in ("hội " * 1000, "ế" * 4096, "a b c d e " * 410, "\\[](", "%", "\u0301", "<script>"):
        leads(author, asked)
    assert author.get(f"{PICK}?q=%00%ff", expect_errors=True).status_code < 500


def test_a_page_with_what_was_put_in_leads_there(built):
    author = built.as_(Role.AUTHOR)
    marks = [*pages(author, "hoi [tho]"), *pages(author, "ngay hoi doai"), *leads(author, "1.001193")]
    author.fill("/noi-dung/new?kind=page", title="Trang dẫn đường", body="Xem " + " và ".join(marks) + ".")
    shown = author.get("/trang-dan-duong", status=200).html.select("main p a")
    assert [(one.text, one["href"]) for one in shown][:2] == [
        (r"Hội [thơ] \ nhạc", "/hoi-tho-nhac"),
        ("Ngày hội Đoài ở đình làng", "/viec-cua-thon-doai/ngay-hoi-doai-o-dinh-lang"),
    ]
    assert len(shown) == len(marks) == 3
    for one in shown:
        author.get(one["href"], status=200)
