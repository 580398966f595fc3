"""When a result is due: cases counted by hand from design/domain.md 2.4, and what holds of every case."""

import os
import time as clock
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc.core.calendar import LOCAL, OfficeCalendar, weekdays
from hcc.core.deadlines import Limit, Unit, due_moment

CALENDAR = OfficeCalendar()
WORKING, DAYS, HOURS, SAME = Unit.WORKING_DAYS, Unit.DAYS, Unit.HOURS, Unit.SAME_DAY


def at(text: str) -> datetime:
    """A local moment from "23/11/2026 9:12"."""
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=LOCAL)


def due(limit: Limit, received: str | datetime) -> datetime:
    return due_moment(limit, at(received) if isinstance(received, str) else received, CALENDAR).moment


COUNTED_BY_HAND = [
    # The holiday of Tuesday 24/11/2026 is skipped: Wednesday 1, Thursday 2, Friday 3.
    (Limit(WORKING, 3), "23/11/2026 9:12", "27/11/2026 9:12"),
    (Limit(WORKING, 1), "23/11/2026 16:59", "25/11/2026 16:59"),
    # Tết 2026 is off from 14 to 22 February: Friday 13 is day 1, Monday 23 day 2, Thursday 26 day 5.
    (Limit(WORKING, 5), "12/02/2026 10:00", "26/02/2026 10:00"),
    # Saturday 26/4/2025 is worked for Friday 2/5: Saturday 1, Monday 2, Tuesday 3, and 4 only on Monday 5/5.
    (Limit(WORKING, 1), "25/04/2025 9:00", "26/04/2025 9:00"),
    (Limit(WORKING, 3), "25/04/2025 9:00", "29/04/2025 9:00"),
    (Limit(WORKING, 4), "25/04/2025 9:00", "05/05/2025 9:00"),
    # Saturday 22/8/2026 is worked for Monday 31/8; 1 and 2 September are off besides.
    (Limit(WORKING, 1), "21/08/2026 14:00", "22/08/2026 14:00"),
    (Limit(WORKING, 2), "21/08/2026 14:00", "24/08/2026 14:00"),
    (Limit(WORKING, 1), "28/08/2026 8:00", "03/09/2026 8:00"),
    # Friday 2/1/2026 is off and Saturday 10/1 worked, by a decision the holidays package does not know.
    (Limit(WORKING, 1), "31/12/2025 15:00", "05/01/2026 15:00"),
    (Limit(WORKING, 1), "09/01/2026 9:00", "10/01/2026 9:00"),
    # The end of a session still belongs to it; what comes after counts from the next one.
    (Limit(WORKING, 1), "25/11/2026 12:00", "26/11/2026 12:00"),
    (Limit(WORKING, 1), "25/11/2026 12:30", "26/11/2026 13:30"),
    (Limit(WORKING, 1), "25/11/2026 17:00", "26/11/2026 17:00"),
    (Limit(WORKING, 1), "25/11/2026 17:01", "27/11/2026 7:30"),
    (Limit(WORKING, 1), "25/11/2026 6:15", "26/11/2026 7:30"),
    (Limit(WORKING, 1), "28/11/2026 9:00", "01/12/2026 7:30"),
    (Limit(WORKING, 1), "24/11/2026 9:00", "26/11/2026 7:30"),
    # The same day, with and without the wording of 15:00.
    (Limit(SAME), "25/11/2026 15:00", "25/11/2026 17:00"),
    (Limit(SAME), "25/11/2026 15:01", "25/11/2026 17:00"),
    (Limit(SAME, after_15=True), "25/11/2026 15:00", "25/11/2026 17:00"),
    (Limit(SAME, after_15=True), "25/11/2026 15:01", "26/11/2026 17:00"),
    (Limit(SAME, after_15=True), "25/11/2026 17:00", "26/11/2026 17:00"),
    (Limit(SAME, after_15=True), "23/11/2026 15:01", "25/11/2026 17:00"),
    (Limit(SAME, after_15=True), "27/11/2026 16:00", "30/11/2026 17:00"),
    # After closing the next day is the day of reception already: the wording of 15:00 adds none to it.
    (Limit(SAME, after_15=True), "25/11/2026 17:01", "26/11/2026 17:00"),
    (Limit(SAME), "25/11/2026 17:01", "26/11/2026 17:00"),
    (Limit(SAME), "28/11/2026 9:00", "30/11/2026 17:00"),
    # Hours run through sessions: across lunch, over night, over the holiday.
    (Limit(HOURS, 2), "25/11/2026 10:00", "25/11/2026 12:00"),
    (Limit(HOURS, 4), "25/11/2026 10:00", "25/11/2026 15:30"),
    (Limit(HOURS, 8), "25/11/2026 9:12", "26/11/2026 9:12"),
    (Limit(HOURS, 8), "23/11/2026 9:12", "25/11/2026 9:12"),
    (Limit(HOURS, 0.5), "25/11/2026 16:45", "26/11/2026 7:45"),
    (Limit(HOURS, 1), "25/11/2026 12:00", "25/11/2026 14:30"),
    (Limit(HOURS, 8), "28/11/2026 9:00", "30/11/2026 17:00"),
    # Half a day is four session hours: 3,5 days from Monday end on Friday, 2:48 before and 1:12 after lunch.
    (Limit(WORKING, 3.5), "23/11/2026 9:12", "27/11/2026 14:42"),
    (Limit(WORKING, 3.5), "23/11/2026 16:00", "30/11/2026 10:30"),
    (Limit(WORKING, 0.5), "25/11/2026 13:30", "26/11/2026 8:00"),
    # Calendar days count holidays and weekends, but do not end on one.
    (Limit(DAYS, 15), "09/11/2026 9:00", "25/11/2026 9:00"),
    (Limit(DAYS, 14), "09/11/2026 9:00", "23/11/2026 9:00"),
    (Limit(DAYS, 5), "23/11/2026 9:12", "30/11/2026 9:12"),
    (Limit(DAYS, 3), "12/02/2026 10:00", "23/02/2026 10:00"),
    (Limit(DAYS, 1.5), "25/11/2026 9:12", "26/11/2026 14:42"),
    # A half that passes on a day off is not worked besides: 2,5 days are not due after 3.
    (Limit(DAYS, 2.5), "26/11/2026 9:12", "30/11/2026 9:12"),
    (Limit(DAYS, 4), "26/11/2026 9:12", "30/11/2026 9:12"),
    # Nothing to wait for.
    (Limit(WORKING, 0), "25/11/2026 9:12", "25/11/2026 9:12"),
    (Limit(DAYS, 0), "25/11/2026 9:12", "25/11/2026 9:12"),
    (Limit(WORKING, 0), "28/11/2026 9:12", "30/11/2026 7:30"),
]


@pytest.mark.parametrize(("limit", "received", "expected"), COUNTED_BY_HAND)
def test_due_moment_counted_by_hand(limit, received, expected):
    assert due(limit, received) == at(expected)


def test_the_explanation_names_every_day():
    explained = due_moment(Limit(WORKING, 3), at("23/11/2026 9:12"), CALENDAR)
    assert [(line.day, line.at, line.text.interpolate()) for line in explained.lines] == [
        (date(2026, 11, 23), time(9, 12), "all papers received, counting begins"),
        (date(2026, 11, 24), None, "Ngày Văn hóa Việt Nam, not counted"),
        (date(2026, 11, 25), time(9, 12), "working day 1 ends"),
        (date(2026, 11, 26), time(9, 12), "working day 2 ends"),
        (date(2026, 11, 27), time(9, 12), "working day 3 ends: the result is due"),
    ]


def test_the_explanation_says_why_counting_begins_later_and_why_a_day_off_is_passed():
    explained = due_moment(Limit(DAYS, 5), at("22/11/2026 20:00"), CALENDAR)
    assert [(line.day, line.text.interpolate()) for line in explained.lines] == [
        (date(2026, 11, 23), "received outside working hours, counting begins now"),
        (date(2026, 11, 28), "calendar day 5 falls on a day off"),
        (date(2026, 11, 28), "Saturday, not counted"),
        (date(2026, 11, 29), "Sunday, not counted"),
        (date(2026, 11, 30), "5 days have passed: the result is due"),
    ]
    assert explained.moment == at("30/11/2026 7:30")


@pytest.mark.parametrize(
    ("limit", "why"), [(Limit(WORKING, -1), "negative"), (Limit(DAYS, 2.25), "halves"), (Limit(WORKING, 0.1), "halves")]
)
def test_a_limit_that_cannot_be_counted_is_an_error(limit, why):
    with pytest.raises(ValueError, match=why):
        due_moment(limit, at("23/11/2026 9:12"), CALENDAR)


def test_another_office_has_other_sessions():
    morning = OfficeCalendar((weekdays(((time(8), time(11)),)),))
    assert due_moment(Limit(HOURS, 4), at("25/11/2026 9:00"), morning).moment == at("26/11/2026 10:00")
    assert due_moment(Limit(SAME), at("25/11/2026 9:00"), morning).moment == at("25/11/2026 11:00")


# What holds of every case

FIRST = at("01/01/2025 00:00")
moments = st.integers(0, 900 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))
halves = st.integers(0, 120).map(lambda n: n / 2)
working_limits = st.one_of(
    st.builds(Limit, st.just(WORKING), halves),
    st.builds(Limit, st.just(HOURS), halves),
    st.builds(Limit, st.just(SAME), st.just(0), st.booleans()),
)
limits = working_limits | st.builds(Limit, st.just(DAYS), halves)


@given(working_limits, moments, moments)
@settings(max_examples=250)
def test_what_is_received_later_is_not_due_earlier(limit, one, other):
    assert due(limit, min(one, other)) <= due(limit, max(one, other))


@given(st.integers(0, 60), moments, moments)
def test_calendar_days_received_later_are_not_due_on_an_earlier_day(days, one, other):
    """By day only: two that land on one day off keep their own clock times, whichever came first."""
    limit = Limit(DAYS, days)
    assert due(limit, min(one, other)).date() <= due(limit, max(one, other)).date()


@given(st.sampled_from([WORKING, DAYS, HOURS]), halves, halves, moments)
@settings(max_examples=250)
def test_a_longer_limit_is_not_due_earlier(unit, one, other, received):
    assert due(Limit(unit, min(one, other)), received) <= due(Limit(unit, max(one, other)), received)


@given(limits, moments)
@settings(max_examples=250)
def test_due_in_a_session_and_not_before_reception(limit, received):
    moment = due(limit, received)
    assert any(begin <= moment <= end for begin, end in CALENDAR.sessions_on(moment.date()))
    assert moment >= received


@given(limits, moments)
@settings(max_examples=250)
def test_the_explanation_is_in_order_and_ends_at_the_due_moment(limit, received):
    explained = due_moment(limit, received, CALENDAR)
    last = explained.lines[-1]
    assert (last.day, last.at) == (explained.moment.date(), explained.moment.time().replace(second=0, microsecond=0))
    assert [line.day for line in explained.lines] == sorted(line.day for line in explained.lines)
    timed = [(line.day, line.at) for line in explained.lines if line.at]
    assert timed == sorted(timed)
    assert all("${" not in line.text.interpolate() for line in explained.lines)


@given(st.integers(1, 40), moments)
def test_the_days_counted_are_the_working_days_after_reception(days, received):
    """Counted the slow way: step day by day, and count those on which the office works."""
    start = CALENDAR.at_or_next(received)
    day, left = start.date(), days
    while left:
        day += timedelta(days=1)
        left -= CALENDAR.is_working_day(day)
    assert due(Limit(WORKING, days), received) == datetime.combine(day, start.timetz())


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Ho_Chi_Minh", "Pacific/Kiritimati"])
def test_the_zone_of_the_machine_does_not_matter(zone, monkeypatch):
    before = os.environ.get("TZ")
    monkeypatch.setenv("TZ", zone)
    clock.tzset()
    try:
        for limit, received, expected in COUNTED_BY_HAND:
            assert due(limit, at(received).astimezone(UTC)).isoformat() == at(expected).isoformat()
    finally:
        monkeypatch.setenv("TZ", before) if before else monkeypatch.delenv("TZ")
        clock.tzset()
