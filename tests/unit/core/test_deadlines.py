"""When a result is due: cases counted by hand (due.txt), pauses and extensions, and what holds of every case."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc.core.calendar import LOCAL, DayRule, OfficeCalendar, SessionTable, weekdays
from hcc.core.deadlines import (
    AfterPause,
    DeadlinePolicy,
    Due,
    Extension,
    ExtensionNotLater,
    ExtensionOutsideSessions,
    Landing,
    Limit,
    Pause,
    Unit,
    due_moment,
    handover_due,
    policy_of,
)
from hcc.settings import read_settings
from office import ini_values
from unit.core.counted import Counted, at, counted_by_hand

CALENDAR = OfficeCalendar()
WORKING, DAYS, HOURS, SAME = Unit.WORKING_DAYS, Unit.DAYS, Unit.HOURS, Unit.SAME_DAY
RESUME, CLOSE = DeadlinePolicy(pause=AfterPause.RESUME), DeadlinePolicy(land=Landing.CLOSE_OF_DAY)
THREE = Limit(WORKING, 3)


def due(limit: Limit, received: str | datetime, calendar: OfficeCalendar = CALENDAR, **more) -> datetime:
    return due_moment(limit, at(received) if isinstance(received, str) else received, calendar, **more).moment


def said(explained: Due) -> list[tuple[str, str]]:
    """The lines of an explanation, days and times shortened: ("23/11 9:12", "counting begins")."""
    return [
        (f"{one.day:%d/%m}" + (f" {one.at:%-H:%M}" if one.at else ""), one.text.interpolate())
        for one in explained.lines
    ]


def pause(asked: str, answered: str | None = None) -> Pause:
    return Pause(at(asked), at(answered) if answered else None)


# Counted by hand


@pytest.mark.parametrize("row", counted_by_hand(), ids=str)
def test_due_moment_counted_by_hand(row: Counted):
    assert due(row.limit, row.received) == row.due


def test_the_table_has_every_kind_of_limit_and_the_hard_weeks():
    rows = counted_by_hand()
    assert len(rows) >= 40
    assert {row.limit.unit for row in rows} == set(Unit)
    assert {(row.received.year, row.received.month) for row in rows} >= {(2026, m) for m in (1, 2, 4, 8, 11, 12)}


WAITED = [
    # Asked on Tuesday, answered on the Monday after: three days from there; or 34.5 working hours more.
    (THREE, "02/03/2026 9:00", ("03/03/2026 10:00", "09/03/2026 14:00"), "12/03/2026 14:00", "11/03/2026 11:30"),
    # Over Tết: 2 h on Thursday 12, 8 on Friday, 8 on Monday 23, half an hour on Tuesday after 23/2 9:00.
    (
        Limit(WORKING, 5),
        "09/02/2026 9:00",
        ("12/02/2026 15:00", "24/02/2026 8:00"),
        "03/03/2026 8:00",
        "25/02/2026 11:30",
    ),
    # Asked and answered within one lunch: no working time passed.
    (THREE, "02/03/2026 9:00", ("03/03/2026 12:05", "03/03/2026 13:10"), "06/03/2026 13:30", "05/03/2026 9:00"),
    # Answered on a Saturday: afresh from Monday's opening; waited are Thursday from 16:00 and all of Friday.
    (
        Limit(DAYS, 10),
        "02/03/2026 9:00",
        ("05/03/2026 16:00", "07/03/2026 9:00"),
        "19/03/2026 7:30",
        "13/03/2026 10:00",
    ),
    (
        Limit(HOURS, 8),
        "02/03/2026 9:00",
        ("02/03/2026 16:00", "04/03/2026 9:00"),
        "05/03/2026 9:00",
        "04/03/2026 11:30",
    ),
    (Limit(SAME), "02/03/2026 9:00", ("02/03/2026 10:00", "03/03/2026 9:00"), "03/03/2026 17:00", "03/03/2026 16:00"),
    # Asked the morning of the same day, answered after 15:00: the wording of 15:00 holds of the return too.
    (
        Limit(SAME, after_15=True),
        "02/03/2026 9:00",
        ("02/03/2026 10:00", "02/03/2026 15:30"),
        "03/03/2026 17:00",
        "03/03/2026 11:30",
    ),
]


@pytest.mark.parametrize(("limit", "received", "waited", "restarted", "resumed"), WAITED)
def test_papers_asked_for_counted_by_hand(limit, received, waited, restarted, resumed):
    assert due(limit, received, pauses=[pause(*waited)]) == at(restarted)
    assert due(limit, received, pauses=[pause(*waited)], policy=RESUME) == at(resumed)


@pytest.mark.parametrize(
    ("limit", "received", "expected"),
    [
        (THREE, "02/03/2026 9:00", "05/03/2026 17:00"),
        (Limit(WORKING, 1.5), "05/03/2026 15:00", "09/03/2026 17:00"),
        (Limit(DAYS, 5), "03/03/2026 9:00", "09/03/2026 17:00"),
        # Hours end when they have passed, and the same day at its end already.
        (Limit(HOURS, 4), "02/03/2026 9:00", "02/03/2026 14:30"),
        (Limit(SAME), "02/03/2026 9:00", "02/03/2026 17:00"),
    ],
)
def test_an_office_may_promise_the_close_of_the_day(limit, received, expected):
    assert due(limit, received, policy=CLOSE) == at(expected)


def test_waiting_ends_at_the_close_of_a_day_too_where_the_office_promises_that():
    both = DeadlinePolicy(AfterPause.RESUME, Landing.CLOSE_OF_DAY)
    waited = [pause("03/03/2026 10:00", "09/03/2026 14:00")]
    assert due(THREE, "02/03/2026 9:00", pauses=waited, policy=both) == at("11/03/2026 17:00")


def test_the_policy_is_the_offices_setting(tmp_path):
    def chosen(**values) -> DeadlinePolicy:
        return policy_of(read_settings(ini_values(tmp_path, **values), environ={}))

    assert chosen() == DeadlinePolicy()
    other = chosen(deadline_pause="resume", deadline_landing="close_of_day")
    assert other == DeadlinePolicy(AfterPause.RESUME, Landing.CLOSE_OF_DAY)


# Papers handed over inside the office


@pytest.mark.parametrize(
    ("received", "by"),
    [
        ("02/03/2026 9:00", "02/03/2026 17:00"),
        ("02/03/2026 15:00", "02/03/2026 17:00"),
        ("02/03/2026 15:01", "03/03/2026 7:30"),
        ("02/03/2026 12:30", "02/03/2026 17:00"),
        ("02/03/2026 6:00", "02/03/2026 17:00"),
        ("02/03/2026 19:00", "03/03/2026 7:30"),
        ("06/03/2026 16:00", "09/03/2026 7:30"),
        ("13/02/2026 15:30", "23/02/2026 7:30"),
        ("07/03/2026 16:00", "09/03/2026 17:00"),
    ],
)
def test_paper_received_after_15_is_handed_over_at_the_start_of_the_next_working_day(received, by):
    explained = handover_due(at(received), CALENDAR)
    assert explained.moment == at(by)
    last = explained.lines[-1]
    assert (last.day, last.at) == (at(by).date(), at(by).time())


def test_the_hand_over_says_why_it_waits():
    assert said(handover_due(at("13/02/2026 15:30"), CALENDAR))[:3] == [
        ("13/02 15:30", "the papers were received"),
        ("13/02 15:30", "after 15:00 or after closing, so they go on the next working day"),
        ("14/02", "Saturday, not counted"),
    ]


def test_a_morning_office_hands_over_what_came_after_closing_on_the_next_morning():
    mornings = OfficeCalendar((weekdays(((time(8), time(11)),)),))
    assert handover_due(at("02/03/2026 10:59"), mornings).moment == at("02/03/2026 11:00")
    assert handover_due(at("02/03/2026 11:01"), mornings).moment == at("03/03/2026 8:00")


# What is said


def test_the_explanation_names_every_day():
    explained = due_moment(THREE, at("23/11/2026 9:12"), CALENDAR)
    assert [(line.day, line.at, line.text.interpolate()) for line in explained.lines] == [
        (date(2026, 11, 23), time(9, 12), "all papers received, counting begins"),
        (date(2026, 11, 24), None, "Day off: Ngày Văn hóa Việt Nam, not counted"),
        (date(2026, 11, 25), time(9, 12), "working day 1 ends"),
        (date(2026, 11, 26), time(9, 12), "working day 2 ends"),
        (date(2026, 11, 27), time(9, 12), "working day 3 ends: the result is due"),
    ]


def test_the_explanation_says_why_counting_begins_later_and_why_a_day_off_is_passed():
    explained = due_moment(Limit(DAYS, 5), at("22/11/2026 20:00"), CALENDAR)
    assert said(explained) == [
        ("23/11 7:30", "received outside working hours, counting begins now"),
        ("28/11", "calendar day 5 falls on a day off"),
        ("28/11", "Saturday, not counted"),
        ("29/11", "Sunday, not counted"),
        ("30/11 7:30", "5 days have passed: the result is due"),
    ]
    assert explained.moment == at("30/11/2026 7:30")


def test_counting_afresh_is_told_from_the_request_on():
    explained = due_moment(THREE, at("02/03/2026 9:00"), CALENDAR, [pause("03/03/2026 10:00", "07/03/2026 8:00")])
    assert said(explained) == [
        ("02/03 9:00", "all papers received, counting begins"),
        ("03/03 9:00", "working day 1 ends"),
        ("03/03 10:00", "papers are asked for, counting stops; it was due 9:00 05/03/2026"),
        ("09/03 7:30", "the papers asked for came outside working hours, counting begins afresh now"),
        ("10/03 7:30", "working day 1 ends"),
        ("11/03 7:30", "working day 2 ends"),
        ("12/03 7:30", "working day 3 ends: the result is due"),
    ]


def test_time_waited_is_told_and_added():
    waited = [pause("03/03/2026 10:00", "06/03/2026 14:00")]
    explained = due_moment(THREE, at("02/03/2026 9:00"), CALENDAR, waited, policy=RESUME)
    assert said(explained)[2:] == [
        ("03/03 10:00", "papers are asked for, counting stops; it was due 9:00 05/03/2026"),
        ("06/03 14:00", "all the papers asked for are there; working time waited: 26:30"),
        ("07/03", "Saturday, not counted"),
        ("08/03", "Sunday, not counted"),
        ("10/03 11:30", "9:00 05/03/2026 and the 26:30 waited: the result is due"),
    ]


@pytest.mark.parametrize("policy", [DeadlinePolicy(), RESUME], ids=["restart", "resume"])
def test_while_papers_are_asked_for_the_clock_stands_still(policy):
    explained = due_moment(THREE, at("02/03/2026 9:00"), CALENDAR, [pause("03/03/2026 10:00")], policy=policy)
    assert explained.moment == at("05/03/2026 9:00")
    assert explained.paused_since == at("03/03/2026 10:00")
    assert said(explained)[2:] == [
        ("03/03 10:00", "papers are asked for, the clock stands still until they come"),
        ("05/03 9:00", "due before the papers were asked for, counted again later"),
    ]
    answered = due_moment(
        THREE, at("02/03/2026 9:00"), CALENDAR, [pause("03/03/2026 10:00", "04/03/2026 8:00")], policy=policy
    )
    assert answered.paused_since is None


def test_asking_after_the_due_moment_keeps_that_it_was_late():
    explained = due_moment(Limit(WORKING, 1), at("02/03/2026 9:00"), CALENDAR, [pause("05/03/2026 10:00")])
    assert said(explained)[1:] == [
        ("03/03 9:00", "working day 1 ends: the result is due"),
        ("05/03 10:00", "papers are asked for, the clock stands still until they come"),
    ]


def test_on_a_day_that_closes_early_the_next_session_is_due_and_it_is_said():
    saturdays = OfficeCalendar((SessionTable(date.min, (*weekdays().week[:5], ((time(7, 30), time(11, 30)),), ())),))
    explained = due_moment(Limit(WORKING, 1), at("06/03/2026 15:00"), saturdays)
    assert said(explained) == [
        ("06/03 15:00", "all papers received, counting begins"),
        ("07/03", "day 1, but closed by 15:00"),
        ("08/03", "Sunday, not counted"),
        ("09/03 7:30", "working day 1 ends: the result is due"),
    ]
    assert due(Limit(WORKING, 1), "06/03/2026 15:00", saturdays, policy=CLOSE) == at("07/03/2026 11:30")


def test_a_weekday_on_which_the_office_never_works_is_named():
    week = (*weekdays().week[:2], (), *weekdays().week[3:])
    explained = due_moment(Limit(WORKING, 1), at("03/03/2026 9:00"), OfficeCalendar((SessionTable(date.min, week),)))
    assert said(explained)[1] == ("04/03", "closed on this weekday, not counted")
    assert explained.moment == at("05/03/2026 9:00")


# Extension

TOLD = at("04/03/2026 8:00")


def test_an_extension_replaces_the_due_moment_and_says_which():
    explained = due_moment(THREE, at("02/03/2026 9:00"), CALENDAR, extension=Extension(TOLD, at("10/03/2026 16:00")))
    assert explained.moment == at("10/03/2026 16:00")
    assert said(explained)[2:] == [
        ("04/03 8:00", "time was extended, with an apology"),
        ("04/03 9:00", "working day 2 ends"),
        ("05/03 9:00", "working day 3 ends: the result is due"),
        ("10/03 16:00", "the result is due by the new appointment, in place of 9:00 05/03/2026"),
    ]


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        ("05/03/2026 9:00", ExtensionNotLater),
        ("04/03/2026 16:00", ExtensionNotLater),
        ("07/03/2026 9:00", ExtensionOutsideSessions),
        ("06/03/2026 12:01", ExtensionOutsideSessions),
        ("24/11/2026 9:00", ExtensionOutsideSessions),
    ],
)
def test_a_moment_that_cannot_be_promised_is_refused(new, refusal):
    with pytest.raises(refusal) as refused:
        due(THREE, "02/03/2026 9:00", extension=Extension(TOLD, at(new)))
    assert "${" not in refused.value.sentence.interpolate()


def test_the_refusal_names_a_moment_that_could_be_promised():
    with pytest.raises(ExtensionOutsideSessions) as refused:
        due(THREE, "02/03/2026 9:00", extension=Extension(TOLD, at("07/03/2026 9:00")))
    assert refused.value.facts["near"] == "7:30 09/03/2026"


def test_papers_asked_for_after_an_extension_move_the_new_moment_and_never_before_it():
    extension = Extension(TOLD, at("16/03/2026 16:00"))
    waited = [pause("05/03/2026 8:00", "06/03/2026 8:00")]
    # Afresh it would be 11/3: what was promised in writing stands.
    explained = due_moment(THREE, at("02/03/2026 9:00"), CALENDAR, waited, extension)
    assert explained.moment == at("16/03/2026 16:00")
    assert said(explained)[-1] == ("16/03 16:00", "promised when the time was extended: the result is due")
    assert due(THREE, "02/03/2026 9:00", pauses=waited, extension=extension, policy=RESUME) == at("17/03/2026 16:00")
    late = [pause("05/03/2026 8:00", "13/03/2026 8:00")]
    assert due(THREE, "02/03/2026 9:00", pauses=late, extension=extension) == at("18/03/2026 8:00")


def test_an_extension_after_papers_came_replaces_what_was_counted_from_them():
    waited = [pause("03/03/2026 10:00", "09/03/2026 14:00")]  # due 12/3 14:00
    extension = Extension(at("10/03/2026 8:00"), at("12/03/2026 10:00"))
    with pytest.raises(ExtensionNotLater):
        due(THREE, "02/03/2026 9:00", pauses=waited, extension=extension)
    extension = Extension(at("10/03/2026 8:00"), at("13/03/2026 10:00"))
    assert due(THREE, "02/03/2026 9:00", pauses=waited, extension=extension) == at("13/03/2026 10:00")


def test_a_promise_made_holds_though_the_calendar_changed_since():
    """The new moment now falls on a day off, or is no later than what the changed calendar gives by itself."""
    waited = [pause("05/03/2026 8:00", "06/03/2026 8:00")]
    storm = OfficeCalendar(rules={date(2026, 3, 16): DayRule(False, "Bão")})
    extension = Extension(TOLD, at("16/03/2026 16:00"))
    assert due(THREE, "02/03/2026 9:00", storm, pauses=waited, extension=extension) == at("17/03/2026 7:30")
    flood = OfficeCalendar(rules={date(2026, 3, day): DayRule(False, "Lũ") for day in (3, 4, 5, 6)})
    early = Extension(TOLD, at("06/03/2026 9:00"))
    assert due(THREE, "02/03/2026 9:00", flood, pauses=[pause("12/03/2026 8:00")], extension=early) == at(
        "11/03/2026 9:00"
    )


# What is no question


@pytest.mark.parametrize(
    ("limit", "why"), [(Limit(WORKING, -1), "negative"), (Limit(DAYS, 2.25), "halves"), (Limit(WORKING, 0.1), "halves")]
)
def test_a_limit_that_cannot_be_counted_is_an_error(limit, why):
    with pytest.raises(ValueError, match=why):
        due_moment(limit, at("23/11/2026 9:12"), CALENDAR)


@pytest.mark.parametrize(
    "pauses",
    [
        [pause("01/03/2026 9:00", "04/03/2026 9:00")],
        [pause("04/03/2026 9:00", "03/03/2026 9:00")],
        [pause("03/03/2026 9:00", "05/03/2026 9:00"), pause("04/03/2026 9:00", "06/03/2026 9:00")],
        [pause("03/03/2026 9:00"), pause("04/03/2026 9:00")],
    ],
)
def test_pauses_that_contradict_one_another_are_an_error(pauses):
    with pytest.raises(ValueError, match="pause"):
        due_moment(THREE, at("02/03/2026 9:00"), CALENDAR, pauses)


def test_evening_hours_are_after_15_too():
    evening = OfficeCalendar((weekdays((*weekdays().week[0], (time(17, 30), time(20)))),))
    for received in ("02/03/2026 17:10", "02/03/2026 18:00"):
        assert due(Limit(SAME, after_15=True), received, evening) == at("03/03/2026 20:00")
    assert due(Limit(SAME), "02/03/2026 17:10", evening) == at("02/03/2026 20:00")


def test_another_office_has_other_sessions():
    morning = OfficeCalendar((weekdays(((time(8), time(11)),)),))
    assert due(Limit(HOURS, 4), "25/11/2026 9:00", morning) == at("26/11/2026 10:00")
    assert due(Limit(SAME), "25/11/2026 9:00", morning) == at("25/11/2026 11:00")


# What holds of every case

SUMMER = ((time(7), time(11, 30)), (time(13, 30), time(17)))
WINTER = ((time(7, 30), time(12)), (time(13), time(16, 30)))
SEASONS = OfficeCalendar(
    (
        SessionTable(date.min, (*(WINTER,) * 5, ((time(7, 30), time(11, 30)),), ())),
        SessionTable(date(2025, 4, 15), (*(SUMMER,) * 5, ((time(7), time(11)),), ())),
        SessionTable(date(2025, 10, 15), (*(WINTER,) * 5, (), ())),
        SessionTable(date(2026, 4, 15), (*(SUMMER,) * 3, ((time(13), time(18)),), SUMMER, ((time(7), time(11)),), ())),
    )
)
"""Summer and winter hours, some Saturday mornings, a Thursday without a morning."""

FIRST = at("01/01/2025 00:00")
moments = st.integers(0, 900 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))
halves = st.integers(0, 120).map(lambda n: n / 2)
working_limits = st.one_of(
    st.builds(Limit, st.just(WORKING), halves),
    st.builds(Limit, st.just(HOURS), halves),
    st.builds(Limit, st.just(SAME), st.just(0), st.booleans()),
)
limits = working_limits | st.builds(Limit, st.just(DAYS), halves)
calendars = st.sampled_from([CALENDAR, SEASONS])
policies = st.builds(DeadlinePolicy, st.sampled_from(AfterPause), st.sampled_from(Landing))


@st.composite
def stories(draw, most: int = 3) -> tuple[datetime, list[Pause]]:
    """When a dossier was received, and the pauses after it, all answered."""
    received = draw(moments)
    gaps = draw(st.lists(st.integers(0, 20 * 24 * 60), min_size=2, max_size=2 * most))
    steps, now = [], received
    for gap in gaps:
        now += timedelta(minutes=gap)
        steps.append(now)
    return received, [Pause(asked, answered) for asked, answered in zip(steps[::2], steps[1::2], strict=False)]


@given(working_limits, moments, moments, calendars, policies)
@settings(max_examples=250, deadline=None)
def test_what_is_received_later_is_not_due_earlier(limit, one, other, calendar, policy):
    first, second = (due(limit, moment, calendar, policy=policy) for moment in sorted((one, other)))
    assert first <= second


@given(st.integers(0, 60), moments, moments)
@settings(deadline=None)
def test_calendar_days_received_later_are_not_due_on_an_earlier_day(days, one, other):
    """By day only: two that land on one day off keep their own clock times, whichever came first."""
    limit = Limit(DAYS, days)
    assert due(limit, min(one, other)).date() <= due(limit, max(one, other)).date()


def test_calendar_days_are_not_in_order_by_the_clock():
    """Both end on the weekend: the later one keeps its earlier clock time."""
    limit = Limit(DAYS, 5)
    assert due(limit, "02/03/2026 16:00") == at("09/03/2026 16:00")
    assert due(limit, "03/03/2026 9:00") == at("09/03/2026 9:00")


@given(st.sampled_from([WORKING, DAYS, HOURS]), halves, halves, moments, calendars)
@settings(max_examples=250, deadline=None)
def test_a_longer_limit_is_not_due_earlier(unit, one, other, received, calendar):
    shorter, longer = (due(Limit(unit, amount), received, calendar) for amount in sorted((one, other)))
    assert shorter <= longer


def in_session(moment: datetime, calendar: OfficeCalendar) -> bool:
    return any(begin <= moment <= end for begin, end in calendar.sessions_on(moment.date()))


@given(limits, stories(), calendars, policies)
@settings(max_examples=250, deadline=None)
def test_due_in_a_session_and_not_before_reception(limit, story, calendar, policy):
    received, pauses = story
    moment = due(limit, received, calendar, pauses=pauses, policy=policy)
    assert in_session(moment, calendar)
    assert moment >= received
    assert in_session(due(limit, received, calendar, policy=policy), calendar)


@given(limits, stories(), calendars)
@settings(max_examples=250, deadline=None)
def test_resuming_adds_exactly_the_working_time_waited(limit, story, calendar):
    received, pauses = story
    before, after = (due(limit, received, calendar, pauses=some, policy=RESUME) for some in ((), pauses))
    waited = sum((calendar.worked(one.asked_at, one.answered_at) for one in pauses), timedelta())
    assert calendar.worked(before, after) == waited
    assert after >= before


@given(limits, stories(), calendars)
@settings(max_examples=250, deadline=None)
def test_restarting_is_a_fresh_count_from_the_last_answer(limit, story, calendar):
    received, pauses = story
    assert due(limit, received, calendar, pauses=pauses) == due(limit, pauses[-1].answered_at, calendar)


@given(limits, stories(), st.integers(0, 10 * 24 * 60), calendars, policies)
@settings(deadline=None)
def test_a_pause_still_open_moves_nothing(limit, story, later, calendar, policy):
    received, pauses = story
    asked = pauses[-1].answered_at + timedelta(minutes=later)
    before = due_moment(limit, received, calendar, pauses, policy=policy)
    paused = due_moment(limit, received, calendar, [*pauses, Pause(asked)], policy=policy)
    assert (before.moment, before.paused_since) == (paused.moment, None)
    assert paused.paused_since == asked


@given(limits, stories(), st.integers(0, 60 * 24 * 60), calendars, policies)
@settings(max_examples=250, deadline=None)
def test_an_extension_is_due_when_it_says_or_refused(limit, story, later, calendar, policy):
    received, pauses = story
    plain = due(limit, received, calendar, pauses=pauses, policy=policy)
    extension = Extension(pauses[-1].answered_at + timedelta(minutes=1), plain + timedelta(minutes=later))
    possible = later > 0 and in_session(extension.moment, calendar)
    try:
        found = due(limit, received, calendar, pauses=pauses, extension=extension, policy=policy)
    except (ExtensionNotLater, ExtensionOutsideSessions):
        assert not possible
    else:
        assert possible
        assert found == extension.moment


@given(limits, stories(), calendars, policies)
@settings(max_examples=250, deadline=None)
def test_the_explanation_is_in_order_and_ends_at_the_due_moment(limit, story, calendar, policy):
    """In the order in which things happened, unless papers were asked for when the result was late already."""
    received, pauses = story
    for number in range(len(pauses) + 1):
        explained = due_moment(limit, received, calendar, pauses[:number], policy=policy)
        last = explained.lines[-1]
        assert (last.day, last.at) == (explained.moment.date(), explained.moment.time().replace(second=0))
        assert [line.day for line in explained.lines] == sorted(line.day for line in explained.lines)
        timed = [(line.day, line.at) for line in explained.lines if line.at]
        assert timed == sorted(timed)
        assert all("${" not in line.text.interpolate() for line in explained.lines)
        if number < len(pauses) and pauses[number].asked_at > explained.moment:
            break


@given(st.integers(1, 40), moments)
@settings(deadline=None)
def test_the_days_counted_are_the_working_days_after_reception(days, received):
    """Counted the slow way: step day by day, and count those on which the office works."""
    start = CALENDAR.at_or_next(received)
    day, left = start.date(), days
    while left:
        day += timedelta(days=1)
        left -= CALENDAR.is_working_day(day)
    assert due(Limit(WORKING, days), received) == datetime.combine(day, start.timetz())


@given(moments, moments, calendars)
@settings(deadline=None)
def test_paper_received_later_is_not_handed_over_earlier(one, other, calendar):
    first, second = (handover_due(moment, calendar).moment for moment in sorted((one, other)))
    assert first <= second
    assert first >= min(one, other)
    assert in_session(first, calendar)


@given(limits, moments)
@settings(deadline=None)
def test_a_moment_is_the_same_moment_in_any_zone(limit, received):
    assert due(limit, received.astimezone(UTC)).isoformat() == due(limit, received).isoformat()


ELSEWHERE = """
from datetime import UTC
from hcc.core.calendar import OfficeCalendar
from hcc.core.deadlines import AfterPause, DeadlinePolicy, Pause, due_moment, handover_due
from hcc.core.moments import basis_lines
from unit.core.counted import counted_by_hand
calendar, policy = OfficeCalendar(), DeadlinePolicy(AfterPause.RESUME)
for row in counted_by_hand():
    received = row.received.astimezone(UTC)
    for pauses in ((), [Pause(received, row.due.astimezone(UTC))]):
        due = due_moment(row.limit, received, calendar, pauses, policy=policy)
        print(due.moment.isoformat(), [(day, at, text.interpolate()) for day, at, text, _ in basis_lines(due.lines)])
    print(handover_due(received, calendar).moment.isoformat())
"""


def test_the_zone_of_the_machine_does_not_matter():
    root = Path(__file__).parents[2]

    def printed(zone: str) -> str:
        environ = {**os.environ, "TZ": zone, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            [sys.executable, "-c", ELSEWHERE], env=environ, capture_output=True, encoding="utf-8", check=True
        )
        return done.stdout

    here = printed("Asia/Ho_Chi_Minh")
    assert all(row.due.isoformat() in here for row in counted_by_hand())
    assert {printed(zone) for zone in ("UTC", "America/New_York", "Pacific/Kiritimati")} == {here}


def test_moments_are_local_whatever_they_were_given_in():
    assert due(THREE, at("02/03/2026 9:00").astimezone(UTC)).tzinfo is LOCAL
