"""What an internal process must be before it is put in force, whoever wrote it; and which version holds on a day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.accounts.operations.officials import add_official, disable_official
from hcc.accounts.operations.units import add_unit
from hcc.accounts.resources import AccountFolder
from hcc.accounts.substitutes import Substitution
from hcc.accounts.units import Unit
from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.roles import Role
from hcc.procedures import process_checks as checks
from hcc.procedures.able_officials import able_on
from hcc.procedures.operations.process_edit import ProcessChanged, ProcessUnchanged, edit_process, process_stamp
from hcc.procedures.operations.process_publish import (
    NoProcessDraft,
    ProcessBeforeFormer,
    ProcessInThePast,
    publish_process,
)
from hcc.procedures.process_checks import checked_process
from hcc.procedures.process_graph import drawn
from hcc.procedures.process_owners import named_process, process_named
from hcc.procedures.process_telling import note_processes, untold_of_processes
from hcc.procedures.process_walks import longest_hours, reachable
from hcc.procedures.processes import (
    FOLLOWS,
    STAGE_ROLES,
    InternalProcess,
    ProcessBook,
    ProcessStep,
    ProcessVersion,
    Stage,
    VersionState,
    Way,
)
from hcc.procedures.record import LimitUnit, ProcedureRecord, TimeLimit
from hcc.procedures.resources import Procedure, ProcedureFolder
from process_states import branching, dead_end, usual

TODAY = date(2026, 11, 23)
ACT = Act("danhmuc", datetime(2026, 11, 23, 2, tzinfo=UTC))


def kinds(process: InternalProcess, **about) -> set[type[Refusal]]:
    return {type(fault) for fault in checked_process(process, **about).faults}


def changed(process: InternalProcess, key: int, **values) -> InternalProcess:
    steps = tuple(replace(step, **values) if step.key == key else step for step in process.steps)
    return replace(process, steps=steps)


def record(*limits: TimeLimit) -> ProcedureRecord:
    return ProcedureRecord("1.000001", "Thủ tục mẫu", "ho-tich", time_limits=limits)


@pytest.mark.parametrize("process", [usual(), usual(clerk=True), branching(), branching(seal=False)])
def test_what_offices_do_is_without_a_fault(process):
    assert kinds(process) == set()


@pytest.mark.parametrize(
    ("process", "fault"),
    [
        (InternalProcess(), checks.NoSteps),
        (dead_end(), checks.DeadEnd),
        (changed(usual(), 1, stage=Stage.PROCESS, role=Role.HANDLER), checks.BeginsElsewhere),
        (replace(usual(), steps=usual().steps[:3]), checks.NoEnd),
        (changed(usual(), 2, name=""), checks.StepUnnamed),
        (changed(usual(), 2, role=Role.CLERK), checks.WrongRole),
        (changed(usual(), 2, role=""), checks.OutsideOnly),
        (changed(usual(), 2, hours=0), checks.HoursMissing),
        (changed(usual(), 4, ways=(Way(2),)), checks.GoesOnAfterReturn),
        (changed(usual(), 2, ways=(Way(2),)), checks.GoesToItself),
        (changed(usual(), 2, ways=(Way(9),)), checks.LeadsToNoStep),
        (changed(usual(), 2, ways=(Way(3, "một"), Way(3, "hai"))), checks.SameStepTwice),
        (changed(usual(), 1, ways=(Way(3),)), checks.CannotFollow),
        (changed(branching(), 2, ways=(Way(3), Way(4))), checks.CaseMissing),
        (changed(branching(), 2, ways=(Way(4),)), checks.NeverReached),
        (changed(branching(), 2, ways=(Way(3),)), checks.EndlessCircle),
    ],
)
def test_each_fault_is_found_and_named(process, fault):
    assert fault in kinds(process)


def test_a_fault_names_the_row_it_stands_in():
    checked = checked_process(dead_end())
    assert [type(one) for one in checked.at(2)] == [checks.DeadEnd]
    assert checked.at(1) == []


# Who is able


@pytest.fixture
def accounts() -> AccountFolder:
    folder = AccountFolder()
    add_unit(folder, name="Phòng Kinh tế", act=ACT)
    for login, role, unit in (("xuly", Role.HANDLER, 1), ("lan", Role.HANDLER, 2), ("sep", Role.APPROVER, 1)):
        add_official(
            folder, login=login, name=login.title(), job_title="Cán bộ", roles={role}, password_hash="x", act=ACT
        )
        folder[login].unit = unit
    return folder


def able(accounts: AccountFolder, step: ProcessStep) -> list[str]:
    return [one.login for one in able_on(accounts, TODAY)(step)]


HANDLING = ProcessStep(2, "Thẩm định", Stage.PROCESS, Role.HANDLER, hours=8)


def test_who_can_do_a_step_has_its_role_in_its_unit(accounts):
    assert able(accounts, HANDLING) == ["lan", "xuly"]
    assert able(accounts, replace(HANDLING, unit=2)) == ["lan"]
    assert able(accounts, replace(HANDLING, unit=2, stand_in="xuly")) == ["lan", "xuly"]
    assert able(accounts, replace(HANDLING, unit=2, stand_in="sep")) == ["lan"]


def test_a_disabled_official_is_not_able(accounts):
    disable_official(accounts["lan"], act=ACT)
    assert able(accounts, replace(HANDLING, unit=2)) == []
    fault = checks.NobodyAble
    process = changed(usual(), 2, unit=2)
    assert fault in kinds(process, able=able_on(accounts, TODAY), units=accounts.units())


def test_who_stands_in_for_an_official_does_the_steps_of_her_unit(accounts):
    accounts["sep"].stands_in = (Substitution("lan", TODAY, TODAY, frozenset({Role.HANDLER})),)
    assert "sep" in able(accounts, replace(HANDLING, unit=2))
    assert "sep" not in [one.login for one in able_on(accounts, TODAY + timedelta(days=1))(replace(HANDLING, unit=2))]


def test_a_closed_unit_does_no_step():
    units = [Unit(1, "Trung tâm"), Unit(2, "Phòng Kinh tế", closed=True)]
    assert kinds(changed(usual(), 2, unit=2), units=units) == {checks.UnitGone}
    assert kinds(changed(usual(), 2, unit=7), units=units) == {checks.UnitGone}


# Hours


@pytest.mark.parametrize(
    ("limit", "fault"),
    [
        (TimeLimit(LimitUnit.WORKING_DAYS, 2.5), False),
        (TimeLimit(LimitUnit.WORKING_DAYS, 2), True),
        (TimeLimit(LimitUnit.HOURS, 20), False),
        (TimeLimit(LimitUnit.HOURS, 19.5), True),
        (TimeLimit(LimitUnit.SAME_DAY), True),
    ],
)
def test_the_steps_take_no_longer_than_the_law_allows(limit, fault):
    assert longest_hours(usual()) == 20
    assert (checks.LongerThanAllowed in kinds(usual(), record=record(limit))) is fault


@pytest.mark.parametrize(
    "limits",
    [(), (TimeLimit(LimitUnit.DAYS, 1),), (TimeLimit(LimitUnit.WORDING),), (TimeLimit(LimitUnit.UNREGULATED),)],
)
def test_a_limit_that_is_not_in_working_hours_is_only_pointed_at(limits):
    checked = checked_process(usual(), record=record(*limits))
    assert checked.may_be_published
    assert [type(one) for one in checked.doubts] == [checks.LimitNotComparable]


def test_the_shortest_case_counts():
    limits = (TimeLimit(LimitUnit.WORKING_DAYS, 5), TimeLimit(LimitUnit.WORKING_DAYS, 1, case="Khai sinh quá hạn"))
    fault = next(one for one in checked_process(usual(), record=record(*limits)).faults)
    assert "Khai sinh quá hạn" in str(fault.facts["case"])


def test_a_circle_counts_once_and_the_return_not_at_all():
    assert longest_hours(branching()) == 2 + 8 + 4 + 4 + 2


# Versions


@pytest.fixture
def procedure() -> Procedure:
    folder = ProcedureFolder()
    folder["1.000001"] = procedure = Procedure("1.000001")
    procedure.add_revision(record(TimeLimit(LimitUnit.WORKING_DAYS, 5)), made_by="danhmuc", made_at=ACT.at)
    return procedure


def everybody(step: ProcessStep) -> list:
    return [step]


def write(owner, process: InternalProcess, *, minutes: int = 0) -> None:
    act = Act("danhmuc", ACT.at + timedelta(minutes=minutes))
    edit_process(owner, process=process, opened_on=process_stamp(owner), act=act)


def put_in_force(owner, effective: date = TODAY, *, today: date = TODAY):
    return publish_process(
        owner, effective=effective, opened_on=process_stamp(owner), today=today, able=everybody, units=[], act=ACT
    )


def test_a_version_holds_from_its_day_until_the_next_begins(procedure):
    write(procedure, usual())
    put_in_force(procedure)
    write(procedure, usual(clerk=True))
    put_in_force(procedure, TODAY + timedelta(days=3))
    book = procedure.processes
    assert [book.state(one, TODAY) for one in book.versions] == [VersionState.IN_FORCE, VersionState.SCHEDULED]
    later = TODAY + timedelta(days=3)
    assert [book.state(one, later) for one in book.versions] == [VersionState.SUPERSEDED, VersionState.IN_FORCE]
    assert [named_process(procedure, day) for day in (TODAY - timedelta(days=1), TODAY, later)] == ["s1", "p1", "p2"]
    assert process_named(procedure, "p1") == usual()


def test_a_procedure_without_its_own_follows_the_process_of_the_office(procedure):
    write(procedure.__parent__, branching())
    put_in_force(procedure.__parent__)
    assert named_process(procedure, TODAY) == "d1"
    assert process_named(procedure, "d1") == branching()
    write(procedure, usual())
    assert named_process(procedure, TODAY) == "d1"
    put_in_force(procedure)
    assert named_process(procedure, TODAY) == "p1"


def test_a_draft_is_written_again_in_place_and_what_is_published_never(procedure):
    write(procedure, usual())
    write(procedure, branching(), minutes=1)
    assert [one.process for one in procedure.processes.versions] == [branching()]
    put_in_force(procedure)
    write(procedure, usual(), minutes=2)
    assert [one.process for one in procedure.processes.versions] == [branching(), usual()]
    acts = [(one.what, one.facts["version"]) for one in procedure.__parent__.chain]
    assert acts == [("process edited", 1), ("process edited", 1), ("process published", 1), ("process edited", 2)]


def test_nobody_writes_over_what_a_colleague_saved_meanwhile(procedure):
    opened = process_stamp(procedure)
    write(procedure, usual())
    with pytest.raises(ProcessChanged) as refused:
        edit_process(procedure, process=branching(), opened_on=opened, act=ACT)
    assert refused.value.facts == {"by": "danhmuc"}
    with pytest.raises(ProcessUnchanged):
        write(procedure, usual())


def test_a_faulty_draft_a_past_day_and_a_day_before_the_former_are_refused_together(procedure):
    write(procedure, usual())
    put_in_force(procedure, TODAY + timedelta(days=2))
    write(procedure, dead_end())
    with pytest.raises(Refusal) as refused:
        put_in_force(procedure, TODAY - timedelta(days=1))
    found = {type(one) for one in refused.value.complaints}
    assert {ProcessInThePast, ProcessBeforeFormer, checks.DeadEnd} <= found
    assert procedure.processes.draft() is not None


def test_a_version_in_force_that_is_not_on_record_is_found(procedure):
    folder = procedure.__parent__
    write(procedure, usual())
    put_in_force(procedure)
    write(folder, branching())
    put_in_force(folder)
    assert list(untold_of_processes(folder)) == []
    book = procedure.processes
    book.put(replace(book.versions[0], effective_from=TODAY - timedelta(days=30)))
    assert set(untold_of_processes(folder)) == {"version 1 of the process of 1.000001 is not the one on record"}


def test_steps_that_changed_without_an_act_are_found(procedure):
    folder = procedure.__parent__
    write(procedure, usual())
    put_in_force(procedure)
    write(folder, branching())
    assert list(untold_of_processes(folder)) == []
    book = procedure.processes
    kept = book.versions[0]
    book.put(replace(kept, process=changed(kept.process, 2, hours=80)))
    found = "the steps of version 1 of the process of 1.000001 are not those on record"
    assert list(untold_of_processes(folder)) == [found]
    book.put(kept)
    folder.processes.put(replace(folder.processes.draft(), process=usual()))
    assert list(untold_of_processes(folder)) == [
        "the steps of version 1 of the process of the office are not those on record"
    ]
    folder.processes.versions = ()
    assert list(untold_of_processes(folder))


def test_versions_from_before_their_steps_were_told_are_noted_once(procedure):
    folder = procedure.__parent__
    procedure.processes = ProcessBook()
    procedure.processes.put(ProcessVersion(1, usual(), "danhmuc", ACT.at))
    assert list(untold_of_processes(folder))
    note_processes(folder, ACT)
    note_processes(folder, ACT)
    assert list(untold_of_processes(folder)) == []
    assert [one.what for one in folder.chain] == ["process noted"]


def test_of_two_who_put_it_in_force_at_once_one_is_told_so(procedure):
    write(procedure, usual())
    stamp = process_stamp(procedure)
    put_in_force(procedure)
    with pytest.raises(NoProcessDraft):
        publish_process(procedure, effective=TODAY, opened_on=stamp, today=TODAY, able=everybody, units=[], act=ACT)


# Any process at all

stages = st.sampled_from(list(Stage))
keys = st.integers(1, 7)


@st.composite
def processes(draw) -> InternalProcess:
    used = draw(st.lists(keys, min_size=1, max_size=7, unique=True))
    steps = []
    for key in used:
        stage = draw(stages)
        ways = draw(st.lists(st.builds(Way, keys, st.sampled_from(["", "có", "không"])), max_size=3))
        role = draw(st.sampled_from(STAGE_ROLES[stage]))
        hours = draw(st.sampled_from([0, 0.5, 4]))
        steps.append(ProcessStep(key, "Bước", stage, role, hours=hours, ways=tuple(ways)))
    if draw(st.booleans()):
        steps[0] = replace(steps[0], stage=Stage.RECEIVE, role=Role.RECEIVER)
    return InternalProcess(tuple(steps))


@st.composite
def sound_processes(draw) -> InternalProcess:
    """Processes made to be right: a chain of allowed steps, with branches to later ones and back to handling."""
    chain = [Stage.RECEIVE, *([Stage.PROCESS] * draw(st.integers(1, 4))), Stage.APPROVE]
    chain += [Stage.SEAL] * draw(st.booleans()) + [Stage.RETURN]
    steps = []
    for place, stage in enumerate(chain):
        onward = [place + 1] if place + 1 < len(chain) else []
        others = [n for n, other in enumerate(chain) if other in FOLLOWS[stage] and n not in (place, *onward)]
        more = draw(st.lists(st.sampled_from(others), max_size=2, unique=True)) if others else []
        ways = tuple(Way(n + 1, f"trường hợp {n}") for n in [*onward, *more])
        steps.append(ProcessStep(place + 1, "Bước", stage, STAGE_ROLES[stage][0], hours=4, ways=ways))
    return InternalProcess(tuple(steps))


@given(sound_processes())
def test_a_process_that_is_right_is_found_right(process):
    assert kinds(process) == set()


def ends_from(process: InternalProcess, key: int) -> bool:
    return any(process.step(one).stage is Stage.RETURN for one in reachable(process, key))


@given(processes())
def test_whatever_is_published_leads_from_every_step_to_a_result(process):
    checked = checked_process(process)
    if not checked.faults:
        assert reachable(process, process.steps[0].key) == {step.key for step in process.steps}
        assert all(ends_from(process, step.key) for step in process.steps)
        assert all(step.ways or step.stage is Stage.RETURN for step in process.steps)
        assert all(len(step.ways) < 2 or all(way.when for way in step.ways) for step in process.steps)
    assert checked.hours <= sum(step.hours for step in process.steps)


@given(sound_processes(), st.data())
def test_whatever_way_is_cut_leaves_no_silent_dead_end(process, data):
    step = data.draw(st.sampled_from(process.steps[:-1]))
    assert checks.DeadEnd in kinds(changed(process, step.key, ways=()))


@given(processes())
def test_every_process_can_be_drawn(process):
    drawing = drawn(process, lambda step: ["Xử lý"])
    assert len(drawing.boxes) == len(process.steps)
    for box, after in zip(drawing.boxes, drawing.boxes[1:], strict=False):
        assert box.y + box.height < after.y
    assert all(box.x >= 0 and box.x + box.width <= drawing.width for box in drawing.boxes)
    assert drawing.boxes[-1].y + drawing.boxes[-1].height <= drawing.height


days = st.integers(0, 40).map(lambda n: TODAY + timedelta(days=n))


@given(st.lists(days, min_size=1, max_size=6), days)
def test_on_every_day_exactly_the_last_version_that_has_begun_holds(begins, day):
    folder = ProcedureFolder()
    for number, begin in enumerate(sorted(begins)):
        write(folder, replace(usual(), basis=str(number)), minutes=number)
        put_in_force(folder, begin)
    held = [one for one in folder.processes.versions if folder.processes.state(one, day) is VersionState.IN_FORCE]
    begun = [one for one in folder.processes.versions if one.effective_from <= day]
    assert held == begun[-1:]
