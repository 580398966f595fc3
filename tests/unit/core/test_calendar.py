"""The office calendar against the law's days of 2025 and 2026 (design/domain.md 2.5), and its sessions."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc.core.calendar import LOCAL, SESSIONS, DayRule, OfficeCalendar, SessionTable, weekdays
from hcc.core.national_days import NATIONAL_YEARS

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


# Tables of sessions

SUMMER = ((time(7), time(11, 30)), (time(13, 30), time(17)))
SEASONS = OfficeCalendar((weekdays(), weekdays(SUMMER, date(2026, 4, 15)), weekdays(valid_from=date(2026, 10, 15))))


def opens(day: date, calendar: OfficeCalendar = SEASONS) -> time:
    return calendar.sessions_on(day)[0][0].time()


def test_each_table_holds_from_its_day_until_the_next():
    assert [opens(date(2026, *day)) for day in ((4, 14), (4, 15), (10, 14), (10, 15))] == [
        time(7, 30),
        time(7),
        time(7),
        time(7, 30),
    ]


def test_the_first_table_holds_for_all_earlier_days():
    only = OfficeCalendar((weekdays(SUMMER, date(2026, 4, 15)),))
    assert opens(date(2020, 3, 2), only) == time(7)


def test_an_office_open_on_saturday_mornings():
    table = SessionTable(date.min, (*(SESSIONS,) * 5, ((time(7, 30), time(11, 30)),), ()))
    calendar = OfficeCalendar((table,))
    saturday = date(2026, 11, 28)
    assert calendar.sessions_on(saturday) == ((local(saturday, 7, 30), local(saturday, 11, 30)),)
    assert calendar.next_working_day(date(2026, 11, 27)) == saturday
    assert calendar.day_off(date(2026, 11, 29)) == ""
    # Worked in place of a Monday it is a whole day; a holiday on a Saturday stays one.
    assert calendar.end_of_day(date(2026, 8, 22)) == local(date(2026, 8, 22), 17)
    assert calendar.day_off(date(2027, 5, 1)) == "Ngày Quốc tế Lao động"


def test_a_weekday_without_hours_is_a_day_off_every_week_unless_it_is_decided_on():
    wednesday = date(2026, 11, 25)
    table = SessionTable(date.min, (SESSIONS, SESSIONS, (), SESSIONS, SESSIONS, (), ()))
    assert OfficeCalendar((table,)).day_off(wednesday) == ""
    decided = OfficeCalendar((table,), {wednesday: DayRule(True, "Làm bù")})
    assert decided.worked(local(wednesday, 0), local(wednesday, 23)) == timedelta(hours=8)


@pytest.mark.parametrize(
    "week",
    [
        (SESSIONS,) * 6,
        ((),) * 7,
        (((time(12), time(7)),),) * 7,
        (((time(8), time(12)), (time(12), time(17))),) * 7,
        (((time(8), time(8)),),) * 7,
    ],
    ids=["six days", "never", "backwards", "touching", "nothing long"],
)
def test_a_week_that_cannot_be_worked_by_is_an_error(week):
    with pytest.raises(ValueError, match="session"):
        SessionTable(date.min, week)


@pytest.mark.parametrize("tables", [(), (weekdays(), weekdays()), (weekdays(valid_from=date(2026, 1, 1)), weekdays())])
def test_tables_that_contradict_one_another_are_an_error(tables):
    with pytest.raises(ValueError, match=r"tables? of sessions"):
        OfficeCalendar(tables)


def test_working_time_between_two_moments():
    monday = date(2026, 11, 23)
    assert CALENDAR.worked(local(monday, 9), local(date(2026, 11, 25), 9)) == timedelta(hours=8)
    assert CALENDAR.worked(local(monday, 12), local(monday, 13, 30)) == timedelta()
    assert CALENDAR.worked(local(monday, 9), local(monday, 8)) == timedelta()


def test_what_the_whole_country_does_is_told_apart_from_what_we_decide():
    ours = OfficeCalendar(rules={date(2026, 11, 24): DayRule(True, "Trực"), date(2026, 11, 25): DayRule(False, "Lũ")})
    assert ours.national_day_off(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert ours.national_day_off(date(2026, 11, 25)) is None
    assert ours.national_day_off(date(2026, 8, 22)) is None


def test_beyond_the_lunar_table_only_weekends_are_days_off():
    beyond = NATIONAL_YEARS[-1] + 1
    assert {CALENDAR.day_off(day) for day in days(beyond)} == {None, ""}
    assert "Tết Nguyên Đán" in {CALENDAR.day_off(day) for day in days(beyond - 1)}


minutes = st.integers(0, 3 * 365 * 24 * 60).map(lambda n: datetime(2025, 1, 1, tzinfo=LOCAL) + timedelta(minutes=n))
spans = st.integers(0, 6_000).map(lambda n: timedelta(minutes=n))
calendars = st.sampled_from([CALENDAR, SEASONS])


@given(minutes, spans, spans, calendars)
@settings(deadline=None)
def test_working_time_adds_up(moment, one, other, calendar):
    assert calendar.advance(calendar.advance(moment, one), other) == calendar.advance(moment, one + other)


@given(minutes, spans, calendars)
@settings(deadline=None)
def test_working_time_passed_is_the_time_asked_for(moment, span, calendar):
    """Counted the slow way: minute by minute."""
    end = calendar.advance(moment, span)
    assert calendar.worked(moment, end) == span
    first, last = calendar.at_or_next(moment), end
    passed = sum(
        calendar.is_open(first + timedelta(minutes=n)) for n in range(int((last - first).total_seconds() // 60))
    )
    assert timedelta(minutes=passed) == span


def test_a_calendar_that_forgets_what_it_found_finds_it_again(monkeypatch):
    days = [date(2026, 11, day) for day in range(1, 31)]
    known = [(CALENDAR.day_off(day), CALENDAR.sessions_on(day)) for day in days]
    monkeypatch.setattr("hcc.core.calendar.DAYS_REMEMBERED", 3)
    forgetful = OfficeCalendar()
    assert [(forgetful.day_off(day), forgetful.sessions_on(day)) for day in days] == known
    assert len(forgetful._days) <= 3
    assert forgetful == OfficeCalendar()
