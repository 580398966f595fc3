"""Papers printed lately are kept, within bounds, and never made twice at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from hcc.printing.printed import Printed


def test_a_paper_is_made_once_and_kept():
    made = []
    printed = Printed(100)
    for _ in range(3):
        assert printed.get("a", lambda: made.append("a") or b"paper") == b"paper"
    assert made == ["a"]


def test_the_one_not_asked_for_longest_is_given_up_when_there_is_no_room():
    printed = Printed(10)
    for name in ("a", "b"):
        printed.get(name, lambda: b"12345")
    printed.get("a", lambda: pytest.fail("a is kept"))
    printed.get("c", lambda: b"12345")
    printed.get("a", lambda: pytest.fail("a was asked for later than b"))
    assert printed.get("b", lambda: b"anew!") == b"anew!"


def test_a_paper_larger_than_all_room_is_given_out_and_not_kept():
    printed = Printed(3)
    assert printed.get("a", lambda: b"12345") == b"12345"
    assert printed.get("a", lambda: b"again") == b"again"


def test_what_could_not_be_made_is_tried_again():
    printed = Printed(100)
    with pytest.raises(ZeroDivisionError):
        printed.get("a", lambda: 1 // 0)
    assert printed.get("a", lambda: b"paper") == b"paper"


def test_two_who_ask_at_once_get_the_same_paper_made_once():
    printed, together, made = Printed(100), Barrier(2), []

    def ask(_):
        together.wait()
        return printed.get("a", lambda: made.append("a") or b"paper")

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(ask, range(2))) == [b"paper"] * 2
    assert made == ["a"]


def test_a_kept_paper_is_given_out_while_another_is_being_made():
    printed, begun, go_on = Printed(100), Event(), Event()
    printed.get("kept", lambda: b"kept")

    def slow():
        begun.set()
        assert go_on.wait(60)
        return b"slow"

    with ThreadPoolExecutor(1) as pool:
        making = pool.submit(printed.get, "slow", slow)
        assert begun.wait(60)
        assert printed.get("kept", lambda: pytest.fail("it is kept")) == b"kept"
        go_on.set()
        assert making.result() == b"slow"
