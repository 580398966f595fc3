"""The office calendar against the law's days of 2025 and 2026 (design/domain.md 2.5), and its sessions."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc.core.calendar import LOCAL, DayRule, OfficeCalendar

CALENDAR = OfficeCalendar()
OFF_2026 = ["1/1", "2/1", "16/2", "17/2", "18/2", "19/2", "20/2", "27/4", "30/4", "1/5", "31/8", "1/9", "2/9", "24/11"]
WORKED_SATURDAYS = [date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)]


def days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def local(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute, second), LOCAL)


def test_weekdays_off_in_2026():
    found = [f"{day.day}/{day.month}" for day in days(2026) if day.weekday() < 5 and not CALENDAR.is_working_day(day)]
    assert found == OFF_2026


def test_saturdays_worked_in_three_years():
    weekends = [day for year in (2024, 2025, 2026) for day in days(year) if day.weekday() >= 5]
    assert [day for day in weekends if CALENDAR.is_working_day(day)] == WORKED_SATURDAYS


def test_a_day_off_says_why():
    assert CALENDAR.day_off(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert "10/01/2026" in CALENDAR.day_off(date(2026, 1, 2))
    assert CALENDAR.day_off(date(2026, 11, 28)) == ""
    assert CALENDAR.day_off(date(2026, 11, 23)) is None


def test_a_decision_of_the_office_stands_over_the_national_table():
    flood = date(2026, 11, 25)
    calendar = OfficeCalendar(rules={flood: DayRule(False, "Lũ"), date(2026, 11, 28): DayRule(True, "Làm bù")})
    assert calendar.day_off(flood) == "Lũ"
    assert calendar.is_working_day(date(2026, 11, 28))
    assert calendar.next_working_day(date(2026, 11, 24)) == date(2026, 11, 26)


def test_the_ends_of_a_session():
    day = date(2026, 11, 25)
    assert CALENDAR.at_or_next(local(day, 12)) == local(day, 12)
    assert CALENDAR.at_or_next(local(day, 12, 0, 1)) == local(day, 13, 30)
    assert CALENDAR.at_or_next(local(day, 17, 0, 1)) == local(date(2026, 11, 26), 7, 30)
    assert CALENDAR.end_of_day(day) == local(day, 17)
    open_at = [minute for minute in range(24 * 60) if CALENDAR.is_open(local(day, minute // 60, minute % 60))]
    assert open_at == [*range(7 * 60 + 30, 12 * 60), *range(13 * 60 + 30, 17 * 60)]


def test_a_calendar_without_a_working_day_is_an_error_not_a_hang():
    never = OfficeCalendar(rules=dict.fromkeys(days(2026) + days(2027), DayRule(False, "Đóng")))
    assert never.next_working_day(date(2026, 1, 1)).year == 2028

    class Closed(OfficeCalendar):
        def day_off(self, day):
            return "Đóng"

    with pytest.raises(ValueError, match="no working day"):
        Closed().next_working_day(date(2026, 1, 1))


minutes = st.integers(0, 3 * 365 * 24 * 60).map(lambda n: datetime(2025, 1, 1, tzinfo=LOCAL) + timedelta(minutes=n))
spans = st.integers(0, 6_000).map(lambda n: timedelta(minutes=n))


@given(minutes, spans, spans)
@settings(deadline=None)
def test_working_time_adds_up(moment, one, other):
    assert CALENDAR.advance(CALENDAR.advance(moment, one), other) == CALENDAR.advance(moment, one + other)


@given(minutes, spans)
@settings(deadline=None)
def test_working_time_passed_is_the_time_asked_for(moment, worked):
    start, end = CALENDAR.at_or_next(moment), CALENDAR.advance(moment, worked)
    day, passed = start.date(), timedelta()
    while day <= end.date():
        for begin, close in CALENDAR.sessions_on(day):
            passed += max(min(close, end) - max(begin, start), timedelta())
        day += timedelta(days=1)
    assert passed == worked
