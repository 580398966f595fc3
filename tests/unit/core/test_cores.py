"""The server's threads keep to one core; what does not wait for Python's lock may use every core."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from hcc.core import cores


def apart(do):
    """Do something in a thread of its own, so that these tests go on where they were."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(do).result()


def used() -> set[int]:
    return os.sched_getaffinity(0)


def test_this_thread_and_what_it_starts_keep_to_one_core_and_afterwards_to_none():
    granted = used()

    def do():
        started = []
        with cores.one_core():
            thread = threading.Thread(target=lambda: started.append(used()))
            thread.start()
            thread.join()
            own = used()
        with cores.every_core():
            return own, *started, used()

    own, started, afterwards = apart(do)
    assert len(own) == 1
    assert own == started <= granted
    assert used() == afterwards == granted


def test_inside_every_core_may_be_used_and_then_one_again():
    granted = used()

    def do():
        with cores.one_core():
            own = used()
            with suppress(ZeroDivisionError), cores.every_core():
                inside = used()
                raise ZeroDivisionError
            return own, inside, used()

    own, inside, afterwards = apart(do)
    assert inside == granted
    assert own == afterwards
    assert len(own) == 1


def test_long_work_is_kept_off_the_core_that_pages_are_made_on():
    granted = used()

    def do():
        with cores.one_core():
            own = used()
            with cores.other_cores():
                inside = used()
            return own, inside, used()

    own, inside, afterwards = apart(do)
    assert inside == granted - own
    assert own == afterwards
    with cores.other_cores():
        assert used() == granted


def test_a_program_that_does_not_keep_to_one_core_is_left_where_it_was_put():
    chosen = {max(used())}

    def do():
        os.sched_setaffinity(0, chosen)
        with cores.one_core(), cores.every_core():
            return used()

    assert apart(do) == chosen
