"""Rules of arranging and writing pages, each of which somebody would miss on the day it is gone."""

import pytest

from content_states import author, lay_in, reviewer, share
from hcc.content.operations.copy import TooManyToCopy, copy_items
from hcc.content.operations.delete import delete_items
from hcc.content.operations.edit import edit_item
from hcc.content.operations.move import move_items
from hcc.content.operations.order import put_in_place
from hcc.content.operations.rename import rename_item
from hcc.content.operations.restore import restore_item
from hcc.content.operations.step import take_step
from hcc.content.operations.undo import FormerPlaceGone
from hcc.content.resources import Folder, Notice
from hcc.content.tree import path_of
from hcc.content.views.history import LONGEST_COMPARED, _compared
from hcc.content.workflow import ARCHIVED, PRIVATE, REVIEWER
from hcc.core.roles import Role
from office import LOGINS


@pytest.fixture
def office(shared_office):
    return shared_office


def folder_of(office, *titles: str, state: str = PRIVATE) -> str:
    """Id of a fresh folder with things of these titles in it, each in that state."""
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, state=state)
        for title in titles:
            lay_in(office, folder, state=state, title=title)
        return folder.id


def way(office, id: str) -> str:
    with office.site() as site:
        return "/" + "/".join(path_of(site.content.by_id[id]))


def inner(site, id: str, name: str):
    return site.content.by_id[id].get(name)


def undo_form(person, page: str):
    return next(one for one in person.get(page).forms.values() if one.action.endswith("/undo"))


# Written


def test_a_title_that_the_program_uses_gets_a_number(office):
    author = office.as_(Role.AUTHOR)
    for title, address in (("Thủ tục", "/thu-tuc-2"), ("Edit", "/edit-2"), ("Tìm", "/tim-2")):
        form = author.get("/noi-dung/new?kind=page").forms["form"]
        form["title"] = title
        assert form.submit("save", status=303).location == f"http://localhost{address}"


def test_the_same_text_again_makes_no_version(office):
    id = folder_of(office, "Bài")
    form = office.as_(Role.AUTHOR).get(f"{way(office, id)}/bai/edit").forms["form"]
    form["note"] = "Không sửa gì"
    form.submit("save", status=303)
    with office.site() as site:
        assert (inner(site, id, "bai").version, len(inner(site, id, "bai").chain)) == (1, 1)


def test_another_last_day_is_the_one_that_counts(office):
    with office.changing() as site:
        notice = lay_in(office, site.content, resource=Notice, ends_on="2026-12-01")
        first = {moment for moment, id in site.content.moments if id == notice.id}
        edit_item(notice, text={**notice.text, "ends_on": "2026-12-05"}, seen=1, act=author(office))
        later = {moment for moment, id in site.content.moments if id == notice.id}
        assert [moment.isoformat() for moment in later - first] == ["2026-12-05T17:00:00+00:00"]
        assert len(later) == len(first), "the former one is forgotten"
        delete_items([notice], act=reviewer(office))
        assert notice.id not in {id for _, id in site.content.moments}


def test_a_text_that_is_very_long_is_shown_whole_instead_of_compared():
    long = "dòng\n" * (LONGEST_COMPARED + 1)
    assert _compared(long, f"{long}thêm") == ((("removed", long),), (("added", f"{long}thêm"),))
    assert _compared("một hai", "một ba")[0][0] == ("same", "một ")


def test_what_did_not_change_is_named_in_one_row(office):
    id = folder_of(office, "Bài")
    with office.changing() as site:
        page = inner(site, id, "bai")
        edit_item(page, text={**page.text, "body": "Khác."}, seen=1, act=author(office))
    folded = office.as_(Role.AUTHOR).get(f"{way(office, id)}/bai/compare?a=1&b=2").html.select_one("tr.folded")
    assert "Tiêu đề" in folded.text
    assert "Tóm tắt" in folded.text


# Names and places


def test_a_renamed_thing_keeps_its_place_and_the_same_name_is_no_act(office):
    id = folder_of(office, "Một", "Hai", "Ba")
    with office.changing() as site:
        folder = site.content.by_id[id]
        put_in_place(folder, names=["mot"], place=1, act=reviewer(office))
        assert folder.names() == ["mot", "ba", "hai"]
        rename_item(folder.get("mot"), name="tam", act=reviewer(office), reserved=frozenset())
        assert folder.names() == ["tam", "ba", "hai"]
        records = len(folder.get("tam").chain)
        rename_item(folder.get("tam"), name="tam", act=reviewer(office), reserved=frozenset())
        assert len(folder.get("tam").chain) == records


def test_what_is_dragged_stands_where_it_was_let_go(office):
    id = folder_of(office, "Ba", "Hai", "Một")
    person = office.as_(Role.REVIEWER)
    for place, order in (("3", ["hai", "mot", "ba"]), ("1", ["ba", "hai", "mot"]), ("99999", ["hai", "mot", "ba"])):
        person.post(f"{way(office, id)}/order", {"name": "ba", "place": place, "page": "1"}, status=303)
        with office.site() as site:
            assert site.content.by_id[id].names() == order
    for place in ("", "x", "-1", "²", "9" * 40):
        person.post(f"{way(office, id)}/order", {"name": "ba", "place": place, "page": "1"}, status=303)
    gone = person.post(f"{way(office, id)}/order", {"name": "khong-con", "place": "1", "page": "1"}, status=409)
    assert "không còn ở đây" in gone.text


def test_a_copy_has_the_order_and_none_of_the_sharing(office):
    id = folder_of(office, "Một", "Hai", "Ba")
    with office.changing() as site:
        folder = site.content.by_id[id]
        share(site, office, folder, {LOGINS[Role.RECEIVER]: (REVIEWER,)})
        put_in_place(folder, names=["ba", "mot"], place=1, act=reviewer(office))
        (copy,) = copy_items([folder], to=site.content, act=reviewer(office), reserved=frozenset())
        assert copy.names() == folder.names()
        assert (dict(copy.sharing), copy.state) == ({}, PRIVATE)
        with pytest.raises(TooManyToCopy):
            copy_items([folder], to=site.content, act=reviewer(office), reserved=frozenset(), most=3)
        assert len(copy_items([folder], to=site.content, act=reviewer(office), reserved=frozenset(), most=4)) == 1


def test_nothing_is_moved_to_where_whoever_moves_may_not_add(office):
    id, archive = folder_of(office, "Bài"), folder_of(office, state=ARCHIVED)
    author = office.as_(Role.AUTHOR)
    for page in (f"{way(office, id)}/bai/arrange", f"{way(office, id)}/chosen?name=bai"):
        for key in ("move", "copy"):
            form = author.get(page).forms[key]
            form["target"].force_value(archive)
            assert "không được thêm vào đó" in form.submit("do", status=409).html.text
    with office.site() as site:
        assert not site.content.by_id[archive].names()


def test_several_are_moved_only_by_who_may_write_each(office):
    id, target = folder_of(office, "Nháp"), folder_of(office)
    with office.changing() as site:
        lay_in(office, site.content.by_id[id], title="Đã đăng")
    form = office.as_(Role.AUTHOR).get(f"{way(office, id)}/chosen?name=nhap&name=da-dang").forms["move"]
    form["target"] = target
    assert "“Đã đăng”" in form.submit("do", status=409).html.text
    with office.site() as site:
        assert not site.content.by_id[target].names()


@pytest.mark.parametrize("view", ["thu-muc/arrange", "chosen?name=thu-muc"])
def test_a_folder_is_deleted_only_by_who_may_delete_all_in_it(office, view):
    id = folder_of(office)
    with office.changing() as site:
        below = lay_in(office, site.content.by_id[id], resource=Folder, state=PRIVATE, title="Thư mục")
        lay_in(office, lay_in(office, below, resource=Folder, state=PRIVATE), title="Đã đăng")
    form = office.as_(Role.AUTHOR).get(f"{way(office, id)}/{view}").forms["delete"]
    assert "“Đã đăng”" in form.submit("do", status=409).html.text
    with office.site() as site:
        assert site.content.by_id[id].names() == ["thu-muc"]


# Deleted and brought back


def test_what_is_restored_elsewhere_is_found_under_its_former_address(office):
    id, other = folder_of(office, "Bài", state="published"), folder_of(office, state="published")
    former = f"{way(office, id)}/bai"
    with office.changing() as site:
        page = inner(site, id, "bai")
        delete_items([page], act=reviewer(office))
        to = site.content.by_id[other]
        restore_item(site.content, page.id, act=reviewer(office), reserved=frozenset(), to=to)
    assert office.as_().get(former, status=301).location.endswith(f"{way(office, other)}/bai")


def test_links_of_what_is_deleted_are_counted_no_longer_and_those_within_are_no_warning(office):
    id = folder_of(office)
    with office.changing() as site:
        folder = site.content.by_id[id]
        target = lay_in(office, folder, title="Đích", state=PRIVATE)
        address = f"/{folder.__name__}/dich"
        within = lay_in(office, folder, title="Nguồn trong", state=PRIVATE, body=f"[a]({address})")
        source = lay_in(office, site.content, title="Nguồn ngoài", state=PRIVATE, body=f"[a]({address})")
        ids = target.id, within.id, source.id
    reviewer_, panel = office.as_(Role.REVIEWER), {"id": "delete-panel"}
    told = reviewer_.get(f"{way(office, id)}/arrange").html.find(**panel).text
    assert "Nguồn ngoài" in told
    assert "Nguồn trong" not in told, "it goes with the folder"
    with office.changing() as site:
        delete_items([site.content.by_id[ids[2]]], act=reviewer(office))
        assert not site.content.links.of(ids[2])
        assert site.content.links.sources(ids[0]) == [ids[1]]
    assert "Nguồn ngoài" not in reviewer_.get(f"{way(office, id)}/arrange").html.find(**panel).text


def test_links_to_what_visitors_do_not_see_and_to_something_else_are_listed(office):
    with office.changing() as site:
        hidden = lay_in(office, site.content, title="Chưa đăng", state=PRIVATE)
        was = lay_in(office, site.content, title="Lịch trực")
        name = was.__name__
        lay_in(office, site.content, title="Trang dẫn", body=f"[a](/{hidden.__name__}) [b](/{name})")
        rename_item(was, name=f"{name}-cu", act=reviewer(office), reserved=frozenset())
        new = lay_in(office, site.content, title="Lịch trực")
        assert new.__name__ == name
        addresses = {f"/{hidden.__name__}": "không xem được", f"/{name}": "khác"}
    rows = office.as_(Role.REVIEWER).get("/noi-dung/links").html.find_all("tr")
    for address, words in addresses.items():
        row = next(row for row in rows if "Trang dẫn" in row.text and address in [one.text for one in row("td")])
        assert words in row.text


# Days, sharing, undoing


def test_days_belong_to_the_step_that_named_them(office):
    id = folder_of(office, "Bài")
    with office.changing() as site:
        page, act = inner(site, id, "bai"), reviewer(office)
        take_step(page, step="publish", act=act, expires_at=office.now.replace(year=2027))
        take_step(page, step="unpublish", act=act)
        assert page.expires_at is None
        take_step(page, step="publish", act=act)
        assert page.expires_at is None


def test_a_reviewer_whose_account_is_closed_is_none(office):
    id, (open_, closed) = folder_of(office), (LOGINS[Role.RECEIVER], LOGINS[Role.HANDLER])
    with office.changing() as site:
        former = site.accounts.get(LOGINS[Role.REVIEWER]).roles
        site.accounts.get(LOGINS[Role.REVIEWER]).roles = frozenset({Role.AUTHOR})
        site.accounts.get(closed).disabled = True
        site.content.by_id[id].sharing = {open_: (REVIEWER,), closed: (REVIEWER,)}
    try:
        form = office.as_(Role.RECEIVER).get(f"{way(office, id)}/sharing").forms["form"]
        for box in form.fields["checkbox"]:
            box.checked = box._value == f"{closed} {REVIEWER}"
        assert "không còn ai duyệt" in form.submit(status=409).text
    finally:
        with office.changing() as site:
            site.accounts.get(LOGINS[Role.REVIEWER]).roles = former
            site.accounts.get(closed).disabled = False


def test_sharing_that_is_taken_back_is_gone_everywhere(office):
    id, receiver = folder_of(office), LOGINS[Role.GREETER]
    person = office.as_(Role.REVIEWER)
    form = person.get(f"{way(office, id)}/sharing").forms["form"]
    for box in form.fields["checkbox"]:
        box.checked = box._value == f"{receiver} {REVIEWER}"
    form.submit(status=303)
    greeter = office.as_(Role.GREETER)
    greeter.get(f"{way(office, id)}/", status=200)
    greeter.get("/noi-dung/shared", status=200)
    undo_form(person, f"{way(office, id)}/sharing").submit(status=303)
    greeter.get(f"{way(office, id)}/", status=404)
    greeter.get("/noi-dung/shared", status=403)


def test_a_step_undone_for_a_folder_leaves_what_was_touched_since(office):
    id = folder_of(office, "Yên", "Sửa")
    person = office.as_(Role.REVIEWER)
    form = person.get(f"{way(office, id)}/steps").forms["form"]
    form["step"], form["inner"] = "publish", True
    form.submit(status=303)
    assert "cùng với thư mục" in person.get(f"{way(office, id)}/yen/history").text
    with office.changing() as site:
        page = inner(site, id, "sua")
        edit_item(page, text={**page.text, "body": "Mới."}, seen=1, act=reviewer(office))
    undo_form(person, f"{way(office, id)}/steps").submit(status=303)
    with office.site() as site:
        states = {name: inner(site, id, name).state for name in ("yen", "sua")}
    assert states == {"yen": PRIVATE, "sua": "published"}


def test_only_the_table_it_lay_in_offers_what_was_deleted(office):
    id, other = folder_of(office, "Bài"), folder_of(office, "Khác")
    with office.changing() as site:
        delete_items([inner(site, id, "bai")], act=author(office))
    person = office.as_(Role.AUTHOR)
    assert "Bạn đã xóa “Bài”" in person.get(f"{way(office, id)}/contents").text
    assert "Bạn đã xóa" not in person.get(f"{way(office, other)}/contents").text


def test_what_cannot_be_undone_any_more_says_so_and_stays(office):
    id, other = folder_of(office, "Một", "Hai", "Ba"), folder_of(office)
    with office.changing() as site:
        folder = site.content.by_id[id]
        put_in_place(folder, names=["mot"], place=1, act=author(office))
    person = office.as_(Role.AUTHOR)
    form = undo_form(person, f"{way(office, id)}/contents")
    with office.changing() as site:
        move_items([inner(site, id, "mot")], to=site.content.by_id[other], act=author(office))
    assert "Không hoàn tác được nữa" in form.submit(status=409).text
    form = undo_form(person, f"{way(office, other)}/mot/history")
    with office.changing() as site:
        delete_items([site.content.by_id[id]], act=author(office))
    assert form.submit(status=409).html.find("main").text.count("thư mục khác") == 1, FormerPlaceGone
    with office.site() as site:
        assert site.content.by_id[other].names() == ["mot"]
