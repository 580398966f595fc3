"""Which of a procedure's announced limits is counted."""

import pytest

from hcc.core.deadlines import Limit, Unit
from hcc.procedures.limits import countable, time_limit_for
from hcc.procedures.record import Channel, LimitUnit, ProcedureRecord, TimeLimit

FOR_ALL = TimeLimit(LimitUnit.WORKING_DAYS, 5)
DIRECT = TimeLimit(LimitUnit.SAME_DAY, channel="direct", after_15=True)
ONLINE = TimeLimit(LimitUnit.WORKING_DAYS, 2, channel="online")
CHECKING = TimeLimit(LimitUnit.DAYS, 23, case="Phải xác minh")


def of(*limits: TimeLimit) -> ProcedureRecord:
    return ProcedureRecord("1.000001", "Mẫu", "ho-tich", time_limits=limits)


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
