"""Child processes for untrusted PDF work: bounded in memory, time and output, and killed as a group.

The parent calls `run`, a worker module calls `serve`. Limits are set by the child itself before it opens any file:
setting them between fork and exec is not safe in a process with threads.
"""

import contextlib
import json
import os
import re
import resource
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hcc.pdf.errors import ChildBroken, ChildStopped
from hcc.pdf.limits import PdfLimits

_AT_ONCE = threading.BoundedSemaphore(2)
"""A heavy child takes up to 250 MB and a core; the centre's machine has two."""

_ANSWER_BYTES = 4 * 2**20
_READY = b"ready\n"


@dataclass(frozen=True)
class Bounds:
    """What one child process may use. Sizes in bytes, times in seconds."""

    address_space: int
    cpu_seconds: int
    wall_seconds: float
    output_bytes: int
    open_files: int

    @classmethod
    def of(cls, limits: PdfLimits) -> "Bounds":
        return cls(
            limits.address_space, limits.cpu_seconds, limits.wall_seconds, limits.output_bytes, limits.open_files
        )


def run(worker: str, job: Mapping[str, Any], *, bounds: Bounds, folder: Path) -> dict[str, Any]:
    """Let `hcc.pdf.<worker>` do one job and give its answer.

    `folder` is the child's working and temporary folder, made and removed by the caller. At most two children run at
    once in this process; others wait. Raises ChildStopped when the job was too much, ChildBroken when the worker does
    not start.
    """
    if not re.fullmatch(r"[a-z_]+", worker):
        raise ValueError(worker)
    command = [sys.executable, "-I", "-m", f"hcc.pdf.{worker}"]
    # Nothing of our environment: it may hold secrets, and a child that a file has taken over could read them.
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TMPDIR": str(folder)}
    if libraries := os.environ.get("LD_LIBRARY_PATH"):
        environment["LD_LIBRARY_PATH"] = libraries
    with (
        tempfile.TemporaryFile(dir=folder) as asked,
        tempfile.TemporaryFile(dir=folder) as answered,
        tempfile.TemporaryFile(dir=folder) as complaints,
        _AT_ONCE,
    ):
        asked.write(json.dumps({"bounds": asdict(bounds), "job": job}).encode())
        asked.seek(0)
        child = subprocess.Popen(
            command,
            stdin=asked,
            stdout=answered,
            stderr=complaints,
            cwd=folder,
            env=environment,
            start_new_session=True,
            close_fds=True,
        )
        in_time = _wait(child, bounds.wall_seconds)
        answered.seek(0)
        said = answered.read(_ANSWER_BYTES)
        complaints.seek(max(0, complaints.seek(0, os.SEEK_END) - 2000))
        stderr = complaints.read().decode(errors="replace")
    return _understand(worker, child.returncode, in_time, said, stderr)


def _wait(child: subprocess.Popen, seconds: float) -> bool:
    """Wait for the child to end, then kill whatever is left of its group. False when time ran out."""
    # A pidfd wakes us at once, and leaves the child unreaped: its group number cannot belong to anyone else yet.
    handle = os.pidfd_open(child.pid)
    try:
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        in_time = bool(poll.poll(seconds * 1000))
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        os.close(handle)
        child.wait()
    return in_time


def _understand(worker: str, code: int, in_time: bool, said: bytes, stderr: str) -> dict[str, Any]:
    if not in_time:
        raise ChildStopped(worker, "too-slow", "wall time")
    if code in (-signal.SIGXCPU, -signal.SIGALRM):
        raise ChildStopped(worker, "too-slow", signal.Signals(-code).name)
    if not said.startswith(_READY):
        raise ChildBroken(worker, stderr)
    try:
        answer = json.loads(said[len(_READY) :])
    except ValueError:
        ending = signal.Signals(-code).name if code < 0 else f"exit {code}"
        raise ChildStopped(worker, "too-complex", f"{ending}: {stderr[-200:]}") from None
    return answer


def serve(work: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """In a worker module: bind this process to its limits, then do the one job and write its answer."""
    request = json.load(sys.stdin)
    _bind(Bounds(**request["bounds"]))
    os.write(1, _READY)
    began = time.monotonic()
    try:
        answer = work(request["job"])
    except (MemoryError, RecursionError) as error:
        sys.stderr.write(f"{type(error).__name__} after {time.monotonic() - began:.1f} s")
        sys.stderr.flush()
        os._exit(3)
    os.write(1, json.dumps(answer).encode())
    # Taking down a library that holds half a gigabyte costs time and can crash; the answer is out.
    os._exit(0)


def _bind(bounds: Bounds) -> None:
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, bounds.address_space),
        (resource.RLIMIT_FSIZE, bounds.output_bytes),
        (resource.RLIMIT_NOFILE, bounds.open_files),
    ):
        resource.setrlimit(what, (most, most))
    # The soft CPU limit sends SIGXCPU, which tells the parent why; the hard one is a second later.
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.cpu_seconds, bounds.cpu_seconds + 1))
    # Should the parent die, nobody is left to kill us.
    signal.setitimer(signal.ITIMER_REAL, bounds.wall_seconds + 5)
