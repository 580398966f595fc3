"""In what capacity somebody signs: the block of that day, delegations with decision and end, nothing forgotten."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hcc.accounts.capacities import Seat, block_on, capacity_on
from hcc.accounts.operations.capacities import (
    CapacityDaysTurned,
    CapacityOver,
    DelegationOfNothing,
    DelegationWithoutDecision,
    DelegationWithoutEnd,
    DelegationWithoutTitle,
    SpeaksForTheCommittee,
    end_capacity,
    give_capacity,
)
from hcc.accounts.resources import Official
from hcc.accounts.telling import untold_of
from hcc.core.act import Act
from hcc.core.errors import Refusal

DAY = date(2026, 11, 23)
ACT = Act("quantri", datetime(2026, 11, 23, 2, tzinfo=UTC))
DELEGATION = {
    "seat": Seat.DELEGATED,
    "first": DAY,
    "last": DAY + timedelta(days=30),
    "title": "Công chức Tư pháp - Hộ tịch",
    "decision": "Quyết định số 12/QĐ-UBND ngày 03/11/2026",
    "kinds": {"chu-ky"},
}


def official() -> Official:
    return Official("tuphap", "Mai Thị Lan", "Chuyên viên", frozenset())


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ({"seat": Seat.CHAIR, "first": DAY}, ("CHỦ TỊCH",)),
        ({"seat": Seat.VICE_CHAIR, "first": DAY}, ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (DELEGATION, ("TUQ. CHỦ TỊCH", "CÔNG CHỨC TƯ PHÁP - HỘ TỊCH")),
    ],
)
def test_the_block_is_that_of_the_seat(given, lines):
    assert give_capacity(official(), act=ACT, **given).lines == lines


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"last": None}, DelegationWithoutEnd),
        ({"last": DAY - timedelta(days=1)}, CapacityDaysTurned),
        ({"decision": ""}, DelegationWithoutDecision),
        ({"decision": "quyết định miệng"}, DelegationWithoutDecision),
        ({"title": "\u200b"}, DelegationWithoutTitle),
        ({"title": "TM. Ủy ban nhân dân"}, SpeaksForTheCommittee),
        ({"kinds": set()}, DelegationOfNothing),
    ],
)
def test_a_delegation_is_written_down_whole_or_not(wrong, refusal):
    made = official()
    with pytest.raises(Refusal) as refused:
        give_capacity(made, act=ACT, **{**DELEGATION, **wrong})
    assert [type(one) for one in refused.value.complaints] == [refusal]
    assert (made.capacities, list(made.chain)) == ((), [])


def test_a_capacity_counts_on_its_days_and_for_its_books_only():
    made = official()
    give_capacity(made, act=ACT, **DELEGATION)
    held = [capacity_on(made.capacities, DAY + timedelta(days=n), "chu-ky") for n in (-1, 0, 30, 31)]
    assert [one is not None for one in held] == [False, True, True, False]
    assert capacity_on(made.capacities, DAY, "ban-sao") is None


def test_the_chair_comes_before_a_delegation_of_the_same_day():
    made = official()
    give_capacity(made, act=ACT, **DELEGATION)
    give_capacity(made, seat=Seat.CHAIR, first=DAY + timedelta(days=2), act=ACT)
    found = [capacity_on(made.capacities, DAY + timedelta(days=n), "chu-ky").seat for n in (1, 2)]
    assert found == [Seat.DELEGATED, Seat.CHAIR]


def test_what_is_ended_stays_on_record_and_ends_once():
    made = official()
    give_capacity(made, seat=Seat.CHAIR, first=DAY - timedelta(days=100), act=ACT)
    give_capacity(made, seat=Seat.CHAIR, first=DAY + timedelta(days=100), act=ACT)
    for number in (1, 2):
        end_capacity(made, number=number, today=DAY, act=ACT)
        with pytest.raises(CapacityOver):
            end_capacity(made, number=number, today=DAY, act=ACT)
    with pytest.raises(CapacityOver):
        end_capacity(made, number=3, today=DAY, act=ACT)
    ended = DAY - timedelta(days=1)
    assert [one.last for one in made.capacities] == [ended, ended]
    assert not any(one.holds_on(DAY + timedelta(days=n)) for one in made.capacities for n in (0, 100))
    assert made.capacities[0].holds_on(ended)


def test_a_capacity_written_behind_the_records_is_told():
    made = official()
    give_capacity(made, act=ACT, **DELEGATION)
    end_capacity(made, number=1, today=DAY + timedelta(days=3), act=ACT)
    told = "signs in capacities that are not those on record"
    assert told not in list(untold_of(made))
    kept, made.capacities = made.capacities, ()
    assert told in list(untold_of(made))
    made.capacities = (*kept, kept[0])
    assert told in list(untold_of(made))


def test_on_slips_and_results_stands_the_seat_of_that_day():
    """The vice chair becomes chair on the first; a delegation for the books changes nothing on a decision."""
    one = official()
    account = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert block_on(account, one.capacities, DAY) == account
    give_capacity(one, **DELEGATION, act=ACT)
    assert block_on(account, one.capacities, DAY) == account
    first = DAY + timedelta(days=8)
    give_capacity(one, seat=Seat.CHAIR, first=first, act=ACT)
    assert block_on(account, one.capacities, first - timedelta(days=1)) == account
    assert block_on(account, one.capacities, first) == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert block_on((), one.capacities, first) == ("CHỦ TỊCH",)
