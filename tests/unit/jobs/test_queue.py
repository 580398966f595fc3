"""The queue of jobs: whatever is put in and whoever is killed, a job is done, waits or is parked, and never lost."""

import math

import pytest
import transaction
import ZODB
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from ZODB.POSException import ConflictError

from hcc.core.act import Act
from hcc.jobs.bell import BELL
from hcc.jobs.job import Job, job_of
from hcc.jobs.operations import JobGone, drop_job, retry_job
from hcc.jobs.queue import AT_ONCE, FIRST_PAUSE, GROWTH, INTERRUPTED, LEASE, MOST_TRIES, JobQueue, LeaseLost
from office import MONDAY

NOW = MONDAY.timestamp()


@pytest.fixture
def database(tmp_path):
    database = ZODB.DB(str(tmp_path / "Data.fs"))
    with database.transaction() as connection:
        connection.root()["jobs"] = JobQueue()
    yield database
    database.close()


class Queue(RuleBasedStateMachine):
    """Workers take jobs, end them well or badly, or are killed; administrators retry and drop; time passes."""

    def __init__(self) -> None:
        super().__init__()
        self.queue = JobQueue()
        self.now = 1_000_000.0
        self.put: set[str] = set()
        self.gone: set[str] = set()
        self.taken: dict[str, Job] = {}
        """Jobs at work, by their worker."""
        self.workers = 0

    @rule(kinds=st.integers(1, 3))
    def needs(self, kinds):
        self.put |= {job.id for job in self.queue.add(*["draw", "read", "tell"][:kinds], subject="x/1", now=self.now)}

    @rule()
    def takes(self):
        self.workers += 1
        holder = f"worker {self.workers}"
        at_work = {id for id, (_, until) in self.queue.held.leases.items() if until > self.now}
        job = self.queue.take(holder=holder, now=self.now)
        if job is not None:
            assert not job.parked
            assert job.due <= self.now
            assert job.id not in at_work
            self.taken[holder] = job

    @precondition(lambda self: self.taken)
    @rule(data=st.data(), well=st.booleans())
    def ends(self, data, well):
        holder = data.draw(st.sampled_from(sorted(self.taken)))
        job = self.taken.pop(holder)
        hers = self.queue.held.leases.get(job.id, ("",))[0] == holder
        try:
            if well:
                self.queue.done(job, holder=holder)
            else:
                self.queue.failed(job, "too-slow", holder=holder, now=self.now)
        except LeaseLost:
            assert not hers
            return
        assert hers
        if well:
            self.gone.add(job.id)
        else:
            assert self.queue.get(job.id).tries == job.tries + 1

    @precondition(lambda self: self.taken)
    @rule(data=st.data())
    def is_killed(self, data):
        """Nobody hears of it: the lease stays."""
        self.taken.pop(data.draw(st.sampled_from(sorted(self.taken))))

    @rule(seconds=st.sampled_from([1.0, FIRST_PAUSE, LEASE, 40_000.0]))
    def time_passes(self, seconds):
        self.now += seconds

    @rule()
    def the_office_starts_anew(self):
        self.taken.clear()
        self.queue.give_up(now=self.now, all=True)
        assert not self.queue.held.leases

    @precondition(lambda self: self.queue.parked())
    @rule(data=st.data(), again=st.booleans())
    def administrator_decides(self, data, again):
        job = data.draw(st.sampled_from(self.queue.parked()))
        act = Act("quantri", MONDAY)
        if again:
            retry_job(self.queue, id=job.id, act=act)
            assert self.queue.get(job.id).tries == 0
        else:
            drop_job(self.queue, id=job.id, act=act)
            self.gone.add(job.id)

    @invariant()
    def nothing_is_lost_and_nothing_comes_back(self):
        assert {job.id for job in self.queue} == self.put - self.gone

    @invariant()
    def few_are_at_work_and_parked_ones_were_tried_often_enough(self):
        assert len(self.queue.held.leases) <= AT_ONCE
        for job in self.queue:
            assert job.parked == (job.tries >= MOST_TRIES)

    @invariant()
    def the_next_moment_is_when_something_can_be_done(self):
        """A worker that sleeps until then misses nothing: with a worker to spare, something is taken or ended then."""
        moment = self.queue.next_moment()
        waiting = [job for job in self.queue if not job.parked]
        assert (moment == math.inf) == (not waiting and not self.queue.held.leases)
        assert all(moment <= until for _, until in self.queue.held.leases.values())
        if len(self.queue.held.leases) < AT_ONCE:
            assert all(moment <= job.due for job in waiting if job.id not in self.queue.held.leases)


TestQueue = Queue.TestCase


@given(st.text(), st.text(), st.floats(0, 1e10), st.integers(0, 99), st.text(), st.booleans())
def test_a_job_is_read_as_it_was_written(kind, subject, moment, tries, word, parked):
    job = Job("0a", kind, subject, moment, moment, tries, word, parked)
    assert job_of(job.id, job.line) == job


@given(st.floats(0.5, 1))
def test_pauses_grow_and_no_two_jobs_come_back_at_the_same_moment(share):
    queue, now, pauses = JobQueue(), 0.0, []
    [job] = queue.add("draw", subject="x/1", now=now)
    for _ in range(MOST_TRIES):
        taken = queue.take(holder="w", now=now)
        queue.failed(taken, "too-slow", holder="w", now=now, uniform=lambda low, high: share)
        pauses.append(queue.get(job.id).due - now)
        now = queue.get(job.id).due
    assert pauses == pytest.approx([FIRST_PAUSE * GROWTH**n * share for n in range(MOST_TRIES)])
    assert [one.id for one in queue.parked()] == [job.id]
    assert queue.take(holder="w", now=now + 1e9) is None


def test_jitter_spreads_jobs_that_failed_together():
    queue = JobQueue()
    for _ in range(AT_ONCE):
        queue.add("draw", subject="x/1", now=NOW)
    taken = [queue.take(holder="w", now=NOW) for _ in range(AT_ONCE)]
    for job in taken:
        queue.failed(job, "disk", holder="w", now=NOW)
    assert len({job.due for job in queue}) == AT_ONCE


def test_a_job_whose_worker_was_killed_is_taken_again_and_the_dead_worker_stores_nothing():
    queue = JobQueue()
    [job] = queue.add("draw", subject="x/1", now=NOW)
    assert queue.take(holder="killed", now=NOW) == job
    assert queue.take(holder="other", now=NOW + LEASE - 1) is None
    later = NOW + LEASE + FIRST_PAUSE
    queue.give_up(now=NOW + LEASE)
    again = queue.take(holder="other", now=later)
    assert (again.id, again.tries, again.word) == (job.id, 1, INTERRUPTED)
    with pytest.raises(LeaseLost):
        queue.done(job, holder="killed")


# Several at once


def jobs_of(database):
    connection = database.open(transaction.TransactionManager(explicit=False))
    return connection, connection.root()["jobs"]


def test_uploads_never_conflict_with_each_other_nor_with_the_worker(database, monkeypatch):
    """All on one shelf, and the worker takes the last job away: a tree of BTrees' refuses that."""
    monkeypatch.setattr("hcc.jobs.queue._SHELVES", 1)
    with database.transaction() as connection:
        [first] = connection.root()["jobs"].add("draw", subject="a/1", now=NOW)
        connection.root()["jobs"].take(holder="w", now=NOW)
    upload, there = jobs_of(database)
    worker, here = jobs_of(database)
    other, elsewhere = jobs_of(database)
    for jobs in (there, here, elsewhere):
        list(jobs)
    here.done(first, holder="w")
    worker.transaction_manager.commit()
    [second] = there.add("draw", subject="b/1", now=NOW)
    upload.transaction_manager.commit()
    [third] = elsewhere.add("draw", subject="c/1", now=NOW)
    other.transaction_manager.commit()
    with database.transaction() as connection:
        assert {job.id for job in connection.root()["jobs"]} == {second.id, third.id}
    for connection in (upload, worker, other):
        connection.close()


def test_two_workers_do_not_take_more_than_may_run(database):
    with database.transaction() as connection:
        for number in range(4):
            connection.root()["jobs"].add("draw", subject=f"a/{number}", now=NOW)
    first, here = jobs_of(database)
    second, there = jobs_of(database)
    for jobs in (here, there):
        list(jobs)
        assert jobs.take(holder=str(id(jobs)), now=NOW)
    first.transaction_manager.commit()
    with pytest.raises(ConflictError):
        second.transaction_manager.commit()
    second.transaction_manager.abort()
    for connection in (first, second):
        connection.close()


def test_one_job_changed_by_two_is_a_conflict(database):
    with database.transaction() as connection:
        [job] = connection.root()["jobs"].add("draw", subject="a/1", now=NOW)
    first, here = jobs_of(database)
    second, there = jobs_of(database)
    list(here), list(there)
    here.again(job, now=NOW + 1)
    there.drop(job)
    first.transaction_manager.commit()
    with pytest.raises(ConflictError):
        second.transaction_manager.commit()
    second.transaction_manager.abort()
    for connection in (first, second):
        connection.close()


def test_an_act_writes_one_object_for_all_its_jobs(database):
    connection, jobs = jobs_of(database)
    jobs.add("draw", "read", subject="a/1", now=NOW)
    assert len(connection._registered_objects) == 1
    connection.transaction_manager.abort()
    connection.close()


def test_the_worker_is_called_when_the_act_is_committed_and_not_when_it_is_given_up(database):
    connection, jobs = jobs_of(database)
    BELL.clear()
    jobs.add("draw", subject="a/1", now=NOW)
    assert not BELL.is_set()
    connection.transaction_manager.abort()
    assert not BELL.is_set()
    jobs.add("draw", subject="a/1", now=NOW)
    connection.transaction_manager.commit()
    assert BELL.is_set()
    BELL.clear()
    connection.close()


# Administrators


def test_what_administrators_do_is_on_record_and_done_once():
    queue = JobQueue()
    act = Act("quantri", MONDAY)
    [one], [other] = (queue.add(kind, subject="x/1", now=0.0) for kind in ("draw", "read"))
    for job in (one, other):
        with pytest.raises(JobGone):
            retry_job(queue, id=job.id, act=act)
    now = 0.0
    while len(queue.parked()) < 2:
        taken = queue.take(holder="w", now=now)
        if taken:
            queue.failed(taken, "too-slow", holder="w", now=now)
        now += 10_000
    retry_job(queue, id=one.id, act=act)
    drop_job(queue, id=other.id, act=act)
    for job in (one, other):
        with pytest.raises(JobGone):
            drop_job(queue, id=job.id, act=act)
    assert [(record.what, record.by, record.facts["job"]) for record in queue.chain] == [
        ("job retried", "quantri", one.id),
        ("job dropped", "quantri", other.id),
    ]
    assert not queue.chain.faults()
    assert queue.take(holder="w", now=MONDAY.timestamp()).id == one.id


@pytest.mark.parametrize("id", ["", "é", "g", "0", "0a" * 500])
def test_an_id_that_is_none_finds_nothing(id):
    with pytest.raises(JobGone):
        drop_job(JobQueue(), id=id, act=Act("quantri", MONDAY))
