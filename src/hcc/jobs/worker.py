"""The worker: takes one job after the other and sleeps while there is none."""

import logging
import math
import secrets
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from transaction import TransactionManager
from ZODB.DB import DB

from hcc.children.errors import ChildStopped

from .bell import BELL
from .job import Job
from .kinds import JobFailed, Kind
from .queue import JobQueue, LeaseLost

log = logging.getLogger(__name__)

ATTEMPTS = 6
TROUBLE = 30.0
"""Seconds to wait when the queue itself cannot be read or written."""
LAST_SECONDS = 5.0
"""How long the end of the program waits for the job at hand; after that it is done at the next start."""

T = TypeVar("T")


class Worker:
    """Does jobs of these kinds with a connection of its own, in whatever thread calls `run`.

    With `alone` no other process can be at this database: jobs that were being done when this one starts were
    interrupted. Otherwise others put jobs in unheard, and it looks every `look` seconds.
    """

    def __init__(
        self,
        database: DB,
        kinds: Callable[[], Mapping[str, Kind]],
        folder: Path,
        *,
        alone: bool,
        look: float = math.inf,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.database, self.kinds, self.folder = database, kinds, folder
        self.alone, self.look, self.clock = alone, look, clock
        self.holder = secrets.token_hex(8)
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, *, after: float = 0.0) -> None:
        """Work in a thread of its own, beginning after so many seconds: the first page goes first."""
        self._thread = threading.Thread(target=self.run, args=(after,), name="hcc-jobs", daemon=True)
        self._thread.start()

    def stop(self, seconds: float = LAST_SECONDS) -> None:
        """Begin no further job, and let the one at hand come to its end, if it does in so many seconds."""
        self._stopping.set()
        BELL.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def run(self, after: float = 0.0) -> None:
        """Work until `stop`."""
        begun = False
        self._stopping.wait(after)
        while not self._stopping.is_set():
            BELL.clear()
            try:
                if self.alone and not begun:
                    self._transact(lambda queue, site: queue.give_up(now=self.clock(), all=True))
                begun = True
                pause = 0.0 if self.do_one() else self._pause()
            except Exception as problem:
                # A full disk, a storage that is away: the jobs stay where they are.
                log.error("the queue of jobs cannot be worked on: %s", type(problem).__name__)
                pause = TROUBLE
            if pause > 0 and not self._stopping.is_set():
                BELL.wait(None if pause == math.inf else min(pause, threading.TIMEOUT_MAX))

    def do_one(self) -> bool:
        """Take one job and do it; False when there is none to take."""
        job = self._transact(lambda queue, site: queue.take(holder=self.holder, now=self.clock()))
        if job is None:
            return False
        try:
            self._do(job)
        except LeaseLost:
            log.warning("job %s of kind %s took longer than its lease", job.id, job.kind)
        except (JobFailed, ChildStopped) as failure:
            self._failed(job, failure.word)
        except Exception as problem:
            # Only its class: what a library says may quote a paper.
            log.error("job %s of kind %s failed: %s", job.id, job.kind, type(problem).__name__)
            self._failed(job, "disk" if isinstance(problem, OSError) else "fault")
        return True

    def _do(self, job: Job) -> None:
        kind = self.kinds().get(job.kind)
        if kind is None:
            raise JobFailed("unknown-kind")
        found = self._transact(lambda queue, site: kind.find(site, job.subject))
        result = None
        if found is not None:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self.folder) as folder:
                result = kind.work(found, Path(folder))

        def end(queue: JobQueue, site: Any) -> None:
            queue.done(job, holder=self.holder)
            if found is not None:
                kind.store(site, job.subject, found, result)

        self._transact(end)

    def _failed(self, job: Job, word: str) -> None:
        def later(queue: JobQueue, site: Any) -> None:
            try:
                queue.failed(job, word, holder=self.holder, now=self.clock())
            except LeaseLost:
                return

        self._transact(later)

    def _pause(self) -> float:
        moment = self._transact(lambda queue, site: queue.next_moment())
        return min(max(moment - self.clock(), 0.05), self.look)

    def _transact(self, do: Callable[[JobQueue, Any], T]) -> T:
        """Do something in a transaction of its own, tried again on conflict."""
        manager = TransactionManager()
        connection = self.database.open(manager)
        try:
            for attempt in manager.attempts(ATTEMPTS):
                with attempt:
                    site = connection.root()["site"]
                    result = do(site.jobs, site)
            return result
        finally:
            manager.abort()
            connection.close()
