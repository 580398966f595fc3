"""Role x state x permission of a page equals the grid kept by hand beside this file."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyramid.authorization import ACLHelper, Authenticated, Everyone

from hcc.content.resources import ContentRoot, Folder, Page
from hcc.content.sharing import PARTS
from hcc.content.workflow import CONTENT
from hcc.core.acl import official_principal
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from unit.core.grids import differences, principals, read_grid

GRID = Path(__file__).with_name("grid.txt")
LOGINS = {part: f"co-{part.replace('_', '-')}" for part in PARTS}
PEOPLE = [*Role, *PARTS, "signed_in", "stranger"]
NOW = datetime(2026, 11, 30, tzinfo=UTC)


def page_in(state: str, *, shared_above: bool = False) -> Page:
    """A page in this state, shared with an official for each part: itself, or the folder it lies in."""
    root = ContentRoot()
    folder = Folder("1" * 16, {"title": "Thư mục"}, by="soanbai", at=NOW)
    page = Page("2" * 16, {"title": "Trang"}, by="soanbai", at=NOW)
    root.__parent__ = Site(root)
    root.put("thu-muc", folder)
    folder.put("trang", page)
    (folder if shared_above else page).sharing = {login: (part,) for part, login in LOGINS.items()}
    page.state = state
    return page


class Site:
    """What content hangs under."""

    __parent__ = None
    __name__ = ""

    def __init__(self, content: ContentRoot) -> None:
        self.content = content


def who_answers(who: str) -> list[str]:
    if who in LOGINS:
        return [Everyone, Authenticated, official_principal(LOGINS[who])]
    return principals(who)


def office(*, shared_above: bool) -> dict:
    helper, found = ACLHelper(), {}
    for state in CONTENT.states:
        page = page_in(state, shared_above=shared_above)
        for who in PEOPLE:
            for permission in Permission:
                if permission.startswith("content:"):
                    found[state, who, permission] = bool(helper.permits(page, who_answers(who), permission))
    return found


@pytest.mark.parametrize("shared_above", [False, True])
def test_every_cell_of_the_grid(shared_above):
    grid = read_grid(GRID, "content")
    verbs = [p for p in Permission if p.startswith("content:")]
    assert len(grid) == len(CONTENT.states) * len(PEOPLE) * len(verbs)
    assert differences(grid, office(shared_above=shared_above)) == []


def test_any_one_flipped_cell_is_noticed():
    grid, answers = read_grid(GRID, "content"), office(shared_above=False)
    for cell, may in grid.items():
        assert differences({cell: not may}, {cell: answers[cell]}), cell


def test_every_step_can_be_taken_by_exactly_those_the_grid_says():
    grid = read_grid(GRID, "content")
    for step in CONTENT.transitions.values():
        for source in step.sources:
            may = {who for who in PEOPLE if grid[source, who, step.permission]}
            assert may in ({"author", "reviewer", "local_author", "local_reviewer"}, {"reviewer", "local_reviewer"}, {
                "author", "local_author"
            }), (step.act, source)  # fmt: skip


def test_what_was_given_above_ends_where_inheritance_is_switched_off():
    page, helper = page_in("private", shared_above=True), ACLHelper()
    page.inherits = False
    for part in PARTS:
        assert not helper.permits(page, who_answers(part), Permission.CONTENT_VIEW), part
    assert helper.permits(page, principals(Role.REVIEWER), Permission.CONTENT_EDIT)


def test_the_root_shows_the_list_of_what_is_shared_to_whom_it_is_shared_with_alone():
    root, helper = ContentRoot(), ACLHelper()
    root.__parent__ = Site(root)
    root.shared["huong", "1" * 16] = "1" * 16
    root.shared["huong", "2" * 16] = "2" * 16
    root.shared["xuan", "1" * 16] = "1" * 16
    assert list(root.shared_logins()) == ["huong", "xuan"]
    for login, may in (("huong", True), ("xuan", True), ("lan", False)):
        asked = [Everyone, Authenticated, official_principal(login)]
        assert bool(helper.permits(root, asked, Permission.CONTENT_SHARED)) is may
        assert not helper.permits(root, asked, Permission.CONTENT_HISTORY)
