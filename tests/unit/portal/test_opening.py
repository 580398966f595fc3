"""Whether the office is open, in a sentence, and the holiday that is near."""

from datetime import date, datetime

import pytest

from hcc.core.calendar import LOCAL, DayRule, OfficeCalendar
from hcc.portal.opening import hours_of, next_days_off, opening_at


def opening(text: str, lang: str = "vi"):
    return opening_at(datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=LOCAL), OfficeCalendar(), lang)


def said(message) -> str | None:
    return message.interpolate().replace("\u00a0", " ") if message is not None else None


@pytest.mark.parametrize(
    ("moment", "is_open", "sentence"),
    [
        ("25/11/2026 7:29", False, "Closed now. Opens again at 7:30 today"),
        ("25/11/2026 7:30", True, "Open now, until 12:00. Then from 13:30 to 17:00"),
        ("25/11/2026 11:59", True, "Open now, until 12:00. Then from 13:30 to 17:00"),
        ("25/11/2026 12:01", False, "Closed now. Opens again at 13:30 today"),
        ("25/11/2026 13:30", True, "Open now, until 17:00"),
        ("25/11/2026 17:01", False, "Closed now. Opens at 7:30 on thứ Năm 26/11/2026"),
        ("27/11/2026 18:00", False, "Closed now. Opens at 7:30 on thứ Hai 30/11/2026"),
        ("23/11/2026 17:01", False, "Closed now. Opens at 7:30 on thứ Tư 25/11/2026"),
        ("24/11/2026 10:00", False, "Closed now. Opens at 7:30 on thứ Tư 25/11/2026"),
        ("15/02/2026 10:00", False, "Closed now. Opens at 7:30 on thứ Hai 23/02/2026"),
        ("10/01/2026 10:00", True, "Open now, until 12:00. Then from 13:30 to 17:00"),
    ],
)
def test_open_or_closed(moment, is_open, sentence):
    found = opening(moment)
    assert (found.open, said(found.sentence)) == (is_open, sentence)


@pytest.mark.parametrize("moment", ["25/11/2026 12:00", "25/11/2026 17:00"])
def test_a_door_that_closes_this_minute_is_never_said_to_open_in_the_past(moment):
    found = opening(moment)
    assert found.open is False
    assert "at 12:00" not in said(found.sentence)
    assert "at 17:00" not in said(found.sentence)


CULTURE = "thứ Ba 24/11/2026: Ngày Văn hóa Việt Nam. The centre opens again at 7:30 on thứ Tư 25/11/2026."


@pytest.mark.parametrize("moment", ["23/11/2026 9:00", "24/11/2026 9:00"])
def test_a_holiday_is_said_the_day_before_and_on_the_day(moment):
    assert said(opening(moment).holiday) == CULTURE


def test_a_holiday_after_the_weekend_is_said_on_friday():
    """Monday 31/8/2026 is off for Saturday 22/8."""
    for moment in ("28/08/2026 9:00", "29/08/2026 9:00", "30/08/2026 9:00"):
        assert "31/08/2026" in said(opening(moment).holiday), moment
        assert "03/09/2026" in said(opening(moment).holiday), moment


@pytest.mark.parametrize("moment", ["25/11/2026 9:00", "27/11/2026 9:00", "28/11/2026 9:00", "22/11/2026 9:00"])
def test_a_plain_weekend_is_no_holiday_and_a_far_one_is_not_said(moment):
    assert opening(moment).holiday is None


def test_in_english():
    assert said(opening("25/11/2026 17:01", "en").sentence) == "Closed now. Opens at 7:30 on Thursday 26/11/2026"


def test_the_next_days_off_are_told_with_the_weekend_among_them():
    calendar = OfficeCalendar()
    one = next_days_off(date(2026, 11, 23), calendar)
    assert (one.first, one.last) == (date(2026, 11, 24), date(2026, 11, 24))
    assert one.again == datetime(2026, 11, 25, 7, 30, tzinfo=LOCAL)
    new_year = next_days_off(date(2026, 11, 25), calendar)
    assert (new_year.first, new_year.last) == (date(2027, 1, 1), date(2027, 1, 3))
    assert next_days_off(date(2026, 11, 24), calendar) == one


def test_a_day_off_of_the_centre_s_own_counts():
    flood = OfficeCalendar(rules={date(2026, 11, 26): DayRule(False, "Nghỉ phòng tránh bão")})
    assert next_days_off(date(2026, 11, 25), flood).name == "Nghỉ phòng tránh bão"


def test_hours_of_a_day():
    calendar = OfficeCalendar()
    assert hours_of(date(2026, 11, 25), calendar).sessions == (("7:30", "12:00"), ("13:30", "17:00"))
    holiday, sunday = hours_of(date(2026, 11, 24), calendar), hours_of(date(2026, 11, 29), calendar)
    assert (holiday.sessions, holiday.closed) == ((), "Ngày Văn hóa Việt Nam")
    assert (sunday.sessions, sunday.closed) == ((), "")
