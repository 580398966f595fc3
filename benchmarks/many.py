"""A small centre and one with 200,000 dossiers: desks, searches, tracking; and the figures of a day after years.

    python -m benchmarks.many [--sizes 1000 200000] [--calls 60]

Milliseconds of CPU. Two centres a size: one with most of its dossiers open, so that lists are long, and one that has
worked at the pace of a commune until it had so many. Each is measured in a process of its own: the application keeps
compiled templates in one folder for life.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from hcc.core.calendar import LOCAL

from . import machine
from .bulk import load
from .centre import ROOT, fill_centre, settings_of, write_ini
from .figures import day_figures
from .finding import searches, tracking
from .profiled import opened
from .table import aligned, rows
from .worklist import desk_pages

SIZES = (1_000, 200_000)
CALLS = 60
A_DAY = 25
"""Dossiers on each day of the calendar: some 36 on a day that is worked."""
BUSY, YEARS = "busy", "years"


def measure(kind: str, size: int, calls: int) -> dict[str, float]:
    """The figures of one centre, and the seconds it took to load it."""
    with tempfile.TemporaryDirectory(prefix="hcc-many-") as name:
        folder = Path(name)
        ini = write_ini(folder)
        settings = settings_of(ini, folder / "var")
        fill_centre(ini, settings, drafts=0, submitted=0, procedures=0)
        began, days = time.monotonic(), size // A_DAY
        lived = {"days": days, "keeps_up": True} if kind == YEARS else {}
        load(settings, size, at=datetime.now(LOCAL), **lived)
        found = {f"loaded, s: {kind}": time.monotonic() - began}
        application = opened(folder, ini, "").app
        database = application.registry["hcc.database"]
        if kind == YEARS:
            found |= day_figures(application, days, calls)
        else:
            found |= desk_pages(application, calls)
            found |= searches(application, calls)
            found |= tracking(database, calls * 50)
        database.close()
        return {name: round(figure, 4) for name, figure in found.items()}


def measured(sizes: Sequence[int], calls: int = CALLS) -> dict[str, dict[str, float]]:
    """The figures by size, as text: what is kept in a file has no other names."""
    return {str(size): {**_apart(BUSY, size, calls), **_apart(YEARS, size, calls)} for size in sizes}


def _apart(kind: str, size: int, calls: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.many", "--json", kind, "--sizes", str(size), "--calls", str(calls)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.many", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--calls", type=int, default=CALLS)
    parser.add_argument("--json", choices=(BUSY, YEARS), help="the figures of one centre, alone")
    options = parser.parse_args()
    if options.json:
        (size,) = options.sizes
        json.dump(measure(options.json, size, options.calls), sys.stdout)
        return 0
    print(f"machine=x{machine.description(machine.hello_us())['factor']:.2f}")
    print("\n".join(aligned(rows(measured(options.sizes, options.calls)))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
