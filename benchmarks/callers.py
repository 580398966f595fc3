"""Several clients that begin together, and what the server spent on them."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .processes import Tree

CLIENT = Path(__file__).with_name("client.py")


@dataclass
class Run:
    """One measured run: server CPU seconds, wall seconds, and the seconds each unit took."""

    units: int = 0
    cpu: float = 0.0
    wall: float = 0.0
    times: list[float] = field(default_factory=list)
    begins: list[float] = field(default_factory=list)
    """Moment of each of these units, as `time.monotonic` tells it in every process."""
    locations: list[str] = field(default_factory=list)
    """Where each unit was sent at its end, in the order of the units at one connection."""
    errors: list[str] = field(default_factory=list)


class Callers:
    """Client processes, started once and given one job after the other."""

    def __init__(self, count: int) -> None:
        self._clients = [
            subprocess.Popen(
                [sys.executable, "-I", "-S", str(CLIENT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            for _ in range(count)
        ]

    def close(self) -> None:
        for client in self._clients:
            client.stdin.close()
            client.wait()
            client.stdout.close()

    def call(
        self, port: int, units: Sequence[list[dict]], *, connections: int, server: Tree, a_second: float = 0
    ) -> Run:
        """Do the units over so many connections, the first to the first connection and so on round.

        With `a_second` so many are begun each second, whether or not the server keeps up; otherwise each connection
        begins the next when it has its answer.
        """
        clients = self._clients[: min(connections, len(units))]
        for position, client in enumerate(clients):
            job = {"port": port, "units": units[position :: len(clients)], "every": 0.0, "first": 0.0}
            if a_second:
                job |= {"every": len(clients) / a_second, "first": position / a_second}
            self._tell(client, json.dumps(job))
        for client in clients:
            if client.stdout.readline() != "ready\n":
                raise ConnectionError(f"a client could not reach the server on port {port}")
        before = server.cpu()
        for client in clients:
            self._tell(client, "go")
        answers = [json.loads(client.stdout.readline()) for client in clients]
        cpu = server.cpu() - before
        return Run(
            units=len(units),
            cpu=cpu,
            wall=max(a["ended"] for a in answers) - min(a["began"] for a in answers),
            times=[taken for a in answers for taken in a["times"]],
            begins=[moment for a in answers for moment in a["begins"]],
            locations=[where for a in answers for where in a["locations"]],
            errors=[error for a in answers for error in a["errors"]],
        )

    def _tell(self, client: subprocess.Popen, line: str) -> None:
        client.stdin.write(f"{line}\n")
        client.stdin.flush()
