"""What citizens find of the centre's own pages: notices, questions, people to ask, living lists."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest

import content_states
from hcc.accounts.resources import Contact as Listed
from hcc.content.operations.step import take_step
from hcc.content.resources import Collection, Contact, Folder, Notice, Page, Question
from hcc.content.workflow import PRIVATE
from hcc.core.roles import Role
from office import LOGINS

CANARY = "<script>alert(1)</script>\"'&"


def _lay(office, resource, *, into="", state="published", **text):
    """Lay a published thing into a folder; its address."""
    with office.changing() as site:
        folder = site.content
        for name in (part for part in into.split("/") if part):
            folder = folder.get(name)
        made = content_states.lay_in(office, folder, resource=resource, state=state, **text)
        return f"{into.rstrip('/')}/{made.__name__}{'/' if resource is Folder else ''}"


def _day(office, ahead: int) -> str:
    return (office.now.date() + timedelta(days=ahead)).isoformat()


def test_a_notice_is_written_with_its_days_and_read_aloud(office):
    author, visitor = office.as_(Role.AUTHOR), office.as_()
    form = author.get("/noi-dung/new?kind=notice").forms["form"]
    form["title"] = "Tiêm phòng cho trẻ"
    form["summary"] = "UBND xã mời bà con đưa trẻ dưới 5 tuổi đi tiêm."
    form["starts_on"], form["starts_at"], form["ends_on"] = "1/12/2026", "7h30", "3/12/2026"
    form["body"] = "Địa điểm: **trạm y tế**."
    page = form.submit(status=303).location
    assert "trạm y tế" in author.get(page, status=200).text
    with office.changing() as site:
        take_step(site.content.get("tiem-phong-cho-tre"), step="publish", act=content_states.reviewer(office))
    shown = visitor.get("/tiem-phong-cho-tre", status=200)
    assert "thứ Ba 01/12/2026" in shown.text.replace("\u00a0", " ")
    assert "Chưa bắt đầu" in shown.text
    read = visitor.get("/tiem-phong-cho-tre/loudspeaker.txt", status=200).text
    assert "Ủy ban nhân dân xã mời bà con đưa trẻ dưới năm tuổi đi tiêm" in read
    assert "ngày một tháng mười hai" in read
    assert not any(letter.isdigit() for letter in read)
    assert "tiêm" in visitor.get("/tiem-phong-cho-tre/loudspeaker", status=200).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"starts_on": "3/12/2026", "ends_on": "1/12/2026"}, "kết thúc trước ngày bắt đầu"),
        ({"starts_at": "8:00"}, "Có giờ thì phải có ngày"),
        ({"starts_on": "31/02/2027"}, "không có trong lịch"),
        ({"ends_on": "1/1/9999"}, "Ngày này quá xa"),
        ({"loudspeaker": "bà con chú ý " * 60}, "240 tiếng"),
        ({"procedures": "1.001193, 9.999999"}, "9.999999"),
        ({"sound": "https://example.org/a.mp3"}, "bắt đầu bằng /"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(office, fields, said):
    author = office.as_(Role.AUTHOR)
    form = author.get("/noi-dung/new?kind=notice").forms["form"]
    form["title"], form["body"] = "Thông báo thử", "Chữ đã gõ"
    for name, value in fields.items():
        form[name] = value
    refused = form.submit(status=422)
    assert said in refused.text
    again = refused.forms["form"]
    assert again["body"].value == "Chữ đã gõ"
    for name, value in fields.items():
        assert again[name].value.split() == value.split()


def test_a_notice_is_over_by_itself(office):
    visitor = office.as_()
    page = _lay(office, Notice, title="Cắt điện", ends_on=_day(office, 0), ends_at="23:00")
    assert "Đã kết thúc" not in visitor.get(page).text
    office.now = office.now.replace(hour=23, minute=0)
    assert "Đã kết thúc" in visitor.get(page).text, "its page was kept, and made anew at that moment"


def test_questions_unfold_by_folder(office):
    visitor = office.as_()
    _lay(office, Folder, title="Hỏi đáp")
    _lay(office, Folder, into="/hoi-dap", title="Hộ tịch")
    question = _lay(office, Question, into="/hoi-dap/ho-tich", title="Khai sinh muộn có bị phạt không?", body="Không.")
    _lay(office, Question, into="/hoi-dap/ho-tich", state=PRIVATE, title="Câu hỏi chưa duyệt")
    page = visitor.get("/hoi-dap/").html
    assert page.find("details").find("summary").text.strip() == "Khai sinh muộn có bị phạt không?"
    assert page.find("a", href="/hoi-dap/ho-tich/").text == "Hộ tịch"
    assert page.find("details").find("a", href=question)
    assert "chưa duyệt" not in str(page)


def test_an_official_of_the_list_is_not_typed_twice(office):
    author, visitor = office.as_(Role.AUTHOR), office.as_()
    login = LOGINS[Role.RECEIVER]
    with office.changing() as site:
        site.accounts[login].contact = Listed(listed=True, title="Công chức", phone="0210 000 111", duty="Hộ tịch")
        name = site.accounts[login].name
    form = author.get("/noi-dung/new?kind=contact").forms["form"]
    refused = form.submit(status=422)
    assert "Hãy chọn một cán bộ" in refused.text
    form["account"] = login
    page = form.submit(status=303).location
    with office.changing() as site:
        (contact,) = (one for one in site.content.things() if one.kind == "contact" and one.text.get("account"))
        take_step(contact, step="publish", act=content_states.reviewer(office))
    shown = visitor.get(page, status=200)
    assert name in shown.text
    assert "0210 000 111" in shown.text
    with office.changing() as site:
        site.accounts[login].contact = Listed(listed=True, title="Công chức", phone="0210 000 222", duty="Hộ tịch")
    assert "0210 000 222" in visitor.get(page).text, "what changed in the list is there at once"


def test_a_living_list_follows_what_is_published(office):
    visitor = office.as_()
    _lay(office, Folder, title="Thông báo chung")
    ahead = _lay(office, Notice, into="/thong-bao-chung", title="Họp dân", starts_on=_day(office, 3))
    over = _lay(office, Notice, into="/thong-bao-chung", title="Đã họp", ends_on=_day(office, -8))
    _lay(office, Page, into="/thong-bao-chung", title="Một trang")
    listed = _lay(office, Collection, title="Sắp tới", kinds=["notice"], within="/thong-bao-chung/", stage="ahead")
    page = visitor.get(listed).html
    assert page.find("a", href=ahead)
    assert not page.find("a", href=over)
    later = _lay(office, Notice, into="/thong-bao-chung", title="Họp nữa", starts_on=_day(office, 4))
    assert visitor.get(listed).html.find("a", href=later)


def test_english_where_there_is_a_translation(office):
    visitor = office.as_()
    english = {"title_en": "Opening hours", "body_en": "In the *morning*.", "summary_en": "Early."}
    both = _lay(office, Page, title="Giờ mở cửa", body="Sáng.", **english)
    one = _lay(office, Page, title="Chỉ tiếng Việt", body="Chữ.")
    page = visitor.get(f"{both}?lang=en")
    assert page.html.h1.text == "Opening hours"
    assert "<em>morning</em>" in page.text
    page = visitor.get(f"{one}?lang=en")
    assert "There is no English translation" in page.text
    assert page.html.h1["lang"] == "vi"
    assert page.html.find("div", class_="prose")["lang"] == "vi"
    assert visitor.get(f"{both}?lang=vi").html.h1.text == "Giờ mở cửa"
    _lay(office, Folder, title="Hai thứ tiếng", body="")
    _lay(office, Page, into="/hai-thu-tieng", title="Một", body="Chữ.", **english)
    _lay(office, Page, into="/hai-thu-tieng", title="Hai", body="Chữ.", summary="Tóm tắt.")
    lists = visitor.get("/hai-thu-tieng/?lang=en").html.select(".lines li p")
    assert {(one.text, one.get("lang")) for one in lists} == {("Early.", None), ("Tóm tắt.", "vi")}
    _lay(office, Notice, title="Có bản dịch", title_en="Translated", body_en="Yes.", summary="Tóm tắt.")
    slide = visitor.get("/noi-dung/board?n=0").html.find("div", class_="slide")
    told = [(one.get_text(strip=True), one.get("lang")) for one in slide.select("h1, p:last-child")]
    assert told == [("Translated", None), ("Tóm tắt.", "vi")]


def test_the_way_here_and_what_stands_beside(office):
    visitor = office.as_()
    _lay(office, Folder, title="Chuyên mục")
    pages = [_lay(office, Page, into="/chuyen-muc", title=f"Bài {number}") for number in (1, 2, 3)]
    page = visitor.get(pages[1]).html
    crumbs = page.find("nav", class_="crumbs")
    assert [one["href"] for one in crumbs.find_all("a")] == ["/", "/chuyen-muc/"]
    beside = page.find("nav", class_="beside")
    assert [one["href"] for one in beside.find_all("a")] == [pages[0], pages[2]]
    assert '"BreadcrumbList"' in str(page)


def test_a_related_procedure_is_named(office):
    visitor = office.as_()
    page = visitor.get(_lay(office, Page, title="Khai sinh lưu động", procedures=["1.001193"])).html
    assert page.find("a", href="/thu-tuc/1.001193").text.strip()


def test_the_sheet_of_a_procedure_leads_to_the_pages_about_it(office):
    visitor, sheet, about = office.as_(), "/thu-tuc/1.001193", {"procedures": ["1.001193"]}

    def told(query: str = "") -> list[str]:
        return [one.get_text(" ", strip=True) for one in visitor.get(f"{sheet}{query}").html.select(".about li")]

    assert told() == []
    assert "Bài viết liên quan" not in visitor.get(sheet).text
    _lay(office, Question, title="Muộn có bị phạt không?", **about)
    _lay(office, Notice, title="Đã qua rồi", ends_on=_day(office, -1), **about)
    _lay(office, Page, title="Bản nháp", state=PRIVATE, **about)
    office.later(minutes=1)
    _lay(office, Page, title="Đăng ký tại xóm", title_en="In the hamlets", body_en="Come.", **about)
    _lay(
        office, Notice, title="Tạm dừng <b>hai</b> ngày", urgent=True, ends_on=_day(office, 0), ends_at="23:00", **about
    )
    office.later(minutes=1)
    _lay(office, Notice, title="Tin thường", **about)
    assert [one.partition(" Khẩn")[0] for one in told()] == [
        "Tạm dừng <b>hai</b> ngày",
        "Tin thường",
        "Đăng ký tại xóm",
        "Muộn có bị phạt không?",
    ]
    assert visitor.get(sheet).html.find("a", href="/dang-ky-tai-xom")
    first = visitor.get(sheet).html.h1.find_previous_sibling(class_="note")
    assert first.strong.text == "Tạm dừng <b>hai</b> ngày", "what is urgent is told before the title"
    assert told("?lang=en")[2] == "In the hamlets"
    office.now = office.now.replace(hour=23, minute=0)
    assert told("?lang=vi")[0] == "Tin thường", "what is over goes by itself"
    assert visitor.get(sheet).html.h1.find_previous_sibling(class_="note") is None


def test_nothing_typed_becomes_code(office):
    visitor = office.as_()
    text = {"title": CANARY, "summary": CANARY, "body": CANARY, "loudspeaker": CANARY, "job": CANARY, "phone": CANARY}
    text |= {"duty": CANARY, "hours": CANARY, "place": CANARY, "words": CANARY, "title_en": CANARY, "body_en": CANARY}
    text |= {f"{name}_en": CANARY for name in ("summary", "job", "duty", "hours", "place")}
    _lay(office, Folder, title="Thử mã")
    for resource in (Page, Notice, Question, Contact, Collection, Folder):
        address = _lay(office, resource, into="/thu-ma", **text)
        for where in (address, f"{address}?lang=en", "/thu-ma/", "/can-bo", "/tim?q=alert", f"{address}?lang=vi"):
            assert "<script>alert" not in visitor.get(where).text


def test_the_board_in_the_hall_goes_round(office):
    visitor = office.as_()
    _lay(office, Notice, title="Thường", summary="Tóm tắt.")
    _lay(office, Notice, title="Khẩn cấp", urgent=True)
    _lay(office, Notice, title="Chưa ai được xem", state=PRIVATE)
    first = visitor.get("/noi-dung/board", status=200)
    assert first.html.h1.text == "Khẩn cấp", "what is urgent stands first"
    assert first.html.find("svg", class_="segno") or first.html.find("div", class_="code").find("svg")
    assert first.html.find("noscript") is None, "without scripts it stands still until somebody asks"
    assert first.html.find("a", class_="go")["href"] == "/noi-dung/board?n=0&run=1"
    seen, where = [], "/noi-dung/board?run=1"
    for _ in range(60):
        page = visitor.get(where, status=200)
        seen.append(page.html.h1.text)
        refresh = page.html.find("noscript").find("meta")["content"]
        where = refresh.partition("url=")[2]
        if where.endswith("?n=0&run=1"):
            break
    assert where.endswith("?n=0&run=1"), "it comes round"
    assert "Chưa ai được xem" not in seen
    assert len(seen) > 2, "procedures stand on it too"
    held = visitor.get("/noi-dung/board?n=0&hold=1").html
    assert held.find("noscript") is None
    assert held.find("a", string="Trang sau")["href"] == "/noi-dung/board?n=1&hold=1", "who stopped it goes on by hand"
    for odd in ("-1", "99999999999999999", "x", "%00", "%D9%A3"):
        assert visitor.get(f"/noi-dung/board?n={odd}").html.h1.text == "Khẩn cấp"


def test_the_feed_tells_of_notices(office):
    visitor = office.as_()
    _lay(office, Notice, title="Tin <b>đậm</b> & ký tự", summary="Tóm tắt.")
    _lay(office, Notice, title="Bản nháp", state=PRIVATE)
    feed = visitor.get("/noi-dung/notices.atom", status=200)
    assert feed.content_type == "application/atom+xml"
    titles = [one.text for one in ElementTree.fromstring(feed.body).iter("{http://www.w3.org/2005/Atom}title")]
    assert "Tin <b>đậm</b> & ký tự" in titles
    assert "Bản nháp" not in titles


def test_every_public_page_is_found_from_one_list(office):
    visitor = office.as_()
    _lay(office, Folder, title="Danh bạ")
    inner = _lay(office, Page, into="/danh-ba", title="Trong thư mục")
    hidden = _lay(office, Page, into="/danh-ba", title="Nháp", state=PRIVATE)
    assert "X-Robots-Tag" not in visitor.get(inner).headers
    assert "noindex" in office.as_(Role.AUTHOR).get(hidden).headers["X-Robots-Tag"]
    for page in (visitor.get("/noi-dung/", status=200), visitor.get("/sitemap.xml", status=200)):
        assert inner in page.text
        assert hidden not in page.text


def test_the_menu_stands_on_every_page(office):
    reviewer, visitor = office.as_(Role.REVIEWER), office.as_()
    page = _lay(office, Page, title="Lịch tiếp dân")
    assert visitor.get("/tra-cuu").html.find("a", href=page) is None
    form = reviewer.get(f"{page}/arrange").forms["in_menu"]
    form["in_menu"] = True
    form.submit(status=303)
    for where in ("/", "/tra-cuu", "/thu-tuc/1.001193"):
        assert visitor.get(where).html.find("nav").find("a", href=page).text == "Lịch tiếp dân"
        assert visitor.get(where).html.find("footer").find("a", href=page)


def test_the_front_page_shows_the_newest_notices(office):
    visitor = office.as_()
    for number in range(4):
        office.later(minutes=1)
        _lay(office, Notice, title=f"Thông báo số {number}")
    over = _lay(office, Notice, title="Đã qua", ends_on=_day(office, -1))
    _lay(office, Notice, title="Báo bão", urgent=True)
    shown = [one.a.text for one in visitor.get("/").html.find("ul", class_="news").find_all("li")]
    assert len(shown) == 3
    assert shown[:2] == ["Báo bão", "Thông báo số 3"]
    assert over not in visitor.get("/").text


def test_of_thousands_of_pages_only_a_part_is_shown(office):
    visitor = office.as_()
    _lay(office, Folder, title="Nhiều trang")
    for number in range(25):
        _lay(office, Page, into="/nhieu-trang", title=f"Trang số {number}")
    first = visitor.get("/nhieu-trang/").html
    assert len(first.find("ul", class_="hits").find_all("li")) == 20
    second, last = (visitor.get(f"/nhieu-trang/?page={number}").html for number in (2, 99999))
    assert len(second.find("ul", class_="hits").find_all("li")) == 5
    assert last.find("ul", class_="hits") == second.find("ul", class_="hits")
