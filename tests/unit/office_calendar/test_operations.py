"""Deciding on the office calendar without a page: what is refused, what is recorded, what the calendar then says."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import transaction
import ZODB

from hcc.core.act import Act
from hcc.core.calendar import ALL_YEAR, LOCAL, SESSIONS, DayRule, weekdays
from hcc.core.errors import Refusal, Refusals
from hcc.office_calendar.operations.checking import CalendarChanged, ClosedTooLong, DayOutOfRange, PastNeedsReason
from hcc.office_calendar.operations.days import (
    LastBeforeFirst,
    NameMissing,
    NoRuleOfOurs,
    TooManyDays,
    set_days,
)
from hcc.office_calendar.operations.sessions import (
    FirstTableStays,
    NeverOpen,
    NoSuchTable,
    SessionsCross,
    remove_sessions,
    set_sessions,
)
from hcc.office_calendar.resources import CalendarBook
from hcc.office_calendar.telling import untold_of

TODAY = date(2026, 11, 23)
STORM = date(2026, 11, 26)
CLOSED = DayRule(False, "Nghỉ phòng tránh bão")
SUMMER = ((time(7), time(11, 30)), (time(13, 30), time(17)))


def act(by: str = "quantri", hour: int = 9) -> Act:
    return Act(by, datetime.combine(TODAY, time(hour), LOCAL))


def week(sessions=SESSIONS, saturday=()):
    return (sessions,) * 5 + (saturday, ())


@pytest.fixture
def book() -> CalendarBook:
    return CalendarBook()


def refusals(do, book: CalendarBook, **what) -> set[type]:
    """Every refusal of an act; nothing of the book is changed by it."""
    before = (book.tables, dict(book.rules), book.version)
    with pytest.raises(Refusal) as refused:
        do(book, act=act(), **what)
    assert (book.tables, dict(book.rules), book.version) == before
    found = refused.value.complaints if isinstance(refused.value, Refusals) else [refused.value]
    assert all("${" not in one.sentence.interpolate() for one in found)
    return {type(one) for one in found}


# Days


def test_a_new_book_knows_what_was_decided_too_late_for_the_national_table(book):
    assert book.calendar.day_off(date(2026, 1, 2))
    assert book.calendar.is_working_day(date(2026, 1, 10))
    assert list(untold_of(book)) == []


def test_a_day_closed_is_recorded_with_who_and_why(book):
    set_days(book, first=STORM, rule=CLOSED, reason=" Công điện 12 ", act=act())
    assert book.calendar.day_off(STORM) == "Nghỉ phòng tránh bão"
    record = book.chain.last
    assert (record.by, record.facts) == (
        "quantri",
        {
            "day": "2026-11-26",
            "before": None,
            "after": {"working": False, "name": "Nghỉ phòng tránh bão"},
            "reason": "Công điện 12",
        },
    )


def test_several_days_on_end_are_a_record_each_and_none_for_a_day_that_was_so(book):
    set_days(book, first=STORM, rule=CLOSED, act=act())
    set_days(book, first=STORM, last=date(2026, 11, 30), rule=CLOSED, act=act())
    assert [record.facts["day"][-2:] for record in book.chain] == ["26", "27", "28", "29", "30"]
    assert book.calendar.next_working_day(TODAY + timedelta(days=2)) == date(2026, 12, 1)


def test_a_rule_taken_away_gives_the_day_back_to_the_whole_country(book):
    holiday = date(2026, 11, 24)
    set_days(book, first=holiday, rule=DayRule(True, "Trực"), act=act())
    assert book.calendar.is_working_day(holiday)
    set_days(book, first=holiday, rule=None, act=act())
    assert book.calendar.day_off(holiday) == "Ngày Văn hóa Việt Nam"
    assert book.chain.last.facts["after"] is None


def test_what_began_with_the_book_may_be_taken_away_too(book):
    set_days(book, first=date(2026, 1, 2), rule=None, reason="Xã vẫn làm việc", act=act())
    assert book.calendar.is_working_day(date(2026, 1, 2))


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ({"first": STORM, "rule": DayRule(False, " \u200b ")}, {NameMissing}),
        ({"first": date(2026, 11, 20), "rule": CLOSED}, {PastNeedsReason}),
        ({"first": date(2026, 11, 20), "rule": CLOSED, "reason": " "}, {PastNeedsReason}),
        ({"first": STORM, "last": date(2026, 11, 25), "rule": CLOSED}, {LastBeforeFirst}),
        ({"first": STORM, "last": date(2026, 12, 27), "rule": CLOSED}, {TooManyDays}),
        ({"first": STORM, "rule": None}, {NoRuleOfOurs}),
        ({"first": date(2062, 11, 26), "last": date(2262, 11, 26), "rule": CLOSED}, {DayOutOfRange, TooManyDays}),
        ({"first": date(2016, 11, 26), "rule": DayRule(True, "")}, {DayOutOfRange, NameMissing, PastNeedsReason}),
    ],
)
def test_every_fault_of_a_day_is_told_at_once(book, what, found):
    assert refusals(set_days, book, **what) == found


def test_a_day_that_has_passed_may_be_changed_with_a_reason(book):
    set_days(book, first=date(2026, 11, 20), rule=CLOSED, reason="Bão về sớm, ghi bổ sung", act=act())
    assert book.calendar.day_off(date(2026, 11, 20)) == CLOSED.name


def test_today_needs_no_reason(book):
    set_days(book, first=TODAY, rule=CLOSED, act=act(hour=16))
    assert not book.calendar.is_working_day(TODAY)


def test_today_is_the_day_of_the_office_wherever_the_server_stands(book):
    """At 0:30 here it is still yesterday in UTC, and yesterday has passed."""
    midnight = datetime.combine(TODAY, time(0, 30), LOCAL).astimezone(UTC)
    with pytest.raises(PastNeedsReason):
        set_days(book, first=TODAY - timedelta(days=1), rule=CLOSED, act=Act("quantri", midnight))


def test_the_centre_cannot_close_for_months(book):
    day = date(2027, 3, 1)
    for _ in range(2):
        set_days(book, first=day, last=day + timedelta(days=24), rule=CLOSED, act=act())
        day += timedelta(days=25)
    assert refusals(set_days, book, first=day, last=day + timedelta(days=20), rule=CLOSED) == {ClosedTooLong}
    assert book.calendar.next_working_day(date(2027, 3, 1)) == date(2027, 4, 20)


# Sessions


def test_summer_hours_hold_from_their_day_on_and_until_the_next(book):
    set_sessions(book, valid_from=date(2027, 4, 15), week=week(SUMMER), note="Giờ mùa hè", act=act())
    set_sessions(book, valid_from=date(2027, 10, 15), week=week(), note="Giờ mùa đông", act=act())
    begins = {
        day: book.calendar.sessions_on(day)[0][0].time()
        for day in (date(2027, 4, 14), date(2027, 4, 15), date(2027, 10, 14), date(2027, 10, 15))
    }
    assert list(begins.values()) == [time(7, 30), time(7), time(7), time(7, 30)]
    assert book.calendar.table_on(date(2000, 1, 1)) is book.tables[0]


def test_saturday_mornings_are_worked_and_a_swapped_saturday_is_a_whole_day(book):
    morning = ((time(7, 30), time(11, 30)),)
    set_sessions(book, valid_from=date(2026, 12, 1), week=week(saturday=morning), act=act())
    saturday = date(2026, 12, 5)
    assert [(a.time(), b.time()) for a, b in book.calendar.sessions_on(saturday)] == [*morning]
    set_days(book, first=saturday, rule=DayRule(True, "Làm bù"), act=act())
    assert [(a.time(), b.time()) for a, b in book.calendar.sessions_on(saturday)] == [*SESSIONS]


def test_hours_from_the_same_day_are_replaced_and_sent_twice_recorded_once(book):
    day = date(2027, 4, 15)
    set_sessions(book, valid_from=day, week=week(), act=act())
    set_sessions(book, valid_from=day, week=week(SUMMER), act=act())
    set_sessions(book, valid_from=day, week=week(SUMMER), act=act())
    assert [table.valid_from for table in book.tables] == [date.min, day]
    assert [record.facts["before"] is None for record in book.chain] == [True, False]


def test_hours_taken_away_let_those_before_hold_on(book):
    day = date(2027, 4, 15)
    set_sessions(book, valid_from=day, week=week(SUMMER), act=act())
    remove_sessions(book, valid_from=day, act=act())
    assert book.tables == (ALL_YEAR,)
    assert book.chain.last.facts["after"] is None
    with pytest.raises(NoSuchTable):
        remove_sessions(book, valid_from=day, act=act())
    with pytest.raises(FirstTableStays):
        remove_sessions(book, valid_from=date.min, act=act())


def test_the_first_hours_change_only_with_a_reason(book):
    assert refusals(set_sessions, book, valid_from=date.min, week=week(SUMMER)) == {PastNeedsReason}
    set_sessions(book, valid_from=date.min, week=week(SUMMER), reason="Ghi sai từ đầu", act=act())
    assert book.calendar.sessions_on(TODAY)[0][0].time() == time(7)


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ({"valid_from": date(2026, 11, 22), "week": week()}, {PastNeedsReason}),
        ({"valid_from": date(2027, 1, 1), "week": ((),) * 7}, {NeverOpen}),
        ({"valid_from": date(2027, 1, 1), "week": week(((time(12), time(7, 30)),))}, {SessionsCross}),
        ({"valid_from": date(2027, 1, 1), "week": week(((time(8), time(12)), (time(11), time(17))))}, {SessionsCross}),
        ({"valid_from": date(2027, 1, 1), "week": week(((time(8), time(8)),))}, {SessionsCross}),
        ({"valid_from": date(1990, 1, 1), "week": ((),) * 7}, {DayOutOfRange, NeverOpen, PastNeedsReason}),
    ],
)
def test_every_fault_of_hours_is_told_at_once(book, what, found):
    assert refusals(set_sessions, book, **what) == found


def test_each_weekday_with_crossing_hours_is_named(book):
    crossing = ((time(12), time(8)),)
    with pytest.raises(Refusals) as refused:
        set_sessions(book, valid_from=date(2027, 1, 1), week=(crossing, SESSIONS, crossing, (), (), (), ()), act=act())
    assert [one.field for one in refused.value.complaints] == ["monday", "wednesday"]


# Two administrators, and what is read


def test_a_form_opened_before_another_change_is_refused(book):
    seen = book.version
    set_days(book, first=STORM, rule=CLOSED, act=act("lanhdao"))
    assert refusals(set_days, book, first=STORM, rule=None, seen=seen) == {CalendarChanged}
    assert refusals(set_sessions, book, valid_from=date(2027, 1, 1), week=week(), seen=seen) == {CalendarChanged}
    set_days(book, first=STORM, rule=None, seen=book.version, act=act())


def test_the_calendar_is_made_once_and_anew_after_each_change(book):
    before = book.calendar
    assert book.calendar is before
    set_days(book, first=STORM, rule=CLOSED, act=act())
    assert book.calendar is not before
    assert before.is_working_day(STORM)


def test_what_another_connection_writes_is_seen_and_what_is_given_up_is_not():
    database = ZODB.DB(None)
    one, other = (database.open(transaction.TransactionManager()) for _ in range(2))
    try:
        one.root()["book"] = CalendarBook()
        one.transaction_manager.commit()
        other.transaction_manager.begin()
        seen = other.root()["book"].calendar
        assert seen.is_working_day(STORM)
        set_days(one.root()["book"], first=STORM, rule=CLOSED, act=act())
        one.transaction_manager.commit()
        assert other.root()["book"].calendar is seen
        other.transaction_manager.begin()
        assert not other.root()["book"].calendar.is_working_day(STORM)
        set_days(other.root()["book"], first=STORM, rule=None, act=act())
        assert other.root()["book"].calendar.is_working_day(STORM)
        other.transaction_manager.abort()
        assert not other.root()["book"].calendar.is_working_day(STORM)
    finally:
        one.close()
        other.transaction_manager.abort()
        other.close()
        database.close()


def test_what_nobody_decided_is_noticed(book):
    set_days(book, first=STORM, rule=CLOSED, act=act())
    set_sessions(book, valid_from=date(2027, 4, 15), week=week(SUMMER), act=act())
    assert list(untold_of(book)) == []
    rules, tables = book.rules, book.tables
    book.rules = {**rules, date(2026, 12, 3): CLOSED}
    assert list(untold_of(book)) == ["what holds on 2026-12-03 is not on record"]
    book.rules = {day: rule for day, rule in rules.items() if day != STORM}
    assert list(untold_of(book)) == ["what holds on 2026-11-26 is not what stands on record"]
    book.rules, book.tables = rules, (tables[0], weekdays(SUMMER, date(2027, 4, 16)))
    assert list(untold_of(book)) == [
        "what holds on 2027-04-15 is not what stands on record",
        "what holds on 2027-04-16 is not on record",
    ]
