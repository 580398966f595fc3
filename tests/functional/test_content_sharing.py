"""Officials have a part in one page or folder: given by its reviewer, inherited, and never so that nobody is left."""

from urllib.parse import quote

import pytest

import content_states
from hcc.content.resources import Folder
from hcc.content.workflow import AUTHOR, PRIVATE, READER, REVIEWER
from hcc.core.roles import Role
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


@pytest.mark.parametrize("sent", ["khong-co local_author", "tiepnhan khong_co", "<script>", "tiepnhan", " "])
def test_boxes_that_are_not_there_are_refused_in_words(office, folder, sent):
    reviewer = office.as_(Role.REVIEWER)
    fields = [("__start__", "parts:sequence"), ("checkbox", sent), ("__end__", "parts:sequence"), ("seen", "")]
    body = [("csrf_token", reviewer.token()), ("key", "0" * 32), *fields]
    assert reviewer.browser.post(f"{folder}sharing", body, expect_errors=True).status_int in (409, 422)
