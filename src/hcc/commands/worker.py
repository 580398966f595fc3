"""hcc worker, and the worker in a thread of the server when it alone holds the database."""

import functools
import math
import signal
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hcc.settings import Settings
from hcc.storage.opening import data_file, open_database

from .loading import loaded

if TYPE_CHECKING:
    from hcc.jobs.kinds import Kind
    from hcc.jobs.worker import Worker

BEGINS_AFTER = 3.0
"""Seconds: the server is whole before (web/late.py), and its first pages are out."""
LOOKS_EVERY = 2.0
"""Seconds between two looks for jobs that another process put in."""
LAST_SECONDS = 60.0
"""How long the end of `hcc worker` waits for the job at hand."""


def _kinds(settings: Settings) -> Mapping[str, "Kind"]:
    """Every kind of job there is; what they need is loaded when the first one is done."""
    found: dict[str, Kind] = {}

    def load() -> None:
        from hcc.admin.site_jobs import site_kinds
        from hcc.content.picture_jobs import picture_kinds
        from hcc.dossiers.paper_jobs import kinds
        from hcc.procedures.export_jobs import export_kinds
        from hcc.procedures.import_jobs import import_kinds

        found.update(kinds(settings.var))
        found.update(import_kinds(settings.var))
        found.update(export_kinds(settings.var))
        found.update(site_kinds(settings))
        found.update(picture_kinds())

    loaded(load)
    return found


def _worker(database: Any, settings: Settings, *, alone: bool) -> "Worker":
    from hcc.jobs.worker import Worker

    kinds = functools.cache(functools.partial(_kinds, settings))
    look = math.inf if alone else LOOKS_EVERY
    return Worker(database, kinds, settings.var / "tmp", alone=alone, look=look)


def beside_the_server(database: Any, settings: Settings) -> "Worker | None":
    """A worker in a thread of the server; None with a storage of several processes: `hcc worker` does the jobs."""
    if data_file(settings) is None:
        return None
    worker = _worker(database, settings, alone=True)
    worker.start(after=BEGINS_AFTER)
    return worker


def work(args, settings: Settings) -> int:
    """Do jobs until SIGINT or SIGTERM; the one at hand is finished first."""
    if data_file(settings) is not None:
        print("The server does these jobs itself: its database is for one process. There is nothing to start.")
        return 1
    database = open_database(settings)
    worker = _worker(database, settings, alone=False)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    worker.start()
    print("Working.", flush=True)
    try:
        while True:
            signal.pause()
    finally:
        worker.stop(LAST_SECONDS)
        database.close()


def _stop(number: int, frame: object) -> None:
    raise SystemExit(0)


def add_commands(commands) -> None:
    command = commands.add_parser("worker", help="do the jobs of an office whose storage is for several processes")
    command.set_defaults(run=work)
