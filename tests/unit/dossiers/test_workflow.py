"""The table of a dossier's steps against the law: official codes, ways that lead out, and who decides."""

from hcc.core.acl import ASSIGNED
from hcc.core.permissions import Permission as P
from hcc.core.roles import Role
from hcc.dossiers.steps import five_steps
from hcc.dossiers.workflow import STEP_NAMES, STEP_OF, WORKFLOW
from hcc.portal.tracking import SENTENCES

OFFICIAL_CODES = {
    "draft": None, "submitted": 1, "received": 2, "refused": 3, "processing": 4, "awaiting_approval": 4,
    "consulting": 4, "supplement_requested": 5, "payment_required": 6, "withdrawal_requested": 7, "stopped": 8,
    "resolved": 9, "returned": 10,
}  # fmt: skip
"""National state codes, design/domain.md 2.3; a draft is not yet registered."""


def test_official_codes():
    assert {state.name: state.official_code for state in WORKFLOW.states.values()} == OFFICIAL_CODES


def test_final_states_have_no_way_out_and_others_lead_to_one():
    leads = {name: {to for t in WORKFLOW.acts_from(name) for to in t.targets} for name in WORKFLOW.states}
    assert {name for name in leads if not leads[name]} == {n for n, s in WORKFLOW.states.items() if s.final}
    for name in WORKFLOW.states:
        reached, todo = set(), [name]
        while todo:
            here = todo.pop()
            reached.add(here)
            todo += leads[here] - reached
        assert reached & {"refused", "stopped", "returned"}, f"{name} leads nowhere"


def test_every_state_can_be_reached():
    reached = {WORKFLOW.initial}
    for _ in WORKFLOW.states:
        reached |= {to for t in WORKFLOW.transitions.values() if set(t.sources) & reached for to in t.targets}
    assert reached == set(WORKFLOW.states)


def test_each_decision_belongs_to_one_role():
    """Who receives does not decide, who decides does not hand out (a person may still hold several roles)."""
    deciding = {
        P.DOSSIER_RECEIVE: {Role.RECEIVER},
        P.DOSSIER_REFUSE: {Role.RECEIVER},
        P.DOSSIER_PROCESS: {Role.HANDLER, Role.CERTIFIER},
        P.DOSSIER_SUBMIT_FOR_APPROVAL: {ASSIGNED},
        P.DOSSIER_APPROVE: {Role.APPROVER},
        P.DOSSIER_SEND_BACK: {Role.APPROVER, Role.CLERK},
        P.DOSSIER_REGISTER_AND_SEAL: {Role.CLERK},
        P.DOSSIER_RESOLVE: {ASSIGNED, Role.CLERK},
        P.DOSSIER_EXTEND: {Role.APPROVER, Role.DIRECTOR},
        P.DOSSIER_STOP: {Role.APPROVER, Role.DIRECTOR},
        P.DOSSIER_REASSIGN: {Role.APPROVER, Role.DIRECTOR},
        P.DOSSIER_REQUEST_SUPPLEMENT: {Role.RECEIVER, ASSIGNED, Role.DIRECTOR},
        P.DOSSIER_RETURN_RESULT: {Role.RETURNER},
    }
    for permission, roles in deciding.items():
        grants = [s.grants for s in (*WORKFLOW.states.values(), *WORKFLOW.variants.values())]
        assert {role for given in grants for role, may in given.items() if permission in may} == roles, permission


def test_a_right_to_move_a_dossier_is_only_given_where_the_table_has_the_move():
    moves = {t.permission for t in WORKFLOW.transitions.values()}
    for name in WORKFLOW.states:
        given = {p for state in WORKFLOW.standings(name) for may in state.grants.values() for p in may}
        assert given & moves == {t.permission for t in WORKFLOW.acts_from(name)}, name
        stays = {act.permission for act in WORKFLOW.standing.values()} - moves
        assert given & stays == {act.permission for act in WORKFLOW.standing_in(name)}, name
        assert given - moves - stays == {P.DOSSIER_VIEW}, name


def test_whoever_may_do_anything_may_see_it():
    for state in (*WORKFLOW.states.values(), *WORKFLOW.variants.values()):
        for role, may in state.grants.items():
            assert P.DOSSIER_VIEW in may, (state.name, role)


def test_an_auditor_reads_everything_and_does_nothing_and_a_director_reads_everything():
    for state in (*WORKFLOW.states.values(), *WORKFLOW.variants.values()):
        assert state.grants[Role.AUDITOR] == (P.DOSSIER_VIEW,), state.name
        assert P.DOSSIER_VIEW in state.grants[Role.DIRECTOR], state.name


def test_nothing_of_a_dossier_is_any_business_of_administrators():
    for state in (*WORKFLOW.states.values(), *WORKFLOW.variants.values()):
        assert not {Role.ADMINISTRATOR, Role.CATALOGUE_ADMINISTRATOR} & set(state.grants), state.name


def test_a_withdrawal_is_possible_until_the_result_is_decided():
    """Official state 7 follows any open state and never 9 or 10 (domain: 2.3)."""
    sources = set(WORKFLOW.transitions["request_withdrawal"].sources)
    codes = {WORKFLOW.states[name].official_code for name in sources}
    assert codes == {1, 2, 4, 5, 6}
    assert set(WORKFLOW.transitions["decline_withdrawal"].targets) == sources


def test_every_state_has_a_step_and_a_sentence_for_the_public():
    assert set(STEP_OF) == set(SENTENCES) == set(WORKFLOW.states)
    assert len(STEP_NAMES) == 5


def test_where_a_dossier_ended_nothing_is_in_hand():
    assert [one.state for one in five_steps(4, (), "vi", ended=True)] == ["done", "done", "done", "ended", "ahead"]


def test_five_steps_before_now_and_after():
    from datetime import datetime

    from hcc.core.calendar import LOCAL

    moment = datetime(2026, 11, 23, 9, 12, tzinfo=LOCAL)
    steps = five_steps(3, [moment, None, moment], "vi")
    assert [step.state for step in steps] == ["done", "done", "now", "ahead", "ahead"]
    assert steps[0].detail.startswith("9:12")
    assert [bool(step.detail) for step in steps] == [True, False, False, False, False]
    assert {step.state for step in five_steps(6, [], "vi")} == {"done"}
