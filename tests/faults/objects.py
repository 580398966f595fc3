"""Opening an office's database beside the application, as its commands do."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import transaction

from hcc.core.act import Act
from hcc.dossiers.operations.greet import greet
from hcc.dossiers.operations.prepare import prepare
from hcc.dossiers.operations.submit import submit
from hcc.dossiers.resources import Person
from hcc.settings import read_settings
from hcc.storage.opening import open_database
from office import ini_values


@contextmanager
def database_of(var: Path, *, read_only: bool = False) -> Iterator:
    database = open_database(read_settings(ini_values(var), environ={}), read_only=read_only)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def site_of(var: Path, *, at: bytes | None = None) -> Iterator:
    """The site as it is on disk now, or as it was after the transaction `at`."""
    manager = transaction.TransactionManager()
    with database_of(var, read_only=True) as database:
        connection = database.open(manager, at=at)
        try:
            yield connection.root()["site"]
        finally:
            manager.abort()
            connection.close()


@contextmanager
def changed_site(var: Path) -> Iterator:
    """The site, to be changed by the test; nobody may be serving it."""
    manager = transaction.TransactionManager()
    with database_of(var) as database:
        connection = database.open(manager)
        try:
            with manager:
                yield connection.root()["site"]
        finally:
            connection.close()


def submitted_dossiers(var: Path, count: int, procedure: str = "1.004873") -> list[str]:
    """Tokens of so many dossiers waiting for reception."""
    act = Act("tiepdon", datetime.now(UTC))
    tokens = []
    with changed_site(var) as site:
        for number in range(count):
            dossier = greet(site.dossiers, procedure=site.procedures[procedure], today=datetime.now().date(), act=act)
            verdicts = dict.fromkeys(range(len(dossier.record.components)), "compared_with_original")
            prepare(dossier, person=Person(name=f"Nguyễn Chờ {number}"), verdicts=verdicts, act=act)
            submit(dossier, act=act)
            tokens.append(dossier.token)
    return tokens
