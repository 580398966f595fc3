"""Role x state x permission of a book's line equals the grid kept by hand beside this file."""

from pathlib import Path

import pytest
from pyramid.authorization import ACLHelper

from hcc.certifications.resources import BookFolder
from hcc.certifications.workflow import WORKFLOW
from hcc.core.permissions import Permission
from unit.certifications.building import book, entry_in, scanned, visit
from unit.core.grids import PEOPLE, answers, differences, principals, read_grid

GRID = Path(__file__).with_name("grid.txt")


@pytest.fixture(scope="module")
def office():
    return dict(answers(entry_in, WORKFLOW.states, "certification"))


def test_every_cell_of_the_grid(office):
    grid = read_grid(GRID, "certification")
    verbs = [p for p in Permission if p.startswith("certification:")]
    assert len(grid) == len(WORKFLOW.states) * len(PEOPLE) * len(verbs)
    assert differences(grid, office) == []


def test_any_one_flipped_cell_is_noticed(office):
    grid = read_grid(GRID, "certification")
    for cell in grid:
        assert differences({**grid, cell: not grid[cell]}, office), cell


def test_a_right_to_move_a_line_is_only_given_where_the_table_has_the_move():
    moves = {t.permission for t in WORKFLOW.transitions.values()}
    for state in WORKFLOW.states.values():
        given = {p for may in state.grants.values() for p in may} & moves
        assert given == {t.permission for t in WORKFLOW.acts_from(state.name)}, state.name


def test_books_visits_and_scans_are_for_certifiers_and_read_by_signers(tmp_path):
    books = BookFolder()
    places = [books, visit(books), scanned(books, tmp_path / "in"), book(books), books["ban-sao"], books.scans]
    helper = ACLHelper()
    for place in places:
        allowed = {
            (who, permission)
            for who in PEOPLE
            for permission in Permission
            if helper.permits(place, principals(who), permission)
        }
        figures = {(who, Permission.CERTIFICATION_FIGURES) for who in ("certifier", "approver", "director", "auditor")}
        fees = {("administrator", Permission.CERTIFICATION_FEES)}
        assert allowed == {
            ("certifier", Permission.CERTIFICATION_VIEW),
            ("certifier", Permission.CERTIFICATION_CERTIFY),
            ("certifier", Permission.CERTIFICATION_KEEP),
            ("approver", Permission.CERTIFICATION_VIEW),
            ("certifier", Permission.CERTIFICATION_CONFIRM),
            ("approver", Permission.CERTIFICATION_CONFIRM),
            ("approver", Permission.CERTIFICATION_SIGN),
        } | (figures | fees if place is books else set()), type(place).__name__


def test_the_fee_table_is_set_by_administrators_and_read_at_the_desk():
    helper, fees = ACLHelper(), BookFolder().fees
    allowed = {
        (who, permission)
        for who in PEOPLE
        for permission in Permission
        if helper.permits(fees, principals(who), permission)
    }
    assert allowed == {
        ("administrator", Permission.CERTIFICATION_FEES),
        ("administrator", Permission.CERTIFICATION_VIEW),
        ("certifier", Permission.CERTIFICATION_VIEW),
        ("approver", Permission.CERTIFICATION_VIEW),
    }
