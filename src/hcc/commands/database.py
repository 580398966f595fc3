"""Opening the site for a command: reading beside a running server, or writing alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import transaction

from hcc.core.act import Act
from hcc.settings import Settings
from hcc.storage.opening import open_database


def command_act() -> Act:
    """An act done by whoever is at the keyboard of the server."""
    return Act("command line", datetime.now(UTC))


@contextmanager
def reading(settings: Settings) -> Iterator:
    """The site, read-only; works beside a running server."""
    database = open_database(settings, read_only=True)
    connection = database.open()
    try:
        if "site" not in connection.root():
            raise FileNotFoundError("the database is empty: run 'hcc init' first")
        yield connection.root()["site"]
    finally:
        transaction.abort()
        connection.close()
        database.close()


@contextmanager
def writing(settings: Settings) -> Iterator:
    """The root of the database in one transaction, committed at the end. Raises DatabaseInUse beside a server."""
    database = open_database(settings)
    connection = database.open()
    try:
        with transaction.manager:
            yield connection.root()
    finally:
        transaction.abort()
        connection.close()
        database.close()
