"""A page is written by two people at once, kept while it is typed, and taken through its steps with days and hours."""

import pytest

import content_states
from hcc.content.operations.rename import rename_item
from hcc.content.operations.step import take_step
from hcc.content.resources import Folder
from hcc.content.workflow import PENDING, PRIVATE, PUBLISHED
from hcc.core.roles import Role

BODY = "Sáng: 7 giờ.\n\nChiều: 13 giờ.\n\nThứ Bảy nghỉ."


@pytest.fixture
def page(office) -> str:
    """The address of a private page with some paragraphs."""
    return content_states.fresh(office, PRIVATE, body=BODY)


def opened(person, page: str):
    return person.get(f"{page}edit").forms["form"]


def body_of(office, page: str) -> str:
    with office.site() as site:
        return site.content.get(page.strip("/")).text["body"].replace("\r\n", "\n")


def test_whoever_opens_the_form_is_told_who_has_it_open(office, page):
    author, reviewer = office.as_(Role.AUTHOR), office.as_(Role.REVIEWER)
    assert "đang sửa" not in author.get(f"{page}edit").text
    office.later(minutes=5)
    told = reviewer.get(f"{page}edit")
    assert "Lưu Thị Viết đang sửa trang này từ 9:12" in " ".join(told.html.text.split())
    told.forms["form"].submit("save", status=303)
    author.post(f"{page}edit_give_up", status=303)
    assert "đang sửa" not in reviewer.get(f"{page}edit").text
    assert "đang sửa" in author.get(f"{page}steps").text
    office.later(minutes=16)
    assert "đang sửa" not in author.get(f"{page}edit").text, "she went home without closing it"


def test_opening_a_form_changes_no_object(office, page):
    author = office.as_(Role.AUTHOR)
    storage = office.registry["hcc.database"].storage
    before = storage.lastTransaction()
    for view in ("edit", "steps", "history", "version?number=1", "compare?a=1&b=1"):
        author.get(f"{page}{view}", status=200)
    assert storage.lastTransaction() == before


def test_changes_at_different_places_come_together(office, page):
    author, reviewer = office.as_(Role.AUTHOR), office.as_(Role.REVIEWER)
    first, second = opened(author, page), opened(reviewer, page)
    first["body"] = BODY.replace("7 giờ", "8 giờ")
    first["summary"] = "Tóm tắt mới."
    first.submit("save", status=303)
    second["body"] = BODY.replace("Thứ Bảy nghỉ", "Thứ Bảy làm buổi sáng")
    second["title"] = "Giờ làm việc mới"
    second.submit("save", status=303)
    assert body_of(office, page) == BODY.replace("7 giờ", "8 giờ").replace("Thứ Bảy nghỉ", "Thứ Bảy làm buổi sáng")
    shown = reviewer.get(page).text
    assert "Tóm tắt mới." in shown
    assert "Giờ làm việc mới" in shown
    assert "ghép với phần người khác viết" in reviewer.get(f"{page}history").text


def test_where_both_changed_the_same_she_sees_both_and_chooses(office, page):
    author, reviewer = office.as_(Role.AUTHOR), office.as_(Role.REVIEWER)
    first, second = opened(author, page), opened(reviewer, page)
    first["body"] = BODY.replace("7 giờ", "8 giờ")
    first.submit("save", status=303)
    second["body"] = BODY.replace("7 giờ", "9 giờ <script>alert(1)</script>")
    refused = second.submit("save", status=409)
    sides = [" ".join(one.text.split()) for one in refused.html.select(".side-text")]
    assert "8 giờ" in sides[0]
    assert "9 giờ <script>alert(1)</script>" in sides[1]
    assert "<script>alert" not in refused.text
    form = refused.forms["form"]
    assert "9 giờ" in form["body"].value
    assert form["choose_body"].value is None
    form["choose_body"] = "theirs"
    form.submit("save", status=303)
    assert body_of(office, page) == BODY.replace("7 giờ", "8 giờ")


def test_a_third_text_saved_while_she_chooses_is_not_lost(office, page):
    author, reviewer = office.as_(Role.AUTHOR), office.as_(Role.REVIEWER)
    second = opened(reviewer, page)
    first = opened(author, page)
    first["body"] = BODY.replace("7 giờ", "8 giờ")
    first.submit("save", status=303)
    second["body"] = BODY.replace("7 giờ", "9 giờ")
    form = second.submit("save", status=409).forms["form"]
    third = opened(author, page)
    third["body"] = BODY.replace("7 giờ", "8 giờ").replace("13 giờ", "14 giờ")
    third.submit("save", status=303)
    form["choose_body"] = "mine"
    form.submit("save", status=303)
    assert body_of(office, page) == BODY.replace("7 giờ", "9 giờ").replace("13 giờ", "14 giờ")


def test_a_form_that_says_it_saw_a_version_that_never_was_loses_nothing(office, page):
    reviewer = office.as_(Role.REVIEWER)
    for seen in ("0", "7", "99999999", ""):
        form = opened(reviewer, page)
        form["body"], form["seen"] = "Khác hẳn.", seen
        refused = form.submit("save", status=409)
        assert refused.forms["form"]["body"].value == "Khác hẳn."
    form["seen"] = "x" * 50
    assert form.submit("save", status=422).forms["form"]["body"].value == "Khác hẳn."
    assert body_of(office, page) == BODY


def test_what_is_typed_of_a_page_is_not_kept_for_what_took_its_address(office, page):
    author = office.as_(Role.AUTHOR)
    sent = dict(opened(author, page).submit_fields())
    sent["body"] = "Đang gõ cho bài đầu"
    with office.changing() as site:
        first = site.content.get(page.strip("/"))
        rename_item(first, name="ten-khac", act=content_states.reviewer(office), reserved=frozenset())
        content_states.lay_in(office, site.content, title="Bài sau", state=PRIVATE, body="Bài sau.")
        second = site.content.get("bai-sau")
        rename_item(second, name=page.strip("/"), act=content_states.reviewer(office), reserved=frozenset())
    assert author.browser.post(f"{page}edit_keep", sent, status=200).json["at"] == ""
    assert opened(author, page)["body"].value == "Bài sau."


def test_what_is_typed_is_kept_until_it_is_saved_or_given_up(office, page):
    author = office.as_(Role.AUTHOR)
    form = opened(author, page)
    sent = {"title": form["title"].value, "summary": "", "body": "Đang gõ dở", "seen": "1"}
    assert author.post(f"{page}edit_keep", sent, status=200).json["at"]
    again = author.get(f"{page}edit")
    assert again.forms["form"]["body"].value == "Đang gõ dở"
    assert "Đang gõ dở" not in office.as_(Role.REVIEWER).get(f"{page}edit").text
    author.post(f"{page}edit_give_up", status=303)
    assert opened(author, page)["body"].value.replace("\r\n", "\n") == BODY
    form = opened(author, page)
    form["body"] = "Giữ không cần kịch bản"
    kept = form.submit("keep", status=200)
    assert "Đang" not in kept.forms["form"]["body"].value
    assert opened(author, page)["body"].value == "Giữ không cần kịch bản"
    opened(author, page).submit("save", status=303)
    assert body_of(office, page) == "Giữ không cần kịch bản"
    assert author.post(f"{page}edit_keep", {"body": "x" * 300_000}, status=200).json == {"at": ""}
    form = opened(author, page)
    late = [pair for pair in form.submit_fields() if pair[0] not in ("save", "keep")]
    form["body"] = "Lưu rồi"
    form.submit("save", status=303)
    assert author.browser.post(f"{page}edit_keep", late, status=200).json == {"at": ""}
    assert opened(author, page)["body"].value == "Lưu rồi", "what arrives late is not kept over what was saved"


def test_a_new_page_is_kept_while_it_is_typed_until_it_is_saved_or_given_up(office):
    author, new = office.as_(Role.AUTHOR), "/noi-dung/new?kind=page"
    form = author.get(new).forms["form"]
    form["title"], form["body"] = "Bài <b>mới</b>", "Đang gõ dở một đoạn"
    typed = [pair for pair in form.submit_fields() if pair[0] not in ("save", "keep")]
    kept = author.browser.post("/noi-dung/new_keep?kind=page", typed, status=200)
    assert kept.json["at"]
    again = author.get(new)
    assert "chưa lưu" in again.html.text
    assert again.forms["form"]["body"].value == "Đang gõ dở một đoạn"
    assert "Đang gõ dở" not in author.get("/noi-dung/new?kind=notice").text, "a notice is another form"
    assert "Đang gõ dở" not in office.as_(Role.REVIEWER).get(new).text, "nobody else sees it"
    drop = next(one for one in again.forms.values() if one.action.split("?")[0].endswith("new_give_up"))
    drop.submit(status=303)
    form = author.get(new).forms["form"]
    assert form["body"].value == ""
    form["title"], form["body"] = "Bài mới", "Giữ không cần kịch bản"
    assert form.submit("keep", status=200).forms["form"]["body"].value == "Giữ không cần kịch bản"
    with office.site() as site:
        assert "bai-moi" not in site.content
    form = author.get(new).forms["form"]
    assert form["body"].value == "Giữ không cần kịch bản"
    saved = form.submit("save", status=303)
    late = [pair for pair in form.submit_fields() if pair[0] not in ("save", "keep")]
    assert author.browser.post("/noi-dung/new_keep?kind=page", late, status=200).json == {"at": ""}
    assert author.get(new).forms["form"]["body"].value == "", "what is saved is not typed a second time"
    assert "Giữ không cần kịch bản" in author.get(saved.location).text
    too_long = {"title": "Dài", "body": "x" * 300_000}
    assert author.post("/noi-dung/new_keep?kind=page", too_long, status=200).json == {"at": ""}


def test_a_page_published_meanwhile_does_not_swallow_what_its_author_typed(office, page):
    author, reviewer = office.as_(Role.AUTHOR), office.as_(Role.REVIEWER)
    form = opened(author, page)
    with office.changing() as site:
        take_step(site.content.get(page.strip("/")), step="publish", act=content_states.reviewer(office))
    form["body"] = "Viết mất nửa giờ"
    refused = form.submit("save", status=409)
    assert "Viết mất nửa giờ" in refused.text
    assert "Người khác vừa làm việc này" in refused.text
    assert not refused.html.select("main .acts button[name=save]")
    assert "Viết mất nửa giờ" not in reviewer.get(page, status=200).text


def steps(person, page: str, status: int, **fields: object):
    form = person.get(f"{page}steps").forms["form"]
    for name, value in fields.items():
        form[name] = value
    return form.submit(status=status)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"publish_date": "22/11/2026"}, "Thời điểm này đã qua. Hãy để trống để đăng ngay"),
        ({"expires_date": "22/11/2026"}, "Thời điểm này đã qua, sẽ không ai xem"),
        ({"publish_date": "5/12/2026", "expires_date": "4/12/2026"}, "Ngày kết thúc trước ngày bắt đầu"),
        ({"publish_time": "8:30"}, "Có giờ thì phải có ngày"),
        ({"publish_date": "31/2/2026"}, "không có trong lịch"),
        ({"publish_date": "1/12/2026", "publish_time": "25:00"}, "Ghi giờ như 8:30"),
        ({"expires_date": "31/12/9999"}, "quá xa"),
        ({"note": "x" * 1_001}, "1000"),
    ],
)
def test_days_that_make_no_sense_are_refused_and_stay_typed(office, page, fields, said):
    refused = steps(office.as_(Role.REVIEWER), page, status=422 if said[0] in "kG1" else 409, step="publish", **fields)
    assert said in refused.text
    for name, value in fields.items():
        assert refused.forms["form"][name].value in (value, f"0{value}", "2026")
    with office.site() as site:
        assert site.content.get(page.strip("/")).state == PRIVATE


def test_a_page_is_shown_from_its_first_moment_to_its_last_and_no_button_is_pressed(office, page):
    reviewer, visitor = office.as_(Role.REVIEWER), office.as_()
    steps(
        reviewer, page, 303, step="publish", publish_date="24/11/2026", publish_time="8h30", expires_date="25-11-2026"
    )
    visitor.get(page, status=404)
    assert "chờ" in reviewer.get(f"{page}steps").text.lower()
    office.later(hours=23, minutes=17)
    visitor.get(page, status=404)
    office.later(minutes=2)
    visitor.get(page, status=200)
    office.later(hours=39)
    visitor.get(page, status=200)
    office.later(minutes=40)
    visitor.get(page, status=404)


def test_the_end_is_moved_while_the_page_stays_published(office, page):
    reviewer, visitor = office.as_(Role.REVIEWER), office.as_()
    steps(reviewer, page, 303, step="publish", expires_date="24/11/2026")
    steps(reviewer, page, 303, step="set_dates", expires_date="25/11/2026")
    assert "đổi ngày giờ hiển thị" in reviewer.get(f"{page}history").text
    office.later(days=2)
    visitor.get(page, status=200)
    office.later(days=1)
    visitor.get(page, status=404)


def test_a_step_that_is_not_hers_or_not_there_any_more_is_refused(office, page):
    author, reviewer = office.as_(Role.AUTHOR), office.as_(Role.REVIEWER)
    author.post(f"{page}steps", {"step": "publish", "note": ""}, status=422)
    form = author.get(f"{page}steps").forms["form"]
    steps(reviewer, page, 303, step="publish")
    form["step"], form["note"] = "submit", "Nhờ duyệt"
    refused = form.submit(status=422)
    assert "Người khác vừa làm việc này" in refused.text
    assert refused.forms["form"]["note"].value == "Nhờ duyệt"
    for sent in ("khong-co", "<script>", "x" * 5_000):
        author.post(f"{page}steps", {"step": sent, "note": ""}, status=422)
    with office.site() as site:
        assert site.content.get(page.strip("/")).state == PUBLISHED


def test_a_page_in_a_folder_that_is_not_out_says_why_nobody_sees_it(office):
    with office.changing() as site:
        folder = content_states.lay_in(office, site.content, resource=Folder, state=PENDING, title="Kín")
        page = content_states.lay_in(office, folder)
        address = f"/{folder.__name__}/{page.__name__}/"
    office.as_().get(address, status=404)
    assert "“Kín”" in office.as_(Role.REVIEWER).get(f"{address}steps").html.select_one(".note.warn").text


def test_a_form_sent_after_the_session_ended_is_not_lost_and_strangers_learn_nothing(office, page):
    form = opened(office.as_(Role.AUTHOR), page)
    form["body"] = "Viết cả buổi chiều"
    office.later(hours=30)
    own = {"Sec-Fetch-Site": "same-origin"}
    answer = form.submit("save", headers=own, status=403)
    assert "Viết cả buổi chiều" in answer.text
    stranger = office.as_()
    fields = {"csrf_token": stranger.token(), "body": "x", "key": "0" * 32}
    there, not_there = (
        stranger.browser.post(f"{place}edit", fields, headers=own, status=404).text for place in (page, "/khong-co/")
    )
    assert len(there.splitlines()) == len(not_there.splitlines())
