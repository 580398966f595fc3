"""How fast this machine is: what a bare Pyramid hello costs in this process."""

import os
import platform
import statistics
import time
from pathlib import Path

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

REFERENCE_US = 20.0
"""CPU microseconds of the same hello on the machine that absolute limits are written for."""


def hello_application():
    """The smallest Pyramid application: one route, one view, no feature of ours."""
    config = Configurator()
    config.add_route("hello", "/")
    config.add_view(lambda request: Response("hello"), route_name="hello")
    return config.make_wsgi_app()


def hello_us(rounds: int = 5, calls: int = 4_000) -> list[float]:
    """CPU microseconds of one call, Request.blank included; one figure a round."""
    application = hello_application()
    heads: list = []

    def start_response(status, headers, exc_info=None):
        heads.append(status)

    found = []
    for _ in range(rounds + 1):
        heads.clear()
        before = time.process_time_ns()
        for _ in range(calls):
            body = b"".join(application(Request.blank("/").environ, start_response))
        found.append((time.process_time_ns() - before) / calls / 1000)
        if body != b"hello" or heads != ["200 OK"] * calls:
            raise AssertionError("the hello that everything is measured by gave a wrong answer")
    return found[1:]


def description(figures: list[float]) -> dict:
    """The machine in words and as a factor: 1.5 takes half as long again as the reference."""
    median = statistics.median(figures)
    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "?"
    )
    return {
        "hello_us": round(median, 1),
        "hello_us_rounds": [round(figure, 1) for figure in figures],
        "factor": round(median / REFERENCE_US, 3),
        "processor": model,
        "cores": len(os.sched_getaffinity(0)),
        "load": [round(load, 2) for load in os.getloadavg()],
        "python": platform.python_version(),
        "kernel": platform.release(),
    }


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines()
