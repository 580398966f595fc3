"""The server's threads keep to one core; what does not wait for Python's lock may use every core."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from hcc.core import cores


@pytest.fixture
def apart(monkeypatch):
    """Does something in a thread of its own, so that these tests go on where they were."""
    monkeypatch.setattr(cores, "_granted", cores._granted)

    def apart(do):
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(do).result()

    return apart


def used() -> set[int]:
    return os.sched_getaffinity(0)


def test_this_thread_and_what_it_starts_keep_to_one_core(apart):
    granted = used()

    def do():
        cores.keep_to_one_core()
        started = []
        thread = threading.Thread(target=lambda: started.append(used()))
        thread.start()
        thread.join()
        return used(), *started

    own, started = apart(do)
    assert len(own) == 1
    assert own == started <= granted
    assert used() == granted


def test_inside_every_core_may_be_used_and_afterwards_one_again(apart):
    granted = used()

    def do():
        cores.keep_to_one_core()
        own = used()
        with suppress(ZeroDivisionError), cores.every_core():
            inside = used()
            raise ZeroDivisionError
        return own, inside, used()

    own, inside, afterwards = apart(do)
    assert inside == granted
    assert own == afterwards
    assert len(own) == 1


def test_a_program_that_does_not_keep_to_one_core_is_left_where_it_was_put(apart):
    chosen = {max(used())}

    def do():
        os.sched_setaffinity(0, chosen)
        cores.keep_to_one_core()
        with cores.every_core():
            return used()

    assert apart(do) == chosen
