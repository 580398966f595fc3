"""Somebody writes in a form while others rename, move and delete what it is for: nothing that was typed is lost."""

import pytest

from content_states import lay_in, reviewer
from hcc.content.operations.delete import delete_items
from hcc.content.operations.move import move_items
from hcc.content.operations.rename import rename_item
from hcc.content.operations.step import take_step
from hcc.content.resources import Folder
from hcc.content.workflow import PRIVATE
from hcc.core.roles import Role

TYPED = "Bà con mang theo sổ hộ khẩu cũ."


@pytest.fixture
def office(shared_office):
    return shared_office


@pytest.fixture
def ids(office) -> tuple[str, str]:
    """A private folder and a page in it."""
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, state=PRIVATE)
        return folder.id, lay_in(office, folder, state=PRIVATE, title="Bài").id


def opened(office, ids, view: str):
    """A form of the page, or of its folder, as the author has it open."""
    with office.site() as site:
        folder = site.content.by_id[ids[0]].__name__
    return office.as_(Role.AUTHOR).get(f"/{folder}/{view}").forms["form"]


def sent_again(author, form, answer, button: str):
    """What a browser does with a 307: the same form, sent to where it points."""
    return author.browser.post(answer.location, form.submit_fields(button), status="*")


@pytest.mark.parametrize("what", ["renamed", "moved", "in a folder that is renamed"])
def test_an_open_form_follows_what_was_moved_meanwhile(office, ids, what):
    form, step = opened(office, ids, "bai/edit"), opened(office, ids, "bai/steps")
    new = opened(office, ids, "new?kind=page")
    with office.changing() as site:
        folder, page = (site.content.by_id[id] for id in ids)
        if what == "renamed":
            rename_item(page, name="bai-khac", act=reviewer(office), reserved=frozenset())
        elif what == "moved":
            move_items([page], to=site.content, act=reviewer(office))
        else:
            rename_item(folder, name=f"{folder.__name__}-moi", act=reviewer(office), reserved=frozenset())
    author = office.as_(Role.AUTHOR)
    form["body"], new["title"], new["body"], step["step"] = TYPED, "Bài mới", TYPED, "submit"
    answer = form.submit("save", status=307)
    assert sent_again(author, form, answer, "save").status_int == 303
    assert sent_again(author, step, step.submit("save", status=307), "save").status_int == 303
    added = new.submit("save", status="*")
    if added.status_int == 307:
        added = sent_again(author, new, added, "save")
    assert TYPED in author.get(added.location, status=200).text
    with office.site() as site:
        page = site.content.by_id[ids[1]]
        assert (page.text["body"], page.state) == (TYPED, "pending")


def test_what_was_typed_for_something_that_is_gone_is_shown_to_be_copied(office, ids):
    form = opened(office, ids, "bai/edit")
    with office.changing() as site:
        delete_items([site.content.by_id[ids[1]]], act=reviewer(office))
    form["body"], form["note"] = f"{TYPED} <script>alert(1)</script>", "sửa theo luật mới"
    gone = form.submit("save", status=404)
    assert [one.text.strip() for one in gone.html.find_all("textarea")][-2:] == [form["body"].value, form["note"].value]
    assert "<script>alert" not in gone.text
    stranger = office.as_()
    fields = {"csrf_token": stranger.token(), "body": TYPED}
    assert TYPED not in stranger.browser.post(form.action or "/khong-co/edit", fields, status=404).text


def test_a_form_never_writes_over_another_page_that_took_the_address(office, ids):
    form = opened(office, ids, "bai/edit")
    with office.changing() as site:
        folder, page = (site.content.by_id[id] for id in ids)
        rename_item(page, name="bai-khac", act=reviewer(office), reserved=frozenset())
        other = lay_in(office, folder, state=PRIVATE, title="Bài", body="Chữ của trang kia.").id
    form["body"] = TYPED
    answer = form.submit("save", status=307)
    assert sent_again(office.as_(Role.AUTHOR), form, answer, "save").status_int == 303
    with office.changing() as site:
        assert site.content.by_id[other].text["body"] == "Chữ của trang kia."
        assert site.content.by_id[ids[1]].text["body"] == TYPED
        form = opened(office, ids, "bai-khac/edit")
    with office.changing() as site:
        page = site.content.by_id[ids[1]]
        delete_items([page], act=reviewer(office))
        rename_item(site.content.by_id[other], name="bai-khac", act=reviewer(office), reserved=frozenset())
    form["body"] = "Viết thêm một đoạn dài."
    assert "Viết thêm một đoạn dài." in form.submit("save", status=404).text
    with office.site() as site:
        assert site.content.by_id[other].text["body"] == "Chữ của trang kia."


def chosen(office, ids, *names: str):
    """What can be done with these things of the folder, as the reviewer has it open."""
    with office.site() as site:
        folder = site.content.by_id[ids[0]].__name__
    query = "&".join(f"name={name}" for name in names)
    return office.as_(Role.REVIEWER).get(f"/{folder}/chosen?{query}", status="*")


@pytest.mark.parametrize(
    ("key", "typed", "done"),
    [
        ("step", {"step": "publish", "note": "Đã họp ngày 20."}, "published"),
        ("delete", {"why": "Trùng với bài cũ."}, "trash"),
        ("place", {"place": "2"}, ["con-lai", "bai"]),
    ],
)
def test_what_others_took_from_a_choice_is_left_out_and_the_rest_stays_chosen(office, ids, key, typed, done):
    with office.changing() as site:
        folder = site.content.by_id[ids[0]]
        going, left = (lay_in(office, folder, state=PRIVATE, title=title) for title in ("Sẽ đi", "Còn lại"))
        going_id, left_id = going.id, left.id
    first = ("bai", "se-di") if key == "place" else ("con-lai", "se-di")
    form = chosen(office, ids, *first).forms[key]
    with office.changing() as site:
        delete_items([site.content.by_id[going_id]], act=reviewer(office))
    for name, value in typed.items():
        form[name] = value
    refused = form.submit("do", status=409)
    assert "1 mục bạn chọn không còn ở đây" in refused.html.text
    again = refused.forms[key]
    assert {name: again[name].value for name in typed} == typed
    again.submit("do", status=303)
    with office.site() as site:
        if done == "published":
            assert site.content.by_id[left_id].state == done
            assert site.content.by_id[left_id].chain.last.facts["note"] == typed["note"]
        elif done == "trash":
            assert left_id in site.content.trash
        else:
            assert site.content.by_id[ids[0]].names() == done


def test_a_choice_of_what_is_partly_gone_still_shows_the_rest(office, ids):
    shown = chosen(office, ids, "bai", "khong-con")
    assert shown.status_int == 409
    assert "không còn ở đây" in shown.html.text
    assert shown.forms["move"]["names"].value == "bai"


def test_a_step_somebody_else_took_with_all_that_was_chosen_keeps_what_was_typed(office, ids):
    form = chosen(office, ids, "bai").forms["step"]
    with office.changing() as site:
        take_step(site.content.by_id[ids[1]], step="publish", act=reviewer(office))
    form["step"], form["note"] = "publish", "Đã họp ngày 20."
    refused = form.submit("do", status="*")
    assert refused.status_int in (409, 422)
    assert "Đã họp ngày 20." in refused.text
