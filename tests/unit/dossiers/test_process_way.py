"""A dossier goes its way through the internal process it was received under, whatever becomes of the process later."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyramid.authorization import ACLHelper

from hcc.accounts.resources import Official
from hcc.accounts.substitutes import Powers
from hcc.accounts.units import Unit
from hcc.core.acl import official_principal, role_in_unit, role_of, role_principal
from hcc.core.calendar import LOCAL
from hcc.core.errors import NotInThisState
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.dossiers.hand_overs import control_rows
from hcc.dossiers.operations.answer_consultation import answer_consultation
from hcc.dossiers.operations.approve import approve
from hcc.dossiers.operations.assign import CannotHandle, assign
from hcc.dossiers.operations.consult import consult
from hcc.dossiers.operations.moving import StaleForm
from hcc.dossiers.operations.pass_on import pass_on
from hcc.dossiers.operations.process import process
from hcc.dossiers.operations.reassign import reassign
from hcc.dossiers.operations.receive import receive
from hcc.dossiers.operations.request_supplement import request_supplement
from hcc.dossiers.operations.return_result import return_result
from hcc.dossiers.operations.send_back import send_back
from hcc.dossiers.operations.stop import stop
from hcc.dossiers.operations.submit_for_approval import NotTheHandler, StepsAhead, submit_for_approval
from hcc.dossiers.process_course import steps_gone
from hcc.dossiers.process_rights import OF_THE_UNIT, is_of_the_unit
from hcc.dossiers.process_way import STAGES, further_steps, process_of, step_due
from hcc.dossiers.resources import Dossier
from hcc.dossiers.worklist import Span
from hcc.procedures.operations.process_edit import edit_process, process_stamp
from hcc.procedures.operations.process_publish import publish_process
from hcc.procedures.process_owners import Owner
from hcc.procedures.processes import FOLLOWS, STAGE_ROLES, InternalProcess, ProcessStep, Stage, Way
from process_states import branching, usual

from .building import AGENCY, CALENDAR, COLLEAGUE, DEFECT, HANDLER, MONDAY, PATHS, RESULTS, TODAY, act, draft, record

UNITS = [Unit(number, f"Phòng {number}") for number in (1, 2, 3)]


def in_force(owner: Owner, one: InternalProcess) -> None:
    edit_process(owner, process=one, opened_on=process_stamp(owner), act=act("danhmuc"))
    stamp = process_stamp(owner)
    able = lambda step: [HANDLER]  # noqa: E731
    publish_process(owner, effective=TODAY, opened_on=stamp, today=TODAY, able=able, units=UNITS, act=act("danhmuc"))


def received(one: InternalProcess | None) -> Dossier:
    """A dossier received at 9:16 under this process."""
    dossier = draft(of=record(field="ho-tich", results=RESULTS))
    if one is not None:
        in_force(dossier.revision.procedure, one)
    PATHS[workflow.SUBMITTED](dossier)
    receive(dossier, agency=AGENCY, calendar=CALENDAR, act=act(minutes=4))
    return dossier


def way(dossier: Dossier) -> list[int]:
    return [leg.step for leg in dossier.way]


def due(dossier: Dossier) -> str:
    assert dossier.leg is not None
    return f"{datetime.fromtimestamp(dossier.leg.due, LOCAL):%d/%m %H:%M}" if dossier.leg.due else ""


def test_a_procedure_nobody_made_a_process_for_follows_the_shipped_one_without_a_clock_of_its_own():
    dossier = received(None)
    assert (dossier.process, way(dossier), due(dossier)) == ("s1", [1], "23/11 14:46")
    process(dossier, act=act("xuly", minutes=5))
    assert (way(dossier), due(dossier), dossier.leg.unit) == ([1, 2], "", 0)


def test_a_dossier_from_before_processes_goes_its_way_without_one():
    dossier = received(None)
    dossier.process, dossier.way = "", ()
    process(dossier, act=act("xuly", minutes=5))
    assert (dossier.process, dossier.way, dossier.leg) == ("", (), None)


def test_each_step_has_its_own_moment_in_working_hours():
    dossier = received(usual())
    assert (way(dossier), due(dossier)) == ([1], "23/11 11:16")
    process(dossier, act=act("xuly", minutes=10))
    # Twelve hours from 9:22 on Monday; Tuesday is a holiday.
    assert (way(dossier), due(dossier)) == ([1, 2], "25/11 14:52")
    submit_for_approval(dossier, outcome="granted", text="Cấp giấy.", act=act("xuly", minutes=20))
    approve(dossier, act=act("pheduyet", minutes=30))
    assert (way(dossier), due(dossier)) == ([1, 2, 3, 4], "")
    return_result(dossier, to="Nguyễn Thị Mẫu", identified_by="Thẻ căn cước", act=act("traketqua", minutes=40))
    assert (way(dossier), dossier.leg) == ([1, 2, 3, 4, 0], None)


def test_no_step_ends_after_the_result_is_due():
    long = replace(usual(), steps=tuple(replace(s, hours=23) if s.key == 2 else s for s in usual().steps))
    dossier = draft(of=record(field="ho-tich", results=RESULTS))
    in_force(dossier.revision.procedure.__parent__, long)
    PATHS[workflow.SUBMITTED](dossier)
    receive(dossier, agency=AGENCY, calendar=CALENDAR, act=act(minutes=4))
    process(dossier, act=act("xuly", minutes=6 * 60))
    assert dossier.process == "d1"
    assert dossier.leg.due == int(dossier.due.moment.timestamp())


def test_an_opinion_and_the_seal_are_gone_through_where_they_are_asked_for():
    dossier = received(branching())
    process(dossier, act=act("xuly", minutes=5))
    consult(dossier, of="Công an xã", question="Có đúng không?", due=TODAY, act=act("xuly", minutes=6))
    answer_consultation(dossier, number=1, opinion="Đúng.", act=act("xuly", minutes=7))
    submit_for_approval(dossier, outcome="granted", text="Cấp giấy.", act=act("xuly", minutes=8))
    approve(dossier, clerk_registers=True, act=act("pheduyet", minutes=9))
    assert way(dossier) == [1, 2, 3, 2, 4, 5]


def test_where_nobody_is_asked_and_nothing_sealed_the_steps_are_left_out():
    dossier = received(branching())
    process(dossier, act=act("xuly", minutes=5))
    submit_for_approval(dossier, outcome="granted", text="Cấp giấy.", act=act("xuly", minutes=8))
    approve(dossier, act=act("pheduyet", minutes=9))
    assert way(dossier) == [1, 2, 4, 6]


def test_an_opinion_nobody_foresaw_leaves_it_at_its_step():
    dossier = received(usual())
    process(dossier, act=act("xuly", minutes=5))
    before = dossier.leg
    consult(dossier, of="Công an xã", question="Có đúng không?", due=TODAY, act=act("xuly", minutes=6))
    assert dossier.leg == before


def test_what_is_sent_back_is_handled_again_with_fresh_hours():
    dossier = received(usual())
    process(dossier, act=act("xuly", minutes=5))
    submit_for_approval(dossier, outcome="granted", text="Cấp giấy.", act=act("xuly", minutes=8))
    send_back(dossier, reason="Sai họ tên.", act=act("pheduyet", minutes=60))
    assert way(dossier) == [1, 2, 3, 2]
    assert dossier.leg.begun == int((MONDAY + timedelta(hours=1)).timestamp())


def test_no_step_runs_while_the_person_is_waited_for_or_after_a_stop():
    dossier = received(usual())
    process(dossier, act=act("xuly", minutes=5))
    request_supplement(dossier, defects=[DEFECT], calendar=CALENDAR, act=act("xuly", minutes=6))
    assert dossier.leg is None
    stopped = received(usual())
    stop(stopped, reason="Trùng hồ sơ.", basis="Điều 17", act=act("pheduyet", minutes=6))
    assert stopped.leg is None


def test_a_new_version_moves_no_dossier_that_was_received_before():
    dossier = received(usual())
    procedure = dossier.revision.procedure
    in_force(procedure, branching())
    process(dossier, act=act("xuly", minutes=5))
    assert dossier.process == "p1"
    assert process_of(dossier) == usual()
    later = draft(of=record(field="ho-tich", results=RESULTS))
    later.revision = procedure.latest()
    PATHS[workflow.SUBMITTED](later)
    receive(later, agency=AGENCY, calendar=CALENDAR, act=act(minutes=9))
    assert later.process == "p2"


def test_lists_know_step_moment_and_unit():
    dossier = received(branching(handling=2))
    row = dossier.__parent__.row(dossier.id)
    assert (row.process, row.step, row.unit) == ("p1", 1, 2)
    assert row.step_due == dossier.leg.due
    assert dossier.__parent__.listing_faults() == []


# Units


def may(dossier: Dossier, permission: Permission, *principals: str) -> bool:
    return bool(ACLHelper().permits(dossier, principals, permission))


HANDLES = role_principal(Role.HANDLER)


def test_only_the_unit_of_the_step_takes_a_dossier_over_and_everybody_of_the_role_reads_it():
    dossier = received(branching(handling=2))
    assert may(dossier, Permission.DOSSIER_PROCESS, HANDLES, role_in_unit(Role.HANDLER, 2))
    assert not may(dossier, Permission.DOSSIER_PROCESS, HANDLES, role_in_unit(Role.HANDLER, 3))
    assert may(dossier, Permission.DOSSIER_VIEW, HANDLES, role_in_unit(Role.HANDLER, 3))
    assert not may(dossier, Permission.DOSSIER_PROCESS, role_principal(Role.RECEIVER), role_in_unit(Role.RECEIVER, 2))


def test_who_stands_in_for_the_unit_needs_the_role_too():
    steps = tuple(replace(s, stand_in="lan") if s.key == 2 else s for s in branching(handling=2).steps)
    dossier = received(InternalProcess(steps))
    assert may(dossier, Permission.DOSSIER_PROCESS, HANDLES, role_of(Role.HANDLER, "lan"))
    assert not may(dossier, Permission.DOSSIER_PROCESS, official_principal("lan"), role_of(Role.RECEIVER, "lan"))


def test_a_dossier_is_given_only_to_an_official_of_the_unit():
    dossier = received(branching(handling=2))
    with pytest.raises(CannotHandle):
        assign(dossier, official=HANDLER, act=act(minutes=5))
    of_unit = Official("lan", "Mai Thị Lan", "Xử lý", frozenset({Role.HANDLER}))
    of_unit.unit = 2
    assign(dossier, official=of_unit, act=act(minutes=5))
    assert dossier.handler == "lan"


def test_given_on_to_the_next_unit_it_is_at_that_units_step():
    steps = (
        ProcessStep(1, "Tiếp nhận", Stage.RECEIVE, Role.RECEIVER, hours=1, ways=(Way(2),)),
        ProcessStep(2, "Thẩm định", Stage.PROCESS, Role.HANDLER, 1, hours=4, ways=(Way(3),)),
        ProcessStep(3, "Kiểm tra thực địa", Stage.PROCESS, Role.HANDLER, 2, hours=8, ways=(Way(4),)),
        ProcessStep(4, "Ký", Stage.APPROVE, Role.APPROVER, hours=4, ways=(Way(5),)),
        ProcessStep(5, "Trả", Stage.RETURN, Role.RETURNER),
    )
    dossier = received(InternalProcess(steps))
    process(dossier, act=act("xuly", minutes=5))
    there = Official("lan", "Mai Thị Lan", "Xử lý", frozenset({Role.HANDLER}))
    there.unit = 2
    reassign(dossier, official=COLLEAGUE, reason="Nghỉ ốm.", act=act("pheduyet", minutes=6))
    assert way(dossier) == [1, 2]
    reassign(dossier, official=there, reason="Chuyển kiểm tra.", act=act("pheduyet", minutes=7))
    assert way(dossier) == [1, 2, 3]
    submit_for_approval(dossier, outcome="granted", text="Cấp giấy.", act=act("lan", minutes=8))
    assert way(dossier) == [1, 2, 3, 4]


def test_a_list_says_the_same_of_units_as_the_access_list():
    powers = Powers("ai", frozenset({Role.HANDLER}), (("vang", frozenset({Role.APPROVER})),), units=(3, 2))
    assert is_of_the_unit(powers, workflow.RECEIVED, 3, "")
    assert not is_of_the_unit(powers, workflow.RECEIVED, 2, "")
    assert is_of_the_unit(powers, workflow.AWAITING_APPROVAL, 2, "")
    assert is_of_the_unit(powers, workflow.RECEIVED, 2, "ai")
    assert is_of_the_unit(powers, workflow.PROCESSING, 2, "")
    assert is_of_the_unit(None, workflow.RECEIVED, 0, "")


# Agreement with the table of the process


def stages_of(state: str) -> list[Stage]:
    found = [STAGES[state]] if state in STAGES else []
    return [*found, Stage.SEAL] if state == workflow.PROCESSING else found


def test_whatever_may_follow_is_what_an_act_leads_to():
    moves = [(source, target) for t in workflow.TRANSITIONS for source in t.sources for target in t.targets]
    possible = {(a, b) for source, target in moves for a in stages_of(source) for b in stages_of(target)}
    drawn = {(stage, after) for stage, follows in FOLLOWS.items() for after in follows if stage is not after}
    assert drawn <= possible


def test_the_roles_of_a_step_are_those_the_table_lets_act():
    for standing, own in OF_THE_UNIT.items():
        state = workflow.VARIANTS.get(standing) or workflow.WORKFLOW.states[standing]
        for role, permissions in own.items():
            assert set(permissions) <= set(state.grants[role]), (standing, role)
    of_the_unit = {role for own in OF_THE_UNIT.values() for role in own}
    acting = {role for stage, roles in STAGE_ROLES.items() if stage is not Stage.CONSULT for role in roles}
    assert acting - of_the_unit == {Role.RECEIVER}


@given(st.lists(st.sampled_from([0.25, 1, 4, 8]), min_size=2, max_size=6), st.integers(0, 60 * 24 * 20))
def test_steps_one_after_another_end_where_all_their_hours_would(hours, minutes):
    begun = MONDAY + timedelta(minutes=minutes)
    moments = [begun]
    for one in hours:
        moments.append(step_due(one, moments[-1], CALENDAR))
    assert all(a < b for a, b in pairwise(moments))
    assert moments[-1] == step_due(sum(hours), begun, CALENDAR)


# Several steps of handling


def two_units(*more: Way) -> InternalProcess:
    """Unit 1 handles, then unit 2; `more`: further ways from the first of the two steps."""
    steps = (
        ProcessStep(1, "Tiếp nhận", Stage.RECEIVE, Role.RECEIVER, hours=1, ways=(Way(2),)),
        ProcessStep(2, "Thẩm định", Stage.PROCESS, Role.HANDLER, 1, hours=4, ways=(Way(3, "thực địa"), *more)),
        ProcessStep(3, "Kiểm tra thực địa", Stage.PROCESS, Role.HANDLER, 2, hours=8, ways=(Way(4),)),
        ProcessStep(4, "Ký", Stage.APPROVE, Role.APPROVER, hours=4, ways=(Way(5),)),
        ProcessStep(5, "Trả", Stage.RETURN, Role.RETURNER),
    )
    return InternalProcess(steps)


def of_unit_two() -> Official:
    official = Official("lan", "Mai Thị Lan", "Xử lý", frozenset({Role.HANDLER}))
    official.unit = 2
    return official


def in_hand(one: InternalProcess) -> Dossier:
    dossier = received(one)
    process(dossier, act=act("xuly", minutes=5))
    return dossier


def test_whoever_is_done_with_her_step_passes_it_to_the_next_unit_herself():
    dossier = in_hand(two_units())
    pass_on(dossier, official=of_unit_two(), act=act("xuly", minutes=60))
    assert (way(dossier), dossier.handler, dossier.state) == ([1, 2, 3], "lan", workflow.PROCESSING)
    # Eight hours of its own from 10:12 on Monday; Tuesday is a holiday.
    assert due(dossier) == "25/11 10:12"
    last = dossier.chain.last
    assert (last.what, last.by) == ("pass_on", "xuly")
    assert last.facts == {"handler": ["xuly", "lan"], "step": [2, 3], "unit": 2}
    row = dossier.__parent__.row(dossier.id)
    assert (row.handler, row.step, row.unit) == ("lan", 3, 2)
    assert dossier.__parent__.listing_faults() == []
    gone = [(one.place, one.ended is not None) for one in steps_gone(dossier) if one.begun is not None]
    assert gone == [(1, True), (2, True), (3, False)]
    submit_for_approval(dossier, outcome="granted", text="Cấp giấy.", act=act("lan", minutes=70))
    assert way(dossier) == [1, 2, 3, 4]


def test_the_control_slip_says_who_passed_it_to_whom():
    dossier = in_hand(two_units())
    pass_on(dossier, official=of_unit_two(), act=act("xuly", minutes=60))
    last = control_rows(dossier, str.upper)[-1]
    assert (last.giver, last.taker, last.note) == ("XULY", "LAN", "Chuyển bước xử lý tiếp theo")


def test_what_has_a_step_ahead_is_not_granted_before_but_may_be_refused():
    dossier = in_hand(two_units())
    with pytest.raises(StepsAhead) as refused:
        submit_for_approval(dossier, outcome="granted", text="Cấp giấy.", act=act("xuly", minutes=6))
    assert refused.value.facts == {"place": 3, "name": "Kiểm tra thực địa"}
    submit_for_approval(dossier, outcome="declined", text="Không đủ điều kiện.", act=act("xuly", minutes=6))
    assert way(dossier) == [1, 2, 4]


def test_where_the_process_leaves_the_choice_both_ways_are_open():
    dossier = in_hand(two_units(Way(4, "đủ căn cứ")))
    assert [step.key for step in further_steps(dossier)] == [3]
    submit_for_approval(dossier, outcome="granted", text="Cấp giấy.", act=act("xuly", minutes=6))
    assert way(dossier) == [1, 2, 4]


def test_it_is_passed_to_nobody_who_cannot_do_the_step_and_by_nobody_else():
    dossier = in_hand(two_units())
    clerk = Official("vanthu", "Đỗ Thị Dấu", "Văn thư", frozenset({Role.CLERK}))
    clerk.unit = 2
    for wrong in (None, COLLEAGUE, clerk):
        with pytest.raises(CannotHandle):
            pass_on(dossier, official=wrong, act=act("xuly", minutes=6))
    with pytest.raises(NotTheHandler):
        pass_on(dossier, official=of_unit_two(), act=act("lan", minutes=6))
    with pytest.raises(StaleForm):
        pass_on(dossier, official=of_unit_two(), seen=1, act=act("xuly", minutes=6))
    with pytest.raises(NotInThisState):
        pass_on(dossier, official=of_unit_two(), step=4, act=act("xuly", minutes=6))
    assert way(dossier) == [1, 2]
    pass_on(dossier, official=of_unit_two(), act=act("xuly", minutes=6))
    with pytest.raises(NotInThisState):
        pass_on(dossier, official=of_unit_two(), act=act("lan", minutes=7))


def test_counters_leave_out_what_is_another_units():
    dossier = received(two_units())
    folder, span = dossier.__parent__, Span(workflow.RECEIVED)
    assert folder.count_in(span) == 1
    assert folder.count_in(span, fits=lambda row: row.unit == 1) == 1
    assert folder.count_in(span, fits=lambda row: row.unit == 2) == 0
    dossier.way = (dossier.way[0]._replace(unit=0),)
    folder.relist(dossier)
    assert folder.count_in(span, fits=lambda row: False) == 1
