"""Dates and times in words, in the office's own zone."""

from datetime import UTC, date, datetime

from hcc.core.moments import clock, day_line, moment_line, short_moment, spoken_clock, weekday

AT = datetime(2026, 11, 27, 2, 12, tzinfo=UTC)
"""9:12 on a Friday at the office; still night in UTC would be another hour."""
BEFORE_MIDNIGHT_UTC = datetime(2026, 11, 26, 23, 5, tzinfo=UTC)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_moments_for_the_public():
    assert plain(moment_line(AT)) == "9 giờ 12 phút, thứ Sáu 27/11/2026"
    assert plain(moment_line(AT, "en")) == "9:12, Friday 27/11/2026"
    assert spoken_clock(datetime(2026, 11, 27, 10, 0, tzinfo=UTC)) == "17 giờ"


def test_moments_for_officials():
    assert clock(AT) == "9:12"
    assert plain(short_moment(AT)) == "9:12 thứ Sáu 27/11"


def test_the_day_is_the_office_s_not_that_of_utc():
    assert plain(moment_line(BEFORE_MIDNIGHT_UTC)) == "6 giờ 05 phút, thứ Sáu 27/11/2026"
    assert plain(short_moment(BEFORE_MIDNIGHT_UTC)) == "6:05 thứ Sáu 27/11"


def test_the_words_of_a_weekday_stay_on_one_line():
    assert weekday(date(2026, 11, 29)) == "Chủ\u00a0nhật"
    assert plain(day_line(date(2026, 11, 23))) == "thứ Hai 23/11/2026"
