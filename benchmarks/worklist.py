"""A desk's page of 50 rows in a small centre and in one with 200,000 dossiers.

    python -m benchmarks.worklist [--sizes 1000 200000] [--calls 100]

CPU of the application for one page, its middle value, the server round it left out.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from webtest import TestApp

from hcc.accounts.demo import PASSWORD
from hcc.core.calendar import LOCAL

from . import machine
from .bulk import load
from .centre import ROOT, fill_centre, settings_of, write_ini
from .profiled import opened

SIZES = (1_000, 200_000)
DESKS = {
    "handler": ("xuly", "/ban-lam-viec/xu-ly"),
    "handler, everybody's": ("xuly", "/ban-lam-viec/xu-ly?handler=all"),
    "handler, four filters": ("xuly", "/ban-lam-viec/xu-ly?due=later&handler=all&channel=counter&q=thi"),
    "reception": ("tiepnhan", "/ban-lam-viec/tiep-nhan"),
    "approval": ("pheduyet", "/ban-lam-viec/phe-duyet"),
    "follow-up": ("giamdoc", "/ban-lam-viec/theo-doi"),
    "results not fetched": ("traketqua", "/ban-lam-viec/cho-nhan"),
}
ROWS = 50


def measure(size: int, calls: int) -> dict[str, float]:
    """Milliseconds of CPU for each desk in a centre of so many dossiers, and seconds to load it."""
    with tempfile.TemporaryDirectory(prefix="hcc-worklist-") as name:
        folder = Path(name)
        ini = write_ini(folder)
        settings = settings_of(ini, folder / "var")
        fill_centre(ini, settings, drafts=0, submitted=0, procedures=0)
        began = time.monotonic()
        held = load(settings, size, at=datetime.now(LOCAL))
        figures = {"dossiers": held, "load_s": round(time.monotonic() - began, 1)}
        application = opened(folder, ini, "").app
        for desk, (login, path) in DESKS.items():
            figures[desk] = round(_cpu(_signed_in(application, login), path, calls), 3)
        application.registry["hcc.database"].close()
        return figures


def _signed_in(application, login: str) -> TestApp:
    browser = TestApp(application, lint=False)
    form = browser.get("/dang-nhap").forms["form"]
    form["login"], form["password"] = login, PASSWORD
    form.submit(status=303)
    return browser


def measured_apart(size: int, calls: int) -> dict[str, float]:
    """The same in a process of its own: the application keeps compiled templates in one folder for life."""
    command = [sys.executable, "-m", "benchmarks.worklist", "--json", "--sizes", str(size), "--calls", str(calls)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def _cpu(browser, path: str, calls: int) -> float:
    page = browser.get(path)
    rows = page.text.count('<td class="next">')
    if rows != ROWS:
        raise RuntimeError(f"{path} shows {rows} rows, not {ROWS}")
    taken = []
    for _ in range(calls + 5):
        before = time.process_time_ns()
        browser.app(dict(page.request.environ), _ignored)
        taken.append((time.process_time_ns() - before) / 1e6)
    return statistics.median(taken[5:])


def _ignored(status: str, headers: list, exc_info: object = None) -> None:
    if not status.startswith("200"):
        raise RuntimeError(status)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.worklist", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--calls", type=int, default=100)
    parser.add_argument("--json", action="store_true", help="the figures of one size, alone")
    options = parser.parse_args()
    if options.json:
        (size,) = options.sizes
        json.dump(measure(size, options.calls), sys.stdout)
        return 0
    found = {str(size): measured_apart(size, options.calls) for size in options.sizes}
    factor = machine.description(machine.hello_us())["factor"]
    print(f"machine=x{factor:.2f}; at most 8 ms at x1.0, here {8 * factor:.1f} ms; load {os.getloadavg()[0]:.1f}")
    for figures in found.values():
        print(f"{figures['dossiers']:,} dossiers, loaded in {figures['load_s']} s".replace(",", "."))
        for desk in DESKS:
            first = found[str(options.sizes[0])][desk]
            print(f"  {desk:32}{figures[desk]:8.2f} ms CPU   x{figures[desk] / first:.2f} of {options.sizes[0]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
