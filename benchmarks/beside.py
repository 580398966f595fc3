"""Other requests while papers wait to be looked at: eight officials send a scan at the same moment, again and again.

The pace of the others is the same when nobody sends anything, which is measured in between. One that could not begin
when it was due, because the one before was not answered, counts from when it was due.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from .callers import Callers, Run
from .centre import COUNTERS
from .works import SHEET, Centre, Unit

ROUNDS = 5
PAGES = 10
CONNECTIONS, A_SECOND = 4, 40
"""Of the other requests."""
STRETCH = 40
"""Requests begun before one looks whether the papers are all taken in."""
IDLE_STRETCHES = 4
_QUIET, _QUIET_CPU = 1.0, 0.03
"""When a second of the server's costs no more than so many, the jobs behind the papers are done."""


def beside_papers(centre: Centre, scan: Path) -> tuple[dict[str, float], list[str]]:
    """Milliseconds at p50 and p95 with nobody sending (`idle`) and with eight papers on their way (`busy`), how many
    requests each is of, and the seconds until the eight were taken in; and the wrong answers.
    """
    idle, busy, errors, seconds = [], [], [], []
    with ThreadPoolExecutor(1) as beside:
        senders = Callers(COUNTERS)
        errors += _others(centre).errors  # the first search reads the index
        for _ in range(ROUNDS):
            _wait_until_quiet(centre)
            runs = [_others(centre) for _ in range(IDLE_STRETCHES)]
            idle += [taken for run in runs for taken in run.times]
            sending = beside.submit(_send, centre, senders, scan, [next(centre.drafts) for _ in range(COUNTERS)])
            meanwhile = list(_until(sending, lambda: _others(centre)))
            sent = sending.result()
            last = max(began + taken for began, taken in zip(sent.begins, sent.times, strict=True))
            first = min(sent.begins)
            seconds.append(last - first)
            for run in meanwhile:
                pairs = zip(run.begins, run.times, strict=True)
                busy += [taken for began, taken in pairs if first <= began <= last]
            errors += [error for run in (*runs, *meanwhile, sent) for error in run.errors]
        senders.close()
    found = {"seconds": statistics.median(seconds)}
    for name, times in (("idle", idle), ("busy", busy)):
        found |= {f"{name}_p50_ms": _at(times, 0.5), f"{name}_p95_ms": _at(times, 0.95), f"{name}_requests": len(times)}
    return found, errors


def _at(times: list[float], share: float) -> float:
    return sorted(times)[int(len(times) * share)] * 1000


def _send(centre: Centre, senders: Callers, scan: Path, drafts: list[str]) -> Run:
    units = [
        [official.posts(f"/ho-so/{token}/attach", [("component", "0")], paper=str(scan))]
        for official, token in zip(centre.receivers, drafts, strict=True)
    ]
    return senders.call(centre.server.port, units, connections=COUNTERS, server=centre.server.tree)


def _until(sending: "Future[Run]", stretch: Callable[[], Run]) -> Iterator[Run]:
    while not sending.done():
        yield stretch()


def _others(centre: Centre) -> Run:
    """Sheet, search, list of a desk and dossier in turn, each connection all four."""
    units: list[Unit] = []
    while len(units) < STRETCH:
        turn = [*centre.page(SHEET, has="2.000815")(1), *centre.search(has="2.000815")(1)]
        turn += centre.page("/ban-lam-viec/tiep-nhan", has='href="/ho-so/', by=centre.receivers[0])(1)
        turn += centre.page(centre.dossier, has=centre.number, by=centre.handler)(1)
        shift = len(units) // len(turn) % len(turn)
        units += turn[shift:] + turn[:shift]
    server = centre.server
    return centre.callers.call(server.port, units, connections=CONNECTIONS, server=server.tree, a_second=A_SECOND)


def _wait_until_quiet(centre: Centre) -> None:
    tree, spent = centre.server.tree, float("inf")
    while spent > _QUIET_CPU:
        before = tree.cpu()
        time.sleep(_QUIET)
        spent = tree.cpu() - before
