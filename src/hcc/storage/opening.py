"""Opening ZODB from one setting, and the one connection of a request."""

import logging
import os
from contextlib import suppress
from pathlib import Path

from pyramid.config import Configurator
from pyramid.request import Request
from transaction.interfaces import NoTransaction
from zc.lockfile import LockError
from ZODB.Connection import Connection
from ZODB.DB import DB

from hcc.settings import Settings

from .access_log import AccessLog
from .secrets import secret_bytes
from .synced import SyncedFileStorage

log = logging.getLogger(__name__)


class DatabaseInUse(Exception):
    """Another process writes to this database."""


def data_file(settings: Settings) -> Path | None:
    """Data.fs of the embedded storage, or None when the storage is a server's."""
    if not settings.storage:
        return settings.var / "Data.fs"
    if settings.storage.startswith("file:"):
        return Path(settings.storage.removeprefix("file://").removeprefix("file:"))
    return None


def blob_folder(data: Path) -> Path:
    return data.with_name("blobs")


def open_database(settings: Settings, *, read_only: bool = False) -> DB:
    """Open the database. Raises DatabaseInUse when another process holds it for writing."""
    data = data_file(settings)
    if data is None:
        import zodburi  # looks through every installed package; an embedded storage needs none of them

        storage_factory, database_options = zodburi.resolve_uri(settings.storage)
        storage = storage_factory()
    else:
        database_options = {}
        if read_only and not data.exists():
            raise FileNotFoundError(f"there is no database at {data}: run 'hcc init' first")
        os.makedirs(data.parent, mode=0o750, exist_ok=True)
        before = _cut_off(data)
        try:
            storage = SyncedFileStorage(data, blob_folder(data), read_only=read_only)
        except LockError:
            raise DatabaseInUse(_holder(data)) from None
        for path in _cut_off(data) - before:
            # Usual after a crash: a transaction nobody was told of. Anything long or repeated is damage.
            log.warning("the end of the database was unfinished; %d bytes were moved to %s", path.stat().st_size, path)
    options = {"pool_size": settings.pool_size, "cache_size": settings.cache_size, **database_options}
    return DB(storage, **options)


def _cut_off(data: Path) -> set[Path]:
    """Unfinished ends that FileStorage cut off when it opened the file for writing, kept beside it."""
    return set(data.parent.glob(f"{data.name}.tr*"))


def _holder(data: Path) -> str:
    try:
        process = data.with_name(data.name + ".lock").read_text().strip().split()[0]
    except (OSError, IndexError):
        process = "?"
    return process


def connect(request: Request) -> Connection:
    """The request's connection, opened in its transaction and closed when it is finished."""
    connection = request.registry["hcc.database"].open(request.tm)

    def close(request: Request) -> None:
        # A late abort can meet an explicit transaction manager that has already ended its transaction.
        with suppress(NoTransaction):
            connection.transaction_manager.abort()
        connection.close()

    request.add_finished_callback(close)
    return connection


def _site(request: Request) -> object:
    """The office: the one object at the root of the database."""
    return request.zodb.root()["site"]


def includeme(config: Configurator) -> None:
    settings = config.registry["hcc.settings"]
    config.registry["hcc.cookie_secret"] = secret_bytes(settings.secrets_folder, "cookie.key")
    config.registry["hcc.database"] = open_database(settings)
    config.registry["hcc.access_log"] = AccessLog(settings.var / "access.log")
    config.add_request_method(connect, "zodb", reify=True)
    config.add_request_method(_site, "site", reify=True)
