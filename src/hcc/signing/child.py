"""One bounded child process, in which a file somebody brings is searched for signatures.

The smaller twin of `hcc.pdf.child`: no capability imports another, and this one has a single worker, `examine`.
"""

import contextlib
import json
import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

_AT_ONCE = threading.BoundedSemaphore(2)
_ANSWER_BYTES = 2**20


@dataclass(frozen=True)
class CheckLimits:
    """What the search for signatures may use. Sizes in bytes, times in seconds."""

    file_bytes: int = 80 * 2**20
    """A larger file is only compared with the register: no paper of ours is so large."""
    address_space: int = 2**30
    cpu_seconds: int = 10
    wall_seconds: float = 20
    open_files: int = 64


def ask(path: Path, limits: CheckLimits) -> dict[str, list] | None:
    """What `examine.examine` says about the file; None when the file was too much for it."""
    with (
        tempfile.TemporaryDirectory(prefix="hcc-check-") as folder,
        tempfile.TemporaryFile(dir=folder) as answered,
        _AT_ONCE,
    ):
        # The file comes in as standard input: the child needs no name, and its argument line none of the user's words.
        with path.open("rb") as file:
            child = subprocess.Popen(
                [sys.executable, "-I", "-m", "hcc.signing.examine", *(str(limit) for limit in _numbers(limits))],
                stdin=file,
                stdout=answered,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TMPDIR": folder} | _libraries(),
                start_new_session=True,
            )
        in_time = _wait(child, limits.wall_seconds)
        answered.seek(0)
        said = answered.read(_ANSWER_BYTES)
    if not in_time or child.returncode != 0:
        return None
    try:
        return json.loads(said)
    except ValueError:
        return None


def _wait(child: subprocess.Popen, seconds: float) -> bool:
    handle = os.pidfd_open(child.pid)
    try:
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        return bool(poll.poll(seconds * 1000))
    finally:
        # Not yet reaped, so that the group is still the child's own.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        os.close(handle)
        child.wait()


def _numbers(limits: CheckLimits) -> tuple[int, int, int, int]:
    return limits.address_space, limits.cpu_seconds, limits.open_files, int(limits.wall_seconds) + 5


def _libraries() -> dict[str, str]:
    return {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}


def bind(address_space: int, cpu_seconds: int, open_files: int, alarm: int) -> None:
    """In the child: take on the limits. `alarm` ends it should the parent be gone."""
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, address_space),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, _ANSWER_BYTES),
        (resource.RLIMIT_NOFILE, open_files),
    ):
        resource.setrlimit(what, (most, most))
    signal.alarm(alarm)
