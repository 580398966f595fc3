"""hcc verify: what somebody who writes to the database changes behind the back of the evidence is found."""

import pytest

import content_states
from hcc.content.operations.delete import delete_items
from hcc.content.operations.edit import edit_item, restore_version
from hcc.content.operations.move import move_items
from hcc.content.operations.rename import rename_item
from hcc.content.operations.step import take_step
from hcc.content.resources import Folder
from hcc.content.telling import untold_of_content
from hcc.core.roles import Role
from office import LOGINS


@pytest.fixture
def site(shared_office):
    """A site with a page of a long life in a folder, and one in the trash; given up behind the test."""
    with shared_office.site() as site:
        folder = content_states.lay_in(shared_office, site.content, resource=Folder, title="Tin tức")
        page = content_states.lay_in(shared_office, site.content, state="private", title="Lịch tiếp dân")
        act = content_states.reviewer(shared_office)
        edit_item(page, text={**page.text, "body": "Hai."}, seen=1, act=act)
        restore_version(page, number=1, act=act)
        rename_item(page, name="lich-moi", act=act, reserved=frozenset())
        move_items([page], to=folder, act=act)
        content_states.share(site, shared_office, page, {LOGINS[Role.RECEIVER]: ("local_author",)})
        later = act.at.replace(year=2030)
        take_step(page, step="publish", act=act, publish_from=later, expires_at=later.replace(year=2031))
        gone = content_states.lay_in(shared_office, site.content, title="Bỏ đi")
        delete_items([gone], act=act)
        yield site


def page_of(site):
    return site.content.get("tin-tuc").get("lich-moi")


def trashed(site):
    return site.content.trash.newest_first()[0].item


def test_what_the_acts_left_is_what_they_told(site):
    assert list(untold_of_content(site.content)) == []


def text(site):
    page_of(site).text = {**page_of(site).text, "body": "Sửa lén."}


def older_text(site):
    version = page_of(site).versions.get(2)
    version.text = {**version.text, "body": "Sửa lén."}


def lost_version(site):
    page_of(site).versions._by_number.pop(1)


def number(site):
    page_of(site).version = 2


def state(site):
    page_of(site).state = "archived"


def days(site):
    page_of(site).expires_at = None


def moments(site):
    site.content.moments.clear()


def sharing(site):
    page_of(site).sharing = {**page_of(site).sharing, "ke-la": ("local_reviewer",)}


def inherits(site):
    page_of(site).inherits = False


def name(site):
    folder = site.content.get("tin-tuc")
    page = folder.take_out("lich-moi")
    folder.put("ten-khac", page)


def line(site):
    folder = site.content.get("tin-tuc")
    lines = folder.lines()
    lines["lich-moi"] = [*lines["lich-moi"][:2], "Tên khác", *lines["lich-moi"][3:]]


def unlisted(site):
    del site.content.by_id[page_of(site).id]


def trash_text(site):
    trashed(site).text = {"title": "Sửa lén"}


def out_of_the_trash(site):
    item = site.content.trash.take_out(trashed(site).id).item
    site.content.put("lay-lai", item)
    site.content.by_id[item.id] = item


@pytest.mark.parametrize(
    ("tamper", "fault"),
    [
        (text, "texts are not those on record: 3"),
        (older_text, "texts are not those on record: 2"),
        (lost_version, "texts are not those on record: 1"),
        (number, "texts are not those on record: 3"),
        (state, "its state is not the one on record"),
        (days, "its period is not the one on record"),
        (moments, "the moment it begins or ends is not in the list of moments"),
        (sharing, "its sharing is not the one on record"),
        (inherits, "its sharing is not the one on record"),
        (name, "its name is not the one on record"),
        (line, "lists do not show it as it is"),
        (unlisted, "its place and the list of all pages disagree"),
        (trash_text, "texts are not those on record: 1"),
        (out_of_the_trash, "it is on record as deleted"),
    ],
)
def test_tampering_is_found(site, tamper, fault):
    tamper(site)
    assert [one for one in untold_of_content(site.content) if fault in one], fault
