"""The program's hold on its fork server: started at the first job, and anew whenever it is gone."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from typing import IO

from hcc.core.cores import other_cores

COMMAND = (sys.executable, "-I", "-m", "hcc.children.forking")
_GRACE = 30.0
"""Seconds beyond its wall time after which a job's server is taken to hang."""
_LAST_SECONDS = 5.0
_MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": str(32 * 2**20),
    "MALLOC_TRIM_THRESHOLD_": str(64 * 2**20),
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
}
"""For glibc: a child lives for one job. What it frees, such as one picture of a scan, the next picture needs; giving it
back to the system and taking it anew was half of what stamping a hundred pages cost. And it takes memory in pages of
2 MiB where the system has them: a picture in pages of 4 KiB is thousands of faults, a quarter of drawing a scan."""


@dataclass(frozen=True)
class Ending:
    """How a child ended: exit status, or minus the signal. Not `in_time` when its wall time ran out."""

    code: int
    in_time: bool


class Gone(Exception):
    """The fork server does not start, or ended while a job was under way; `stderr` is the last thing it said."""

    def __init__(self, stderr: str):
        super().__init__(stderr)
        self.stderr = stderr


@dataclass(frozen=True)
class _Running:
    process: subprocess.Popen
    control: socket.socket
    said: IO[bytes]


class Server:
    """One fork server. Any thread may ask."""

    def __init__(self, command: tuple[str, ...] = COMMAND) -> None:
        self.command = command
        self._lock = threading.Lock()
        self._running: _Running | None = None
        self._former: list[subprocess.Popen] = []

    @property
    def pid(self) -> int | None:
        """Of the process now in use, which may have ended."""
        return self._running.process.pid if self._running else None

    def do(self, worker: str, seconds: float, descriptors: list[int]) -> Ending:
        """Let a child do what its descriptors hold (see `forking`). Raises Gone when the server ends meanwhile."""
        packet = json.dumps({"worker": worker, "seconds": seconds}).encode()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with ours:
            with theirs:
                running = self._hand_over(packet, [theirs.fileno(), *descriptors])
            ours.settimeout(seconds + _GRACE)
            said = b""
            try:
                said = ours.recv(1000)
            except TimeoutError:
                running.process.kill()
            except ConnectionResetError:
                pass
        if not said:
            raise Gone(self._drop(running))
        return Ending(**json.loads(said))

    def _hand_over(self, packet: bytes, descriptors: list[int]) -> _Running:
        with self._lock:
            if self._running is None:
                self._running = self._start()
            # A server that is gone is found out where its answer fails to come.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                socket.send_fds(self._running.control, [packet], descriptors)
            return self._running

    def _start(self) -> _Running:
        self._former = [process for process in self._former if process.poll() is None]
        # Nothing of our environment: it may hold secrets, and a child that a file has taken over could read them.
        environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"} | _MEMORY
        if libraries := os.environ.get("LD_LIBRARY_PATH"):
            environment["LD_LIBRARY_PATH"] = libraries
        said = tempfile.TemporaryFile()  # noqa: SIM115 (it lives as long as the process)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with theirs, other_cores():
                process = subprocess.Popen(
                    self.command,
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=said,
                    cwd="/",
                    env=environment,
                    start_new_session=True,
                    close_fds=True,
                )
        except OSError as error:
            ours.close()
            said.close()
            raise Gone(str(error)) from error
        return _Running(process, ours, said)

    def _drop(self, running: _Running) -> str:
        """Have the next job start another; answers what this one said last."""
        with self._lock:
            if self._running is not running:
                return ""
            self._running = None
            self._former.append(running.process)
            running.control.close()
            with running.said as said:
                said.seek(max(0, said.seek(0, os.SEEK_END) - 2000))
                return said.read().decode(errors="replace")

    def stop(self) -> None:
        """End the process and whatever it does. The next job starts another."""
        if running := self._running:
            self._drop(running)
        for process in self._former:
            try:
                process.wait(_LAST_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._former = []

    def forget(self) -> None:
        """In a fork of the program: the process is the parent's, and so is the last end of its socket."""
        self._lock = threading.Lock()
        if running := self._running:
            self._former.append(running.process)
            running.control.close()
            running.said.close()
        for process in self._former:
            process.returncode = 0  # not ours to wait for
        self._running, self._former = None, []
