"""Officials have a part in one page or folder: given by its reviewer, inherited, and never so that nobody is left."""

from urllib.parse import quote

import pytest

import content_states
from hcc.content.kept_lists import KeptLists
from hcc.content.lines import Line
from hcc.content.resources import Contact, Folder, ImageItem, Page, Question
from hcc.content.workflow import AUTHOR, PRIVATE, PUBLISHED, READER, REVIEWER
from hcc.core.roles import Role
from hcc.site.evolution import STEPS
from office import LOGINS

VIEWS = ("", "edit", "steps", "history", "sharing", "contents", "new?kind=page", "trang-trong", "trang-trong/edit")
RECEIVER, HANDLER = LOGINS[Role.RECEIVER], LOGINS[Role.HANDLER]


def give(person, address: str, parts: set[str], status: int = 303, **fields: object):
    """Tick these boxes, of login and part, and no others."""
    form = person.get(f"{address}sharing").forms["form"]
    for box in form.fields["checkbox"]:
        box.checked = box._value in parts
    for name, value in fields.items():
        form[name] = value
    return form.submit(status=status)


@pytest.fixture
def folder(office) -> str:
    """The address of a private folder with a private page called trang-trong in it."""
    with office.changing() as site:
        made = content_states.lay_in(office, site.content, resource=Folder, state=PRIVATE)
        content_states.lay_in(office, made, state=PRIVATE, title="Trang trong")
        return f"/{made.__name__}/"


def test_for_who_has_no_part_nothing_changes_when_a_folder_is_made(office):
    """Word for word: the page of what is not there offers what its address sounds like."""
    people = (office.as_(Role.RECEIVER), office.as_())
    before = {(who, view): who.get(f"/kin/{view}", status=404).text for who in people for view in VIEWS}
    with office.changing() as site:
        folder = content_states.lay_in(office, site.content, resource=Folder, state=PRIVATE, title="Kín")
        content_states.lay_in(office, folder, state=PRIVATE, title="Trang trong")
    for (who, view), text in before.items():
        assert who.get(f"/kin/{view}", status=404).text.splitlines() == text.splitlines(), view
    office.as_().browser.put("/kin/trang-trong", status=404)


def test_who_was_signed_in_until_a_while_ago_is_asked_to_sign_in_again(office, folder):
    author = office.as_(Role.AUTHOR)
    author.get(folder, status=200)
    office.later(hours=30)
    assert author.get(f"{folder}edit", status=303).location.endswith(quote(f"{folder}edit", safe=""))
    forged = office.as_()
    forged.browser.set_cookie("hcc_session", "bia-dat")
    forged.get(f"{folder}edit", status=404)


def test_an_official_is_given_a_folder_finds_it_and_works_in_it(office, folder):
    reviewer, receiver = office.as_(Role.REVIEWER), office.as_(Role.RECEIVER)
    receiver.get("/noi-dung/shared", status=403)
    give(reviewer, folder, {f"{RECEIVER} {AUTHOR}"})
    desk = receiver.get("/ban-lam-viec/tiep-nhan")
    shown = desk.click("Được chia sẻ với bạn")
    assert [row.a["href"] for row in shown.html.select("tbody tr")] == [folder]
    receiver.fill(f"{folder}trang-trong/edit", body="Do tiếp nhận viết.")
    receiver.fill(f"{folder}new?kind=page", title="Trang mới")
    receiver.get(f"{folder}sharing", status=403)
    assert "publish" not in receiver.get(f"{folder}trang-trong/steps").text
    office.as_(Role.HANDLER).get(folder, status=404)


def test_whose_only_work_it_is_begins_there(office, folder):
    with office.changing() as site:
        site.accounts.get(RECEIVER).roles = frozenset()
    receiver = office.as_(Role.RECEIVER)
    assert receiver.get("/ban-lam-viec", status=303).location.endswith("/tai-khoan")
    give(office.as_(Role.REVIEWER), folder, {f"{RECEIVER} {READER}"})
    assert receiver.get("/ban-lam-viec", status=303).location.endswith("/noi-dung/shared")


def test_what_is_inherited_is_shown_with_where_it_comes_from_and_can_be_switched_off(office, folder):
    reviewer, receiver = office.as_(Role.REVIEWER), office.as_(Role.RECEIVER)
    give(reviewer, folder, {f"{RECEIVER} {READER}"})
    page = f"{folder}trang-trong/"
    cell = reviewer.get(f"{page}sharing").html.find("input", value=f"{RECEIVER} {READER}").parent
    assert "từ “Trang thử" in cell.text
    receiver.get(page, status=200)
    give(reviewer, page, set(), inherits=False)
    receiver.get(page, status=404)
    receiver.get(folder, status=200)
    cell = reviewer.get(f"{page}sharing").html.find("input", value=f"{RECEIVER} {READER}").parent
    assert "từ “Trang thử" not in cell.text


def test_the_last_reviewer_does_not_lock_everybody_out(office, folder):
    with office.changing() as site:
        site.accounts.get(LOGINS[Role.REVIEWER]).roles = frozenset({Role.AUTHOR})
        item = site.content.get(folder.strip("/"))
        item.sharing = {RECEIVER: (REVIEWER,)}
    receiver = office.as_(Role.RECEIVER)
    refused = give(receiver, folder, {f"{HANDLER} {AUTHOR}"}, status=409)
    assert "không còn ai duyệt" in refused.text
    ticked = [box["value"] for box in refused.html.select("input[type=checkbox][checked]")]
    assert f"{HANDLER} {AUTHOR}" in ticked, "what she ticked is still ticked"
    with office.site() as site:
        assert site.content.get(folder.strip("/")).sharing == {RECEIVER: (REVIEWER,)}
    give(receiver, folder, {f"{HANDLER} {REVIEWER}"})
    receiver.get(folder, status=404)
    office.as_(Role.HANDLER).get(folder, status=200)


def test_whose_account_was_ended_is_shown_so_and_counts_for_nobody(office, folder):
    reviewer = office.as_(Role.REVIEWER)
    give(reviewer, folder, {f"{RECEIVER} {REVIEWER}"})
    with office.changing() as site:
        site.accounts.get(RECEIVER).disabled = True
    row = reviewer.get(f"{folder}sharing").html.find("input", value=f"{RECEIVER} {REVIEWER}").find_parent("tr")
    assert "tài khoản đã kết thúc" in row.text
    give(reviewer, folder, set())
    assert reviewer.get(f"{folder}sharing").html.find("input", value=f"{RECEIVER} {REVIEWER}") is None


def test_two_who_share_at_once_see_both(office, folder):
    reviewer = office.as_(Role.REVIEWER)
    form = reviewer.get(f"{folder}sharing").forms["form"]
    give(reviewer, folder, {f"{RECEIVER} {READER}"})
    assert "đã đổi phần chia sẻ" in form.submit(status=409).text


def test_whoever_may_not_read_all_that_lies_in_a_folder_does_not_copy_it(office, folder):
    with office.changing() as site:
        outer = site.content.get(folder.strip("/"))
        inner = content_states.lay_in(office, outer, resource=Folder, state=PRIVATE, title="Tổ một cửa")
        closed = content_states.lay_in(office, inner, title="Kín", state=PRIVATE)
        content_states.share(site, office, outer, {RECEIVER: (AUTHOR,)})
        content_states.share(site, office, closed, {}, inherits=False)
        id = outer.id
    receiver = office.as_(Role.RECEIVER)
    receiver.get(f"{folder}to-mot-cua/kin", status=404)
    for page in (f"{folder}to-mot-cua/arrange", f"{folder}chosen?name=to-mot-cua"):
        form = receiver.get(page).forms["copy"]
        form["target"] = id
        form.submit("do", status=409)
    with office.site() as site:
        assert set(site.content.get(folder.strip("/")).names()) == {"trang-trong", "to-mot-cua"}


@pytest.fixture
def inner(office) -> str:
    """Path of a folder shared with the receiver as one who reviews; what it lies in, its neighbour, a page in it that
    stands apart and a page that leads to it are not.
    """
    with office.changing() as site:
        outer = content_states.lay_in(office, site.content, resource=Folder, title="Mật ngoài", state=PRIVATE)
        content_states.lay_in(office, outer, resource=Folder, title="Mật bên", state=PRIVATE)
        inner = content_states.lay_in(office, outer, resource=Folder, title="Phần chung", state=PRIVATE)
        content_states.lay_in(office, inner, title="Bài chung", state=PUBLISHED)
        apart = content_states.lay_in(office, inner, title="Mật riêng", state=PRIVATE)
        body = "Xem [phần chung](/mat-ngoai/phan-chung/) và [bài](/mat-ngoai/phan-chung/bai-chung)."
        content_states.lay_in(office, outer, title="Mật dẫn", state=PRIVATE, body=body)
        content_states.share(site, office, inner, {RECEIVER: (AUTHOR, REVIEWER)})
        content_states.share(site, office, apart, {}, inherits=False)
        return f"/{outer.__name__}/{inner.__name__}/"


WORK = ("", "edit", "steps", "contents", "add", "arrange", "history", "sharing", "describe", "new?kind=page")
WORK_ON_PAGE = ("bai-chung", *(f"bai-chung/{view}" for view in ("edit", "steps", "arrange", "history", "sharing")))


@pytest.mark.parametrize("view", [*WORK, *WORK_ON_PAGE, "chosen?name=bai-chung&name=mat-rieng", "contents?q=mat"])
def test_titles_of_what_was_not_shared_are_told_nowhere(office, inner, view):
    page = office.as_(Role.RECEIVER).get(f"{inner}{view}", status=[200, 409])
    assert "Mật" not in page.text
    assert "Mật" in office.as_(Role.REVIEWER).get("/mat-ngoai/contents").text


def test_the_way_to_what_was_shared_has_the_names_of_the_address(office, inner):
    crumbs = office.as_(Role.RECEIVER).get(inner).html.select(".crumbs li")
    assert [one.get_text(strip=True) for one in crumbs][1:] == ["mat-ngoai", "Phần chung"]
    crumbs = office.as_(Role.REVIEWER).get(inner).html.select(".crumbs li")
    assert [one.get_text(strip=True) for one in crumbs][1:] == ["Mật ngoài", "Phần chung"]


def test_what_stands_apart_in_a_shared_folder_is_in_no_table_and_cannot_be_chosen(office, inner):
    receiver, reviewer = office.as_(Role.RECEIVER), office.as_(Role.REVIEWER)
    names = [small.text for small in receiver.get(f"{inner}contents").html.select("td.whole small")]
    assert names == ["bai-chung"]
    names = [small.text for small in reviewer.get(f"{inner}contents").html.select("td.whole small")]
    assert names == ["bai-chung", "mat-rieng"]
    assert "Mật riêng" not in receiver.get(f"{inner}chosen?name=mat-rieng", status=409).text
    assert not receiver.get(f"{inner}contents").html.select("#order"), "she does not see what she would order"


def test_pages_that_lead_here_are_counted_where_they_may_not_be_read(office, inner):
    warned = office.as_(Role.RECEIVER).get(f"{inner}bai-chung/steps").text
    assert "Trang bạn không được xem: 1" in warned
    assert "Mật dẫn" in office.as_(Role.REVIEWER).get(f"{inner}bai-chung/steps").text


def test_what_stands_apart_is_told_in_no_page_of_its_folder_even_published(office, inner):
    with office.changing() as site:
        folder = site.content.get("mat-ngoai")["phan-chung"]
        for resource, text in ((Page, {}), (Question, {"body": "Mật trả lời"}), (Contact, {"phone": "0911 222 333"})):
            title = f"Mật {resource.kind}"
            one = content_states.lay_in(office, folder, resource=resource, title=title, state=PUBLISHED, **text)
            content_states.share(site, office, one, {}, inherits=False)
    receiver = office.as_(Role.RECEIVER)
    receiver.get(f"{inner}mat-page", status=404)
    page = receiver.get(inner).text
    assert "Mật" not in page
    assert "0911" not in page
    assert "Mật trả lời" in office.as_(Role.REVIEWER).get(inner).text


@pytest.mark.parametrize("act", ["copy", "delete"])
@pytest.mark.parametrize("page", ["arrange", "../chosen?name=phan-chung"])
def test_refusals_for_a_folder_name_nothing_of_what_stands_apart_in_it(office, inner, act, page):
    with office.changing() as site:
        outer = site.content.get("mat-ngoai")
        content_states.share(site, office, outer, {RECEIVER: (AUTHOR, REVIEWER)})
        id = outer["phan-chung"].id
    form = office.as_(Role.RECEIVER).get(f"{inner}{page}").forms[act]
    if act == "copy":
        form["target"] = next(one[0] for one in form["target"].options if one[0] != id)
    refused = form.submit("do", status=409).text
    assert "Mật riêng" not in refused
    assert "Có 1 mục" in refused


def test_whoever_was_shared_a_page_deep_down_reads_no_title_on_the_way(office):
    with office.changing() as site:
        folder = site.content
        for title in ("Mật một", "Mật hai", "Mật ba"):
            text = {"title": title, "title_en": "Secret"}
            folder = content_states.lay_in(office, folder, resource=Folder, state=PRIVATE, **text)
        page = content_states.lay_in(office, folder, title="Bài chung", state=PRIVATE)
        content_states.lay_in(office, folder, title="Bài cạnh", state=PRIVATE)
        content_states.share(site, office, page, {RECEIVER: (AUTHOR,)})
    for view in ("", "/edit", "/steps", "/history"):
        for lang in ("vi", "en"):
            told = office.as_(Role.RECEIVER).get(f"/mat-mot/mat-hai/mat-ba/bai-chung{view}?lang={lang}").text
            assert "Mật" not in told
            assert "Secret" not in told


def test_a_picture_she_may_not_see_is_not_described_to_her(office, inner):
    with office.changing() as site:
        hidden = content_states.lay_in(
            office, site.content, resource=ImageItem, title="Ảnh", alt="Mật họp", state=PRIVATE
        )
        body = f"![](/{hidden.__name__}) và [tệp](/{hidden.__name__})"
        content_states.lay_in(office, site.content, title="Công khai", body=body, state=PUBLISHED)
        folder = site.content.get("cong-khai")
        content_states.share(site, office, folder, {RECEIVER: (AUTHOR,)})
    receiver = office.as_(Role.RECEIVER)
    shown = receiver.post(f"{inner}markdown_preview", {"text": "![](/anh)"})
    assert "Mật họp" not in shown.text
    page = receiver.get("/cong-khai").text
    assert "Mật họp" not in page
    assert "Trang bạn không được xem: 1" in page
    assert "Mật họp" in office.as_(Role.REVIEWER).post(f"{inner}markdown_preview", {"text": "![](/anh)"}).text


def test_only_pictures_she_may_describe_are_counted(office, inner):
    with office.changing() as site:
        folder = site.content.get("mat-ngoai")["phan-chung"]
        for title in ("Ảnh kín", "Ảnh chung"):
            one = content_states.lay_in(office, folder, resource=ImageItem, title=title, alt="", state=PRIVATE)
            if title == "Ảnh kín":
                content_states.share(site, office, one, {}, inherits=False)
    receiver = office.as_(Role.RECEIVER)
    assert receiver.get(f"{inner}contents").html.select_one("#contents-untold strong").text == "1"
    assert "Ảnh chung" in receiver.get(f"{inner}describe").text
    assert "Ảnh kín" not in receiver.get(f"{inner}describe").text
    assert office.as_(Role.REVIEWER).get(f"{inner}contents").html.select_one("#contents-untold strong").text == "2"
    give(office.as_(Role.REVIEWER), inner, {f"{RECEIVER} {READER}"})
    assert receiver.get(f"{inner}contents").html.select_one("#contents-untold strong") is None


def test_an_older_database_learns_what_stands_apart(office, inner):
    with office.changing() as site:
        folder = site.content.get("mat-ngoai")["phan-chung"]
        folder.lines()["mat-rieng"] = [*folder.lines()["mat-rieng"][: Line.MORE], {}]
        assert "Mật riêng" in [line[Line.TITLE] for line in folder.lines().values()]
    assert "Mật riêng" in office.as_(Role.RECEIVER).get(f"{inner}contents").text
    with office.changing() as site:
        next(step for step in STEPS if step.name == "lists of pages").take(site)
    office.registry["hcc.kept_content_lists"] = KeptLists()  # after evolving the program begins anew
    assert "Mật riêng" not in office.as_(Role.RECEIVER).get(f"{inner}contents").text


@pytest.mark.parametrize("sent", ["khong-co local_author", "tiepnhan khong_co", "<script>", "tiepnhan", " "])
def test_boxes_that_are_not_there_are_refused_in_words(office, folder, sent):
    reviewer = office.as_(Role.REVIEWER)
    fields = [("__start__", "parts:sequence"), ("checkbox", sent), ("__end__", "parts:sequence"), ("seen", "")]
    body = [("csrf_token", reviewer.token()), ("key", "0" * 32), *fields]
    assert reviewer.browser.post(f"{folder}sharing", body, expect_errors=True).status_int in (409, 422)
