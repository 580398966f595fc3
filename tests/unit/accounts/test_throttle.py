"""Failed tries: so many in five minutes, then a wait that ends by itself."""

import time

import pytest

from hcc.accounts.throttle import WINDOW_SECONDS, Throttle, TriesPerPlace


@pytest.fixture
def watch(monkeypatch):
    """A clock that only this test moves."""

    class Watch:
        now = 1_000.0

    monkeypatch.setattr(time, "monotonic", lambda: Watch.now)
    return Watch


def fail(throttle, times, *key):
    for _ in range(times):
        throttle.failed(*key)


def test_so_many_and_no_more(watch):
    throttle = Throttle(3)
    fail(throttle, 2, "a")
    assert not throttle.blocked("a")
    fail(throttle, 1, "a")
    assert throttle.blocked("a")
    assert not throttle.blocked("b")


def test_the_wait_ends_by_itself(watch):
    throttle = Throttle(3)
    fail(throttle, 3, "a")
    watch.now += WINDOW_SECONDS
    assert throttle.blocked("a")
    watch.now += 0.1
    assert not throttle.blocked("a")


def test_the_window_slides(watch):
    throttle = Throttle(3)
    for _ in range(3):
        fail(throttle, 1, "a")
        watch.now += 100
    assert throttle.blocked("a")
    watch.now += 1
    assert not throttle.blocked("a"), "the first of the three is over five minutes old"
    fail(throttle, 1, "a")
    assert throttle.blocked("a")


def test_trying_while_blocked_does_not_lengthen_the_wait_for_ever(watch):
    """The views do not count a try they did not make; even if one did, the newest tries alone are remembered."""
    throttle = Throttle(3)
    fail(throttle, 500, "a")
    assert len(throttle._failures["a"]) == 3
    watch.now += WINDOW_SECONDS + 1
    assert not throttle.blocked("a")


def test_success_forgets(watch):
    throttle = Throttle(3)
    fail(throttle, 3, "a")
    throttle.succeeded("a")
    throttle.succeeded("never failed")
    assert not throttle.blocked("a")


def test_memory_has_an_end(watch):
    throttle = Throttle(3, most_keys=50)
    for number in range(200):
        throttle.failed(number)
        watch.now += 10
    assert len(throttle._failures) <= 51


def test_one_name_from_one_place(watch):
    tries = TriesPerPlace(same=3, place=5, altogether=8)
    fail(tries, 3, "an", "quầy")
    assert tries.blocked("an", "quầy")
    assert not tries.blocked("bình", "quầy")
    assert not tries.blocked("an", "nơi khác"), "a stranger elsewhere must not lock an official out here"


def test_many_names_from_one_place(watch):
    tries = TriesPerPlace(same=3, place=5, altogether=8)
    for name in "abcde":
        tries.failed(name, "xa")
    assert tries.blocked("f", "xa")
    assert not tries.blocked("f", "gần")


def test_many_places_together(watch):
    tries = TriesPerPlace(same=3, place=5, altogether=8)
    for number in range(8):
        tries.failed(f"{number}", f"{number}")
    assert tries.blocked("ai", "đâu")
    watch.now += WINDOW_SECONDS + 1
    assert not tries.blocked("ai", "đâu")


def test_success_does_not_clear_the_place(watch):
    """Or a person who knows one password could try those of others without end."""
    tries = TriesPerPlace(same=3, place=5, altogether=100)
    for name in "abcd":
        tries.failed(name, "xa")
    tries.succeeded("own", "xa")
    tries.failed("e", "xa")
    assert tries.blocked("f", "xa")
