"""The front page, browsing and the pages about the centre, as citizens read them without signing in."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from functional.refusing import nothing_changes, refused, typed
from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.roles import Role
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.publish import publish_revision
from office import LOGINS
from populated import COPY, MARRIAGE


def words(page, selector: str) -> list[str]:
    return [" ".join(one.get_text(" ").split()) for one in page.html.select(selector)]


def hits(page) -> list[str]:
    return [re.sub(r"^/thu-tuc/|\?.*$", "", link["href"]) for link in page.html.select(".hits h2 a")]


def all_hits(person, url: str) -> set[str]:
    """The codes on every page of a list."""
    found: set[str] = set()
    for number in range(1, 20):
        more = set(hits(person.get(f"{url}&page={number}"))) - found
        if not more:
            return found
        found |= more
    raise AssertionError("a list without an end")


def publish(office, code: str, *, days: int = 0, **change) -> None:
    """A changed text of a procedure, in force after so many days."""
    act = Act(LOGINS[Role.CATALOGUE_ADMINISTRATOR], office.now)
    with office.changing() as site:
        procedure = site.procedures[code]
        record = replace(procedure.latest().record, **change)
        draft = edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=act)
        publish_revision(draft, effective=(office.now + timedelta(days=days)).date(), act=act)


# The front page


def test_each_tile_of_the_front_page_leads_to_procedures(shared_office):
    home = shared_office.as_().get("/")
    tiles = home.html.select(".tiles a")
    assert len(tiles) == 6
    for tile in tiles:
        found = shared_office.as_().get(tile["href"])
        assert hits(found), tile.get_text()


def test_an_event_without_procedures_has_no_tile_and_no_way_in(office):
    events = office.registry["hcc.life_events"]
    unused = replace(next(iter(events.values())), key="len-mat-trang", name="Lên mặt trăng")
    office.registry["hcc.life_events"] = {unused.key: unused, **events}
    for path in ("/", "/thu-tuc/browse"):
        page = office.as_().get(path)
        assert len(page.html.select(".tiles a")) >= 6
        assert "Lên mặt trăng" not in page.text


def test_an_office_without_life_events_still_leads_on(office):
    office.registry["hcc.life_events"] = {}
    page = office.as_().get("/")
    assert page.html.select(".tiles") == []
    assert page.html.select('a[href="/thu-tuc/browse"]')


def test_an_office_with_one_life_event_has_one_tile(office):
    office.registry["hcc.life_events"] = dict(list(office.registry["hcc.life_events"].items())[:1])
    page = office.as_().get("/")
    assert len(page.html.select(".tiles a")) == 1
    assert page.html.select('a[href="/thu-tuc/browse"]')


def test_the_front_page_says_how_the_office_stands_today(shared_office):
    page = shared_office.as_().get("/")
    [today] = [one for one in page.html.select(".side .panel") if "Hôm nay" in one.get_text()]
    text = " ".join(today.get_text(" ").split())
    assert "thứ Hai 23/11" in text
    assert "Đang mở cửa, đến 12:00" in text
    assert "7:30 – 12:00" in text
    assert "Ngày Văn hóa Việt Nam" in text
    assert "7:30" in text.split("Ngày Văn hóa")[1]


def test_on_a_day_off_there_are_no_hours_to_come_at(office):
    office.now = datetime(2026, 11, 24, 9, 0, tzinfo=LOCAL)
    page = office.as_().get("/")
    assert page.html.select("dl.today") == []
    assert "Đã đóng cửa" in page.text or "Đang đóng cửa" in page.text
    assert "thứ Tư 25/11/2026" in page.html.find("main").get_text(" ").replace("\u00a0", " ")


def test_days_off_further_ahead_are_told_once(office):
    office.now = datetime(2026, 11, 25, 9, 0, tzinfo=LOCAL)
    text = office.as_().get("/").html.find("main").get_text(" ").replace("\u00a0", " ")
    assert "từ thứ Sáu 01/01/2027 đến Chủ nhật 03/01/2027" in text
    office.now = datetime(2026, 11, 23, 9, 0, tzinfo=LOCAL)
    assert office.as_().get("/").text.count("Ngày Văn hóa") == 1


def test_a_new_text_is_news_at_once_and_a_scheduled_one_on_its_day(office):
    assert words(office.as_().get("/"), ".news li") == ["Đăng mới 177 thủ tục Mới · áp dụng từ thứ Hai 23/11/2026"]
    office.later(days=2)
    publish(office, MARRIAGE, short_name="Giấy độc thân & <b>kết hôn</b>")
    publish(office, COPY, days=5, short_name="Sao y từ tuần sau")
    page = office.as_().get("/")
    first, second = words(page, ".news li")
    assert first == "Giấy độc thân & <b>kết hôn</b> Thay đổi · áp dụng từ thứ Tư 25/11/2026"
    assert second.startswith("Đăng mới 177 thủ tục")
    assert page.html.select_one(".news a")["href"] == f"/thu-tuc/{MARRIAGE}"
    assert "Sao y từ tuần sau" not in page.text
    office.later(days=5)
    assert words(office.as_().get("/"), ".news li")[0].startswith("Sao y từ tuần sau Thay đổi")


def test_the_front_page_leads_to_tracking_and_never_shows_a_queue_that_is_not_there(shared_office):
    page = shared_office.as_().get("/")
    assert page.html.select('main a[href="/tra-cuu"]')
    assert "Đang gọi số" not in page.text


# Browsing


def test_every_way_in_leads_to_as_many_procedures_as_it_says(shared_office):
    person = shared_office.as_()
    page = person.get("/thu-tuc/browse")
    ways = page.html.select(".ways-in a")
    assert len(page.html.select("#field ~ ul")[0].select("a")) == 39
    for way in ways:
        count = int(way.select_one(".num").get_text())
        if count <= 20:
            assert len(hits(person.get(way["href"]))) == count, way["href"]
    names = {group["id"] for group in page.html.select("main h2[id]")}
    assert {"field", "audience", "level"} <= names


def test_the_fields_together_are_the_whole_catalogue(shared_office):
    page = shared_office.as_().get("/thu-tuc/browse")
    counts = [int(one.get_text()) for one in page.html.select("#field + ul .num")]
    assert sum(counts) == 177


def test_a_withdrawn_procedure_is_not_counted(office):
    before = words(office.as_().get("/thu-tuc/browse"), "#field + ul li")
    with office.changing() as site:
        site.procedures[COPY].published(office.now.date()).withdrawn_on = office.now.date()
        site.procedures.journal.append("changed", COPY)
    after = words(office.as_().get("/thu-tuc/browse"), "#field + ul li")
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert len(changed) == 1
    assert "Chứng thực" in changed[0][0]
    assert [int(text.split()[-1]) for text in changed[0]] == [12, 11]


def test_browsing_works_while_there_is_no_index(office, monkeypatch):
    from hcc.search.index import IndexUnavailable, SearchIndex

    def unavailable(*_args):
        raise IndexUnavailable

    monkeypatch.setattr(SearchIndex, "outline", lambda *_args: None)
    monkeypatch.setattr("hcc.procedures.following.follow", unavailable)
    page = office.as_().get("/thu-tuc/browse")
    assert len(page.html.select("#field + ul a")) == 39
    assert page.html.select(".ways-in .num") == []
    assert len(office.as_().get("/").html.select(".tiles a")) == 6


# Who works there


def test_the_list_names_head_deputy_and_officials_with_field_and_phone(shared_office):
    page = shared_office.as_().get("/can-bo")
    entries = words(page, ".people li")
    assert entries[0].startswith("Vũ Văn Thí Người đứng đầu Trung tâm")
    assert "Cấp phó" in entries[1]
    assert all("0210 000 00" in entry for entry in entries)
    assert [entry for entry in entries if "Ngô Văn Duyệt" in entry] == []
    assert all(link["href"].startswith("tel:0210") for link in page.html.select(".people .phone"))


def test_who_left_is_no_longer_listed_and_an_empty_list_says_whom_to_call(office):
    with office.changing() as site:
        site.accounts[LOGINS[Role.RECEIVER]].disabled = True
    assert "Lê Thị Ví Dụ" not in office.as_().get("/can-bo").text
    with office.changing() as site:
        for official in site.accounts.officials():
            official.disabled = True
    page = office.as_().get("/can-bo")
    assert page.html.select(".people") == []
    assert "0210 000 0000" in page.html.find("main").get_text()


def test_an_administrator_keeps_the_list(office):
    admin, receiver = office.as_(Role.ADMINISTRATOR), LOGINS[Role.RECEIVER]
    assert f"/quan-tri/can-bo/{receiver}/" in admin.get("/quan-tri/can-bo").text
    form = admin.get(f"/quan-tri/can-bo/{receiver}/contact").forms["form"]
    assert form["phone"].value == "0210 000 0002"
    office.later(minutes=5)
    form["duty"], form["phone"], form["title"] = "Đất đai, xây dựng", "0210 000 0099", "Chuyên viên"
    form.submit(status=303)
    [entry] = [one for one in words(office.as_().get("/can-bo"), ".people li") if one.startswith("Lê Thị Ví Dụ")]
    assert entry == "Lê Thị Ví Dụ Chuyên viên 0210 000 0099 , Lê Thị Ví Dụ"
    assert "Đất đai, xây dựng" in words(office.as_().get("/can-bo"), ".field-of h2")
    form = admin.get(f"/quan-tri/can-bo/{receiver}/contact").forms["form"]
    form["listed"] = False
    form.submit(status=303)
    assert "Lê Thị Ví Dụ" not in office.as_().get("/can-bo").text
    assert "danh bạ công khai" in admin.get("/quan-tri").text


def test_an_entry_without_a_phone_is_refused_with_what_was_typed(shared_office):
    admin = shared_office.as_(Role.ADMINISTRATOR)
    form = admin.get(f"/quan-tri/can-bo/{LOGINS[Role.HANDLER]}/contact").forms["form"]
    form["phone"], form["duty"] = "", "Nuôi con nuôi"
    with nothing_changes(shared_office):
        page = refused(form.submit(status=409), "Bà con gọi cán bộ theo danh bạ này", status=409)
    assert typed(page)["duty"] == "Nuôi con nuôi"
    assert page.html.select_one('[name="phone"]')["aria-invalid"] == "true"


@pytest.mark.parametrize("login", ["", "khong-co", "x" * 5_000, "tiepnhan%00", "../tiepnhan"])
def test_nobody_of_that_name(shared_office, login):
    answer = shared_office.as_(Role.ADMINISTRATOR).browser.get(f"/quan-tri/can-bo/{login}/contact", status="*")
    assert answer.status_int in (400, 404)


# About, accessibility, privacy


def test_the_hours_shown_are_those_of_the_calendar(shared_office):
    rows = words(shared_office.as_().get("/gioi-thieu"), ".hours > div")
    assert rows[0] == "thứ Hai 23/11/2026 7:30 – 12:00 13:30 – 17:00"
    assert rows[1] == "thứ Ba 24/11/2026 Nghỉ: Ngày Văn hóa Việt Nam"
    assert rows[5] == "thứ Bảy 28/11/2026 Nghỉ"
    assert len(rows) == 7


def test_the_five_steps_are_explained(shared_office):
    steps = words(shared_office.as_().get("/gioi-thieu"), ".numbered li strong")
    assert len(steps) == 5


def test_every_cookie_the_site_leaves_is_on_the_privacy_page(office):
    named = set(words(office.as_().get("/quyen-rieng-tu"), ".cookies tbody th"))
    visitor = office.as_()
    visitor.get("/?lang=en")
    visitor.get("/display?size=1&contrast=1&next=/")
    visitor.get("/tra-cuu")
    admin = office.as_(Role.ADMINISTRATOR)
    admin.post(
        f"/quan-tri/can-bo/{LOGINS[Role.CERTIFIER]}/contact",
        {"listed": "true", "standing": "official", "title": "", "phone": "0210 000 0004", "duty": "Chứng thực"},
        status=303,
    )
    left = {*visitor.browser.cookies, *admin.browser.cookies}
    assert len(left) >= 4
    assert left <= named


def test_reading_leaves_no_cookie_at_all(shared_office):
    visitor = shared_office.as_()
    for path in ("/", "/thu-tuc", "/thu-tuc/browse", "/gioi-thieu", "/can-bo", "/tro-nang", "/quyen-rieng-tu"):
        visitor.get(path)
    assert visitor.browser.cookies == {}


@pytest.mark.parametrize("path", ["/", "/thu-tuc/browse", "/gioi-thieu", "/can-bo", "/tro-nang", "/quyen-rieng-tu"])
def test_every_page_has_one_heading_the_phone_in_the_foot_and_the_pages_the_law_wants(shared_office, path):
    for lang in ("vi", "en"):
        page = shared_office.as_().get(f"{path}?lang={lang}")
        assert len(page.html.select("h1")) == 1
        assert page.html.select_one(".foot .call a")["href"] == "tel:02100000000"
        linked = {link["href"] for link in page.html.select(".foot a")}
        assert {"/gioi-thieu", "/can-bo", "/tro-nang", "/quyen-rieng-tu"} <= linked


# When something goes wrong


def test_an_address_that_leads_nowhere_offers_what_it_may_have_meant(shared_office):
    page = shared_office.as_().get("/thu-tuc/dang-ky-ket-hon.html", status=404)
    near = page.html.select(".stack .bullets a")
    assert near
    assert "kết hôn" in near[0].get_text().lower()
    assert shared_office.as_().get(near[0]["href"]).html.select(".boxes")
    assert page.html.select_one("form[role=search] input[name=q]")
    assert "0210 000 0000" in page.html.find("main").get_text()


@pytest.mark.parametrize(
    "path", ["/" + "x" * 3_000, "/%00", "/..%2f..%2fetc", "/" + "%E1%BA%BF" * 500, "/thu-tuc/%20", "/zzzz-qqqq"]
)
def test_an_address_that_means_nothing_still_gets_a_helpful_page(shared_office, path):
    page = shared_office.as_().browser.get(path, status=404)
    assert page.html.select_one("form[role=search]")


@pytest.mark.parametrize("path", ["/thu-tuc/browse", "/gioi-thieu", "/can-bo", "/tro-nang", "/quyen-rieng-tu", "/"])
@pytest.mark.parametrize(
    "query", ["q=%FF", "x=%00", "lang=xx", "q[]=1", "page=99999999999", "=&&;", "q=" + "x" * 9_000]
)
def test_odd_queries_break_no_page(shared_office, path, query):
    answer = shared_office.as_().browser.get(f"{path}?{query}", status=[200, 400])
    assert answer.status_int == (400 if "%FF" in query else 200)
