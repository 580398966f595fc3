"""Measure the centre and print its figures beside their limits; they are kept in $VAR/bench.json.

    python -m benchmarks.report [--procedures 0] [--many 1000 20000] [--only NAME ...]

Nothing here fails for being slow: the exit status is not 0 when an answer was wrong.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hcc.settings import Settings

from . import beside, machine, many, table
from .arranging import arranging_cost
from .callers import Callers, Run
from .centre import (
    COUNTERS,
    Waiting,
    fill_centre,
    index_made,
    serving,
    serving_floor,
    settings_of,
    start_up,
    wait_for,
    write_ini,
)
from .evidence import evidence_cost
from .importing import import_cost
from .limits import FLOOR, PROCEDURES
from .looking import looking_cost
from .numbering import number_share
from .opening import first_openings
from .page_search import page_search_cost
from .pages import pages_cost
from .papers import write_fine_scan, write_scan
from .receiving import RECEPTIONS, operation_share
from .signing import signing_cost
from .works import Centre, Public, UnseenQueries, Work, works, works_anew, works_kept

ROUNDS = 5
CONNECTIONS = 8
DRAFTS, SUBMITTED = 100 + beside.ROUNDS * COUNTERS, 300
"""Dossiers made beforehand: enough for every upload and reception, with a full desk left at the end."""


class Measured:
    """The runs of one work, and the figures they give."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.at_one: list[Run] = []
        self.at_eight: list[Run] = []

    @property
    def errors(self) -> list[str]:
        return [error for run in (*self.at_one, *self.at_eight) for error in run.errors]

    def figures(self) -> dict:
        """Milliseconds and requests a second; CPU and rate are medians of the rounds, p50 and p95 of all times."""
        return {
            "name": self.name,
            "cpu_ms": _median(self.at_one, lambda run: run.cpu / run.units * 1000),
            "cpu_ms_rounds": [round(run.cpu / run.units * 1000, 3) for run in self.at_one],
            "cpu_ms_at_8": _median(self.at_eight, lambda run: run.cpu / run.units * 1000),
            **_pace("at_1", self.at_one),
            **_pace("at_8", self.at_eight),
            "units": sum(run.units for run in (*self.at_one, *self.at_eight)),
            "errors": len(self.errors),
        }


def _median(runs: list[Run], figure) -> float:
    return round(statistics.median(figure(run) for run in runs), 3)


def _pace(name: str, runs: list[Run]) -> dict:
    times = sorted(taken * 1000 for run in runs for taken in run.times)
    if not times:
        return {}
    return {
        f"per_second_{name}": _median(runs, lambda run: run.units / run.wall),
        f"p50_ms_{name}": round(statistics.median(times), 2),
        f"p95_ms_{name}": round(times[int(len(times) * 0.95)], 2),
    }


def measure(every: list[tuple[Work, object]], callers: Callers) -> list[Measured]:
    """Five rounds over all works, so that a busy minute of the machine does not fall on one of them."""
    measured = {work.name: Measured(work.name) for work, _ in every}
    for round_number in range(ROUNDS):
        for work, server in every:
            result = measured[work.name]
            if round_number == 0:
                callers.call(server.port, work.units(1), connections=1, server=server.tree)
            result.at_one.append(callers.call(server.port, work.units(work.at_one), connections=1, server=server.tree))
            if round_number < work.rounds_at_eight:
                units = work.units(work.at_eight)
                result.at_eight.append(callers.call(server.port, units, connections=CONNECTIONS, server=server.tree))
    return list(measured.values())


def _asked(every: list[tuple[Work, object]], options: argparse.Namespace) -> list[tuple[Work, object]]:
    """Those of `--only`, and always the floor."""
    return [pair for pair in every if not options.only or pair[0].name in (*options.only, FLOOR)]


def starts(ini: Path, var: Path) -> dict[str, dict[str, float]]:
    """Start-up, cold and warm: medians of five."""
    found = {}
    for name, cold in (("cold", True), ("warm", False)):
        each = [start_up(ini, var, cold=cold) for _ in range(ROUNDS)]
        found[name] = {figure: round(statistics.median(one[figure] for one in each), 3) for figure in each[0]}
    return found


def index_cost(settings: Settings, folder: Path) -> dict[str, float]:
    """Making the index: the median of three."""
    return {"cpu_s": round(statistics.median(index_made(settings, folder / f"index-{n}") for n in range(3)), 3)}


def run(folder: Path, options: argparse.Namespace) -> tuple[dict, list[str]]:
    """Everything; answers the report and the wrong answers."""
    hello = machine.hello_us()
    var = folder / "var"
    ini = write_ini(folder)
    settings = settings_of(ini, var)
    scans = {pages: folder / f"scan-{pages}.pdf" for pages in (1, 10)}
    sizes = {pages: write_scan(path, pages) for pages, path in scans.items()}
    waiting = fill_centre(ini, settings, drafts=DRAFTS, submitted=SUBMITTED + RECEPTIONS, procedures=options.procedures)
    at_once, waiting = waiting.submitted[SUBMITTED:], Waiting(waiting.drafts, waiting.submitted[:SUBMITTED])
    receiving = operation_share(settings, at_once) if not options.only or "reception" in options.only else {}
    numbering = number_share(settings) if not options.only or "numbers" in options.only else {}
    signing = signing_cost(folder / "signing") if not options.only or "signing" in options.only else {}
    looking = looking_cost(folder / "looking") if not options.only or "intake" in options.only else {}
    pages = pages_cost(folder / "pages") if not options.only or "pages" in options.only else {}
    asking = page_search_cost(folder / "asking") if not options.only or "page search" in options.only else {}
    arranging = arranging_cost(folder / "arranging") if not options.only or "arranging" in options.only else {}
    evidence = evidence_cost(folder / "evidence") if not options.only or "evidence" in options.only else {}
    start = starts(ini, var) if not options.only or "start-up" in options.only else {}
    importing = import_cost(settings, folder / "importing") if not options.only or "importing" in options.only else {}
    opening = first_openings(folder) if not options.only or "opening" in options.only else {}
    index = index_cost(settings, folder) if not options.only or "index" in options.only else {}
    # The same centre, served without the cache of finished pages.
    anew, queries = folder / "anew" / "var", iter(UnseenQueries())
    shutil.copytree(var, anew, ignore=shutil.ignore_patterns("*.lock"))
    anew_ini = write_ini(folder, "anew", page_cache_mb=0)
    callers = Callers(CONNECTIONS)
    with (
        serving_floor(settings.threads, folder / "floor.log") as floor,
        serving(ini, var) as server,
        serving(anew_ini, anew) as server_anew,
    ):
        wait_for(floor, "/")
        wait_for(server, "/healthz")
        wait_for(server_anew, "/healthz")
        memory = {"rss_at_start": server.tree.resident()}
        hello_page = {"method": "GET", "path": "/", "status": 200, "has": "hello"}
        read = [(Work(FLOOR, lambda count: [[hello_page]] * count, 400, 1600), floor)]
        read += [(work, server_anew) for work in works_anew(Public(server_anew, settings_of(anew_ini, anew), queries))]
        read += [(work, server) for work in works_kept(Public(server, settings, queries))]
        # What citizens read comes first, so that its memory is not that of what officials do with papers.
        measured = measure(_asked(read, options), callers)
        memory["rss_after_catalogue"] = server.tree.resident()
        centre = Centre(server, callers, settings, waiting, scans, queries)
        measured += measure(_asked([(work, server) for work in works(centre)], options), callers)
        memory["rss_after_run"] = server.tree.resident()
        memory["peak_of_server_process"] = server.tree.peak()
        errors = [f"{one.name}: {error}" for one in measured for error in one.errors]
        others, wrong = {}, []
        if not options.only or "beside" in options.only:
            fine = folder / "fine.pdf"
            write_fine_scan(fine, beside.PAGES)
            others, wrong = beside.beside_papers(centre, fine)
        errors += [f"beside papers: {error}" for error in wrong]
        signed = [
            where for one in measured if one.name.startswith("electronic") for r in one.at_one for where in r.locations
        ]
        for entry in signed[-1:]:
            centre.check_signed(entry)
    callers.close()
    hello += machine.hello_us()
    report = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine.description(hello),
        "procedures": options.procedures or "as shipped",
        "threads": settings.threads,
        "scan_bytes": sizes,
        "start_up": start,
        "index": index,
        "receiving": receiving,
        "numbering": numbering,
        "signing": signing,
        "looking": looking,
        "pages": pages,
        "page_search": asking,
        "arranging": arranging,
        "evidence": evidence,
        "importing": importing,
        "opening": opening,
        "beside": others,
        "memory": memory,
        "many": many.measured(options.many) if options.many and not options.only else {},
        "works": [one.figures() for one in measured],
    }
    return report, errors


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.report", description=__doc__.split("\n")[0])
    parser.add_argument(
        "--procedures",
        type=int,
        default=PROCEDURES,
        help=f"size of the catalogue; 0: as shipped (default {PROCEDURES})",
    )
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="measure these lines only")
    parser.add_argument(
        "--many",
        type=int,
        nargs="*",
        default=many.SIZES,
        metavar="N",
        help="sizes of centres compared; none: not at all",
    )
    options = parser.parse_args()
    target = Path(os.environ.get("VAR") or "var")
    with tempfile.TemporaryDirectory(prefix="hcc-bench-") as folder:
        report, errors = run(Path(folder), options)
    target.mkdir(mode=0o750, parents=True, exist_ok=True)
    (target / "bench.json").write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(table.text(report))
    for error in errors[:20]:
        print(f"wrong answer: {error}", file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
