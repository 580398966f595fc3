"""Wrong tries: growing waits, a lane each, and no way to shut an official out."""

import pytest

from hcc.accounts.lanes import FORGET_SECONDS, Growth, SignInLanes, Waits, network_of

GROWTH = Growth(free=3, first=10, most=60)


class Clock:
    """A clock that only the test moves."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def waits(clock) -> Waits:
    return Waits(GROWTH, clock=clock, most_keys=50)


@pytest.fixture
def lanes(clock) -> SignInLanes:
    return SignInLanes(GROWTH, Growth(free=6, first=10, most=60), clock=clock)


def fail(lanes, times, *key):
    for _ in range(times):
        lanes.failed(*key)


def test_some_tries_are_free_then_each_waits_twice_as_long(waits, clock):
    seen = []
    for _ in range(8):
        seen.append(waits.left("a"))
        waits.failed("a")
    assert seen == [0, 0, 0, 10, 20, 40, 60, 60]
    clock.now += 59
    assert waits.left("a") == 1
    clock.now += 1
    assert waits.left("a") == 0, "the wait ends by itself"
    assert waits.left("b") == 0


def test_what_is_long_ago_is_forgotten(waits, clock):
    fail(waits, 8, "a")
    clock.now += FORGET_SECONDS + 1
    waits.failed("a")
    assert waits.left("a") == 0


def test_success_forgets(waits):
    fail(waits, 8, "a")
    waits.succeeded("a")
    waits.succeeded("never failed")
    assert waits.left("a") == 0


def test_memory_has_an_end(waits):
    for number in range(200):
        waits.failed(number)
    assert len(waits) == 50


def test_thousands_of_failures_do_not_overflow(waits):
    fail(waits, 5_000, "a")
    assert waits.left("a") == 60


def test_a_stranger_elsewhere_cannot_hold_an_official_back(lanes):
    fail(lanes, 1_000, "quantri", "203.0.113.9")
    assert lanes.wait("quantri", "203.0.113.9") > 0
    assert lanes.wait("quantri", "10.0.0.5") == 0


def test_a_thousand_strangers_cannot_either(lanes):
    for number in range(1_000):
        fail(lanes, 10, "quantri", f"203.0.{number // 250}.{number % 250}")
    assert lanes.wait("quantri", "10.0.0.5") == 0


def test_who_tries_many_names_from_one_address_waits_for_all_of_them(lanes):
    for name in "abcdef":
        lanes.failed(name, "203.0.113.9")
    assert lanes.wait("anyone", "203.0.113.9") == 10
    assert lanes.wait("anyone", "203.0.113.8") == 0


def test_success_does_not_clear_the_address(lanes):
    """Or a person who knows one password could try those of others without end."""
    for name in "abcde":
        lanes.failed(name, "203.0.113.9")
    lanes.succeeded("own", "203.0.113.9")
    lanes.failed("f", "203.0.113.9")
    assert lanes.wait("g", "203.0.113.9") > 0


def test_a_browser_known_before_has_a_lane_of_its_own(lanes):
    """Somebody in the waiting hall, behind the same line, tries the administrator's name all day long."""
    fail(lanes, 1_000, "quantri", "10.0.0.5")
    assert lanes.wait("quantri", "10.0.0.5") > 0
    assert lanes.wait("quantri", "10.0.0.5", "mark of her own browser") == 0


def test_a_known_browser_waits_for_its_own_wrong_tries(lanes):
    fail(lanes, 4, "quantri", "10.0.0.5", "mark")
    assert lanes.wait("quantri", "10.9.9.9", "mark") == 20
    assert lanes.wait("quantri", "10.0.0.5", "another mark") == 0
    assert lanes.wait("quantri", "10.0.0.5") == 0, "nor does it hold strangers back"
    lanes.succeeded("quantri", "10.0.0.5", "mark")
    assert lanes.wait("quantri", "10.0.0.5", "mark") == 0


def test_waits_are_told_in_whole_seconds_and_never_too_short(lanes, clock):
    fail(lanes, 3, "a", "10.0.0.5")
    clock.now += 0.4
    assert lanes.wait("a", "10.0.0.5") == 10


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("not an address", "not an address"),
    ],
)
def test_what_counts_as_one_address(address, network):
    assert network_of(address) == network


def test_a_door_behind_the_password_may_slow_all_unknown_browsers_but_no_known_one(clock):
    lanes = SignInLanes(GROWTH, GROWTH, Growth(free=20, first=2, most=60), clock=clock)
    for number in range(30):
        lanes.failed("quantri", f"203.0.113.{number}")
    assert lanes.wait("quantri", "10.0.0.5") == 60
    assert lanes.wait("xuly", "10.0.0.5") == 0
    assert lanes.wait("quantri", "10.0.0.5", "mark") == 0
    clock.now += 60
    assert lanes.wait("quantri", "10.0.0.5") == 0, "slowed, never shut"
