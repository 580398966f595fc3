"""So many requests are worked on at once; whoever waits for a child process lets the next one begin."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from hcc.web.transactions import retrying
from hcc.web.turns import LARGE, Turns, body_read, give_back


class Router:
    """Stands in for Pyramid's: each request goes on when it is told to."""

    def __init__(self, work):
        self._work = work

    def request_context(self, environ):
        work = self._work

        class Context:
            def begin(self):
                return self

            def end(self):
                pass

            def make_body_seekable(self):
                pass

        context = Context()
        context.environ = environ
        self.invoke_request = lambda request: work(request.environ)
        return context


def environ(body: int = 0) -> dict:
    return {"wsgi.input": None, "CONTENT_LENGTH": str(body)}


@pytest.fixture
def turns():
    return Turns(2)


def test_no_more_are_worked_on_at_once_than_there_are_turns(turns):
    at_once, most, lock, go = [], [], threading.Lock(), threading.Event()

    def work(environ):
        with lock:
            at_once.append(environ)
            most.append(len(at_once))
        go.wait(0.05)
        with lock:
            at_once.remove(environ)
        return "done"

    run = retrying(turns)
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: run(environ(), Router(work)), range(12)))
    assert answers == ["done"] * 12
    assert max(most) == 2
    assert turns.free == 2


def test_one_that_waits_for_work_elsewhere_lets_another_begin(turns):
    waiting, others = threading.Barrier(3), threading.Event()

    def upload(environ):
        give_back(environ)
        give_back(environ)  # as often as it likes
        waiting.wait(5)
        assert others.wait(5)
        return "kept"

    def page(environ):
        return "page"

    run = retrying(turns)
    with ThreadPoolExecutor(3) as pool:
        uploads = [pool.submit(run, environ(), Router(upload)) for _ in range(2)]
        waiting.wait(5)
        assert pool.submit(run, environ(), Router(page)).result(5) == "page"
        others.set()
        assert [one.result(5) for one in uploads] == ["kept"] * 2
    assert turns.free == 2


@pytest.mark.parametrize("ready", [body_read, give_back])
def test_large_bodies_are_taken_apart_one_at_a_time_and_those_that_follow_leave_others_their_turns(turns, ready):
    begun, go, end = threading.Semaphore(0), threading.Semaphore(0), threading.Event()

    def upload(environ):
        begun.release()
        assert go.acquire(timeout=5)
        ready(environ)
        assert end.wait(5)
        return "kept"

    def page(environ):
        return "page"

    run = retrying(turns)
    with ThreadPoolExecutor(5) as pool:
        uploads = [pool.submit(run, environ(LARGE + 1), Router(upload)) for _ in range(4)]
        assert begun.acquire(timeout=5)
        assert pool.submit(run, environ(LARGE), Router(page)).result(5) == "page"
        assert not begun.acquire(blocking=False)
        go.release()
        assert begun.acquire(timeout=5), "the next one is taken apart once the first is"
        end.set()
        go.release(3)
        assert [one.result(5) for one in uploads] == ["kept"] * 4
    assert turns.free == 2


@pytest.mark.parametrize("length", ["", "x", "-5", "²", "9" * 5000])
def test_a_length_that_is_none_is_no_large_body(turns, length):
    run = retrying(turns)
    assert run({"wsgi.input": None, "CONTENT_LENGTH": length}, Router(lambda environ: "page")) == "page"
    assert turns.free == 2


def test_a_large_body_that_is_refused_lets_the_next_one_in(turns):
    def broken(environ):
        raise RuntimeError("broken on purpose")

    run = retrying(turns)
    for _ in range(2):
        with ThreadPoolExecutor(1) as pool, pytest.raises(RuntimeError, match="on purpose"):
            pool.submit(run, environ(LARGE + 1), Router(broken)).result(5)


def test_a_request_that_fails_gives_its_turn_back(turns):
    def broken(environ):
        raise RuntimeError("broken on purpose")

    run = retrying(turns)
    for _ in range(3):
        with pytest.raises(RuntimeError, match="on purpose"):
            run(environ(), Router(broken))
    assert turns.free == 2


def test_work_without_a_turn_is_nobodys_business():
    give_back({})
