"""The queue: jobs are put in, taken for a while, and done, tried again later, or parked."""

import math
import random
import secrets
from collections.abc import Callable, Iterator

from persistent import Persistent

from hcc.core.evidence import Chain

from .bell import ring_when_committed
from .job import Job, job_of
from .shelves import Held, Shelf

AT_ONCE = 2
"""Jobs at work at once, however many workers there are: the centre's machine has two cores."""
LEASE = 600.0
"""Seconds a worker has a job for herself; the heaviest job ends long before (see the bounds of its child)."""
MOST_TRIES = 6
FIRST_PAUSE, GROWTH = 30.0, 4
"""Seconds after the first try in vain, and how much longer after each further one: 30 s to 2 h, some 3 h in all."""
INTERRUPTED = "interrupted"
"""The word for a job whose worker was killed or hangs."""

_SHELVES = 16

Uniform = Callable[[float, float], float]


class LeaseLost(Exception):
    """The job was taken from this worker meanwhile: what she made is not stored."""


class JobQueue(Persistent):
    """All jobs of the office. `now` is seconds since 1970."""

    def __init__(self) -> None:
        # The first digit of a job's id says on which shelf it stands.
        self.shelves = tuple(Shelf() for _ in range(_SHELVES))
        self.held = Held()
        self.chain = Chain()
        """What administrators did with parked jobs."""

    def add(self, *kinds: str, subject: str, now: float) -> list[Job]:
        """Put in a job of each kind. They stand on one shelf: the act writes one object for all of them."""
        first = secrets.randbelow(_SHELVES)
        jobs = [Job(f"{first:x}{secrets.token_hex(8)[1:]}", kind, subject, now, now) for kind in kinds]
        for job in jobs:
            self._put(job)
        ring_when_committed(self.shelves[first])
        return jobs

    def __iter__(self) -> Iterator[Job]:
        for shelf in self.shelves:
            for id, line in shelf.lines.items():
                yield job_of(id, line)

    def get(self, id: str) -> Job | None:
        if not id or id[0] not in "0123456789abcdef":
            return None
        line = self._shelf(id).lines.get(id)
        return job_of(id, line) if line is not None else None

    def parked(self) -> list[Job]:
        """Jobs that wait for an administrator, the oldest first."""
        return sorted((job for job in self if job.parked), key=lambda job: (job.added, job.id))

    def take(self, *, holder: str, now: float, uniform: Uniform = random.uniform) -> Job | None:
        """The job that has been due longest, now this holder's until the lease ends; None when there is none to take.

        A lease that ended is a try in vain: its worker was killed, or hangs.
        """
        self.give_up(now=now, uniform=uniform)
        leases = self.held.leases
        if len(leases) >= AT_ONCE:
            return None
        ready = (job for job in self if not job.parked and job.due <= now and job.id not in leases)
        job = min(ready, key=lambda job: (job.due, job.id), default=None)
        if job is not None:
            self.held.put(job.id, holder, now + LEASE)
        return job

    def done(self, job: Job, *, holder: str) -> None:
        """Take a finished job off the queue, in the transaction that stores its effect. Raises LeaseLost."""
        self._let_go(job.id, holder)
        self._shelf(job.id).remove(job.id)

    def failed(self, job: Job, word: str, *, holder: str, now: float, uniform: Uniform = random.uniform) -> None:
        """Try again later, or park the job. Raises LeaseLost."""
        self._let_go(job.id, holder)
        self._in_vain(job.id, word, now, uniform)

    def give_up(self, *, now: float, all: bool = False, uniform: Uniform = random.uniform) -> None:
        """End the leases that are over; all of them when no other worker can be alive."""
        for id, (holder, until) in self.held.leases.items():
            if all or until <= now:
                self._let_go(id, holder)
                self._in_vain(id, INTERRUPTED, now, uniform)

    def next_moment(self) -> float:
        """When something is to be done next: a job that is due, or a lease that ends; infinite when nothing is."""
        leases = self.held.leases
        due = (job.due for job in self if not job.parked and job.id not in leases)
        ends = min((until for _, until in leases.values()), default=math.inf)
        return ends if len(leases) >= AT_ONCE else min(*due, ends, math.inf)

    def again(self, job: Job, *, now: float) -> None:
        """Let a parked job be tried as if it were new."""
        self._put(Job(job.id, job.kind, job.subject, job.added, now))
        ring_when_committed(self._shelf(job.id))

    def drop(self, job: Job) -> None:
        """Take a parked job off the queue undone."""
        self._shelf(job.id).remove(job.id)

    def _in_vain(self, id: str, word: str, now: float, uniform: Uniform) -> None:
        job = self.get(id)
        if job is None:  # an older lease of a job that is done
            return
        tries = job.tries + 1
        pause = FIRST_PAUSE * GROWTH ** (tries - 1) * uniform(0.5, 1)
        parked = tries >= MOST_TRIES
        self._put(Job(id, job.kind, job.subject, job.added, now + pause, tries, word, parked))

    def _let_go(self, id: str, holder: str) -> None:
        if self.held.leases.get(id, ("", 0.0))[0] != holder:
            raise LeaseLost(id)
        self.held.remove(id)

    def _put(self, job: Job) -> None:
        self._shelf(job.id).put(job.id, job.line)

    def _shelf(self, id: str) -> Shelf:
        return self.shelves[int(id[0], 16)]
