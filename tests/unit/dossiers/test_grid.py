"""Role x state x permission of a dossier equals the grid kept by hand beside this file."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyramid.authorization import ACLHelper

from hcc.core.permissions import Permission
from hcc.dossiers.people import Helper
from hcc.dossiers.resources import Dossier, DossierFolder
from hcc.dossiers.workflow import VARIANTS, WORKFLOW
from unit.core.grids import ASSIGNED_LOGIN, HELPING_LOGIN, PEOPLE, answers, differences, principals, read_grid
from unit.dossiers.building import dossier_in, draft, record

STANDINGS = [*WORKFLOW.states, *VARIANTS]
EVERYBODY = [*PEOPLE, "helping", "consulted"]
GRID = Path(__file__).with_name("grid.txt")


def helped(state: str) -> Dossier:
    """A dossier in this state, with which an official helps."""
    dossier = dossier_in(state)
    dossier.parties = replace(dossier.parties, helper=Helper("Vũ Thị Tập", HELPING_LOGIN))
    return dossier


@pytest.fixture(scope="module")
def office():
    return dict(answers(helped, STANDINGS, "dossier", EVERYBODY))


def test_every_cell_of_the_grid(office):
    grid = read_grid(GRID, "dossier")
    verbs = [p for p in Permission if p.startswith("dossier:")]
    assert len(grid) == len(STANDINGS) * len(EVERYBODY) * len(verbs)
    assert differences(grid, office) == []


def test_any_one_flipped_cell_is_noticed(office):
    grid = read_grid(GRID, "dossier")
    for cell, may in grid.items():
        assert differences({cell: not may}, {cell: office[cell]}), cell
    assert len(differences({cell: not may for cell, may in grid.items()}, office)) == len(grid)


def test_a_forgotten_row_and_a_row_too_many_are_noticed(office):
    grid = read_grid(GRID, "dossier")
    cell = next(iter(grid))
    assert differences({key: value for key, value in grid.items() if key != cell}, office)
    assert differences({**grid, ("draft", "somebody", Permission.DOSSIER_VIEW): False}, office)


def test_a_dossier_gives_nobody_anything_but_dossier_rights():
    helper, others = ACLHelper(), [p for p in Permission if not p.startswith("dossier:")]
    for state in WORKFLOW.states:
        dossier = dossier_in(state)
        allowed = [(who, p) for who in PEOPLE for p in others if helper.permits(dossier, principals(who), p)]
        assert allowed == [], state


def test_the_assigned_official_of_the_grid_is_the_one_who_took_it_over():
    assert dossier_in("processing").handler == ASSIGNED_LOGIN


def test_only_those_who_greet_begin_dossiers():
    helper, folder = ACLHelper(), DossierFolder()
    greeting = [who for who in PEOPLE if helper.permits(folder, principals(who), Permission.DOSSIER_GREET)]
    assert greeting == ["greeter", "helper", "receiver"]
    assert not any(helper.permits(folder, principals(who), Permission.DOSSIER_VIEW) for who in PEOPLE)


def test_certifying_officials_have_no_part_in_dossiers_of_other_fields():
    helper, dossier = ACLHelper(), draft(of=record(field="ho-tich"))
    for state in WORKFLOW.states:
        dossier.state = state
        assert not any(helper.permits(dossier, principals("certifier"), p) for p in Permission), state
