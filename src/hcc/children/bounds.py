"""How much of the machine one child may have."""

import resource
import signal
from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """What one child process may use. Sizes in bytes, times in seconds."""

    address_space: int
    """All it may map; the interpreter and the libraries, some 50 MB, count."""
    cpu_seconds: int
    wall_seconds: float
    output_bytes: int
    """The largest file it may write."""
    open_files: int

    def bind(self) -> None:
        """Bind this process to them, for good."""
        for what, most in (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_AS, self.address_space),
            (resource.RLIMIT_FSIZE, self.output_bytes),
            (resource.RLIMIT_NOFILE, self.open_files),
        ):
            resource.setrlimit(what, (most, most))
        # The soft CPU limit sends SIGXCPU, which tells the parent why; the hard one is a second later.
        resource.setrlimit(resource.RLIMIT_CPU, (self.cpu_seconds, self.cpu_seconds + 1))
        # Should the parent hang, nobody is left to kill us.
        signal.setitimer(signal.ITIMER_REAL, self.wall_seconds + 5)
