"""A worker made of a function's body, in a fork server of its own that is otherwise the real one."""

import sys
import textwrap

import pytest

from hcc.children import run as run_module
from hcc.children.bounds import Bounds
from hcc.children.server import Server

BOUNDS = Bounds(address_space=2**29, cpu_seconds=2, wall_seconds=5, output_bytes=2**20, open_files=32)

_SCRIPT = """
import socket, sys, types
from hcc.children.forking import ForkServer
for name, source in {sources!r}.items():
    module = types.ModuleType("hcc." + name)
    exec(source, module.__dict__)
    sys.modules["hcc." + name] = module
ForkServer(socket.socket(fileno=0), {idle!r}).serve()
"""


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Puts a fork server in place that has these workers: a function's body by its name. Answers the hold on it."""
    servers = []

    def office(idle: float = 60, **bodies: str) -> Server:
        sources = {
            name: "import os, re, resource, signal, subprocess, sys, threading, time\n"
            f"def work(job):\n{textwrap.indent(textwrap.dedent(body), '    ')}\n"
            for name, body in bodies.items()
        }
        script = tmp_path / f"server{len(servers)}.py"
        script.write_text(_SCRIPT.format(sources=sources, idle=idle))
        servers.append(Server((sys.executable, "-I", str(script))))
        monkeypatch.setattr(run_module, "_server", servers[-1])
        return servers[-1]

    yield office
    for server in servers:
        server.stop()


@pytest.fixture
def worker(office, tmp_path):
    """Runs a function body as a worker's job."""

    def worker(body: str, bounds: Bounds = BOUNDS, job: dict | None = None, **how) -> dict:
        office(tried=body)
        return run_module.run("hcc.tried", job or {}, bounds=bounds, folder=tmp_path, **how)

    return worker
