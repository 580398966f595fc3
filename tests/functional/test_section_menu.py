"""The menu of a section: readers see where they are, and what else the folder holds for them."""

import content_states
from hcc.content.operations.menu import put_in_menu
from hcc.content.resources import Folder, Question
from hcc.content.workflow import PRIVATE
from hcc.core.roles import Role


def _lay(office, folder, **text):
    """The order of a folder is that in which things came."""
    office.later(minutes=1)
    return content_states.lay_in(office, folder, **text)


def _menu(person, path: str):
    return person.get(path, status=200).html.find("nav", class_="section-menu")


def _titles(menu) -> list[str]:
    return [one.get_text(" ", strip=True) for one in menu.find_all("a")]


def test_a_reader_sees_where_she_is_in_a_section(office):
    visitor = office.as_()
    with office.changing() as site:
        guides = _lay(office, site.content, resource=Folder, title="Cẩm nang", title_en="Handbook")
        _lay(office, guides, title="Trước khi đi", title_en="Before", body_en="Call.")
        _lay(office, guides, title="Nháp", state=PRIVATE)
        inner = _lay(office, guides, resource=Folder, title="Cho trẻ")
        _lay(office, inner, title="Khai sinh")
        _lay(office, inner, resource=Question, title="Hỏi đáp")
        lonely = _lay(office, site.content, resource=Folder, title="Một mình")
        _lay(office, lonely, title="Chỉ một trang")
        _lay(office, site.content, title="Trang lẻ")
    menu = _menu(visitor, "/cam-nang/cho-tre/khai-sinh")
    assert _titles(menu) == ["Cẩm nang", "Trước khi đi", "Cho trẻ", "Khai sinh", "Hỏi đáp"]
    assert [one["href"] for one in menu.select('[aria-current="page"]')] == ["/cam-nang/cho-tre/khai-sinh"]
    assert menu.select_one("li li a")["href"] == "/cam-nang/cho-tre/khai-sinh", "what is open stands below its folder"
    assert menu["aria-labelledby"] == menu.h2["id"]
    menu = _menu(visitor, "/cam-nang/cho-tre/")
    assert _titles(menu) == ["Cẩm nang", "Trước khi đi", "Cho trẻ"], "what lies in it, its page lists"
    for alone in ("/cam-nang/", "/trang-le", "/mot-minh/chi-mot-trang", "/mot-minh/"):
        assert _menu(visitor, alone) is None, alone
    for official, seen in ((Role.AUTHOR, True), (Role.RECEIVER, False)):
        menu = _menu(office.as_(official), "/cam-nang/truoc-khi-di")
        assert ("Nháp" in _titles(menu)) is seen
        assert ("người dân chưa thấy" in menu.text) is seen
    menu = _menu(visitor, "/cam-nang/truoc-khi-di?lang=en")
    assert _titles(menu) == ["Handbook", "Before", "Cho trẻ"]
    assert [one.get("lang") for one in menu.find_all("a")] == [None, None, "vi"]
    way = visitor.get("/cam-nang/cho-tre/khai-sinh?lang=en").html.select(".crumbs li > *, .crumbs [aria-current]")
    told = [(one.get_text(strip=True), one.get("lang")) for one in way]
    assert told == [("Front page", None), ("Handbook", None), ("Cho trẻ", "vi"), ("Khai sinh", "vi")]


def test_what_was_put_into_the_menu_of_a_folder_stands_there_alone(office):
    visitor = office.as_()
    with office.changing() as site:
        many = content_states.lay_in(office, site.content, resource=Folder, title="Kho tin")
        pages = [content_states.lay_in(office, many, title=f"Tin số {number:02}") for number in range(1, 16)]
    assert _titles(_menu(visitor, "/kho-tin/tin-so-03")) == ["Kho tin", *(f"Tin số {n:02}" for n in range(1, 11))]
    shown = _titles(_menu(visitor, "/kho-tin/tin-so-15"))
    assert (len(shown), shown[-1]) == (12, "Tin số 15"), "what is read stands there, however long the list is"
    with office.changing() as site:
        for page in pages[11:13]:
            put_in_menu(site.content.by_id[page.id], shown=True, act=content_states.author(office))
    for person in (visitor, office.as_(Role.REVIEWER)):
        assert _titles(_menu(person, "/kho-tin/tin-so-12")) == ["Kho tin", "Tin số 12", "Tin số 13"]
        assert _titles(_menu(person, "/kho-tin/tin-so-01")) == ["Kho tin", "Tin số 12", "Tin số 13", "Tin số 01"]
        menu = _menu(person, "/kho-tin/")
        assert _titles(menu) == ["Kho tin", "Tin số 12", "Tin số 13"], "so it stands on the page of the folder too"
        assert menu.h2.a["aria-current"] == "page"
