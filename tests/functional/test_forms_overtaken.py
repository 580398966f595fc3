"""Somebody writes in a form while others rename, move and delete what it is for: nothing that was typed is lost."""

import pytest

from content_states import lay_in, reviewer
from hcc.content.operations.delete import delete_items
from hcc.content.operations.move import move_items
from hcc.content.operations.rename import rename_item
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
