"""Rules of what citizens see of the centre's pages, each of which fails here when it is taken away."""

from xml.etree import ElementTree

import pytest

from content_states import file_at, lay_in, reviewer
from hcc.accounts.resources import Contact as Listed
from hcc.content.operations.menu import put_in_menu
from hcc.content.operations.move import move_items
from hcc.content.operations.rename import rename_item
from hcc.content.operations.step import take_step
from hcc.content.public_tree import MENU
from hcc.content.resources import Collection, Contact, Folder, ImageItem, Notice, Page, Question
from hcc.content.workflow import PRIVATE
from hcc.core.roles import Role
from office import LOGINS

ATOM = "{http://www.w3.org/2005/Atom}"


def lay(office, resource=Page, *, into: str = "", state: str = "published", **text) -> str:
    """Lay a thing in; its address without a slash at the end."""
    with office.changing() as site:
        folder = site.content
        for name in (part for part in into.split("/") if part):
            folder = folder.get(name)
        return f"{into}/{lay_in(office, folder, resource=resource, state=state, **text).__name__}"


# Days


def test_a_notice_is_over_at_its_moment_while_the_office_stays_open(office):
    visitor = office.as_()
    page = lay(office, Notice, title="Cắt điện", ends_on=office.now.date().isoformat(), ends_at="10:00")
    office.now = office.now.replace(hour=9, minute=58)
    assert "Đã kết thúc" not in visitor.get(page).text
    office.later(minutes=3)
    assert "Đã kết thúc" in visitor.get(page).text, "its page was kept, and made anew"


def test_lists_show_a_page_from_its_moment_on(office):
    visitor = office.as_()
    folder = lay(office, Folder, title="Tin")
    page = lay(office, into=folder, title="Sắp có", state=PRIVATE)
    office.now = office.now.replace(hour=9, minute=0)
    with office.changing() as site:
        item = site.content.get("tin").get("sap-co")
        begin = office.now.replace(hour=9, minute=30)
        take_step(
            item, step="publish", act=reviewer(office), publish_from=begin, expires_at=begin.replace(hour=10, minute=0)
        )
    for minutes, there in ((0, False), (31, True), (30, False)):
        office.later(minutes=minutes)
        for where in (f"{folder}/", "/noi-dung/"):
            assert (page in visitor.get(where).text) is there, (minutes, where)


# Kinds


def test_a_question_needs_its_answer(office):
    author = office.as_(Role.AUTHOR)
    form = author.get("/noi-dung/new?kind=question").forms["form"]
    form["title"] = "Mất giấy khai sinh thì làm sao?"
    assert form.submit("save", status=422).forms["form"]["title"].value == "Mất giấy khai sinh thì làm sao?"


def test_lists_say_what_a_person_is_to_be_asked_for(office):
    lay(office, Contact, title="Trần Thị Mẫu", job="Công chức", duty="Hộ tịch", phone="0210 000 111")
    listed = lay(office, Collection, title="Gọi ai", kinds=["contact"])
    assert "Công chức · Hộ tịch · 0210 000 111" in office.as_().get(listed).text


def test_what_is_known_of_an_official_is_shown_only_while_she_is_listed(office):
    login = LOGINS[Role.RECEIVER]
    page = lay(office, Contact, title="Người trực", account=login, phone="0210 000 333")

    def shown(*, listed: bool, disabled: bool = False) -> str:
        with office.changing() as site:
            site.accounts[login].contact = Listed(
                listed=listed, title="Công chức", phone="0210 000 111", duty="Hộ tịch"
            )
            site.accounts[login].disabled = disabled
        return office.as_().get(page).html.find("main").text

    assert "0210 000 111" in shown(listed=True)
    for hidden in (shown(listed=False), shown(listed=True, disabled=True)):
        assert "0210 000 111" not in hidden
        assert "0210 000 333" in hidden


def test_a_recording_is_heard_only_where_it_is_public(office):
    sound = file_at(office, state=PRIVATE, name="ban-ghi.mp3", data=b"ID3 nhac")
    page = lay(office, Notice, title="Nghe loa", sound=sound.rstrip("/"))
    assert sound.rstrip("/") not in office.as_().get(page).text
    with office.changing() as site:
        take_step(site.content.get(sound.strip("/")), step="publish", act=reviewer(office))
    assert sound.rstrip("/") in office.as_().get(page).text


# Ways


def test_the_menu_has_room_for_a_few(office):
    with office.changing() as site:
        for number in range(MENU + 2):
            put_in_menu(lay_in(office, site.content, title=f"Mục {number}"), shown=True, act=reviewer(office))
            office.later(seconds=1)
    shown = [one.text for one in office.as_().get("/tra-cuu").html.find("footer").find_all("a") if "Mục" in one.text]
    assert shown == [f"Mục {number}" for number in range(MENU)]


def test_the_way_leads_down_in_the_readers_language_and_passes_pictures_over(office):
    outer = lay(office, Folder, title="Ngoài", title_en="Outer")
    inner = lay(office, Folder, into=outer, title="Trong")
    pages = []
    for resource, title in ((Page, "Một"), (ImageItem, "Ảnh"), (Page, "Hai")):
        office.later(seconds=1)
        pages.append(lay(office, resource, into=inner, title=title, alt="Sân"))
    page = office.as_().get(f"{pages[0]}?lang=en").html
    crumbs = page.find("nav", class_="crumbs").find_all("a")
    assert [one["href"].rstrip("/") for one in crumbs[1:]] == [outer, inner]
    assert [one.text for one in crumbs[1:]] == ["Outer", "Trong"]
    assert [one["href"] for one in page.find("nav", class_="beside").find_all("a")] == [pages[2]]


def test_a_living_list_follows_its_folder_and_refuses_one_that_is_not_there(office):
    old, new = lay(office, Folder, title="Cũ"), lay(office, Folder, title="Mới")
    page = lay(office, into=old, title="Bài trong")
    lay(office, title="Bài ngoài")
    listed = lay(office, Collection, title="Gom", within=f"{old}/")
    with office.changing() as site:
        rename_item(site.content.get("cu"), name="ten-khac", act=reviewer(office), reserved=frozenset())
        move_items([site.content.get("ten-khac")], to=site.content.get("moi"), act=reviewer(office))
    shown = office.as_().get(listed).html.find("ul", class_="hits").find_all("a")
    assert [one["href"] for one in shown] == [f"{new}/ten-khac{page.removeprefix(old)}"]
    form = office.as_(Role.AUTHOR).get("/noi-dung/new?kind=collection").forms["form"]
    form["title"], form["within"] = "Gom nữa", "/khong-co-thu-muc/"
    refused = form.submit("save", status=422)
    assert "Không có thư mục nào ở địa chỉ này" in refused.text
    form = refused.forms["form"]
    form["within"] = "/cu/"
    form.submit("save", status=303)


# News


def test_the_feed_is_newest_first_and_ends(office, monkeypatch):
    monkeypatch.setattr("hcc.content.views.feed.NEWEST", 3)
    for number in range(5):
        office.later(minutes=1)
        lay(office, Notice, title=f"Tin {number}", summary=f"Tóm tắt {number}")
    feed = ElementTree.fromstring(office.as_().get("/noi-dung/notices.atom").body)
    entries = feed.findall(f"{ATOM}entry")
    assert [one.find(f"{ATOM}title").text for one in entries] == ["Tin 4", "Tin 3", "Tin 2"]
    assert entries[0].find(f"{ATOM}summary").text == "Tóm tắt 4"


def test_the_board_shows_nothing_that_is_over(office):
    visitor = office.as_()
    lay(office, Notice, title="Đã qua", urgent=True, ends_on="2026-11-01")
    assert visitor.get("/noi-dung/board?n=0").html.h1.text != "Đã qua"
    lay(office, Notice, title="Còn hạn", ends_on="2027-11-01")
    assert visitor.get("/noi-dung/board?n=0").html.h1.text == "Còn hạn"
    lay(office, Notice, title="Báo bão", urgent=True)
    office.later(minutes=1)
    lay(office, Notice, title="Tin mới hơn")
    assert visitor.get("/noi-dung/board?n=0").html.h1.text == "Báo bão", "what is urgent stands before what is newer"


# English


@pytest.mark.parametrize("where", ["/song-ngu/", "/noi-dung/"])
def test_lists_are_in_the_readers_language_and_say_where_they_cannot_be(office, where):
    lay(office, Folder, title="Song ngữ")
    both = lay(office, into="/song-ngu", title="Giờ mở cửa", title_en="Opening hours", summary="Sáng.")
    one = lay(office, into="/song-ngu", title="Chỉ tiếng Việt")
    english = office.as_().get(f"{where}?lang=en").html.find("main")
    assert english.find("a", href=both).text.strip() == "Opening hours"
    assert english.find("a", href=one)["lang"] == "vi"


def test_half_a_translation_is_none_and_its_summary_is_english_too(office):
    visitor = office.as_()
    half = lay(office, title="Giờ mở cửa", title_en="Opening hours", body="Sáng.")
    assert visitor.get(f"{half}?lang=en").html.h1.text == "Giờ mở cửa"
    english = {"title_en": "Fees", "summary_en": "What it costs", "body_en": "Free."}
    whole = lay(office, title="Lệ phí", summary="Giá tiền", body="Miễn phí.", **english)
    page = visitor.get(f"{whole}?lang=en").html.find("main").text
    assert "What it costs" in page
    assert "Giá tiền" not in page


def test_english_words_of_a_text_are_found(office):
    lay(office, title="Gửi xe", title_en="Parking", body="Sân sau.", body_en="Behind the lotus pond.")
    assert "Gửi xe" in office.as_().get("/tim?q=lotus+pond").text


def test_questions_of_a_folder_that_is_not_out_are_not_unfolded_above(office):
    lay(office, Folder, title="Hỏi đáp")
    lay(office, Folder, into="/hoi-dap", title="Kín", state=PRIVATE)
    lay(office, Question, into="/hoi-dap/kin", title="Câu hỏi trong chỗ kín?")
    assert "chỗ kín" not in office.as_().get("/hoi-dap/").text
