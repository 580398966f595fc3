"""The first opening of an administrator's lists after a start, when nothing is in memory yet: CPU seconds.

    python -m benchmarks.opening FOLDER

Each in a process of its own, on the centre in FOLDER: `bench.ini` and `var`.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .centre import ROOT
from .profiled import opened

PAGES = {"catalogue board": "/quan-tri/danh-muc", "council fees": "/quan-tri/cai-dat/council_fees"}
ANOTHER = "/quan-tri/quyet-dinh"
"""Opened before: what every page needs once a start is not the lists' own."""


def first_openings(folder: Path) -> dict[str, float]:
    """The second of two starts: at the first one the templates are compiled and the rows of the board kept."""
    with tempfile.TemporaryDirectory(prefix="templates-") as templates:
        for _ in range(2):
            found = {name: first_opening(folder, path, Path(templates)) for name, path in PAGES.items()}
    return found


def first_opening(folder: Path, path: str, templates: Path) -> float:
    """One page, in a process of its own; compiled templates are kept in a folder."""
    command = [sys.executable, "-m", "benchmarks.opening", str(folder), path, str(templates)]
    return float(json.loads(subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout))


def _opened(folder: Path, path: str, templates: Path) -> float:
    browser = opened(folder, folder / "bench.ini", "danhmuc", templates)
    browser.get(ANOTHER, status=200)
    began = time.process_time()
    browser.get(path, status=200)
    return time.process_time() - began


if __name__ == "__main__":
    if len(sys.argv) == 4:
        json.dump(_opened(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])), sys.stdout)
    else:
        print("\n".join(f"{name}: {cpu:.3f} s CPU" for name, cpu in first_openings(Path(sys.argv[1])).items()))
