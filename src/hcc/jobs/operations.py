"""What administrators do with parked jobs; each is recorded."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message

from .job import Job
from .queue import JobQueue

RETRIED, DROPPED = "job retried", "job dropped"


class JobGone(Refusal):
    text = message("This job is no longer in the list: it was done, tried again or dropped meanwhile.")


def retry_job(queue: JobQueue, *, id: str, act: Act) -> None:
    """Let a parked job be tried again as if it were new. Raises JobGone."""
    job = _parked(queue, id)
    queue.again(job, now=act.at.timestamp())
    queue.chain.append(act, RETRIED, job=id, kind=job.kind, word=job.word)


def drop_job(queue: JobQueue, *, id: str, act: Act) -> None:
    """Take a parked job off the queue undone. Raises JobGone."""
    job = _parked(queue, id)
    queue.drop(job)
    queue.chain.append(act, DROPPED, job=id, kind=job.kind, word=job.word)


def _parked(queue: JobQueue, id: str) -> Job:
    job = queue.get(id)
    if job is None or not job.parked:
        raise JobGone()
    return job
