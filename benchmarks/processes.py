"""CPU and memory of a process with everything it started, from /proc."""

import os
import time
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


class Tree:
    """A process and its descendants, the ended and waited-for ones included in CPU."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def living(self) -> list[int]:
        """The process and every descendant alive now."""
        children: dict[int, list[int]] = {}
        for entry in os.listdir("/proc"):
            if entry.isdecimal() and (fields := _stat(int(entry))) is not None:
                children.setdefault(int(fields[1]), []).append(int(entry))
        found, waiting = [], [self.pid]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            waiting += children.get(pid, ())
        return found

    def cpu(self) -> float:
        """Seconds of user and system time so far.

        A living process is read from its own CPU clock, exact to the nanosecond; children that ended and were waited
        for from cutime and cstime, exact to a tick of 10 ms.
        """
        total = 0.0
        for pid in self.living():
            fields = _stat(pid)
            if fields is None:
                continue
            total += (int(fields[13]) + int(fields[14])) / _TICK
            # The clock number of another process's CPU, as clock_getcpuclockid(3) makes it.
            total += time.clock_gettime((~pid << 3) | 2)
        return total

    def resident(self) -> int:
        """Bytes of memory in RAM now, shared pages counted in each process."""
        return sum(_status(pid, "VmRSS") for pid in self.living())

    def peak(self) -> int:
        """The most bytes the process itself ever had in RAM."""
        return _status(self.pid, "VmHWM")


def _stat(pid: int) -> list[str] | None:
    """Fields of /proc/<pid>/stat from the state on: [0] state, [1] parent, [13] cutime, [14] cstime."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def _status(pid: int, name: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:")), 0)
