"""When certified papers are given out: the same day, after 15:00 the next working day, two more days in writing."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hcc.certifications.operations.promise_later import (
    AgreementMissing,
    NothingToPromise,
    PromisedAlready,
    promise_later,
)
from hcc.certifications.operations.strike import strike
from hcc.certifications.promises import Why, due_of, later_due_of
from hcc.certifications.resources import BookFolder
from hcc.core.calendar import LOCAL, OfficeCalendar
from unit.dossiers.building import act

from .building import book, visit

CALENDAR = OfficeCalendar()
IN_SESSION = st.one_of(
    st.times(time(7, 30), time(11, 59)).map(lambda at: at.replace(microsecond=0)),
    st.times(time(13, 30), time(16, 59)).map(lambda at: at.replace(microsecond=0)),
)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 1))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("received", "due", "latest"),
    [
        (at(23, 9), at(23, 17), at(26, 17)),  # Monday; Tuesday is a holiday
        (at(23, 14, 59), at(23, 17), at(26, 17)),
        (at(23, 15, 1), at(25, 17), at(27, 17)),
        (at(25, 16), at(26, 17), at(30, 17)),  # two more days lie beyond a weekend
        (at(27, 15, 30), at(30, 17), datetime(2026, 12, 2, 17, tzinfo=LOCAL)),
    ],
)
def test_days_counted_by_hand(received, due, latest):
    assert due_of(received, CALENDAR).moment == due
    assert later_due_of(received, CALENDAR).moment == latest


@given(DAYS, IN_SESSION)
def test_before_three_o_clock_the_same_day_and_after_it_the_next_working_day(day, clock):
    received = datetime.combine(day, clock, LOCAL)
    assume(CALENDAR.at_or_next(received) == received)
    due = due_of(received, CALENDAR).moment
    assert (due.date() == day) == (clock <= time(15)), "15:00 itself is not after 15:00"
    assert CALENDAR.at_or_next(due - timedelta(minutes=1)) == due - timedelta(minutes=1), "within working hours"
    assert due_of(received, CALENDAR).moment < later_due_of(received, CALENDAR, 1).moment
    assert later_due_of(received, CALENDAR, 1).moment < later_due_of(received, CALENDAR, 2).moment


def test_a_promise_is_made_once_and_recorded():
    books = BookFolder()
    seen = visit(books)
    promise = promise_later(books, visit=seen, why=Why.HARD, days=2, calendar=CALENDAR, act=act("chungthuc", minutes=5))
    assert seen.promise == promise
    assert promise.due == later_due_of(seen.at, CALENDAR).moment
    record = book(books).chain.last
    assert (record.what, record.facts["numbers"], record.facts["why"]) == ("promised later", [1], "hard")
    with pytest.raises(PromisedAlready):
        promise_later(books, visit=seen, why=Why.MANY, days=1, calendar=CALENDAR, act=act("chungthuc", minutes=6))
    assert seen.promise == promise


@pytest.mark.parametrize("days", [0, 31, -1])
def test_no_form_sends_other_days(days):
    books = BookFolder()
    with pytest.raises(ValueError, match="1 to 30"):
        promise_later(
            books, visit=visit(books), why=Why.MANY, days=days, agreed="x", calendar=CALENDAR, act=act("chungthuc")
        )


def test_more_than_two_days_only_as_agreed_in_writing_and_the_record_says_so():
    books = BookFolder()
    seen, length = visit(books), 1
    known = {"visit": seen, "why": Why.HARD, "days": 5, "calendar": CALENDAR, "act": act("chungthuc", minutes=5)}
    with pytest.raises(AgreementMissing):
        promise_later(books, agreed=" \u200b", **known)
    assert (seen.promise, len(book(books).chain)) == (None, length)
    promise = promise_later(books, agreed="Biên bản  ngày 23/11/2026", **known)
    assert promise.due == later_due_of(seen.at, CALENDAR, 5).moment > later_due_of(seen.at, CALENDAR).moment
    assert book(books).chain.last.facts["agreed"] == promise.agreed == "Biên bản ngày 23/11/2026"


def test_an_agreement_plays_no_part_within_the_days_of_the_law():
    books = BookFolder()
    seen = visit(books)
    known = {"visit": seen, "why": Why.HARD, "days": 2, "calendar": CALENDAR, "act": act("chungthuc", minutes=5)}
    assert promise_later(books, agreed="Biên bản", **known).agreed == ""


def test_nothing_is_promised_of_struck_numbers():
    books = BookFolder()
    seen = visit(books)
    strike(books, entry=seen.entries[0], reason="In hỏng.", act=act("chungthuc", minutes=1))
    with pytest.raises(NothingToPromise):
        promise_later(books, visit=seen, why=Why.MANY, days=1, calendar=CALENDAR, act=act("chungthuc", minutes=2))
    assert seen.promise is None
