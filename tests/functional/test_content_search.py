"""One search over procedures and pages: everybody finds what she may read, and nothing tells of the rest."""

from datetime import timedelta

import pytest

from content_states import lay_in, reviewer, share
from functional.refusing import everyone_at_work, nothing_changes
from hcc.commands.page_index import PageIndexKeeper
from hcc.content import searching
from hcc.content.operations.delete import delete_items
from hcc.content.operations.move import move_items
from hcc.content.operations.step import take_step
from hcc.content.resources import Folder
from hcc.content.workflow import ARCHIVED, AUTHOR, PENDING, PRIVATE
from hcc.core.roles import Role
from office import LOGINS


def ask(person, words: str, **more: str):
    return person.get("/tim", params={"q": words, **more}, status=200)


def found(person, words: str) -> list[str]:
    """Titles of the pages that are found, in their order."""
    return [link.get_text() for link in ask(person, words).html.select(".hits a") if "/thu-tuc/" not in link["href"]]


def make(office, **text: object) -> str:
    with office.changing() as site:
        return lay_in(office, site.content, **text).id


def test_pages_are_found_beside_procedures_with_accents_and_without(office):
    make(office, title="Lịch tiếp công dân", summary="Sáng thứ hai.", body="**Phòng** tiếp dân ở tầng một.")
    make(office, title="Hướng dẫn đăng ký khai sinh tại nhà", title_en="Birth registration at home")
    visitor = office.as_()
    for words in ("lịch tiếp công dân", "lich tiep cong dan", "thứ hai tiếp dân", "phong tiep dan"):
        assert found(visitor, words)[:1] == ["Lịch tiếp công dân"], words
    assert found(visitor, "birth registration home") == ["Hướng dẫn đăng ký khai sinh tại nhà"]
    page = ask(visitor, "đăng ký khai sinh").html
    first = page.select(".hits a")
    assert first[0]["href"].startswith("/thu-tuc/"), "procedures first"
    assert page.find("a", string="Hướng dẫn đăng ký khai sinh tại nhà") is None, "its words are marked"
    assert "Hướng dẫn đăng ký khai sinh tại nhà" in [link.get_text() for link in first]
    assert ask(visitor, "lịch tiếp công dân").html.select(".hits a")[0]["href"] == "/lich-tiep-cong-dan"


@pytest.mark.parametrize("state", [PRIVATE, PENDING, ARCHIVED])
def test_what_is_not_public_is_found_by_those_who_may_read_it_alone(office, state):
    make(office, title="Kế hoạch qxwzy chưa công bố", state=state, summary="Tóm tắt mjkvb.", body="Thân bài fghtr.")
    for words in ("kế hoạch qxwzy", "mjkvb", "fghtr"):
        for role in (Role.AUTHOR, Role.REVIEWER, Role.AUDITOR):
            assert found(office.as_(role), words) == ["Kế hoạch qxwzy chưa công bố"], role
        for who in (None, *(role for role in Role if role not in (Role.AUTHOR, Role.REVIEWER, Role.AUDITOR))):
            main = ask(office.as_(who), words).html.find("main")
            assert main.select(".hits a[href^='/noi-dung'], .hits a[href^='/ke-hoach']") == [], who
            assert not {"qxwzy", "mjkvb", "fghtr"} & set(main.get_text().split()), who
    # A slip in it is put right for those who know the word, and teaches nobody else.
    assert "qxwzy" not in ask(office.as_(), "qxwzz").html.find("main").get_text()
    assert ask(office.as_(Role.AUTHOR), "qxwzy").html.select_one(".hits .tag"), "a draft is marked"


def test_what_lies_in_a_folder_is_found_when_the_folder_is_published_and_no_longer_after(office):
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, state=PRIVATE, title="Thư mục kín")
        page = lay_in(office, folder, title="Trang bvcxz trong thư mục")
        name = folder.__name__
    visitor = office.as_()
    assert found(visitor, "bvcxz") == []
    with office.changing() as site:
        take_step(site.content.get(name), step="publish", act=reviewer(office))
    assert found(visitor, "bvcxz") == ["Trang bvcxz trong thư mục"]
    with office.changing() as site:
        take_step(site.content.get(name), step="unpublish", act=reviewer(office))
    assert found(visitor, "bvcxz") == []
    with office.changing() as site:
        move_items([site.content.by_id[page.id]], to=site.content, act=reviewer(office))
    assert found(visitor, "bvcxz") == ["Trang bvcxz trong thư mục"]
    with office.changing() as site:
        delete_items([site.content.by_id[page.id]], act=reviewer(office))
    assert found(visitor, "bvcxz") == []
    assert found(office.as_(Role.REVIEWER), "bvcxz") == []


def test_days_act_by_themselves(office):
    with office.changing() as site:
        page = lay_in(office, site.content, state=PRIVATE, title="Thông báo plmokn")
        begin, end = office.now + timedelta(hours=1), office.now + timedelta(hours=3)
        take_step(page, step="publish", act=reviewer(office), publish_from=begin, expires_at=end)
    visitor = office.as_()
    for hours, expected in ((0, []), (2, ["Thông báo plmokn"]), (2, [])):
        office.later(hours=hours)
        assert found(visitor, "plmokn") == expected


def test_who_has_a_part_in_a_folder_finds_what_lies_in_it(office):
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, state=PRIVATE, title="Tổ một cửa")
        lay_in(office, folder, state=PRIVATE, title="Bản thảo edcrfv")
        closed = lay_in(office, folder, resource=Folder, state=PRIVATE, title="Chỗ kín")
        lay_in(office, closed, state=PRIVATE, title="Bản thảo edcrfv kín")
        share(site, office, folder, {LOGINS[Role.RECEIVER]: (AUTHOR,)})
        share(site, office, closed, {}, inherits=False)
    assert found(office.as_(Role.RECEIVER), "edcrfv") == ["Bản thảo edcrfv"]
    assert found(office.as_(Role.HANDLER), "edcrfv") == []


def test_what_is_shared_is_found_behind_many_public_pages(office):
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, title="Chung")
        for number in range(130):
            lay_in(office, folder, title=f"Ujmnhy ujmnhy {number}", body="ujmnhy")
        draft = lay_in(office, folder, state=PRIVATE, title="Bản thảo", body="Có ujmnhy trong một câu rất dài ở đây.")
        share(site, office, folder, {LOGINS[Role.RECEIVER]: (AUTHOR,)})
        assert not draft.is_public(office.now)
    assert "Bản thảo" in found(office.as_(Role.RECEIVER), "ujmnhy")
    assert "Bản thảo" not in found(office.as_(Role.HANDLER), "ujmnhy")


def test_whatever_is_typed_is_answered(office):
    make(office, title="Trang <script>alert(1)</script>", summary='"><img src=x onerror=alert(1)>')
    everyone_at_work(office)
    person = office.as_(Role.AUTHOR)
    ask(person, "trang")
    with nothing_changes(office):
        for words in (
            "", " ", "a AND b OR NOT c", "title:x*", "(((", '"', "~", "\\", "x" * 4096, "một " * 1000, "🐃🐃", "\u202e",
            "<script>alert(1)</script>", "trang script alert", "'; DROP TABLE", "%", "1.001193", "kshinh", "ﬁ", "a\nb",
        ):  # fmt: skip
            for who in (office.as_(), person):
                page = ask(who, words)
                assert page.html.select_one("form[role=search] input[name=q]") is not None
                assert page.html.find("main").find("script") is None
                assert page.html.find("img", src="x") is None
        for query in ("q=%00", "q=%FF%FE", "q=a&q=b", "page=-1&q=trang", "q=trang&page=99999999999", "q=trang&page=x"):
            assert office.as_().browser.get(f"/tim?{query}", status="*").status_int in (200, 400)


def test_a_long_list_is_read_page_by_page(office):
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder)
        for number in range(25):
            lay_in(office, folder, title=f"Tin uhbygv số {number}")
    visitor = office.as_()
    first = ask(visitor, "uhbygv")
    assert len(first.html.select(".hits a")) == 20
    second = visitor.get(first.html.select_one("nav.paging a")["href"])
    titles = {link.get_text() for page in (first, second) for link in page.html.select(".hits a")}
    assert titles == {f"Tin uhbygv số {number}" for number in range(25)}


def test_an_index_is_made_and_follows_before_anybody_asks(office, monkeypatch):
    monkeypatch.setattr(searching, "_MANY", 3)
    keeper, indexes = PageIndexKeeper(office.registry), office.registry["hcc.content_search"]
    keeper.look()
    assert not indexes.public.is_kept, "an office of few pages makes it with the first question"
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, title="Mục zxnmt")
        pages = [lay_in(office, folder, title=f"Trang zxnmt {number}").id for number in range(3)]
        last = site.content.journal.last
    keeper.look()
    assert indexes.public.is_kept
    assert indexes.public.sequence == indexes.whole.sequence == last
    with office.changing() as site:
        take_step(site.content.by_id[pages[0]], step="unpublish", act=reviewer(office))
        last = site.content.journal.last
    keeper.look()
    assert indexes.public.sequence == indexes.whole.sequence == last
    assert sorted(found(office.as_(), "zxnmt")) == ["Mục zxnmt", "Trang zxnmt 1", "Trang zxnmt 2"]


def test_while_another_makes_the_first_index_nobody_waits_long_and_all_are_told(office, monkeypatch):
    make(office, title="Lịch trực zxnmt")
    visitor, index = office.as_(), office.registry["hcc.content_search"].public
    monkeypatch.setattr(index, "_patience", 0.01)
    with index._updating:
        page = ask(visitor, "zxnmt").html
        assert page.select_one("[role=status]") is not None
        assert "Không có gì" not in page.find("main").get_text()
    page = ask(visitor, "zxnmt").html
    assert page.select_one("[role=status]") is None
    assert found(visitor, "zxnmt") == ["Lịch trực zxnmt"]


def test_a_folder_that_is_moved_is_not_read_again(office, monkeypatch):
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, title="Mục zxnmt")
        target = lay_in(office, site.content, resource=Folder, title="Nơi khác")
        closed = lay_in(office, site.content, resource=Folder, state=PRIVATE, title="Nơi kín")
        page = lay_in(office, folder, title="Trang zxnmt")
        ids = {"folder": folder.id, "target": target.id, "closed": closed.id, "page": page.id}
    visitor, author, read = office.as_(), office.as_(Role.AUTHOR), []
    assert sorted(found(visitor, "zxnmt")) == sorted(found(author, "zxnmt")) == ["Mục zxnmt", "Trang zxnmt"]
    made = searching.document_of
    monkeypatch.setattr(searching, "document_of", lambda item: read.append(item.id) or made(item))

    def move(to: str) -> None:
        read.clear()
        with office.changing() as site:
            move_items([site.content.by_id[ids["folder"]]], to=site.content.by_id[ids[to]], act=reviewer(office))

    move("target")
    assert sorted(found(visitor, "zxnmt")) == sorted(found(author, "zxnmt")) == ["Mục zxnmt", "Trang zxnmt"]
    assert read == []
    move("closed")
    assert found(visitor, "zxnmt") == []
    assert sorted(found(author, "zxnmt")) == ["Mục zxnmt", "Trang zxnmt"]
    assert read == []
    move("target")
    assert sorted(found(visitor, "zxnmt")) == ["Mục zxnmt", "Trang zxnmt"]
    with office.changing() as site:
        share(site, office, site.content.by_id[ids["folder"]], {LOGINS[Role.RECEIVER]: (AUTHOR,)})
        take_step(site.content.by_id[ids["folder"]], step="unpublish", act=reviewer(office))
    assert sorted(found(office.as_(Role.RECEIVER), "zxnmt")) == ["Mục zxnmt", "Trang zxnmt"]
    assert found(visitor, "zxnmt") == found(office.as_(Role.HANDLER), "zxnmt") == []
