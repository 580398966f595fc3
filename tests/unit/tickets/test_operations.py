"""A morning in the hall: numbers given, called, missed, and who goes first."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from hcc.core.act import Act
from hcc.core.errors import NotInThisState
from hcc.tickets.operations.call_again import call_again
from hcc.tickets.operations.call_next import PRIORITY_RUN, NobodyWaits, call_next
from hcc.tickets.operations.calling import CounterNotChosen
from hcc.tickets.operations.give import NumberOutOfRange, NumberTaken, give
from hcc.tickets.operations.miss import miss
from hcc.tickets.operations.serve import serve
from hcc.tickets.operations.sit import NoSuchCounter, sit
from hcc.tickets.resources import HIGHEST, DayQueue, Lane, Queue, Reason, TicketState
from hcc.tickets.telling import untold_of

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Eight in the morning there."""
TODAY = date(2026, 11, 23)
WAITING, CALLED, SERVED, MISSED = TicketState


def act(by: str = "tiepdon", minutes: float = 0) -> Act:
    return Act(by, AT + timedelta(minutes=minutes))


@pytest.fixture
def queue() -> Queue:
    """Two officials at two counters."""
    queue = Queue()
    for counter, login in enumerate(("lan", "minh"), 1):
        sit(queue, counter=counter, most=9, act=act(login))
    return queue


def day_of(queue: Queue) -> DayQueue:
    day = queue.day(TODAY)
    assert day is not None
    return day


def numbers(queue: Queue, count: int, reason: Reason | None = None) -> list[int]:
    return [give(queue, reason=reason, act=act()).number for _ in range(count)]


def called(queue: Queue, by: str = "lan") -> int:
    return call_next(queue, act=act(by)).number


def test_numbers_run_from_one_and_begin_anew_each_day(queue):
    assert numbers(queue, 3) == [1, 2, 3]
    assert give(queue, reason=Reason.ELDERLY, act=act()).number == 4, "both lanes share the numbers"
    assert give(queue, act=act(minutes=24 * 60)).number == 1
    # 23:59 there is 16:59 of the same day by UTC; a minute later another day has begun.
    assert give(queue, act=Act("x", datetime(2026, 11, 25, 16, 59, tzinfo=UTC))).number == 1
    assert give(queue, act=Act("x", datetime(2026, 11, 25, 17, 0, tzinfo=UTC))).number == 1
    assert [day.day.day for day in queue.days()] == [23, 24, 25, 26]


def test_who_comes_first_is_called_first_whatever_stands_on_the_paper(queue):
    give(queue, on_paper=57, act=act())
    numbers(queue, 1)
    give(queue, on_paper=12, act=act())
    assert [called(queue, by) for by in ("lan", "minh", "lan")] == [57, 1, 12]


def test_a_number_on_paper_is_unique_in_a_day_and_passed_over_by_the_counter(queue):
    give(queue, on_paper=2, act=act())
    with pytest.raises(NumberTaken):
        give(queue, on_paper=2, act=act())
    assert numbers(queue, 3) == [1, 3, 4]
    with pytest.raises(NumberTaken):
        give(queue, on_paper=3, act=act())
    assert give(queue, on_paper=2, act=act(minutes=24 * 60)).number == 2
    for wrong in (0, -1, HIGHEST + 1):
        with pytest.raises(NumberOutOfRange):
            give(queue, on_paper=wrong, act=act())
    assert list(untold_of(day_of(queue))) == []


def test_a_refused_number_leaves_everything_as_it_was(queue):
    numbers(queue, 1)
    head = day_of(queue).chain.head
    with pytest.raises(NumberTaken):
        give(queue, on_paper=1, act=act())
    assert (len(day_of(queue)), day_of(queue).chain.head) == (1, head)


@pytest.mark.parametrize("reason", list(Reason))
def test_whoever_has_a_reason_goes_first(queue, reason):
    numbers(queue, 2)
    give(queue, reason=reason, act=act())
    assert called(queue) == 3


def test_after_a_run_of_priority_one_of_the_others_has_her_turn(queue):
    numbers(queue, 3)
    first = numbers(queue, 8, Reason.PREGNANT)
    order = [called(queue, by) for by in ("lan", "minh") * 5]
    assert order == [*first[:3], 1, *first[3:6], 2, *first[6:8]]
    assert PRIORITY_RUN == 3


def test_a_run_does_not_hold_up_who_goes_first_when_nobody_else_waits(queue):
    first = numbers(queue, 6, Reason.DISABLED)
    assert [called(queue) for _ in first] == first


def test_calling_once_more_is_no_turn_of_its_own(queue):
    numbers(queue, 2)
    first = numbers(queue, 4, Reason.ELDERLY)
    for number in first[:3]:
        assert called(queue) == number
        call_again(queue, ticket=day_of(queue)[str(number)], act=act("lan"))
    assert called(queue) == 1


def test_the_next_call_ends_the_one_before_at_the_same_counter(queue):
    numbers(queue, 3)
    called(queue, "lan")
    called(queue, "minh")
    assert called(queue, "lan") == 3
    states = [(ticket.state, ticket.counter) for ticket in day_of(queue)]
    assert states == [(SERVED, 1), (CALLED, 2), (CALLED, 1)]
    assert day_of(queue)["1"].ended_at is not None
    assert day_of(queue).current(1) is day_of(queue)["3"]


def test_when_nobody_waits_who_stands_at_the_counter_stays_there(queue):
    with pytest.raises(NobodyWaits):
        called(queue)
    numbers(queue, 1)
    called(queue)
    with pytest.raises(NobodyWaits):
        called(queue)
    assert day_of(queue)["1"].state is CALLED


def test_who_missed_her_call_is_called_again_when_she_comes_to_any_counter(queue):
    numbers(queue, 3)
    called(queue, "lan")
    ticket = day_of(queue)["1"]
    miss(queue, ticket=ticket, act=act("lan", 5))
    assert (ticket.state, day_of(queue).current(1)) == (MISSED, None)
    assert day_of(queue).missed() == [ticket]
    called(queue, "minh")
    call_again(queue, ticket=ticket, act=act("minh", 9))
    assert (ticket.state, ticket.counter, ticket.called_by) == (CALLED, 2, "minh")
    assert day_of(queue)["2"].state is SERVED, "a counter serves one at a time"
    assert day_of(queue).missed() == []
    assert called(queue, "lan") == 3


def test_nobody_ends_or_repeats_the_call_of_another_counter(queue):
    numbers(queue, 2)
    called(queue, "lan")
    ticket, waiting = day_of(queue)["1"], day_of(queue)["2"]
    for operation in (serve, miss, call_again):
        for one in (ticket, waiting):
            with pytest.raises(NotInThisState):
                operation(queue, ticket=one, act=act("minh"))
    serve(queue, ticket=ticket, act=act("lan"))
    for operation in (serve, miss, call_again):
        with pytest.raises(NotInThisState):
            operation(queue, ticket=ticket, act=act("lan"))


def test_calling_needs_a_counter(queue):
    numbers(queue, 1)
    with pytest.raises(CounterNotChosen):
        call_next(queue, act=act("hoa"))
    assert day_of(queue)["1"].state is WAITING


def test_one_official_sits_at_one_counter_and_the_later_one_takes_the_place(queue):
    sit(queue, counter=2, most=9, act=act("lan"))
    assert (queue.counter_of("lan"), queue.counter_of("minh")) == (2, 0)
    assert queue.sitting_at(1) == ""
    sit(queue, counter=0, most=9, act=act("lan"))
    assert queue.counter_of("lan") == 0
    length = len(queue.chain)
    sit(queue, counter=0, most=9, act=act("lan"))
    assert len(queue.chain) == length, "sitting where one sits is nothing to record"
    for counter in (10, -1):
        with pytest.raises(NoSuchCounter):
            sit(queue, counter=counter, most=9, act=act("lan"))
    with pytest.raises(NoSuchCounter):
        sit(queue, counter=4, most=3, act=act("lan"))


def test_how_many_are_before_somebody_in_her_lane(queue):
    numbers(queue, 3)
    give(queue, reason=Reason.ELDERLY, act=act())
    day = day_of(queue)
    assert [day.ahead_of(ticket) for ticket in day] == [0, 1, 2, 0]
    called(queue), called(queue)
    assert day.ahead_of(day["3"]) == 1
    assert day.count_waiting() == 2


def test_the_evidence_says_who_did_what_to_which_number_and_nothing_of_people(queue):
    give(queue, reason=Reason.PREGNANT, procedure="2.000815", act=act())
    called(queue, "lan")
    call_again(queue, ticket=day_of(queue)["1"], act=act("lan"))
    miss(queue, ticket=day_of(queue)["1"], act=act("lan"))
    records = [(record.by, record.what, record.facts) for record in day_of(queue).chain]
    assert records == [
        ("tiepdon", "give", {"number": 1, "lane": "priority", "on_paper": False}),
        ("lan", "call", {"number": 1, "counter": 1}),
        ("lan", "call", {"number": 1, "counter": 1}),
        ("lan", "missed", {"number": 1, "counter": 1}),
    ]
    assert [(r.by, r.what, r.facts) for r in queue.chain] == [
        ("lan", "sit", {"counter": 1}), ("minh", "sit", {"counter": 2})
    ]  # fmt: skip


def test_the_newest_calls_come_first(queue):
    numbers(queue, 3)
    called(queue, "lan"), called(queue, "minh")
    call_again(queue, ticket=day_of(queue)["1"], act=act("lan", 3))
    calls = [(place, call.number, call.counter, call.again) for place, call in day_of(queue).latest_calls()]
    assert calls == [(3, 1, 1, True), (2, 2, 2, False), (1, 1, 1, False)]


# What is wrong with a day is told

TAMPERED = {
    "a number given behind the office's back": lambda day: (
        give(type("Q", (), {"begin": lambda self, _: day})(), act=act()) and day.chain.__init__()
    ),
    "a number that is gone": lambda day: day._tickets.pop(2),
    "a served number made to wait": lambda day: setattr(day["1"], "state", WAITING),
    "somebody taken out of the row": lambda day: day._waiting[Lane.NORMAL].clear(),
    "somebody moved to the front": lambda day: setattr(day["3"], "reason", Reason.ELDERLY),
    "a counter's number changed": lambda day: setattr(day["2"], "counter", 5),
    "a counter set back": lambda day: setattr(day.last_given, "value", 9),
    "who stands at a counter": lambda day: day._at_counter.clear(),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_a_day_that_is_not_what_its_records_say_is_told(queue, what):
    numbers(queue, 4)
    called(queue, "lan"), called(queue, "minh")
    serve(queue, ticket=day_of(queue)["1"], act=act("lan"))
    assert list(untold_of(day_of(queue))) == []
    TAMPERED[what](day_of(queue))
    assert list(untold_of(day_of(queue)))


# Whatever the officials do


class Hall(RuleBasedStateMachine):
    """Acts in any order. The oracle is a list of who waits, in the order of arrival."""

    def __init__(self) -> None:
        super().__init__()
        self.queue = Queue()
        self.rows: dict[Lane, list[int]] = {lane: [] for lane in Lane}
        self.run = 0
        self.given: set[int] = set()

    @rule(reason=st.none() | st.sampled_from(Reason), on_paper=st.none() | st.integers(1, 12))
    def give(self, reason, on_paper):
        if on_paper in self.given:
            with pytest.raises(NumberTaken):
                give(self.queue, reason=reason, on_paper=on_paper, act=act())
            return
        ticket = give(self.queue, reason=reason, on_paper=on_paper, act=act())
        assert ticket.number not in self.given
        if on_paper is None:
            assert ticket.number == min(set(range(1, len(self.given) + 2)) - self.given)
        self.given.add(ticket.number)
        self.rows[ticket.lane].append(ticket.number)

    @rule(login=st.sampled_from(["lan", "minh"]), counter=st.integers(0, 3))
    def sit(self, login, counter):
        sit(self.queue, counter=counter, most=3, act=act(login))

    @precondition(lambda self: self.queue.counter_of("lan"))
    @rule()
    def call_next(self):
        priority, normal = self.rows[Lane.PRIORITY], self.rows[Lane.NORMAL]
        if not priority and not normal:
            with pytest.raises(NobodyWaits):
                call_next(self.queue, act=act("lan"))
            return
        lane = Lane.PRIORITY if priority and (not normal or self.run < PRIORITY_RUN) else Lane.NORMAL
        ticket = call_next(self.queue, act=act("lan"))
        assert ticket.number == self.rows[lane].pop(0)
        self.run = self.run + 1 if lane is Lane.PRIORITY else 0

    @rule(
        operation=st.sampled_from([call_again, miss, serve]),
        number=st.integers(1, 15),
        login=st.sampled_from(["lan", "minh"]),
    )
    def end(self, operation, number, login):
        ticket = self.queue.day(TODAY).get(number) if self.queue.day(TODAY) else None
        if ticket is None:
            return
        before = vars(ticket).copy()
        try:
            operation(self.queue, ticket=ticket, act=act(login))
        except (NotInThisState, CounterNotChosen):
            assert vars(ticket) == before

    @invariant()
    def everything_fits(self):
        day = self.queue.day(TODAY)
        if day is None:
            return
        assert list(untold_of(day)) == []
        assert day.chain.faults() == []
        for lane in Lane:
            assert [ticket.number for ticket in day.waiting(lane)] == self.rows[lane]
        counters = [ticket.counter for ticket in day.called()]
        assert len(counters) == len(set(counters))


TestHall = Hall.TestCase
TestHall.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
