"""The worker: sleeps until it is called, stores an effect with the end of its job or not at all, and goes on."""

import threading
from contextlib import contextmanager

import pytest
import transaction
import ZODB
from persistent.mapping import PersistentMapping

from hcc.core.folder import Node
from hcc.core.text import message
from hcc.jobs.kinds import JobFailed, Kind
from hcc.jobs.queue import FIRST_PAUSE, INTERRUPTED, LEASE, JobQueue
from hcc.jobs.worker import Worker

SECONDS = 20
"""The most a test waits for another thread."""


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def database(tmp_path):
    database = ZODB.DB(str(tmp_path / "Data.fs"))
    with database.transaction() as connection:
        site = connection.root()["site"] = Node()
        site.jobs, site.effects = JobQueue(), PersistentMapping()
    yield database
    database.close()


@contextmanager
def site_in(database):
    connection = database.open(transaction.TransactionManager())
    try:
        with connection.transaction_manager:
            yield connection.root()["site"]
    finally:
        connection.close()


def put_in(database, clock, subject: str = "x/1") -> None:
    with site_in(database) as site:
        site.jobs.add("tell", subject=subject, now=clock())


def effects(database) -> dict:
    with site_in(database) as site:
        return dict(site.effects)


def jobs(database) -> list[tuple[str, int, str]]:
    with site_in(database) as site:
        return [(job.subject, job.tries, job.word) for job in site.jobs]


def store(site, subject, found, result) -> None:
    site.effects[subject] = result


def kind(find=lambda site, subject: subject, work=lambda found, folder: f"told {found}", store=store) -> Kind:
    return Kind(message("Telling"), find=find, work=work, store=store)


@pytest.fixture
def worker_with(database, clock, tmp_path):
    """Makes workers, stopped at the end of the test."""
    made = []

    def worker_with(kind: Kind, *, alone: bool = False) -> Worker:
        made.append(Worker(database, lambda: {"tell": kind}, tmp_path / "tmp", alone=alone, clock=clock))
        return made[-1]

    yield worker_with
    for worker in made:
        worker.stop(SECONDS)


def signalling(done: threading.Event) -> Kind:
    """A kind that says when it has stored something."""

    def telling(site, subject, found, result):
        store(site, subject, found, result)
        site._p_jar.transaction_manager.get().addAfterCommitHook(lambda committed: done.set())

    return kind(store=telling)


def test_a_sleeping_worker_is_woken_by_the_commit_of_the_act(database, clock, worker_with):
    done = threading.Event()
    worker_with(signalling(done)).start()
    for subject in ("x/1", "x/2"):
        put_in(database, clock, subject)
        assert done.wait(SECONDS)
        done.clear()
    assert effects(database) == {"x/1": "told x/1", "x/2": "told x/2"}
    assert jobs(database) == []


def test_jobs_of_a_killed_server_are_tried_again_at_the_start_of_the_next(database, clock, worker_with):
    put_in(database, clock)
    with site_in(database) as site:
        assert site.jobs.take(holder="killed", now=clock())
    assert not worker_with(kind()).do_one(), "another worker may be alive"
    worker = worker_with(kind(), alone=True)
    asleep = threading.Event()
    worker._pause = lambda: asleep.set() or 0.1
    worker.start()
    assert asleep.wait(SECONDS)
    assert jobs(database) == [("x/1", 1, INTERRUPTED)]
    worker.stop(SECONDS)
    clock.now += FIRST_PAUSE
    assert worker_with(kind()).do_one()
    assert effects(database) == {"x/1": "told x/1"}


def test_the_end_of_the_program_waits_for_the_job_at_hand(database, clock, worker_with):
    begun, go_on = threading.Event(), threading.Event()

    def work(found, folder):
        begun.set()
        go_on.wait(SECONDS)
        return "told"

    worker = worker_with(kind(work=work))
    for subject in ("x/1", "x/2"):
        put_in(database, clock, subject)
    worker.start()
    assert begun.wait(SECONDS)
    stopping = threading.Thread(target=worker.stop, args=(SECONDS,))
    stopping.start()
    go_on.set()
    stopping.join(SECONDS)
    assert len(effects(database)) == len(jobs(database)) == 1


@pytest.mark.parametrize("step", ["find", "work", "store"])
def test_a_step_that_fails_stores_nothing_and_the_job_waits(database, clock, worker_with, step):
    def fails(*given):
        if step == "store":
            store(*given)
        raise JobFailed("damaged")

    worker = worker_with(kind(**{step: fails}))
    put_in(database, clock)
    assert worker.do_one()
    assert not worker.do_one()
    assert effects(database) == {}
    assert jobs(database) == [("x/1", 1, "damaged")]
    clock.now += FIRST_PAUSE
    assert worker_with(kind()).do_one()
    assert effects(database) == {"x/1": "told x/1"}


def test_who_takes_longer_than_the_lease_stores_nothing(database, clock, worker_with):
    def work(found, folder):
        clock.now += LEASE + FIRST_PAUSE
        with site_in(database) as site:
            site.jobs.give_up(now=clock())
        return "too late"

    put_in(database, clock)
    assert worker_with(kind(work=work)).do_one()
    assert effects(database) == {}
    assert jobs(database) == [("x/1", 1, INTERRUPTED)]


def test_what_is_gone_needs_no_work(database, clock, worker_with):
    def none(*given):
        return None

    put_in(database, clock)
    assert worker_with(kind(find=none, work=pytest.fail)).do_one()
    assert (effects(database), jobs(database)) == ({}, [])


def test_a_kind_nobody_knows_waits_for_a_newer_program(database, clock, worker_with):
    with site_in(database) as site:
        site.jobs.add("sing", subject="x/1", now=clock())
    assert worker_with(kind()).do_one()
    assert jobs(database) == [("x/1", 1, "unknown-kind")]


def test_a_storage_that_is_away_for_a_while_ends_no_worker(database, clock, worker_with, monkeypatch):
    monkeypatch.setattr("hcc.jobs.worker.TROUBLE", 0.01)
    done, opened = threading.Event(), []
    worker = worker_with(signalling(done))

    class Away:
        def open(self, manager):
            opened.append(manager)
            if len(opened) < 3:
                raise OSError("no space")
            return database.open(manager)

    worker.database = Away()
    put_in(database, clock)
    worker.start()
    assert done.wait(SECONDS)
    worker.stop(SECONDS)
    assert effects(database) == {"x/1": "told x/1"}


def test_the_folder_of_a_job_is_gone_afterwards(database, clock, worker_with, tmp_path):
    seen = []

    def work(found, folder):
        (folder / "half").write_bytes(b"a half")
        seen.append(folder)
        raise JobFailed("damaged")

    put_in(database, clock)
    worker_with(kind(work=work)).do_one()
    assert seen
    assert list((tmp_path / "tmp").iterdir()) == []
