"""The table of a dossier's steps against the law: official codes, ways that lead out, and who decides."""

from hcc.core.acl import ASSIGNED
from hcc.core.permissions import Permission as P
from hcc.core.roles import Role
from hcc.dossiers.steps import five_steps
from hcc.dossiers.workflow import STEP_NAMES, STEP_OF, WORKFLOW
from hcc.portal.tracking import SENTENCES

OFFICIAL_CODES = {
    "draft": None, "submitted": 1, "received": 2, "refused": 3, "processing": 4, "awaiting_approval": 4,
    "resolved": 9, "returned": 10,
}  # fmt: skip
"""National state codes, design/domain.md 2.3; a draft is not yet registered."""


def test_official_codes():
    assert {state.name: state.official_code for state in WORKFLOW.states.values()} == OFFICIAL_CODES


def test_final_states_have_no_way_out_and_others_lead_to_one():
    leads = {name: {t.target for t in WORKFLOW.acts_from(name)} for name in WORKFLOW.states}
    assert {name for name in leads if not leads[name]} == {n for n, s in WORKFLOW.states.items() if s.final}
    for name in WORKFLOW.states:
        reached, todo = set(), [name]
        while todo:
            here = todo.pop()
            reached.add(here)
            todo += leads[here] - reached
        assert reached & {"refused", "returned"}, f"{name} leads nowhere"


def test_every_state_can_be_reached():
    reached = {WORKFLOW.initial}
    for _ in WORKFLOW.states:
        reached |= {t.target for t in WORKFLOW.transitions.values() if set(t.sources) & reached}
    assert reached == set(WORKFLOW.states)


def test_each_decision_belongs_to_one_role():
    """Who receives does not decide, who decides does not hand out (a person may still hold several roles)."""
    deciding = {
        P.DOSSIER_RECEIVE: {Role.RECEIVER},
        P.DOSSIER_REFUSE: {Role.RECEIVER},
        P.DOSSIER_PROCESS: {Role.HANDLER, Role.CERTIFIER},
        P.DOSSIER_SUBMIT_FOR_APPROVAL: {ASSIGNED},
        P.DOSSIER_APPROVE: {Role.APPROVER},
        P.DOSSIER_SEND_BACK: {Role.APPROVER},
        P.DOSSIER_RETURN_RESULT: {Role.RETURNER},
    }
    for permission, roles in deciding.items():
        grants = [s.grants for s in WORKFLOW.states.values()]
        assert {role for given in grants for role, may in given.items() if permission in may} == roles, permission


def test_a_right_to_move_a_dossier_is_only_given_where_the_table_has_the_move():
    moves = {t.permission for t in WORKFLOW.transitions.values()}
    for state in WORKFLOW.states.values():
        given = {p for may in state.grants.values() for p in may} & moves
        assert given == {t.permission for t in WORKFLOW.acts_from(state.name)}, state.name


def test_whoever_may_do_anything_may_see_it():
    for state in WORKFLOW.states.values():
        for role, may in state.grants.items():
            assert P.DOSSIER_VIEW in may, (state.name, role)


def test_every_state_has_a_step_and_a_sentence_for_the_public():
    assert set(STEP_OF) == set(SENTENCES) == set(WORKFLOW.states)
    assert len(STEP_NAMES) == 5


def test_five_steps_before_now_and_after():
    from datetime import datetime

    from hcc.core.calendar import LOCAL

    moment = datetime(2026, 11, 23, 9, 12, tzinfo=LOCAL)
    steps = five_steps(3, [moment, None, moment], "vi")
    assert [step.state for step in steps] == ["done", "done", "now", "ahead", "ahead"]
    assert steps[0].detail.startswith("9:12")
    assert [bool(step.detail) for step in steps] == [True, False, False, False, False]
    assert {step.state for step in five_steps(6, [], "vi")} == {"done"}
