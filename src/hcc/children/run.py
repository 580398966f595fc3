"""Letting a child do one job."""

import atexit
import json
import os
import signal
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from hcc.children.bounds import Bounds
from hcc.children.errors import ChildBroken, ChildStopped
from hcc.children.protocol import READY, WORKER
from hcc.children.server import Ending, Gone, Server

_ANSWER_BYTES = 4 * 2**20

AT_ONCE = 2
"""A heavy child takes up to 250 MB and a core; the centre's machine has two."""

_TRIES = 3
"""A server may end for its own reasons while a job is on the way to it: then the job is begun anew by another."""

_server = Server()
_turns = threading.BoundedSemaphore(AT_ONCE)


def run(
    worker: str, job: Mapping[str, Any], *, bounds: Bounds, folder: Path, file: IO[bytes] | None = None
) -> dict[str, Any]:
    """Let the module `worker` do one job and give its answer.

    `folder` is the child's working and temporary folder, made and removed by the caller. `file` is its standard input.
    At most two children run at once in this process; others wait. Raises ChildStopped when the job was too much,
    ChildBroken when the worker does not start.
    """
    if not WORKER.fullmatch(worker):
        raise ValueError(worker)
    with (
        tempfile.TemporaryFile(dir=folder) as asked,
        tempfile.TemporaryFile(dir=folder) as answered,
        tempfile.TemporaryFile(dir=folder) as complaints,
        _turns,
    ):
        asked.write(json.dumps({"folder": str(folder.absolute()), "bounds": asdict(bounds), "job": job}).encode())
        asked.flush()
        descriptors = [each.fileno() for each in (asked, answered, complaints, *([file] if file else []))]
        ending = _done(worker, bounds.wall_seconds, descriptors)
        answered.seek(0)
        said = answered.read(_ANSWER_BYTES)
        complaints.seek(max(0, complaints.seek(0, os.SEEK_END) - 2000))
        stderr = complaints.read().decode(errors="replace")
    return _understand(worker, ending, said, stderr)


def _done(worker: str, seconds: float, descriptors: list[int]) -> Ending:
    _, answered, complaints, *file = descriptors
    stderr = ""
    for _ in range(_TRIES):
        for descriptor in (answered, complaints):
            os.truncate(descriptor, 0)
        for descriptor in (answered, complaints, *file):
            os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            return _server.do(worker, seconds, descriptors)
        except Gone as gone:
            stderr = gone.stderr or stderr
    raise ChildBroken(worker, stderr)


def _understand(worker: str, ending: Ending, said: bytes, stderr: str) -> dict[str, Any]:
    if not ending.in_time:
        raise ChildStopped(worker, "too-slow", "wall time")
    if ending.code in (-signal.SIGXCPU, -signal.SIGALRM):
        raise ChildStopped(worker, "too-slow", signal.Signals(-ending.code).name)
    if not said.startswith(READY):
        raise ChildBroken(worker, stderr)
    try:
        return json.loads(said[len(READY) :])
    except ValueError:
        how = signal.Signals(-ending.code).name if ending.code < 0 else f"exit {ending.code}"
        raise ChildStopped(worker, "too-complex", f"{how}: {stderr[-200:]}") from None


def _in_a_fork() -> None:
    global _turns
    _turns = threading.BoundedSemaphore(AT_ONCE)
    _server.forget()


os.register_at_fork(after_in_child=_in_a_fork)
atexit.register(_server.stop)
