"""Reception through its operation, each in a transaction of its own, beside a bare commit of as many bytes.

One bare commit follows each reception, so that both meet the same disk; what differs is our own work and the number of
objects.
"""

import os
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import transaction
from persistent import Persistent

from hcc.core.act import Act
from hcc.dossiers.operations.receive import receive
from hcc.settings import Settings
from hcc.site.resources import Site
from hcc.storage.opening import data_file, open_database

RECEPTIONS = 150
FIRST = 10
"""Left out: they load what all dossiers share."""


class Filling(Persistent):
    """So many bytes that nothing reads."""

    content = b""


def operation_share(settings: Settings, tokens: list[str]) -> dict[str, float]:
    """Receive these dossiers in a database nobody serves. Answers what `beside_bare_commits` does."""
    acts = [lambda site, token=token: _receive(site, token, settings) for token in tokens]
    return beside_bare_commits(settings, acts)


def beside_bare_commits(settings: Settings, acts: Sequence[Callable[[Site], object]]) -> dict[str, float]:
    """Do each act in a transaction of its own, each beside a bare commit of as many bytes.

    Answers commits a second of both kinds by their middle time, and bytes of an act.
    """
    path = data_file(settings)
    assert path is not None  # the benchmark's own database is a file
    database = open_database(settings)
    manager = transaction.TransactionManager()
    connection = database.open(manager)
    ours, bare, sizes = [], [], []
    try:
        root = connection.root()
        site = root["site"]
        with manager:
            filling = root["benchmark"] = Filling()
        for act in acts:
            before = path.stat().st_size
            ours.append(_seconds(manager, lambda act=act: act(site)))
            sizes.append(path.stat().st_size - before)
            content = os.urandom(sizes[-1])
            bare.append(_seconds(manager, lambda content=content: setattr(filling, "content", content)))
        with manager:
            del root["benchmark"]
    finally:
        manager.abort()
        connection.close()
        database.close()
    return {
        "per_second": round(1 / statistics.median(ours[FIRST:]), 1),
        "bare_per_second": round(1 / statistics.median(bare[FIRST:]), 1),
        "bytes": round(statistics.median(sizes[FIRST:])),
    }


def _seconds(manager: transaction.TransactionManager, work: Callable[[], object]) -> float:
    began = time.perf_counter()
    with manager:
        work()
    return time.perf_counter() - began


def _receive(site, token: str, settings: Settings) -> None:
    act = Act("tiepnhan1", datetime.now(UTC))
    receive(site.dossiers.get_by_token(token), agency=settings.agency_code, calendar=site.calendar, act=act)
