"""Days and times as people write them, and the moments that are meant."""

from datetime import UTC, date, datetime, time, timedelta

import colander
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.content.moments import (
    BeginTooFar,
    BeginWithoutDay,
    EndTooFar,
    EndWithoutDay,
    TimeOfDay,
    begin_of,
    end_of,
    typed_begin,
    typed_end,
)

NODE = colander.SchemaNode(TimeOfDay(), missing=None)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8:30", time(8, 30)),
        ("08.30", time(8, 30)),
        ("8h30", time(8, 30)),
        ("8g30", time(8, 30)),
        ("16 giờ 05", time(16, 5)),
        ("16 giờ 05 phút", time(16, 5)),
        ("8h", time(8)),
        (" 8 ", time(8)),
        ("00:00", time()),
        ("23:59", time(23, 59)),
        ("", None),
        ("   ", None),
    ],
)
def test_a_time_is_read_as_people_write_it(typed, meant):
    assert NODE.deserialize(typed) == meant


@pytest.mark.parametrize(
    "typed", ["24:00", "8:60", "sáng", "8:3", "8 30 10", "٨:٣٠", "-1", "8" * 5000, " " * 5000 + "x"]
)
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(colander.Invalid):
        NODE.deserialize(typed)


def test_a_day_without_a_time_begins_with_its_first_minute_and_ends_with_its_last():
    day = date(2026, 12, 1)
    assert begin_of(day, None).astimezone(UTC) == datetime(2026, 11, 30, 17, tzinfo=UTC)
    assert end_of(day, None).astimezone(UTC) == datetime(2026, 12, 1, 17, tzinfo=UTC)
    assert end_of(day, time(8, 30)).astimezone(UTC) == datetime(2026, 12, 1, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment_of", "day", "at", "refused"),
    [
        (begin_of, None, time(8), BeginWithoutDay),
        (end_of, None, time(8), EndWithoutDay),
        (begin_of, date(9999, 12, 31), None, BeginTooFar),
        (end_of, date(9999, 12, 31), None, EndTooFar),
        (end_of, date(1, 1, 1), None, EndTooFar),
    ],
)
def test_what_means_no_moment_is_refused(moment_of, day, at, refused):
    with pytest.raises(refused):
        moment_of(day, at)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC)))
def test_what_a_form_shows_of_a_moment_means_that_moment(moment):
    moment = moment.replace(second=0, microsecond=0)
    assert begin_of(*typed_begin(moment)) == moment
    assert end_of(*typed_end(moment)) == moment
    assert end_of(*typed_end(moment + timedelta(days=1))) == moment + timedelta(days=1)
