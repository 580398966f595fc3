"""Which of a procedure's announced limits is counted."""

import pytest

from hcc.core.deadlines import Limit, Unit
from hcc.procedures.limits import countable, limit_in_case, listed_cases, time_limit_for
from hcc.procedures.record import Case, Channel, LimitUnit, ProcedureRecord, TimeLimit

FOR_ALL = TimeLimit(LimitUnit.WORKING_DAYS, 5)
DIRECT = TimeLimit(LimitUnit.SAME_DAY, channel="direct", after_15=True)
ONLINE = TimeLimit(LimitUnit.WORKING_DAYS, 2, channel="online")
CHECKING = TimeLimit(LimitUnit.DAYS, 23, case="Phải xác minh")


def of(*limits: TimeLimit, cases: tuple[str, ...] = ()) -> ProcedureRecord:
    return ProcedureRecord("1.000001", "Mẫu", "ho-tich", time_limits=limits, cases=tuple(map(Case, cases)))


@pytest.mark.parametrize(
    ("limits", "channel", "chosen"),
    [
        ([FOR_ALL, DIRECT, ONLINE], "direct", DIRECT),
        ([FOR_ALL, DIRECT, ONLINE], "online", ONLINE),
        ([FOR_ALL, DIRECT, ONLINE], "post", FOR_ALL),
        ([ONLINE], "direct", None),
        ([ONLINE, FOR_ALL], "direct", FOR_ALL),
        ([CHECKING], "direct", None),
        ([CHECKING, FOR_ALL], "direct", FOR_ALL),
        ([], "direct", None),
    ],
)
def test_the_very_channel_before_all_and_no_special_case(limits, channel, chosen):
    assert time_limit_for(of(*limits), channel) is chosen


def test_a_named_case_has_its_own_limit():
    record = of(FOR_ALL, CHECKING)
    assert time_limit_for(record, case="Phải xác minh") is CHECKING
    assert time_limit_for(record, case="Không có") is None


NEW, AGAIN = TimeLimit(LimitUnit.DAYS, 3, case="Cấp đổi"), TimeLimit(LimitUnit.WORKING_DAYS, 1, case="Cấp lại")


@pytest.mark.parametrize(
    ("record", "listed"),
    [
        # One limit for all: only the named cases are told apart.
        (of(FOR_ALL, cases=("Đúng hạn", "Quá hạn")), ("Đúng hạn", "Quá hạn")),
        # Some have their own beside the ordinary one, which the text names first.
        (of(FOR_ALL, CHECKING, cases=("Phải xác minh",)), ("", "Phải xác minh")),
        (of(FOR_ALL, CHECKING), ("", "Phải xác minh")),
        # Each has its own, and there is no ordinary one.
        (of(NEW, AGAIN, cases=("Cấp đổi", "Cấp lại")), ("Cấp đổi", "Cấp lại")),
        (of(FOR_ALL, DIRECT, ONLINE), ("",)),
        (of(), ("",)),
    ],
)
def test_cases_are_listed_as_the_text_has_them(record, listed):
    assert listed_cases(record) == listed


@pytest.mark.parametrize(
    ("record", "channel", "case", "chosen"),
    [
        (of(NEW, AGAIN, cases=("Cấp đổi", "Cấp lại")), "direct", None, NEW),
        (of(NEW, AGAIN, cases=("Cấp đổi", "Cấp lại")), "direct", "Cấp lại", AGAIN),
        (of(FOR_ALL, CHECKING, cases=("Phải xác minh",)), "direct", None, FOR_ALL),
        (of(FOR_ALL, CHECKING, cases=("Phải xác minh",)), "direct", "Phải xác minh", CHECKING),
        # A case without a limit of its own has the one of the procedure, by its channel.
        (of(FOR_ALL, DIRECT, cases=("Đúng hạn", "Quá hạn")), "direct", "Quá hạn", DIRECT),
        (of(FOR_ALL, DIRECT, cases=("Đúng hạn", "Quá hạn")), "post", "Quá hạn", FOR_ALL),
        (of(ONLINE, CHECKING), "direct", None, None),
        (of(), "direct", None, None),
    ],
)
def test_the_limit_of_a_case_is_its_own_or_the_procedures(record, channel, case, chosen):
    assert limit_in_case(record, channel, case) is chosen


def test_over_the_counter_is_what_is_meant_when_nothing_is_said():
    assert time_limit_for(of(FOR_ALL, DIRECT)) is time_limit_for(of(FOR_ALL, DIRECT), Channel.DIRECT)


@pytest.mark.parametrize(
    ("announced", "counted"),
    [
        (TimeLimit(LimitUnit.WORKING_DAYS, 3.5), Limit(Unit.WORKING_DAYS, 3.5)),
        (TimeLimit(LimitUnit.DAYS, 15), Limit(Unit.DAYS, 15)),
        (TimeLimit(LimitUnit.HOURS, 4), Limit(Unit.HOURS, 4)),
        (DIRECT, Limit(Unit.SAME_DAY, 0, after_15=True)),
        (TimeLimit(LimitUnit.UNREGULATED), None),
        (TimeLimit(LimitUnit.WORDING, wording="sớm", review="?"), None),
        (None, None),
        # An amount that is not known is no promise of none.
        (TimeLimit(LimitUnit.WORKING_DAYS), None),
        (TimeLimit(LimitUnit.HOURS), None),
    ],
)
def test_what_can_be_counted(announced, counted):
    assert countable(announced) == counted


def test_every_unit_that_is_counted_is_one_the_office_announces():
    assert {unit.value for unit in Unit} <= {unit.value for unit in LimitUnit}
