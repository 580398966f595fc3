"""Searches of officials in a small centre and in one with 200,000 dossiers; and what a tracking page tells by its pace.

    python -m benchmarks.finding [--sizes 1000 200000] [--calls 60]

Milliseconds of CPU of the application for one page, the middle value; a search is asked cold once and then warm. The
two lines of tracking are for a number there is and for one there is not, both with a wrong secret, taken in turn.
"""

import argparse
import statistics
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from hcc.core.calendar import LOCAL
from hcc.portal.tracking import find_tracked
from hcc.storage.opening import open_database

from . import machine
from .bulk import load
from .centre import fill_centre, settings_of, write_ini
from .profiled import opened

SIZES = (1_000, 200_000)
MOST_S = 1.0
"""A search is answered within a second at machine x1.0 (design/screens.md S11)."""
SEARCHES = {
    "two common words": "q=nguyen+thi",
    "words of nobody": "q=nguyen+tran+thi",
    "last digits": "q=1234",
    "citizen number": "q=cccd:025100000777",
    "one day": f"q=nh%E1%BA%ADn:{datetime.now(LOCAL):%d/%m}",
    "name, state and days": "q=pham+mau&state=received&due=01/01..31/12",
}


def measure(size: int, calls: int) -> dict[str, tuple[float, float]]:
    """For each search milliseconds of CPU, cold and warm; for tracking the middle values, known and unknown."""
    with tempfile.TemporaryDirectory(prefix="hcc-finding-") as name:
        folder = Path(name)
        ini = write_ini(folder)
        settings = settings_of(ini, folder / "var")
        fill_centre(ini, settings, drafts=0, submitted=0, procedures=0)
        load(settings, size, at=datetime.now(LOCAL))
        browser = opened(folder, ini, "tiepnhan")
        looked_up = browser.app.registry["hcc.looked_up"]
        looked_up.limit = 10**9
        browser.get("/ban-lam-viec/tim?state=draft")  # the first page of a process reads its template
        found = {name: _search(browser, f"/ban-lam-viec/tim?{query}", calls) for name, query in SEARCHES.items()}
        browser.app.registry["hcc.database"].close()
        found["tracking: known, unknown"] = _tracking(settings, calls * 50)
        return found


def _search(browser, path: str, calls: int) -> tuple[float, float]:
    before = time.process_time_ns()
    page = browser.get(path, status=200)
    cold = (time.process_time_ns() - before) / 1e6
    taken = []
    for _ in range(calls):
        before = time.process_time_ns()
        browser.app(dict(page.request.environ), lambda status, headers, exc_info=None: None)
        taken.append((time.process_time_ns() - before) / 1e6)
    return cold, statistics.median(taken)


def _tracking(settings, calls: int) -> tuple[float, float]:
    """Milliseconds for wrong secrets, with numbers that dossiers have and numbers that none has, in turn."""
    database = open_database(settings)
    connection = database.open()
    try:
        folder = connection.root()["site"].dossiers
        numbers = [dossier.reception_number for dossier in folder.all() if dossier.reception_number][:2_000]
        connection.cacheMinimize()
        taken: tuple[list[int], list[int]] = ([], [])
        now = datetime.now(LOCAL)
        for turn in range(calls):
            number = numbers[turn % len(numbers)]
            for which, asked in enumerate((number, number[:-1] + "X")):
                before = time.perf_counter_ns()
                assert find_tracked(folder, number=asked, secret="22222222", now=now) is None
                taken[which].append(time.perf_counter_ns() - before)
        known, unknown = (statistics.median(one) / 1e6 for one in taken)
        return known, unknown
    finally:
        connection.close()
        database.close()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.finding", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--calls", type=int, default=60)
    options = parser.parse_args()
    factor = machine.description(machine.hello_us())["factor"]
    print(f"machine=x{factor:.2f}; a search takes at most {MOST_S * factor * 1000:.0f} ms of CPU here")
    for size in options.sizes:
        print(f"{size:,} dossiers".replace(",", "."))
        for name, (first, second) in measure(size, options.calls).items():
            said = (
                f"{first:9.4f} {second:9.4f} ms"
                if name.startswith("tracking")
                else f"cold {first:8.2f} warm {second:8.2f} ms"
            )
            print(f"  {name:28}{said}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
