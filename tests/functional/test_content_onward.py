"""Saving and what follows by one button: a page goes to whoever reviews it, or to everybody, or the next is begun."""

import pytest
from webtest import Upload

import content_states
from functional.test_recordings import WAV
from hcc.content.workflow import ARCHIVED, PENDING, PRIVATE, PUBLISHED
from hcc.core.roles import Role

FORM = "/noi-dung/new?kind=page"
SUBMIT, PUBLISH = "Lưu và gửi duyệt", "Lưu và đăng luôn"


def state_of(office, url: str) -> str:
    with office.site() as site:
        return site.content.get(url.strip("/")).state


def told(page) -> list[str]:
    return [one.get_text(" ", strip=True) for one in page.html.select(".flash")]


def buttons(page) -> str:
    return page.html.select_one(".acts").get_text(" ", strip=True)


def written(person, title: str, button: str):
    form = person.get(FORM).forms["form"]
    form["title"] = title
    return form.submit(button, status=303)


def test_what_an_author_writes_goes_to_review_and_from_there_to_everybody(office):
    author, reviewer = office.as_(Role.AUTHOR), office.as_(Role.REVIEWER)
    form = author.get(FORM)
    assert SUBMIT in buttons(form)
    assert PUBLISH not in buttons(form)
    saved = written(author, "Mang gì khi đi chứng thực", "save_on")
    assert state_of(office, "/mang-gi-khi-di-chung-thuc") == PENDING
    assert told(saved.follow()) == ["Đã lưu và gửi duyệt."]
    office.as_().get("/mang-gi-khi-di-chung-thuc", status=404)
    form = reviewer.get("/mang-gi-khi-di-chung-thuc/edit")
    assert PUBLISH in buttons(form)
    form = form.forms["form"]
    form["summary"] = "Bản chính và căn cước."
    assert told(form.submit("save_on", status=303).follow()) == ["Đã lưu và đăng."]
    assert "Bản chính và căn cước." in office.as_().get("/mang-gi-khi-di-chung-thuc").text
    assert PUBLISH not in buttons(reviewer.get("/mang-gi-khi-di-chung-thuc/edit")), "it is public already"


def test_whoever_reviews_publishes_what_she_writes(office):
    saved = written(office.as_(Role.REVIEWER), "Nghỉ Tết Dương lịch", "save_on")
    assert told(saved.follow()) == ["Đã lưu và đăng."]
    office.as_().get("/nghi-tet-duong-lich", status=200)


def test_nobody_goes_on_to_what_only_others_may(office):
    """The button of the reviewer, sent by an author: what she wrote is saved, and nothing more."""
    author = office.as_(Role.AUTHOR)
    for title, url, step in (("Tự đăng", "/tu-dang", "publish"), ("Bước lạ", "/buoc-la", "nuke")):
        form = author.get(FORM).forms["form"]
        form["title"] = title
        author.browser.post(FORM, [*form.submit_fields(), ("save_on", step)], status=303)
        assert state_of(office, url) == PRIVATE


def test_the_next_is_begun_at_once(office):
    author = office.as_(Role.AUTHOR)
    saved = written(author, "Bài một", "save_next")
    assert saved.location.endswith(FORM)
    form = saved.follow()
    assert told(form) == ["Đã lưu. Chỉ cán bộ thấy cho đến khi được đăng."]
    assert form.forms["form"]["title"].value == ""
    assert state_of(office, "/bai-mot") == PRIVATE


def test_a_taken_name_is_told(office):
    author = office.as_(Role.AUTHOR)
    assert len(told(written(author, "Giờ làm việc ngày Tết", "save").follow())) == 1
    again = told(written(author, "Giờ làm việc ngày Tết", "save").follow())
    assert "/gio-lam-viec-ngay-tet-2" in again[1]
    assert "Đổi tên, chuyển, xóa" in again[1]


@pytest.mark.parametrize(
    ("state", "offered"), [(PRIVATE, PUBLISH), (PENDING, PUBLISH), (PUBLISHED, ""), (ARCHIVED, "")]
)
def test_the_bar_tells_the_state_and_the_form_what_may_follow(office, state, offered):
    page = content_states.fresh(office, state)
    reviewer = office.as_(Role.REVIEWER)
    form = reviewer.get(f"{page}edit")
    assert ("Lưu và" in buttons(form)) is bool(offered)
    assert offered in buttons(form)
    words = {PRIVATE: "Đang soạn", PENDING: "Chờ duyệt", PUBLISHED: "Đã đăng", ARCHIVED: "Đã lưu trữ"}[state]
    assert f"Tình trạng: {words}" in form.html.select_one("nav.tabs").get_text(" ", strip=True)


def test_what_may_not_go_out_yet_asks_for_what_is_missing(office):
    """A recording that was dropped into a folder has no words yet: the form asks for them, and keeps what was typed."""
    reviewer = office.as_(Role.REVIEWER)
    reviewer.post("/noi-dung/upload", {"file": Upload("loa.wav", WAV)}, status=303)
    form = reviewer.get("/loa/edit").forms["form"]
    form["title"] = "Bản tin thứ Hai"
    form = form.submit("save_on", status=422).forms["form"]
    assert form["title"].value == "Bản tin thứ Hai"
    assert state_of(office, "/loa") == PRIVATE
    form["transcript"] = "Sáng mai mở cửa."
    assert told(form.submit("save_on", status=303).follow()) == ["Đã lưu và đăng."]
    assert state_of(office, "/loa") == PUBLISHED
