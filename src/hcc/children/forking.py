"""The fork server: a process that loads each worker once and forks a child for every job.

Its standard input is a socket of packets: {"worker", "seconds"} with the descriptors of a socket to answer on, of what
is asked, answered and complained, and of a file or none. What is asked it never reads, so that no child finds another's
job in its memory. It answers {"code", "in_time"} once the child and its group are gone.

It has one thread, as forking demands, and ends when nobody holds the other end of its standard input any more. It also
ends, to be started anew, when it had nothing to do for a while, and after a child crashed: children of one server share
the layout of their memory, and whoever has to guess addresses shall not guess twice at the same.
"""

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import time
import traceback
from dataclasses import dataclass

from hcc.children.child import Work, become

IDLE_SECONDS = 600.0

_CRASHES = (-signal.SIGABRT, -signal.SIGBUS, -signal.SIGFPE, -signal.SIGILL, -signal.SIGSEGV, -signal.SIGSYS)
_PACKET = 4096


@dataclass(frozen=True)
class _Child:
    pid: int
    handle: int
    """A pidfd. The child is reaped last, so that neither its number nor its group's can be anyone else's."""
    caller: socket.socket
    deadline: float


class ForkServer:
    """The loop of this process. Serves until it should end."""

    def __init__(self, control: socket.socket, idle_seconds: float = IDLE_SECONDS) -> None:
        self.control = control
        self.idle_seconds = idle_seconds
        self.children: list[_Child] = []
        self.works: dict[str, Work] = {}
        self.open = True
        self.pid = os.getpid()

    def serve(self) -> None:
        # Whoever stops the service asks every process of it to end. The program does when its requests are answered,
        # and then we do; a child ended before that would put the blame on its file.
        for asking in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
            signal.signal(asking, signal.SIG_IGN)
        while self.open or self.children:
            events = self._wait()
            if not events and not self.children:
                return
            if self.open and self.control.fileno() in events:
                self._take()
            for child in list(self.children):
                if child.handle in events:
                    self._end(child, in_time=True)
                elif time.monotonic() >= child.deadline or child.caller.fileno() in events:
                    self._end(child, in_time=False)

    def _wait(self) -> set[int]:
        poll = select.poll()
        if self.open:
            poll.register(self.control, select.POLLIN)
        for child in self.children:
            poll.register(child.handle, select.POLLIN)
            # A caller who has gone away hangs up, and nobody wants the answer.
            poll.register(child.caller, 0)
        until = min((child.deadline for child in self.children), default=time.monotonic() + self.idle_seconds)
        return {descriptor for descriptor, _ in poll.poll(max(0, until - time.monotonic()) * 1000 + 1)}

    def _take(self) -> None:
        message, descriptors, _, _ = socket.recv_fds(self.control, _PACKET, 8, socket.MSG_CMSG_CLOEXEC)
        if not message:
            for child in list(self.children):
                self._end(child, in_time=False)
            self._retire()
            return
        request = json.loads(message)
        caller, asked, answered, complaints, *file = descriptors
        try:
            work = self._work(request["worker"])
            pid = os.fork()
            if not pid:
                become(
                    work,
                    self.pid,
                    asked=asked,
                    answered=answered,
                    complaints=complaints,
                    file=file[0] if file else None,
                )
        except Exception:
            os.write(complaints, traceback.format_exc(limit=-8).encode(errors="replace"))
            _answer(socket.socket(fileno=caller), code=1, in_time=True)
        else:
            deadline = time.monotonic() + request["seconds"]
            self.children.append(_Child(pid, os.pidfd_open(pid), socket.socket(fileno=caller), deadline))
        finally:
            for descriptor in (asked, answered, complaints, *file):
                os.close(descriptor)

    def _work(self, worker: str) -> Work:
        if worker not in self.works:
            self.works[worker] = importlib.import_module(worker).work
            # What is loaded stays: no collection of a child has to look at it, and so to copy it.
            gc.collect()
            gc.freeze()
        return self.works[worker]

    def _end(self, child: _Child, *, in_time: bool) -> None:
        """Kill whatever is left of the child and its group, and tell how it ended."""
        os.kill(child.pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError, PermissionError):  # it has not made its group yet, or is alone
            os.killpg(child.pid, signal.SIGKILL)
        _, status = os.waitpid(child.pid, 0)
        os.close(child.handle)
        self.children.remove(child)
        code = os.waitstatus_to_exitcode(status)
        _answer(child.caller, code=code, in_time=in_time)
        if code in _CRASHES:
            self._retire()

    def _retire(self) -> None:
        if self.open:
            self.open = False
            self.control.close()


def _answer(caller: socket.socket, *, code: int, in_time: bool) -> None:
    with caller, contextlib.suppress(OSError):
        caller.send(json.dumps({"code": code, "in_time": in_time}).encode())


if __name__ == "__main__":
    ForkServer(socket.socket(fileno=0)).serve()
