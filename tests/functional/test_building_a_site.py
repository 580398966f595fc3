"""What slowed an author who built a centre's site, and her reviewer, and readers who looked for her pages."""

from itertools import chain

import pytest

from content_states import author, lay_in, reviewer, share
from hcc.content.operations.order import put_in_place
from hcc.content.operations.step import take_step
from hcc.content.recording import note_changed
from hcc.content.resources import Folder, ImageItem, Notice, Question
from hcc.content.workflow import AUTHOR as WRITES_HERE
from hcc.content.workflow import PENDING, PRIVATE, PUBLISHED, READER
from hcc.content.workflow import REVIEWER as REVIEWS_HERE
from hcc.core.roles import Role
from office import LOGINS


def titles(page) -> list[str]:
    return [one.get_text(strip=True) for one in page.html.select(".hits.lines h2")]


def test_whoever_may_take_no_step_is_told_who_may(office):
    with office.changing() as site:
        item = lay_in(office, site.content, title="Giờ mở cửa")
        share(site, office, item, {LOGINS[Role.RECEIVER]: (REVIEWS_HERE,)})
        names = [site.accounts.get(LOGINS[role]).name for role in (Role.REVIEWER, Role.RECEIVER)]
        other = site.accounts.get(LOGINS[Role.HANDLER]).name
    told = office.as_(Role.AUTHOR).get("/gio-mo-cua/steps").html.select_one("main").get_text(" ", strip=True)
    assert "Người duyệt có thể sửa hoặc đưa về soạn lại" in told
    assert all(name in told for name in names)
    assert other not in told
    assert "Người duyệt có thể" not in office.as_(Role.REVIEWER).get("/gio-mo-cua/steps").text


def test_what_was_sent_back_says_so_where_it_is_written_until_it_goes_on(office):
    with office.changing() as site:
        item = lay_in(office, site.content, title="Bài nháp", state=PENDING)
        take_step(item, step="send_back", note="Thiếu <b>số</b> điện thoại", act=reviewer(office))
    person = office.as_(Role.AUTHOR)
    for view in ("", "/edit"):
        note = person.get(f"/bai-nhap{view}").html.select_one("blockquote")
        assert note.get_text(strip=True) == "Thiếu <b>số</b> điện thoại"
    person.fill("/bai-nhap/edit", body="Gọi 0210.")
    assert person.get("/bai-nhap/edit").html.select_one("blockquote"), "until she submits it again"
    form = person.get("/bai-nhap/steps").forms["form"]
    form["step"] = "submit"
    form.submit(status=303)
    assert "Thiếu" not in person.get("/bai-nhap").text
    with office.changing() as site:
        take_step(site.content.get("bai-nhap"), step="publish", act=reviewer(office))
    assert "Thiếu" not in office.as_().get("/bai-nhap").text


def test_what_was_sent_back_is_told_where_its_writers_work_begins_until_it_goes_on(office):
    person, other = office.as_(Role.AUTHOR), office.as_(Role.REVIEWER)

    def told(one=person, where: str = "/ban-lam-viec/") -> str:
        note = one.get(where).follow().html.find("section", attrs={"aria-labelledby": "returned-heading"})
        return note.get_text(" ", strip=True) if note else ""

    with office.changing() as site:
        lay_in(office, site.content, title="Chưa gửi", state=PRIVATE)
        shown = lay_in(office, site.content, title="Đã gỡ")
        office.later(minutes=1)
        take_step(shown, step="unpublish", act=reviewer(office))
        for number in range(7):
            item = lay_in(office, site.content, title=f"Bài {number}", state=PENDING)
            if number:
                office.later(minutes=1)
                take_step(item, step="send_back", note=f"Lý do <{number}>", act=reviewer(office))
        by = site.accounts.get(LOGINS[Role.REVIEWER]).name
    assert told().startswith("Trả lại để sửa: 6 Bài 6 ")
    assert all(words in told() for words in ("Lý do <6>", by, "Bài 2"))
    assert not any(title in told() for title in ("Bài 1", "Bài 0", "Chưa gửi", "Đã gỡ")), "the newest, and only those"
    assert "Xem tất cả" in told()
    assert person.get("/noi-dung/contents").html.select_one(".rail .count").get_text(strip=True).endswith("6")
    assert told(other) == "", "who sent it back is not told so"
    with office.changing() as site:
        item = site.content.get("bai-6")
        item.changed_by = LOGINS[Role.RECEIVER]  # she wrote on it, and no part in it is hers now
        note_changed(item)
    receiver = office.as_(Role.RECEIVER)
    assert "returned-heading" not in receiver.get("/noi-dung/shared", status="*").text
    with office.changing() as site:
        share(site, office, site.content.get("bai-6"), {LOGINS[Role.RECEIVER]: (WRITES_HERE,)})
    page = receiver.get("/noi-dung/shared")
    assert "Lý do <6>" in page.html.find("section", attrs={"aria-labelledby": "returned-heading"}).text
    for number in range(1, 7):
        form = person.get(f"/bai-{number}/steps").forms["form"]
        form["step"] = "submit"
        form.submit(status=303)
    assert told() == ""


def test_each_row_leads_to_what_may_be_done_with_it(office):
    with office.changing() as site:
        for title, state in (("Nháp", PRIVATE), ("Chờ duyệt", PENDING), ("Đã đăng", PUBLISHED)):
            lay_in(office, site.content, title=title, state=state)
        folder = lay_in(office, site.content, resource=Folder, title="Tin")
        share(site, office, folder, {LOGINS[Role.RECEIVER]: (WRITES_HERE,)})
        lay_in(office, folder, title="Bài nháp", state=PRIVATE)
        apart = lay_in(office, folder, title="Đứng riêng", state=PRIVATE)
        share(site, office, apart, {LOGINS[Role.RECEIVER]: (READER,)}, inherits=False)

    def acts(role: Role, folder: str = "/noi-dung") -> dict[str, list[str]]:
        rows = office.as_(role).get(f"{folder}/contents").html.select("tbody tr")
        return {
            row.select_one("[data-act]").text: [one["href"] for one in row.select("td.next a")]
            for row in rows
            if row.select("td.next a")
        }

    assert set(acts(Role.AUTHOR)) == {"Nháp"}
    assert acts(Role.AUTHOR)["Nháp"] == ["/nhap/edit", "/nhap/arrange"]
    assert set(acts(Role.REVIEWER)) == {"Nháp", "Chờ duyệt", "Đã đăng", "Tin"}
    assert set(acts(Role.RECEIVER, "/tin")) == {"Bài nháp"}, "what stands apart she only reads"
    assert acts(Role.AUDITOR) == {}
    for role in (Role.AUTHOR, Role.REVIEWER):
        for address in chain(*acts(role).values()):
            office.as_(role).get(address, status=200)
    bar = office.as_(Role.REVIEWER).get("/da-dang").html.select_one("nav.tabs")
    assert bar.find("a", href="/da-dang/arrange").get_text(strip=True) == "Đổi tên, chuyển, xóa"


def test_a_reviewer_goes_on_with_the_list_and_is_told_what_was_done(office):
    with office.changing() as site:
        for title in ("Bài một", "Bài hai"):
            lay_in(office, site.content, title=title, state=PENDING)
    person = office.as_(Role.REVIEWER)
    row = person.get("/noi-dung/review").html.select_one("td.next a")
    form = person.get(row["href"]).forms["form"]
    form["step"] = "publish"
    back = form.submit(status=303)
    assert back.location.endswith("/noi-dung/review")
    said = back.follow().html.select_one(".flash, [role=status]").get_text(" ", strip=True)
    assert said == "“Bài hai”: Đã đăng."
    form = person.get("/bai-mot/steps").forms["form"]
    form["step"] = "publish"
    assert form.submit(status=303).location.endswith("/bai-mot"), "who came from the page goes back to it"


def test_of_several_only_those_that_can_are_kept(office):
    with office.changing() as site:
        for title, state in (("Nháp một", PRIVATE), ("Nháp hai", PRIVATE), ("Đã đăng", PUBLISHED)):
            lay_in(office, site.content, title=title, state=state)
    person = office.as_(Role.AUTHOR)
    form = person.get("/noi-dung/chosen?name=nhap-mot&name=da-dang&name=nhap-hai").forms["step"]
    form["step"], form["note"] = "submit", "Xin duyệt"
    refused = form.submit("do", status=409)
    left = refused.click("Chỉ giữ 2 mục làm được bước này")
    assert [one.get_text() for one in left.html.select("td.whole a")] == ["Nháp một", "Nháp hai"]
    form = left.forms["step"]
    form.submit("do", status=303)
    with office.site() as site:
        assert {site.content.get(name).state for name in ("nhap-mot", "nhap-hai")} == {PENDING}
    assert "Chỉ giữ" not in person.get("/noi-dung/chosen?name=nhap-mot&name=da-dang").text


def test_urgent_notices_stand_first_also_before_they_begin_then_the_newest(office):
    day = office.now.date()
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, title="Tin")
        for title, text in (
            ("Trang của thư mục", None),
            ("Đã qua", {"ends_on": day.replace(day=day.day - 3).isoformat()}),
            ("Tin cũ", {}),
            ("Tin mới", {}),
            ("Khẩn mai", {"urgent": True, "starts_on": day.replace(day=day.day + 1).isoformat()}),
            ("Tin mới nhất", {}),
        ):
            office.later(minutes=1)
            kind = {} if text is None else {"resource": Notice, **text}
            lay_in(office, folder, title=title, **kind)
    visitor = office.as_()
    page = visitor.get("/tin/")
    assert titles(page) == ["Trang của thư mục", "Khẩn mai", "Tin mới nhất", "Tin mới", "Tin cũ", "Đã qua"]
    assert page.html.select(".hits.lines .tag")[0].get_text(strip=True) == "Khẩn"
    assert page.html.find("a", href="/noi-dung/notices.atom", type="application/atom+xml")
    assert visitor.get("/").html.find("link", href="/noi-dung/notices.atom")
    with office.changing() as site:
        put_in_place(site.content.get("tin"), names=["tin-cu"], place=1, act=reviewer(office))
    assert titles(visitor.get("/tin/"))[0] == "Tin cũ", "an order somebody chose stands"


def test_a_folder_being_written_shows_what_lies_in_it_with_its_state(office):
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, title="Mới", state=PRIVATE)
        lay_in(office, folder, title="Bài nháp", state=PRIVATE)
        lay_in(office, folder, resource=Question, title="Câu hỏi nháp", state=PRIVATE)
        lay_in(office, folder, title="Bài xong")
    page = office.as_(Role.AUTHOR).get("/moi/")
    assert titles(page) == ["Bài nháp", "Bài xong"]
    assert "Câu hỏi nháp" in page.html.select_one("main details").text
    assert page.html.select_one(".hits.lines .tag").get_text(strip=True) == "Đang soạn"
    with office.changing() as site:
        take_step(site.content.get("moi"), step="publish", act=reviewer(office))
    assert titles(office.as_().get("/moi/")) == ["Bài xong"]


def test_pictures_are_listed_only_where_there_is_nothing_else(office):
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, title="Đường đi")
        lay_in(office, folder, resource=ImageItem, title="tru-so", alt="Trụ sở")
        album = lay_in(office, site.content, resource=Folder, title="Ảnh lễ")
        lay_in(office, album, resource=ImageItem, title="Ngày hội", alt="Ngày hội")
        lay_in(office, folder, title="Xe buýt")
        assert author(office)
    assert titles(office.as_().get("/duong-di/")) == ["Xe buýt"]
    assert titles(office.as_().get("/anh-le/")) == ["Ngày hội"]


@pytest.mark.parametrize("words", ["giờ mở cửa", "a&b=<c>"])
def test_whoever_asks_for_procedures_is_led_to_pages_with_the_same_words(office, words):
    with office.changing() as site:
        lay_in(office, site.content, title=f"Hướng dẫn {words}")
    visitor = office.as_()
    page = visitor.get("/thu-tuc", params={"q": words})
    found = page.click("Tìm cả trong thông báo, hướng dẫn")
    assert f"Hướng dẫn {words}" in found.html.get_text()
    assert "Tìm cả trong thông báo" not in visitor.get("/thu-tuc").text
