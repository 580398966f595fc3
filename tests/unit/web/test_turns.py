"""So many requests are worked on at once; whoever waits for a child process lets the next one begin."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from hcc.web.transactions import retrying
from hcc.web.turns import Turns, give_back


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


def environ() -> dict:
    return {"wsgi.input": None}


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
