"""Numbers without gaps: each series from 1, each counter an object of its own, conflicts never resolved."""

import threading

import pytest
import transaction
from hypothesis import given
from hypothesis import strategies as st
from ZODB.DB import DB
from ZODB.MappingStorage import MappingStorage
from ZODB.POSException import ConflictError

from hcc.core.numbering import Counter, Counters, number_lock


@given(st.lists(st.sampled_from([("book", "2026"), ("book", "2027"), ("reception", "1", "2026-11-23")])))
def test_each_series_counts_from_one_without_gap(asked):
    counters, taken = Counters(), {}
    for name in asked:
        taken.setdefault(name, []).append(counters.take(*name))
    for name, numbers in taken.items():
        assert numbers == list(range(1, len(numbers) + 1))
        assert counters.last(*name) == len(numbers)
    assert sorted(counters.names()) == sorted(taken)


def test_looking_takes_nothing():
    counters = Counters()
    assert counters.last("book", "2026") == 0
    assert counters.names() == []


DAYS = ("2026-11-22", "2026-11-23", "2026-11-24")


@given(
    st.dictionaries(st.tuples(st.sampled_from(DAYS), st.integers(1, 40)), st.integers(1, (1 << 63) - 1)),
    st.sampled_from(DAYS),
    st.sampled_from(DAYS),
)
def test_whose_a_number_is_is_told_in_the_order_of_the_numbers(holders, first, last):
    """Noted in any order, and again; another series is none of it."""
    counters = Counters()
    counters.keep(1, 5, "slip", "2026-11-23")
    counters.take("reception", "1", "2026-11-21")
    for (day, number), holder in holders.items():
        counters.keep(number, 1, "reception", "1", day)
        counters.keep(number, holder, "reception", "1", day)
    for day in DAYS:
        found = {number: counters.holder(number, "reception", "1", day) for number in range(1, 45)}
        assert found == {number: holders.get((day, number)) for number in found}
        assert counters.last("reception", "1", day) == 0, "noting takes no number"
    told = [
        (name[2], number, holder)
        for name, number, holder in counters.held(*(("reception", "1", day) for day in (first, last)))
    ]
    assert told == sorted((day, number, holder) for (day, number), holder in holders.items() if first <= day <= last)
    assert counters.holder(1, "nothing") is None


def test_a_number_that_cannot_be_is_nobody_s():
    counter = Counter()
    counter.keep(2, 7)
    assert [counter.holder(number) for number in (1, 2, 3, 10**7)] == [None, 7, None, None]


@pytest.fixture
def database():
    database = DB(MappingStorage())
    yield database
    database.close()


def test_two_that_take_at_once_meet_a_conflict_and_no_number_is_lost(database):
    with database.transaction() as connection:
        connection.root()["counters"] = Counters()
        connection.root()["counters"].take("book", "2026")
    one, other = transaction.TransactionManager(), transaction.TransactionManager()
    first, second = database.open(one), database.open(other)
    assert first.root()["counters"].take("book", "2026") == 2
    assert second.root()["counters"].take("book", "2026") == 2
    one.commit()
    with pytest.raises(ConflictError):
        other.commit()
    other.abort()
    assert second.root()["counters"].take("book", "2026") == 3
    other.commit()
    first.close()
    second.close()


def test_series_do_not_stand_in_each_other_s_way(database):
    with database.transaction() as connection:
        connection.root()["counters"] = counters = Counters()
        counters.take("book", "2026")
        counters.take("reception", "1")
    one, other = transaction.TransactionManager(), transaction.TransactionManager()
    first, second = database.open(one), database.open(other)
    assert first.root()["counters"].take("book", "2026") == 2
    assert second.root()["counters"].take("reception", "1") == 2
    one.commit()
    other.commit()
    first.close()
    second.close()


def test_a_counter_never_resolves_a_conflict():
    assert not hasattr(Counter, "_p_resolveConflict")


def test_one_lock_a_series_even_when_asked_for_at_once():
    got, ready = [], threading.Barrier(8)

    def ask():
        ready.wait(10)
        got.append(number_lock("a series of this test"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(got) == 8
    assert len(set(map(id, got))) == 1
    assert number_lock("another series of this test") is not got[0]
