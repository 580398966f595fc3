"""Opening the site for a command: reading beside a running server, or writing alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import transaction
from ZODB.POSException import ReadOnlyError

from hcc.core.act import Act
from hcc.settings import Settings
from hcc.site.start import ready_site
from hcc.storage.opening import data_file, open_database


def command_act() -> Act:
    """An act done by whoever is at the keyboard of the server."""
    return Act("command line", datetime.now(UTC))


@contextmanager
def reading(settings: Settings) -> Iterator:
    """The site, read-only, as it is now; works beside a running server.

    Raises FileNotFoundError when there is no database, DatabaseTooOld or DatabaseTooNew when this program cannot read
    it.
    """
    try:
        database = open_database(settings, read_only=True)
    except ReadOnlyError:
        raise FileNotFoundError("the database is empty: run 'hcc init' first") from None
    connection = database.open()
    try:
        yield ready_site(connection.root())
    finally:
        transaction.abort()
        connection.close()
        database.close()


@contextmanager
def writing(settings: Settings, *, new: bool = False, steps_may_wait: bool = False) -> Iterator:
    """The root of the database in one transaction, committed at the end.

    With `new` the database may be missing or empty; with `steps_may_wait` it may wait for evolution steps. Raises
    DatabaseInUse beside a server, and what `reading` raises.
    """
    data = data_file(settings)
    if not new and data is not None and not data.exists():
        raise FileNotFoundError(f"there is no database at {data}: run 'hcc init' first")
    database = open_database(settings)
    connection = database.open()
    try:
        with transaction.manager:
            if not new:
                ready_site(connection.root(), steps_may_wait=steps_may_wait)
            yield connection.root()
    finally:
        transaction.abort()
        connection.close()
        database.close()
